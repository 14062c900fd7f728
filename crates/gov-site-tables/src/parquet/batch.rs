//! A batch of rows on its way to the caller: where it stands, its columns by field.

use std::{cell::OnceCell, sync::Arc};

use arrow_array::{ArrayRef, DictionaryArray, Int32Array, RecordBatch, StringArray, types::Int32Type};
use arrow_schema::{Field, Schema};
use gov_site_arrow::{BatchRows, Fields};
use gov_site_compliance::Place;

use super::part::Part;
use crate::FolderError;

/// What stands in a column that is known to be filled everywhere and was not read.
const FILLED: &str = "-";

/// Some rows of a file, read by [`super::ParquetTable::scan`].
pub struct Batch<'a> {
    part: &'a Part,
    first_row: u64,
    columns: RecordBatch,
    filled: &'a [&'static str],
    whole: OnceCell<(RecordBatch, Fields)>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(part: &'a Part, first_row: u64, columns: RecordBatch, filled: &'a [&'static str]) -> Batch<'a> {
        Batch { part, first_row, columns, filled, whole: OnceCell::new() }
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

    /// Which column of the batch is which field; a field that [is filled](Batch::is_filled) holds a stand-in.
    pub fn fields(&self) -> Fields {
        let read = self.part.fields().within(self.columns.schema_ref());
        self.filled.iter().fold(read, |fields, field| fields.with_proven(field))
    }

    /// The rows as the core reads them. Fields outside the projection are empty; a field that [is
    /// filled](Batch::is_filled) holds a stand-in.
    ///
    /// # Errors
    /// The projection leaves out a compulsory field.
    pub fn rows(&self) -> Result<BatchRows<'_>, FolderError> {
        let error = |source| FolderError::Columns { file: self.file().into(), source };
        let (whole, fields) = match self.whole.get() {
            Some(whole) => whole,
            None => {
                let whole = self.with_stand_ins();
                let fields = Fields::of(self.part.fields().table(), whole.schema_ref(), &|name| self.field_of(name)).map_err(error)?;
                self.whole.get_or_init(|| (whole, fields))
            }
        };
        fields.bind(whole).map_err(error)
    }

    fn field_of(&self, name: &str) -> Option<&'static str> {
        let fields = self.part.fields();
        fields.table().fields.iter().map(|field| field.name).find(|field| fields.name(field).is_some_and(|column| column.trim() == name))
    }

    fn with_stand_ins(&self) -> RecordBatch {
        let names = self.filled.iter().filter_map(|field| self.part.fields().name(field));
        let stand_in = || {
            let values: ArrayRef = Arc::new(StringArray::from(vec![FILLED]));
            DictionaryArray::<Int32Type>::try_new(Int32Array::from(vec![0; self.len()]), values).map(|array| Arc::new(array) as ArrayRef)
        };
        let (mut fields, mut arrays) = (self.columns.schema_ref().fields().to_vec(), self.columns.columns().to_vec());
        for (name, array) in names.filter_map(|name| Some((name, stand_in().ok()?))) {
            fields.push(Arc::new(Field::new(name, array.data_type().clone(), false)));
            arrays.push(array);
        }
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap_or_else(|_| self.columns.clone())
    }
}
