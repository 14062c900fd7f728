//! Tables in Parquet, read as record batches: named errors for whatever the bytes are, memory for one page a column.
//!
//! The footer and every page header are walked before the Parquet reader acts on them, so that no claim of a file makes it
//! reserve memory that the file's bytes could not fill; what still contradicts the format ends in an error.

mod batch;
mod broken;
mod delta;
mod footer;
mod headers;
mod late;
mod pages;
mod part;
mod quiet;
mod scan;
mod statistics;
mod thrift;
mod types;

use gov_site_compliance::Table;

pub use batch::Batch;
use part::Part;
pub use scan::Scanned;
pub(crate) use scan::{LastFile, Task, in_order};

use crate::{FolderError, ForeignHeadings, TableFile};

/// Which fields a scan reads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Projection<'a> {
    fields: Option<&'a [&'a str]>,
    presence_only: &'a [&'a str],
    later: Option<&'a str>,
}

impl<'a> Projection<'a> {
    /// All fields of the table.
    pub fn all() -> Projection<'a> {
        Projection::default()
    }

    /// These fields, as far as the files have them.
    pub fn of(fields: &'a [&'a str]) -> Projection<'a> {
        Projection { fields: Some(fields), ..Projection::default() }
    }

    /// Of these fields only matters whether a cell is blank: a row group whose statistics prove that none is leaves them out.
    pub fn presence_only(self, fields: &'a [&'a str]) -> Projection<'a> {
        Projection { presence_only: fields, ..self }
    }

    /// Of one of these fields the text of some rows is asked for afterwards, see [`Batch::late_text`].
    pub(crate) fn read_later(self, field: Option<&'a str>) -> Projection<'a> {
        Projection { later: field, ..self }
    }

    fn takes(&self, field: &str) -> bool {
        self.fields.is_none_or(|fields| fields.contains(&field)) || self.is_presence_only(field)
    }

    fn is_presence_only(&self, field: &str) -> bool {
        self.presence_only.contains(&field)
    }

    fn is_read_later(&self, field: &str) -> bool {
        self.later == Some(field)
    }
}

/// A table in one or several Parquet files whose footers are read and found sound.
///
/// ```
/// use std::{fs::File, sync::Arc};
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use gov_site_compliance::{Row, SiteAddress};
/// use gov_site_tables::{ForeignHeadings, TableFile, parquet::{ParquetTable, Projection}};
///
/// let dir = tempfile::tempdir()?;
/// let path = dir.path().join("site_addresses.parquet");
/// let text = |text: &str| Arc::new(StringArray::from(vec![text])) as ArrayRef;
/// let batch = RecordBatch::try_from_iter([("site_code", text("S1")), ("filed_on", text("2017-01-01")), ("网址", text("http://a.example/"))])?;
/// let mut writer = parquet::arrow::ArrowWriter::try_new(File::create(&path)?, batch.schema(), None)?;
/// writer.write(&batch)?;
/// writer.close()?;
///
/// let file = TableFile { name: "site_addresses.parquet".into(), path };
/// let table = ParquetTable::open(SiteAddress::TABLE, vec![file], &ForeignHeadings::default())?;
/// let mut rows = Vec::new();
/// table.for_each_row_batch(&Projection::all(), &mut |batch| {
///     let found = batch.rows()?;
///     rows.extend((0..batch.len()).map(|row| found.read::<SiteAddress>(row, &batch.place(row)).unwrap()));
///     Ok(())
/// }, &mut |_| {})?;
/// assert_eq!(rows[0].filed_on, "2017-01-01".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ParquetTable {
    table: &'static Table,
    parts: Vec<Part>,
}

impl ParquetTable {
    /// Opens the files of a table, in the order in which they are to be read. Files may differ in types and in optional fields.
    ///
    /// # Errors
    /// With the name of the file: it cannot be read, is no sound Parquet, is encrypted or packed with an unknown codec, or its
    /// columns do not fit the table.
    pub fn open(table: &'static Table, files: Vec<TableFile>, headings: &ForeignHeadings) -> Result<ParquetTable, FolderError> {
        let parts = files.into_iter().map(|file| Part::open(table, file, headings)).collect::<Result<_, _>>()?;
        Ok(ParquetTable { table, parts })
    }

    /// The table.
    pub fn table(&self) -> &'static Table {
        self.table
    }

    /// Name of its file, or of the folder of its parts.
    pub fn name(&self) -> String {
        let name = self.parts.first().map_or(self.table.name, Part::name);
        match name.split_once('/') {
            Some((folder, _)) => format!("{folder}/"),
            None => name.to_owned(),
        }
    }

    /// Rows of all files.
    pub fn rows(&self) -> u64 {
        self.parts.iter().flat_map(Part::group_rows).sum()
    }

    /// Name, bytes, rows and names of unknown columns of each file.
    pub fn files(&self) -> impl Iterator<Item = (&str, u64, u64, &[String])> {
        self.parts.iter().map(|part| (part.name(), part.bytes(), part.group_rows().sum(), part.fields().dropped()))
    }

    /// Whether the statistics of every row group prove that no cell of a field is null, empty or blank.
    pub fn never_blank(&self, field: &str) -> bool {
        self.parts.iter().all(|part| (0..part.group_rows().count()).all(|group| part.never_blank(field, group)))
    }

    /// All row groups in order.
    pub(crate) fn tasks(&self) -> Vec<Task<'_>> {
        scan::tasks(&self.parts)
    }

    /// Reads all rows in order, in the calling thread.
    ///
    /// # Errors
    /// A file that cannot be read or contradicts itself, and what `each` returns.
    pub fn for_each_row_batch(
        &self,
        projection: &Projection<'_>,
        each: &mut dyn FnMut(&Batch<'_>) -> Result<(), FolderError>,
        progress: &mut dyn FnMut(Scanned),
    ) -> Result<(), FolderError> {
        let mut total = Scanned::default();
        let mut done = |scanned| {
            total.add(scanned);
            progress(total);
            true
        };
        scan::in_order(&self.tasks(), &mut LastFile::default(), projection, each, &mut done)
    }

    /// Reads all rows with a thread for each worker. Every worker sees a contiguous run of the rows in ascending order; the
    /// workers come back in the order of their runs. `progress` is called from the calling thread only.
    ///
    /// # Errors
    /// A file that cannot be read or contradicts itself, and what `on_batch` returns; the first in the order of the workers.
    pub fn scan<W: Send>(
        &self,
        projection: &Projection<'_>,
        mut workers: Vec<W>,
        on_batch: impl Fn(&mut W, &Batch<'_>) -> Result<(), FolderError> + Sync,
        progress: &mut dyn FnMut(Scanned),
    ) -> Result<Vec<W>, FolderError> {
        if let [worker] = workers.as_mut_slice() {
            self.for_each_row_batch(projection, &mut |batch| on_batch(worker, batch), progress)?;
            return Ok(workers);
        }
        scan::shared(&self.tasks(), projection, workers, &on_batch, progress)
    }
}
