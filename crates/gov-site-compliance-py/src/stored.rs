//! Tables as Arrow IPC streams: what pickling keeps of them.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use arrow_array::RecordBatch;
use arrow_ipc::{reader::StreamReader, writer::StreamWriter};
use arrow_schema::{Schema, SchemaRef};
use gov_site_arrow::ArrowError;
use pyo3::prelude::*;

use crate::error::InputError;

/// Batches as an IPC stream.
pub fn to_ipc(batches: &[RecordBatch], schema: &Schema) -> Result<Vec<u8>, ArrowError> {
    let write = || {
        let mut writer = StreamWriter::try_new(Vec::new(), schema)?;
        batches.iter().try_for_each(|batch| writer.write(batch))?;
        writer.into_inner()
    };
    write().map_err(ArrowError::Build)
}

/// Batches of an IPC stream, with their schema.
pub fn from_ipc(bytes: &[u8]) -> PyResult<(Vec<RecordBatch>, SchemaRef)> {
    let read = || {
        let reader = StreamReader::try_new(Cursor::new(bytes), None)?;
        let schema = reader.schema();
        Ok((reader.collect::<Result<Vec<_>, _>>()?, schema))
    };
    let refused = |error: &dyn std::fmt::Display| InputError::new_err(format!("this is no stored table: {error}"));
    // The reader panics on streams whose buffers lie outside of them.
    let read = catch_unwind(AssertUnwindSafe(read)).map_err(|_| refused(&"it is damaged"))?;
    read.map_err(|error: arrow_schema::ArrowError| refused(&error))
}
