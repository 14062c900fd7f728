//! Facts that were folded elsewhere join those that are folded here.

use gov_site_compliance::{Place, Reject, Row, Update, Visit, VisitSummary, facts::HomeItems};

use super::{Facts, broken};
use crate::{
    ArrowError,
    columnar::{
        activities::Slots,
        folded_updates::unknown_column,
        ids::Id,
        partial::{Counts, Partial},
    },
};

/// Rows that were folded elsewhere, after those of unknown columns were rejected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Of the updates.
    pub updates: Counts,
    /// Of the visits.
    pub visits: Counts,
}

impl Partial<'_> {
    /// Adds what updates and visits amount to that were folded elsewhere. The updates of a column that is not known go to `out`,
    /// a reject each, with 0 in the place of their row.
    ///
    /// # Errors
    /// [`ArrowError::Facts`] for visits of a site that is not known, or of another week than this run has, and for updates whose addresses are
    /// not counted as this run counts them.
    pub fn add_facts(&mut self, facts: &Facts, out: &mut dyn FnMut(Reject)) -> Result<Added, ArrowError> {
        let counts = |table: &str| facts.tables().get(table).copied().unwrap_or_default();
        let mut added = Added { updates: counts(Update::TABLE.name), visits: counts(Visit::TABLE.name) };
        self.add_home_items(facts)?;
        let unknown = self.add_activities(facts, out);
        added.updates.accepted = added.updates.accepted.saturating_sub(unknown);
        added.updates.rejected += unknown;
        facts.sites().iter().try_for_each(|(code, visits)| self.add_summary(code, visits))?;
        self.updates.updates.add(&added.updates);
        self.visits.add(&added.visits);
        Ok(added)
    }

    /// Adds the activities of known columns; how many rows the others have.
    fn add_activities(&mut self, facts: &Facts, out: &mut dyn FnMut(Reject)) -> u64 {
        let place = Place { file: Update::TABLE.name.into(), row: 0 };
        let mut unknown = 0;
        for (id, activity) in facts.columns() {
            if let Some(slot) = self.updates.index.slot(Id::of(id)) {
                self.updates.plain_updates.activities.add(slot, activity);
                continue;
            }
            unknown += u64::from(activity.total);
            (0..activity.total).for_each(|_| out(*unknown_column(&place, id)));
        }
        unknown
    }

    /// Adds the addresses of known home columns. Every column with an update in a window must have some: other facts are of a release or of
    /// a standard that did not count them.
    fn add_home_items(&mut self, facts: &Facts) -> Result<(), ArrowError> {
        let windows = self.known.plan.home_windows();
        let foreign = facts.home_items().iter().find(|(_, items)| !items.fit(windows));
        if let Some((id, _)) = foreign {
            return Err(broken(format!("addresses of {id:?} in other windows than this run has")));
        }
        let last = |id: &str| facts.columns().get(id).and_then(|activity| activity.last);
        let items = |id: &str| facts.home_items().get(id);
        let differs = |id: &&String| windows.iter().any(|window| items(id).is_some_and(|items| items.has(*window)) != (last(id) >= Some(window.first)));
        if let Some(id) = facts.columns().keys().chain(facts.home_items().keys()).find(differs) {
            return Err(broken(format!("updates of {id:?} without their addresses, or addresses without updates")));
        }
        facts.home_items().iter().for_each(|(id, items)| self.add_items(id, items));
        Ok(())
    }

    fn add_items(&mut self, id: &str, items: &HomeItems) {
        let Some((home, slot)) = self.updates.home.zip(self.updates.index.slot(Id::of(id))) else { return };
        if home.is_kept(slot) {
            self.updates.plain_updates.activities.home_items(slot).merge(items);
        }
    }

    fn add_summary(&mut self, code: &str, visits: &VisitSummary) -> Result<(), ArrowError> {
        let Some(site) = self.known.registry.site(code) else { return Err(broken(format!("visits of {code:?}, a site that is not known"))) };
        let days = self.known.plan.visit_days();
        if !visits.days.is_empty() && visits.days.len() != days {
            return Err(broken(format!("visits of {code:?} over {} days, where {days} are visited", visits.days.len())));
        }
        // A site of which only a rejected row is known keeps no visits.
        if (site.0 as usize) < self.known.registry.sites.len() {
            self.fold.visits[site.0 as usize].merge(visits);
        }
        Ok(())
    }
}
