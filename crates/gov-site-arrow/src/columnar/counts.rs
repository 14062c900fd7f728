//! The clauses on columns by site, from columns and updates alone.

use std::collections::HashSet;

use arrow_array::{Array, ArrayRef, RecordBatch, UInt32Array};
use arrow_schema::DataType;
use foldhash::fast::RandomState;
use gov_site_compliance::{Column, ColumnActivity, Plan, Row, Standard, Update, facts::ColumnFacts, indicator::ColumnsAlone};
use hashbrown::HashMap;

use super::{
    activities::Newest,
    ids::{IdIndex, Ids},
    lean::Lean,
    store::{ColumnStore, Run},
    texts::Texts,
    threads::{in_threads, shares},
    updates::{Chunk, PlainUpdates},
};
use crate::{ArrowError, Fields};

/// Fields of the table of columns that bear on the counts of one column.
const COLUMN_FIELDS: &[&str] = &["column_id", "site_code", "kind", "parent_id", "lists_items", "redirects_to", "finished_topic", "opened_on", "closed_on"];

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
/// of a row whose fields named above only a whole verdict can account for.
pub fn column_counts(columns: &[RecordBatch], updates: &[RecordBatch], standard: &Standard, plan: &Plan, threads: usize) -> Result<ColumnCounts, ArrowError> {
    let threads = threads.max(1);
    let clauses = ColumnsAlone::new(standard, plan);
    let store = stored(columns, threads)?;
    let mut shared = HashSet::new();
    let index = store.index(&mut shared);
    if !shared.is_empty() {
        return Err(ArrowError::NotPlain { table: Column::TABLE.name });
    }
    let activities = folded(updates, &index, store.rows() as usize, plan, threads)?;
    Ok(counted(&store, &activities, &clauses, threads))
}

/// The columns with their typed cells, each thread a share.
fn stored(columns: &[RecordBatch], threads: usize) -> Result<ColumnStore, ArrowError> {
    let parts: Result<Vec<_>, ArrowError> = in_threads(shares(columns, threads), |share| {
        let mut store = ColumnStore::default();
        for batch in share {
            let fields = Fields::of_any(Column::TABLE, batch.schema_ref(), COLUMN_FIELDS, &["column_id", "site_code", "kind"])?;
            for field in ["site_code", "kind"] {
                if Texts::of(fields.array(&batch, field)).is_none() {
                    return Err(fields.wrong_type(field, &batch, "text"));
                }
            }
            store.push_with(batch, &fields, &["site_code"], "", 1)?;
        }
        if is_plain(&store) { Ok(store) } else { Err(ArrowError::NotPlain { table: Column::TABLE.name }) }
    })
    .into_iter()
    .collect();
    let mut whole = ColumnStore::default();
    parts?.into_iter().for_each(|part| whole.append(part));
    Ok(whole)
}

/// Whether every row is plain and names a site.
fn is_plain(store: &ColumnStore) -> bool {
    store.batches.iter().all(|stored| stored.lean.iter().all(|lean| lean.is_plain()) && stored.runs.iter().all(|run| !run.site_code.is_empty()))
}

/// The updates by slot of their columns, each thread a share.
fn folded(updates: &[RecordBatch], index: &IdIndex, slots: usize, plan: &Plan, threads: usize) -> Result<Newest, ArrowError> {
    let mut nothing = PlainUpdates::new(index, Newest::new(slots), plan.checkpoint);
    for batch in updates.iter().take(1) {
        let fields = Fields::of_some(Update::TABLE, batch.schema_ref(), &["column_id", "published_on"])?;
        fields.array(batch, "column_id").into_iter().for_each(|ids| nothing.learn(ids, threads));
    }
    let parts: Result<Vec<_>, ArrowError> = in_threads(shares(updates, threads), |share| {
        let mut plain = nothing.clone();
        for batch in share {
            let fields = Fields::of_some(Update::TABLE, batch.schema_ref(), &["column_id", "published_on"])?;
            let together = plain.rows_together();
            for start in (0..batch.num_rows()).step_by(together) {
                fold_chunk(&mut plain, &fields, &batch.slice(start, together.min(batch.num_rows() - start)))?;
            }
        }
        Ok(plain.activities)
    })
    .into_iter()
    .collect();
    let mut parts = parts?.into_iter();
    let mut whole = parts.next().unwrap_or_else(|| Newest::new(slots));
    parts.for_each(|part| whole.merge(&part));
    Ok(whole)
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

/// Counts run by run, each thread a share of every batch, then site by site.
fn counted(store: &ColumnStore, activities: &Newest, clauses: &ColumnsAlone<'_>, threads: usize) -> ColumnCounts {
    let width = clauses.keys().count();
    let mut found = ColumnCounts { clauses: clauses.keys().map(Into::into).collect(), site_codes: Vec::new(), counts: Vec::new() };
    let runs = store.batches.iter().map(|stored| stored.runs.len()).sum();
    let mut sites: HashMap<&str, usize, RandomState> = HashMap::with_capacity_and_hasher(runs, RandomState::default());
    let mut first = 0;
    for stored in &store.batches {
        let share = stored.runs.len().div_ceil(threads).max(1);
        let of = |runs: &[Run]| -> Vec<u32> {
            let mut counts = vec![0; runs.len() * width];
            let mut column = nameless();
            for (run, counts) in runs.iter().zip(counts.chunks_exact_mut(width.max(1))) {
                let lean = &stored.lean[run.start as usize..run.end as usize];
                for (slot, lean) in (first + run.start..).zip(lean) {
                    let activity = activities.of(slot);
                    if lean.kind().is_some_and(|kind| clauses.is_fresh(kind, activity.last)) {
                        continue;
                    }
                    fill(&mut column, *lean);
                    column.activity = activity;
                    clauses.count(&column, counts);
                }
            }
            counts
        };
        let parts = in_threads(stored.runs.chunks(share), of);
        for (run, counts) in stored.runs.iter().zip(parts.iter().flat_map(|part| part.chunks_exact(width.max(1)))) {
            let next = sites.len();
            let site = *sites.entry(&run.site_code).or_insert(next);
            if site == next {
                found.site_codes.push(run.site_code.clone());
                found.counts.extend_from_slice(counts);
            } else {
                found.counts[site * width..][..width].iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        first += stored.lean.len() as u32;
    }
    found
}

/// A column without texts: they do not bear on the counts.
fn nameless() -> ColumnFacts<'static> {
    ColumnFacts {
        column_id: "".into(),
        column_name: "",
        kind: None,
        is_parent: false,
        url: None,
        lists_items: None,
        on_home: false,
        on_second_level: false,
        redirects: false,
        finished_topic: false,
        opened_on: None,
        closed_on: None,
        source_ref: None,
        activity: ColumnActivity::default(),
        home_items: None,
    }
}

/// Takes over what bears on the counts.
#[inline]
fn fill(column: &mut ColumnFacts<'_>, lean: Lean) {
    column.kind = lean.kind();
    column.lists_items = lean.lists_items();
    column.redirects = lean.redirects();
    column.finished_topic = lean.finished_topic();
    column.opened_on = lean.opened_on();
    column.closed_on = lean.closed_on();
}
