//! Shows clause by clause why a site got its verdict, with the rows.

use std::io::Write;

use gov_site_compliance::{Registry, census::Decision, wire::v1};
use gov_site_report::{Audience, Edition, explain, plain};
use gov_site_tables::{INTERNAL_FIELDS, OneSite, Setup, Stop};
use serde_json::json;

use crate::{
    args::ExplainArgs,
    evidence::{Opened, refuse_rejects},
    failure::Failure,
    progress::Line,
    screen::Screen,
};

/// Sites that are offered where a name was given in the place of a code.
const NAMED: usize = 5;

pub fn run(args: &ExplainArgs, screen: &mut Screen) -> Result<(), Failure> {
    let opened = Opened::of(&args.input)?;
    let Opened { folder, setup } = &opened;
    let line = Line::new();
    let mut rejects = Vec::new();
    let evidence = opened.read(&mut rejects, &line)?;
    refuse_rejects(&args.input, &evidence, &format!("`gov-site-compliance check {}`", args.input.dir.display()))?;
    let mut one = setup.judge_one(&evidence, &args.site).ok_or_else(|| unknown(args, &evidence.registry))?;
    let edition = Edition { draft: false, audience: if args.internal { Audience::Internal } else { Audience::Office } };
    let hidden = if args.internal { &[] } else { INTERNAL_FIELDS };
    let rows = folder.rows_of_findings(&setup.plan, &args.site, &one.findings, hidden, &Stop::default())?;
    drop(line);
    if args.input.json {
        publish(&mut one, edition);
        return Ok(writeln!(screen, "{}", serde_json::to_string_pretty(&as_json(&one, setup))?)?);
    }
    write!(screen, "{}", explain::site(&one.site, &setup.header, &setup.standard, &one.findings, &rows, edition))?;
    for warning in &one.warnings {
        writeln!(screen, "warning: {}", edition.shown(&warning.text))?;
    }
    Ok(())
}

/// JSON shows what the other results of the edition show.
fn publish(one: &mut OneSite, edition: Edition) {
    edition.site(&mut one.site);
    one.findings.iter_mut().for_each(|finding| edition.finding(finding));
}

/// Who names a site is told its code.
fn unknown(args: &ExplainArgs, registry: &Registry) -> Failure {
    let named = registry.sites.iter().filter(|site| !args.site.trim().is_empty() && site.site_name.contains(args.site.trim()));
    let codes: Vec<_> = named.take(NAMED).map(|site| format!("{} is {}", Edition::default().shown(&site.site_name), plain(&site.site_code))).collect();
    let remedy = if codes.is_empty() { "look up its code in the table of sites".to_owned() } else { codes.join(", ") };
    Failure::input_text(format!("there is no site `{}` in {}: {remedy}", args.site, args.input.dir.display()))
}

fn as_json(one: &OneSite, setup: &Setup) -> serde_json::Value {
    let OneSite { site, findings, .. } = one;
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
