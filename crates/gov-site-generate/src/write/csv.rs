//! Tables in CSV.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

use gov_site_compliance::{Day, Moment};

use crate::{
    GenerateError, Progress,
    bulk::{AllVisits, URLS, Updates},
    sheet::{Cell, Sheet},
    site::CHECKPOINT,
};

/// Plain rows that are made and written at a time.
const BLOCK: u64 = 1 << 16;

/// A CSV file under way.
pub(crate) struct CsvTable {
    path: PathBuf,
    out: BufWriter<File>,
    fields: usize,
}

impl CsvTable {
    pub(crate) fn open(path: PathBuf, sheet: &Sheet) -> Result<CsvTable, GenerateError> {
        let headings: Vec<&str> = sheet.fields.iter().map(|(name, _)| *name).collect();
        CsvTable::with_headings(path, &headings)
    }

    pub(crate) fn with_headings(path: PathBuf, headings: &[&str]) -> Result<CsvTable, GenerateError> {
        let file = File::create(&path).map_err(GenerateError::io(&path))?;
        let mut table = CsvTable { path, out: BufWriter::with_capacity(1 << 18, file), fields: headings.len() };
        table.write(format!("{}\n", headings.join(",")).as_bytes())?;
        Ok(table)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), GenerateError> {
        self.out.write_all(bytes).map_err(GenerateError::io(&self.path))
    }

    pub(crate) fn row(&mut self, cells: &[Cell]) -> Result<(), GenerateError> {
        let texts: Vec<String> = cells.iter().map(text).collect();
        self.write(format!("{}\n", texts.join(",")).as_bytes())
    }

    pub(crate) fn finish(mut self) -> Result<(), GenerateError> {
        self.out.flush().map_err(GenerateError::io(&self.path))
    }

    /// Commas for the fields that plain rows leave empty.
    fn padding(&self, filled: usize) -> String {
        format!("{}\n", ",".repeat(self.fields - filled))
    }
}

/// No text here holds a comma, a quote or a line break.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.to_string(),
        Cell::Integer(number) => number.to_string(),
        Cell::Day(day) => Day(*day).to_string(),
        Cell::Moment(moment) => Moment(*moment).to_string(),
        Cell::Bool(yes) => yes.to_string(),
    }
}

/// Plain updates, then the end of the file.
pub(super) fn updates(mut table: CsvTable, updates: &Updates, progress: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
    let days: Vec<String> = (Day::FIRST.0..=CHECKPOINT).map(|day| Day(day).to_string()).collect();
    let urls: Vec<String> = (0..URLS).map(item_url).collect();
    let padding = table.padding(3);
    let mut id = (usize::MAX, String::new());
    let mut block = Vec::new();
    for first in (0..updates.rows()).step_by(BLOCK as usize) {
        let last = (first + BLOCK).min(updates.rows());
        updates.each(first..last, |update| {
            if id.0 != update.column {
                id = (update.column, updates.text(update.column));
            }
            let day = &days[(update.published_on - Day::FIRST.0) as usize];
            for part in [id.1.as_str(), ",", &urls[update.url], ",", day, &padding] {
                block.extend_from_slice(part.as_bytes());
            }
        });
        table.write(&block)?;
        block.clear();
        progress(Progress { table: "updates", done: last, of: updates.rows() });
    }
    table.finish()
}

/// Plain visits, then the end of the file.
pub(super) fn visits(mut table: CsvTable, visits: &AllVisits, progress: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
    let padding = table.padding(6);
    let mut failed = Ok(());
    for first in (0..visits.rows()).step_by(BLOCK as usize) {
        let last = (first + BLOCK).min(visits.rows());
        let mut block = Vec::new();
        visits.each(first..last, |visit| {
            let status = visit.status.map_or_else(String::new, |status| status.to_string());
            let (code, at, failure) = (visits.code(visit.site), Moment(visit.moment()), visit.failure.unwrap_or_default());
            let done = write!(block, "{code},{at},{},{failure},{status},{}{padding}", visit.vantage, visit.duration_ms);
            failed = std::mem::replace(&mut failed, Ok(())).and(done);
        });
        table.write(&block)?;
        progress(Progress { table: "visits", done: last, of: visits.rows() });
    }
    failed.map_err(GenerateError::io(&table.path))?;
    table.finish()
}

/// Address of an item.
pub(super) fn item_url(number: usize) -> String {
    format!("/a.html?{number}")
}
