//! Files of the folder: tables in one of the formats, cell by cell for small tables, row by row on demand for updates and visits.

mod csv;
#[cfg_attr(not(feature = "parquet"), path = "without_parquet.rs")]
mod parquet;

use std::path::PathBuf;

pub(crate) use csv::CsvTable;
use parquet::ParquetTable;

use crate::{
    GenerateError, Progress,
    bulk::{AllVisits, Held, Updates},
    options::{Format, Options},
    sheet::{Cell, ODD_UPDATES, ODD_VISITS, Sheet, UPDATES, VISITS},
};

/// Where and how tables are written.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub dir: PathBuf,
    pub options: Options,
}

/// An open table.
pub(crate) enum Table {
    Csv(CsvTable),
    Parquet(ParquetTable),
}

impl Table {
    /// Opens the file of a table.
    pub(crate) fn open(target: &Target, sheet: &'static Sheet) -> Result<Table, GenerateError> {
        let path = |ending| target.dir.join(format!("{}.{ending}", sheet.table));
        match target.options.format {
            Format::Csv => CsvTable::open(path("csv"), sheet).map(Table::Csv),
            Format::Parquet => ParquetTable::open(path("parquet"), sheet, target.options.ids).map(Table::Parquet),
        }
    }

    pub(crate) fn rows(&mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<(), GenerateError> {
        rows.into_iter().try_for_each(|cells| match self {
            Table::Csv(table) => table.row(&cells),
            Table::Parquet(table) => table.row(cells),
        })
    }

    pub(crate) fn finish(self) -> Result<(), GenerateError> {
        match self {
            Table::Csv(table) => table.finish(),
            Table::Parquet(table) => table.finish(),
        }
    }
}

/// Updates or visits: odd rows come while sites are planned, plain ones at the end. In CSV the odd rows stand first in the one file;
/// in Parquet they are `part-1`, which has more fields and text for dates, and the plain ones `part-0`.
pub(crate) struct Streamed {
    files: Files,
    held: Held,
}

enum Files {
    Csv(CsvTable),
    Parquet { plain: PathBuf, odd: Option<ParquetTable> },
}

impl Streamed {
    fn open(target: &Target, plain: &'static Sheet, odd: &'static Sheet, salt: u64) -> Result<Streamed, GenerateError> {
        let has_odd = target.options.has_anomalies();
        let files = match target.options.format {
            Format::Csv => Files::Csv(CsvTable::open(target.dir.join(format!("{}.csv", plain.table)), if has_odd { odd } else { plain })?),
            Format::Parquet => {
                let dir = target.dir.join(plain.table);
                std::fs::create_dir(&dir).map_err(GenerateError::io(&dir))?;
                let odd = has_odd.then(|| ParquetTable::open(dir.join("part-1.parquet"), odd, target.options.ids)).transpose()?;
                Files::Parquet { plain: dir.join("part-0.parquet"), odd }
            }
        };
        Ok(Streamed { files, held: Held::new(&target.options, salt) })
    }

    /// Takes rows that plain ones cannot hold.
    pub(crate) fn odd(&mut self, rows: Vec<Vec<Cell>>) -> Result<(), GenerateError> {
        self.held.push(rows);
        self.flush(false)
    }

    fn flush(&mut self, at_end: bool) -> Result<(), GenerateError> {
        for cells in self.held.take(at_end) {
            match &mut self.files {
                Files::Csv(table) => table.row(&cells)?,
                Files::Parquet { odd, .. } => odd.as_mut().map_or(Ok(()), |table| table.row(cells))?,
            }
        }
        Ok(())
    }

    /// Writes the plain updates and closes the files.
    pub(crate) fn updates(mut self, updates: &Updates, progress: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
        self.flush(true)?;
        match self.files {
            Files::Csv(table) => csv::updates(table, updates, progress),
            Files::Parquet { plain, odd } => {
                odd.map_or(Ok(()), ParquetTable::finish)?;
                parquet::updates(&plain, updates, progress)
            }
        }
    }

    /// Writes the plain visits and closes the files.
    pub(crate) fn visits(mut self, visits: &AllVisits, progress: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
        self.flush(true)?;
        match self.files {
            Files::Csv(table) => csv::visits(table, visits, progress),
            Files::Parquet { plain, odd } => {
                odd.map_or(Ok(()), ParquetTable::finish)?;
                parquet::visits(&plain, visits, progress)
            }
        }
    }
}

/// The two streamed tables.
pub(crate) fn streamed(target: &Target) -> Result<(Streamed, Streamed), GenerateError> {
    Ok((Streamed::open(target, &UPDATES, &ODD_UPDATES, 11)?, Streamed::open(target, &VISITS, &ODD_VISITS, 12)?))
}
