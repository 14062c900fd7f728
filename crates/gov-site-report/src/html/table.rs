//! Tables: their first rows are written out, all rows go to the script as data.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

/// Rows that a reader without a script sees; the page says how many there are.
const WRITTEN_OUT: usize = 200;

/// How a column is sorted and aligned.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Text,
    /// A code or a date, never broken over two lines.
    Code,
    /// One of a few words that a reader may choose.
    Word,
    Number,
    /// A share in percent with a bar beside it.
    Percent,
}

/// A column.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Column {
    title: &'static str,
    kind: Kind,
}

/// A table; as a template takes it, it holds the rows that are written out.
pub(super) struct Table {
    id: &'static str,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Written<'a> {
    id: &'a str,
    caption: &'a str,
    columns: &'a [Column],
    rows: &'a [Vec<String>],
    total: usize,
}

/// A table as the script takes it.
#[derive(Serialize)]
pub(super) struct Whole<'a> {
    caption: &'a str,
    columns: &'a [Column],
    rows: &'a [Vec<String>],
}

impl Table {
    pub(super) fn new(id: &'static str, caption: impl Into<String>, columns: &[(&'static str, Kind)]) -> Table {
        let columns = columns.iter().map(|(title, kind)| Column { title, kind: *kind }).collect();
        Table { id, caption: caption.into(), columns, rows: Vec::new() }
    }

    pub(super) fn with(mut self, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
        self.rows.extend(rows);
        self
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rows = self.rows.get(..WRITTEN_OUT).unwrap_or(&self.rows);
        Written { id: self.id, caption: &self.caption, columns: &self.columns, rows, total: self.rows.len() }.serialize(to)
    }
}

/// The data of all tables by their ids.
pub(super) fn data<'a>(tables: &[&'a Table]) -> BTreeMap<&'static str, Whole<'a>> {
    tables.iter().map(|table| (table.id, Whole { caption: &table.caption, columns: &table.columns, rows: &table.rows })).collect()
}
