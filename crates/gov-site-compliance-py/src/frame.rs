//! Tables of results across the border: an Arrow stream out.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{Field, SchemaRef};
use pyo3::{
    prelude::*,
    types::{PyBytes, PyCapsule},
};
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use crate::{error::Failure, html, stored};

/// Rows that a notebook shows.
const SHOWN: usize = 20;

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

    fn _repr_html_(&self) -> PyResult<String> {
        Ok(html::table(&self.batches, &self.schema, SHOWN, self.__len__()).map_err(Failure::from)?)
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

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let frame = slf.get();
        let bytes = stored::to_ipc(&frame.batches, &frame.schema).map_err(Failure::from)?;
        Ok((slf.get_type().getattr("_from_ipc")?, (PyBytes::new(slf.py(), &bytes),)))
    }

    /// The table of an Arrow IPC stream, as pickling writes it.
    #[staticmethod]
    fn _from_ipc(ipc: &[u8]) -> PyResult<Frame> {
        let (batches, schema) = stored::from_ipc(ipc)?;
        Ok(Frame { batches, schema })
    }
}
