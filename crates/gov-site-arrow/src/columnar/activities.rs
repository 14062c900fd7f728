//! Folded updates by slot, a few bytes each.

use std::ops::Range;

use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder};
use foldhash::fast::FixedState;
use gov_site_compliance::{
    ColumnActivity, Day,
    facts::{HomeItems, HomeWindow},
};
use hashbrown::HashMap;

const NO_DAY: i32 = i32::MIN;

/// Where folded updates go, by slot.
pub(crate) trait Slots {
    /// To be called before the first [`Slots::push`].
    fn open(&mut self);
    /// Adds items dated up to the checkpoint, the newest of them on `last`.
    fn push(&mut self, slot: u32, last: i32, count: u32);
    /// Adds whatever part of a column's updates.
    fn add(&mut self, slot: u32, part: &ColumnActivity);
}

/// What the updates of all columns amount to: the usual part by slot, the rare rest beside it. A monoid by `merge`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Activities {
    slots: usize,
    /// None before the first item: a part of the visits has none.
    tallies: Vec<Tally>,
    rare: HashMap<u32, ColumnActivity, FixedState>,
    /// Addresses of home items, where a clause counts them.
    home: HashMap<u32, HomeItems, FixedState>,
}

/// Items dated up to the checkpoint: how many, and the newest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tally {
    last: i32,
    dated: u32,
}

impl Activities {
    pub(crate) fn new(slots: usize) -> Activities {
        Activities { slots, ..Activities::default() }
    }

    /// Makes room for slots that were not known before.
    pub(crate) fn grow(&mut self, slots: usize) {
        self.slots = slots;
        if !self.tallies.is_empty() {
            self.tallies.resize(slots, Tally { last: NO_DAY, dated: 0 });
        }
    }

    /// Takes in another part, without a copy where there is nothing yet.
    pub(crate) fn absorb(&mut self, other: Activities) {
        if self.tallies.is_empty() {
            self.tallies = other.tallies;
        } else {
            self.merge_tallies(&other.tallies);
        }
        self.merge_rare(&other.rare);
        self.merge_home(&other.home);
    }

    pub(crate) fn merge(&mut self, other: &Activities) {
        if self.tallies.is_empty() {
            self.tallies.clone_from(&other.tallies);
        } else {
            self.merge_tallies(&other.tallies);
        }
        self.merge_rare(&other.rare);
        self.merge_home(&other.home);
    }

    fn merge_tallies(&mut self, other: &[Tally]) {
        for (tally, more) in self.tallies.iter_mut().zip(other) {
            tally.last = tally.last.max(more.last);
            tally.dated = tally.dated.saturating_add(more.dated);
        }
    }

    fn merge_rare(&mut self, other: &HashMap<u32, ColumnActivity, FixedState>) {
        for (slot, more) in other {
            self.rare.entry(*slot).or_default().merge(more);
        }
    }

    fn merge_home(&mut self, other: &HashMap<u32, HomeItems, FixedState>) {
        other.iter().for_each(|(slot, more)| self.home_items(*slot).merge(more));
    }

    /// Where the addresses of a column's updates go.
    pub(crate) fn home_items(&mut self, slot: u32) -> &mut HomeItems {
        self.home.entry(slot).or_default()
    }

    /// Whether an address more would tell anything new of a column.
    pub(crate) fn wants_home_item(&self, slot: u32, windows: &[HomeWindow], day: Day) -> bool {
        self.home.get(&slot).is_none_or(|items| items.wants(windows, day))
    }

    /// Addresses of the updates of a slot.
    #[inline]
    pub(crate) fn home_of(&self, slot: u32) -> Option<&HomeItems> {
        if self.home.is_empty() { None } else { self.home.get(&slot) }
    }

    /// What is known of a slot.
    #[inline]
    pub(crate) fn of(&self, slot: u32) -> ColumnActivity {
        self.of_slot(slot, !self.rare.is_empty())
    }

