//! What coverage rows and the `complete` declaration say of one subject (reading 1).

use crate::model::{Coverage, Day, Gap, Moment};

/// The days that must have been looked at: from `from` (the beginning of time if empty) to `to`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Day,
}

/// Whether nothing found is evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Somebody looked at all of it.
    Covered,
    /// Nobody is known to have, and why.
    Open(Gap),
}

impl Cover {
    /// Whether nothing found is evidence.
    pub fn is_covered(self) -> bool {
        self == Cover::Covered
    }

    /// The reason, if it is not.
    pub fn gap(self) -> Option<Gap> {
        match self {
            Cover::Covered => None,
            Cover::Open(gap) => Some(gap),
        }
    }
}

/// Folds statements on one subject: the newest decides; of those made at one moment one that does not cover wins.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Newest {
    best: Option<(Moment, bool, Gap)>,
}

impl Newest {
    pub(super) fn state(&mut self, at: Moment, cover: Cover) {
        // Sorted last wins: later moments, then gaps before covers, then the gap's own order.
        let next = (at, !cover.is_covered(), cover.gap().unwrap_or(Gap::NotCollected));
        self.best = self.best.max(Some(next));
    }

    pub(super) fn decide(self) -> Option<Cover> {
        self.best.map(|(_, open, gap)| if open { Cover::Open(gap) } else { Cover::Covered })
    }
}

/// Whether one coverage row saw all that there was, whatever its days; a row that saw more than the `rows` there are lost some.
pub(super) fn completeness(row: &Coverage, rows: u64) -> Cover {
    let lost = row.items_seen.is_some_and(|seen| seen.unsigned_abs() > rows);
    match row.gap {
        Some(gap) => Cover::Open(gap),
        None if row.complete && !lost => Cover::Covered,
        None => Cover::Open(Gap::Incomplete),
    }
}

/// What one complete coverage row says of a span. Nobody has looked at a day after the day of `observed_at`.
pub(super) fn statement(row: &Coverage, span: Span) -> Cover {
    let observed = row.observed_at.day();
    let to = row.to.map_or(observed, |to| to.min(observed));
    let begins = match (row.from, span.from) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(first), Some(needed)) => first <= needed,
    };
    if begins && span.to <= to { Cover::Covered } else { Cover::Open(Gap::Incomplete) }
}
