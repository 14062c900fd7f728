//! Census (普查) of Chinese government websites, with a proof for every verdict.
//!
//! Rows of tables fold into [`facts`], facts are judged clause by clause under a [`standard`], outcomes make a
//! [`Verdict`], verdicts make a [`Census`], and a census makes a [`Notice`]. Nothing here reads a file, a clock or the environment:
//! a verdict is a pure function of evidence, standard and checkpoint.
#![no_std]
#![cfg_attr(test, allow(clippy::unwrap_used))]

extern crate alloc;

pub mod calendar;
pub mod census;
pub mod compare;
pub mod facts;
pub mod followup;
pub mod indicator;
pub mod ingest;
mod model;
pub mod notice;
pub mod standard;
pub mod verdict;
pub mod wire;

pub use calendar::{Calendar, CalendarError, Projected};
pub use census::Census;
pub use facts::{ColumnActivity, Fold, Plan, Registry, SiteFacts, VisitSummary};
pub use indicator::{Finding, Measure, Outcome};
pub use ingest::{Place, Reject, RejectCode};
pub use model::*;
pub use notice::Notice;
pub use standard::{Standard, StandardError};
pub use verdict::{Verdict, judge_site};
