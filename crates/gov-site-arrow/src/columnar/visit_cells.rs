//! Which rows of a chunk of visits are answers in time and nothing else, and in which slot of the week: the usual rows, told column by
//! column.

use arrow_buffer::{BooleanBuffer, NullBuffer};
use fearless_simd::{Level, dispatch};
use gov_site_compliance::{
    Moment, Plan,
    facts::{Tally, WeekCells},
};
use std::ops::Range;

use super::{
    texts::is_filled,
    visit_fields::{END, FIRST, WholeSlice, Wholes},
    visits::Chunk,
};

/// Cells that are looked at together without a branch.
const BLOCK: usize = 64;

/// The cells of a chunk's rows.
pub(super) struct Cells {
    /// A cell a row; [`WeekCells::APART`] is every row that has to be looked at by itself.
    pub(super) cells: Vec<u16>,
    /// Whether any moment lies after the checkpoint.
    pub(super) has_late: bool,
    /// Memory to count in.
    pub(super) tally: Tally,
}

impl Cells {
    pub(super) fn of(chunk: &Chunk<'_>, plan: &Plan) -> Cells {
        let moments = &*chunk.moments.values;
        let mut cells = Cells { cells: vec![0; moments.len()], has_late: false, tally: Tally::default() };
        let Some(week) = plan.week_cells().filter(|_| !matches!(chunk.statuses.values, WholeSlice::Absent)) else {
            cells.cells.fill(WeekCells::APART);
            return cells;
        };
        let usual = Usual { week, answers: plan.answers(), in_time: in_time(plan) };
        let marks = &mut cells.cells[..];
        let (least, most) = dispatch!(Level::new(), _simd => usual.mark(moments, &chunk.statuses, &chunk.durations, marks));
        cells.has_late = plan.is_late(Moment(most));
        if least < FIRST || most >= END {
            set_apart_where(marks, moments.iter().map(|micros| !(FIRST..END).contains(micros)));
        }
        [chunk.moments.nulls, chunk.statuses.nulls].into_iter().flatten().for_each(|nulls| set_nulls_apart(marks, nulls));
        if let Some(manual) = chunk.manual {
            set_apart(marks, manual.values());
        }
        if let Some(failures) = &chunk.failures {
            set_apart_where(marks, failures.numbers.iter().map(|number| *number > 0));
        }
        if let Some(vantages) = &chunk.vantages {
            set_apart_where(marks, (0..moments.len()).map(|row| !vantages.get(row).is_some_and(is_filled)));
        }
        cells
    }
}

/// Milliseconds that are no failure.
fn in_time(plan: &Plan) -> Range<i64> {
    let slow = plan.slow_from().0;
    0..slow / 1_000 + i64::from(slow % 1_000 > 0)
}

/// What is told of numbers, many at a time.
struct Usual {
    week: WeekCells,
    answers: Range<i64>,
    in_time: Range<i64>,
}

impl Usual {
    /// Cells by moments, statuses and durations as they stand in memory, and the least and the most moment. What stands under a
    /// null is no status: those rows are left to the caller; under a null of durations it is no time, and the row is looked at by
    /// itself if it seems slow.
    #[inline(always)]
    fn mark(&self, moments: &[i64], statuses: &Wholes<'_>, durations: &Wholes<'_>, cells: &mut [u16]) -> (i64, i64) {
        let (mut least, mut most) = (i64::MAX, i64::MIN);
        for (cell, micros) in cells.iter_mut().zip(moments) {
            *cell = self.week.cell(*micros);
            (least, most) = (least.min(*micros), most.max(*micros));
        }
        keep(cells, &statuses.values, &self.answers);
        keep(cells, &durations.values, &self.in_time);
        (least, most)
    }
}

/// Sets rows apart whose number is not in a range.
#[inline(always)]
fn keep(cells: &mut [u16], numbers: &WholeSlice<'_>, range: &Range<i64>) {
    macro_rules! keep {
        ($numbers:expr, $signed:ty, $unsigned:ty) => {{
            let top = i64::from(<$signed>::MAX);
            // No number of this width lies beyond its largest one, which is taken for outside: no status or duration that counts.
            let (start, end) = (range.start.min(top), range.end.min(top));
            let (start, length) = (start as $signed, (end - start) as $unsigned);
            cells.iter_mut().zip(*$numbers).for_each(|(cell, number)| {
                *cell = if (number.wrapping_sub(start) as $unsigned) < length { *cell } else { WeekCells::APART };
            });
        }};
    }
    match numbers {
        WholeSlice::Absent => {}
        WholeSlice::I16(numbers) => keep!(numbers, i16, u16),
        WholeSlice::I32(numbers) => keep!(numbers, i32, u32),
        WholeSlice::I64(numbers) => keep!(numbers, i64, u64),
    }
}

fn set_apart(cells: &mut [u16], rows: &BooleanBuffer) {
    rows.set_indices().for_each(|row| cells[row] = WeekCells::APART);
}

fn set_nulls_apart(cells: &mut [u16], nulls: &NullBuffer) {
    if nulls.null_count() > 0 {
        set_apart(cells, &!nulls.inner());
    }
}

fn set_apart_where(cells: &mut [u16], rows: impl Iterator<Item = bool>) {
    cells.iter_mut().zip(rows).for_each(|(cell, apart)| *cell = if apart { WeekCells::APART } else { *cell });
}

/// Hands out the rows that stand apart, few as they mostly are.
#[inline]
pub(super) fn each_apart(cells: &[u16], mut take: impl FnMut(usize)) {
    let is_apart = |cell: &u16| *cell == WeekCells::APART;
    for (block, first) in cells.chunks(BLOCK).zip((0..).step_by(BLOCK)) {
        if block.iter().fold(false, |any, cell| any | is_apart(cell)) {
            block.iter().zip(first..).filter(|(cell, _)| is_apart(cell)).for_each(|(_, row)| take(row));
        }
    }
}
