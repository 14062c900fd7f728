//! Typed rows out of a batch, by the one reader of the core.

use gov_site_compliance::{
    Place, Reject, Table,
    ingest::{Cell, Checked, read_cells},
};

use crate::cells::{Column, Value};

/// Fields of a row that fit on the stack: as many as most tables have.
const FEW: usize = 20;

/// The rows of a batch, from [`crate::Fields::bind`].
#[derive(Debug)]
pub struct BatchRows<'a> {
    table: &'static Table,
    len: usize,
    /// By field of the table.
    columns: Vec<Option<Column<'a>>>,
}

impl<'a> BatchRows<'a> {
    pub(crate) fn new(table: &'static Table, len: usize, columns: Vec<Option<Column<'a>>>) -> BatchRows<'a> {
        BatchRows { table, len, columns }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The cell of a row at a field of the table; empty for a null, a field without a column, and a row that is not there.
    pub fn cell(&self, row: usize, field: usize) -> Value<'a> {
        match self.columns.get(field) {
            Some(Some(column)) if row < self.len => column.value(row),
            _ => Value::Cell(Cell::Empty),
        }
    }

    /// The cells of a row as texts, by field of the table: what CSV would hold.
    pub fn texts(&self, row: usize) -> Vec<Option<String>> {
        (0..self.columns.len()).map(|field| self.cell(row, field).cell().text().map(|text| text.into_owned())).collect()
    }

    /// Whether no known field of a row is filled.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.columns.len()).all(|field| self.cell(row, field).cell().text().is_none())
    }

    /// Reads a row; `place` is where it stands in its file, or in the stream of batches. A row of another table than the one
    /// that the fields were matched with has only empty cells.
    ///
    /// # Errors
    /// The reject that the same row in CSV would be.
    pub fn read<R: Checked>(&self, row: usize, place: &Place) -> Result<R, Box<Reject>> {
        if R::TABLE.name != self.table.name || row >= self.len {
            return read_cells(&[], place).map_err(Box::new);
        }
        // A row of the usual width needs no memory of its own.
        let (mut few, mut many) = ([Cell::Empty; FEW], Vec::new());
        let cells = match few.get_mut(..self.columns.len()) {
            Some(few) => few,
            None => {
                many.resize(self.columns.len(), Cell::Empty);
                &mut many[..]
            }
        };
        let mut written = Vec::new();
        for ((field, cell), column) in cells.iter_mut().enumerate().zip(&self.columns) {
            let Some(column) = column else { continue };
            match column.value(row) {
                Value::Cell(found) => *cell = found,
                Value::Written(text) => written.push((field, text)),
            }
        }
        written.iter().for_each(|(field, text)| cells[*field] = Cell::Text(text));
        read_cells(cells, place).map_err(Box::new)
    }
}
