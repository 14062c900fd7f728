//! Days and numbers of working days out of arrays of whatever type their owner has.

use arrow_array::{Array, Date32Array, Int32Array, cast::AsArray, types::*};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use gov_site_compliance::Day;

use crate::cells::{Whole, timestamps};

/// An array, or an element of one, from which no days or numbers can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A type that holds no days.
    #[error("elements of type {0} are no days: cast them to dates or timestamps")]
    NoDays(DataType),
    /// A type that holds no whole numbers.
    #[error("elements of type {0} are no whole numbers")]
    NoNumbers(DataType),
    /// A day outside the days that are accepted anywhere.
    #[error("element {index} (from 0): the day lies outside {first} to {last}", first = Day::FIRST, last = Day::LAST)]
    Outside {
        /// Position from 0.
        index: usize,
    },
    /// More working days than 32 bits hold.
    #[error("element {index} (from 0): {number} working days are more than there are days")]
    TooMany {
        /// Position from 0.
        index: usize,
        /// The number.
        number: i128,
    },
}

/// Days out of an array of dates or timestamps; nulls stay null.
///
/// A timestamp with a zone is the day it falls on in Shanghai, one without is Shanghai time already. Days may be of any range: see
/// [`check_days`].
///
/// ```
/// use arrow_array::{Date32Array, TimestampSecondArray};
/// use gov_site_arrow::workdays::read_days;
/// // 2017-11-28 16:00 UTC is midnight in Shanghai.
/// let moments = TimestampSecondArray::from(vec![Some(1_511_884_800), None]);
/// assert_eq!(read_days(&moments.clone().with_timezone("UTC"))?, Date32Array::from(vec![Some(17_499), None]));
/// assert_eq!(read_days(&moments)?, Date32Array::from(vec![Some(17_498), None]));
/// # Ok::<(), gov_site_arrow::workdays::ReadError>(())
/// ```
///
/// # Errors
/// [`ReadError::NoDays`] for another type.
pub fn read_days(array: &dyn Array) -> Result<Date32Array, ReadError> {
    days_of(array).ok_or_else(|| ReadError::NoDays(array.data_type().clone()))
}

/// Whether all days lie within 1992-01-01 to 2199-12-31.
///
/// # Errors
/// [`ReadError::Outside`] names the first that does not.
pub fn check_days(days: &Date32Array) -> Result<(), ReadError> {
    let values = days.values();
    let outside = |day: &i32| !(Day::FIRST.0..=Day::LAST.0).contains(day);
    // Without a way out of the loop the compiler looks at many days at once.
    if !values.iter().fold(false, |found, day| found | outside(day)) {
        return Ok(());
    }
    let first = values.iter().enumerate().position(|(index, day)| outside(day) && days.is_valid(index));
    first.map_or(Ok(()), |index| Err(ReadError::Outside { index }))
}

/// Numbers of working days out of an array of whole numbers of any width; nulls stay null.
///
/// # Errors
/// [`ReadError::NoNumbers`] for another type; [`ReadError::TooMany`] names the first number beyond 32 bits.
pub fn read_numbers(array: &dyn Array) -> Result<Int32Array, ReadError> {
    match array.data_type() {
        DataType::Null => return Ok(Int32Array::new_null(array.len())),
        DataType::Int32 => return Ok(array.as_primitive::<Int32Type>().clone()),
        _ => {}
    }
    let whole = Whole::of(array).ok_or_else(|| ReadError::NoNumbers(array.data_type().clone()))?;
    let narrow = |index: usize| match i32::try_from(whole.get(index)) {
        Ok(number) => Ok(number),
        Err(_) if array.is_null(index) => Ok(0),
        Err(_) => Err(ReadError::TooMany { index, number: whole.get(index) }),
    };
    let numbers = (0..array.len()).map(narrow).collect::<Result<Vec<_>, _>>()?;
    Ok(Int32Array::new(numbers.into(), array.nulls().cloned()))
}

fn days_of(array: &dyn Array) -> Option<Date32Array> {
    let nulls = array.nulls().cloned();
    Some(match array.data_type() {
        DataType::Null => Date32Array::new_null(array.len()),
        DataType::Date32 => array.as_primitive_opt::<Date32Type>()?.clone(),
        DataType::Date64 => floored::<86_400_000>(array.as_primitive_opt::<Date64Type>()?.values(), nulls, false),
        DataType::Timestamp(unit, zone) => {
            let (values, aware) = (timestamps(array, *unit)?, zone.is_some());
            match unit {
                TimeUnit::Second => floored::<86_400>(values, nulls, aware),
                TimeUnit::Millisecond => floored::<86_400_000>(values, nulls, aware),
                TimeUnit::Microsecond => floored::<86_400_000_000>(values, nulls, aware),
                TimeUnit::Nanosecond => floored::<86_400_000_000_000>(values, nulls, aware),
            }
        }
        _ => return None,
    })
}

/// Days of moments in units of which a day has `PER_DAY`; a constant, since division by a variable takes ten times as long.
fn floored<const PER_DAY: i64>(values: &[i64], nulls: Option<NullBuffer>, aware: bool) -> Date32Array {
    // Shanghai is a third of a day ahead of UTC for every day that is accepted.
    let ahead = if aware { PER_DAY / 3 } else { 0 };
    let day = |value: &i64| value.saturating_add(ahead).div_euclid(PER_DAY).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32;
    Date32Array::new(values.iter().map(day).collect::<Vec<_>>().into(), nulls)
}
