//! Judges all sites, shows the table and writes the results.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal, Write},
    path::Path,
};

use gov_site_compliance::{
    Census, Finding, Notice,
    followup::{self, Earlier, Particulars},
    wire::v1,
};
use gov_site_report::{Edition, basis, csv, markdown, terminal, unit_sheets};
use gov_site_tables::{Evidence, ResultsFolder, Setup};

use crate::{
    args::{CensusArgs, Input},
    evidence::{Opened, refuse_rejects, remarks_on_input},
    failure::Failure,
    output::{FindingFile, Output, RejectFile},
    progress::Line,
    run_record,
    screen::Screen,
};

/// What documents need of the findings beside `findings.csv`.
#[derive(Default)]
struct Kept {
    /// Remarks on sites for the notice: (site, clause) → what the registry got wrong.
    remarks: BTreeMap<(String, String), String>,
    /// Findings for the lists of units.
    follow_up: Vec<Finding>,
    /// What an earlier census found.
    earlier: Earlier,
}

impl Kept {
    fn add(&mut self, finding: Finding) {
        if finding.table == "sites" {
            self.remarks.insert((finding.site_code, finding.clause), finding.detail);
        } else if followup::concerns(&finding) {
            self.follow_up.push(finding);
        }
    }
}

pub fn run(args: &CensusArgs, screen: &mut Screen) -> Result<(), Failure> {
    let started = chrono::Utc::now();
    let opened = Opened::of(&args.input)?;
    // Before the results folder is cleared, which may be the same.
    let earlier = args.previous.as_deref().map(earlier).transpose()?;
    let output = Output::prepare(args.out.as_deref())?;
    let line = Line::new();
    let mut rejects = RejectFile::open(&output)?;
    let evidence = opened.read(&mut rejects, &line)?;
    rejects.finish()?;
    refuse_rejects(&args.input, &evidence, &output.rejected(&args.input.dir))?;
    let (census, mut kept) = judge(&opened.setup, &evidence, &args.input, &output, &line)?;
    kept.earlier = earlier.unwrap_or_default();
    drop(line);
    let json = v1::Census::from(&census).to_json()?;
    write(&opened, &evidence, &census, &kept, &output, &json, started)?;
    if args.input.json {
        return Ok(screen.write_all(json.as_bytes())?);
    }
    Ok(show(screen, &opened, &census, &evidence, &output)?)
}

fn judge(setup: &Setup, evidence: &Evidence, input: &Input, output: &Output, line: &Line) -> Result<(Census, Kept), Failure> {
    let mut findings = FindingFile::open(output, &basis(&setup.header, &setup.standard))?;
    let mut kept = Kept::default();
    let mut take = |finding: Finding| {
        findings.write(&finding);
        kept.add(finding);
    };
    let census = setup.judge(evidence, input.project_workdays, None, &mut take, &mut |done, sites| line.judging(done, sites));
    findings.finish()?;
    Ok((census?, kept))
}

fn write(
    opened: &Opened,
    evidence: &Evidence,
    census: &Census,
    kept: &Kept,
    output: &Output,
    json: &str,
    started: chrono::DateTime<chrono::Utc>,
) -> Result<(), Failure> {
    if output.dir().is_none() {
        return Ok(());
    }
    csv::verdicts(census, output.file("verdicts.csv")?)?;
    csv::tickets(census, output.file("tickets.csv")?)?;
    let remark = |site: &str, clause: &str| kept.remarks.get(&(site.to_string(), clause.to_string())).cloned();
    let notice = Notice::of(census, opened.folder.notice_texts().clone(), &remark);
    output.write("notice.md", &markdown::notice(&notice))?;
    follow_up(evidence, census, &notice, kept, output)?;
    output.write("census.json", json)?;
    let record = run_record::record(opened, &evidence.report, census.header.reconstruction, started)?;
    output.write("run.json", &format!("{}\n", serde_json::to_string_pretty(&record)?))
}

/// What an earlier census found, by its results.
fn earlier(results: &Path) -> Result<Earlier, Failure> {
    let results = ResultsFolder::open(results)?;
    let mut earlier = Earlier::of(results.census());
    results.findings(&mut |row| {
        if row.table == "columns" && row.certain {
            earlier.add_column(row.key);
        }
    })?;
    Ok(earlier)
}

/// What each unit has to do: one table, and a sheet a unit.
fn follow_up(evidence: &Evidence, census: &Census, notice: &Notice, kept: &Kept, output: &Output) -> Result<(), Failure> {
    let columns = evidence.columns();
    let particulars = Particulars::of(&evidence.census(&*columns, &[]), &kept.follow_up);
    let mut lists = followup::lists(census, &kept.follow_up, &particulars);
    kept.earlier.mark(&mut lists);
    csv::follow_up(census, &lists, Edition::default(), output.file("follow_up.csv")?)?;
    for sheet in unit_sheets(census, notice, &lists, Edition::default()) {
        output.write_unit(&format!("{}.md", sheet.file_stem), &markdown::unit(&sheet))?;
    }
    Ok(())
}

fn show(screen: &mut Screen, opened: &Opened, census: &Census, evidence: &Evidence, output: &Output) -> io::Result<()> {
    let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    write!(screen, "{}", terminal::census(census, terminal::Style { color, width: 110 }))?;
    remarks_on_input(screen, opened, &evidence.report)?;
    match output.dir() {
        Some(dir) => {
            writeln!(
                screen,
                "\nWritten to {}: census.json, run.json, verdicts.csv, findings.csv, tickets.csv, rejected.csv, notice.md, follow_up.csv, units/",
                dir.display()
            )
        }
        None => {
            let folder = opened.folder.dir().display();
            writeln!(screen, "\nNext: add --out DIR for the notice and tables, or run `gov-site-compliance explain {folder} SITE_CODE`")
        }
    }
}
