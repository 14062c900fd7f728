//! Clauses whose outcome differs at a site.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

use serde::Serialize;

use crate::{
    Standard, census, verdict,
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
    /// Points that what was counted for certain comes to, null where the clause takes none or they are unknown.
    pub points_off: Option<String>,
    /// Points that it takes off at most, null where nothing bounds them.
    pub points_off_most: Option<String>,
}

impl OutcomeSeen {
    fn of(outcome: &Outcome) -> OutcomeSeen {
        OutcomeSeen {
            result: outcome.result,
            measured: outcome.measured,
            possible: outcome.possible,
            of: outcome.of,
            limit: outcome.limit,
            points_off: outcome.points_off.clone(),
            points_off_most: outcome.points_off_most.clone(),
        }
    }

    /// A limit that moves with the standard or with the number of visits is no change of the site.
    fn same_counts(&self, other: &OutcomeSeen) -> bool {
        (self.result, self.measured, self.possible, self.of) == (other.result, other.measured, other.possible, other.of)
    }

    fn same_points(&self, other: &OutcomeSeen) -> bool {
        (&self.points_off, &self.points_off_most) == (&other.points_off, &other.points_off_most)
    }
}

/// A site in one of the censuses.
struct Side<'a> {
    outcomes: Cow<'a, [Outcome]>,
    is_scored: bool,
}

impl<'a> Side<'a> {
    fn of(verdict: &verdict::Verdict, standard: &Standard) -> Side<'a> {
        Side { outcomes: v1::outcomes(verdict, standard).into(), is_scored: verdict.score(standard).is_some() }
    }

    fn of_stored(verdict: &'a v1::Verdict) -> Side<'a> {
        Side { outcomes: (&*verdict.outcomes).into(), is_scored: verdict.score_range.is_some() }
    }

    fn by_clause(&self) -> BTreeMap<&str, &Outcome> {
        self.outcomes.iter().map(|outcome| (outcome.clause.as_str(), outcome)).collect()
    }
}

/// Clauses whose result, counts or points off differ between two censuses, by site and clause, at sites that both judged.
///
/// A limit alone is no difference: it moves with the standard or with the number of visits. Points are one where both score the site.
pub fn outcomes(before: &census::Census, after: &census::Census) -> Vec<OutcomeChange> {
    let earlier: BTreeMap<&str, &verdict::Verdict> = before.verdicts().map(|verdict| (verdict.site_code.as_str(), verdict)).collect();
    let both = after.verdicts().filter_map(|verdict| Some((*earlier.get(verdict.site_code.as_str())?, verdict)));
    // A site at a time: the exchanged form of all outcomes of a large census is many times what differs.
    let changes = both.flat_map(|(was, is)| of_site((&is.site_code, &is.site_name), &Side::of(was, &before.standard), &Side::of(is, &after.standard)));
    in_order(changes.collect())
}

/// The same for stored censuses.
pub(super) fn of_stored(before: &v1::Census, after: &v1::Census) -> Vec<OutcomeChange> {
    let earlier: BTreeMap<&str, &v1::Verdict> = before.verdicts.iter().map(|verdict| (verdict.site_code.as_str(), verdict)).collect();
    let both = after.verdicts.iter().filter_map(|verdict| Some((*earlier.get(verdict.site_code.as_str())?, verdict)));
    in_order(both.flat_map(|(was, is)| of_site((&is.site_code, &is.site_name), &Side::of_stored(was), &Side::of_stored(is))).collect())
}

fn in_order(mut changes: Vec<OutcomeChange>) -> Vec<OutcomeChange> {
    changes.sort_by(|left, right| (&left.site_code, &left.clause).cmp(&(&right.site_code, &right.clause)));
    changes
}

/// `site` is its code and its later name.
fn of_site(site: (&str, &str), before: &Side<'_>, after: &Side<'_>) -> Vec<OutcomeChange> {
    let (earlier, later) = (before.by_clause(), after.by_clause());
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
    // A failed veto leaves the points out of all clauses, which is no change of theirs.
    let is_scored = before.is_scored && after.is_scored;
    let same = |before: &OutcomeSeen, after: &OutcomeSeen| before.same_counts(after) && (!is_scored || before.same_points(after));
    let differs = |change: &OutcomeChange| !matches!((&change.before, &change.after), (Some(before), Some(after)) if same(before, after));
    clauses.into_iter().map(change).filter(differs).collect()
}
