//! Rows of results by the names of their columns, whatever text type their writer has.

use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use gov_site_compliance::{Day, Kind, ingest::Cell, standard::Points};

use crate::{
    ArrowError,
    cells::{Column, Value},
    results::columns::Declared,
};

/// Batches of one table of results.
pub(super) struct Sheet<'a> {
    batches: Vec<Batch<'a>>,
}

struct Batch<'a> {
    /// In the order of the names asked for; `None` where every cell is null.
    columns: Vec<Option<Column<'a>>>,
    rows: usize,
}

/// One row; cells by the position of their name.
#[derive(Clone, Copy)]
pub(super) struct Row<'s, 'a> {
    batch: &'s Batch<'a>,
    row: usize,
}

impl<'a> Sheet<'a> {
    /// The columns of these names and types.
    pub(super) fn of(table: &'static str, wanted: &[Declared], batches: &'a [RecordBatch]) -> Result<Sheet<'a>, ArrowError> {
        let batches = batches.iter().map(|batch| {
            let columns = wanted.iter().map(|declared| column(table, declared, batch)).collect::<Result<_, _>>()?;
            Ok(Batch { columns, rows: batch.num_rows() })
        });
        Ok(Sheet { batches: batches.collect::<Result<_, ArrowError>>()? })
    }

    /// All rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_, 'a>> {
        self.batches.iter().flat_map(|batch| (0..batch.rows).map(move |row| Row { batch, row }))
    }
}

impl<'a> Row<'_, 'a> {
    fn cell(&self, column: usize) -> Cell<'a> {
        match self.batch.columns[column].as_ref().map(|column| column.value(self.row)) {
            Some(Value::Cell(cell)) => cell,
            _ => Cell::Empty,
        }
    }

    pub(super) fn text(&self, column: usize) -> Option<&'a str> {
        if let Cell::Text(text) = self.cell(column) { Some(text) } else { None }
    }

    pub(super) fn day(&self, column: usize) -> Option<Day> {
        if let Cell::Day(day) = self.cell(column) { Some(day) } else { None }
    }

    pub(super) fn number(&self, column: usize) -> Option<i64> {
        if let Cell::Integer(number) = self.cell(column) { Some(number) } else { None }
    }

    pub(super) fn points(&self, column: usize) -> Option<Points> {
        // The cell of a decimal is its whole number, of two places: hundredths.
        self.number(column).map(Points)
    }

    pub(super) fn flag(&self, column: usize) -> bool {
        self.cell(column) == Cell::Bool(true)
    }
}

fn column<'a>(table: &'static str, (field, kind, _): &Declared, batch: &'a RecordBatch) -> Result<Option<Column<'a>>, ArrowError> {
    let array = batch.column_by_name(field).ok_or_else(|| ArrowError::MissingField { table, fields: (*field).to_owned() })?;
    if !fits(kind, array.data_type()) {
        let (column, found) = ((*field).to_owned(), array.data_type().to_string());
        return Err(ArrowError::WrongType { table, field, column, found, accepted: accepted(kind) });
    }
    Ok(Column::of(Kind::Text, array))
}

fn fits(kind: &DataType, found: &DataType) -> bool {
    match (kind, found) {
        (_, DataType::Null) => true,
        (_, DataType::Dictionary(_, values)) => fits(kind, values),
        (DataType::Utf8, DataType::LargeUtf8 | DataType::Utf8View) => true,
        (DataType::Int64, found) => found.is_integer(),
        (DataType::Decimal128(_, places), DataType::Decimal128(_, found)) => places == found,
        _ => kind == found,
    }
}

fn accepted(kind: &DataType) -> &'static str {
    match kind {
        DataType::Date32 => "date32",
        DataType::Boolean => "bool",
        DataType::Int64 => "a whole number",
        DataType::Decimal128(..) => "decimal128 with two places",
        _ => "text",
    }
}
