//! Folded visits of one site.

use alloc::{collections::BTreeMap, vec, vec::Vec};

use serde::{Deserialize, Serialize};

use super::{
    Attempt, Plan, Tally, VisitClass, WeekCells, is_zero,
    tally::{SLOTS, total},
};

/// The 144 ten-minute slots of a civil day as a bitmap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slots([u64; 3]);

impl Slots {
    /// Marks a slot.
    #[inline]
    pub fn insert(&mut self, slot: u8) {
        if let Some(word) = self.0.get_mut(usize::from(slot / 64)) {
            *word |= 1 << (slot % 64);
        }
    }

    /// Whether a slot is marked.
    pub fn contains(&self, slot: u8) -> bool {
        self.0.get(usize::from(slot / 64)).is_some_and(|word| word & (1 << (slot % 64)) != 0)
    }

    /// Number of marked slots.
    pub fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether no slot is marked.
    pub fn is_empty(&self) -> bool {
        self.0 == [0; 3]
    }

    /// The bitmap, slot 0 in the lowest bit of the first word.
    pub(super) fn words(&self) -> [u64; 3] {
        self.0
    }

    /// Whether no bit is set that is no slot.
    fn is_sound(&self) -> bool {
        self.0[2] >> (SLOTS - 128) == 0
    }

    fn merge(&mut self, other: &Slots) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }
}

/// Visits of one day to the address filed on it (reading 10).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DayVisits {
    /// Rows that count: monitor faults and other addresses left out.
    #[serde(skip_serializing_if = "is_zero")]
    pub visited: u32,
    /// Of them, certain failures.
    #[serde(skip_serializing_if = "is_zero")]
    pub failed: u32,
    /// Of them, suspected ones by a person: nothing replaces these.
    #[serde(skip_serializing_if = "is_zero")]
    pub suspected_manual: u32,
    /// Of them, suspected ones of a monitor, by slot: a manual visit of the slot takes them out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub suspected: BTreeMap<u8, u32>,
    /// Slots with a visit that counts.
    #[serde(skip_serializing_if = "Slots::is_empty")]
    pub slots: Slots,
    /// Slots with a manual visit that counts.
    #[serde(skip_serializing_if = "Slots::is_empty")]
    pub manual: Slots,
    /// Rows that the monitor spoiled.
    #[serde(skip_serializing_if = "is_zero")]
    pub monitor_faults: u32,
    /// Rows that visited another address.
    #[serde(skip_serializing_if = "is_zero")]
    pub elsewhere: u32,
}

/// Visits of one site in the visit week.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitSummary {
    /// The days of the week, oldest first; empty before the first row.
    pub days: Vec<DayVisits>,
}

/// Counts of a week after manual visits took their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VisitCounts {
    /// Visits that count.
    pub visited: u64,
    /// Certain failures.
    pub failed: u64,
    /// Suspected failures.
    pub suspected: u64,
}

impl DayVisits {
    #[inline(always)]
    fn push(&mut self, class: VisitClass, slot: u8, manual: bool) {
        match class {
            VisitClass::Answered => {}
            VisitClass::MonitorFault => {
                self.monitor_faults += 1;
                return;
            }
            VisitClass::Failed => self.failed += 1,
            VisitClass::Suspected if manual => self.suspected_manual += 1,
            VisitClass::Suspected => *self.suspected.entry(slot).or_default() += 1,
        }
        self.visited += 1;
        self.slots.insert(slot);
        if manual {
            self.manual.insert(slot);
        }
    }

    /// Adds answered visits by slot.
    fn push_counts(&mut self, counts: &[u16; SLOTS]) {
        let (visited, slots) = total(counts);
        self.visited += visited;
        self.slots.merge(&Slots(slots));
    }

