//! A census in record batches in memory: what data frames hand over.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use arrow_array::RecordBatch;
use gov_site_arrow::{
    ArrowError, Fields,
    columnar::{At, Facts},
    schema_of, table,
};
use gov_site_compliance::{Plan, Row, Standard, Table, Update, Visit};

use crate::{
    Evidence, FolderError, Progress, RejectSink, Stop,
    batches::{Batches, Rows},
    reading::Reading,
    source::{Opened, Source},
};

/// Rows of a batch that one thread takes at a time.
const SHARE: usize = 1 << 16;

/// Tables of a census as record batches. Rows are numbered over all batches of a table, from 1.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use gov_site_compliance::{Plan, facts::Setting, standard::Library};
/// use gov_site_tables::Frames;
///
/// let text = |text: &str| Arc::new(StringArray::from(vec![text])) as ArrayRef;
/// let sites = RecordBatch::try_from_iter([
///     ("site_code", text("3703000001")), ("site_name", text("示例")), ("home_url", text("http://a.example/")), ("role", text("department")),
///     ("level", text("city")), ("division", text("市本级")), ("sponsor", text("示例单位")),
/// ])?;
/// let mut frames = Frames::default();
/// frames.push("sites", sites)?;
/// let standard = Library::embedded().resolve("zibo-2017")?;
/// let checkpoint = "2017-11-29".parse()?;
/// let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint })?;
/// let evidence = frames.read(&standard, &plan, &mut Vec::new(), &mut |_| {})?;
/// assert_eq!(evidence.registry.sites.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Frames {
    tables: BTreeMap<&'static str, Frame>,
    facts: Facts,
    complete: Vec<String>,
    /// Table and field.
    filled: Vec<(&'static str, &'static str)>,
    threads: Option<usize>,
    stop: Stop,
}

/// One table in memory.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub name: &'static str,
    batches: Vec<(Arc<Fields>, RecordBatch)>,
}

impl Frames {
    /// Adds a batch to a table. Batches of one table may differ in their schemas: each has the fields that its own schema has.
    ///
    /// # Errors
    /// No such table, a field that is missing or of a wrong type; the batches before stay.
    pub fn push(&mut self, name: &str, batch: RecordBatch) -> Result<(), ArrowError> {
        let known = table(name)?;
        let last = self.tables.get(known.name).and_then(|frame| frame.batches.last());
        let fields = match last.filter(|(_, last)| last.schema_ref() == batch.schema_ref()) {
            Some((fields, _)) => Arc::clone(fields),
            None => Arc::new(self.fields(known, &batch)?),
        };
        let frame = self.tables.entry(known.name).or_insert(Frame { name: known.name, batches: Vec::new() });
        frame.batches.push((fields, batch));
        Ok(())
    }

    /// Adds facts of updates and visits that were folded elsewhere (see [`Facts`]): the census is that of all rows together. Rows
    /// that could not be used there are read with the tables.
    ///
    /// # Errors
    /// [`ArrowError::Facts`] for a batch that holds no facts; [`ArrowError`] for rows in it that do not fit their table.
    pub fn push_facts(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        self.facts.push(batch)?;
        for (name, rows) in self.facts.take_rows()? {
            self.push(name, rows)?;
        }
        let without_rows: Vec<&str> = self.facts.tables().keys().copied().filter(|name| !self.tables.contains_key(name)).collect();
        for name in without_rows {
            // A table that was folded is there, and none of its rows is left.
            self.push(name, RecordBatch::new_empty(Arc::new(schema_of(table(name)?))))?;
        }
        Ok(())
    }

    /// Declares that a text is filled in every row of a table, which then may come without it: for `updates.url` and
    /// `visits.vantage`, which no rule reads beyond that, but for clauses that count the addresses of home items: without them these are not
    /// assessed where it matters. To be called before the table's batches are pushed.
    ///
    /// # Errors
    /// [`ArrowError::UnknownTable`]; [`ArrowError::MissingField`] for any other field.
    pub fn declare_filled(&mut self, name: &str, field: &str) -> Result<(), ArrowError> {
        let known = table(name)?;
        let allowed = [(Update::TABLE.name, "url"), (Visit::TABLE.name, "vantage")];
        match allowed.iter().find(|allowed| **allowed == (known.name, field)) {
            Some(pair) => self.filled.push(*pair),
            None => {
                return Err(ArrowError::MissingField { table: known.name, fields: format!("{field} (only updates.url and visits.vantage can be declared)") });
            }
        }
        Ok(())
    }

    fn fields(&self, table: &'static Table, batch: &RecordBatch) -> Result<Fields, ArrowError> {
        let filled: Vec<&str> = self.filled.iter().filter(|(name, _)| *name == table.name).map(|(_, field)| *field).collect();
        Fields::with_filled(table, batch.schema_ref(), &filled)
    }

