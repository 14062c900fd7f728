//! Columns of results from iterators over rows.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, UInt64Array, builder::StringBuilder};
use arrow_schema::{DataType, Field, Schema};
use gov_site_compliance::{Day, standard::Points};

use crate::ArrowError;

/// Name, type and whether it may be null.
pub(super) type Declared = (&'static str, DataType, bool);

pub(super) const TEXT: DataType = DataType::Utf8;
pub(super) const COUNT: DataType = DataType::UInt64;
pub(super) const NUMBER: DataType = DataType::Int64;
pub(super) const FLAG: DataType = DataType::Boolean;
pub(super) const DAY: DataType = DataType::Date32;
/// Points with two places.
pub(super) const POINTS: DataType = DataType::Decimal128(7, 2);

pub(super) fn schema(declared: &[Declared]) -> Schema {
    Schema::new(declared.iter().map(|(name, kind, nullable)| Field::new(*name, kind.clone(), *nullable)).collect::<Vec<_>>())
}

/// The columns of a batch, in the order of their declaration.
pub(super) struct Columns {
    declared: &'static [Declared],
    arrays: Vec<ArrayRef>,
}

impl Columns {
    pub(super) fn new(declared: &'static [Declared]) -> Columns {
        Columns { declared, arrays: Vec::with_capacity(declared.len()) }
    }

    pub(super) fn texts<T: AsRef<str>>(self, texts: impl IntoIterator<Item = T>) -> Result<Columns, ArrowError> {
        self.some_texts(texts.into_iter().map(Some))
    }

    /// The builder panics where its offsets end; the check comes before it.
    pub(super) fn some_texts<T: AsRef<str>>(self, texts: impl IntoIterator<Item = Option<T>>) -> Result<Columns, ArrowError> {
        let mut builder = StringBuilder::new();
        let mut bytes = 0_usize;
        for text in texts {
            bytes = bytes.saturating_add(text.as_ref().map_or(0, |text| text.as_ref().len()));
            if i32::try_from(bytes).is_err() {
                let column = self.declared.get(self.arrays.len()).map_or("", |(name, ..)| name);
                return Err(ArrowError::TooLong { column });
            }
            builder.append_option(text);
        }
        Ok(self.with(builder.finish()))
    }

    pub(super) fn counts(self, counts: impl Iterator<Item = Option<u64>>) -> Columns {
        self.with(UInt64Array::from_iter(counts))
    }

    pub(super) fn numbers(self, numbers: impl Iterator<Item = Option<i64>>) -> Columns {
        self.with(Int64Array::from_iter(numbers))
    }

    pub(super) fn flags(self, flags: impl Iterator<Item = bool>) -> Columns {
        self.some_flags(flags.map(Some))
    }

    pub(super) fn some_flags(self, flags: impl Iterator<Item = Option<bool>>) -> Columns {
        self.with(flags.collect::<BooleanArray>())
    }

    pub(super) fn days(self, days: impl Iterator<Item = Option<Day>>) -> Columns {
        self.with(Date32Array::from_iter(days.map(|day| day.map(|day| day.0))))
    }

    pub(super) fn points(self, points: impl Iterator<Item = Option<Points>>) -> Columns {
        let array = Decimal128Array::from_iter(points.map(|points| points.map(|points| i128::from(points.0))));
        self.with(array.with_data_type(POINTS))
    }

    fn with(mut self, array: impl arrow_array::Array + 'static) -> Columns {
        self.arrays.push(Arc::new(array));
        self
    }

    pub(super) fn finish(self) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_new(Arc::new(schema(self.declared)), self.arrays).map_err(ArrowError::Build)
    }
}

/// A list within a text.
pub(super) fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut text = String::new();
    for (position, part) in parts.into_iter().enumerate() {
        if position > 0 {
            text.push_str(between);
        }
        text.push_str(part.as_ref());
    }
    text
}