    /// The same, where the caller knows which slots have a rare part (see [`Activities::rare_slots`]).
    #[inline]
    pub(crate) fn of_slot(&self, slot: u32, has_rare: bool) -> ColumnActivity {
        let tally = self.tallies.get(slot as usize).copied().unwrap_or(Tally { last: NO_DAY, dated: 0 });
        let last = (tally.dated > 0).then_some(Day(tally.last));
        let mut activity = ColumnActivity { last, total: tally.dated, ..ColumnActivity::default() };
        if has_rare {
            self.rare.get(&slot).into_iter().for_each(|rare| activity.merge(rare));
        }
        activity
    }

    /// Which of so many slots have a rare part: a bit is sooner looked up than a place far away that turns out to be empty.
    pub(crate) fn rare_slots(&self, slots: usize) -> BooleanBuffer {
        let mut bits = BooleanBufferBuilder::new(slots);
        bits.append_n(slots, false);
        self.rare.keys().filter(|slot| (**slot as usize) < slots).for_each(|slot| bits.set_bit(*slot as usize, true));
        bits.finish()
    }

    /// Items after the checkpoint, of all columns.
    pub(crate) fn after_checkpoint(&self) -> u64 {
        self.rare.values().map(|activity| u64::from(activity.after_checkpoint)).sum()
    }
}

impl Slots for Activities {
    fn open(&mut self) {
        if self.tallies.is_empty() {
            self.tallies = vec![Tally { last: NO_DAY, dated: 0 }; self.slots];
        }
    }

    #[inline]
    fn push(&mut self, slot: u32, last: i32, count: u32) {
        let tally = &mut self.tallies[slot as usize];
        tally.last = tally.last.max(last);
        tally.dated = tally.dated.saturating_add(count);
    }

    fn add(&mut self, slot: u32, part: &ColumnActivity) {
        let dated = ColumnActivity { last: part.last, total: part.total, ..ColumnActivity::default() };
        if *part != dated {
            self.rare.entry(slot).or_default().merge(part);
            return;
        }
        self.open();
        self.push(slot, part.last.map_or(NO_DAY, |day| day.0), part.total);
    }
}

/// The newest day of each column and whether it has items: all that the clauses on columns ask, in four bytes.
#[derive(Clone, Debug)]
pub(crate) struct Newest {
    slots: usize,
    days: Vec<i32>,
}

/// Items, but none up to the checkpoint.
const ONLY_LATER: i32 = NO_DAY + 1;

impl Newest {
    pub(crate) fn new(slots: usize) -> Newest {
        Newest { slots, days: Vec::new() }
    }

    /// What all parts know of some slots, the first of which becomes slot 0.
    pub(crate) fn of_all(parts: &[Newest], slots: Range<usize>) -> Newest {
        let mut days = vec![NO_DAY; slots.len()];
        for part in parts.iter().filter_map(|part| part.days.get(slots.clone())) {
            days.iter_mut().zip(part).for_each(|(day, other)| *day = (*day).max(*other));
        }
        Newest { slots: days.len(), days }
    }

    /// What is known of a slot; its items are counted as one.
    #[inline]
    pub(crate) fn of(&self, slot: u32) -> ColumnActivity {
        match self.days.get(slot as usize).copied().unwrap_or(NO_DAY) {
            NO_DAY => ColumnActivity::default(),
            ONLY_LATER => ColumnActivity { total: 1, after_checkpoint: 1, ..ColumnActivity::default() },
            day => ColumnActivity { last: Some(Day(day)), total: 1, ..ColumnActivity::default() },
        }
    }
}

impl Slots for Newest {
    fn open(&mut self) {
        if self.days.is_empty() {
            self.days = vec![NO_DAY; self.slots];
        }
    }

    #[inline]
    fn push(&mut self, slot: u32, last: i32, _: u32) {
        let day = &mut self.days[slot as usize];
        *day = (*day).max(last);
    }

    fn add(&mut self, slot: u32, part: &ColumnActivity) {
        self.open();
        if part.has_items() {
            self.push(slot, part.last.map_or(ONLY_LATER, |day| day.0), part.total);
        }
    }
}
