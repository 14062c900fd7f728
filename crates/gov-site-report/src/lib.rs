//! Renders what the core found, one format a file: nothing is judged, counted or looked up here.
//!
//! - [`terminal`]: the census as a table for a person.
//! - [`markdown`]: the notice (通报).
//! - [`csv`]: `verdicts.csv`, `tickets.csv`, `findings.csv`, `rejected.csv`.
//! - `docx` (feature `docx`): the notice and the sheets of units for Word.
//! - [`explain`]: one site, clause by clause.
//! - `xlsx` (feature of the same name): the census as a workbook, and templates to fill.
//! - `html` (feature `html`): one page for a browser, and what changed between two runs.
//!
//! Names and addresses come from strangers. No text of theirs reaches a screen with control characters, a notice with
//! Markdown or HTML of its own, or a spreadsheet as a formula.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod changed_points;
pub mod csv;
#[cfg(all(feature = "docx", feature = "html", feature = "xlsx"))]
mod documents;
#[cfg(feature = "docx")]
pub mod docx;
pub mod explain;
mod file_name;
#[cfg(feature = "html")]
pub mod html;
pub mod markdown;
mod objection;
mod official;
mod personal;
mod rejects_page;
mod remarks;
mod results;
pub mod terminal;
mod text;
mod unit_sheet;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use crate::csv::{FindingWriter, RejectWriter};
#[cfg(all(feature = "docx", feature = "html", feature = "xlsx"))]
pub use documents::{DocumentError, Format, documents};
pub use file_name::file_stems;
pub use objection::{Objection, ObjectionClause, ObjectionSite, objections};
pub use personal::without_personal_numbers;
pub use rejects_page::rejects_page;
pub use remarks::basis;
pub use results::{Audience, DRAFT, Edition, Results};
pub use terminal::Style;
pub use text::plain;
pub use unit_sheet::{SheetPart, UnitSheet, unit_sheets};
