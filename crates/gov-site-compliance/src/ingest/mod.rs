//! From cells to typed rows, or to a reject that says what, where and what was expected.
//!
//! CSV, XLSX and Arrow strings all come through [`read_row`], so a bad cell has one code whatever carried it.

mod cells;
mod check;
mod code;
mod privacy;
mod reject;

pub(crate) use cells::word_list;
pub use cells::{Cells, Fault};
pub use check::{Checked, read_row};
pub use code::RejectCode;
pub use privacy::withheld;
pub use reject::{Charge, Place, Reject, Stub};
