//! Shows clause by clause why a site got its verdict, with the rows.

use std::io::Write;

use gov_site_compliance::{census::Decision, wire::v1};
use gov_site_report::{Audience, Edition, explain};
use gov_site_tables::{INTERNAL_FIELDS, OneSite, Setup, Stop};
use serde_json::json;

use crate::{
    args::ExplainArgs,
    evidence::{Opened, refuse_rejects},
    failure::Failure,
    progress::Line,
    screen::Screen,
};

pub fn run(args: &ExplainArgs, screen: &mut Screen) -> Result<(), Failure> {
    let opened = Opened::of(&args.input)?;
    let Opened { folder, setup } = &opened;
    let line = Line::new();
    let mut rejects = Vec::new();
    let evidence = opened.read(&mut rejects, &line)?;
    refuse_rejects(&args.input, &evidence, &format!("`gov-site-compliance check {}`", args.input.dir.display()))?;
    let mut one = setup.judge_one(&evidence, &args.site).ok_or_else(|| unknown(args))?;
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

fn unknown(args: &ExplainArgs) -> Failure {
    Failure::input_text(format!("there is no site `{}` in {}: look up its code in sites.csv", args.site, args.input.dir.display()))
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
