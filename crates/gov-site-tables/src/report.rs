//! What reading a folder found, for `run.json` and `check`.

use std::collections::BTreeMap;

use gov_site_compliance::{Reject, RejectCode, ingest::Charge};
use serde::Serialize;

/// How far reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The table that is being read.
    pub table: &'static str,
    /// Rows of this table so far.
    pub rows: u64,
    /// Bytes of all tables so far.
    pub bytes: u64,
    /// Bytes of all tables.
    pub bytes_total: u64,
}

/// What became of one table: `rows == accepted + rejected + collapsed`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableReport {
    /// The table.
    pub table: &'static str,
    /// Its file.
    pub file: String,
    /// Rows of the file without headings and blank lines.
    pub rows: u64,
    /// Rows that count.
    pub accepted: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Rows identical to another one.
    pub collapsed: u64,
    /// Rows without any text, of which there is nothing to read.
    pub blank: u64,
    /// SHA-256 of the file's bytes in hexadecimal.
    pub sha256: String,
    /// What the file is: `csv`, `jsonl`, `parquet`, `xlsx`, or `memory` for a frame.
    pub format: &'static str,
    /// Encoding that was assumed of a file of text, such as `GB18030`; empty for others.
    pub encoding: &'static str,
    /// What stands between cells of CSV: `comma`, `tab` or `semicolon`; empty for others.
    pub delimiter: &'static str,
    /// Sheet of a workbook; empty for others.
    pub sheet: String,
    /// Line or row of the headings, counted as the file shows it; rows above were skipped. 0 where there is none.
    pub heading_row: u64,
    /// Rows of a sheet above the headings that look like data, such as one typed over the example of a template. They are not read.
    pub rows_above: Vec<u64>,
    /// Headings that stand for a field, with its name, in the order of the file.
    pub headings: Vec<(String, &'static str)>,
}

/// A sheet of a workbook that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SkippedSheet {
    /// The workbook.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why a sheet was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SkipReason {
    /// It is hidden.
    Hidden,
    /// It is hidden so that only a macro shows it.
    VeryHidden,
    /// Its name is that of no table.
    NoTable,
    /// Its file is named after one table, which another sheet holds.
    OtherSheetRead,
    /// It holds a chart or a dialog.
    NoCells,
}

impl SkipReason {
    /// The reason in words.
    pub const fn text(self) -> &'static str {
        match self {
            SkipReason::Hidden => "it is hidden",
            SkipReason::VeryHidden => "it is hidden by a macro",
            SkipReason::NoTable => "its name is that of no table",
            SkipReason::OtherSheetRead => "its file is named after one table, which another sheet holds",
            SkipReason::NoCells => "it has no cells",
        }
    }
}

/// What reading a folder found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadReport {
    /// Every table that is there, in the order of reading.
    pub tables: Vec<TableReport>,
    /// Headings that nobody knows, by file; their cells were dropped.
    pub dropped_headings: Vec<(String, String)>,
    /// Files that look like tables or settings and were not read.
    pub unknown_files: Vec<String>,
    /// Sheets of workbooks that were not read, by file, in the order of the sheets.
    pub skipped_sheets: Vec<SkippedSheet>,
    /// Rejected rows by code.
    pub rejected_by_code: BTreeMap<&'static str, u64>,
    /// Rejected rows of `sites` whose code could not be read: sites that appear nowhere else. Rows that are no data are none.
    pub nameless_sites: u64,
    /// Accepted rows after the checkpoint by `table.field`; they are ignored there (reading 4).
    pub after_checkpoint: BTreeMap<&'static str, u64>,
}

impl ReadReport {
    /// Accepted rows of all tables.
    pub fn accepted(&self) -> u64 {
        self.tables.iter().map(|table| table.accepted).sum()
    }

    /// Rejected rows of all tables.
    pub fn rejected(&self) -> u64 {
        self.tables.iter().map(|table| table.rejected).sum()
    }

    /// Rejected rows by table, for [`gov_site_compliance::census::Evidence`]; tables without any are left out.
    pub fn rejected_by_table(&self) -> Vec<(String, u64)> {
        let bad = self.tables.iter().filter(|table| table.rejected > 0);
        bad.map(|table| (table.table.to_owned(), table.rejected)).collect()
    }

    /// The report of a table, `None` when its file is absent.
    pub fn table(&self, name: &str) -> Option<&TableReport> {
        self.tables.iter().find(|table| table.table == name)
    }

    /// How many rows were rejected under a code.
    pub fn rejected_as(&self, code: RejectCode) -> u64 {
        self.rejected_by_code.get(code.code()).copied().unwrap_or(0)
    }
}

#[cfg_attr(not(feature = "csv"), allow(dead_code))]
impl ReadReport {
    /// Counts a reject under its code; the counts of its table are the reader's business.
    pub(crate) fn note(&mut self, reject: &Reject) {
        *self.rejected_by_code.entry(reject.code.code()).or_default() += 1;
        let named = !matches!(reject.charge, Charge::Nobody | Charge::Table(_));
        self.nameless_sites += u64::from(reject.table == "sites" && !named && !reject.code.is_no_data());
    }

    /// Moves a row that was read from accepted to rejected.
    pub(crate) fn withdraw(&mut self, reject: &Reject) {
        if let Some(table) = self.tables.iter_mut().find(|table| table.table == reject.table) {
            table.accepted = table.accepted.saturating_sub(1);
            table.rejected += 1;
        }
        self.note(reject);
    }

    /// Moves rows that are identical to another one from accepted to collapsed.
    pub(crate) fn collapse(&mut self, table: &str, rows: u64) {
        if let Some(report) = self.tables.iter_mut().find(|report| report.table == table) {
            report.accepted = report.accepted.saturating_sub(rows);
            report.collapsed += rows;
        }
    }

    /// Counts rows that were folded elsewhere.
    #[cfg(feature = "parquet")]
    pub(crate) fn add(&mut self, table: &str, counts: &gov_site_arrow::columnar::Counts) {
        if let Some(report) = self.tables.iter_mut().find(|report| report.table == table) {
            report.rows += counts.rows;
            report.accepted += counts.accepted;
            report.rejected += counts.rejected;
            report.blank += counts.blank;
        }
    }

    /// Counts rows after the checkpoint.
    pub(crate) fn late(&mut self, field: &'static str, rows: u64) {
        if rows > 0 {
            *self.after_checkpoint.entry(field).or_default() += rows;
        }
    }
}
