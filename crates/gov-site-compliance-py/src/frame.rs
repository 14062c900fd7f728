//! Tables across the border: any Arrow stream in, an Arrow stream out.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{Field, SchemaRef};
use pyo3::{prelude::*, types::PyCapsule};
use pyo3_arrow::{
    ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule},
    input::AnyRecordBatch,
};

use crate::error::InputError;

/// A table of results. Polars, pandas, DuckDB and pyarrow read it without copying: `pl.DataFrame(frame)`, `pa.table(frame)`.
#[pyclass(frozen, module = "gov_site_compliance")]
pub struct Frame {
    batches: Vec<RecordBatch>,
    schema: SchemaRef,
}

impl Frame {
    /// A table of batches that have this schema.
    pub fn new(batches: Vec<RecordBatch>, schema: SchemaRef) -> Frame {
        Frame { batches, schema }
    }

    /// A table of one batch.
    pub fn of(batch: RecordBatch) -> Frame {
        let schema = batch.schema();
        Frame { batches: vec![batch], schema }
    }
}

#[pymethods]
impl Frame {
    /// Names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!("Frame({} rows: {})", self.__len__(), self.column_names().join(", "))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.schema.as_ref())?)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyCapsule>>) -> PyResult<Bound<'py, PyCapsule>> {
        let field = Arc::new(Field::new_struct("", self.schema.fields().clone(), false));
        let arrays: Vec<_> = self.batches.iter().map(|batch| Ok(Arc::new(StructArray::from(batch.clone())) as ArrayRef)).collect();
        Ok(to_stream_pycapsule(py, Box::new(ArrayIterator::new(arrays, field)), requested_schema)?)
    }
}

/// The batches of a table that somebody hands over, at least one: a table without rows is there all the same. The stream is
/// pulled here, on the calling thread.
pub fn batches(table: &str, data: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    let stream: AnyRecordBatch = data.extract().map_err(|_: PyErr| not_a_table(table, data))?;
    let reader = stream.into_reader()?;
    let schema = reader.schema();
    let mut batches = reader.collect::<Result<Vec<_>, _>>().map_err(|error| InputError::new_err(format!("{table}: reading its stream failed: {error}")))?;
    if batches.is_empty() {
        batches.push(RecordBatch::new_empty(schema));
    }
    Ok(batches)
}

fn not_a_table(table: &str, data: &Bound<'_, PyAny>) -> PyErr {
    let kind = data.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
    InputError::new_err(format!(
        "{table}: {kind} is no Arrow table; hand over a pyarrow Table, a Polars DataFrame, a DuckDB relation, or a pandas DataFrame (pandas 3 with pyarrow installed)"
    ))
}
