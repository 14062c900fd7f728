//! Many pages at once: addresses and bodies in the rows of record batches, a row of evidence for each of them.
//!
//! A page that is not read is a row too, with its gap and the reason, never a missing row and never an empty page.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, Schema, SchemaRef};

use crate::input::Budget;
use crate::template::Templates;

mod cell;
mod columns;
mod lists;
mod output;
mod row;
mod threads;

pub use columns::PageColumns;

/// Why columns of pages cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PagesError {
    /// A column is not there.
    #[error("there is no column `{column}`; name the column that holds the {what} (there are: {there})")]
    NoColumn {
        /// The name.
        column: String,
        /// What it should hold.
        what: &'static str,
        /// The columns that are there.
        there: String,
    },
    /// Two columns have the name.
    #[error("two columns are called `{column}`; rename one of them")]
    TwoColumns {
        /// The name.
        column: String,
    },
    /// A column has another type.
    #[error("column `{column}` has the type {kind}, which holds no {what}; {remedy}")]
    WrongType {
        /// The name.
        column: String,
        /// Its type.
        kind: String,
        /// What it should hold.
        what: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// The work was ended from outside.
    #[error("stopped")]
    Stopped,
    /// The evidence could not be put together.
    #[error("the evidence could not be put into columns: {0}")]
    Build(#[from] ArrowError),
}

/// Reads the pages of all rows, with `threads` at once (at least one), and gives one row of evidence for each, in their order; see [`schema`].
/// Every page is read within `budget`, as [`crate::read_page`] reads it, by the one of `templates` that its address asks for.
///
/// `go_on` is told the number of pages that were read since it was last told, by any of the threads, and ends the work by `false`.
///
/// # Errors
/// A column that is not there or of a wrong type; [`PagesError::Stopped`]. A page that cannot be read is no error but a row with its gap, and
/// so is an address that is none. A charset that has no decoder is evidence: an answer declared it, the bytes say which one it is.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray, cast::AsArray};
/// use gov_site_pages::{Budget, Templates, arrow::{PageColumns, read_pages}};
///
/// let page = "<ul><li><a href='1.html'>关于放假的通知</a> <span>2017-11-29</span></li></ul>";
/// let url = Arc::new(StringArray::from(vec![Some("http://www.example.gov.cn/tzgg/"), None])) as ArrayRef;
/// let body = Arc::new(BinaryArray::from(vec![Some(page.as_bytes()), None])) as ArrayRef;
/// let pages = RecordBatch::try_from_iter([("url", url), ("body", body)])?;
/// let read = read_pages(&[pages], &PageColumns::default(), &Templates::default(), &Budget::default(), 2, &|_| true)?;
/// assert_eq!(read.iter().map(RecordBatch::num_rows).sum::<usize>(), 2);
/// let gap = read.iter().filter_map(|batch| batch.column_by_name("gap")).flat_map(|gap| gap.as_string::<i32>()).collect::<Vec<_>>();
/// assert_eq!(gap, [None, Some("not_collected")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_pages(
    batches: &[RecordBatch],
    columns: &PageColumns,
    templates: &Templates,
    budget: &Budget,
    threads: usize,
    go_on: &(dyn Fn(usize) -> bool + Sync),
) -> Result<Vec<RecordBatch>, PagesError> {
    let pages = batches.iter().map(|batch| columns.of(batch, templates)).collect::<Result<Vec<_>, _>>()?;
    threads::read(&pages, budget, threads, go_on)
}

/// The columns of the evidence. Where a column does not fit the kind of a page it is null.
///
/// | column | what it holds |
/// |---|---|
/// | `row` | number of the row of the pages, from 1 over all batches |
/// | `url` | the address as given |
/// | `kind` | of which kind the page is; null where it was not read |
/// | `gap` | why the page does not show what stands at its address, or was not read (`budget_reached`, `blocked`, …) |
/// | `error` | what hindered reading it, in words; null where it was read |
/// | `digest`, `encoding` | SHA-256 of the bytes; the encoding that was assumed |
/// | `title` | of an article or a letter |
/// | `published`, `published_state` | day of publication of an article; whether it is `shown`, `not_shown` or `unreadable` (shown, but no whole date) |
/// | `content_source`, `document_no` | 来源 and 发文字号 of an article |
/// | `date_conflicts` | how many dates of the page contradict the day of publication |
/// | `items` | the items of a column, or those of all blocks of a home page: `title, href, url, date, date_state, date_text, place, block` |
/// | `blank` | the words that say that a column is blank, or the text of its empty list |
/// | `list_gap` | why the list of a column could not be read |
/// | `letters` | the letters of a list, or the one of a page: `title, href, url, asked, answered, status, category, unit` |
/// | `guide` | the eight elements of a guide: `element, state, text, place` |
/// | `tag_faults` | what is wrong with the page tags: `name, fault` |
/// | `site_code`, `icp`, `police_record`, `sponsor`, `contact` | of the foot: in normal form where there is one, else as shown |
/// | `foreign_code` | the site code in the entry for error reports, where it is another than the shown one |
/// | `evidence` | all of it: [`crate::PageEvidence`] as JSON |
///
/// # Errors
/// None that is known: the columns of no rows are put together.
pub fn schema() -> Result<SchemaRef, PagesError> {
    Ok(output::batch(&[])?.schema())
}

/// A batch with these columns.
fn batch_of(columns: Vec<(&'static str, arrow_array::ArrayRef)>) -> Result<RecordBatch, ArrowError> {
    let field = |(name, array): &(&'static str, arrow_array::ArrayRef)| arrow_schema::Field::new(*name, array.data_type().clone(), *name != "row");
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    RecordBatch::try_new(Arc::new(schema), columns.into_iter().map(|(_, array)| array).collect())
}
