//! Record batches of census tables to typed rows and facts, and results to record batches.
//!
//! Tables come in with the fields of the data dictionary, in whatever types their writer has: [`Fields`] matches a schema with
//! a table and says what is wrong with it, [`BatchRows`] reads rows by the one reader of the core, so a bad cell has the code
//! that it has in CSV. [`results`] hands verdicts, outcomes, findings, tickets and rejected rows out as batches.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod cells;
pub mod columnar;
mod error;
mod fields;
pub mod results;
mod rows;
mod sound;
pub mod workdays;

pub use cells::Value;
pub use error::ArrowError;
pub use fields::{Fields, schema_of, table};
pub use rows::BatchRows;
pub use sound::Soundness;
