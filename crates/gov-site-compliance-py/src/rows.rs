//! Rows as mappings: what somebody types, or reads from JSON. Each value becomes the text that it has in a CSV file, so that it is
//! read, accepted or rejected as there.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, builder::StringBuilder};
use arrow_schema::{DataType, Field, Schema};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use gov_site_arrow::ArrowError;
use gov_site_compliance::{Kind, Moment, Table};
use pyo3::{
    prelude::*,
    types::{PyBool, PyDate, PyDateTime, PyFloat, PyInt, PyMapping, PyString, PyTzInfo},
};

use crate::{
    error::{Failure, InputError},
    input::told,
};

/// Rows between two looks after signals.
const STRIDE: usize = 1 << 12;

/// The batch of a table that is given as one mapping, or as several.
pub fn batch(table: &'static Table, data: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
    let rows: Vec<Bound<'_, PyAny>> = match data.cast::<PyMapping>() {
        Ok(row) => vec![row.clone().into_any()],
        Err(_) => {
            let rows = data.try_iter().map_err(|_| no_rows(table, data))?;
            rows.collect::<PyResult<_>>().map_err(|error| told(data.py(), table.name, error))?
        }
    };
    let mut columns: Vec<StringBuilder> = table.fields.iter().map(|_| StringBuilder::new()).collect();
    for (number, row) in rows.iter().enumerate() {
        if number.is_multiple_of(STRIDE) {
            data.py().check_signals()?;
        }
        let row = row.cast::<PyMapping>().map_err(|_| no_rows(table, row))?;
        add(table, number + 1, row, &mut columns)?;
    }
    let fields: Vec<Field> = table.fields.iter().map(|field| Field::new(field.name, DataType::Utf8, true)).collect();
    let arrays = columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef).collect();
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(ArrowError::Build).map_err(Failure::from)?)
}

fn add(table: &'static Table, number: usize, row: &Bound<'_, PyMapping>, columns: &mut [StringBuilder]) -> PyResult<()> {
    let mut texts: Vec<Option<String>> = vec![None; table.fields.len()];
    let mut named = vec![false; table.fields.len()];
    for pair in row.items()?.iter() {
        let (name, value): (String, Bound<'_, PyAny>) = pair.extract().map_err(|_| no_rows(table, row))?;
        let Some(position) = table.position_of_heading(name.trim()) else { return Err(no_field(table, number, &name)) };
        let field = &table.fields[position];
        let place = || format!("{}, row {number}, {}", table.name, field.name);
        if std::mem::replace(&mut named[position], true) {
            return Err(InputError::new_err(format!("{}: two keys stand for this field; leave one of them out", place())));
        }
        texts[position] = text(field.kind, &value, &place)?;
    }
    columns.iter_mut().zip(texts).for_each(|(column, text)| column.append_option(text));
    Ok(())
}

/// The text of a value, `None` for one that stands for nothing.
fn text(kind: Kind, value: &Bound<'_, PyAny>, place: &dyn Fn() -> String) -> PyResult<Option<String>> {
    if let Ok(text) = value.cast::<PyString>() {
        return written(text, place).map(Some);
    }
    if stands_for_nothing(value, place)? {
        return Ok(None);
    }
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(Some(truth.is_true().to_string()));
    }
    if value.is_instance_of::<PyInt>() {
        return written(&value.str()?, place).map(Some);
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        let number = number.value();
        return Ok(Some(if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }));
    }
    if value.is_instance_of::<PyDateTime>() {
        return moment(kind, value, place).map(Some);
    }
    if value.is_instance_of::<PyDate>() {
        return Ok(Some(value.extract::<NaiveDate>()?.to_string()));
    }
    foreign(kind, value, place)
}

/// Text as Python has it; half of a surrogate pair is none that could be written.
fn written(text: &Bound<'_, PyString>, place: &dyn Fn() -> String) -> PyResult<String> {
    text.to_str().map(str::to_owned).map_err(|error| InputError::new_err(format!("{}: {error}; give text that can be written as UTF-8", place())))
}

/// None, and what is not equal to itself: NaN, NaT. NA of pandas cannot say.
fn stands_for_nothing(value: &Bound<'_, PyAny>, place: &dyn Fn() -> String) -> PyResult<bool> {
    if value.is_none() || kind_of(value) == "NAType" {
        return Ok(true);
    }
    value.eq(value).map(|same| !same).map_err(|_| unknown(value, place))
}

/// Values of NumPy, and decimals.
fn foreign(kind: Kind, value: &Bound<'_, PyAny>, place: &dyn Fn() -> String) -> PyResult<Option<String>> {
    match kind_of(value).as_str() {
        "Decimal" => Ok(Some(value.call_method0("normalize")?.call_method1("__format__", ("f",))?.extract()?)),
        // Nanoseconds would come out as a number.
        "datetime64" => text(kind, &value.call_method1("astype", ("datetime64[us]",))?.call_method0("item")?, place),
        _ => match value.call_method0("item").ok().filter(|plain| !plain.get_type().is(value.get_type())) {
            Some(plain) => text(kind, &plain, place),
            None => Err(unknown(value, place)),
        },
    }
}

/// With a zone it is a moment, without one Shanghai time; a field of dates takes its date in Shanghai.
fn moment(kind: Kind, value: &Bound<'_, PyAny>, place: &dyn Fn() -> String) -> PyResult<String> {
    if value.getattr("tzinfo")?.is_none() {
        let civil: NaiveDateTime = value.extract()?;
        return Ok(if kind == Kind::Day { civil.date().to_string() } else { civil.format("%Y-%m-%dT%H:%M:%S%.f+08:00").to_string() });
    }
    let utc = PyTzInfo::utc(value.py())?;
    let at: DateTime<Utc> = value.call_method1("astimezone", (utc,))?.extract().map_err(|_| unknown(value, place))?;
    if kind == Kind::Day {
        return Ok(Moment(at.timestamp_micros()).day().to_string());
    }
    Ok(at.format("%Y-%m-%dT%H:%M:%S%.f+00:00").to_string())
}

fn kind_of(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn unknown(value: &Bound<'_, PyAny>, place: &dyn Fn() -> String) -> PyErr {
    let kind = kind_of(value);
    InputError::new_err(format!("{}: {kind} is no value of a cell; give text, a number, a bool, a date, a datetime or None", place()))
}

fn no_field(table: &'static Table, number: usize, name: &str) -> PyErr {
    let fields: Vec<&str> = table.fields.iter().map(|field| field.name).collect();
    InputError::new_err(format!("{}, row {number}: there is no field `{name}`; the fields are {}", table.name, fields.join(", ")))
}

fn no_rows(table: &'static Table, data: &Bound<'_, PyAny>) -> PyErr {
    let kind = kind_of(data);
    InputError::new_err(format!("{}: {kind} is neither an Arrow table nor rows as mappings of field names to values", table.name))
}
