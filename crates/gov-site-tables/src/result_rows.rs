//! Rows of a table that a census wrote, streamed.

use std::{fs::File, path::Path};

use csv::{ReaderBuilder, StringRecord};

use crate::ResultsError;

/// One row; cells by the position of their name.
pub(crate) struct Record<'a> {
    cells: &'a StringRecord,
    positions: &'a [usize],
}

impl<'a> Record<'a> {
    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.positions.get(at).and_then(|position| self.cells.get(*position)).unwrap_or_default()
    }
}

/// Hands each row to `take`, which says what is wrong with it. Columns are found by their names, in whatever order; others may be there.
pub(crate) fn read(path: &Path, names: &[&str], take: &mut dyn FnMut(&Record<'_>) -> Result<(), String>) -> Result<(), ResultsError> {
    let file = File::open(path).map_err(|source| ResultsError::Io { path: path.into(), source })?;
    let mut reader = ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(file);
    let headings = reader.headers().map_err(|error| damaged(path, &error))?.clone();
    let mut positions = Vec::with_capacity(names.len());
    for name in names {
        let position = headings.iter().position(|heading| heading.trim_start_matches('\u{feff}') == *name);
        positions.push(position.ok_or_else(|| table(path, 1, format!("there is no column {name}")))?);
    }
    let mut cells = StringRecord::new();
    while reader.read_record(&mut cells).map_err(|error| damaged(path, &error))? {
        let line = cells.position().map_or(0, csv::Position::line);
        take(&Record { cells: &cells, positions: &positions }).map_err(|problem| table(path, line, problem))?;
    }
    Ok(())
}

fn table(path: &Path, line: u64, problem: String) -> ResultsError {
    ResultsError::Table { path: path.into(), line, problem }
}

fn damaged(path: &Path, error: &csv::Error) -> ResultsError {
    let line = error.position().map_or(1, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Io(source) => ResultsError::Io { path: path.into(), source: std::io::Error::new(source.kind(), source.to_string()) },
        csv::ErrorKind::Utf8 { .. } => table(path, line, "this is no UTF-8".to_owned()),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => table(path, line, format!("{len} cells in the place of {expected_len}")),
        _ => table(path, line, "this is no row of a table".to_owned()),
    }
}
