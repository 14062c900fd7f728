//! Updates and visits of a part of the rows, folded.

use arrow_array::RecordBatch;
use gov_site_compliance::{
    Fold, Place, Plan, Registry, Reject, RejectCode, Update, Visit,
    facts::{Attempt, SiteIndex},
    ingest::{Charge, misplaced},
    same_url,
};

use super::{
    activities::Activities,
    columns::Columns,
    folded_updates::{FoldedUpdates, UpdatesPart},
};

/// Visits that are looked at together: their cells stay in the cache.
const VISITS_TOGETHER: usize = 1 << 14;
/// Updates that are looked at together; their cells are fewer.
pub(crate) const UPDATES_TOGETHER: usize = 1 << 16;

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

    /// Those of the other rows, where somebody else reads the rejected ones.
    pub(crate) fn without_rejected(self) -> Counts {
        Counts { rows: self.accepted, rejected: 0, ..self }
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
    pub(crate) updates: UpdatesPart<'a>,
    pub(crate) fold: Fold,
    /// What became of the visits.
    pub visits: Counts,
}

impl<'a> Partial<'a> {
    /// Nothing folded yet.
    pub fn new(known: Known<'a>) -> Partial<'a> {
        Partial { known, updates: UpdatesPart::new(known.columns, known.plan), fold: Fold::new(known.registry), visits: Counts::default() }
    }

    /// What this part looks up.
    pub fn known(&self) -> Known<'a> {
        self.known
    }

    /// What became of the updates.
    pub fn updates(&self) -> Counts {
        self.updates.updates
    }

    /// Adds updates that were folded apart, over the same columns.
    pub fn add_updates(&mut self, folded: FoldedUpdates) {
        self.updates.plain_updates.activities.absorb(folded.activities);
        self.updates.updates.add(&folded.updates);
    }

    /// Adds a batch of updates. Rejected rows go to `out` in their order; they are charged already.
    ///
    /// # Errors
    /// [`crate::ArrowError`] when the batch does not fit its fields.
    pub fn fold_updates(&mut self, fields: &crate::Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), crate::ArrowError> {
        self.updates.fold_updates(fields, batch, at, out)
    }

    /// Adds a batch of visits. Rejected rows go to `out` in their order; they are charged already.
    ///
    /// # Errors
    /// [`crate::ArrowError`] when the batch does not fit its fields.
    pub fn fold_visits(&mut self, fields: &crate::Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), crate::ArrowError> {
        chunks(batch, VISITS_TOGETHER, at, |chunk, at| super::visits::fold(self, fields, chunk, at, out))
    }

    /// Adds one update.
    ///
    /// # Errors
    /// The reject of an update whose column is not known.
    pub fn push_update(&mut self, update: &Update, place: &Place) -> Result<(), Box<Reject>> {
        self.updates.push_update(update, place)
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
        match charge {
            Charge::Update { .. } => self.updates.push_charge(charge),
            other => self.fold.push_charge(self.known.registry, other),
        }
    }

    /// Charges rejected rows to what they name; many at a time take less.
    pub fn push_charges(&mut self, charges: &[Charge]) {
        let (updates, others): (Vec<&Charge>, Vec<&Charge>) = charges.iter().partition(|charge| matches!(charge, Charge::Update { .. }));
        updates.into_iter().for_each(|charge| self.updates.push_charge(charge));
        self.fold.push_charges(self.known.registry, others.into_iter());
    }

    /// Adds what another part of the rows amounts to.
    pub fn merge(&mut self, other: &Partial<'_>) {
        self.updates.merge(&other.updates);
        self.fold.merge(&other.fold);
        self.visits.add(&other.visits);
    }

    /// Takes in another part, without a copy where there is nothing yet.
    pub fn absorb(&mut self, other: Partial<'a>) {
        self.updates.absorb(other.updates);
        self.fold.absorb(other.fold);
        self.visits.add(&other.visits);
    }

    /// The fold with the updates of the columns that the registry holds, and the activities of all.
    pub(crate) fn close(mut self) -> (Fold, Activities) {
        let activities = self.updates.close().activities;
        for ((position, activity), slot) in self.fold.activities.iter_mut().enumerate().zip(self.known.columns.settled_slots()) {
            activity.merge(&activities.of(slot));
            if let Some(items) = activities.home_of(slot) {
                self.fold.home_items.entry(position).or_default().merge(items);
            }
        }
        (self.fold, activities)
    }
}

/// Hands out a batch some rows at a time.
pub(crate) fn chunks(
    batch: &RecordBatch,
    together: usize,
    at: &At<'_>,
    mut take: impl FnMut(&RecordBatch, &At<'_>) -> Result<(), crate::ArrowError>,
) -> Result<(), crate::ArrowError> {
    let mut start = 0;
    while start < batch.num_rows() {
        let length = together.min(batch.num_rows() - start);
        take(&batch.slice(start, length), &At { file: at.file, first_row: at.first_row + start as u64 })?;
        start += length;
    }
    Ok(())
}
