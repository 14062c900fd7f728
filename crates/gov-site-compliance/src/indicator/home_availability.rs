//! Failed visits as points off.
//!
//! # What it checks
//! The share of visits of the visit week that failed, in percent (readings 10 and 18).
//!
//! # Clauses
//! 2015: 首页可用性 (`home_availability`).
//!
//! # Facts needed
//! As `failed_visits`; what fails a visit and how long the week is says the standard's clause of that family.
//!
//! # When not assessed
//! As `failed_visits`.
//!
//! # A passing and a failing example
//! None of 672 visits failed: nothing off. 6 of 672: 0.89 % × `percent`.

use alloc::{collections::BTreeSet, vec};

use super::{
    Case, Count, Deduction, Family, Finding, Indicator, Judge, Outcome, Parameter, Phrase, Scope, Unit,
    deduction::no_contradiction,
    failed_visits::{self, counts, unusable},
};
use crate::{model::Gap, standard::Clause};

pub(super) static FAMILY: Family = Family {
    name: "home_availability",
    scope: Scope::Site,
    phrase: Phrase { english: "visits failed", chinese_of: "次访问中", chinese: "次失败" },
    limits: &[Parameter { name: "visits_a_day", units: &[Unit::Count], required: true }],
    lists: &[],
    rates: &["percent"],
    contradiction: no_contradiction,
    judge: Judge::Site(&HomeAvailability),
};

struct HomeAvailability;

impl Indicator for HomeAvailability {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let Some(least) = clause.limit("visits_a_day") else { return Outcome::not_assessed(Gap::NotCollected) };
        let seen = counts(case);
        let mut readings = BTreeSet::new();
        if let Some(gap) = unusable(case, least, &mut readings) {
            return Outcome::not_assessed(gap).with_readings(readings);
        }
        let (mut gaps, mut deduction) = (seen.gaps, Deduction::default());
        if seen.possible > 0 {
            deduction.counts = vec![Count { rates: vec!["percent".into()], certain: seen.certain, possible: seen.possible, of: Some(seen.of) }];
            failed_visits::report_days(clause, case, out);
        }
        gaps.retain(|_| seen.certain < seen.possible);
        readings.extend(seen.readings);
        deduction.outcome(gaps).with_readings(readings)
    }
}
