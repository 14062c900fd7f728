//! Where the rows of a table come from: a file of text, a sheet, Parquet files, record batches in memory.

use gov_site_compliance::Table;

#[cfg(feature = "parquet")]
use crate::batches::Batches;
use crate::{FolderError, SkippedSheet, Stop, rows::Rows};

/// A place that holds tables.
pub(crate) trait Source {
    /// Opens a table, if it is there.
    fn open(&self, table: &'static Table) -> Result<Option<Opened>, FolderError>;
    /// Whether a table is there.
    fn has(&self, table: &str) -> bool;
    /// Updates and visits that were folded elsewhere.
    #[cfg(feature = "parquet")]
    fn facts(&self) -> Option<&gov_site_arrow::columnar::Facts> {
        None
    }
    /// Tables that their owner declares complete.
    fn complete(&self) -> Vec<&str>;
    /// How many threads may fold, where somebody said so.
    #[cfg(feature = "parquet")]
    fn threads(&self) -> Option<usize> {
        None
    }
    /// Ends the reading.
    fn stop(&self) -> Stop;
    /// Bytes of all tables.
    fn bytes(&self) -> u64;
    /// Files that look like tables and are not read.
    fn unknown_files(&self) -> &[String];
    /// Sheets of workbooks that are not read.
    fn skipped_sheets(&self) -> &[SkippedSheet] {
        &[]
    }
}

/// An open table.
pub(crate) enum Opened {
    Rows(Rows),
    #[cfg(feature = "parquet")]
    Batches(Batches),
}
