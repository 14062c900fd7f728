//! One column of a batch as cells: the type is looked at once a batch, not once a cell.

use arrow_array::{Array, BooleanArray, Decimal128Array, LargeStringArray, StringArray, StringViewArray, cast::AsArray, types::*};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use gov_site_compliance::{Day, Kind, Micros, Moment, ingest::Cell};

/// Shanghai is eight hours ahead of UTC for every date that is accepted.
pub(crate) const SHANGHAI_MICROS: i64 = 8 * 3_600_000_000;
pub(crate) const DAY_MICROS: i64 = 86_400_000_000;
const DAY_MILLIS: i64 = 86_400_000;
/// Up to here a float holds every whole number, and its shortest text is exact.
const EXACT_32: f64 = 16_777_216.0;
const EXACT_64: f64 = 9_007_199_254_740_992.0;

/// A cell of a batch: borrowed from it, or a number that only text can hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A cell.
    Cell(Cell<'a>),
    /// A number that fits no typed cell, as text: it is read, and most likely rejected, as its text in CSV would be.
    Written(String),
}

impl Value<'_> {
    /// The cell.
    pub fn cell(&self) -> Cell<'_> {
        match self {
            Value::Cell(cell) => *cell,
            Value::Written(text) => Cell::Text(text),
        }
    }
}

/// The column of a field.
#[derive(Debug)]
pub(crate) struct Column<'a> {
    kind: Kind,
    /// Keys of a dictionary.
    keys: Option<(Whole<'a>, Option<&'a NullBuffer>)>,
    values: Values<'a>,
    nulls: Option<&'a NullBuffer>,
    /// Number of values, in a dictionary not of rows.
    len: usize,
}

impl<'a> Column<'a> {
    /// The typed column, `None` where the type is none that any field is read from, and where no cell is filled.
    pub(crate) fn of(kind: Kind, array: &'a dyn Array) -> Option<Column<'a>> {
        if array.null_count() == array.len() {
            return None;
        }
        let (keys, values) = match array.as_any_dictionary_opt() {
            Some(dictionary) => (Some((Whole::of(dictionary.keys())?, dictionary.keys().nulls())), dictionary.values().as_ref()),
            None => (None, array),
        };
        Some(Column { kind, keys, values: Values::of(values)?, nulls: values.nulls(), len: values.len() })
    }

    /// A column that was not read because every cell of it is filled: reading a row only asks whether it is.
    pub(crate) fn filled(len: usize) -> Column<'a> {
        Column { kind: Kind::Text, keys: None, values: Values::Filled, nulls: None, len }
    }

    /// The cell of a row.
    pub(crate) fn value(&self, row: usize) -> Value<'a> {
        match self.position(row) {
            Some(position) => self.values.value(position, self.kind),
            None => Value::Cell(Cell::Empty),
        }
    }

    /// Where the value of a row stands; `None` for a null and for a key without a value.
    fn position(&self, row: usize) -> Option<usize> {
        let is_null = |nulls: Option<&NullBuffer>, at| nulls.is_some_and(|nulls| nulls.is_null(at));
        let position = match &self.keys {
            None => row,
            Some((_, nulls)) if is_null(*nulls, row) => return None,
            Some((keys, _)) => usize::try_from(keys.get(row)).ok()?,
        };
        (position < self.len && !is_null(self.nulls, position)).then_some(position)
    }
}

macro_rules! whole {
    ($($variant:ident $native:ty, $arrow:ty);+ $(;)?) => {
        /// Integers of any width.
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum Whole<'a> { $($variant(&'a [$native])),+ }

        impl<'a> Whole<'a> {
            pub(crate) fn of(array: &'a dyn Array) -> Option<Whole<'a>> {
                $(if let Some(typed) = array.as_primitive_opt::<$arrow>() { return Some(Whole::$variant(typed.values())); })+
                None
            }

            pub(crate) fn get(&self, row: usize) -> i128 {
                match self { $(Whole::$variant(values) => i128::from(values[row])),+ }
            }
        }
    };
}

