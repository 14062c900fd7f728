//! Rows of one table on their way from JSON into a record batch of texts.

use std::{fmt, sync::Arc};

use arrow_array::{
    ArrayRef, NullArray, RecordBatch, RecordBatchOptions,
    builder::{ArrayBuilder, StringBuilder},
};
use arrow_schema::{DataType, Field, Schema};
use gov_site_compliance::{Kind, Table};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};

use crate::{
    Code, Problem,
    leaf::{Leaf, Refusal, Scalar, refuse, seed},
    problem::shown,
};

/// Whole numbers from here on have neighbours that the usual number of JSON cannot tell apart.
const INEXACT: f64 = 9_007_199_254_740_992.0;
/// Fractions below this one would be written with more zeros than they have signs in JSON.
const TINY: f64 = 1e-9;

/// The cells of a table, field by field. A column begins with the first cell of its field, so rows that leave most fields out cost
/// little.
pub(crate) struct TableRows {
    table: &'static Table,
    columns: Vec<Option<StringBuilder>>,
    rows: usize,
}

impl TableRows {
    pub fn new(table: &'static Table) -> TableRows {
        TableRows { table, columns: table.fields.iter().map(|_| None).collect(), rows: 0 }
    }

    pub fn table(&self) -> &'static Table {
        self.table
    }

    pub fn len(&self) -> usize {
        self.rows
    }

    /// All rows as texts; a compulsory field that no row has is there as nulls, so that each row is rejected for what it lacks.
    pub fn finish(mut self) -> Option<RecordBatch> {
        let (mut fields, mut arrays) = (Vec::new(), Vec::<ArrayRef>::new());
        for (field, column) in self.table.fields.iter().zip(&mut self.columns) {
            let array: ArrayRef = match column {
                Some(column) => {
                    column.append_nulls(self.rows - column.len());
                    Arc::new(column.finish())
                }
                None if field.compulsory => Arc::new(NullArray::new(self.rows)),
                None => continue,
            };
            let kind = if column.is_some() { DataType::Utf8 } else { DataType::Null };
            fields.push(Field::new(field.name, kind, true));
            arrays.push(array);
        }
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows));
        RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options).ok()
    }

    fn place(&self, field: usize) -> String {
        place(self.table, self.rows, field)
    }

    /// The column of a field with a cell for each row before this one.
    fn column(&mut self, field: usize) -> &mut StringBuilder {
        let rows = self.rows;
        let column = self.columns[field].get_or_insert_default();
        column.append_nulls(rows.saturating_sub(column.len()));
        column
    }

    fn has(&self, field: usize) -> bool {
        self.columns[field].as_ref().is_some_and(|column| column.len() > self.rows)
    }

    /// Adds the text of a value, as it would stand in a CSV file.
    fn put(&mut self, field: usize, value: Scalar<'_>) -> Result<(), Problem> {
        let is_text = self.table.fields[field].kind == Kind::Text;
        match value {
            Scalar::Null => self.column(field).append_null(),
            Scalar::Text(text) => self.column(field).append_value(text),
            Scalar::Whole(number) => self.column(field).append_value(number.to_string()),
            Scalar::Bool(_) | Scalar::Number(_) if is_text => {
                return Err(Problem::new(Code::WrongShape, format!("{}: a text belongs here; send a string or a whole number", self.place(field))));
            }
            Scalar::Number(number) if number.abs() >= INEXACT => {
                return Err(Problem::new(
                    Code::InexactNumber,
                    format!("{}: a number of this size is rounded on its way; send it as a string", self.place(field)),
                ));
            }
            Scalar::Number(number) if number != 0.0 && number.abs() < TINY => self.column(field).append_value(format!("{number:e}")),
            Scalar::Number(number) => self.column(field).append_value(number.to_string()),
            Scalar::Bool(truth) => self.column(field).append_value(if truth { "true" } else { "false" }),
        }
        Ok(())
    }
}

/// Where a cell stands; rows are counted from 1.
fn place(table: &Table, rows_before: usize, field: usize) -> String {
    format!("tables.{}, row {}, field `{}`", table.name, rows_before + 1, table.fields[field].name)
}

/// Reads a list of rows.
pub(crate) struct Rows<'a> {
    pub rows: &'a mut TableRows,
    pub refusal: &'a mut Refusal,
}

seed!(Rows() = deserialize_seq);

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a list of rows, as tables.{}", self.rows.table.name)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while rows.next_element_seed(Row { rows: self.rows, refusal: self.refusal })?.is_some() {}
        Ok(())
    }
}

/// Reads one row.
struct Row<'a> {
    rows: &'a mut TableRows,
    refusal: &'a mut Refusal,
}

seed!(Row() = deserialize_map);

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "an object with fields and values, as row {} of tables.{}", self.rows.rows + 1, self.rows.table.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut cells: A) -> Result<(), A::Error> {
        let Row { rows, refusal } = self;
        while let Some(field) = cells.next_key_seed(FieldName { rows, refusal })? {
            let (table, before) = (rows.table, rows.rows);
            let mut take = |value: Scalar<'_>| rows.put(field, value);
            cells.next_value_seed(Leaf { take: &mut take, refusal, place: &|| place(table, before, field) })?;
        }
        rows.rows += 1;
        Ok(())
    }
}

/// Finds the field of a key.
struct FieldName<'a> {
    rows: &'a TableRows,
    refusal: &'a mut Refusal,
}

seed!(FieldName usize = deserialize_str);

impl Visitor<'_> for FieldName<'_> {
    type Value = usize;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let (table, row) = (self.rows.table, self.rows.rows + 1);
        let Some(field) = table.position(name) else {
            let known: Vec<&str> = table.fields.iter().map(|field| field.name).collect();
            let message = format!("tables.{}, row {row}: there is no field {}; the fields are {}", table.name, shown(name), known.join(", "));
            return Err(refuse(self.refusal, Problem::new(Code::UnknownField, message)));
        };
        if self.rows.has(field) {
            let message = format!("{}: the key stands twice in the row; keep one", self.rows.place(field));
            return Err(refuse(self.refusal, Problem::new(Code::DuplicateKey, message)));
        }
        Ok(field)
    }
}
