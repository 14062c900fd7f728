//! From arguments to everything that judging needs.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    path::Path,
};

use gov_site_compliance::{
    Calendar, Plan, Standard,
    census::{Header, UpcomingCheck},
    facts::Setting,
    standard::Library,
};
use gov_site_tables::{Evidence, Folder, ReadReport, RejectSink};

use crate::{args::Input, failure::Failure, progress::Line, screen::Screen};

/// A census folder with its standard, plan and calendar.
pub struct Setup {
    pub folder: Folder,
    pub standard: Standard,
    pub plan: Plan,
    pub calendar: Calendar,
    pub header: Header,
}

impl Setup {
    /// Opens the folder and resolves standard and dates.
    pub fn open(input: &Input) -> Result<Setup, Failure> {
        let folder = Folder::open(&input.dir)?;
        let standard = standard_of(input, &folder)?;
        let header = header(input, &folder)?;
        let setting = Setting { checkpoint: header.checkpoint, visits_until: header.visits_until, period_from: header.period_from };
        let plan = Plan::compile(&[&standard], setting)?;
        Ok(Setup { folder, standard, plan, calendar: Calendar::embedded(), header })
    }

    /// Tables that `complete` names and whose file is absent: the declaration has no effect until the file exists.
    pub fn declared_without_file(&self) -> Vec<&str> {
        let declared: BTreeSet<_> = self.folder.settings().complete.iter().map(String::as_str).collect();
        declared.into_iter().filter(|table| !self.folder.has(table)).collect()
    }

    /// Reads all tables.
    pub fn read(&self, sink: &mut dyn RejectSink, line: &Line) -> Result<Evidence, Failure> {
        Ok(self.folder.read(&self.standard, &self.plan, sink, &mut |progress| line.reading(&progress))?)
    }
}

/// Lines on what was found in the folder and has no effect: headings, files, declarations.
pub fn remarks_on_input(screen: &mut Screen, setup: &Setup, report: &ReadReport) -> io::Result<()> {
    for (file, heading) in &report.dropped_headings {
        writeln!(screen, "dropped: {file} has a heading that no table knows: {heading} (map it under [headings] in census.toml)")?;
    }
    for file in &report.unknown_files {
        writeln!(screen, "ignored: {file} is no table of a census")?;
    }
    let tables = setup.declared_without_file();
    if !tables.is_empty() {
        let files: Vec<_> = tables.iter().map(|table| format!("{table}.csv")).collect();
        let remedy = "a file with only its headings says that there is nothing";
        writeln!(screen, "no effect: `complete` in census.toml declares {}, but there is no {}; {remedy}", tables.join(", "), files.join(", "))?;
    }
    Ok(())
}

/// Refuses rejected rows when asked to.
pub fn refuse_rejects(input: &Input, evidence: &Evidence, where_to_look: &str) -> Result<(), Failure> {
    let rejected = evidence.report.rejected();
    if !input.strict || rejected == 0 {
        return Ok(());
    }
    let tables: Vec<_> = evidence.report.rejected_by_table().iter().map(|(table, rows)| format!("{table} {rows}")).collect();
    Err(Failure::strict(format!("--strict: {rejected} rows were rejected ({}), nothing was judged; see {where_to_look}", tables.join(", "))))
}

fn standard_of(input: &Input, folder: &Folder) -> Result<Standard, Failure> {
    if let Some(name) = &input.standard {
        return load_standard(name);
    }
    let path = input.dir.join("census.toml");
    let Some(name) = &folder.settings().standard else {
        return Err(Failure::input_text(format!("{}: `standard` is missing; add standard = \"zibo-2017\", or pass --standard", path.display())));
    };
    let beside = input.dir.join(name);
    let found = if name.ends_with(".toml") && beside.is_file() { load_standard(&beside.to_string_lossy()) } else { load_standard(name) };
    found.map_err(|failure| failure.within(&format!("{}: `standard`", path.display())))
}

/// A standard by name, or a file that may extend one.
pub fn load_standard(name: &str) -> Result<Standard, Failure> {
    let mut library = Library::embedded();
    let path = Path::new(name);
    if !name.ends_with(".toml") && !path.is_file() {
        return Ok(library.resolve(name)?);
    }
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::input_text(format!("{name}: {error}; give a standard's name (`standard list`) or a readable UTF-8 file")))?;
    let id = library.add(&file_name(path), &text)?;
    Ok(library.resolve(&id)?)
}

/// The file's own name: the folder it lies in must not show in results.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.to_string_lossy().into_owned(), |name| name.to_string_lossy().into_owned())
}

fn header(input: &Input, folder: &Folder) -> Result<Header, Failure> {
    let settings = folder.settings();
    let Some(checkpoint) = input.checkpoint.or(settings.checkpoint) else {
        let today = chrono::Utc::now().date_naive();
        let text = format!(
            "{}: `checkpoint` is missing; add checkpoint = {today} (or the day you mean), or pass --checkpoint",
            input.dir.join("census.toml").display()
        );
        return Err(Failure::input_text(text));
    };
    let visits_until = settings.visits_until.filter(|until| input.checkpoint.is_none() || *until <= checkpoint).unwrap_or(checkpoint);
    Ok(Header {
        title: settings.title.clone(),
        issuer: settings.issuer.clone(),
        document_no: settings.document_no.clone(),
        period_from: settings.period.map_or(Header::NO_PERIOD, |period| period.from),
        period_to: settings.period.map(|period| period.to),
        checkpoint,
        visits_until,
        reconstruction: settings.reconstruction,
        name_best: settings.name_best,
        upcoming_checks: settings.upcoming_checks.iter().map(|check| UpcomingCheck { name: check.name.clone(), on: check.on }).collect(),
    })
}
