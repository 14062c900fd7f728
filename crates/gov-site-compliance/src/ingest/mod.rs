//! From cells to typed rows, or to a reject that says what, where and what was expected.
//!
//! CSV comes through [`read_row`], XLSX, JSON Lines, Arrow and Parquet through [`read_cells`], and both are one reader: a bad cell has
//! one code whatever carried it.

mod cells;
mod check;
mod code;
mod dates;
mod privacy;
mod reject;
pub(crate) mod why;

pub(crate) use cells::word_list;
pub use cells::{Cell, Cells, Fault, Unreadable};
pub use check::{Checked, misplaced, no_data, read_cells, read_row};
pub use code::{Example, RejectCode};
pub use dates::{written_day, written_moment};
pub use privacy::withheld;
pub use reject::{Charge, Place, Reject, Stub};