    /// Declares tables complete for all sites (reading 1).
    pub fn declare_complete(&mut self, tables: impl IntoIterator<Item = String>) {
        self.complete.extend(tables);
    }

    /// Limits the threads that fold; without, one for each core.
    pub fn set_threads(&mut self, threads: usize) {
        self.threads = Some(threads.max(1));
    }

    /// Every batch with its fields and the number of its first row.
    pub(crate) fn batches(&self) -> impl Iterator<Item = (&Fields, &RecordBatch, u64)> {
        self.tables.values().flat_map(|frame| frame.rows_of_batches())
    }

    pub(crate) fn threads_wanted(&self) -> Option<usize> {
        self.threads
    }

    /// Columns that are no fields, by table: they are not read.
    pub fn dropped(&self) -> Vec<(&'static str, &str)> {
        self.tables.values().flat_map(|frame| frame.dropped().into_iter().map(|name| (frame.name, name))).collect()
    }

    /// The same frames with a handle of their own that ends reading them.
    pub fn with_stop(&self, stop: Stop) -> Frames {
        Frames { stop, ..self.clone() }
    }

    /// Rows of all tables.
    pub fn rows(&self) -> u64 {
        self.batches().map(|(_, batch, _)| batch.num_rows() as u64).sum()
    }

    /// Ends [`Frames::read`] from another thread; clones of the frames are meant, too.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Folds all tables under a standard. Rejected rows go to `sink`; their `file` is the name of the table.
    ///
    /// # Errors
    /// A sink that fails. Bad rows are no error.
    pub fn read(&self, standard: &Standard, plan: &Plan, sink: &mut dyn RejectSink, progress: &mut dyn FnMut(Progress)) -> Result<Evidence, FolderError> {
        Reading::new(self, sink, progress).run(standard, plan)
    }
}

impl Source for Frames {
    fn open(&self, table: &'static Table) -> Result<Option<Opened>, FolderError> {
        Ok(self.tables.get(table.name).cloned().map(|frame| Opened::Batches(Batches::Frame(frame))))
    }

    fn has(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    fn facts(&self) -> Option<&Facts> {
        Some(&self.facts)
    }

    fn complete(&self) -> Vec<&str> {
        self.complete.iter().map(String::as_str).collect()
    }

    fn threads(&self) -> Option<usize> {
        self.threads
    }

    fn stop(&self) -> Stop {
        self.stop.clone()
    }

    fn bytes(&self) -> u64 {
        0
    }

    fn unknown_files(&self) -> &[String] {
        &[]
    }
}

impl Frame {
    fn rows_of_batches(&self) -> impl Iterator<Item = (&Fields, &RecordBatch, u64)> {
        self.batches.iter().scan(1, |first_row, (fields, batch)| {
            let first = *first_row;
            *first_row += batch.num_rows() as u64;
            Some((fields.as_ref(), batch, first))
        })
    }

    /// All batches with the number of their first row.
    pub(crate) fn rows(&self) -> Vec<Rows<'_>> {
        let rows = |(fields, batch, first_row)| Rows::in_memory(batch, fields, At { file: self.name, first_row });
        self.rows_of_batches().map(rows).collect()
    }

    /// Names of the columns that are no fields, each once.
    pub(crate) fn dropped(&self) -> BTreeSet<&str> {
        self.batches.iter().flat_map(|(fields, _)| fields.dropped()).map(String::as_str).collect()
    }

    /// Hands out the rows of a share.
    pub(crate) fn take(&self, share: Share, take: &mut dyn FnMut(&Rows<'_>) -> Result<(), FolderError>) -> Result<(), FolderError> {
        let (fields, batch) = &self.batches[share.batch];
        let batch = batch.slice(share.start, share.length);
        let at = At { file: self.name, first_row: share.first_row };
        take(&Rows::in_memory(&batch, fields, at))
    }

    /// All rows in shares for one thread at a time.
    pub(crate) fn shares(&self) -> Vec<Share> {
        let mut shares = Vec::new();
        let mut first_row = 1;
        for (batch, rows) in self.batches.iter().map(|(_, batch)| batch.num_rows()).enumerate() {
            for start in (0..rows).step_by(SHARE) {
                shares.push(Share { batch, start, length: SHARE.min(rows - start), first_row: first_row + start as u64 });
            }
            first_row += rows as u64;
        }
        shares
    }
}

/// Some rows of a batch.
#[derive(Clone, Copy)]
pub(crate) struct Share {
    batch: usize,
    start: usize,
    pub length: usize,
    first_row: u64,
}
