//! Says what changed between the results of two censuses.

use std::{
    fs::{self, File},
    io::{self, BufWriter, IsTerminal, Write},
    path::Path,
};

use gov_site_compliance::compare::{Comparison, FindingChange, Heading};
use gov_site_report::{DRAFT, Edition, csv::ComparisonWriter, html, terminal};
use gov_site_tables::ResultsFolder;
use serde::Serialize;

use crate::{args::CompareArgs, failure::Failure, screen::Screen};

/// Findings that a screen shows.
const SHOWN: usize = 50;

/// Findings that a page holds.
const HELD: usize = 100_000;

/// Files that are compared.
const RESULTS: [&str; 3] = ["census.json", "findings.csv", "tickets.csv"];

/// The comparison with all findings that differ, as programs read it.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    comparison: &'a Comparison,
    finding_changes: &'a [FindingChange],
}

pub fn run(args: &CompareArgs, screen: &mut Screen) -> Result<(), Failure> {
    let (before, after) = (ResultsFolder::open(&args.before)?, ResultsFolder::open(&args.after)?);
    for path in args.csv.iter().chain(&args.html) {
        refuse_results(path, [&args.before, &args.after])?;
    }
    let mut comparison = before.compare(&after)?;
    let drafts = [is_draft(&args.before), is_draft(&args.after)];
    comparison.settings.extend(said_of(drafts).map(String::from));
    let mut file = args.csv.as_deref().map(|path| writer(path, &comparison)).transpose()?;
    // A program gets them all, a person the first ones.
    let held = match (args.json, &args.html) {
        (true, _) => usize::MAX,
        (false, Some(_)) => HELD,
        (false, None) => SHOWN,
    };
    let mut shown = Vec::new();
    comparison.findings = before.compare_findings(&after, &mut |change| {
        file.as_mut().map_or(Ok(()), |file| file.finding(&change))?;
        shown.extend((shown.len() < held).then_some(change));
        Ok(())
    })?;
    if let Some(file) = file {
        file.finish()?.flush()?;
    }
    if let Some(path) = &args.html {
        fs::write(path, page(&comparison, &shown, [(&before, drafts[0]), (&after, drafts[1])])?).map_err(|error| Failure::at(path, error))?;
    }
    if args.json {
        return Ok(writeln!(screen, "{}", serde_json::to_string_pretty(&Whole { comparison: &comparison, finding_changes: &shown })?)?);
    }
    let color = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    Ok(write!(screen, "{}", terminal::comparison(&comparison, &shown[..shown.len().min(SHOWN)], terminal::Style { color, width: 110 }))?)
}

/// Whether `run.json` says that results are a draft; where there is none, as in the public edition, nobody says so.
fn is_draft(results: &Path) -> bool {
    let record = fs::read_to_string(results.join("run.json")).unwrap_or_default();
    serde_json::from_str::<serde_json::Value>(&record).is_ok_and(|record| record["draft"] == true)
}

fn said_of(drafts: [bool; 2]) -> Option<&'static str> {
    match drafts {
        [false, false] => None,
        [true, true] => Some("drafts (征求意见稿): both"),
        [true, false] => Some("drafts (征求意见稿): the earlier one"),
        [false, true] => Some("drafts (征求意见稿): the later one"),
    }
}

/// The comparison as a page, with as many findings as are held.
fn page(comparison: &Comparison, findings: &[FindingChange], [earlier, later]: [(&ResultsFolder, bool); 2]) -> Result<String, Failure> {
    let titles = earlier.0.census().titles().into_iter().chain(later.0.census().titles()).collect();
    let changes = html::changes(comparison, findings, &titles);
    let draft = |is_draft: bool| if is_draft { format!("，{DRAFT}") } else { String::new() };
    let run = |heading: &Heading| format!("监测时间点{}，标准{}", heading.checkpoint, heading.standard);
    let total = changes.len() as u64 + comparison.findings.total() - findings.len() as u64;
    let (before, after) = (run(&comparison.before) + &draft(earlier.1), run(&comparison.after) + &draft(later.1));
    let runs = html::Comparison { title: "两次普查结果对比", before: &before, after: &after, changes: &changes, total, edition: Edition::default() };
    Ok(html::comparison(&runs).map_err(gov_site_report::DocumentError::from)?)
}

/// The file must not be one of those that are read.
fn refuse_results(file: &Path, folders: [&Path; 2]) -> Result<(), Failure> {
    let Ok(file) = file.canonicalize() else { return Ok(()) };
    let results = folders.iter().flat_map(|folder| RESULTS.map(|name| folder.join(name)));
    match results.filter_map(|path| path.canonicalize().ok()).find(|path| *path == file) {
        Some(path) => Err(Failure::input_text(format!("{}: the file is one of the results to be compared; choose another name", path.display()))),
        None => Ok(()),
    }
}

fn writer(path: &Path, comparison: &Comparison) -> Result<ComparisonWriter<BufWriter<File>>, Failure> {
    let file = File::create(path).map_err(|error| Failure::at(path, error))?;
    Ok(ComparisonWriter::new(BufWriter::new(file), comparison, Edition::default())?)
}
