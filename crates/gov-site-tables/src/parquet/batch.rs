//! A batch of rows on its way to the caller: where it stands, its columns by field.

use arrow_array::{ArrayRef, RecordBatch};
use gov_site_arrow::{BatchRows, Fields};
use gov_site_compliance::Place;

use super::{late::LateTexts, part::Part};
use crate::FolderError;

/// Some rows of a file, read by [`super::ParquetTable::scan`].
pub struct Batch<'a> {
    part: &'a Part,
    first_row: u64,
    columns: RecordBatch,
    filled: &'a [&'static str],
    late: Option<&'a LateTexts<'a>>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(part: &'a Part, first_row: u64, columns: RecordBatch, filled: &'a [&'static str], late: Option<&'a LateTexts<'a>>) -> Batch<'a> {
        Batch { part, first_row, columns, filled, late }
    }

    /// Name of the file as in the folder.
    pub fn file(&self) -> &'a str {
        self.part.name()
    }

    /// Number of the batch's first row in its file, whose own first row is 1.
    pub fn first_row(&self) -> u64 {
        self.first_row
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.columns.num_rows()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a row of the batch stands.
    pub fn place(&self, row: usize) -> Place {
        Place { file: self.file().to_owned().into(), row: self.first_row + row as u64 }
    }

    /// The columns that were read, under the names of the file.
    pub fn record_batch(&self) -> &RecordBatch {
        &self.columns
    }

    /// The column of a field; `None` when the file has none, when it is not in the projection, or when it
    /// [is filled](Batch::is_filled).
    pub fn column(&self, field: &str) -> Option<&ArrayRef> {
        self.columns.column_by_name(self.part.fields().name(field)?)
    }

    /// Whether the column of a field was left out because the statistics of its row group prove that every cell is filled.
    pub fn is_filled(&self, field: &str) -> bool {
        self.filled.contains(&field)
    }

    /// The text in a row of the file of the field that was to be read later; `None` when its column is in the batch.
    pub(crate) fn late_text(&self, row: u64) -> Option<Result<String, FolderError>> {
        self.late.map(|late| self.part.late_text(late, row))
    }

    /// Which column of the batch is which field; a field that [is filled](Batch::is_filled) holds a stand-in.
    pub fn fields(&self) -> Fields {
        let read = self.part.fields().within(self.columns.schema_ref());
        self.filled.iter().fold(read, |fields, field| fields.with_proven(field))
    }

    /// The rows as the core reads them. Fields outside the projection are empty, so that a compulsory one rejects every row.
    ///
    /// # Errors
    /// The row group has another type than its file's footer says.
    pub fn rows(&self) -> Result<BatchRows<'_>, FolderError> {
        self.fields().bind(&self.columns).map_err(|source| FolderError::Columns { file: self.file().into(), source })
    }
}
