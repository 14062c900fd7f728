//! Tables in record batches: Parquet files, or frames in memory.

use std::borrow::Cow;

use arrow_array::RecordBatch;
use gov_site_arrow::{BatchRows, Fields, columnar::At};
use gov_site_compliance::Place;

use crate::{
    FolderError, TableReport,
    frames::{Frame, Share},
    parquet::{Batch, LastFile, ParquetTable, Projection, Scanned, Task, in_order},
};

/// A table in record batches.
pub(crate) enum Batches {
    Parquet(ParquetTable),
    Frame(Frame),
}

/// A batch with its fields and where it stands.
pub(crate) struct Rows<'a> {
    pub batch: &'a RecordBatch,
    pub fields: Cow<'a, Fields>,
    pub at: At<'a>,
    /// The batch of a file, for what was left out of it.
    of_file: Option<&'a Batch<'a>>,
}

impl<'a> Rows<'a> {
    /// Rows in memory.
    pub(crate) fn in_memory(batch: &'a RecordBatch, fields: &'a Fields, at: At<'a>) -> Rows<'a> {
        Rows { batch, fields: Cow::Borrowed(fields), at, of_file: None }
    }

    /// The text in a row of the table of the field that was to be read later, where there is such a field.
    pub(crate) fn late_text(&self, row: u64) -> Option<Result<String, FolderError>> {
        self.of_file.and_then(|batch| batch.late_text(row))
    }

    /// The rows as the core reads them.
    pub(crate) fn bind(&self) -> Result<BatchRows<'_>, FolderError> {
        self.fields.bind(self.batch).map_err(|source| FolderError::Columns { file: self.at.file.into(), source })
    }

    /// Where the first row stands.
    pub(crate) fn first(&self) -> Place {
        Place { file: self.at.file.to_owned().into(), row: self.at.first_row }
    }

    fn of(batch: &'a Batch<'a>) -> Rows<'a> {
        let at = At { file: batch.file(), first_row: batch.first_row() };
        Rows { batch: batch.record_batch(), fields: Cow::Owned(batch.fields()), at, of_file: Some(batch) }
    }
}

impl Batches {
    /// Name of the file or folder, for reports.
    pub(crate) fn name(&self) -> String {
        match self {
            Batches::Parquet(table) => table.name(),
            Batches::Frame(frame) => frame.name.to_owned(),
        }
    }

    /// How the table is carried, without any counts.
    pub(crate) fn report(&self, table: &'static str) -> TableReport {
        let format = match self {
            Batches::Parquet(_) => "parquet",
            Batches::Frame(_) => "memory",
        };
        TableReport { table, file: self.name(), format, ..TableReport::default() }
    }

    /// Names of the columns that are no fields, by file.
    pub(crate) fn dropped(&self) -> Vec<(String, String)> {
        match self {
            Batches::Parquet(table) => {
                let names = table.files().flat_map(|(file, _, _, dropped)| dropped.iter().map(|name| (file.to_owned(), name.clone())));
                names.collect()
            }
            Batches::Frame(frame) => frame.dropped().into_iter().map(|name| (frame.name.to_owned(), name.to_owned())).collect(),
        }
    }

    /// Whether it is known beforehand that no cell of a field is blank.
    pub(crate) fn never_blank(&self, field: &str) -> bool {
        match self {
            Batches::Parquet(table) => table.never_blank(field),
            Batches::Frame(_) => false,
        }
    }

    /// Bytes on disk.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Batches::Parquet(table) => table.files().map(|(_, bytes, ..)| bytes).sum(),
            Batches::Frame(_) => 0,
        }
    }

    /// All batches in order.
    pub(crate) fn each(
        &self,
        projection: &Projection<'_>,
        take: &mut dyn FnMut(&Rows<'_>) -> Result<(), FolderError>,
        progress: &mut dyn FnMut(Scanned),
    ) -> Result<(), FolderError> {
        match self {
            Batches::Parquet(table) => table.for_each_row_batch(projection, &mut |batch| take(&Rows::of(batch)), progress),
            Batches::Frame(frame) => frame.rows().iter().try_for_each(take),
        }
    }

    /// The table in pieces that are read apart.
    pub(crate) fn pieces(&self) -> Pieces<'_> {
        match self {
            Batches::Parquet(table) => Pieces::Parquet(table.tasks()),
            Batches::Frame(frame) => Pieces::Frame(frame, frame.shares()),
        }
    }
}

/// A table in pieces, in the order of its rows: row groups of files, shares of batches in memory.
pub(crate) enum Pieces<'a> {
    Parquet(Vec<Task<'a>>),
    Frame(&'a Frame, Vec<Share>),
}

impl<'a> Pieces<'a> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Pieces::Parquet(tasks) => tasks.len(),
            Pieces::Frame(_, shares) => shares.len(),
        }
    }

    /// Hands out the rows of one piece, until `done` says no.
    pub(crate) fn read(
        &self,
        piece: usize,
        last: &mut LastFile<'a>,
        projection: &Projection<'_>,
        take: &mut dyn FnMut(&Rows<'_>) -> Result<(), FolderError>,
        done: &mut dyn FnMut(Scanned) -> bool,
    ) -> Result<(), FolderError> {
        match self {
            Pieces::Parquet(tasks) => in_order(&tasks[piece..=piece], last, projection, &mut |batch| take(&Rows::of(batch)), done),
            Pieces::Frame(frame, shares) => {
                frame.take(shares[piece], take)?;
                done(Scanned { rows: shares[piece].length as u64, bytes: 0 });
                Ok(())
            }
        }
    }
}
