//! Judges all sites, shows the table and writes the results.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal, Write},
};

use gov_site_compliance::{Census, Finding, Notice, Reject, wire::v1};
use gov_site_report::{Edition, Results, basis, csv, html, markdown, terminal};
use gov_site_tables::{Evidence, Setup};

use crate::{
    args::{CensusArgs, Input},
    evidence::{Opened, refuse_rejects, remarks_on_input},
    failure::Failure,
    held::Held,
    output::{FindingFile, Output, RejectFile},
    progress::Line,
    run_record,
    screen::Screen,
};

/// Findings that are held for documents.
const FINDINGS_HELD: usize = 1_000_000;

/// Remarks on sites for the notice: (site, clause) → what the registry got wrong.
type Remarks = BTreeMap<(String, String), String>;

pub fn run(args: &CensusArgs, screen: &mut Screen) -> Result<(), Failure> {
    let started = chrono::Utc::now();
    let opened = Opened::of(&args.input)?;
    let output = Output::prepare(args.out.as_deref())?;
    let line = Line::new();
    let mut rejects = RejectFile::open(&output)?;
    let evidence = opened.read(&mut rejects, &line)?;
    let rejects = rejects.finish()?;
    refuse_rejects(&args.input, &evidence, &output.rejected(&args.input.dir))?;
    let (census, remarks, findings) = judge(&opened.setup, &evidence, &args.input, &output, &line)?;
    drop(line);
    let json = v1::Census::from(&census).to_json()?;
    write(&opened, &evidence, &census, &remarks, &output, &json, started)?;
    write_page(&opened, &evidence, &census, &remarks, &findings, &rejects, &output)?;
    if args.input.json {
        return Ok(screen.write_all(json.as_bytes())?);
    }
    Ok(show(screen, &opened, &census, &evidence, &output)?)
}

fn judge(setup: &Setup, evidence: &Evidence, input: &Input, output: &Output, line: &Line) -> Result<(Census, Remarks, Held<Finding>), Failure> {
    let mut held = Held::new(if output.dir().is_some() { FINDINGS_HELD } else { 0 });
    let mut findings = FindingFile::open(output, &basis(&setup.header, &setup.standard))?;
    let mut remarks = Remarks::new();
    let mut take = |finding: Finding| {
        findings.write(&finding);
        held.push(&finding);
        if finding.table == "sites" {
            remarks.insert((finding.site_code, finding.clause), finding.detail);
        }
    };
    let census = setup.judge(evidence, input.project_workdays, None, &mut take, &mut |done, sites| line.judging(done, sites));
    findings.finish()?;
    Ok((census?, remarks, held))
}

fn write(
    opened: &Opened,
    evidence: &Evidence,
    census: &Census,
    remarks: &Remarks,
    output: &Output,
    json: &str,
    started: chrono::DateTime<chrono::Utc>,
) -> Result<(), Failure> {
    if output.dir().is_none() {
        return Ok(());
    }
    csv::verdicts(census, output.file("verdicts.csv")?)?;
    csv::tickets(census, output.file("tickets.csv")?)?;
    output.write("notice.md", &markdown::notice(&notice(opened, census, remarks)))?;
    output.write("census.json", json)?;
    let record = run_record::record(opened, &evidence.report, census.header.reconstruction, started)?;
    output.write("run.json", &format!("{}\n", serde_json::to_string_pretty(&record)?))
}

fn notice(opened: &Opened, census: &Census, remarks: &Remarks) -> Notice {
    let remark = |site: &str, clause: &str| remarks.get(&(site.to_string(), clause.to_string())).cloned();
    Notice::of(census, opened.folder.notice_texts().clone(), &remark)
}

/// `census.html`, the whole census for a browser.
fn write_page(
    opened: &Opened,
    evidence: &Evidence,
    census: &Census,
    remarks: &Remarks,
    findings: &Held<Finding>,
    rejects: &Held<Reject>,
    output: &Output,
) -> Result<(), Failure> {
    if output.dir().is_none() {
        return Ok(());
    }
    let results = Results {
        census,
        notice: &notice(opened, census, remarks),
        findings: findings.rows(),
        findings_total: findings.total(),
        rejects: rejects.rows(),
        rejects_total: rejects.total(),
        coverage: &evidence.registry.coverage,
        edition: Edition::default(),
    };
    output.write("census.html", &html::page(&results)?)
}

fn show(screen: &mut Screen, opened: &Opened, census: &Census, evidence: &Evidence, output: &Output) -> io::Result<()> {
    let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    write!(screen, "{}", terminal::census(census, terminal::Style { color, width: 110 }))?;
    remarks_on_input(screen, opened, &evidence.report)?;
    match output.dir() {
        Some(dir) => {
            writeln!(
                screen,
                "\nWritten to {}: census.json, run.json, verdicts.csv, findings.csv, tickets.csv, rejected.csv, notice.md, census.html",
                dir.display()
            )
        }
        None => {
            let folder = opened.folder.dir().display();
            writeln!(screen, "\nNext: add --out DIR for the notice and tables, or run `gov-site-compliance explain {folder} SITE_CODE`")
        }
    }
}