    fn is_sound(&self) -> bool {
        let suspected: u64 = self.suspected.values().map(|count| u64::from(*count)).sum();
        let failures = u64::from(self.failed) + u64::from(self.suspected_manual) + suspected;
        let in_slots = self.suspected.iter().all(|(slot, count)| usize::from(*slot) < SLOTS && *count > 0);
        in_slots && failures <= u64::from(self.visited) && self.slots.is_sound() && self.manual.is_sound() && self.slots.len() <= self.visited
    }

    fn suspected_left(&self) -> u32 {
        self.suspected.iter().filter(|(slot, _)| !self.manual.contains(**slot)).map(|(_, count)| count).sum::<u32>() + self.suspected_manual
    }

    fn replaced(&self) -> u32 {
        self.suspected.iter().filter(|(slot, _)| self.manual.contains(**slot)).map(|(_, count)| count).sum()
    }
}

impl VisitSummary {
    /// Adds a row; `is_filed` says whether it visited the address filed on its day.
    #[inline(always)]
    pub fn push(&mut self, visit: &Attempt, is_filed: bool, plan: &Plan) {
        let Some((position, slot)) = plan.visit_slot(visit.visited_at) else { return };
        self.opened(plan);
        let day = &mut self.days[position];
        if is_filed {
            day.push(plan.classify(visit), slot, visit.manual);
        } else {
            day.elsewhere += 1;
        }
    }

    /// Adds visits to the filed address by their cells (see [`Plan::week_cells`]), those that stand apart left out. `tally` is
    /// memory to work in.
    pub fn push_cells(&mut self, cells: &[u16], tally: &mut Tally, plan: &Plan) {
        for stretch in cells.chunks(Tally::MOST) {
            if stretch.len() < Tally::LEAST {
                stretch.iter().for_each(|cell| self.push_cell(*cell, plan));
            } else if tally.count(stretch) {
                self.opened(plan);
                tally.take(plan, |position, counts| self.days[position].push_counts(counts));
            }
        }
    }

    fn push_cell(&mut self, cell: u16, plan: &Plan) {
        if cell < WeekCells::OUTSIDE {
            let (position, slot) = (usize::from(cell) / SLOTS, usize::from(cell) % SLOTS);
            self.opened(plan);
            self.days[position].push(VisitClass::Answered, slot as u8, false);
        }
    }

    #[inline]
    fn opened(&mut self, plan: &Plan) {
        if self.days.is_empty() {
            self.open(plan);
        }
    }

    #[cold]
    fn open(&mut self, plan: &Plan) {
        self.days = vec![DayVisits::default(); plan.visit_days()];
    }

    /// Adds what another part of the rows amounts to.
    pub fn merge(&mut self, other: &VisitSummary) {
        if self.days.is_empty() {
            self.days.clone_from(&other.days);
            return;
        }
        for (day, more) in self.days.iter_mut().zip(&other.days) {
            day.visited += more.visited;
            day.failed += more.failed;
            day.suspected_manual += more.suspected_manual;
            for (slot, count) in &more.suspected {
                *day.suspected.entry(*slot).or_default() += count;
            }
            day.slots.merge(&more.slots);
            day.manual.merge(&more.manual);
            day.monitor_faults += more.monitor_faults;
            day.elsewhere += more.elsewhere;
        }
    }

    /// Whether rows can amount to it: for summaries that somebody else folded.
    pub fn is_sound(&self) -> bool {
        self.days.iter().all(DayVisits::is_sound)
    }

    /// Counts of the whole week.
    pub fn counts(&self) -> VisitCounts {
        let mut counts = VisitCounts::default();
        for day in &self.days {
            counts.visited += u64::from(day.visited - day.replaced());
            counts.failed += u64::from(day.failed);
            counts.suspected += u64::from(day.suspected_left());
        }
        counts
    }

    /// Rows of the week, whatever became of them.
    pub fn rows(&self) -> u64 {
        self.days.iter().map(|day| u64::from(day.visited) + u64::from(day.monitor_faults) + u64::from(day.elsewhere)).sum()
    }
}
