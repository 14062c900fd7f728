//! Renders what the core found, one format a file: nothing is judged, counted or looked up here.
//!
//! - [`terminal`]: the census as a table for a person.
//! - [`markdown`]: the notice (通报).
//! - [`csv`]: `verdicts.csv`, `tickets.csv`, `findings.csv`, `rejected.csv`.
//! - [`explain`]: one site, clause by clause.
//!
//! Names and addresses come from strangers. No text of theirs reaches a screen with control characters, a notice with
//! Markdown or HTML of its own, or a spreadsheet as a formula.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod csv;
pub mod explain;
pub mod markdown;
mod personal;
mod rejects_page;
mod remarks;
mod results;
pub mod terminal;
mod text;

pub use crate::csv::{FindingWriter, RejectWriter};
pub use personal::without_personal_numbers;
pub use rejects_page::rejects_page;
pub use remarks::basis;
pub use results::{Audience, DRAFT, Edition, Results};
pub use terminal::Style;
pub use text::plain;
