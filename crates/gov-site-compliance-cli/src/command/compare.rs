//! Says what changed between the results of two censuses.

use std::{
    collections::BTreeMap,
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
        let runs = [Run { dir: &args.before, results: &before, is_draft: drafts[0] }, Run { dir: &args.after, results: &after, is_draft: drafts[1] }];
        fs::write(path, page(&comparison, &shown, runs)?).map_err(|error| Failure::at(path, error))?;
    }
    if args.json {
        return Ok(writeln!(screen, "{}", serde_json::to_string_pretty(&Whole { comparison: &comparison, finding_changes: &shown })?)?);
    }
    writeln!(screen, "{} → {}", args.before.display(), args.after.display())?;
    if let Some(which) = reconstructed([&before, &after]) {
        writeln!(screen, "! {which}")?;
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

/// One of the two whose results are compared.
#[derive(Clone, Copy)]
struct Run<'a> {
    dir: &'a Path,
    results: &'a ResultsFolder,
    is_draft: bool,
}

impl Run<'_> {
    /// 《某市普查》，监测时间点2017-11-29，标准zibo-2017@1 and what else has to be known, with the folder.
    fn shown(&self, heading: &Heading) -> String {
        let title = if heading.title.is_empty() { String::new() } else { format!("《{}》，", heading.title) };
        let reconstruction = if self.results.census().reconstruction { "，重建示例" } else { "" };
        let draft = if self.is_draft { format!("，{DRAFT}") } else { String::new() };
        format!("{title}监测时间点{}，标准{}{reconstruction}{draft}（{}）", heading.checkpoint, heading.standard, self.dir.display())
    }
}

/// The comparison as a page, with as many findings as are held.
fn page(comparison: &Comparison, findings: &[FindingChange], runs: [Run<'_>; 2]) -> Result<String, Failure> {
    let titles = runs.iter().flat_map(|run| run.results.census().titles()).collect();
    let mut changes = html::changes(comparison, findings, &titles);
    name_sites(&mut changes, runs.map(|run| run.results));
    let total = changes.len() as u64 + comparison.findings.total() - findings.len() as u64;
    let (before, after) = (runs[0].shown(&comparison.before), runs[1].shown(&comparison.after));
    let runs = html::Comparison { title: "两次普查结果对比", before: &before, after: &after, changes: &changes, total, edition: Edition::default() };
    Ok(html::comparison(&runs).map_err(gov_site_report::DocumentError::from)?)
}

/// Gives each change the name of its site, as the later results have it.
fn name_sites(changes: &mut [html::Change], runs: [&ResultsFolder; 2]) {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for results in runs {
        let census = results.census();
        names.extend(census.verdicts.iter().map(|site| (site.site_code.as_str(), site.site_name.as_str())));
        names.extend(census.excluded.iter().map(|site| (site.site_code.as_str(), site.site_name.as_str())));
    }
    for change in changes.iter_mut().filter(|change| change.site_name.is_empty()) {
        change.site_name = names.get(change.site_code.as_str()).copied().unwrap_or_default().to_owned();
    }
}

/// What of the two is no record of real sites.
fn reconstructed(runs: [&ResultsFolder; 2]) -> Option<&'static str> {
    match runs.map(|results| results.census().reconstruction) {
        [false, false] => None,
        [true, true] => Some("重建示例 reconstruction: both"),
        [true, false] => Some("重建示例 reconstruction: the earlier one"),
        [false, true] => Some("重建示例 reconstruction: the later one"),
    }
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
