//! Shows clause by clause why a site got its verdict, with the rows.

use std::collections::{BTreeMap, BTreeSet};

use gov_site_compliance::{
    Finding, Moment,
    census::{Decision, Evidence, Judged},
    wire::v1,
};
use gov_site_report::explain;
use gov_site_tables::Folder;
use serde_json::json;

use crate::{
    args::ExplainArgs,
    evidence::{Case, refuse_rejects},
    failure::Failure,
    progress::Line,
};

/// Rows shown under one finding.
const ROWS: usize = 3;

/// Rows of the tables by (table, key) of the findings that they stand under.
type Rows = BTreeMap<(String, String), String>;

pub fn run(args: &ExplainArgs) -> Result<(), Failure> {
    let case = Case::open(&args.input)?;
    let line = Line::new();
    let mut rejects = Vec::new();
    let evidence = case.read(&mut rejects, &line)?;
    refuse_rejects(&args.input, &evidence, "`gov-site-compliance check`")?;
    let index = evidence.registry.site(&args.site).ok_or_else(|| unknown(args))?;
    let facts =
        Evidence { registry: &evidence.registry, fold: &evidence.fold, declared: &evidence.declared, rejected: &[], nameless_sites: evidence.report.nameless_sites };
    let mut judged = Judged::default();
    let mut findings = Vec::new();
    judged.push(&facts, &case.standard, &case.plan, &case.calendar, index, &mut |finding| findings.push(finding));
    let rows = rows(&case.folder, &args.site, &findings)?;
    drop(line);
    let Some(site) = judged.sites.first() else { return Err(unknown(args)) };
    if args.input.json {
        println!("{}", serde_json::to_string_pretty(&as_json(site, &case, &findings))?);
        return Ok(());
    }
    print!("{}", explain::site(site, &case.header, &case.standard, &findings, &rows));
    for warning in &judged.warnings {
        println!("warning: {}", warning.text);
    }
    Ok(())
}

fn unknown(args: &ExplainArgs) -> Failure {
    Failure::input_text(format!("there is no site `{}` in {}: look up its code in sites.csv", args.site, args.input.dir.display()))
}

fn as_json(site: &gov_site_compliance::census::SiteResult, case: &Case, findings: &[Finding]) -> serde_json::Value {
    let outcomes: Vec<_> = match &site.result {
        Decision::Judged(verdict) => verdict.outcomes.iter().map(|(key, outcome)| v1::outcome(key, outcome, &case.standard)).collect(),
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

/// The second pass: rows that the findings name.
fn rows(folder: &Folder, site: &str, findings: &[Finding]) -> Result<Rows, Failure> {
    let mut rows = Rows::new();
    let keys = |table: &str| -> BTreeSet<&str> { findings.iter().filter(|finding| finding.table == table).map(|finding| finding.key.as_str()).collect() };
    for (table, key) in [("columns", "column_id"), ("tickets", "ticket_id"), ("reviews", "review_id"), ("sites", "site_code")] {
        let wanted = keys(table);
        if wanted.is_empty() {
            continue;
        }
        folder.rows_of_site(table, &|row| row.get(key).is_some_and(|id| wanted.contains(id)), &mut |line, row| {
            add(&mut rows, table, row.get(key), table, line, row);
        })?;
    }
    let columns = keys("columns");
    if !columns.is_empty() {
        folder.rows_of_site("updates", &|row| row.get("column_id").is_some_and(|id| columns.contains(id)), &mut |line, row| {
            add(&mut rows, "columns", row.get("column_id"), "updates", line, row);
        })?;
    }
    let days = keys("visits");
    if !days.is_empty() {
        let failed = |row: &BTreeMap<&str, &str>| row.get("site_code") == Some(&site) && day_of(row.get("visited_at").copied()).is_some_and(|day| days.contains(day.as_str()));
        folder.rows_of_site("visits", &failed, &mut |line, row| {
            let day = day_of(row.get("visited_at").map(String::as_str));
            if row.contains_key("failure") || row.get("status").is_some_and(|status| status != "200") {
                add(&mut rows, "visits", day.as_ref(), "visits", line, row);
            }
        })?;
    }
    Ok(rows)
}

fn day_of(moment: Option<&str>) -> Option<String> {
    moment.and_then(Moment::parse).map(|moment| moment.day().to_string())
}

fn add(rows: &mut Rows, table: &str, key: Option<&String>, file: &str, line: u64, row: &BTreeMap<String, String>) {
    let Some(key) = key else { return };
    let text = rows.entry((table.to_string(), key.clone())).or_default();
    let count = text.lines().count();
    if count > ROWS {
        return;
    }
    if count == ROWS {
        text.push_str("…\n");
        return;
    }
    let hidden = ["note", "quote"];
    let cells: Vec<_> = row.iter().filter(|(field, _)| !hidden.contains(&field.as_str())).map(|(field, cell)| format!("{field}={cell}")).collect();
    text.push_str(&format!("{file}.csv:{line}  {}\n", cells.join("  ")));
}
