//! Addresses of the updates of home columns, looked at only where a clause counts them: few rows are of such a column and lie in its window,
//! and no other row's address is read.

use std::ops::Range;

use arrow_array::{ArrayRef, RecordBatch};
use gov_site_compliance::{Day, Plan, facts::HomeWindow};

use super::{
    activities::Activities,
    columns::Columns,
    folded_updates::UpdatesPart,
    ids::{IdIndex, Ids},
    partial::At,
    runs,
    store::{self, Divided},
    updates::{Chunk, come_in_runs},
};
use crate::{ArrowError, Fields, sound};

/// Which columns stand on a home page.
#[derive(Clone, Copy)]
pub(crate) enum HomeColumns<'a> {
    /// Those that the table says.
    Settled(&'a Columns),
    /// The same while the registry is still being settled.
    Stored(&'a Divided),
    /// Any may, as far as is known.
    All,
}

impl HomeColumns<'_> {
    fn contain(self, slot: u32) -> bool {
        match self {
            HomeColumns::Settled(columns) => columns.is_on_home(slot),
            HomeColumns::Stored(divided) => store::is_on_home(&divided.store.batches, &divided.starts, slot),
            HomeColumns::All => true,
        }
    }
}

/// An update that counts, with the row of its table in which its address stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Unread {
    pub(crate) row: u64,
    pub(crate) slot: u32,
    pub(crate) day: Day,
}

/// Adds the addresses of home items in a chunk, where a clause counts them.
pub(crate) fn fold(partial: &mut UpdatesPart<'_>, chunk: &Chunk<'_>, fields: &Fields, batch: &RecordBatch, at: &At<'_>) -> Result<(), ArrowError> {
    let Some(home) = partial.home else { return Ok(()) };
    let unread = &mut partial.unread;
    let later = |row, slot, day| unread.push(Unread { row: at.first_row + row as u64, slot, day });
    let folded = home.fold(&mut partial.plain_updates.activities, partial.index, chunk, fields.array(batch, "url"), later);
    folded.map_err(|(row, problem)| fields.unsound("url", at.first_row + row as u64, problem))
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(crate) struct HomeUpdates<'a> {
    columns: HomeColumns<'a>,
    windows: &'a [HomeWindow],
    /// The first day of any window, and the checkpoint.
    days: (Day, Day),
}

impl<'a> HomeUpdates<'a> {
    /// `None` where no clause asks.
    pub(crate) fn wanted(plan: &'a Plan, columns: HomeColumns<'a>) -> Option<HomeUpdates<'a>> {
        let windows = plan.home_windows();
        (!windows.is_empty()).then_some(HomeUpdates { columns, windows, days: (plan.home_from().max(Day::FIRST), plan.checkpoint) })
    }

    /// Whether the updates of a column are kept by address.
    pub(crate) fn is_kept(&self, slot: u32) -> bool {
        self.columns.contain(slot)
    }

    /// Whether an update of a column counts.
    pub(crate) fn counts(&self, slot: u32, day: Day) -> bool {
        self.is_inside(day) && self.columns.contain(slot)
    }

    /// Adds an update that counts; `url` is `None` where nobody knows the address.
    pub(crate) fn push(&self, activities: &mut Activities, item: Unread, url: Option<&str>) {
        activities.home_items(item.slot).push(self.windows, item.day, url);
    }

    /// Whether the address of an update that counts would tell anything new.
    pub(crate) fn wants(&self, activities: &Activities, item: Unread) -> bool {
        activities.wants_home_item(item.slot, self.windows, item.day)
    }

    /// Adds the updates of a chunk; rows of unknown columns are passed over, and where the addresses were left out, those that count go to
    /// `unread`. The texts are looked at before they are read: the row (from 0) and the problem of one that is none.
    fn fold(
        &self,
        activities: &mut Activities,
        index: &IdIndex,
        chunk: &Chunk<'_>,
        urls: Option<&ArrayRef>,
        mut unread: impl FnMut(usize, u32, Day),
    ) -> Result<(), (usize, &'static str)> {
        self.candidates(chunk).into_iter().try_for_each(|rows| {
            let slot = chunk.ids().get(rows.start).and_then(|id| index.slot(id));
            let Some(slot) = slot.filter(|slot| self.columns.contain(*slot)) else { return Ok(()) };
            for row in rows {
                let day = Day(chunk.days()[row]);
                if !self.is_inside(day) || !activities.wants_home_item(slot, self.windows, day) {
                    continue;
                }
                let Some(urls) = urls else {
                    unread(row, slot, day);
                    continue;
                };
                let url = sound::text(urls.as_ref(), row).map_err(|problem| (row, problem))?;
                activities.home_items(slot).push(self.windows, day, Some(url));
            }
            Ok(())
        })
    }

    /// Rows of one column that stand together and of which some may count: runs of equal numbers, else single rows.
    fn candidates(&self, chunk: &Chunk<'_>) -> Vec<Range<usize>> {
        let (first, last) = self.days;
        match chunk.ids() {
            Ids::Numbers(numbers, None) if come_in_runs(numbers) => {
                let mut runs = Vec::new();
                runs::find(numbers, chunk.days(), &mut runs);
                runs.iter().filter(|run| run.meets(first.0, last.0)).map(|run| run.start..run.end).collect()
            }
            _ => chunk.days().iter().enumerate().filter(|(_, day)| self.is_inside(Day(**day))).map(|(row, _)| row..row + 1).collect(),
        }
    }

    #[inline]
    fn is_inside(&self, day: Day) -> bool {
        let (first, last) = self.days;
        first <= day && day <= last
    }
}
