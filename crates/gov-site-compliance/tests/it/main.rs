//! Tests of the core through its public API: one binary, one module a subject.
#![allow(clippy::unwrap_used)]

mod calendar;
mod compare;
mod days;
mod deductions;
mod deductions_looked_at;
mod documents;
mod fold;
mod follow_up;
mod gaps;
mod home_update_count;
mod independence;
mod limits;
mod random_site;
mod rejects;
mod settling;
mod standards;
mod stored;
mod support;
mod typed_cells;
mod units;
mod verdict_order;
mod wire;
mod workday_table;
mod written;
