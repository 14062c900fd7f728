//! The census: verdicts of all sites, totals, groups, overdue tickets. A monoid over sites: `push`, `merge`.

mod groups;
mod header;
mod overdue;
mod rate;
mod run;
mod totals;
mod warnings;

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

pub use groups::{Group, GroupBy};
pub use header::{Header, UpcomingCheck};
pub use overdue::{Overdue, UnitOverdue};
pub use rate::percent;
pub use run::{Evidence, Judged, judge};
pub use totals::Totals;
pub(crate) use warnings::WARNING_CODES;
pub use warnings::Warning;

use crate::{
    followup::Reply,
    indicator::Outcome,
    model::{Day, Level, Role},
    standard::{Effect, Origin, Standard},
    verdict::{Basis, Exclusion, Verdict},
};

/// A census at its checkpoint.
#[derive(Clone, Debug)]
pub struct Census {
    /// What was asked: title, period, checkpoint, declaration of a reconstruction.
    pub header: Header,
    /// The standard that was applied.
    pub standard: Standard,
    /// Sites in the order of their codes.
    pub sites: Vec<SiteResult>,
    /// Tickets on the reply clock in the order of their ids; `None` without a clock in the standard or without any ticket.
    pub replies: Option<Vec<Reply>>,
    /// Outcomes of the clauses on the whole registry, by clause.
    pub registry: Vec<(String, Outcome)>,
    /// What a reader must know beside the verdicts.
    pub warnings: Vec<Warning>,
    /// Rejected rows by table.
    pub rejected: Vec<(String, u64)>,
}

/// One registered site in the census.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteResult {
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// What groups it belongs to; `None` when its row was rejected.
    pub place: Option<SitePlace>,
    /// Judged, or left out.
    pub result: Decision,
}

/// Judged, or left out with approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// Judged.
    Judged(Verdict),
    /// Not judged.
    Excluded(Exclusion),
}

/// What groups a site belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitePlace {
    /// Role.
    pub role: Role,
    /// Level.
    pub level: Level,
    /// Division.
    pub division: String,
    /// Sponsor, in a closed census under its name in the table `units`.
    pub sponsor: String,
    /// First day by which it was to be closed, if that has come.
    pub close_due_on: Option<Day>,
    /// Whether it was closed by then with approval.
    pub closed_in_time: bool,
}

impl Census {
    /// The verdicts of all judged sites.
    pub fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.sites.iter().filter_map(|site| match &site.result {
            Decision::Judged(verdict) => Some(verdict),
            Decision::Excluded(_) => None,
        })
    }

    /// How many figures of the standard have no verified source, and on how many of them something in this census rests.
    pub fn unverified_counts(&self) -> (usize, usize) {
        (self.standard.unverified().len(), self.unverified().len())
    }

    /// Figures without a verified source on which something in this census rests: those of clauses that take points off only where a score was
    /// given.
    pub fn unverified(&self) -> Vec<(String, String, &Origin)> {
        let scored = self.verdicts().any(|verdict| verdict.basis(&self.standard) == Basis::Score);
        let of_points =
            |figure: &str| figure.split_once('.').and_then(|(key, _)| self.standard.clause(key)).is_some_and(|clause| clause.effect == Effect::Deduct);
        self.standard.unverified().into_iter().filter(|(figure, ..)| scored || !of_points(figure)).collect()
    }

    /// The excluded sites.
    pub fn excluded(&self) -> impl Iterator<Item = (&SiteResult, &Exclusion)> {
        self.sites.iter().filter_map(|site| match &site.result {
            Decision::Judged(_) => None,
            Decision::Excluded(exclusion) => Some((site, exclusion)),
        })
    }
}
