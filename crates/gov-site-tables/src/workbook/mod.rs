//! Workbooks of Excel: their sheets, and the rows of a sheet as they stream by.

mod broken;
mod budget;
mod measure;
mod serial;
mod sheet_rows;
mod value;

use std::{
    fmt,
    fs::File,
    io::{BufReader, Seek},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader};
use gov_site_compliance::Table;

pub(crate) use self::{broken::Broken, sheet_rows::SheetRows};
use self::{measure::measure, serial::Epoch, value::heading};
use crate::{
    FolderError, ForeignHeadings, SkipReason,
    digested::Digested,
    headings::{field_of, known},
    quiet::quietly,
};

/// Rows in which headings are looked for.
const HEADING_ROWS: u32 = 20;
/// Rows that a sheet can have.
const ROWS: u32 = 1 << 20;
/// Columns that are looked at.
const COLUMNS: u32 = 1_000;

type Book = Xlsx<BufReader<File>>;
type Cells<'a> = XlsxCellReader<'a, BufReader<File>>;

/// An open workbook. Its shared strings are in memory as long as it is open, its sheets never.
pub(crate) struct Workbook {
    file: String,
    bytes: u64,
    sha256: String,
    epoch: Epoch,
    /// Name of each sheet, and why it is not read.
    sheets: Vec<(String, Option<SkipReason>)>,
    book: Mutex<Book>,
}

/// The row of a sheet in which the headings stand.
#[derive(Clone, Debug)]
pub(crate) struct HeadingRow {
    /// As Excel counts it.
    pub row: u32,
    pub texts: Vec<String>,
    /// How many fields of the table they stand for, and whether each compulsory one is among them.
    pub known: (usize, bool),
    /// Rows above, as Excel counts them, that have text under every compulsory heading and are no example.
    pub rows_above: Vec<u32>,
}

impl Workbook {
    /// Opens a workbook; every part of it is measured before.
    pub(crate) fn open(path: &Path, file: &str) -> Result<Workbook, FolderError> {
        let io = |error| FolderError::io(file, error);
        let mut opened = File::open(path).map_err(io)?;
        let mut digested = Digested::new(&mut opened);
        std::io::copy(&mut digested, &mut std::io::sink()).map_err(io)?;
        let (bytes, sha256) = (digested.count(), digested.sha256());
        opened.rewind().map_err(io)?;
        Workbook::read(opened).map_err(|broken| broken.within(file)).map(|(book, epoch)| {
            let sheets = book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), skipped(sheet.visible, sheet.typ))).collect();
            Workbook { file: file.into(), bytes, sha256, epoch, sheets, book: Mutex::new(book) }
        })
    }

    fn read(mut file: File) -> Result<(Book, Epoch), Broken> {
        let measured = quietly(|| measure(&mut file)).unwrap_or_else(|| Err(Broken::contradiction()))?;
        file.rewind()?;
        let book = quietly(|| Xlsx::new(BufReader::new(file))).ok_or_else(Broken::contradiction)??;
        Ok((book, if measured.is_1904 { Epoch::Of1904 } else { Epoch::Of1900 }))
    }

    /// Name of the file.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Bytes of the file.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Names of the sheets, and why a sheet is not read.
    pub(crate) fn sheets(&self) -> &[(String, Option<SkipReason>)] {
        &self.sheets
    }

    /// Names of the sheets that are read if they hold a table.
    pub(crate) fn readable(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().filter(|(_, skipped)| skipped.is_none()).map(|(name, _)| name.as_str())
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        // A reader that failed in another thread leaves nothing half done: each begins at the first cell.
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, sheet: &str, broken: Broken) -> FolderError {
        broken.within(&place(&self.file, sheet))
    }

    /// Rows and cells that a sheet states to have; only progress believes it.
    pub(crate) fn stated(&self, sheet: &str) -> Result<(u64, u64), FolderError> {
        let mut book = self.book();
        let cells = cells(&mut book, sheet).map_err(|broken| self.failed(sheet, broken))?;
        let end = cells.dimensions().end;
        let rows = u64::from(end.0) + 1;
        Ok((rows, rows * (u64::from(end.1) + 1)))
    }

    /// The first row with all compulsory headings of a table, or the one with the most headings that the table knows.
    pub(crate) fn heading_row(&self, sheet: &str, table: &Table, foreign: &ForeignHeadings) -> Result<Option<HeadingRow>, FolderError> {
        let rows = self.first_rows(sheet).map_err(|broken| self.failed(sheet, broken))?;
        let mut best: Option<HeadingRow> = None;
        for (row, texts) in &rows {
            let (row, texts) = (*row, texts.clone());
            let found = known(table, foreign, &texts.iter().map(String::as_str).collect::<Vec<_>>());
            if best.as_ref().is_none_or(|best| found.1 || found.0 > best.known.0) && found.0 > 0 {
                best = Some(HeadingRow { row: row + 1, texts, known: found, rows_above: Vec::new() });
            }
            if found.1 {
                break;
            }
        }
        if let Some(best) = best.as_mut().filter(|best| best.known.1) {
            best.rows_above = data_above(&rows, best, table, foreign);
        }
        Ok(best)
    }

    fn first_rows(&self, sheet: &str) -> Result<Vec<(u32, Vec<String>)>, Broken> {
        let mut book = self.book();
        let mut cells = cells(&mut book, sheet)?;
        let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
        while let Some(SheetCell { row, column, value, .. }) = next_cell(&mut cells)? {
            if row >= HEADING_ROWS {
                break;
            }
            if column >= COLUMNS {
                continue;
            }
            if rows.last().is_none_or(|(last, _)| *last != row) {
                rows.push((row, Vec::new()));
            }
            let Some((_, texts)) = rows.last_mut() else { continue };
            texts.resize(texts.len().max(column as usize + 1), String::new());
            texts[column as usize] = heading(&value);
        }
        Ok(rows)
    }
}

