//! Tables: their first rows are written out, all rows go to the script as data.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

/// Rows that a reader without a script sees; the page says how many there are.
const WRITTEN_OUT: usize = 200;

/// Rows of a list that grows with the number of sites: what the script holds of it.
const LOADED: usize = 5_000;

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
    /// Rows that are not here.
    left_out: usize,
}

#[derive(Serialize)]
struct Written<'a> {
    id: &'a str,
    caption: &'a str,
    columns: &'a [Column],
    rows: &'a [Vec<String>],
    loaded: usize,
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
        Table { id, caption: caption.into(), columns, rows: Vec::new(), left_out: 0 }
    }

    pub(super) fn with(mut self, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
        self.rows.extend(rows);
        self
    }

    /// The same with the first rows alone where there are very many; the page says so.
    pub(super) fn with_first(mut self, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
        let mut rows = rows.into_iter();
        self.rows.extend(rows.by_ref().take(LOADED));
        self.left_out = rows.count();
        self
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rows = self.rows.get(..WRITTEN_OUT).unwrap_or(&self.rows);
        Written { id: self.id, caption: &self.caption, columns: &self.columns, rows, loaded: self.rows.len(), total: self.rows.len() + self.left_out }
            .serialize(to)
    }
}

/// The data of all tables by their ids.
pub(super) fn data<'a>(tables: &[&'a Table]) -> BTreeMap<&'static str, Whole<'a>> {
    tables.iter().map(|table| (table.id, Whole { caption: &table.caption, columns: &table.columns, rows: &table.rows })).collect()
}
