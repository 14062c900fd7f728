//! The columns that make up the home page (reading 15), seen through one window. Shared by the families on its updates.

use alloc::{collections::BTreeSet, vec::Vec};

use super::{
    Case,
    columns::{Counted, CountedSet, States, counted, states},
};
use crate::{
    facts::SiteFacts,
    model::{Day, Gap},
    standard::Clause,
};

/// The home page of a site.
pub(super) struct HomePage {
    /// Its columns that count or may count, each with what it can be.
    pub columns: Vec<(Counted, States)>,
    /// Rejected rows of the table of columns, each of which may be one of its columns.
    pub stubs: u64,
    pub gaps: BTreeSet<Gap>,
    pub readings: BTreeSet<&'static str>,
}

impl HomePage {
    /// Looks through the window that begins on `first`.
    pub(super) fn of(clause: &Clause, case: &Case<'_>, first: Day) -> HomePage {
        let CountedSet { columns, mut gaps, readings } = counted(clause, case);
        let on_home = columns.iter().filter(|column| column.on_home);
        let columns = on_home.map(|column| (*column, states(column, case, Some(first), true, &mut gaps))).collect();
        let stubs = case.facts.charges.columns.len() as u64;
        if stubs > 0 {
            gaps.insert(Gap::InputRejected);
        }
        HomePage { columns, stubs, gaps, readings }
    }

    /// Columns that it has at most.
    pub(super) fn total(&self) -> u64 {
        self.stubs + self.columns.len() as u64
    }

    /// Why it fails for certain in nothing: a column that is not listed may be the updated one, and without one column that counts for certain
    /// there is no home page to speak of.
    pub(super) fn doubt(&self, facts: &SiteFacts<'_>) -> Option<Gap> {
        let is_firm = self.columns.iter().any(|(_, seen)| !seen.may_be(States::ABSENT.or(States::EXCUSED)));
        facts.list_gap(true).or((!is_firm).then_some(Gap::NotCollected))
    }
}
