//! Tests of the generator through its public API: one binary, one module a subject.
#![allow(clippy::unwrap_used)]

mod content;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod repeatable;
mod support;
