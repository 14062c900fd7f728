//! Facts as record batches and back.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, RecordBatch,
    builder::{BinaryBuilder, StringBuilder},
    cast::AsArray,
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use gov_site_compliance::{ColumnActivity, VisitSummary, facts::HomeItems};
use serde::{Deserialize, Serialize};

use super::{Facts, MOST_OF_TABLE, broken, folded_table, rows::digest};
use crate::{
    ArrowError,
    columnar::{partial::Counts, texts::Texts},
};

const COLUMN: &str = "column";
const HOME: &str = "home";
const SITE: &str = "site";
const TABLE: &str = "table";
const ROWS: &str = "rows";

/// Rows and bytes of a batch, about.
const TOGETHER: usize = 1 << 16;
const BYTES: usize = 1 << 25;

/// Rows of a table that facts stand for.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stood {
    accepted: u64,
    blank: u64,
    late: u64,
}

/// What tells a sound stream of rows.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    sha256: String,
}

impl Facts {
    /// The schema of [`Facts::batches`].
    pub fn schema() -> SchemaRef {
        let text = |name| Field::new(name, DataType::Utf8, true);
        Arc::new(Schema::new(vec![text("kind"), text("key"), text("facts"), Field::new("rows", DataType::Binary, true)]))
    }

    /// All that is known as record batches.
    ///
    /// # Errors
    /// [`ArrowError::TooLong`] when a single row takes more than 2 GiB.
    pub fn batches(&self) -> Result<Vec<RecordBatch>, ArrowError> {
        let mut writing = Writing::default();
        for (table, Counts { accepted, blank, late, .. }) in &self.tables {
            writing.facts(TABLE, table, &Stood { accepted: *accepted, blank: *blank, late: *late }, None)?;
        }
        self.columns.iter().try_for_each(|(id, activity)| writing.facts(COLUMN, id, activity, None))?;
        self.home.iter().try_for_each(|(id, items)| writing.facts(HOME, id, items, None))?;
        self.sites.iter().try_for_each(|(code, visits)| writing.facts(SITE, code, visits, None))?;
        self.rows.iter().try_for_each(|(table, stream)| writing.facts(ROWS, table, &Sealed { sha256: digest(stream) }, Some(stream)))?;
        writing.flush()?;
        Ok(writing.batches)
    }

    /// Adds what a batch of [`Facts::batches`] says.
    ///
    /// # Errors
    /// [`ArrowError::Facts`] for a batch that none of them is.
    pub fn push(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let texts = |name: &str| batch.column_by_name(name).and_then(|array| Texts::of(Some(array))).ok_or_else(|| broken(format!("no texts `{name}`")));
        let (kinds, keys, facts, rows) = (texts("kind")?, texts("key")?, texts("facts")?, batch.column_by_name("rows"));
        for row in 0..batch.num_rows() {
            let (kind, key, facts) = (kinds.get(row).unwrap_or_default(), keys.get(row).unwrap_or_default(), facts.get(row).unwrap_or_default());
            match kind {
                COLUMN => self.push_column(key, facts)?,
                HOME => self.push_home_items(key, facts)?,
                SITE => self.push_site(key, facts)?,
                TABLE => self.push_table(key, facts)?,
                ROWS => self.push_rows(key, facts, bytes(rows, row)?)?,
                _ => return Err(broken(format!("the kind {kind:?}"))),
            }
        }
        Ok(())
    }

    fn push_column(&mut self, id: &str, text: &str) -> Result<(), ArrowError> {
        let activity: ColumnActivity = read(id, text)?;
        // Rejected rows travel as rows.
        if id.is_empty() || !activity.is_sound() || activity.rejected > 0 {
            return Err(contradictory(id, text));
        }
        self.add_column(id, &activity)
    }

    fn push_home_items(&mut self, id: &str, text: &str) -> Result<(), ArrowError> {
        let items: HomeItems = read(id, text)?;
        if id.is_empty() || !items.is_sound() {
            return Err(contradictory(id, text));
        }
        self.add_home_items(id, &items);
        Ok(())
    }

