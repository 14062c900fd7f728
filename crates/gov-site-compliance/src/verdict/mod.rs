//! The verdict of one site: outcomes of all clauses in the order of reading 6.

mod exclusion;
mod score;

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::mem;

use serde::{Deserialize, Serialize};

pub use exclusion::{Exclusion, exclusion};
pub use score::{Basis, Deducted, Score};

use crate::{
    calendar::Calendar,
    facts::{Plan, SiteFacts},
    indicator::{Case, CountedRoom, Finding, Indicator, Judge, Judgement, Measure, Outcome},
    model::Gap,
    standard::{Clause, Effect, SWITCHES, Standard},
    wire::known::{self, Word},
};

const NO_SINGLE_SITE: &str = "judges no single site";
const OTHER_ROLE: &str = "not for sites of this role";
const NO_SERVICES: &str = "not for bodies without outward services";
const EXEMPT: &str = "exempt with approval";
/// Why a clause is not for a site.
pub(crate) const NOT_APPLICABLE: &[&str] = &[NO_SINGLE_SITE, OTHER_ROLE, NO_SERVICES, EXEMPT];

/// 检查结果 of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// 合格
    Qualified,
    /// 未评估
    NotAssessed,
    /// 不合格
    Unqualified,
}

impl Status {
    /// The code in JSON and tables.
    pub const fn code(self) -> &'static str {
        match self {
            Status::Qualified => "qualified",
            Status::NotAssessed => "not_assessed",
            Status::Unqualified => "unqualified",
        }
    }

    /// The word as officials read it.
    pub const fn chinese(self) -> &'static str {
        match self {
            Status::Qualified => "合格",
            Status::NotAssessed => "未评估",
            Status::Unqualified => "不合格",
        }
    }
}

/// A switch on which the verdict hangs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Decisive {
    /// Key of the switch.
    pub reading: &'static str,
    /// Its value in this run.
    pub value: &'static str,
    /// The value under which the verdict would be another.
    pub otherwise: &'static str,
    /// That verdict.
    pub status: Status,
}

#[derive(Deserialize)]
struct DecisiveWords {
    reading: Word,
    value: Word,
    otherwise: Word,
    status: Status,
}

known::read_through!(Decisive, DecisiveWords);

impl From<DecisiveWords> for Decisive {
    fn from(DecisiveWords { reading, value, otherwise, status }: DecisiveWords) -> Decisive {
        Decisive { reading: reading.0, value: value.0, otherwise: otherwise.0, status }
    }
}

/// The verdict of a site with everything it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// 检查结果
    pub status: Status,
    /// Outcome of each clause for sites, in the order of the standard.
    pub outcomes: Vec<(String, Outcome)>,
    /// Switches on which the verdict hangs.
    pub decisive: Vec<Decisive>,
    /// SHA-256 of the facts, independent of the order of rows.
    pub evidence: String,
}

impl Verdict {
    /// The verdict of a site of which only a rejected row is known: nothing was judged.
    pub fn of_lost_site(code: &str, name: Option<&str>, standard: &Standard) -> Verdict {
        let outcomes = site_clauses(standard).map(|clause| (clause.key.clone(), Outcome::not_assessed(Gap::InputRejected))).collect();
        Verdict {
            site_code: code.to_string(),
            site_name: name.unwrap_or(code).to_string(),
            status: Status::NotAssessed,
            outcomes,
            decisive: Vec::new(),
            evidence: String::new(),
        }
    }

    /// Outcome of a clause.
    pub fn outcome(&self, clause: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|(key, _)| key == clause).map(|(_, outcome)| outcome)
    }

    /// The clauses that the site fails and that its unit is told of, in the order of the standard: those that take points off only where the
    /// score decides (readings 6 and 21).
    pub fn failed_clauses<'a>(&'a self, standard: &'a Standard) -> impl Iterator<Item = (&'a Clause, &'a Outcome)> {
        let scored = self.basis(standard) == Basis::Score;
        let failed = self.outcomes.iter().filter(|(_, outcome)| outcome.judgement == Judgement::Fail);
        let clauses = failed.filter_map(|(key, outcome)| Some((standard.clause(key)?, outcome)));
        clauses.filter(move |(clause, _)| scored || clause.effect != Effect::Deduct)
    }

    /// Largest measured ÷ limit of all vetoes, as a fraction (reading 20).
    pub fn worst_ratio(&self, standard: &Standard) -> (u128, u128) {
        let measures = self.outcomes.iter().filter(|(key, _)| is_veto(standard, key)).filter_map(|(_, outcome)| outcome.measure);
        measures.map(|measure: Measure| measure.ratio()).max_by(|left, right| (left.0 * right.1).cmp(&(right.0 * left.1))).unwrap_or((0, 1))
    }
}

fn is_veto(standard: &Standard, key: &str) -> bool {
    standard.clause(key).is_some_and(|clause| clause.effect == Effect::Veto)
}

fn site_clauses(standard: &Standard) -> impl Iterator<Item = &Clause> {
    standard.clauses.iter().filter(|clause| matches!(clause.family.judge, Judge::Site(_)))
}

/// Judges one site: a pure function of facts, standard and plan.
///
/// Any failed veto: unqualified. Else any veto not assessed, or none applicable: not assessed. Else the score decides, if every scored
/// item has points, cap and coverage; otherwise the verdict rests on the vetoes (reading 6).
pub fn judge_site(facts: &SiteFacts<'_>, standard: &Standard, plan: &Plan, calendar: &Calendar, out: &mut dyn FnMut(Finding)) -> Verdict {
    judge_site_in(&mut Room::default(), facts, standard, plan, calendar, out)
}

