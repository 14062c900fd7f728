//! The rows of one sheet, streamed.

use std::{collections::BTreeSet, sync::Arc};

use gov_site_compliance::Table;

use super::{
    COLUMNS, HEADING_ROWS, SheetCell, Workbook, cells, next_cell, place,
    value::{held, is_filled},
};
use crate::{
    FolderError, ForeignHeadings, TableReport,
    headings::{HeadingLine, Headings, example, nameless},
    held::Held,
    record::{Carried, Record},
    rows::{Row, Take},
};

/// An open sheet of a table.
pub(crate) struct SheetRows {
    table: &'static Table,
    workbook: Arc<Workbook>,
    sheet: String,
    /// Workbook and sheet.
    file: String,
    heading_row: u32,
    rows_above: Vec<u32>,
    headings: Headings,
    /// Whether each column has a heading, if only one that nobody knows.
    named: Vec<bool>,
    /// Columns without a heading in which something stands.
    nameless: BTreeSet<u32>,
    /// Rows that the sheet states, its share of the file's bytes, and how many of them are read.
    rows: u64,
    share: u64,
    bytes: u64,
}

impl SheetRows {
    /// Looks for the headings of a sheet whose rows are `share` bytes of the workbook.
    pub(crate) fn open(table: &'static Table, workbook: Arc<Workbook>, sheet: &str, share: u64, foreign: &ForeignHeadings) -> Result<SheetRows, FolderError> {
        let file = place(workbook.file(), sheet);
        let Some(found) = workbook.heading_row(sheet, table, foreign)? else {
            return Err(FolderError::SheetWithoutHeadings { file, rows: HEADING_ROWS, example: example(table) });
        };
        let texts: Vec<&str> = found.texts.iter().map(String::as_str).collect();
        let mut headings = HeadingLine { table, file: &file, line: found.row.into(), foreign }.read(&texts)?;
        let named: Vec<bool> = texts.iter().map(|text| !text.trim().is_empty()).collect();
        // A sheet has columns without end: only those in which something stands are told.
        let unnamed: BTreeSet<String> = named.iter().enumerate().filter(|(_, named)| !**named).map(|(column, _)| nameless(column)).collect();
        headings.dropped.retain(|name| !unnamed.contains(name));
        let (rows, _) = workbook.stated(sheet)?;
        Ok(SheetRows {
            table,
            workbook,
            sheet: sheet.into(),
            file,
            heading_row: found.row,
            rows_above: found.rows_above,
            headings,
            named,
            nameless: BTreeSet::new(),
            rows,
            share,
            bytes: 0,
        })
    }

    /// Hands out all rows below the headings.
    pub(crate) fn each(&mut self, take: &mut Take<'_>) -> Result<(), FolderError> {
        let workbook = Arc::clone(&self.workbook);
        let mut book = workbook.book();
        let mut cells = cells(&mut book, &self.sheet).map_err(|broken| workbook.failed(&self.sheet, broken))?;
        let mut under_way = SheetRow::new(self.table, self.heading_row);
        while let Some(cell) = next_cell(&mut cells).map_err(|broken| workbook.failed(&self.sheet, broken))? {
            if cell.row < self.heading_row {
                continue;
            }
            if under_way.row != cell.row + 1 {
                self.hand_out(&mut under_way, cell.row + 1, take)?;
            }
            self.put(&mut under_way, cell);
        }
        self.hand_out(&mut under_way, 0, take)?;
        self.bytes = self.share;
        Ok(())
    }

    fn put<'a>(&mut self, under_way: &mut SheetRow<'a>, cell: SheetCell<'a>) {
        let column = cell.column;
        let field = self.headings.fields.get(column as usize).copied().flatten();
        match field {
            Some(field) => under_way.cells[field] = held(cell, self.table.fields[field].kind, self.workbook.epoch),
            None if column < COLUMNS && !self.named.get(column as usize).is_some_and(|named| *named) && is_filled(&cell.value) => {
                self.nameless.insert(column);
            }
            None => {}
        }
    }

    /// Hands out the row under way and begins another one. Rows without any text are told when a row with text follows: below the
    /// last one a sheet has as many as one likes.
    fn hand_out(&mut self, under_way: &mut SheetRow<'_>, next: u32, take: &mut Take<'_>) -> Result<(), FolderError> {
        let record = Record { line: under_way.row.into(), cells: Carried::Cells(under_way.cells.iter().map(Held::cell).collect()), fault: None };
        if under_way.row > self.heading_row && !record.is_blank() {
            self.bytes = (u128::from(self.share) * u128::from(under_way.row) / u128::from(self.rows.max(under_way.row.into()))) as u64;
            for _ in under_way.last + 1..under_way.row {
                take(Row::Blank, self.bytes)?;
            }
            under_way.last = under_way.last.max(under_way.row);
            take(Row::Record(record), self.bytes)?;
        }
        under_way.row = next;
        under_way.cells.fill(Held::Empty);
        Ok(())
    }

    /// Workbook and sheet.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// How the sheet was read so far.
    pub(crate) fn report(&self) -> TableReport {
        TableReport {
            table: self.table.name,
            file: self.file.clone(),
            format: "xlsx",
            sheet: self.sheet.clone(),
            heading_row: self.heading_row.into(),
            rows_above: self.rows_above.iter().map(|row| u64::from(*row)).collect(),
            headings: self.headings.mapped.clone(),
            sha256: self.workbook.sha256.clone(),
            ..TableReport::default()
        }
    }

    /// Headings that nobody knows, and columns without one.
    pub(crate) fn dropped(&self) -> Vec<String> {
        let nameless = self.nameless.iter().map(|column| nameless(*column as usize));
        self.headings.dropped.iter().cloned().chain(nameless).collect()
    }

    /// Bytes of the workbook so far, by the share of its rows.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// The row that is being gathered.
struct SheetRow<'a> {
    /// As Excel counts it.
    row: u32,
    /// The last row that was handed out.
    last: u32,
    cells: Vec<Held<'a>>,
}

impl SheetRow<'_> {
    fn new(table: &Table, heading_row: u32) -> Self {
        SheetRow { row: heading_row, last: heading_row, cells: vec![Held::Empty; table.fields.len()] }
    }
}
