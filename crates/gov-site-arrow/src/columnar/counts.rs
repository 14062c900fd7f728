//! The clauses on columns by site, from columns and updates alone.

use arrow_array::{Array, ArrayRef, RecordBatch, UInt32Array};
use arrow_schema::DataType;
use gov_site_compliance::{Plan, Row, Standard, Update, indicator::ColumnsAlone};

use super::{
    activities::Newest,
    ids::{IdIndex, Ids},
    plain_columns::PlainColumns,
    threads::{in_threads, shares},
    updates::{Chunk, PlainUpdates},
};
use crate::{ArrowError, Fields};

/// How many columns of each site count in each clause.
#[derive(Debug)]
pub struct ColumnCounts {
    clauses: Vec<String>,
    site_codes: Vec<String>,
    /// Site by site, clause by clause.
    counts: Vec<u32>,
}

impl ColumnCounts {
    /// Keys of the clauses.
    pub fn clauses(&self) -> &[String] {
        &self.clauses
    }

    /// Every site in the order in which it was met, with its counts in the order of the clauses.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u32])> {
        self.site_codes.iter().map(String::as_str).zip(self.counts.chunks_exact(self.clauses.len().max(1)))
    }

    /// The counts of a clause as an array, a row for each site.
    pub fn array(&self, clause: &str) -> Option<UInt32Array> {
        let position = self.clauses.iter().position(|key| key == clause)?;
        Some(self.counts.iter().skip(position).step_by(self.clauses.len()).copied().collect())
    }
}

/// How many columns of each site are stale or blank by the clauses of a standard (栏目不更新 ①②③), from batches of columns
/// (`column_id`, `site_code` and `kind`, further fields if they are there) and of updates (`column_id`, `published_on`): a count
/// for analysts, by the functions that judge a whole verdict.
///
/// It takes only tables of which nothing is unknown: every row is sound, both tables are complete, no column is above another,
/// nothing is exempt. Addresses are not compared, and of updates nothing but id and day is looked at: whether other cells would
/// reject a row, and whatever else there is, only a census tells ([`super::Partial`], and a whole verdict).
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
/// use gov_site_arrow::columnar::column_counts;
/// use gov_site_compliance::{Day, Plan, facts::Setting, standard::Library};
///
/// let text = |texts: [&'static str; 2]| Arc::new(StringArray::from_iter_values(texts)) as ArrayRef;
/// let ids = |ids: Vec<i64>| Arc::new(Int64Array::from(ids)) as ArrayRef;
/// let columns = RecordBatch::try_from_iter([("column_id", ids(vec![1, 2])), ("site_code", text(["S1", "S1"])), ("kind", text(["news", "plan"]))])?;
/// let updates = RecordBatch::try_from_iter([("column_id", ids(vec![1])), ("published_on", Arc::new(Date32Array::from(vec![17_400])) as ArrayRef)])?;
///
/// let standard = Library::embedded().resolve("zibo-2017")?;
/// let checkpoint = Day(17_499);
/// let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: Day(17_440) })?;
/// let counts = column_counts(&[columns], &[updates], &standard, &plan, 2)?;
/// assert_eq!(counts.clauses(), ["core_columns_not_updated", "overdue_columns", "blank_columns"]);
/// assert_eq!(counts.iter().collect::<Vec<_>>(), [("S1", &[1, 2, 1][..])]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ArrowError::MissingField`] and [`ArrowError::WrongType`] for the compulsory fields; [`ArrowError::NotPlain`] with the table
/// of a row whose fields named above only a whole verdict can account for; [`ArrowError::TooManyRows`] for more than 2³¹ - 1 columns. The updates are
/// looked at before the rows of columns.
pub fn column_counts(columns: &[RecordBatch], updates: &[RecordBatch], standard: &Standard, plan: &Plan, threads: usize) -> Result<ColumnCounts, ArrowError> {
    let threads = threads.max(1);
    let clauses = ColumnsAlone::new(standard, plan);
    let columns = PlainColumns::of(columns)?;
    let index = columns.index()?;
    let newest = folded(updates, &index, columns.rows(), plan, threads)?;
    let (site_codes, counts) = columns.counted(&newest, &clauses, threads)?;
    Ok(ColumnCounts { clauses: clauses.keys().map(Into::into).collect(), site_codes, counts })
}

/// What each thread found in its share of the updates, by slot of their columns.
fn folded(updates: &[RecordBatch], index: &IdIndex, slots: usize, plan: &Plan, threads: usize) -> Result<Vec<Newest>, ArrowError> {
    let mut nothing = PlainUpdates::new(index, Newest::new(slots), plan.checkpoint);
    for batch in updates.iter().take(1) {
        let fields = Fields::of_some(Update::TABLE, batch.schema_ref(), &["column_id", "published_on"])?;
        fields.array(batch, "column_id").into_iter().for_each(|ids| nothing.learn(ids, threads));
    }
    let parts = in_threads(shares(updates, threads), |share| {
        let mut plain = nothing.clone();
        for batch in share {
            let fields = Fields::of_some(Update::TABLE, batch.schema_ref(), &["column_id", "published_on"])?;
            let together = plain.rows_together();
            for start in (0..batch.num_rows()).step_by(together) {
                fold_chunk(&mut plain, &fields, &batch.slice(start, together.min(batch.num_rows() - start)))?;
            }
        }
        Ok(plain.activities)
    });
    parts.into_iter().collect()
}

fn fold_chunk(plain: &mut PlainUpdates<'_, Newest>, fields: &Fields, batch: &RecordBatch) -> Result<(), ArrowError> {
    let (Some(ids), Some(days)) = (fields.array(batch, "column_id"), fields.array(batch, "published_on")) else { return Ok(()) };
    let Some(chunk) = Chunk::of_dates(ids, days) else { return Err(unfit(fields, batch, ids, days)) };
    let mut unusual = Vec::new();
    plain.fold(&chunk, &mut unusual);
    if unusual.is_empty() { Ok(()) } else { Err(ArrowError::NotPlain { table: Update::TABLE.name }) }
}

/// Why ids and days cannot be folded: their types, or nulls.
fn unfit(fields: &Fields, batch: &RecordBatch, ids: &ArrayRef, days: &ArrayRef) -> ArrowError {
    if Ids::of(Some(ids)).is_none() {
        return fields.wrong_type("column_id", batch, "whole numbers up to 2^63 or text");
    }
    if *days.data_type() != DataType::Date32 {
        return fields.wrong_type("published_on", batch, "Date32");
    }
    ArrowError::NotPlain { table: Update::TABLE.name }
}
