//! A row for each row that could not be used.

use std::mem;

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use gov_site_compliance::Reject;

use super::columns::{COUNT, Columns, Declared, TEXT, schema};
use crate::ArrowError;

const DECLARED: &[Declared] = &[
    ("table", TEXT, false),
    ("file", TEXT, false),
    ("row", COUNT, false),
    ("column", TEXT, false),
    ("code", TEXT, false),
    ("reason", TEXT, false),
    ("expected", TEXT, false),
    ("original", TEXT, false),
];

/// Schema of the batches of [`RejectBatches`].
pub fn rejects_schema() -> Schema {
    schema(DECLARED)
}

/// Takes rejected rows one by one, as they are found, and hands them out as batches.
///
/// `column` is the field at fault, empty when the whole row is; `original` is as much of the cell as may be shown.
///
/// ```
/// use gov_site_arrow::results::RejectBatches;
/// use gov_site_compliance::{Place, Update, ingest::read_row};
/// let place = Place { file: "updates.csv".into(), row: 2 };
/// let reject = read_row::<Update>(&[Some("C1"), Some("http://a.example/1"), Some("2017-13-40")], &place).unwrap_err();
/// let mut batches = RejectBatches::default();
/// batches.push(reject);
/// assert_eq!(batches.finish()?.num_rows(), 1);
/// # Ok::<(), gov_site_arrow::ArrowError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct RejectBatches {
    rows: Vec<Reject>,
}

impl RejectBatches {
    /// Adds a rejected row.
    pub fn push(&mut self, reject: Reject) {
        self.rows.push(reject);
    }

    /// Rejected rows since the last batch.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Hands out the rejected rows since the last batch.
    ///
    /// # Errors
    /// [`ArrowError::TooLong`]; the rows are gone then.
    pub fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let rows = mem::take(&mut self.rows);
        Columns::new(DECLARED)
            .texts(rows.iter().map(|reject| reject.table))?
            .texts(rows.iter().map(|reject| &reject.place.file))?
            .counts(rows.iter().map(|reject| Some(reject.place.row)))
            .texts(rows.iter().map(|reject| reject.column))?
            .texts(rows.iter().map(|reject| reject.code.code()))?
            .texts(rows.iter().map(|reject| reject.code.reason()))?
            .texts(rows.iter().map(|reject| &reject.expected))?
            .texts(rows.iter().map(|reject| &reject.original))?
            .finish()
    }
}
