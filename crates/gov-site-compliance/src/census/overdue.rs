//! Overdue tickets by handling unit.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use super::Census;
use crate::{
    followup::{Reply, ReplyState},
    standard::OverdueTotal,
};

/// Overdue tickets of a census.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overdue {
    /// All of them.
    pub total: u64,
    /// Units with at least one, by name.
    pub by_unit: Vec<UnitOverdue>,
    /// Open past the deadline and received before the period: apart from the total.
    pub carried_over: u64,
    /// Perhaps overdue, by validity, need of a reply, promise or a rejected row: apart from the total.
    pub possible: u64,
}

/// Overdue tickets of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitOverdue {
    /// The handling unit.
    pub unit: String,
    /// What counts by the switch `overdue_total`.
    pub total: u64,
    /// Answered after the deadline.
    pub answered_late: u64,
    /// Open past the deadline.
    pub open: u64,
}

impl Census {
    /// Overdue tickets; `None` when the standard has no reply clock or no ticket was seen.
    pub fn overdue(&self) -> Option<Overdue> {
        let replies = self.replies.as_ref()?;
        let late_counts = self.standard.readings.overdue_total == OverdueTotal::LateAndOpen;
        let rejected = self.rejected.iter().find(|(table, _)| table == "tickets").map_or(0, |(_, rows)| *rows);
        let mut overdue = Overdue { possible: rejected, ..Overdue::default() };
        let mut units: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for reply in replies.iter().filter(|reply| reply.state.is_overdue() || !reply.promise_known) {
            match reply {
                Reply { known: false, .. } => overdue.possible += 1,
                Reply { state, .. } if !state.is_overdue() => overdue.possible += 1,
                Reply { carried_over: true, .. } => overdue.carried_over += 1,
                Reply { state: ReplyState::AnsweredLate, .. } => units.entry(&reply.unit).or_default().0 += 1,
                _ => units.entry(&reply.unit).or_default().1 += 1,
            }
        }
        for (unit, (answered_late, open)) in units {
            let total = if late_counts { answered_late + open } else { open };
            overdue.total += total;
            if total > 0 {
                overdue.by_unit.push(UnitOverdue { unit: unit.into(), total, answered_late, open });
            }
        }
        Some(overdue)
    }
}
