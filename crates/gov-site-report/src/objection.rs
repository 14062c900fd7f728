//! What each failing unit is shown for its objection before the notice is published.

use std::collections::BTreeMap;

use gov_site_compliance::{
    Finding, Outcome, Verdict,
    census::{Decision, SiteResult},
    followup::Reply,
    standard::{Clause, Points},
    verdict::Status,
};

use crate::Results;

/// A unit that the notice will name.
#[derive(Clone, Debug)]
pub struct Objection<'a> {
    /// The unit: sponsor (主办单位) of the sites, handling unit of the tickets. Empty where the tickets name none.
    pub unit: &'a str,
    /// Its unqualified sites in the order of their codes.
    pub sites: Vec<ObjectionSite<'a>>,
    /// Its overdue tickets by deadline and id, those carried over from earlier periods among them.
    pub replies: Vec<&'a Reply>,
}

/// An unqualified site.
#[derive(Clone, Debug)]
pub struct ObjectionSite<'a> {
    /// Its verdict.
    pub verdict: &'a Verdict,
    /// The clauses that it fails, in the order of the standard: those that take points off only where the score decides.
    pub clauses: Vec<ObjectionClause<'a>>,
}

/// A clause that a site fails.
#[derive(Clone, Debug)]
pub struct ObjectionClause<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// What was measured.
    pub outcome: &'a Outcome,
    /// What it takes off the score that decides.
    pub points_off: Option<Points>,
    /// What was counted, as far as findings are held.
    pub findings: Vec<&'a Finding>,
}

/// A sheet for each sponsor of an unqualified site and each unit with overdue tickets, in the order of their names. A site without a
/// sponsor stands for itself.
pub fn objections<'a>(results: &Results<'a>) -> Vec<Objection<'a>> {
    let mut sheets: BTreeMap<&str, Objection<'a>> = BTreeMap::new();
    let findings = by_clause(results.findings);
    for site in &results.census.sites {
        let Decision::Judged(verdict) = &site.result else { continue };
        if verdict.status == Status::Unqualified {
            let unit = sponsor(site);
            sheets.entry(unit).or_insert_with(|| empty(unit)).sites.push(failing(verdict, results, &findings));
        }
    }
    for unit in results.census.overdue().iter().flat_map(|overdue| &overdue.by_unit) {
        if let Some(reply) = results.census.replies.iter().flatten().find(|reply| reply.unit == unit.unit) {
            sheets.entry(&reply.unit).or_insert_with(|| empty(&reply.unit));
        }
    }
    for reply in results.census.replies.iter().flatten().filter(|reply| reply.known && reply.state.is_overdue()) {
        if let Some(sheet) = sheets.get_mut(reply.unit.as_str()) {
            sheet.replies.push(reply);
        }
    }
    sheets.values_mut().for_each(|sheet| sheet.replies.sort_by(|left, right| (left.deadline, &left.ticket_id).cmp(&(right.deadline, &right.ticket_id))));
    sheets.into_values().collect()
}

/// Findings by site and clause.
type ByClause<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a Finding>>;

fn by_clause(findings: &[Finding]) -> ByClause<'_> {
    let mut found = ByClause::new();
    for finding in findings {
        found.entry((&finding.site_code, &finding.clause)).or_default().push(finding);
    }
    found
}

fn empty(unit: &str) -> Objection<'_> {
    Objection { unit, sites: Vec::new(), replies: Vec::new() }
}

fn sponsor(site: &SiteResult) -> &str {
    let sponsor = site.place.as_ref().map(|place| place.sponsor.as_str()).filter(|sponsor| !sponsor.trim().is_empty());
    sponsor.unwrap_or(&site.site_name)
}

fn failing<'a>(verdict: &'a Verdict, results: &Results<'a>, findings: &ByClause<'a>) -> ObjectionSite<'a> {
    let standard = &results.census.standard;
    let score = verdict.score(standard);
    let clauses = verdict.failed_clauses(standard).map(|(clause, outcome)| {
        let findings = findings.get(&(verdict.site_code.as_str(), clause.key.as_str())).cloned().unwrap_or_default();
        let points_off = score.as_ref().and_then(|score| score.of_clause(&clause.key)).map(|deducted| deducted.least);
        ObjectionClause { clause, outcome, points_off, findings }
    });
    ObjectionSite { verdict, clauses: clauses.collect() }
}
