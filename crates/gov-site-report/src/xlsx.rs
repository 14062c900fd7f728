//! Workbooks of Excel: a census for the office, and templates that an office fills.
//!
//! [`workbook`] makes `census.xlsx`: what the CSV tables hold, typed, with words in Chinese beside the codes. [`template`] makes a
//! workbook with an empty sheet a table, out of the declarations that the readers work from.
//!
//! Texts of strangers are written as strings, never as formulas or links, so the `'` that CSV needs before `=` is not there. A text
//! stands on one line as [`Edition::shown`](crate::Edition::shown) gives it; one that is longer than a cell may be ends in `…(已截断)`.
//! The same input gives the same bytes: the time of creation inside is a fixed one.

mod about;
mod book;
mod cell;
mod column;
mod formats;
mod rules;
mod sheet;
mod tables;
mod template;

use rust_xlsxwriter::{DocProperties, ExcelDateTime};

use crate::Results;

pub use template::template;

/// A workbook that could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum XlsxError {
    /// The library of the format refuses something.
    #[error("the workbook cannot be made: {0}")]
    Format(#[from] rust_xlsxwriter::XlsxError),
    /// A table with more columns than a sheet has.
    #[error("sheet {sheet}: {columns} columns, a sheet of Excel has 16384")]
    TooWide {
        /// The sheet.
        sheet: &'static str,
        /// Its columns.
        columns: usize,
    },
}

/// The census as a workbook.
///
/// Sheets: 说明 (what was judged by what, totals, warnings, how many rows each sheet has and how many are left out), 结果 (verdicts),
/// 指标 (outcomes), 发现 (findings), 办件 (tickets), 分组 (groups), 覆盖 (what was looked at, and what each outcome lacks), 例外
/// (sites that are not judged) and 退回 (rejected rows; not in the public edition). A heading is the Chinese name and below it, in the
/// same cell, the name that CSV and Arrow have. Days are dates, counts are numbers, ids are text, `true` and `false` are 是 and 否;
/// codes stand in a folded group at the right. A sheet with more rows than Excel takes goes on in `发现(2)`.
///
/// The public edition has no rejected rows, no `source_ref`; contacts (`reviewer`) and remarks (`note`) are for internal use only.
///
/// All of it is in memory while it is made, some two kilobytes a finding: the library's ways to hold less write temporary files.
///
/// # Errors
/// [`XlsxError`].
pub fn workbook(results: &Results<'_>) -> Result<Vec<u8>, XlsxError> {
    tables::workbook(results, sheet::Limits::EXCEL)
}

/// Properties of a file whose bytes hang on nothing but its content.
fn properties(title: &str) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&ExcelDateTime::from_ymd(2015, 1, 1)?))
}
