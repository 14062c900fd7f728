//! Columns of a chunk of visits, in place.

use arrow_array::{Array, ArrayRef, cast::AsArray, types::*};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use foldhash::fast::FixedState;
use gov_site_compliance::{Day, Moment, VisitFailure};
use hashbrown::HashMap;
use std::borrow::Cow;

use super::texts::Texts;
use crate::cells::{DAY_MICROS, SHANGHAI_MICROS, micros, timestamps};

/// Microseconds of the accepted range.
pub(super) const FIRST: i64 = Day::FIRST.0 as i64 * DAY_MICROS - SHANGHAI_MICROS;
/// First microsecond after it.
pub(super) const END: i64 = (Day::LAST.0 as i64 + 1) * DAY_MICROS - SHANGHAI_MICROS;

/// Failures of a chunk, each word read once.
pub(super) struct Failures {
    /// Number of its word for each row, from 1; 0 without a text.
    pub(super) numbers: Vec<u16>,
    /// What the words mean.
    words: Vec<Option<VisitFailure>>,
}

impl Failures {
    /// `texts` has fewer rows than a number can count words.
    pub(super) fn of(texts: &Texts<'_>) -> Failures {
        let mut known: HashMap<&str, u16, FixedState> = HashMap::default();
        let mut failures = Failures { numbers: vec![0; texts.len()], words: Vec::new() };
        let mut read = |row: usize, text: Option<_>| {
            let Some(word) = text else { return };
            failures.numbers[row] = *known.entry(word).or_insert_with(|| {
                failures.words.push(VisitFailure::read(word));
                failures.words.len() as u16
            });
        };
        match texts.nulls() {
            Some(nulls) => {
                // Cells far apart come from memory side by side if nothing else is done between them.
                let cells: Vec<(usize, Option<&str>)> = nulls.valid_indices().map(|row| (row, texts.get(row))).collect();
                cells.into_iter().for_each(|(row, text)| read(row, text));
            }
            None => texts.each(texts.len(), read),
        }
        failures
    }

    /// The failure of a row, if it has one; `None` for a word that is none.
    #[inline(always)]
    pub(super) fn of_row(&self, row: usize) -> Option<Option<VisitFailure>> {
        match usize::from(self.numbers[row]).checked_sub(1) {
            Some(word) => self.words[word].map(Some),
            None => Some(None),
        }
    }
}

/// Moments as microseconds UTC.
pub(super) struct Moments<'b> {
    pub(super) values: Cow<'b, [i64]>,
    pub(super) nulls: Option<&'b NullBuffer>,
}

impl<'b> Moments<'b> {
    pub(super) fn of(array: &'b ArrayRef) -> Option<Moments<'b>> {
        let DataType::Timestamp(unit, zone) = array.data_type() else { return None };
        let shift = if zone.is_some() { 0 } else { SHANGHAI_MICROS };
        let values = timestamps(array, *unit)?;
        // Beyond the range of microseconds no date is accepted.
        let values = match (unit, shift) {
            (TimeUnit::Microsecond, 0) => Cow::Borrowed(values),
            _ => Cow::Owned(values.iter().map(|value| micros(*value, *unit).saturating_sub(shift)).collect()),
        };
        Some(Moments { values, nulls: array.nulls() })
    }

    #[inline(always)]
    pub(super) fn get(&self, row: usize) -> Option<Moment> {
        let micros = self.values[row];
        ((FIRST..END).contains(&micros) && self.nulls.is_none_or(|nulls| nulls.is_valid(row))).then_some(Moment(micros))
    }
}

/// Whole numbers of the usual widths.
pub(super) struct Wholes<'b> {
    pub(super) values: WholeSlice<'b>,
    pub(super) nulls: Option<&'b NullBuffer>,
}

pub(super) enum WholeSlice<'b> {
    Absent,
    I16(&'b [i16]),
    I32(&'b [i32]),
    I64(&'b [i64]),
}

impl<'b> Wholes<'b> {
    pub(super) fn of(array: Option<&'b ArrayRef>) -> Option<Wholes<'b>> {
        let Some(array) = array else { return Some(Wholes { values: WholeSlice::Absent, nulls: None }) };
        let values = match array.data_type() {
            DataType::Null => WholeSlice::Absent,
            DataType::Int16 => WholeSlice::I16(array.as_primitive_opt::<Int16Type>()?.values()),
            DataType::Int32 => WholeSlice::I32(array.as_primitive_opt::<Int32Type>()?.values()),
            DataType::Int64 => WholeSlice::I64(array.as_primitive_opt::<Int64Type>()?.values()),
            _ => return None,
        };
        Some(Wholes { values, nulls: array.nulls() })
    }

    #[inline(always)]
    pub(super) fn get(&self, row: usize) -> Option<i64> {
        if self.nulls.is_some_and(|nulls| nulls.is_null(row)) {
            return None;
        }
        match self.values {
            WholeSlice::Absent => None,
            WholeSlice::I16(values) => Some(i64::from(values[row])),
            WholeSlice::I32(values) => Some(i64::from(values[row])),
            WholeSlice::I64(values) => Some(values[row]),
        }
    }
}
