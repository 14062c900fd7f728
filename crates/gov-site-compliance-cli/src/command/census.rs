//! Judges all sites, shows the table and writes the results.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal, Write},
    path::Path,
};

use gov_site_compliance::{
    Census, Finding, Notice, Reject,
    followup::{self, Earlier, UnitList},
    wire::v1,
};
use gov_site_report::{Audience, Edition, Format, Results, basis, csv, documents, terminal};
use gov_site_tables::{Evidence, ResultsFolder, Setup};

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

/// Findings that are held for documents: more make a workbook and a page that no office opens.
const FINDINGS_HELD: usize = 200_000;

/// What documents need of the findings beside `findings.csv`.
struct Kept {
    /// Remarks on sites for the notice: (site, clause) → what the registry got wrong.
    remarks: BTreeMap<(String, String), String>,
    /// Findings for the lists of units.
    follow_up: Vec<Finding>,
    /// The first findings of all.
    first: Held<Finding>,
    /// What an earlier census found.
    earlier: Earlier,
}

impl Kept {
    fn new(first: usize) -> Kept {
        Kept { remarks: BTreeMap::new(), follow_up: Vec::new(), first: Held::new(first), earlier: Earlier::default() }
    }

    fn add(&mut self, finding: Finding) {
        self.first.push(&finding);
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
    let edition = edition(args);
    let output = Output::prepare(args.out.as_deref(), edition)?;
    let line = Line::new();
    let mut rejects = RejectFile::open(&output)?;
    let evidence = opened.read(&mut rejects, &line)?;
    let rejects = rejects.finish()?;
    refuse_rejects(&args.input, &evidence, &output.rejected(&args.input.dir))?;
    let (mut census, mut kept) = judge(&opened.setup, &evidence, &args.input, &output, &line)?;
    kept.earlier = earlier.unwrap_or_default();
    let lists = if output.dir().is_some() { lists(&evidence, &census, &kept) } else { Vec::new() };
    edition.census(&mut census);
    let json = v1::Census::from(&census).to_json()?;
    if output.dir().is_some() {
        write(&Made { opened: &opened, evidence: &evidence, census: &census, kept: &kept, lists: &lists, rejects: &rejects }, &output, &json, started)?;
    }
    drop(line);
    if args.input.json {
        return Ok(screen.write_all(json.as_bytes())?);
    }
    Ok(show(screen, &opened, &census, &evidence, &output)?)
}

fn edition(args: &CensusArgs) -> Edition {
    let audience = match (args.public, args.internal) {
        (true, _) => Audience::Public,
        (false, true) => Audience::Internal,
        (false, false) => Audience::Office,
    };
    Edition { draft: args.draft, audience }
}

/// All that results are written from.
struct Made<'a> {
    opened: &'a Opened,
    evidence: &'a Evidence,
    census: &'a Census,
    kept: &'a Kept,
    lists: &'a [UnitList],
    rejects: &'a Held<Reject>,
}

fn judge(setup: &Setup, evidence: &Evidence, input: &Input, output: &Output, line: &Line) -> Result<(Census, Kept), Failure> {
    let mut findings = FindingFile::open(output, &basis(&setup.header, &setup.standard))?;
    let is_kept = output.dir().is_some();
    let mut kept = Kept::new(FINDINGS_HELD);
    let mut take = |mut finding: Finding| {
        output.edition().finding(&mut finding);
        output.edition().quote(&mut finding, &evidence.registry);
        findings.write(&finding);
        if is_kept {
            kept.add(finding);
        }
    };
    let census = setup.judge(evidence, input.project_workdays, None, &mut take, &mut |done, sites| line.judging(done, sites));
    findings.finish()?;
    Ok((census?, kept))
}

fn write(made: &Made<'_>, output: &Output, json: &str, started: chrono::DateTime<chrono::Utc>) -> Result<(), Failure> {
    let &Made { opened, evidence, census, kept, lists, rejects } = made;
    let edition = output.edition();
    csv::verdicts(census, output.file("verdicts.csv")?)?;
    csv::tickets(census, output.file("tickets.csv")?)?;
    output.write("census.json", json.as_bytes())?;
    let remark = |site: &str, clause: &str| kept.remarks.get(&(site.to_string(), clause.to_string())).cloned();
    let declared = evidence.declared_tables();
    let results = Results {
        census,
        notice: &Notice::of(census, opened.folder.notice_texts().clone(), &remark),
        findings: kept.first.rows(),
        findings_total: kept.first.total(),
        rejects: rejects.rows(),
        rejects_total: rejects.total(),
        declared: Some(&declared),
        coverage: &evidence.registry.coverage,
        edition,
    };
    for format in Format::ALL {
        documents(&results, lists, format, &mut |path, bytes| output.document(path, bytes))?;
    }
    if edition.audience == Audience::Public {
        return Ok(());
    }
    let record = run_record::record(opened, &evidence.report, &census.header, edition.draft, started)?;
    output.write("run.json", format!("{}\n", serde_json::to_string_pretty(&record)?).as_bytes())
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

/// What each unit has to do.
fn lists(evidence: &Evidence, census: &Census, kept: &Kept) -> Vec<UnitList> {
    let mut lists = evidence.lists(census, &kept.follow_up);
    kept.earlier.mark(&mut lists);
    lists
}

fn show(screen: &mut Screen, opened: &Opened, census: &Census, evidence: &Evidence, output: &Output) -> io::Result<()> {
    let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    write!(screen, "{}", terminal::census(census, terminal::Style { color, width: 110 }))?;
    remarks_on_input(screen, opened, &evidence.report)?;
    match output.dir() {
        Some(dir) => writeln!(screen, "\nWritten to {}: {}", dir.display(), output.written()),
        None => {
            let folder = opened.folder.dir().display();
            writeln!(screen, "\nNext: add --out DIR for the notice and tables, or run `gov-site-compliance explain {folder} SITE_CODE`")
        }
    }
}
