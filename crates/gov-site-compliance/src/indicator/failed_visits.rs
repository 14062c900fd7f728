//! Failed visits of the filed address.
//!
//! # What it checks
//! The share of visits of the visit week that failed (readings 10 and 11).
//!
//! # Clauses
//! 2015: 站点无法访问 (`site_unreachable`).
//!
//! # Facts needed
//! Visits per day and slot, filed addresses, the day of opening.
//!
//! # When not assessed
//! A day with fewer visits or slots than the clause asks for, whatever failed; no visit to the filed address; a site opened
//! inside the week; suspected or rejected visits that could lift the share to the limit.
//!
//! # A passing and a failing example
//! 6 of 672 visits failed, veto from 34: pass. 34 of 672: fail under 超过(含)5%.

use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString},
};

use super::{Case, Family, Finding, Indicator, Judge, ListParameter, Measure, Outcome, Parameter, Phrase, Scope, Unit, Words};
use crate::{
    facts::{DayVisits, SiteFacts},
    model::{Day, Decimal, Gap, SiteAddress, VisitFailure, same_url},
    standard::{Amount, Clause, Edge, Limit, SuspectedStatus, VisitSlots},
};

pub(super) static FAMILY: Family = Family {
    name: "failed_visits",
    scope: Scope::Site,
    phrase: Phrase { english: "visits failed", chinese_of: "次访问中", chinese: "次失败" },
    limits: &[
        Parameter { name: "share", units: &[Unit::Percent], required: true },
        Parameter { name: "timeout", units: &[Unit::Seconds], required: true },
        Parameter { name: "visits_a_day", units: &[Unit::Count], required: true },
        Parameter { name: "week", units: &[Unit::Days], required: true },
    ],
    lists: &[
        ListParameter { name: "failed_status", words: Words::Status },
        ListParameter { name: "suspected_status", words: Words::Status },
        ListParameter { name: "suspected_failure", words: Words::Closed(VisitFailure::WORDS) },
        ListParameter { name: "ignored_failure", words: Words::Closed(VisitFailure::WORDS) },
    ],
    rates: &[],
    contradiction,
    judge: Judge::Site(&FailedVisits),
};

struct FailedVisits;

impl Indicator for FailedVisits {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let (Some(share), Some(least)) = (clause.limit("share"), clause.limit("visits_a_day")) else {
            return Outcome::not_assessed(Gap::NotCollected);
        };
        let seen = counts(case);
        let measure = Measure::of_share(seen.certain, seen.possible, seen.of, share);
        let mut outcome = Outcome::measured(measure).with_gaps(seen.gaps).with_readings(seen.readings);
        report(clause, case, out);
        if let Some(gap) = unusable(case, least, &mut outcome.readings) {
            let mut undecided = Outcome::not_assessed(gap).with_gaps(outcome.gaps).with_readings(outcome.readings);
            undecided.measure = (seen.of > 0).then_some(measure);
            return undecided;
        }
        outcome
    }
}

/// Failed visits of the week.
pub(super) struct Counts {
    pub certain: u64,
    pub possible: u64,
    pub of: u64,
    pub gaps: BTreeSet<Gap>,
    pub readings: BTreeSet<&'static str>,
}

/// Counts the visits of the week, suspected ones by the switch (reading 10).
pub(super) fn counts(case: &Case<'_>) -> Counts {
    let counts = case.facts.visits.counts();
    let rejected = u64::from(case.facts.charges.visits);
    let (certain, open) = match case.readings.suspected_status {
        // A rejected row may be the manual visit that settles a suspected one: then the switch cannot decide for certain.
        _ if rejected > 0 => (counts.failed, counts.suspected),
        SuspectedStatus::Possible => (counts.failed, counts.suspected),
        SuspectedStatus::Failed => (counts.failed + counts.suspected, 0),
        SuspectedStatus::Ok => (counts.failed, 0),
    };
    let (mut gaps, mut readings) = (BTreeSet::new(), BTreeSet::new());
    if counts.suspected > 0 {
        readings.insert("suspected_status");
        gaps.insert(Gap::Blocked);
    }
    if rejected > 0 {
        gaps.insert(Gap::InputRejected);
    }
    Counts { certain, possible: certain + open + rejected, of: counts.visited + rejected, gaps, readings }
}

/// Why the week cannot be judged at all.
pub(super) fn unusable(case: &Case<'_>, least: &Limit, readings: &mut BTreeSet<&'static str>) -> Option<Gap> {
    let facts = case.facts;
    if facts.charges.addresses > 0 {
        return Some(Gap::InputRejected);
    }
    if facts.site.opened_on.is_some_and(|opened| opened >= case.plan.first_visit_day()) {
        return Some(Gap::TooFewVisits);
    }
    if facts.visits.days.is_empty() {
        return Some(if facts.charges.visits > 0 { Gap::InputRejected } else { Gap::NotCollected });
    }
    let enough = |by_slots: bool| facts.visits.days.iter().all(|day| enough_visits(day, least, by_slots));
    if enough(true) != enough(false) {
        readings.insert("visit_slots");
    }
    if enough(case.readings.visit_slots == VisitSlots::TenMinutes) {
        return None;
    }
    if facts.visits.days.iter().all(|day| day.visited == 0) && facts.visits.days.iter().any(|day| day.elsewhere > 0) {
        return Some(Gap::NotCollected);
    }
    let spoiled = facts.visits.days.iter().any(|day| day.monitor_faults > 0);
    Some(if spoiled { Gap::MonitorFault } else { Gap::TooFewVisits })
}

