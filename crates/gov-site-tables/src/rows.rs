//! A table that is read row by row: CSV, JSON Lines, a sheet of a workbook.

#[cfg(feature = "jsonl")]
use crate::json_rows::JsonRows;
#[cfg(feature = "xlsx")]
use crate::workbook::SheetRows;
use crate::{
    FolderError, TableReport,
    csv_rows::CsvRows,
    record::{Next, Record},
};

/// An open table of rows.
pub(crate) enum Rows {
    Csv(Box<CsvRows>),
    #[cfg(feature = "jsonl")]
    Json(Box<JsonRows>),
    #[cfg(feature = "xlsx")]
    Sheet(Box<SheetRows>),
}

/// A row as it goes by.
pub(crate) enum Row<'a> {
    Record(Record<'a>),
    Blank,
}

/// Takes the rows, each with the bytes of its table so far.
pub(crate) type Take<'a> = dyn FnMut(Row<'_>, u64) -> Result<(), FolderError> + 'a;

impl Rows {
    /// Hands out all rows in their order.
    pub(crate) fn each(&mut self, take: &mut Take<'_>) -> Result<(), FolderError> {
        macro_rules! pull {
            ($rows:ident) => {
                loop {
                    let bytes = $rows.bytes();
                    match $rows.next()? {
                        Next::End => return Ok(()),
                        Next::Blank => take(Row::Blank, bytes)?,
                        Next::Record(record) => take(Row::Record(record), bytes)?,
                    }
                }
            };
        }
        match self {
            Rows::Csv(rows) => pull!(rows),
            #[cfg(feature = "jsonl")]
            Rows::Json(rows) => pull!(rows),
            #[cfg(feature = "xlsx")]
            Rows::Sheet(rows) => rows.each(take),
        }
    }

    /// Name of the file as places and reports show it.
    pub(crate) fn file(&self) -> &str {
        match self {
            Rows::Csv(rows) => rows.file(),
            #[cfg(feature = "jsonl")]
            Rows::Json(rows) => rows.file(),
            #[cfg(feature = "xlsx")]
            Rows::Sheet(rows) => rows.file(),
        }
    }

    /// How the table was read so far, without any counts.
    pub(crate) fn report(&self) -> TableReport {
        match self {
            Rows::Csv(rows) => rows.report(),
            #[cfg(feature = "jsonl")]
            Rows::Json(rows) => rows.report(),
            #[cfg(feature = "xlsx")]
            Rows::Sheet(rows) => rows.report(),
        }
    }

    /// Headings that nobody knows.
    pub(crate) fn dropped(&self) -> Vec<String> {
        match self {
            Rows::Csv(rows) => rows.dropped().to_vec(),
            #[cfg(feature = "jsonl")]
            Rows::Json(rows) => rows.dropped().to_vec(),
            #[cfg(feature = "xlsx")]
            Rows::Sheet(rows) => rows.dropped(),
        }
    }

    /// Bytes of the table so far.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Rows::Csv(rows) => rows.bytes(),
            #[cfg(feature = "jsonl")]
            Rows::Json(rows) => rows.bytes(),
            #[cfg(feature = "xlsx")]
            Rows::Sheet(rows) => rows.bytes(),
        }
    }
}
