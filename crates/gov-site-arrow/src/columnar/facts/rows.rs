//! Rows that travel as they are.

use std::io::Cursor;

use arrow_array::{RecordBatch, UInt32Array};
use arrow_ipc::{reader::StreamReader, writer::StreamWriter};
use arrow_select::take::take_record_batch;
use sha2::{Digest, Sha256};

use super::broken;
use crate::{ArrowError, Fields};

/// Rows of one stream, so that none grows beyond what a cell of a table holds.
const TOGETHER: usize = 1 << 12;

/// Some rows of a batch as Arrow IPC streams, with the columns of known fields only.
pub(super) fn write(batch: &RecordBatch, fields: &Fields, rows: &[u32]) -> Result<Vec<Vec<u8>>, ArrowError> {
    let known = batch.project(&fields.positions()).map_err(ArrowError::Build)?;
    rows.chunks(TOGETHER).map(|rows| stream(&known, rows).map_err(ArrowError::Build)).collect()
}

fn stream(batch: &RecordBatch, rows: &[u32]) -> Result<Vec<u8>, arrow_schema::ArrowError> {
    let taken = take_record_batch(batch, &UInt32Array::from(rows.to_vec()))?;
    let mut writer = StreamWriter::try_new(Vec::new(), taken.schema_ref())?;
    writer.write(&taken)?;
    writer.into_inner()
}

/// SHA-256 of a stream: the reader of streams is made for sound ones, and runs into its assertions over damaged bytes.
pub(super) fn digest(stream: &[u8]) -> String {
    Sha256::digest(stream).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of a stream.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<RecordBatch>, ArrowError> {
    let told = |error: arrow_schema::ArrowError| broken(format!("rows that are no Arrow IPC stream ({error})"));
    StreamReader::try_new(Cursor::new(bytes), None).map_err(told)?.collect::<Result<_, _>>().map_err(told)
}
