//! Tests of the core through its public API: one binary, one module a subject.
#![allow(clippy::unwrap_used)]

mod calendar;
mod days;
mod documents;
mod fold;
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
mod verdict_order;
mod wire;
mod workday_table;
