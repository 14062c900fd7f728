//! Cells to arrays.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Int64Array, StringArray, TimestampMicrosecondArray};
use arrow_schema::DataType;

use super::moment_type;
use crate::{
    options::Ids,
    sheet::{Cell, Type},
};

/// How a field is stored.
pub(super) fn data_type(kind: Type, ids: Ids) -> DataType {
    match kind {
        Type::Id if ids == Ids::Text => DataType::Utf8,
        Type::Id | Type::Integer => DataType::Int64,
        Type::Text => DataType::Utf8,
        Type::Day => DataType::Date32,
        Type::Moment => moment_type(),
        Type::Bool => DataType::Boolean,
    }
}

/// One field of many rows. Cells are of the type that the sheet declares, so no cell is ever dropped here.
pub(super) fn array<'a>(kind: &DataType, cells: impl Iterator<Item = &'a Cell>) -> ArrayRef {
    match kind {
        DataType::Int64 => Arc::new(cells.map(integer).collect::<Int64Array>()),
        DataType::Date32 => Arc::new(cells.map(day).collect::<Date32Array>()),
        DataType::Timestamp(..) => Arc::new(cells.map(moment).collect::<TimestampMicrosecondArray>().with_timezone("UTC")),
        DataType::Boolean => Arc::new(cells.map(yes).collect::<BooleanArray>()),
        _ => Arc::new(cells.map(text).collect::<StringArray>()),
    }
}

fn integer(cell: &Cell) -> Option<i64> {
    if let Cell::Integer(number) = cell { Some(*number) } else { None }
}

fn day(cell: &Cell) -> Option<i32> {
    if let Cell::Day(day) = cell { Some(*day) } else { None }
}

fn moment(cell: &Cell) -> Option<i64> {
    if let Cell::Moment(moment) = cell { Some(*moment) } else { None }
}

fn yes(cell: &Cell) -> Option<bool> {
    if let Cell::Bool(yes) = cell { Some(*yes) } else { None }
}

fn text(cell: &Cell) -> Option<&str> {
    if let Cell::Text(text) = cell { Some(text) } else { None }
}
