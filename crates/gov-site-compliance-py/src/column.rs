//! One column across the border: any Arrow array or plain NumPy values in, both out.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, BooleanArray, Date32Array, Int32Array, Int64Array, cast::AsArray, new_empty_array, types::*};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType, Field, FieldRef};
use arrow_select::concat::concat;
use gov_site_arrow::workdays::{ReadError, read_days, read_numbers};
use numpy::{PyArray1, PyReadonlyArray1};
use pyo3::{
    prelude::*,
    types::{PyCapsule, PyTuple},
};
use pyo3_arrow::{
    ffi::{ArrayIterator, to_array_pycapsules, to_schema_pycapsule, to_stream_pycapsule},
    input::AnyArray,
};

use crate::error::{Failure, InputError};

/// What NumPy writes for no day.
const NOT_A_TIME: i64 = i64::MIN;

/// Values of NumPy and, where some are null, a mask of those.
type Masked<'py> = (Bound<'py, PyAny>, Option<Bound<'py, PyArray1<bool>>>);

/// A column on its way in or out; `name` is what errors call it.
#[pyclass(frozen, module = "gov_site_compliance._native")]
pub struct Column {
    name: String,
    array: ArrayRef,
    /// Lengths of the chunks that the owner has it in.
    chunks: Vec<usize>,
}

impl Column {
    fn whole(name: String, array: ArrayRef) -> Column {
        let chunks = vec![array.len()];
        Column { name, array, chunks }
    }

    /// Answers in chunks as these.
    pub fn like(&self, answers: impl Array + 'static) -> Column {
        Column { name: self.name.clone(), array: Arc::new(answers), chunks: self.chunks.clone() }
    }

    /// What errors call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.array.len()
    }

    /// Its days, of any range.
    pub fn days(&self) -> Result<Date32Array, Failure> {
        read_days(&self.array).map_err(|error| self.failure(&error))
    }

    /// Its whole numbers.
    pub fn numbers(&self) -> Result<Int32Array, Failure> {
        read_numbers(&self.array).map_err(|error| self.failure(&error))
    }

    fn failure(&self, error: &ReadError) -> Failure {
        InputError::new_err(format!("{}: {error}", self.name)).into()
    }

    fn field(&self) -> FieldRef {
        Arc::new(Field::new("", self.array.data_type().clone(), true))
    }
}

#[pymethods]
impl Column {
    /// Anything with `__arrow_c_array__` or `__arrow_c_stream__`; the stream is pulled here.
    #[staticmethod]
    fn from_arrow(py: Python<'_>, name: String, data: &Bound<'_, PyAny>) -> PyResult<Column> {
        let failed = |error: &dyn std::fmt::Display| InputError::new_err(format!("{name}: {error}"));
        let reader = data.extract::<AnyArray>()?.into_reader()?;
        let kind = reader.field().data_type().clone();
        if !kind.is_primitive() && kind != DataType::Null {
            return Err(failed(&format!("elements of type {kind} are neither days nor whole numbers")));
        }
        let arrays = reader.collect::<Result<Vec<_>, ArrowError>>().map_err(|error| failed(&error))?;
        let array = py.detach(|| joined(&arrays, &kind)).map_err(|error| failed(&error))?;
        Ok(Column { name, array, chunks: arrays.iter().map(|array| array.len()).collect() })
    }

    /// Days since 1970-01-01, as `datetime64[D]` is seen as `int64`.
    #[staticmethod]
    fn from_days(name: String, days: PyReadonlyArray1<'_, i64>) -> PyResult<Column> {
        Ok(Column::whole(name, Arc::new(narrowed(days.as_slice()?))))
    }

