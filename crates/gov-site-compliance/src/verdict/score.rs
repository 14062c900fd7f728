//! The score of a site: full points less what its clauses take off (readings 6, 18 and 21).

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::{Status, Verdict};
use crate::{
    indicator::{Count, Deduction, Judgement, Outcome},
    standard::{Amount, Clause, Points, Rate, Standard},
};

/// What one clause takes off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deducted {
    /// The clause.
    pub clause: String,
    /// What it has counted for certain comes to, under its cap where one is known; `None` where points are unknown.
    pub counted: Option<Points>,
    /// For certain: nothing without a cap, which may be any.
    pub least: Points,
    /// At most; `None` where nothing bounds it.
    pub most: Option<Points>,
    /// Whether the clause is scored: all its points and its cap are known, and all that it counts was looked at.
    pub exact: bool,
}

/// The score with what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// The score, if every scored item has points, cap and coverage.
    pub points: Option<Points>,
    /// Lowest and highest that it can be.
    pub range: [Points; 2],
    /// What each clause takes off, in the order of the standard.
    pub deducted: Vec<Deducted>,
}

/// What a verdict rests on (reading 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 按单项否决判定: no score is given.
    Vetoes,
    /// 按评分判定: no veto failed, and the score decides.
    Score,
}

impl Basis {
    /// What a verdict with this score rests on.
    pub fn of(score: Option<&Score>) -> Basis {
        if score.is_some_and(|score| score.points.is_some()) { Basis::Score } else { Basis::Vetoes }
    }

    /// The code in JSON and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Basis::Vetoes => "vetoes",
            Basis::Score => "score",
        }
    }
}

impl Score {
    /// What a clause takes off.
    pub fn of_clause(&self, key: &str) -> Option<&Deducted> {
        self.deducted.iter().find(|deducted| deducted.clause == key)
    }
}

impl Verdict {
    /// What the verdict rests on.
    pub fn basis(&self, standard: &Standard) -> Basis {
        Basis::of(self.score(standard).as_ref())
    }

    /// The score of the site; `None` under a standard that takes no points off, and for a site with a failed veto, of which nothing else is
    /// scored (reading 21). While a veto is open only the range is known.
    pub fn score(&self, standard: &Standard) -> Option<Score> {
        let is_failed_veto = |(key, outcome): &(String, Outcome)| outcome.judgement == Judgement::Fail && super::is_veto(standard, key);
        if self.outcomes.iter().any(is_failed_veto) {
            return None;
        }
        let score = score(standard, self.outcomes.iter().map(|(key, outcome)| (key.as_str(), outcome)))?;
        Some(Score { points: score.points.filter(|_| self.status != Status::NotAssessed), ..score })
    }

    /// The score that alone makes the site unqualified: it fails no veto and does not reach the pass mark.
    pub fn low_score(&self, standard: &Standard) -> Option<Score> {
        let score = self.score(standard).filter(|_| self.status == Status::Unqualified);
        score.filter(|score| Basis::of(Some(score)) == Basis::Score)
    }
}

/// The score that outcomes come to, whatever the vetoes say; `None` under a standard that takes no points off.
pub(super) fn score<'a>(standard: &Standard, outcomes: impl Iterator<Item = (&'a str, &'a Outcome)>) -> Option<Score> {
    let full = full(standard)?;
    let mut deducted = Vec::new();
    for (key, outcome) in outcomes {
        if let Some(clause) = standard.deductions().find(|clause| clause.key == key) {
            deducted.push(of_clause(clause, outcome));
        }
    }
    if deducted.is_empty() {
        return None;
    }
    let least: i64 = deducted.iter().map(|clause| clause.least.0).sum();
    let most: Option<i64> = deducted.iter().map(|clause| Some(clause.most?.0)).sum();
    let left = |off: i64| Points((full.0 - off).max(0));
    let exact = deducted.iter().all(|clause| clause.exact);
    Some(Score { points: exact.then(|| left(least)), range: [most.map_or(Points::ZERO, left), left(least)], deducted })
}

/// Whether a score passes; a standard without a pass mark lets every one pass.
pub(super) fn passes(standard: &Standard, score: Points) -> bool {
    let hundredths = u64::try_from(score.0).unwrap_or_default();
    standard.pass_mark().is_none_or(|limit| limit.reached(hundredths, 0))
}

fn full(standard: &Standard) -> Option<Points> {
    match standard.clause_of("pass_mark")?.limit("full")?.amount {
        Amount::Points(hundredths) => i64::try_from(hundredths).ok().map(Points),
        _ => None,
    }
}

fn of_clause(clause: &Clause, outcome: &Outcome) -> Deducted {
    let cap = clause.cap.as_ref().map(|rate| rate.points);
    let deducted = |counted, least, most, exact| Deducted { clause: clause.key.to_string(), counted, least, most, exact };
    if let Judgement::NotApplicable(_) = outcome.judgement {
        return deducted(Some(Points::ZERO), Points::ZERO, Some(Points::ZERO), clause.is_priced());
    }
    let Some(deduction) = &outcome.deduction else { return deducted(None, Points::ZERO, cap, false) };
    let most = most(clause, deduction).map_or(cap, |most| Some(cap.map_or(most, |cap| most.min(cap))));
    let counted = sum(clause, deduction, |count| count.certain, cheapest).map(|total| capped(total, cap));
    if !clause.is_priced() {
        return deducted(counted, Points::ZERO, most, false);
    }
    deducted(counted, counted.unwrap_or_default(), most, deduction.is_exact())
}

/// At most, before the cap; `None` where more may be unseen, or points are unknown.
fn most(clause: &Clause, deduction: &Deduction) -> Option<Points> {
    if deduction.open {
        return None;
    }
    sum(clause, deduction, |count| count.possible, dearest).map(|total| capped(total, None))
}

type Choose = fn(&Clause, &Count) -> Option<Points>;

/// Ten-thousandths of points; `None` where a rate is unknown.
fn sum(clause: &Clause, deduction: &Deduction, number: fn(&Count) -> u64, rate: Choose) -> Option<i64> {
    let off = |count: &Count| {
        let things = i64::try_from(number(count)).unwrap_or(i64::MAX);
        let units = match count.of {
            // The percentage is rounded to two places first (reading 18), so there are hundredths of a percent.
            Some(of) => percent_hundredths(number(count), of),
            None => things.saturating_mul(100),
        };
        Some(units.saturating_mul(rate(clause, count)?.0))
    };
    deduction.counts.iter().map(off).try_fold(0_i64, |total, off| Some(total.saturating_add(off?)))
}

fn cheapest(clause: &Clause, count: &Count) -> Option<Points> {
    rates(clause, count)?.into_iter().min()
}

fn dearest(clause: &Clause, count: &Count) -> Option<Points> {
    rates(clause, count)?.into_iter().max()
}

fn rates(clause: &Clause, count: &Count) -> Option<Vec<Points>> {
    count.rates.iter().map(|name| clause.points.get(name).map(|rate: &Rate| rate.points)).collect()
}

/// Ten-thousandths under a cap, rounded half up once.
fn capped(total: i64, cap: Option<Points>) -> Points {
    let total = cap.map_or(total, |cap| total.min(cap.0.saturating_mul(100)));
    Points(total.saturating_add(50) / 100)
}

/// A share in hundredths of a percent, rounded half up.
fn percent_hundredths(count: u64, of: u64) -> i64 {
    let of = u128::from(of.max(1));
    i64::try_from((u128::from(count) * 20_000 + of) / (2 * of)).unwrap_or(i64::MAX)
}
