//! Answered visits of one site counted by slot, for tables in which a site's visits stand together.
//!
//! Every visit becomes a cell: its slot of the week, [`WeekCells::OUTSIDE`] or [`WeekCells::APART`]. A stretch of cells is
//! counted without a branch, in whatever order its visits come, and what was counted goes to the days once a stretch.

use alloc::boxed::Box;

use super::Plan;

/// Ten-minute slots of a day.
pub(super) const SLOTS: usize = 144;
/// Two weeks and the cells that are no slots.
const CELLS: usize = 2_048;
/// Cells that are looked at together.
const BLOCK: usize = 16;
/// Days that have a cell for each of their slots.
const MOST_DAYS: usize = 14;
/// Microseconds that are one part: the power of two in ten minutes. Of two weeks the parts fit 32 bits, which divide faster.
const PART_BITS: u32 = 9;
const PARTS_A_SLOT: u32 = 600_000_000 >> PART_BITS;

/// The ten-minute slots of the visit week one after the other, slot 0 of the first day first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekCells {
    start: i64,
    end: i64,
}

impl WeekCells {
    /// The cell of an answered visit outside the week.
    pub const OUTSIDE: u16 = CELLS as u16 - 2;
    /// The cell of a row that is no answered visit: whoever counts looks at it by itself.
    pub const APART: u16 = CELLS as u16 - 1;

    /// `None` for more than two weeks.
    pub(super) fn of(start: i64, end: i64, days: usize) -> Option<WeekCells> {
        (days <= MOST_DAYS).then_some(WeekCells { start, end })
    }

    /// The cell of an answered visit, by its microseconds since 1970-01-01T00:00:00 UTC.
    #[inline(always)]
    pub fn cell(&self, micros: i64) -> u16 {
        let parts = (micros.wrapping_sub(self.start) as u64 >> PART_BITS) as u32;
        let slot = (parts / PARTS_A_SLOT) as u16;
        if micros >= self.start && micros < self.end { slot } else { WeekCells::OUTSIDE }
    }
}

/// How many visits have each cell. It is empty between two uses, and kept for its memory.
#[derive(Clone, Debug)]
pub struct Tally(Box<[u16; CELLS]>);

impl Default for Tally {
    fn default() -> Tally {
        Tally(Box::new([0; CELLS]))
    }
}

impl Tally {
    /// Stretches below this are not worth a walk over all slots.
    pub(super) const LEAST: usize = 96;
    /// No count can pass what a cell holds.
    pub(super) const MOST: usize = u16::MAX as usize;

    /// Counts at most [`Tally::MOST`] cells; whether any lies in the week.
    pub(super) fn count(&mut self, cells: &[u16]) -> bool {
        let counts = &mut *self.0;
        let (blocks, rest) = cells.as_chunks::<BLOCK>();
        for block in blocks {
            // Many visits of one cell, as outside the week, would wait for each other.
            if block.iter().fold(0, |bits, cell| bits | (cell ^ block[0])) == 0 {
                counts[usize::from(block[0]) % CELLS] += BLOCK as u16;
            } else {
                block.iter().for_each(|cell| counts[usize::from(*cell) % CELLS] += 1);
            }
        }
        rest.iter().for_each(|cell| counts[usize::from(*cell) % CELLS] += 1);
        let others = [WeekCells::OUTSIDE, WeekCells::APART].map(|cell| usize::from(core::mem::take(&mut counts[usize::from(cell)])));
        cells.len() > others[0] + others[1]
    }

    /// Hands out the counts of each day of the week, and forgets them.
    pub(super) fn take(&mut self, plan: &Plan, mut day: impl FnMut(usize, &[u16; SLOTS])) {
        for (position, counts) in self.0.as_chunks_mut::<SLOTS>().0.iter_mut().take(plan.visit_days()).enumerate() {
            day(position, counts);
            counts.fill(0);
        }
    }
}

/// Visits of a day, and a bitmap of the slots that have some.
pub(super) fn total(counts: &[u16; SLOTS]) -> (u32, [u64; 3]) {
    let visited = counts.iter().map(|count| u32::from(*count)).sum();
    let mut words = [0; 3];
    for (position, counts) in counts.as_chunks::<16>().0.iter().enumerate() {
        words[position / 4] |= u64::from(marked(counts)) << (position % 4 * 16);
    }
    (visited, words)
}

