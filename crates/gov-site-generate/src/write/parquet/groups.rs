//! Row groups of plain rows, two at a time; the bytes do not depend on the number of threads.

use std::{fs::File, ops::Range, path::Path, sync::Arc, thread};

use arrow_array::ArrayRef;
use arrow_schema::{DataType, Field, Schema};
use parquet::{
    arrow::{
        ArrowWriter,
        arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves},
    },
    errors::{ParquetError, Result},
};

use super::{BATCH, GROUP, properties};
use crate::{GenerateError, Progress};

/// Row groups that are made at a time: each holds its pages in memory until they are written.
const THREADS: usize = 2;

/// The plain rows of a table.
pub(super) struct Groups<'a> {
    pub path: &'a Path,
    pub table: &'static str,
    pub rows: u64,
    /// Makes the arrays of a range of rows.
    pub make: &'a (dyn Fn(Range<u64>) -> Vec<ArrayRef> + Sync),
}

impl Groups<'_> {
    /// Writes the file.
    pub(super) fn write(&self, fields: &[(&str, DataType)], progress: &mut dyn FnMut(Progress)) -> std::result::Result<(), GenerateError> {
        let file = File::create(self.path).map_err(GenerateError::io(self.path))?;
        let fields: Vec<Field> = fields.iter().map(|(name, kind)| Field::new(*name, kind.clone(), true)).collect();
        self.write_to(file, Arc::new(Schema::new(fields)), progress).map_err(GenerateError::parquet(self.path))
    }

    fn write_to(&self, file: File, schema: Arc<Schema>, progress: &mut dyn FnMut(Progress)) -> Result<()> {
        let (mut writer, factory) = ArrowWriter::try_new(file, schema.clone(), Some(properties()))?.into_serialized_writer()?;
        let starts: Vec<u64> = (0..self.rows).step_by(GROUP).collect();
        for (wave, starts) in starts.chunks(THREADS).enumerate() {
            for chunks in self.encode(starts, wave * THREADS, &schema, &factory)? {
                let mut group = writer.next_row_group()?;
                chunks.into_iter().try_for_each(|chunk| chunk.append_to_row_group(&mut group))?;
                group.close()?;
            }
            let done = starts.last().map_or(0, |start| (start + GROUP as u64).min(self.rows));
            progress(Progress { table: self.table, done, of: self.rows });
        }
        writer.close()?;
        Ok(())
    }

    /// Encodes some row groups, each in a thread of its own.
    fn encode(&self, starts: &[u64], first: usize, schema: &Arc<Schema>, factory: &ArrowRowGroupWriterFactory) -> Result<Vec<Vec<ArrowColumnChunk>>> {
        thread::scope(|scope| {
            let spawn = |(position, start): (usize, &u64)| {
                let rows = *start..(start + GROUP as u64).min(self.rows);
                scope.spawn(move || self.group(rows, first + position, schema, factory))
            };
            let threads: Vec<_> = starts.iter().enumerate().map(spawn).collect();
            let lost = |_| Err(ParquetError::General("a thread that encodes a row group ended early".into()));
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(lost)).collect()
        })
    }

    fn group(&self, rows: Range<u64>, number: usize, schema: &Arc<Schema>, factory: &ArrowRowGroupWriterFactory) -> Result<Vec<ArrowColumnChunk>> {
        let mut columns = factory.create_column_writers(number)?;
        for start in rows.clone().step_by(BATCH) {
            let arrays = (self.make)(start..(start + BATCH as u64).min(rows.end));
            // Every field here is flat: one leaf a column.
            for ((column, field), array) in columns.iter_mut().zip(schema.fields()).zip(&arrays) {
                compute_leaves(field, array)?.iter().try_for_each(|leaf| column.write(leaf))?;
            }
        }
        columns.into_iter().map(|column| column.close()).collect()
    }
}