fn enough_visits(day: &DayVisits, least: &Limit, by_slots: bool) -> bool {
    let visits = if by_slots { day.slots.len() } else { day.visited };
    least.reached(u64::from(visits), 0)
}

/// One finding a day with failures, and one where the registry held an old address.
fn report(clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) {
    report_days(clause, case, out);
    if let Some(detail) = moved_without_filing(case) {
        out(finding(clause, case.facts, "sites", case.plan.checkpoint, detail));
    }
}

/// One finding a day with failures.
pub(super) fn report_days(clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) {
    let facts = case.facts;
    for (position, day) in facts.visits.days.iter().enumerate().filter(|(_, day)| day.failed > 0) {
        let on = case.plan.first_visit_day().plus_days(position as i32);
        let (text, visited, failed) = (on.text(), Decimal::from(i64::from(day.visited)), Decimal::from(i64::from(day.failed)));
        let [year, month_day] = text.pieces();
        let detail = [year, month_day, "访问", visited.as_str(), "次，失败", failed.as_str(), "次"].concat();
        out(finding(clause, facts, "visits", on, detail));
    }
}

/// A site that moved while the registry held the old address (reading 11). Filings after the checkpoint are not known yet.
fn moved_without_filing(case: &Case<'_>) -> Option<String> {
    let facts = case.facts;
    let (first, last) = (case.plan.first_visit_day(), case.plan.last_visit_day());
    let late = |row: &&SiteAddress| {
        let known = row.filed_on <= case.plan.checkpoint && first < row.filed_on;
        known && row.changed_on.is_some_and(|changed| changed <= last && changed < row.filed_on)
    };
    if let Some(row) = facts.addresses.iter().find(late) {
        let (changed, old) = (row.changed_on.unwrap_or(row.filed_on), filed(facts, row.filed_on.plus_days(-1)));
        return Some(format!("网站自{changed}起已启用{}，{}才在报送系统更改信息，其间登记的仍为旧网址{old}", row.url, row.filed_on));
    }
    let held = filed(facts, last);
    let actual = facts.site.actual_url.as_ref().filter(|actual| !same_url(actual, held))?;
    Some(format!("网站实际网址为{actual}，未在报送系统更改信息，登记的仍为旧网址{held}"))
}

/// The address that was filed on a day.
fn filed<'a>(facts: &SiteFacts<'a>, day: Day) -> &'a str {
    facts.addresses.iter().rev().find(|row| row.filed_on <= day).map_or(&facts.site.home_url, |row| &row.url)
}

fn finding(clause: &Clause, facts: &SiteFacts<'_>, table: &'static str, day: Day, detail: String) -> Finding {
    let key = if table == "sites" { facts.site.site_code.clone() } else { day.text().pieces().concat() };
    Finding {
        site_code: facts.site.site_code.clone(),
        clause: clause.key.clone(),
        table,
        key,
        certain: true,
        day: Some(day),
        detail,
        source_ref: if table == "sites" { facts.site.source_ref.clone() } else { None },
    }
}

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    if let Some(Limit { amount: Amount::Share { numerator, denominator }, edge, .. }) = clause.limit("share") {
        if numerator > denominator || (numerator == denominator && *edge == Edge::Above) {
            return Some(("limits.share".into(), "more than 100 percent can never fail".to_string()));
        }
        if *numerator == 0 {
            return Some(("limits.share".into(), "a share of 0 fails every site".to_string()));
        }
    }
    if clause.limit("visits_a_day").is_some_and(|limit| limit.from(0) > 144) {
        return Some(("limits.visits_a_day".into(), "a day has 144 slots of ten minutes, so more visits can never be enough".to_string()));
    }
    if clause.limit("week").is_some_and(|limit| limit.from(0) == 0 || limit.from(0) > 366) {
        return Some(("limits.week".into(), "the visit week must have 1 to 366 days".to_string()));
    }
    let both = clause.select("failed_status").iter().find(|status| clause.selects("suspected_status", status));
    let changed = ["failed_status", "suspected_status"]
        .into_iter()
        .find(|list| clause.select_origins.get(*list).is_some_and(|origin| origin.standard != clause.origin.standard));
    both.map(|status| (format!("select.{}", changed.unwrap_or("suspected_status")), format!("status `{status}` is both failed and suspected")))
}
