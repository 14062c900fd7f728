//! Updates of a part of the rows, folded. They need the ids of columns and nothing of the registry, so that they can be folded
//! while the registry is still being settled.

use arrow_array::RecordBatch;
use gov_site_compliance::{ColumnActivity, Place, Plan, Reject, RejectCode, Update, ingest::Charge, ingest::misplaced};

use super::{
    activities::{Activities, Slots},
    columns::Columns,
    home::{HomeColumns, HomeUpdates, Unread},
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
    /// Home items of the chunk at hand whose addresses were left out.
    pub(crate) unread: Vec<Unread>,
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
            unread: Vec::new(),
            updates: Counts::default(),
        }
    }

    /// Goes on with what was folded when fewer columns were known. Rejected rows are charged to nobody.
    pub(crate) fn going_on(index: &'a IdIndex, mut activities: Activities, slots: usize, plan: &'a Plan) -> UpdatesPart<'a> {
        activities.grow(slots);
        let plain_updates = PlainUpdates::new(index, activities, plan.checkpoint);
        let home = HomeUpdates::wanted(plan, HomeColumns::All);
        UpdatesPart { index, plan, slots, charges: false, plain_updates, home, unread: Vec::new(), updates: Counts::default() }
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
        self.fold_updates_later(fields, batch, at, &mut |_| None, out)
    }

    /// The same for a batch whose addresses may be left out and read later: `address` is asked for that of each update of a home column in
    /// whose window it counts, by its row of the table (that of `at` and the following), ascending over [`At`]s that do; `None`: it cannot
    /// be known.
    ///
    /// # Errors
    /// As [`UpdatesPart::fold_updates`].
    pub fn fold_updates_later(
        &mut self,
        fields: &crate::Fields,
        batch: &RecordBatch,
        at: &At<'_>,
        address: &mut dyn FnMut(u64) -> Option<String>,
        out: &mut dyn FnMut(Reject),
    ) -> Result<(), crate::ArrowError> {
        chunks(batch, UPDATES_TOGETHER, at, |chunk, at| {
            super::updates::fold(self, fields, chunk, at, out)?;
            self.read_unread(address);
            Ok(())
        })
    }

    /// Reads the addresses that were left out of a chunk.
    fn read_unread(&mut self, address: &mut dyn FnMut(u64) -> Option<String>) {
        let Some(home) = self.home.filter(|_| !self.unread.is_empty()) else { return };
        let mut unread = std::mem::take(&mut self.unread);
        unread.sort_unstable();
        unread.dedup();
        for item in unread.drain(..) {
            let activities = &mut self.plain_updates.activities;
            if home.wants(activities, item) {
                home.push(activities, item, address(item.row).as_deref());
            }
        }
        self.unread = unread;
    }

    /// Adds one update.
    ///
    /// # Errors
    /// The reject of an update whose column is not known.
    pub fn push_update(&mut self, update: &Update, place: &Place) -> Result<(), Box<Reject>> {
        self.push_addressed(update, Some(&update.url), place)
    }

    /// The same with the address apart, which is `None` where it was left out of the batch.
    pub(crate) fn push_addressed(&mut self, update: &Update, url: Option<&str>, place: &Place) -> Result<(), Box<Reject>> {
        let Some(slot) = self.index.slot(Id::of(&update.column_id)) else {
            return Err(unknown_column(place, &update.column_id));
        };
        let mut activity = ColumnActivity::default();
        activity.push(update, self.plan);
        self.add(slot, &activity, url, place.row);
        Ok(())
    }

    /// Adds what one update amounts to, that in a row of its table.
    pub(crate) fn add(&mut self, slot: u32, activity: &ColumnActivity, url: Option<&str>, row: u64) {
        let activities = &mut self.plain_updates.activities;
        activities.add(slot, activity);
        let Some((home, day)) = self.home.zip(activity.last).filter(|(home, day)| home.counts(slot, *day)) else { return };
        let item = Unread { row, slot, day };
        match url {
            Some(_) => home.push(activities, item, url),
            None => self.unread.push(item),
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
