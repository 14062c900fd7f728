//! Judges all sites of an evidence and closes the census.

use alloc::{string::String, vec::Vec};

use super::{Census, Decision, Header, SitePlace, SiteResult, Warning, warnings};
use crate::{
    calendar::{Calendar, CalendarError},
    facts::{ColumnSource, Declared, Fold, Plan, Registry, SiteFacts, SiteIndex, UnitNames},
    followup::{Clock, Reply, long_promises},
    indicator::{Finding, Judge, RegistryFacts},
    model::LifeState,
    standard::Standard,
    verdict::{Room, Verdict, exclusion, judge_site_in},
};

/// All that is known of a census.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// Settled tables.
    pub registry: &'a Registry,
    /// Folded updates, visits, charges.
    pub fold: &'a Fold,
    /// Tables declared complete.
    pub declared: &'a Declared,
    /// Columns that are not in the registry.
    pub elsewhere: &'a dyn ColumnSource,
    /// Rejected rows by table.
    pub rejected: &'a [(String, u64)],
    /// Rejected rows of the table of sites that name no site.
    pub nameless_sites: u64,
}

/// Results of a part of the sites: a monoid by `merge`.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Results of sites.
    pub sites: Vec<SiteResult>,
    /// Warnings on sites.
    pub warnings: Vec<Warning>,
    /// Memory to judge in.
    room: Room,
    /// Memory to write a warning in.
    text: String,
}

impl Judged {
    /// Judges one site and adds it.
    pub fn push(&mut self, evidence: &Evidence<'_>, standard: &Standard, plan: &Plan, calendar: &Calendar, index: SiteIndex, out: &mut dyn FnMut(Finding)) {
        let Some(facts) = SiteFacts::of(evidence.registry, evidence.fold, evidence.declared, evidence.elsewhere, index) else {
            self.push_lost(evidence, standard, index);
            return;
        };
        self.push_facts(&facts, standard, plan, calendar, out);
    }

    /// Judges one site from its facts and adds it.
    pub fn push_facts(&mut self, facts: &SiteFacts<'_>, standard: &Standard, plan: &Plan, calendar: &Calendar, out: &mut dyn FnMut(Finding)) {
        let (code, name) = (facts.site.site_code.clone(), facts.site.site_name.clone());
        let place = Some(place(facts, plan));
        let result = match exclusion(facts, plan.checkpoint) {
            Some(exclusion) => {
                if warnings::should_be_silent(exclusion.state) {
                    self.warnings.extend(warnings::running_while_closed(facts));
                }
                Decision::Excluded(exclusion)
            }
            None => {
                self.warnings.extend(warnings::stale_without_window(facts, standard, plan, &mut self.text));
                self.warnings.extend(warnings::future_dated(facts));
                Decision::Judged(judge_site_in(&mut self.room, facts, standard, plan, calendar, out))
            }
        };
        self.sites.push(SiteResult { site_code: code, site_name: name, place, result });
    }

    fn push_lost(&mut self, evidence: &Evidence<'_>, standard: &Standard, index: SiteIndex) {
        let registry = evidence.registry;
        let Some(stub) = (index.0 as usize).checked_sub(registry.sites.len()).and_then(|position| registry.lost_sites.get(position)) else { return };
        let code = stub.id.clone().unwrap_or_default();
        let verdict = Verdict::of_lost_site(&code, stub.name.as_deref(), standard);
        self.sites.push(SiteResult { site_name: verdict.site_name.clone(), site_code: code, place: None, result: Decision::Judged(verdict) });
    }

    /// Adds the results of other sites.
    pub fn merge(&mut self, mut other: Judged) {
        self.append(&mut other);
    }

    /// Moves the results of other sites here; what they leave is empty and has room for as many again.
    pub fn append(&mut self, other: &mut Judged) {
        self.sites.append(&mut other.sites);
        self.warnings.append(&mut other.warnings);
    }

