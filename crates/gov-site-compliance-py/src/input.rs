//! Tables that somebody hands over: anything with the Arrow PyCapsule interface.

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_select::concat::concat_batches;
use pyo3::{
    exceptions::{PyException, PyKeyboardInterrupt},
    intern,
    prelude::*,
};
use pyo3_arrow::{PyRecordBatch, PySchema, input::AnyRecordBatch};

use crate::{
    error::{Failure, InputError},
    quiet::caught,
    rows,
};

type Reader = Box<dyn RecordBatchReader + Send>;

/// Whether an object says that it is an Arrow table.
pub fn is_table(data: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(data.hasattr("__arrow_c_stream__")? || data.hasattr("__arrow_c_array__")?)
}

/// The batches of a table, or of rows as mappings.
pub fn batches_or_rows(table: &str, data: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    if is_table(data)? {
        return batches(table, data);
    }
    let known = gov_site_arrow::table(table).map_err(Failure::from)?;
    Ok(vec![rows::batch(known, data)?])
}

/// The batches of a table, at least one: a table without rows is there all the same. The stream is pulled here, on the calling
/// thread, with the interpreter free in between.
pub fn batches(table: &str, data: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    if !is_table(data)? {
        return Err(not_a_table(table, data));
    }
    check(table, data)?;
    let py = data.py();
    let failed = |error: PyErr| told(py, table, error);
    let mut batches = Vec::new();
    let schema = if is_reader(data)? {
        let schema: PySchema = data.getattr("schema").and_then(|schema| schema.extract()).map_err(failed)?;
        for batch in data.try_iter().map_err(failed)? {
            batches.push(batch.and_then(|batch| Ok(batch.extract::<PyRecordBatch>()?.into_inner())).map_err(failed)?);
            py.check_signals()?;
        }
        schema.into_inner()
    } else {
        let stream: AnyRecordBatch = fitting(table, || data.extract())?.map_err(failed)?;
        let mut reader = stream.into_reader().map_err(failed)?;
        while let Some(batch) = next(py, table, &mut reader)? {
            batches.push(batch);
            py.check_signals()?;
        }
        reader.schema()
    };
    if batches.is_empty() {
        if !says_empty(data)? {
            return Err(InputError::new_err(format!(
                "{table}: its stream held no batch; a reader can be read once: hand over the table itself, or read it into one first"
            )));
        }
        batches.push(RecordBatch::new_empty(schema));
    }
    if is_pandas(data)? {
        batches = batches.iter().map(copied).collect::<Result<_, _>>().map_err(|error| broken(table, &error))?;
    }
    Ok(batches)
}

/// The next batch; whoever makes it may need the interpreter, or another thread that waits for it.
fn next(py: Python<'_>, table: &str, reader: &mut Reader) -> PyResult<Option<RecordBatch>> {
    let pulled = py.detach(|| fitting(table, || reader.next()))?;
    if let Some(raised) = PyErr::take(py) {
        return Err(told(py, table, raised));
    }
    pulled.transpose().map_err(|error| broken(table, &error))
}

/// A batch in memory of its own: joined with nothing, since joining alone would share it.
fn copied(batch: &RecordBatch) -> Result<RecordBatch, arrow_schema::ArrowError> {
    concat_batches(&batch.schema(), [batch, &batch.slice(0, 0)])
}

/// Arrays that contradict their schema are found where they are put together.
fn fitting<T>(table: &str, pull: impl FnOnce() -> T) -> PyResult<T> {
    caught(pull).ok_or_else(|| broken(table, &"its arrays do not fit its schema"))
}

fn broken(table: &str, error: &dyn std::fmt::Display) -> PyErr {
    InputError::new_err(format!("{table}: reading its stream failed: {error}"))
}

/// pyarrow knows how large its buffers are, which the interface does not say; everything else is looked at by ourselves.
fn check(table: &str, data: &Bound<'_, PyAny>) -> PyResult<()> {
    if !module(data)?.starts_with("pyarrow") || !data.hasattr("validate")? {
        return Ok(());
    }
    data.call_method0("validate").map(drop).map_err(|error| told(data.py(), table, error))
}

/// A reader of pyarrow, of which the exceptions are lost on the way through the interface: it is read as Python does.
fn is_reader(data: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(module(data)?.starts_with("pyarrow") && data.hasattr("read_next_batch")?)
}

/// What the source itself raised, behind an error that names the table.
pub fn told(py: Python<'_>, table: &str, cause: PyErr) -> PyErr {
    if !cause.is_instance_of::<PyException>(py) || cause.is_instance_of::<PyKeyboardInterrupt>(py) {
        return cause;
    }
    let error = InputError::new_err(format!("{table}: its data could not be taken over: {}", cause.value(py)));
    error.set_cause(py, Some(cause));
    error
}

/// pandas hands over memory of NumPy, which may change at any time; all others hand over what nobody changes.
fn is_pandas(data: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(module(data)?.starts_with("pandas"))
}

fn module(data: &Bound<'_, PyAny>) -> PyResult<String> {
    data.get_type().getattr(intern!(data.py(), "__module__"))?.extract()
}

/// Whether an object without batches says itself that it has no rows.
fn says_empty(data: &Bound<'_, PyAny>) -> PyResult<bool> {
    if let Ok(rows) = data.getattr(intern!(data.py(), "num_rows")) {
        return Ok(rows.extract::<u64>().is_ok_and(|rows| rows == 0));
    }
    Ok(data.len().is_ok_and(|rows| rows == 0))
}

fn not_a_table(table: &str, data: &Bound<'_, PyAny>) -> PyErr {
    let kind = data.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
    InputError::new_err(format!(
        "{table}: {kind} is no Arrow table; hand over a pyarrow Table, a Polars DataFrame, a DuckDB relation, or a pandas DataFrame (pandas 3 with pyarrow installed)"
    ))
}
