//! Judges all sites, shows the table and writes the results.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal, Write},
};

use gov_site_compliance::{Census, Finding, Notice, followup::long_promises, wire::v1};
use gov_site_report::{basis, csv, markdown, terminal};
use gov_site_tables::{Evidence, Judging};

use crate::{
    args::{CensusArgs, Input},
    evidence::{Setup, refuse_rejects, remarks_on_input},
    failure::Failure,
    output::{FindingFile, Output, RejectFile},
    progress::Line,
    run_record,
    screen::Screen,
};

/// Remarks on sites for the notice: (site, clause) → what the registry got wrong.
type Remarks = BTreeMap<(String, String), String>;

pub fn run(args: &CensusArgs, screen: &mut Screen) -> Result<(), Failure> {
    let started = chrono::Utc::now();
    let setup = Setup::open(&args.input)?;
    let output = Output::prepare(args.out.as_deref())?;
    let line = Line::new();
    let mut rejects = RejectFile::open(&output)?;
    let evidence = setup.read(&mut rejects, &line)?;
    rejects.finish()?;
    refuse_rejects(&args.input, &evidence, &output.rejected(&args.input.dir))?;
    let (census, remarks) = judge(&setup, &evidence, &args.input, &output, &line)?;
    drop(line);
    let json = v1::Census::from(&census).to_json()?;
    write(&setup, &evidence, &census, &remarks, &output, &json, started)?;
    if args.input.json {
        return Ok(screen.write_all(json.as_bytes())?);
    }
    Ok(show(screen, &setup, &census, &evidence, &output)?)
}

fn judge(setup: &Setup, evidence: &Evidence, input: &Input, output: &Output, line: &Line) -> Result<(Census, Remarks), Failure> {
    let rejected = evidence.report.rejected_by_table();
    let columns = evidence.columns();
    let facts = evidence.census(&*columns, &rejected);
    let mut findings = FindingFile::open(output, &basis(&setup.header, &setup.standard))?;
    let mut remarks = Remarks::new();
    let mut take = |finding: Finding| {
        findings.write(&finding);
        if finding.table == "sites" {
            remarks.insert((finding.site_code, finding.clause), finding.detail);
        }
    };
    let judging = Judging { standard: &setup.standard, plan: &setup.plan, calendar: &setup.calendar, threads: None };
    let mut block = |findings: Vec<Finding>| findings.into_iter().for_each(&mut take);
    let judged = judging.judge(&facts, &Vec::push, &mut block, &mut |done, sites| line.judging(done, sites));
    long_promises(&evidence.registry, &setup.standard, &setup.plan, &setup.calendar).into_iter().for_each(&mut take);
    findings.finish()?;
    let census = judged.close(&facts, setup.header.clone(), &setup.standard, &setup.plan, &setup.calendar, input.project_workdays)?;
    Ok((census, remarks))
}

fn write(
    setup: &Setup,
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
    let remark = |site: &str, clause: &str| remarks.get(&(site.to_string(), clause.to_string())).cloned();
    let notice = Notice::of(census, setup.folder.notice_texts().clone(), &remark);
    output.write("notice.md", &markdown::notice(&notice))?;
    output.write("census.json", json)?;
    let record = run_record::record(setup, &evidence.report, census.header.reconstruction, started)?;
    output.write("run.json", &format!("{}\n", serde_json::to_string_pretty(&record)?))
}

fn show(screen: &mut Screen, setup: &Setup, census: &Census, evidence: &Evidence, output: &Output) -> io::Result<()> {
    let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    write!(screen, "{}", terminal::census(census, terminal::Style { color, width: 110 }))?;
    remarks_on_input(screen, setup, &evidence.report)?;
    match output.dir() {
        Some(dir) => {
            writeln!(screen, "\nWritten to {}: census.json, run.json, verdicts.csv, findings.csv, tickets.csv, rejected.csv, notice.md", dir.display())
        }
        None => {
            let folder = setup.folder.dir().display();
            writeln!(screen, "\nNext: add --out DIR for the notice and tables, or run `gov-site-compliance explain {folder} SITE_CODE`")
        }
    }
}
