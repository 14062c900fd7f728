//! Tables in record batches: Parquet files, or frames in memory.

use std::borrow::Cow;

use arrow_array::RecordBatch;
use gov_site_arrow::{BatchRows, Fields, columnar::At};
use gov_site_compliance::Place;

use crate::{
    FolderError,
    frames::Frame,
    parquet::{Batch, ParquetTable, Projection, Scanned},
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
}

impl Rows<'_> {
    /// The rows as the core reads them.
    pub(crate) fn bind(&self) -> Result<BatchRows<'_>, FolderError> {
        self.fields.bind(self.batch).map_err(|source| FolderError::Columns { file: self.at.file.into(), source })
    }

    /// Where a row stands.
    pub(crate) fn place(&self, row: usize) -> Place {
        Place { file: self.at.file.to_owned().into(), row: self.at.first_row + row as u64 }
    }

    fn of<'b>(batch: &'b Batch<'_>) -> Rows<'b> {
        Rows { batch: batch.record_batch(), fields: Cow::Owned(batch.fields()), at: At { file: batch.file(), first_row: batch.first_row() } }
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

    /// All batches with a thread for each worker, which sees a contiguous run of them in order and then ends.
    pub(crate) fn scan<W: Send>(
        &self,
        projection: &Projection<'_>,
        workers: Vec<W>,
        take: impl Fn(&mut W, &Rows<'_>) -> Result<(), FolderError> + Sync,
        end: impl Fn(&mut W) + Sync,
        progress: &mut dyn FnMut(Scanned),
    ) -> Result<Vec<W>, FolderError> {
        match self {
            Batches::Parquet(table) => table.scan_to_end(projection, workers, |worker, batch| take(worker, &Rows::of(batch)), end, progress),
            Batches::Frame(frame) => frame.scan(workers, &take, &end),
        }
    }
}