fn marked(counts: &[u16; 16]) -> u16 {
    counts.iter().enumerate().fold(0, |bits, (at, count)| bits | u16::from(*count > 0) << at)
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::{
        facts::{Attempt, Setting, VisitSummary},
        model::{Day, Moment},
    };

    const SLOT: i64 = 600_000_000;

    fn plan() -> Plan {
        let day = Day(17_499);
        Plan::compile(&[], Setting { checkpoint: day, visits_until: day, period_from: day }).unwrap()
    }

    /// Cells pushed at once, and the visits of the same moments one by one.
    fn assert_same(moments: &[i64]) {
        let plan = plan();
        let week = plan.week_cells().unwrap();
        let cells: Vec<u16> = moments.iter().map(|micros| week.cell(*micros)).collect();
        let (mut at_once, mut one_by_one) = (VisitSummary::default(), VisitSummary::default());
        let mut tally = Tally::default();
        // Twice: nothing is left of the first time.
        for _ in 0..2 {
            at_once.push_cells(&cells, &mut tally, &plan);
            moments.iter().for_each(|micros| one_by_one.push(&Attempt { visited_at: Moment(*micros), ..Attempt::answered(200) }, true, &plan));
        }
        assert!(at_once == one_by_one, "{} moments", moments.len());
    }

    #[test]
    fn a_cell_is_the_slot_of_its_day_to_the_microsecond() {
        for (first, days) in [(17_493, 1), (17_493, 7), (-5, 14), (17_493, 14)] {
            let (start, end) = (Moment::start_of(Day(first)).0, Moment::start_of(Day(first + days)).0);
            let week = WeekCells::of(start, end, days as usize).unwrap();
            for slot in 0..i64::from(days) * SLOTS as i64 {
                for micros in [slot * SLOT, slot * SLOT + 1, slot * SLOT + 511, slot * SLOT + 512, slot * SLOT + SLOT - 1] {
                    let (day, of_day) = Moment::slots_between(start, start + micros);
                    assert_eq!(usize::from(week.cell(start + micros)), day * SLOTS + usize::from(of_day), "{micros}");
                }
            }
            for outside in [start - 1, end, start - SLOT, end + SLOT, start + (1 << 41), i64::MIN, i64::MAX] {
                assert_eq!(week.cell(outside), WeekCells::OUTSIDE, "{outside}");
            }
        }
        assert_eq!((WeekCells::of(0, 1, 14).is_some(), WeekCells::of(0, 1, 15)), (true, None));
    }

    #[test]
    fn cells_at_once_are_visits_one_by_one() {
        let start = Moment::start_of(plan().first_visit_day()).0;
        let spread = |count: usize, step: i64, first: i64| (0..count as i64).map(|at| start + first + at * step).collect::<Vec<i64>>();
        for count in [0, 1, Tally::LEAST - 1, Tally::LEAST, Tally::LEAST + 1, 672, 1_008] {
            assert_same(&spread(count, SLOT, 0));
            assert_same(&spread(count, SLOT, -3));
            assert_same(&spread(count, SLOT * 3 / 2, -40 * SLOT));
            assert_same(&spread(count, -SLOT, 7 * 144 * SLOT));
            assert_same(&spread(count, 0, 144 * SLOT - 1));
            assert_same(&spread(count, 0, -1));
        }
        // In no order.
        assert_same(&(0..2_000).map(|at| start + at * 7_919 % 1_100 * SLOT).collect::<Vec<i64>>());
        // More visits of one slot than a count of it can hold.
        [Tally::MOST - 1, Tally::MOST, Tally::MOST + 1, 2 * Tally::MOST + 50].iter().for_each(|count| assert_same(&spread(*count, 0, SLOT)));
    }

    #[test]
    fn what_stands_apart_or_outside_leaves_no_trace() {
        let (plan, mut tally) = (plan(), Tally::default());
        let pushed = |cells: &[u16], tally: &mut Tally| {
            let mut summary = VisitSummary::default();
            summary.push_cells(cells, tally, &plan);
            summary
        };
        for length in [5, Tally::LEAST - 1, Tally::LEAST, 500] {
            let mut cells: Vec<u16> = (0..length).map(|at| if at % 2 == 0 { WeekCells::APART } else { WeekCells::OUTSIDE }).collect();
            assert_eq!(pushed(&cells, &mut tally), VisitSummary::default());
            cells[3] = 1_007;
            let summary = pushed(&cells, &mut tally);
            assert_eq!((summary.rows(), summary.days[6].visited, summary.days[6].slots.len()), (1, 1, 1));
            assert!(summary.days[6].slots.contains(143));
        }
    }
}
