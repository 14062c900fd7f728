//! Tests of record batches through the public API: one binary, one module a subject.
#![allow(clippy::unwrap_used)]

mod by_column;
mod cells;
mod column_counts;
mod columnar;
mod columnar_support;
mod compare;
mod facts;
mod fields;
#[allow(dead_code, reason = "the tests of reports use the rest")]
#[path = "../../../gov-site-report/tests/it/fixture.rs"]
mod fixture;
mod results;
mod support;
mod visits;
mod workdays;
mod workdays_read;