whole! {
    I8 i8, Int8Type; I16 i16, Int16Type; I32 i32, Int32Type; I64 i64, Int64Type;
    U8 u8, UInt8Type; U16 u16, UInt16Type; U32 u32, UInt32Type; U64 u64, UInt64Type;
}

/// Values by the types that fields are read from.
#[derive(Debug)]
enum Values<'a> {
    Nothing,
    Filled,
    Text(&'a StringArray),
    LargeText(&'a LargeStringArray),
    ViewText(&'a StringViewArray),
    Whole(Whole<'a>),
    Float32(&'a [f32]),
    Float64(&'a [f64]),
    Truth(&'a BooleanArray),
    Decimal(&'a Decimal128Array),
    Days(&'a [i32]),
    DayMillis(&'a [i64]),
    Instants(&'a [i64], TimeUnit),
    Civil(&'a [i64], TimeUnit),
    Durations(&'a [i64], TimeUnit),
}

impl<'a> Values<'a> {
    fn of(array: &'a dyn Array) -> Option<Values<'a>> {
        Some(match array.data_type() {
            DataType::Null => Values::Nothing,
            DataType::Utf8 => Values::Text(array.as_string_opt()?),
            DataType::LargeUtf8 => Values::LargeText(array.as_string_opt()?),
            DataType::Utf8View => Values::ViewText(array.as_string_view_opt()?),
            DataType::Float32 => Values::Float32(array.as_primitive_opt::<Float32Type>()?.values()),
            DataType::Float64 => Values::Float64(array.as_primitive_opt::<Float64Type>()?.values()),
            DataType::Boolean => Values::Truth(array.as_boolean_opt()?),
            DataType::Decimal128(..) => Values::Decimal(array.as_primitive_opt()?),
            DataType::Date32 => Values::Days(array.as_primitive_opt::<Date32Type>()?.values()),
            DataType::Date64 => Values::DayMillis(array.as_primitive_opt::<Date64Type>()?.values()),
            DataType::Timestamp(unit, Some(_)) => Values::Instants(timestamps(array, *unit)?, *unit),
            DataType::Timestamp(unit, None) => Values::Civil(timestamps(array, *unit)?, *unit),
            DataType::Duration(unit) => Values::Durations(durations(array, *unit)?, *unit),
            _ => Values::Whole(Whole::of(array)?),
        })
    }

    fn value(&self, at: usize, kind: Kind) -> Value<'a> {
        let cell = match self {
            Values::Nothing => Cell::Empty,
            Values::Filled => Cell::Text("(not read)"),
            Values::Text(texts) => Cell::Text(texts.value(at)),
            Values::LargeText(texts) => Cell::Text(texts.value(at)),
            Values::ViewText(texts) => Cell::Text(texts.value(at)),
            Values::Truth(truths) => Cell::Bool(truths.value(at)),
            Values::Days(days) => Cell::Day(Day(days[at])),
            Values::DayMillis(millis) => Cell::Day(day(millis[at].div_euclid(DAY_MILLIS))),
            Values::Instants(values, unit) => Cell::Moment(Moment(micros(values[at], *unit))),
            Values::Civil(values, unit) if kind == Kind::Day => Cell::Day(day(micros(values[at], *unit).div_euclid(DAY_MICROS))),
            Values::Civil(values, unit) => Cell::Moment(Moment(micros(values[at], *unit).saturating_sub(SHANGHAI_MICROS))),
            Values::Whole(numbers) => return whole(numbers.get(at)),
            Values::Float32(floats) => return float(f64::from(floats[at]), EXACT_32, || floats[at].to_string()),
            Values::Float64(floats) => return float(floats[at], EXACT_64, || floats[at].to_string()),
            Values::Decimal(decimals) if kind == Kind::Millis => return decimal(decimals, at),
            Values::Decimal(decimals) => return whole(decimals.value(at)),
            Values::Durations(values, unit) => return duration(values[at], *unit),
        };
        Value::Cell(cell)
    }
}

pub(crate) fn timestamps(array: &dyn Array, unit: TimeUnit) -> Option<&[i64]> {
    Some(match unit {
        TimeUnit::Second => array.as_primitive_opt::<TimestampSecondType>()?.values(),
        TimeUnit::Millisecond => array.as_primitive_opt::<TimestampMillisecondType>()?.values(),
        TimeUnit::Microsecond => array.as_primitive_opt::<TimestampMicrosecondType>()?.values(),
        TimeUnit::Nanosecond => array.as_primitive_opt::<TimestampNanosecondType>()?.values(),
    })
}

fn durations(array: &dyn Array, unit: TimeUnit) -> Option<&[i64]> {
    Some(match unit {
        TimeUnit::Second => array.as_primitive_opt::<DurationSecondType>()?.values(),
        TimeUnit::Millisecond => array.as_primitive_opt::<DurationMillisecondType>()?.values(),
        TimeUnit::Microsecond => array.as_primitive_opt::<DurationMicrosecondType>()?.values(),
        TimeUnit::Nanosecond => array.as_primitive_opt::<DurationNanosecondType>()?.values(),
    })
}

/// Whole microseconds, nanoseconds rounded down; what lies beyond stays at the end, far outside of every accepted date.
pub(crate) fn micros(value: i64, unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => value.saturating_mul(1_000_000),
        TimeUnit::Millisecond => value.saturating_mul(1_000),
        TimeUnit::Microsecond => value,
        TimeUnit::Nanosecond => value.div_euclid(1_000),
    }
}

fn day(days: i64) -> Day {
    Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
}

fn whole<'a>(number: i128) -> Value<'a> {
    i64::try_from(number).map_or_else(|_| Value::Written(number.to_string()), |number| Value::Cell(Cell::Integer(number)))
}

/// A whole float is an integer, NaN is what data frames write for nothing, the rest its shortest decimal text.
fn float<'a>(number: f64, exact: f64, text: impl FnOnce() -> String) -> Value<'a> {
    if number.is_nan() {
        return Value::Cell(Cell::Empty);
    }
    if number.fract() == 0.0 && number.abs() <= exact {
        return Value::Cell(Cell::Integer(number as i64));
    }
    Value::Written(text())
}

/// Decimal milliseconds in exact microseconds, further digits cut as from text.
fn decimal<'a>(decimals: &Decimal128Array, at: usize) -> Value<'a> {
    let (value, shift) = (decimals.value(at), 3 - i32::from(decimals.scale()));
    let power = 10_i128.checked_pow(shift.unsigned_abs());
    let micros = match power {
        Some(power) if shift >= 0 => value.checked_mul(power),
        Some(power) => Some(value / power),
        None => None,
    };
    match micros.filter(|_| value >= 0).and_then(|micros| i64::try_from(micros).ok()) {
        Some(micros) => Value::Cell(Cell::Micros(Micros(micros))),
        None => Value::Written(shortest(decimals.value_as_string(at))),
    }
}

/// Decimal text without the zeros at its end that only its scale brings along.
fn shortest(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn duration<'a>(value: i64, unit: TimeUnit) -> Value<'a> {
    let value = i128::from(value);
    let micros = match unit {
        TimeUnit::Second => value * 1_000_000,
        TimeUnit::Millisecond => value * 1_000,
        TimeUnit::Microsecond => value,
        TimeUnit::Nanosecond => value.div_euclid(1_000),
    };
    match i64::try_from(micros) {
        Ok(micros) => Value::Cell(Cell::Micros(Micros(micros))),
        Err(_) => Value::Written((micros / 1_000).to_string()),
    }
}