    fn push_site(&mut self, code: &str, text: &str) -> Result<(), ArrowError> {
        let visits: VisitSummary = read(code, text)?;
        if !visits.is_sound() {
            return Err(contradictory(code, text));
        }
        self.add_site(code, &visits)
    }

    fn push_table(&mut self, name: &str, text: &str) -> Result<(), ArrowError> {
        let table = folded_table(name)?;
        let Stood { accepted, blank, late } = read(name, text)?;
        if [accepted, blank, late].iter().any(|count| *count > MOST_OF_TABLE) {
            return Err(contradictory(name, text));
        }
        self.add_table(table.name, &Counts { rows: accepted, accepted, blank, late, rejected: 0 });
        Ok(())
    }

    fn push_rows(&mut self, name: &str, text: &str, stream: &[u8]) -> Result<(), ArrowError> {
        let table = folded_table(name)?;
        let Sealed { sha256 } = read(name, text)?;
        if digest(stream) != sha256 {
            return Err(broken(format!("damaged rows of the table {name:?}")));
        }
        self.add_rows(table.name, stream.to_vec());
        Ok(())
    }
}

fn read<'t, T: Deserialize<'t>>(key: &str, text: &'t str) -> Result<T, ArrowError> {
    serde_json::from_str(text).map_err(|error| broken(format!("those of {key:?}: {error}")))
}

fn contradictory(key: &str, text: &str) -> ArrowError {
    broken(format!("those of {key:?} contradict each other: {text}"))
}

fn bytes(array: Option<&ArrayRef>, row: usize) -> Result<&[u8], ArrowError> {
    let array = array.filter(|array| array.is_valid(row)).ok_or_else(|| broken("a row of the kind \"rows\" without rows"))?;
    let found = match array.data_type() {
        DataType::Binary => array.as_binary_opt::<i32>().map(|array| array.value(row)),
        DataType::LargeBinary => array.as_binary_opt::<i64>().map(|array| array.value(row)),
        _ => None,
    };
    found.ok_or_else(|| broken(format!("`rows` of the type {}", array.data_type())))
}

/// Batches under construction.
#[derive(Default)]
struct Writing {
    kinds: StringBuilder,
    keys: StringBuilder,
    facts: StringBuilder,
    rows: BinaryBuilder,
    len: usize,
    bytes: usize,
    batches: Vec<RecordBatch>,
}

impl Writing {
    fn facts(&mut self, kind: &str, key: &str, facts: &impl Serialize, rows: Option<&[u8]>) -> Result<(), ArrowError> {
        let text = serde_json::to_string(facts).map_err(|error| broken(error.to_string()))?;
        let bytes = key.len() + text.len() + rows.map_or(0, <[u8]>::len);
        if i32::try_from(bytes).is_err() {
            return Err(ArrowError::TooLong { column: "rows" });
        }
        if self.len == TOGETHER || self.bytes + bytes > BYTES {
            self.flush()?;
        }
        (self.len, self.bytes) = (self.len + 1, self.bytes + bytes);
        self.kinds.append_value(kind);
        self.keys.append_value(key);
        self.facts.append_value(text);
        self.rows.append_option(rows);
        Ok(())
    }

    fn flush(&mut self) -> Result<(), ArrowError> {
        if self.len == 0 {
            return Ok(());
        }
        let texts = [&mut self.kinds, &mut self.keys, &mut self.facts].map(|texts| Arc::new(texts.finish()) as ArrayRef);
        let arrays = texts.into_iter().chain([Arc::new(self.rows.finish()) as ArrayRef]).collect();
        self.batches.push(RecordBatch::try_new(Facts::schema(), arrays).map_err(ArrowError::Build)?);
        (self.len, self.bytes) = (0, 0);
        Ok(())
    }
}
