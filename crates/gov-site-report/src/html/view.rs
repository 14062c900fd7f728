//! Everything that the template of a census is given.

use serde::Serialize;

use super::{
    evidence, groups,
    head::Head,
    input, notice, rules, sites,
    summary::{self, Summary},
    table::Table,
    tickets::{self, Tickets},
};
use crate::Results;

#[derive(Serialize)]
pub(super) struct View {
    head: Head,
    summary: Summary,
    groups: Vec<Table>,
    sites_total: usize,
    sites_detailed: usize,
    unqualified: Vec<[String; 5]>,
    unqualified_total: usize,
    findings_held: usize,
    findings_total: u64,
    readings: Table,
    overdue: Tickets,
    units: Table,
    tickets: Option<Table>,
    declared: Option<String>,
    coverage: Table,
    rejected: Table,
    rejects: Option<Table>,
    rejects_total: u64,
    warnings: Table,
    rules: Vec<rules::Rule>,
    overrides: Table,
    unverified: Table,
    /// How many of them matter here.
    unverified_used: usize,
    notice: String,
    footnotes: Vec<String>,
}

impl View {
    pub(super) fn of(results: &Results<'_>) -> View {
        let edition = results.edition;
        let (unqualified, unqualified_total) = sites::unqualified(results);
        View {
            head: Head::of(results),
            summary: Summary::of(results),
            groups: groups::tables(results),
            sites_total: results.census.sites.len(),
            sites_detailed: sites::count_detailed(results),
            unqualified,
            unqualified_total,
            findings_held: results.findings.len().min(evidence::HELD),
            findings_total: results.findings_total,
            readings: summary::readings(results),
            overdue: Tickets::of(results),
            units: tickets::units(results),
            tickets: tickets::single(results),
            declared: input::declared(results),
            coverage: input::coverage(results),
            rejected: input::rejected(results),
            rejects: input::rejects(results),
            rejects_total: results.rejects_total,
            warnings: input::warnings(results),
            rules: rules::rules(&results.census.standard, edition),
            overrides: rules::overrides(results),
            unverified: rules::unverified(results),
            unverified_used: results.census.unverified_counts().1,
            notice: notice::notice(results),
            footnotes: results.notice.footnotes.iter().map(|note| edition.shown(note)).collect(),
        }
    }

    /// All tables that the script sorts and searches.
    pub(super) fn tables(&self) -> Vec<&Table> {
        let mut tables: Vec<&Table> = self.groups.iter().collect();
        tables.extend([&self.readings, &self.units, &self.coverage, &self.rejected, &self.warnings, &self.overrides, &self.unverified]);
        tables.extend(self.tickets.iter().chain(&self.rejects));
        tables
    }
}