    /// Whole numbers, and which of them are null.
    #[staticmethod]
    #[pyo3(signature = (name, numbers, mask=None))]
    fn from_numbers(name: String, numbers: PyReadonlyArray1<'_, i64>, mask: Option<PyReadonlyArray1<'_, bool>>) -> PyResult<Column> {
        let values = numbers.as_slice()?.to_vec();
        let nulls = mask.map(|mask| Ok::<_, PyErr>(mask.as_slice()?.iter().map(|null| !null).collect::<NullBuffer>())).transpose()?;
        let numbers = Int64Array::try_new(values.into(), nulls).map_err(|error| InputError::new_err(format!("{name}: {error}")))?;
        Ok(Column::whole(name, Arc::new(numbers)))
    }

    /// Values and mask: days as `int64` since 1970-01-01 (NaT where null), numbers as `int64`, truths as `bool`.
    fn to_numpy<'py>(&self, py: Python<'py>) -> PyResult<Masked<'py>> {
        let array = self.array.as_ref();
        let mask = array.nulls().filter(|nulls| nulls.null_count() > 0).map(|nulls| PyArray1::from_vec(py, nulls.iter().map(|valid| !valid).collect()));
        if let Some(truths) = array.as_boolean_opt() {
            let truths = py.detach(|| plain_truths(truths));
            return Ok((PyArray1::from_vec(py, truths).into_any(), mask));
        }
        let numbers = match (array.as_primitive_opt::<Date32Type>(), array.as_primitive_opt::<Int32Type>()) {
            (Some(days), _) => py.detach(|| plain_days(days)),
            (_, Some(numbers)) => py.detach(|| numbers.values().iter().map(|number| i64::from(*number)).collect()),
            _ => return Err(InputError::new_err(format!("{}: {} has no form in NumPy", self.name, array.data_type()))),
        };
        Ok((PyArray1::from_vec(py, numbers).into_any(), mask))
    }

    fn __len__(&self) -> usize {
        self.len()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.field().as_ref())?)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyCapsule>>) -> PyResult<Bound<'py, PyTuple>> {
        Ok(to_array_pycapsules(py, self.field(), &self.array, requested_schema)?)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyCapsule>>) -> PyResult<Bound<'py, PyCapsule>> {
        let mut start = 0;
        let chunk = |length: &usize| {
            start += length;
            Ok(self.array.slice(start - length, *length))
        };
        let chunks: Vec<_> = self.chunks.iter().map(chunk).collect();
        Ok(to_stream_pycapsule(py, Box::new(ArrayIterator::new(chunks, self.field())), requested_schema)?)
    }
}

fn joined(arrays: &[ArrayRef], kind: &DataType) -> Result<ArrayRef, ArrowError> {
    match arrays {
        [] => Ok(new_empty_array(kind)),
        [one] => Ok(one.clone()),
        many => concat(&many.iter().map(AsRef::as_ref).collect::<Vec<_>>()),
    }
}

/// Almost all arrays have no NaT and no day beyond 32 bits: one pass finds that out and has the days.
fn narrowed(values: &[i64]) -> Date32Array {
    let mut beyond = 0;
    let cut = |day: &i64| {
        let narrow = *day as i32;
        beyond |= i64::from(narrow) ^ day;
        narrow
    };
    let days: Vec<i32> = values.iter().map(cut).collect();
    if beyond == 0 {
        return Date32Array::new(days.into(), None);
    }
    let clamped = |day: &i64| (*day).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
    let nulls = values.iter().map(|day| *day != NOT_A_TIME).collect::<NullBuffer>();
    Date32Array::new(values.iter().map(clamped).collect::<Vec<_>>().into(), Some(nulls))
}

fn plain_days(days: &Date32Array) -> Vec<i64> {
    if days.null_count() == 0 {
        return days.values().iter().map(|day| i64::from(*day)).collect();
    }
    days.iter().map(|day| day.map_or(NOT_A_TIME, i64::from)).collect()
}

/// A null is not true.
fn plain_truths(truths: &BooleanArray) -> Vec<bool> {
    if truths.null_count() == 0 {
        return truths.values().iter().collect();
    }
    truths.iter().map(|truth| truth == Some(true)).collect()
}
