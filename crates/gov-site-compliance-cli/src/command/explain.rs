//! Shows clause by clause why a site got its verdict, with the rows.

use std::io::Write;

use gov_site_compliance::{
    Finding,
    census::{Decision, Judged},
    followup::long_promises,
    wire::v1,
};
use gov_site_report::explain;
use gov_site_tables::Setup;
use serde_json::json;

use crate::{
    args::ExplainArgs,
    evidence::{Opened, refuse_rejects},
    failure::Failure,
    progress::Line,
    rows,
    screen::Screen,
};

pub fn run(args: &ExplainArgs, screen: &mut Screen) -> Result<(), Failure> {
    let opened = Opened::of(&args.input)?;
    let Opened { folder, setup } = &opened;
    let line = Line::new();
    let mut rejects = Vec::new();
    let evidence = opened.read(&mut rejects, &line)?;
    refuse_rejects(&args.input, &evidence, &format!("`gov-site-compliance check {}`", args.input.dir.display()))?;
    let index = evidence.registry.site(&args.site).ok_or_else(|| unknown(args))?;
    let columns = evidence.columns();
    let facts = evidence.census(&*columns, &[]);
    let mut judged = Judged::default();
    let mut findings = Vec::new();
    judged.push(&facts, &setup.standard, &setup.plan, &setup.calendar, index, &mut |finding| findings.push(finding));
    let promises = long_promises(&evidence.registry, &setup.standard, &setup.plan, &setup.calendar);
    findings.extend(promises.into_iter().filter(|finding| finding.site_code == args.site));
    let rows = rows::of_findings(folder, &setup.plan, &args.site, &findings)?;
    drop(line);
    let Some(site) = judged.sites.first() else { return Err(unknown(args)) };
    if args.input.json {
        return Ok(writeln!(screen, "{}", serde_json::to_string_pretty(&as_json(site, setup, &findings))?)?);
    }
    write!(screen, "{}", explain::site(site, &setup.header, &setup.standard, &findings, &rows))?;
    for warning in &judged.warnings {
        writeln!(screen, "warning: {}", warning.text)?;
    }
    Ok(())
}

fn unknown(args: &ExplainArgs) -> Failure {
    Failure::input_text(format!("there is no site `{}` in {}: look up its code in sites.csv", args.site, args.input.dir.display()))
}

fn as_json(site: &gov_site_compliance::census::SiteResult, setup: &Setup, findings: &[Finding]) -> serde_json::Value {
    let outcomes: Vec<_> = match &site.result {
        Decision::Judged(verdict) => verdict.outcomes.iter().map(|(key, outcome)| v1::outcome(key, outcome, &setup.standard)).collect(),
        Decision::Excluded(_) => Vec::new(),
    };
    let verdict = match &site.result {
        Decision::Judged(verdict) => verdict.status.code(),
        Decision::Excluded(_) => "excluded",
    };
    let findings: Vec<_> = findings
        .iter()
        .map(|finding| json!({ "clause": finding.clause, "table": finding.table, "key": finding.key, "certain": finding.certain, "day": finding.day, "detail": finding.detail, "source_ref": finding.source_ref }))
        .collect();
    json!({ "site_code": site.site_code, "site_name": site.site_name, "verdict": verdict, "outcomes": outcomes, "findings": findings })
}
