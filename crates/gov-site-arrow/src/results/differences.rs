//! A row for each figure that two standards have differently.

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use gov_site_compliance::standard::Difference;

use super::columns::{Columns, Declared, TEXT, schema};
use crate::ArrowError;

const DECLARED: &[Declared] = &[("figure", TEXT, false), ("left", TEXT, true), ("right", TEXT, true)];

/// Schema of [`differences`].
pub fn differences_schema() -> Schema {
    schema(DECLARED)
}

/// A row for each difference, in their order; null where a standard lacks the figure.
///
/// ```
/// use gov_site_compliance::standard::Library;
/// let library = Library::embedded();
/// let found = library.resolve("national-2015")?.differences(&library.resolve("zibo-2017")?);
/// assert_eq!(gov_site_arrow::results::differences(&found)?.num_rows(), found.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ArrowError::TooLong`].
pub fn differences(found: &[Difference]) -> Result<RecordBatch, ArrowError> {
    Columns::new(DECLARED)
        .texts(found.iter().map(|one| &one.figure))?
        .some_texts(found.iter().map(|one| one.left.as_ref()))?
        .some_texts(found.iter().map(|one| one.right.as_ref()))?
        .finish()
}
