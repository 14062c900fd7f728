//! Facts that are folded elsewhere, such as by the executors of a cluster, and the rows that could not be folded there.

mod add;
mod rows;
mod updates;
mod visits;
mod wire;

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use gov_site_compliance::{ColumnActivity, Row, Table, Update, Visit, VisitSummary, facts::HomeItems};

use super::partial::Counts;
use crate::ArrowError;

pub use add::Added;
pub use updates::UpdateFacts;
pub use visits::VisitFacts;

/// Rows of one column or site that facts may stand for: what is added later never overflows a count.
const MOST: u64 = 1 << 31;
/// Rows of a table that one row of facts may stand for.
const MOST_OF_TABLE: u64 = 1 << 48;

/// What updates and visits amount to, by column and by site, with the rows that only the one who judges can read. A monoid by
/// [`Facts::push`]: however the rows are divided and in whatever order their facts are put together, they are the same facts.
///
/// Its stored form is a table of four columns, a row for each thing that is known:
///
/// | `kind` | `key` | `facts` | `rows` |
/// |---|---|---|---|
/// | `column` | id of the column | its [`ColumnActivity`] as JSON | |
/// | `home` | id of the column | its [`HomeItems`] as JSON, where a clause counts the addresses of home items | |
/// | `site` | code of the site | its [`VisitSummary`] as JSON | |
/// | `table` | `updates`, `visits` | how many of its rows the facts stand for, as JSON | |
/// | `rows` | `updates`, `visits` | their SHA-256 as JSON | rows that are to be read by the one who judges, as an Arrow IPC stream |
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, Date32Array, RecordBatch, StringArray};
/// use gov_site_arrow::columnar::{Facts, UpdateFacts};
/// use gov_site_compliance::{Day, Plan, facts::Setting};
///
/// let checkpoint = Day(17_499);
/// let plan = Plan::compile(&[], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint })?;
/// let texts = |texts: [&str; 3]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
/// let updates = RecordBatch::try_from_iter([
///     ("column_id", texts(["C1", "C1", "C2"])),
///     ("url", texts(["http://a.example/1", "http://a.example/2", ""])), // a row without an address is bad
///     ("published_on", Arc::new(Date32Array::from(vec![17_490, 17_400, 17_400])) as _),
/// ])?;
/// let mut folding = UpdateFacts::new(&plan);
/// folding.fold(&updates)?;
/// let mut facts = Facts::default();
/// for batch in folding.finish().batches()? {
///     facts.push(&batch)?;
/// }
/// assert_eq!(facts.columns()["C1"].last, Some(Day(17_490)));
/// assert_eq!(facts.take_rows()?[0].1.num_rows(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Facts {
    columns: BTreeMap<String, ColumnActivity>,
    /// Addresses of the updates of any column, since nobody knows here which of them stand on a home page.
    home: BTreeMap<String, HomeItems>,
    sites: BTreeMap<String, VisitSummary>,
    /// Rows that the facts stand for; a table that was folded is here, if without a row.
    tables: BTreeMap<&'static str, Counts>,
    /// Rows to be read, as Arrow IPC streams.
    rows: Vec<(&'static str, Vec<u8>)>,
}

impl Facts {
    /// Updates by column.
    pub fn columns(&self) -> &BTreeMap<String, ColumnActivity> {
        &self.columns
    }

    /// Addresses of updates by column, in the windows in which the standard counts those of home columns.
    pub fn home_items(&self) -> &BTreeMap<String, HomeItems> {
        &self.home
    }

    /// Visits by site.
    pub fn sites(&self) -> &BTreeMap<String, VisitSummary> {
        &self.sites
    }

    /// The tables that were folded, with the counts of the rows that the facts stand for.
    pub fn tables(&self) -> &BTreeMap<&'static str, Counts> {
        &self.tables
    }

    /// Hands out the rows that are still to be read, by table.
    ///
    /// # Errors
    /// [`ArrowError::Facts`] when they are no Arrow IPC stream.
    pub fn take_rows(&mut self) -> Result<Vec<(&'static str, RecordBatch)>, ArrowError> {
        let mut found = Vec::new();
        for (table, bytes) in std::mem::take(&mut self.rows) {
            found.extend(rows::read(&bytes)?.into_iter().map(|batch| (table, batch)));
        }
        Ok(found)
    }

    fn add_column(&mut self, id: &str, activity: &ColumnActivity) -> Result<(), ArrowError> {
        self.tables.entry(Update::TABLE.name).or_default();
        let known = self.columns.entry(id.to_owned()).or_default();
        within(known.rows() + activity.rows(), id)?;
        known.merge(activity);
        Ok(())
    }

    fn add_home_items(&mut self, id: &str, items: &HomeItems) {
        self.home.entry(id.to_owned()).or_default().merge(items);
    }

    fn add_site(&mut self, code: &str, visits: &VisitSummary) -> Result<(), ArrowError> {
        self.tables.entry(Visit::TABLE.name).or_default();
        let known = self.sites.entry(code.to_owned()).or_default();
        if !known.days.is_empty() && !visits.days.is_empty() && known.days.len() != visits.days.len() {
            return Err(broken(format!("visits of {code} over {} and over {} days", known.days.len(), visits.days.len())));
        }
        within(known.rows().saturating_add(visits.rows()), code)?;
        known.merge(visits);
        Ok(())
    }

    fn add_rows(&mut self, table: &'static str, stream: Vec<u8>) {
        self.tables.entry(table).or_default();
        self.rows.push((table, stream));
    }

    fn add_table(&mut self, table: &'static str, counts: &Counts) {
        self.tables.entry(table).or_default().add(counts);
    }
}

/// The two tables that are folded.
fn folded_table(name: &str) -> Result<&'static Table, ArrowError> {
    let known = [Update::TABLE, Visit::TABLE].into_iter().find(|table| table.name == name);
    known.ok_or_else(|| broken(format!("rows of the table {name:?}")))
}

fn within(rows: u64, key: &str) -> Result<(), ArrowError> {
    if rows < MOST { Ok(()) } else { Err(broken(format!("more than 2^31 rows of {key:?}"))) }
}

fn broken(problem: impl Into<String>) -> ArrowError {
    ArrowError::Facts { problem: problem.into() }
}
