//! What a clause that takes points off has counted, before anybody asks how many points.

use alloc::{collections::BTreeSet, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::{Finding, Judgement, Measure, Outcome};
use crate::{
    facts::{Cover, SiteFacts},
    model::{Day, Gap, Moment},
    standard::Clause,
};

/// Things of one kind, between proven and possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Names of the rates of which each thing takes one; more than one where it is not known which.
    pub rates: Vec<String>,
    /// Proven.
    pub certain: u64,
    /// At most, as far as the things are known.
    pub possible: u64,
    /// Of how many, where the rate is one for each percent.
    pub of: Option<u64>,
}

/// All that a clause counted at a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deduction {
    /// The counts.
    pub counts: Vec<Count>,
    /// Whether there may be more that nobody has looked at.
    pub open: bool,
}

impl Deduction {
    /// Adds things of one rate.
    pub fn add(&mut self, rate: &str, certain: u64, possible: u64) {
        self.add_among(&[rate], certain, possible);
    }

    /// Adds things each of which takes one of several rates.
    pub fn add_among(&mut self, rates: &[&str], certain: u64, possible: u64) {
        if possible == 0 {
            return;
        }
        match self.counts.iter_mut().find(|count| count.rates == rates && count.of.is_none()) {
            Some(count) => {
                count.certain += certain;
                count.possible += possible;
            }
            None => self.counts.push(Count { rates: rates.iter().map(|rate| String::from(*rate)).collect(), certain, possible, of: None }),
        }
    }

    /// Whether nothing is left open.
    pub fn is_exact(&self) -> bool {
        !self.open && self.counts.iter().all(|count| count.certain == count.possible && count.rates.len() == 1)
    }

    /// The outcome: something counted for certain fails, nothing possible passes, else the gaps decide.
    pub fn outcome(self, gaps: BTreeSet<Gap>) -> Outcome {
        let sum = |of: fn(&Count) -> u64| self.counts.iter().map(of).sum::<u64>();
        let (certain, possible) = (sum(|count| count.certain), sum(|count| count.possible));
        let judgement = match (certain, possible, self.open) {
            (1.., ..) => Judgement::Fail,
            (0, 0, false) => Judgement::Pass,
            _ => Judgement::NotAssessed,
        };
        let of = self.counts.iter().find_map(|count| count.of);
        let measure = Measure { certain, possible, of, limit: 1, share: None };
        Outcome { judgement, measure: Some(measure), deduction: Some(self), gaps, readings: BTreeSet::new() }
    }
}

/// Ends a count of rows: each rejected row may be one more, and where nobody looked at all of them there may be any number.
pub(super) fn closed(mut deduction: Deduction, mut gaps: BTreeSet<Gap>, rates: &[&str], rejected: u32, cover: Cover) -> Outcome {
    if rejected > 0 {
        deduction.add_among(rates, 0, u64::from(rejected));
        gaps.insert(Gap::InputRejected);
    }
    if deduction.counts.iter().any(|count| count.certain < count.possible) && gaps.is_empty() {
        gaps.insert(Gap::Incomplete);
    }
    let outcome = deduction.outcome(gaps);
    match cover.gap() {
        Some(gap) => outcome.unproven(gap),
        None => outcome,
    }
}

/// What is said of a thing that was checked only after the checkpoint.
pub(super) const CHECKED_LATE: &str = "在监测时间点之后才检查";

/// Whether a thing was checked only after the checkpoint: such a row is ignored, so nobody has looked at the thing (readings 1 and 4).
pub(super) fn is_after(checked_at: Option<Moment>, checkpoint: Day) -> bool {
    checked_at.is_some_and(|checked| checked.day() > checkpoint)
}

/// A clause that takes points off counts from one on, so it has no limit that could contradict another.
pub(super) fn no_contradiction(_: &Clause) -> Option<(String, String)> {
    None
}

/// A finding of a site.
pub(super) fn finding(clause: &Clause, facts: &SiteFacts<'_>, table: &'static str, key: &str, certain: bool, detail: String) -> Finding {
    Finding { site_code: facts.site.site_code.clone(), clause: clause.key.clone(), table, key: key.into(), certain, day: None, detail, source_ref: None }
}
