//! Columns of which nothing is unknown, counted by site. Their cells are read where they are counted, some rows at a time, so that
//! nothing of them has to be kept.

use arrow_array::RecordBatch;
use gov_site_compliance::{Column, ColumnActivity, Row, facts::ColumnFacts, indicator::ColumnsAlone};

use super::{
    activities::Newest,
    by_site::BySite,
    ids::{IdIndex, Ids},
    index::{IdRows, index},
    lean::{self, Lean},
    store::{self, Run, with_texts},
    texts::Texts,
    threads::{in_threads, shares},
};
use crate::{ArrowError, Fields};

/// Fields of the table of columns that bear on the counts of one column.
const FIELDS: &[&str] = &["column_id", "site_code", "kind", "parent_id", "lists_items", "redirects_to", "finished_topic", "opened_on", "closed_on"];
/// Rows that are read and counted together: what is read of them stays in the cache.
const TOGETHER: usize = 1 << 12;
const NOT_PLAIN: ArrowError = ArrowError::NotPlain { table: Column::TABLE.name };

/// The table of columns.
pub(crate) struct PlainColumns(Vec<RecordBatch>);

impl PlainColumns {
    pub(crate) fn of(columns: &[RecordBatch]) -> Result<PlainColumns, ArrowError> {
        let mut batches = Vec::with_capacity(columns.len());
        for batch in columns {
            let fields = fields_of(batch)?;
            for field in ["site_code", "kind"] {
                if Texts::of(fields.array(batch, field)).is_none() {
                    return Err(fields.wrong_type(field, batch, "text"));
                }
            }
            batches.push(with_texts(batch.clone(), &fields)?);
        }
        let columns = PlainColumns(batches);
        match columns.rows() {
            rows if rows > i32::MAX as usize => Err(ArrowError::TooManyRows { table: Column::TABLE.name, rows }),
            _ => Ok(columns),
        }
    }

    /// Rows of all batches.
    pub(crate) fn rows(&self) -> usize {
        self.0.iter().map(RecordBatch::num_rows).sum()
    }

    /// The index of all ids, each of which must be there once.
    pub(crate) fn index(&self) -> Result<IdIndex, ArrowError> {
        let fields: Vec<Fields> = self.0.iter().map(fields_of).collect::<Result<_, _>>()?;
        let ids = self.0.iter().zip(&fields).map(|(batch, fields)| IdRows { ids: Ids::of(fields.array(batch, "column_id")), rows: batch.num_rows() });
        let (index, shared) = index(&ids.collect::<Vec<_>>());
        if shared.is_empty() { Ok(index) } else { Err(NOT_PLAIN) }
    }

    /// Site codes in the order in which they were met and, for each, the counts of the clauses; each thread counts a share.
    pub(crate) fn counted(&self, newest: &[Newest], clauses: &ColumnsAlone<'_>, threads: usize) -> Result<(Vec<String>, Vec<u32>), ArrowError> {
        let width = clauses.keys().count();
        let mut first = 0;
        let shares = shares(&self.0, threads).into_iter().map(|share| {
            let start = first;
            first += share.iter().map(RecordBatch::num_rows).sum::<usize>();
            (start, share)
        });
        let parts: Vec<Result<BySite, ArrowError>> = in_threads(shares, |(mut first, share)| {
            let mut counting = Counting { newest, clauses, found: BySite::new(width) };
            for batch in share {
                counting.batch(&batch, first)?;
                first += batch.num_rows();
            }
            Ok(counting.found)
        });
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_else(|| Ok(BySite::new(width)))?;
        for part in parts {
            whole.merge(part?);
        }
        Ok(whole.into_parts())
    }
}

fn fields_of(batch: &RecordBatch) -> Result<Fields, ArrowError> {
    Fields::of_any(Column::TABLE, batch.schema_ref(), FIELDS, &["column_id", "site_code", "kind"])
}

/// What a thread counts.
struct Counting<'a> {
    newest: &'a [Newest],
    clauses: &'a ColumnsAlone<'a>,
    found: BySite,
}

impl Counting<'_> {
    /// Counts a batch, the first row of which has the slot `first`.
    fn batch(&mut self, batch: &RecordBatch, first: usize) -> Result<(), ArrowError> {
        let fields = fields_of(batch)?;
        for start in (0..batch.num_rows()).step_by(TOGETHER) {
            let rows = batch.slice(start, TOGETHER.min(batch.num_rows() - start));
            let array = |field: &str| fields.array(&rows, field);
            let lean = lean::read(rows.num_rows(), &["site_code"], &array);
            let runs = store::runs(rows.num_rows(), array("site_code"));
            if !lean.iter().all(|lean| lean.is_plain()) || runs.iter().any(|run| run.site_code.is_empty()) {
                return Err(NOT_PLAIN);
            }
            let newest = Newest::of_all(self.newest, first + start..first + start + lean.len());
            runs.into_iter().for_each(|run| self.run(run, &lean, &newest));
        }
        Ok(())
    }

    fn run(&mut self, run: Run, lean: &[Lean], newest: &Newest) {
        let counts = self.found.counts(run.site_code);
        let mut column = nameless();
        for slot in run.start..run.end {
            let (lean, activity) = (lean[slot as usize], newest.of(slot));
            if lean.kind().is_some_and(|kind| self.clauses.is_fresh(kind, activity.last)) {
                continue;
            }
            fill(&mut column, lean);
            column.activity = activity;
            self.clauses.count(&column, counts);
        }
    }
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
