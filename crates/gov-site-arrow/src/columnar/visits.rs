//! Folds a batch of visits over its buffers.
//!
//! A row is plain when its site is known, its moment lies in the accepted range, its vantage is filled and its other cells
//! are of the usual types and sound. Every other row is read like a row of CSV.

use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, cast::AsArray, types::*};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, TimeUnit};
use foldhash::fast::FixedState;
use gov_site_compliance::{
    Day, Micros, Moment, Reject, Visit, VisitFailure,
    facts::{Attempt, SiteIndex},
};
use hashbrown::HashMap;
use std::borrow::Cow;

use super::{
    partial::{At, Partial},
    texts::{Texts, is_filled, is_trimmed},
};
use crate::{
    ArrowError, BatchRows, Fields,
    cells::{DAY_MICROS, SHANGHAI_MICROS, micros, timestamps},
};

const FIRST: i64 = Day::FIRST.0 as i64 * DAY_MICROS - SHANGHAI_MICROS;
const END: i64 = (Day::LAST.0 as i64 + 1) * DAY_MICROS - SHANGHAI_MICROS;

/// Folds one chunk.
pub(crate) fn fold(partial: &mut Partial<'_>, fields: &Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), ArrowError> {
    let mut careful = Vec::new();
    match Chunk::of(fields, batch) {
        Some(chunk) => chunk.fold(partial, &mut careful),
        None => careful.extend(0..batch.num_rows()),
    }
    let plain = (batch.num_rows() - careful.len()) as u64;
    partial.visits.rows += plain;
    partial.visits.accepted += plain;
    if careful.is_empty() {
        return Ok(());
    }
    let rows = fields.bind(batch)?;
    careful.into_iter().for_each(|row| read(partial, &rows, row, at, out));
    Ok(())
}

/// Reads one row as a typed row.
fn read(partial: &mut Partial<'_>, rows: &BatchRows<'_>, row: usize, at: &At<'_>, out: &mut dyn FnMut(Reject)) {
    if rows.is_blank(row) {
        partial.visits.blank += 1;
        return;
    }
    partial.visits.rows += 1;
    let place = at.place(row);
    match rows.read::<Visit>(row, &place).and_then(|visit| partial.push_visit(&visit, &place)) {
        Ok(()) => partial.visits.accepted += 1,
        Err(reject) => {
            partial.visits.rejected += 1;
            partial.push_charge(&reject.charge);
            out(*reject);
        }
    }
}

/// A chunk with columns of the usual types.
struct Chunk<'b> {
    codes: Texts<'b>,
    moments: Moments<'b>,
    /// `None` where every cell is filled.
    vantages: Option<Texts<'b>>,
    urls: Texts<'b>,
    failures: Texts<'b>,
    statuses: Wholes<'b>,
    durations: Wholes<'b>,
    manual: Option<&'b BooleanArray>,
    words: HashMap<&'b str, Option<VisitFailure>, FixedState>,
}

