//! Clauses whose outcome differs at a site.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

use serde::Serialize;

use crate::{
    census, verdict,
    wire::v1::{self, Outcome, ResultWord},
};

/// A clause at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutcomeChange {
    /// The site.
    pub site_code: String,
    /// Its later name.
    pub site_name: String,
    /// The clause.
    pub clause: String,
    /// Its later title.
    pub title: String,
    /// Before, null where the standard had no such clause.
    pub before: Option<OutcomeSeen>,
    /// After, null where it has none.
    pub after: Option<OutcomeSeen>,
}

/// What came of a clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutcomeSeen {
    /// Result.
    pub result: ResultWord,
    /// Proven count.
    pub measured: Option<u64>,
    /// Count if every gap hides one more.
    pub possible: Option<u64>,
    /// Of how many, where the limit is a share.
    pub of: Option<u64>,
    /// Smallest count that reaches the limit.
    pub limit: Option<u64>,
}

impl OutcomeSeen {
    fn of(outcome: &Outcome) -> OutcomeSeen {
        OutcomeSeen { result: outcome.result, measured: outcome.measured, possible: outcome.possible, of: outcome.of, limit: outcome.limit }
    }

    /// A limit that moves with the standard or with the number of visits is no change of the site.
    fn same(&self, other: &OutcomeSeen) -> bool {
        (self.result, self.measured, self.possible, self.of) == (other.result, other.measured, other.possible, other.of)
    }
}

/// Clauses whose result or counts differ between two censuses, by site and clause, at sites that both judged.
///
/// A limit alone is no difference: it moves with the standard or with the number of visits.
pub fn outcomes(before: &census::Census, after: &census::Census) -> Vec<OutcomeChange> {
    let earlier: BTreeMap<&str, &verdict::Verdict> = before.verdicts().map(|verdict| (verdict.site_code.as_str(), verdict)).collect();
    let both = after.verdicts().filter_map(|verdict| Some((*earlier.get(verdict.site_code.as_str())?, verdict)));
    // A site at a time: the exchanged form of all outcomes of a large census is many times what differs.
    let changes = both.flat_map(|(was, is)| {
        let (was, now) = (v1::outcomes(was, &before.standard), v1::outcomes(is, &after.standard));
        of_site((&is.site_code, &is.site_name), &was, &now)
    });
    in_order(changes.collect())
}

/// The same for stored censuses.
pub(super) fn of_stored(before: &v1::Census, after: &v1::Census) -> Vec<OutcomeChange> {
    let earlier: BTreeMap<&str, &v1::Verdict> = before.verdicts.iter().map(|verdict| (verdict.site_code.as_str(), verdict)).collect();
    let both = after.verdicts.iter().filter_map(|verdict| Some((*earlier.get(verdict.site_code.as_str())?, verdict)));
    in_order(both.flat_map(|(was, is)| of_site((&is.site_code, &is.site_name), &was.outcomes, &is.outcomes)).collect())
}

fn in_order(mut changes: Vec<OutcomeChange>) -> Vec<OutcomeChange> {
    changes.sort_by(|left, right| (&left.site_code, &left.clause).cmp(&(&right.site_code, &right.clause)));
    changes
}

fn by_clause(outcomes: &[Outcome]) -> BTreeMap<&str, &Outcome> {
    outcomes.iter().map(|outcome| (outcome.clause.as_str(), outcome)).collect()
}

/// `site` is its code and its later name.
fn of_site(site: (&str, &str), before: &[Outcome], after: &[Outcome]) -> Vec<OutcomeChange> {
    let (earlier, later) = (by_clause(before), by_clause(after));
    let clauses: BTreeSet<&str> = earlier.keys().chain(later.keys()).copied().collect();
    let change = |clause: &str| {
        let (was, is) = (earlier.get(clause), later.get(clause));
        OutcomeChange {
            site_code: site.0.into(),
            site_name: site.1.into(),
            clause: clause.into(),
            title: is.or(was).map(|outcome| outcome.title.clone()).unwrap_or_default(),
            before: was.copied().map(OutcomeSeen::of),
            after: is.copied().map(OutcomeSeen::of),
        }
    };
    let differs = |change: &OutcomeChange| !matches!((&change.before, &change.after), (Some(before), Some(after)) if before.same(after));
    clauses.into_iter().map(change).filter(differs).collect()
}
