//! From arguments to everything that judging needs.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::Path,
};

use gov_site_compliance::Standard;
use gov_site_report::plain;
use gov_site_tables::{Evidence, Folder, ReadReport, RejectSink, Setup, SetupError};

use crate::{args::Input, failure::Failure, progress::Line, screen::Screen};

/// Endings of workbooks that are not read as they are.
const BOOKS: &[&str] = &["xls", "xlsm", "xlsb", "et", "ett"];

/// A census folder with what it is judged by.
pub struct Opened {
    pub folder: Folder,
    pub setup: Setup,
}

impl Opened {
    /// Opens the folder and resolves standard and dates.
    pub fn of(input: &Input) -> Result<Opened, Failure> {
        let folder = Folder::open(&input.dir)?;
        let setup = Setup::of_folder(&folder, input.standard.as_deref(), input.checkpoint).map_err(with_remedy)?;
        Ok(Opened { folder, setup })
    }

    /// Tables that `complete` names and whose file is absent: the declaration has no effect until the file exists.
    pub fn declared_without_file(&self) -> Vec<&str> {
        let declared: BTreeSet<_> = self.folder.settings().complete.iter().map(String::as_str).collect();
        declared.into_iter().filter(|table| !self.folder.has(table)).collect()
    }

    /// Reads all tables.
    pub fn read(&self, sink: &mut dyn RejectSink, line: &Line) -> Result<Evidence, Failure> {
        Ok(self.folder.read(&self.setup.standard, &self.setup.plan, sink, &mut |progress| line.reading(&progress))?)
    }
}

/// A standard by name, or a file that may extend one.
pub fn load_standard(name: &str) -> Result<Standard, Failure> {
    Setup::load_standard(name).map_err(with_remedy)
}

/// What the command line can do about it.
fn with_remedy(error: SetupError) -> Failure {
    match error {
        SetupError::NoStandard { path } => {
            Failure::input_text(format!("{}: `standard` is missing; add standard = \"zibo-2017\", or pass --standard", path.display()))
        }
        SetupError::NoCheckpoint { path } => {
            let today = chrono::Utc::now().date_naive();
            let remedy = format!("add checkpoint = {today} (or the day you mean), or pass --checkpoint");
            Failure::input_text(format!("{}: `checkpoint` is missing; {remedy}", path.display()))
        }
        other => Failure::input(other),
    }
}

/// Lines on what was found in the folder and has no effect: headings, files, declarations.
pub fn remarks_on_input(screen: &mut Screen, opened: &Opened, report: &ReadReport) -> io::Result<()> {
    dropped_headings(screen, report)?;
    for file in &report.unknown_files {
        let is_book = Path::new(file).extension().is_some_and(|ending| BOOKS.iter().any(|book| ending.eq_ignore_ascii_case(book)));
        let remedy = if is_book { "; if it holds tables, open it in Excel or WPS and save it as .xlsx" } else { "" };
        let file = plain(file);
        writeln!(screen, "ignored: {file} is no table of a census{remedy}")?;
    }
    for sheet in &report.skipped_sheets {
        writeln!(screen, "ignored: {}[{}] is not read: {}", plain(&sheet.file), plain(&sheet.sheet), sheet.reason.text())?;
    }
    for (table, row) in report.tables.iter().flat_map(|table| table.rows_above.iter().map(move |row| (table, row))) {
        let place = plain(&table.file);
        writeln!(
            screen,
            "ignored: {place} row {row} stands above the headings and looks like data; move it below them, or begin it with 例 if it is an example"
        )?;
    }
    let tables = opened.declared_without_file();
    if !tables.is_empty() {
        let files: Vec<_> = tables.iter().map(|table| format!("{table}.csv")).collect();
        let remedy = "a file with only its headings says that there is nothing";
        writeln!(screen, "no effect: `complete` in census.toml declares {}, but there is no {}; {remedy}", tables.join(", "), files.join(", "))?;
    }
    Ok(())
}

/// Lines on headings that have no effect.
pub fn dropped_headings(screen: &mut Screen, report: &ReadReport) -> io::Result<()> {
    report.dropped_headings.iter().try_for_each(|dropped| writeln!(screen, "dropped: {}", dropped_heading(dropped)))
}

/// A file's heading that has no effect, and what to do.
pub fn dropped_heading((file, heading): &(String, String)) -> String {
    format!("{} has a heading that no table knows: {} (map it under [headings] in census.toml)", plain(file), plain(heading))
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