impl<'b> Chunk<'b> {
    fn of(fields: &Fields, batch: &'b RecordBatch) -> Option<Chunk<'b>> {
        let array = |field| fields.array(batch, field);
        let texts = |field| Texts::of(array(field));
        let manual = array("manual").filter(|array| *array.data_type() != DataType::Null && array.null_count() < array.len());
        let vantages = if fields.is_proven("vantage") { None } else { Some(texts("vantage")?).filter(|vantages| !vantages.all_filled()) };
        let failures = texts("failure")?;
        let words = words(&failures);
        Some(Chunk {
            codes: texts("site_code")?,
            moments: Moments::of(array("visited_at")?)?,
            vantages,
            urls: texts("url")?,
            failures,
            statuses: Wholes::of(array("status"))?,
            durations: Wholes::of(array("duration_ms"))?,
            manual: match manual {
                Some(array) => Some(array.as_boolean_opt()?),
                None => None,
            },
            words,
        })
    }

    /// Folds the plain rows; the others are noted.
    fn fold(&self, partial: &mut Partial<'_>, careful: &mut Vec<usize>) {
        let has_urls = !self.urls.is_empty();
        for run in Runs::of(&self.codes, self.moments.values.len()) {
            let code = self.codes.get(run.start);
            let Some(site) = code.and_then(|code| partial.known.registry.site(code)) else {
                careful.extend(run);
                continue;
            };
            for row in run {
                match self.visit(row) {
                    Some(visit) if !has_urls => partial.push_attempt(site, &visit, None),
                    Some(visit) => self.push_with_url(row, site, &visit, partial, careful),
                    None => careful.push(row),
                }
            }
        }
    }

    fn push_with_url(&self, row: usize, site: SiteIndex, visit: &Attempt, partial: &mut Partial<'_>, careful: &mut Vec<usize>) {
        let url = self.urls.get(row);
        if url.is_none_or(is_trimmed) {
            partial.push_attempt(site, visit, url);
        } else {
            careful.push(row);
        }
    }

    /// The visit of a row, `None` unless every cell is sound as it stands.
    #[inline]
    fn visit(&self, row: usize) -> Option<Attempt> {
        let visited_at = self.moments.get(row)?;
        if let Some(vantages) = &self.vantages {
            vantages.get(row).filter(|vantage| is_filled(vantage))?;
        }
        let failure = match self.failures.get(row) {
            Some(word) => Some(self.words.get(word).copied().flatten()?),
            None => None,
        };
        let status = self.statuses.get(row);
        if status.is_some_and(|status| !(100..=599).contains(&status)) || (status.is_none() && failure.is_none()) {
            return None;
        }
        let duration_ms = match self.durations.get(row) {
            Some(duration) if duration < 0 => return None,
            Some(duration) => Some(Micros(duration.checked_mul(1_000)?)),
            None => None,
        };
        let manual = self.manual.is_some_and(|manual| manual.is_valid(row) && manual.value(row));
        Some(Attempt { visited_at, failure, status, duration_ms, manual })
    }
}

/// The words of a chunk, each read once.
fn words<'b>(failures: &Texts<'b>) -> HashMap<&'b str, Option<VisitFailure>, FixedState> {
    let mut words = HashMap::default();
    if !failures.is_empty() {
        for word in (0..failures.len()).filter_map(|row| failures.get(row)) {
            words.entry(word).or_insert_with(|| VisitFailure::read(word));
        }
    }
    words
}

/// Rows with one site code that stand together.
struct Runs<'c, 'b> {
    codes: &'c Texts<'b>,
    keys: Vec<u32>,
    row: usize,
    rows: usize,
}

impl<'c, 'b> Runs<'c, 'b> {
    fn of(codes: &'c Texts<'b>, rows: usize) -> Runs<'c, 'b> {
        let mut keys = Vec::new();
        if let Some((dictionary, _)) = codes.dictionary().filter(|(dictionary, _)| dictionary.array().null_count() == 0) {
            dictionary.widened(&mut keys);
        }
        Runs { codes, keys, row: 0, rows }
    }
}

impl Iterator for Runs<'_, '_> {
    type Item = std::ops::Range<usize>;

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.row;
        if start >= self.rows {
            return None;
        }
        self.row = if self.keys.is_empty() {
            let code = self.codes.get(start);
            (start + 1..self.rows).find(|row| self.codes.get(*row) != code).unwrap_or(self.rows)
        } else {
            start + super::runs::run_length(&self.keys[start..])
        };
        Some(start..self.row)
    }
}

/// Moments as microseconds UTC.
struct Moments<'b> {
    values: Cow<'b, [i64]>,
    nulls: Option<&'b NullBuffer>,
}

impl<'b> Moments<'b> {
    fn of(array: &'b ArrayRef) -> Option<Moments<'b>> {
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

    #[inline]
    fn get(&self, row: usize) -> Option<Moment> {
        let micros = self.values[row];
        ((FIRST..END).contains(&micros) && self.nulls.is_none_or(|nulls| nulls.is_valid(row))).then_some(Moment(micros))
    }
}

/// Whole numbers of the usual widths.
struct Wholes<'b> {
    values: WholeSlice<'b>,
    nulls: Option<&'b NullBuffer>,
}

enum WholeSlice<'b> {
    Absent,
    I16(&'b [i16]),
    I32(&'b [i32]),
    I64(&'b [i64]),
}

impl<'b> Wholes<'b> {
    fn of(array: Option<&'b ArrayRef>) -> Option<Wholes<'b>> {
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

    #[inline]
    fn get(&self, row: usize) -> Option<i64> {
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