/// Memory to judge in, which many sites share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    digested: Vec<u8>,
    counted: CountedRoom,
}

/// The same for many sites.
pub(crate) fn judge_site_in(
    room: &mut Room,
    facts: &SiteFacts<'_>,
    standard: &Standard,
    plan: &Plan,
    calendar: &Calendar,
    out: &mut dyn FnMut(Finding),
) -> Verdict {
    let case = Case::new(facts, plan, &standard.readings, calendar).with_room(mem::take(&mut room.counted));
    let mut outcomes = Vec::with_capacity(site_clauses(standard).count());
    outcomes.extend(site_clauses(standard).map(|clause| (clause.key.clone(), judge_clause(clause, &case, out))));
    let status = status(standard, outcomes.iter().map(|(key, outcome)| (key.as_str(), outcome)));
    let mut verdict = Verdict {
        site_code: facts.site.site_code.clone(),
        site_name: facts.site.site_name.clone(),
        status,
        outcomes,
        decisive: Vec::new(),
        evidence: facts.digest_in(&mut room.digested),
    };
    verdict.decisive = decisive(&verdict, &case, standard);
    room.counted = case.into_room();
    verdict
}

/// Judges one clause: whom it is for, exemptions of the whole site, then the family.
pub fn judge_clause(clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
    outcome(clause, case, |indicator| indicator.judge(clause, case, out))
}

/// The outcome of one clause, where nobody asks for its findings.
fn decide_clause(clause: &Clause, case: &Case<'_>) -> Outcome {
    outcome(clause, case, |indicator| indicator.decide(clause, case))
}

fn outcome(clause: &Clause, case: &Case<'_>, judge: impl FnOnce(&dyn Indicator) -> Outcome) -> Outcome {
    let facts = case.facts;
    let Judge::Site(indicator) = clause.family.judge else { return Outcome::not_applicable(NO_SINGLE_SITE) };
    if !clause.applies.role.is_empty() && !clause.applies.role.contains(&facts.site.role) {
        return Outcome::not_applicable(OTHER_ROLE);
    }
    if clause.applies.has_services.is_some_and(|needed| facts.site.has_services == Some(!needed)) {
        return Outcome::not_applicable(NO_SERVICES);
    }
    if facts.charges.life == 0 && is_exempt(clause, case) {
        return Outcome::not_applicable(EXEMPT);
    }
    let outcome = judge(indicator);
    if facts.charges.life > 0 {
        return Outcome { judgement: Judgement::NotAssessed, deduction: None, ..outcome }.with_gaps([Gap::InputRejected]);
    }
    let perhaps = facts.charges.exemptions.iter().any(|(column, indicator)| column.is_none() && names(indicator.as_deref(), clause));
    if perhaps { outcome.weakened(Gap::InputRejected) } else { outcome }
}

fn names(indicator: Option<&str>, clause: &Clause) -> bool {
    indicator.is_none_or(|indicator| indicator == clause.key)
}

fn is_exempt(clause: &Clause, case: &Case<'_>) -> bool {
    let at = case.plan.checkpoint;
    case.facts.exemptions.iter().any(|row| row.column_id.is_none() && names(row.indicator.as_deref(), clause) && row.holds(at))
}

fn status<'a>(standard: &Standard, outcomes: impl Iterator<Item = (&'a str, &'a Outcome)> + Clone) -> Status {
    let (mut failed, mut open, mut judged) = (false, false, false);
    for (_, outcome) in outcomes.clone().filter(|(key, _)| is_veto(standard, key)) {
        match outcome.judgement {
            Judgement::Fail => failed = true,
            Judgement::NotAssessed => open = true,
            Judgement::Pass => judged = true,
            Judgement::NotApplicable(_) => {}
        }
    }
    match (failed, open, judged) {
        (true, ..) => Status::Unqualified,
        (false, false, true) => match score::score(standard, outcomes).and_then(|score| score.points) {
            Some(points) if !score::passes(standard, points) => Status::Unqualified,
            _ => Status::Qualified,
        },
        _ => Status::NotAssessed,
    }
}

/// Judges again, under every other value of each switch that had something to act on, the clauses it acted on.
fn decisive(verdict: &Verdict, case: &Case<'_>, standard: &Standard) -> Vec<Decisive> {
    let mut found = Vec::new();
    for switch in SWITCHES.iter().filter(|switch| verdict.outcomes.iter().any(|(_, outcome)| outcome.readings.contains(switch.key))) {
        let value = standard.readings.get(switch.key).unwrap_or_default();
        for otherwise in switch.values.iter().filter(|other| **other != value) {
            let Ok(readings) = standard.readings.with(switch.key, otherwise) else { continue };
            let status = status_under(verdict, switch.key, standard, &case.under(&readings));
            if status != verdict.status {
                found.push(Decisive { reading: switch.key, value, otherwise, status });
            }
        }
    }
    found
}

fn status_under(verdict: &Verdict, switch: &str, standard: &Standard, case: &Case<'_>) -> Status {
    let touched = verdict.outcomes.iter().filter(|(_, outcome)| outcome.readings.contains(switch));
    let changed = touched.filter_map(|(key, outcome)| {
        let again = decide_clause(standard.clause(key)?, case);
        // The status hangs on nothing else.
        (again.judgement != outcome.judgement || again.deduction != outcome.deduction).then_some((key, again))
    });
    let changed: Vec<(&String, Outcome)> = changed.collect();
    if changed.is_empty() {
        return verdict.status;
    }
    let outcomes = verdict.outcomes.iter().map(|(key, outcome)| {
        let again = changed.iter().find(|(changed, _)| *changed == key);
        (key.as_str(), again.map_or(outcome, |(_, again)| again))
    });
    status(standard, outcomes)
}
