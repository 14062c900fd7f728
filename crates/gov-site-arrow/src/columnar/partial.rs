//! Updates and visits of a part of the rows, folded.

use arrow_array::RecordBatch;
use gov_site_compliance::{
    ColumnActivity, Fold, Place, Plan, Registry, Reject, RejectCode, Update, Visit,
    facts::{Attempt, SiteIndex},
    ingest::{Charge, misplaced},
    same_url,
};

use super::{
    activities::{Activities, Slots},
    columns::Columns,
    updates::PlainUpdates,
};

/// Rows that are looked at together: their cells stay in the cache.
pub(crate) const CHUNK: usize = 1 << 14;

/// What became of the rows of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows, those without any cell left out.
    pub rows: u64,
    /// Rows that count.
    pub accepted: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Rows without any cell.
    pub blank: u64,
    /// Accepted visits after the checkpoint.
    pub late: u64,
}

impl Counts {
    /// Adds those of other rows.
    pub fn add(&mut self, other: &Counts) {
        self.rows += other.rows;
        self.accepted += other.accepted;
        self.rejected += other.rejected;
        self.blank += other.blank;
        self.late += other.late;
    }
}

/// What folding looks up.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// All columns.
    pub columns: &'a Columns,
    /// The settled tables.
    pub registry: &'a Registry,
    /// Checkpoint and visit week.
    pub plan: &'a Plan,
}

/// Where a batch stands: its file, and the row of the file (from 1) that is its first.
#[derive(Clone, Debug)]
pub struct At<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// Row of the batch's first row.
    pub first_row: u64,
}

impl At<'_> {
    pub(crate) fn place(&self, row: usize) -> Place {
        Place { file: self.file.to_owned().into(), row: self.first_row + row as u64 }
    }
}

/// Folded updates, visits and charges of any part of the rows. Parts merge in any order to what one pass over all rows gives.
#[derive(Clone)]
pub struct Partial<'a> {
    pub(crate) known: Known<'a>,
    pub(crate) plain_updates: PlainUpdates<'a, Activities>,
    pub(crate) fold: Fold,
    /// What became of the updates.
    pub updates: Counts,
    /// What became of the visits.
    pub visits: Counts,
}

impl<'a> Partial<'a> {
    /// Nothing folded yet.
    pub fn new(known: Known<'a>) -> Partial<'a> {
        Partial {
            known,
            plain_updates: PlainUpdates::new(known.columns.index(), Activities::new(known.columns.slots()), known.plan.checkpoint),
            fold: Fold::new(known.registry),
            updates: Counts::default(),
            visits: Counts::default(),
        }
    }

    /// What this part looks up.
    pub fn known(&self) -> Known<'a> {
        self.known
    }

    /// Adds a batch of updates. Rejected rows go to `out` in their order; they are charged already.
    ///
    /// # Errors
    /// [`crate::ArrowError`] when the batch does not fit its fields.
    pub fn fold_updates(&mut self, fields: &crate::Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), crate::ArrowError> {
        chunks(batch, at, |chunk, at| super::updates::fold(self, fields, chunk, at, out))
    }

    /// Adds a batch of visits. Rejected rows go to `out` in their order; they are charged already.
    ///
    /// # Errors
    /// [`crate::ArrowError`] when the batch does not fit its fields.
    pub fn fold_visits(&mut self, fields: &crate::Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), crate::ArrowError> {
        chunks(batch, at, |chunk, at| super::visits::fold(self, fields, chunk, at, out))
    }

    /// Adds one update.
    ///
    /// # Errors
    /// The reject of an update whose column is not known.
    pub fn push_update(&mut self, update: &Update, place: &Place) -> Result<(), Box<Reject>> {
        let Some(slot) = self.known.columns.slot(&update.column_id) else {
            return Err(misplaced::<Update>(place, "column_id", "栏目表中的栏目编号", RejectCode::UnknownColumn, &update.column_id));
        };
        let mut activity = ColumnActivity::default();
        activity.push(update, self.known.plan);
        self.plain_updates.activities.add(slot, &activity);
        Ok(())
    }

    /// Adds one visit.
    ///
    /// # Errors
    /// The reject of a visit whose site is not known.
    pub fn push_visit(&mut self, visit: &Visit, place: &Place) -> Result<(), Box<Reject>> {
        let Some(site) = self.known.registry.site(&visit.site_code) else {
            return Err(misplaced::<Visit>(place, "site_code", "网站表中的网站标识码", RejectCode::UnknownSite, &visit.site_code));
        };
        self.push_attempt(site, &Attempt::from(visit), visit.url.as_deref());
        Ok(())
    }

    /// Adds one visit of a known site; a site of which only a rejected row is known takes it without a trace.
    pub(crate) fn push_attempt(&mut self, index: SiteIndex, visit: &Attempt, url: Option<&str>) {
        self.visits.late += u64::from(self.known.plan.is_late(visit.visited_at));
        let Some(site) = self.known.registry.sites.get(index.0 as usize) else { return };
        let is_filed = url.is_none_or(|url| same_url(url, self.known.registry.filed_url(site, visit.visited_at.day())));
        self.fold.visits[index.0 as usize].push(visit, is_filed, self.known.plan);
    }

    /// Charges a rejected row to what it names.
    pub fn push_charge(&mut self, charge: &Charge) {
        let Charge::Update { column, proves_item } = charge else { return self.fold.push_charge(self.known.registry, charge) };
        if let Some(slot) = self.known.columns.slot(column) {
            let mut activity = ColumnActivity::default();
            activity.push_rejected(*proves_item);
            self.plain_updates.activities.add(slot, &activity);
        }
    }

    /// Adds what another part of the rows amounts to.
    pub fn merge(&mut self, other: &Partial<'_>) {
        self.plain_updates.activities.merge(&other.plain_updates.activities);
        self.fold.merge(&other.fold);
        self.updates.add(&other.updates);
        self.visits.add(&other.visits);
    }

    /// The fold with the updates of the columns that the registry holds, and the activities of all.
    pub(crate) fn close(mut self) -> (Fold, Activities) {
        for slot in 0..self.known.columns.slots() as u32 {
            if let Some(position) = self.known.columns.settled(slot) {
                self.fold.activities[position].merge(&self.plain_updates.activities.of(slot));
            }
        }
        (self.fold, self.plain_updates.activities)
    }
}

fn chunks(batch: &RecordBatch, at: &At<'_>, mut take: impl FnMut(&RecordBatch, &At<'_>) -> Result<(), crate::ArrowError>) -> Result<(), crate::ArrowError> {
    let mut start = 0;
    while start < batch.num_rows() {
        let length = CHUNK.min(batch.num_rows() - start);
        take(&batch.slice(start, length), &At { file: at.file, first_row: at.first_row + start as u64 })?;
        start += length;
    }
    Ok(())
}
