//! Folded updates by slot, a few bytes each.

use foldhash::fast::FixedState;
use gov_site_compliance::{ColumnActivity, Day};
use hashbrown::HashMap;

const NO_DAY: i32 = i32::MIN;

/// What the updates of all columns amount to: the usual part by slot, the rare rest beside it. A monoid by `merge`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Activities {
    slots: usize,
    /// None before the first item: a part of the visits has none.
    tallies: Vec<Tally>,
    rare: HashMap<u32, ColumnActivity, FixedState>,
}

/// Items dated up to the checkpoint: how many, and the newest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tally {
    last: i32,
    dated: u32,
}

impl Activities {
    pub(crate) fn new(slots: usize) -> Activities {
        Activities { slots, tallies: Vec::new(), rare: HashMap::default() }
    }

    /// To be called before [`Activities::push`].
    pub(crate) fn open(&mut self) {
        if self.tallies.is_empty() {
            self.tallies = vec![Tally { last: NO_DAY, dated: 0 }; self.slots];
        }
    }

    /// Adds items dated up to the checkpoint, the newest of them on `last`.
    #[inline]
    pub(crate) fn push(&mut self, slot: u32, last: i32, count: u32) {
        let tally = &mut self.tallies[slot as usize];
        tally.last = tally.last.max(last);
        tally.dated = tally.dated.saturating_add(count);
    }

    /// Adds whatever part of a column's updates.
    pub(crate) fn add(&mut self, slot: u32, part: &ColumnActivity) {
        let dated = ColumnActivity { last: part.last, total: part.total, ..ColumnActivity::default() };
        if *part != dated {
            self.rare.entry(slot).or_default().merge(part);
            return;
        }
        self.open();
        let tally = &mut self.tallies[slot as usize];
        tally.last = tally.last.max(part.last.map_or(NO_DAY, |day| day.0));
        tally.dated = tally.dated.saturating_add(part.total);
    }

    pub(crate) fn merge(&mut self, other: &Activities) {
        if self.tallies.is_empty() {
            self.tallies.clone_from(&other.tallies);
        } else {
            self.merge_tallies(other);
        }
        for (slot, more) in &other.rare {
            self.rare.entry(*slot).or_default().merge(more);
        }
    }

    fn merge_tallies(&mut self, other: &Activities) {
        for (tally, more) in self.tallies.iter_mut().zip(&other.tallies) {
            tally.last = tally.last.max(more.last);
            tally.dated = tally.dated.saturating_add(more.dated);
        }
    }

    /// What is known of a slot.
    pub(crate) fn of(&self, slot: u32) -> ColumnActivity {
        let tally = self.tallies.get(slot as usize).copied().unwrap_or(Tally { last: NO_DAY, dated: 0 });
        let last = (tally.dated > 0).then_some(Day(tally.last));
        let mut activity = ColumnActivity { last, total: tally.dated, ..ColumnActivity::default() };
        if let Some(rare) = self.rare.get(&slot) {
            activity.merge(rare);
        }
        activity
    }

    /// Items after the checkpoint, of all columns.
    pub(crate) fn after_checkpoint(&self) -> u64 {
        self.rare.values().map(|activity| u64::from(activity.after_checkpoint)).sum()
    }
}
