//! Updates of a part of the rows, folded. They need the ids of columns and nothing of the registry, so that they can be folded
//! while the registry is still being settled.

use arrow_array::RecordBatch;
use gov_site_compliance::{ColumnActivity, Place, Plan, Reject, RejectCode, Update, ingest::Charge, ingest::misplaced};

use super::{
    activities::{Activities, Slots},
    columns::Columns,
    home::{HomeColumns, HomeUpdates},
    ids::{Id, IdIndex},
    partial::{At, Counts, UPDATES_TOGETHER, chunks},
    store::Divided,
    updates::PlainUpdates,
};

/// The reject of an update of a column that is not known.
pub(crate) fn unknown_column(place: &Place, column_id: &str) -> Box<Reject> {
    misplaced::<Update>(place, "column_id", "栏目表中的栏目编号", RejectCode::UnknownColumn, column_id)
}

/// Folded updates of any part of the rows. Parts merge in any order to what one pass over all rows gives.
#[derive(Clone)]
pub struct UpdatesPart<'a> {
    pub(crate) index: &'a IdIndex,
    pub(crate) plan: &'a Plan,
    slots: usize,
    /// Whether rejected rows are charged here; else somebody reads them again.
    charges: bool,
    pub(crate) plain_updates: PlainUpdates<'a, Activities>,
    /// What is read of the addresses of home items, where a clause counts them.
    pub(crate) home: Option<HomeUpdates<'a>>,
    pub(crate) updates: Counts,
}

/// Folded updates of all rows.
#[derive(Default)]
pub struct FoldedUpdates {
    pub(crate) activities: Activities,
    pub(crate) updates: Counts,
}

impl<'a> UpdatesPart<'a> {
    /// Nothing folded yet.
    pub fn new(columns: &'a Columns, plan: &'a Plan) -> UpdatesPart<'a> {
        UpdatesPart::over(columns.index(), columns.slots(), plan, HomeUpdates::wanted(plan, HomeColumns::Settled(columns)))
    }

    /// Nothing folded yet, before the registry is settled: for a store of which every site is plain, and which therefore keeps
    /// all columns that there are. `None` for any other.
    pub fn ahead(divided: &'a Divided, plan: &'a Plan) -> Option<UpdatesPart<'a>> {
        let home = HomeUpdates::wanted(plan, HomeColumns::Stored(divided));
        divided.is_plain().then(|| UpdatesPart::over(&divided.index, divided.store.rows() as usize, plan, home))
    }

    fn over(index: &'a IdIndex, slots: usize, plan: &'a Plan, home: Option<HomeUpdates<'a>>) -> UpdatesPart<'a> {
        UpdatesPart {
            index,
            plan,
            slots,
            charges: true,
            plain_updates: PlainUpdates::new(index, Activities::new(slots), plan.checkpoint),
            home,
            updates: Counts::default(),
        }
    }

    /// Goes on with what was folded when fewer columns were known. Rejected rows are charged to nobody.
    pub(crate) fn going_on(index: &'a IdIndex, mut activities: Activities, slots: usize, plan: &'a Plan) -> UpdatesPart<'a> {
        activities.grow(slots);
        let plain_updates = PlainUpdates::new(index, activities, plan.checkpoint);
        let home = HomeUpdates::wanted(plan, HomeColumns::All);
        UpdatesPart { index, plan, slots, charges: false, plain_updates, home, updates: Counts::default() }
    }

    /// A part of the same columns of which nothing is folded yet.
    pub fn empty(&self) -> UpdatesPart<'a> {
        UpdatesPart::over(self.index, self.slots, self.plan, self.home)
    }

    /// Whether addresses of updates are read; else only matters that they are filled.
    pub fn reads_addresses(&self) -> bool {
        self.home.is_some()
    }

    /// What became of the updates.
    pub fn counts(&self) -> Counts {
        self.updates
    }

    /// Adds a batch of updates. Rejected rows go to `out` in their order; they are charged already.
    ///
    /// # Errors
    /// [`crate::ArrowError`] when the batch does not fit its fields.
    pub fn fold_updates(&mut self, fields: &crate::Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), crate::ArrowError> {
        chunks(batch, UPDATES_TOGETHER, at, |chunk, at| super::updates::fold(self, fields, chunk, at, out))
    }

    /// Adds one update.
    ///
    /// # Errors
    /// The reject of an update whose column is not known.
    pub fn push_update(&mut self, update: &Update, place: &Place) -> Result<(), Box<Reject>> {
        self.push_addressed(update, Some(&update.url), place)
    }

    /// The same with the address apart, which is `None` where the reader knows that there is one, and not which.
    pub(crate) fn push_addressed(&mut self, update: &Update, url: Option<&str>, place: &Place) -> Result<(), Box<Reject>> {
        let Some(slot) = self.index.slot(Id::of(&update.column_id)) else {
            return Err(unknown_column(place, &update.column_id));
        };
        let mut activity = ColumnActivity::default();
        activity.push(update, self.plan);
        self.add(slot, &activity, url);
        Ok(())
    }

    /// Adds what one update amounts to.
    pub(crate) fn add(&mut self, slot: u32, activity: &ColumnActivity, url: Option<&str>) {
        let activities = &mut self.plain_updates.activities;
        activities.add(slot, activity);
        if let Some((home, day)) = self.home.zip(activity.last) {
            home.push(activities, slot, day, url);
        }
    }

    /// Charges a rejected update to the column that it names; a rejected update without one, like all other charges, leaves no trace here.
    pub fn push_charge(&mut self, charge: &Charge) {
        let Charge::Update { column, proves_item } = charge else { return };
        if !self.charges {
            return;
        }
        if let Some(slot) = self.index.slot(Id::of(column)) {
            let mut activity = ColumnActivity::default();
            activity.push_rejected(*proves_item);
            self.plain_updates.activities.add(slot, &activity);
        }
    }

    /// Takes in what another part of the rows amounts to.
    pub fn absorb(&mut self, other: UpdatesPart<'_>) {
        self.plain_updates.activities.absorb(other.plain_updates.activities);
        self.updates.add(&other.updates);
    }

    /// Adds what another part of the rows amounts to.
    pub(crate) fn merge(&mut self, other: &UpdatesPart<'_>) {
        self.plain_updates.activities.merge(&other.plain_updates.activities);
        self.updates.add(&other.updates);
    }

    /// What all rows amount to, without the index by which they were found.
    pub fn close(self) -> FoldedUpdates {
        FoldedUpdates { activities: self.plain_updates.activities, updates: self.updates }
    }
}
