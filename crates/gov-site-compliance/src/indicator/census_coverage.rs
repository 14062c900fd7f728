//! Share of the registered sites that the census judged.
//!
//! # What it checks
//! Judged sites as a share of all that were to be judged (excluded ones left out).
//!
//! # Clauses
//! 普查覆盖率 (`census_coverage`): 100 %.
//!
//! # Facts needed
//! Sums of the census.
//!
//! # When not assessed
//! Without any site to judge.
//!
//! # A passing and a failing example
//! 74 of 74: pass. 73 of 74: fail, a finding of the census and a line in the notice; no site fails by it.

use alloc::string::{String, ToString};

use super::{Family, Judge, Measure, Outcome, Parameter, Phrase, RegistryFacts, RegistryIndicator, Scope, Unit};
use crate::{
    model::Gap,
    standard::{Amount, Clause, Edge, Limit},
};

pub(super) static FAMILY: Family = Family {
    name: "census_coverage",
    scope: Scope::Registry,
    phrase: Phrase { english: "sites not assessed", chinese_of: "个网站中", chinese: "个未评估" },
    limits: &[Parameter { name: "share", units: &[Unit::Percent], required: true }],
    lists: &[],
    rates: &[],
    contradiction,
    judge: Judge::Registry(&CensusCoverage),
};

struct CensusCoverage;

impl RegistryIndicator for CensusCoverage {
    fn judge(&self, clause: &Clause, facts: &RegistryFacts) -> Outcome {
        let Some(share) = clause.limit("share") else { return Outcome::not_assessed(Gap::NotCollected) };
        let total = facts.total + facts.nameless;
        if total == 0 {
            return Outcome::not_assessed(Gap::NotCollected);
        }
        // Counted as sites that are missing, so that the limit reads like every other: reached means failed.
        let missing = total - facts.assessed;
        let allowed = total.saturating_sub(share.from(total));
        Outcome::measured(Measure { certain: missing, possible: missing, of: Some(total), limit: allowed + 1, share: None })
    }
}

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    let Some(Limit { amount: Amount::Share { numerator, denominator }, edge, .. }) = clause.limit("share") else { return None };
    (numerator > denominator || (numerator == denominator && *edge == Edge::Above))
        .then(|| ("limits.share".into(), "more than 100 percent can never be reached".to_string()))
}
