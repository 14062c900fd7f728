//! First days of the windows of a clause by kind of column, worked out once for all columns.

use alloc::{collections::BTreeSet, string::String};

use crate::{
    model::{ColumnKind, Day},
    standard::{Clause, Limit},
};

/// First day of the window of each kind.
#[derive(Clone, Debug)]
pub(super) struct Windows([Option<Day>; ColumnKind::ALL.len()]);

impl Windows {
    pub(super) const NONE: Windows = Windows([None; ColumnKind::ALL.len()]);

    pub(super) fn of(clause: &Clause, at: Day) -> Windows {
        let mut days = Windows::NONE;
        for (name, limit) in windows(clause) {
            let first = limit.window(at);
            for kind in clause.select(name).iter().filter_map(|word| ColumnKind::read(word)) {
                days.0[kind as usize] = Some(first);
            }
        }
        days
    }

    #[inline]
    pub(super) fn first_day(&self, kind: ColumnKind) -> Option<Day> {
        self.0[kind as usize]
    }

    pub(super) fn days(&self) -> BTreeSet<Day> {
        self.0.iter().flatten().copied().collect()
    }
}

/// Limits that are windows, by name.
pub(super) fn windows(clause: &Clause) -> impl Iterator<Item = (&String, &Limit)> {
    clause.limits.iter().filter(|(name, _)| name.starts_with("window_"))
}