    /// Closes the census: sorts, reads the reply clock, judges the registry.
    ///
    /// # Errors
    /// [`CalendarError`] when the checkpoint lies in a year without a known arrangement and `project` is not set.
    pub fn close(
        mut self,
        evidence: &Evidence<'_>,
        header: Header,
        standard: &Standard,
        plan: &Plan,
        calendar: &Calendar,
        project: bool,
    ) -> Result<Census, CalendarError> {
        self.sites.sort_by(|left, right| left.site_code.cmp(&right.site_code));
        let units = UnitNames::of(&evidence.registry.units);
        self.sites.iter_mut().filter_map(|site| site.place.as_mut()).for_each(|place| units.apply(&mut place.sponsor));
        // Without a single ticket, nothing is known of them unless the table is declared complete.
        let seen = !evidence.registry.tickets.is_empty() || evidence.declared.all(&["tickets"]);
        let replies = match Clock::new(standard, plan, calendar, project).filter(|_| seen) {
            Some(clock) => Some(replies(&clock, evidence.registry, &units)?),
            None => None,
        };
        self.warnings.extend(warnings::out_of_force(standard, plan));
        self.warnings.extend(warnings::no_period(&header));
        let to_be_judged = self.sites.iter().filter(|site| matches!(site.result, Decision::Judged(_))).count();
        self.warnings.extend(warnings::no_sites(to_be_judged));
        self.warnings.sort();
        let mut census = Census {
            header,
            standard: standard.clone(),
            sites: self.sites,
            replies,
            registry: Vec::new(),
            warnings: self.warnings,
            rejected: evidence.rejected.to_vec(),
        };
        census.registry = registry_outcomes(&census, evidence.nameless_sites);
        Ok(census)
    }
}

/// Judges every site of the evidence, one after the other.
///
/// # Errors
/// As [`Judged::close`].
pub fn judge(
    evidence: &Evidence<'_>,
    header: Header,
    standard: &Standard,
    plan: &Plan,
    calendar: &Calendar,
    project: bool,
    out: &mut dyn FnMut(Finding),
) -> Result<Census, CalendarError> {
    let mut judged = Judged::default();
    let sites = evidence.registry.sites.len() + evidence.registry.lost_sites.len();
    for position in 0..sites {
        judged.push(evidence, standard, plan, calendar, SiteIndex(position as u32), out);
    }
    long_promises(evidence.registry, standard, plan, calendar).into_iter().for_each(out);
    judged.close(evidence, header, standard, plan, calendar, project)
}

fn replies(clock: &Clock<'_>, registry: &Registry, units: &UnitNames) -> Result<Vec<Reply>, CalendarError> {
    let mut replies = Vec::new();
    for ticket in &registry.tickets {
        replies.extend(clock.read(ticket)?);
    }
    replies.iter_mut().for_each(|reply: &mut Reply| units.apply(&mut reply.unit));
    replies.sort_by(|left, right| left.ticket_id.cmp(&right.ticket_id));
    Ok(replies)
}

fn registry_outcomes(census: &Census, nameless: u64) -> Vec<(String, crate::indicator::Outcome)> {
    let totals = census.totals();
    let facts = RegistryFacts { total: totals.total(), assessed: totals.assessed(), nameless };
    let judged = census.standard.clauses.iter().filter_map(|clause| match clause.family.judge {
        Judge::Registry(indicator) => Some((clause.key.clone(), indicator.judge(clause, &facts))),
        _ => None,
    });
    judged.collect()
}

/// Groups of a site, and whether it closed when it was due (reading 20).
fn place(facts: &SiteFacts<'_>, plan: &Plan) -> SitePlace {
    let due = facts.life.iter().filter_map(|row| row.close_due_on).min().filter(|due| *due <= plan.checkpoint);
    let in_time = due.is_some_and(|due| facts.life.iter().any(|row| row.state == LifeState::Closed && row.approved == Some(true) && row.from <= due));
    SitePlace {
        role: facts.site.role,
        level: facts.site.level,
        division: facts.site.division.clone(),
        sponsor: facts.site.sponsor.clone(),
        close_due_on: due,
        closed_in_time: in_time,
    }
}