impl fmt::Debug for Workbook {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Workbook").field("file", &self.file).field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

/// Rows above the headings that somebody may have filled in, such as one typed over the example of a template.
fn data_above(rows: &[(u32, Vec<String>)], headings: &HeadingRow, table: &Table, foreign: &ForeignHeadings) -> Vec<u32> {
    let fields = headings.texts.iter().map(|text| field_of(table, foreign, text));
    let compulsory: Vec<usize> =
        fields.enumerate().filter(|(_, field)| field.is_some_and(|at| table.fields[at].compulsory)).map(|(column, _)| column).collect();
    let text = |texts: &[String], column: usize| texts.get(column).map_or(String::new(), |text| text.trim().to_owned());
    let above = rows.iter().take_while(|(row, _)| row + 1 < headings.row);
    let filled = above.filter(|(_, texts)| {
        let cells: Vec<String> = compulsory.iter().map(|column| text(texts, *column)).collect();
        let is_title = texts.iter().filter(|text| !text.trim().is_empty()).count() < 2 || cells.first().is_some_and(|cell| cell.contains([':', '：']));
        cells.iter().all(|cell| !cell.is_empty()) && !is_title && !cells.iter().any(|cell| cell.starts_with('例'))
    });
    filled.map(|(row, _)| row + 1).collect()
}

/// How places and reports name a sheet.
pub(crate) fn place(file: &str, sheet: &str) -> String {
    format!("{file}[{sheet}]")
}

fn skipped(visible: SheetVisible, kind: SheetType) -> Option<SkipReason> {
    match (visible, kind) {
        (_, kind) if kind != SheetType::WorkSheet => Some(SkipReason::NoCells),
        (SheetVisible::Hidden, _) => Some(SkipReason::Hidden),
        (SheetVisible::VeryHidden, _) => Some(SkipReason::VeryHidden),
        (SheetVisible::Visible, _) => None,
    }
}

fn cells<'a>(book: &'a mut Book, sheet: &str) -> Result<Cells<'a>, Broken> {
    quietly(|| book.worksheet_cells_reader(sheet).map_err(Broken::from)).unwrap_or_else(|| Err(Broken::contradiction()))
}

/// A cell of a sheet.
struct SheetCell<'a> {
    /// Row and column, both counted from 0.
    row: u32,
    column: u32,
    /// Its value; of a formula the result that was stored with it.
    value: DataRef<'a>,
    /// Whether it is a formula of which no result was stored.
    uncalculated: bool,
}

fn next_cell<'a>(cells: &mut Cells<'a>) -> Result<Option<SheetCell<'a>>, Broken> {
    let next = quietly(|| cells.next_cell_with_formula_metadata()).ok_or_else(Broken::contradiction)?;
    let Some(cell) = next? else { return Ok(None) };
    let (row, column) = cell.pos;
    if row >= ROWS {
        return Err(Broken::damaged("it has a row beyond the last one of a sheet".into()));
    }
    let uncalculated = cell.formula.is_some() && cell.value == DataRef::Empty;
    Ok(Some(SheetCell { row, column, value: cell.value, uncalculated }))
}
