//! The tables of `--out`: UTF-8 with a mark at the beginning, as Excel needs it for Chinese, and line breaks of one sign.
//!
//! A text that a spreadsheet would take for a formula gets a `'` before it; numbers of the program stay numbers.

mod cell;
mod comparison;
mod findings;
mod follow_up;
mod rejects;
mod tickets;
mod verdicts;

pub use comparison::ComparisonWriter;
pub use findings::FindingWriter;
pub use follow_up::follow_up;
pub use rejects::RejectWriter;
pub use tickets::tickets;
pub use verdicts::verdicts;
#[cfg(feature = "xlsx")]
pub(crate) use verdicts::{vetoes, with_gaps};
