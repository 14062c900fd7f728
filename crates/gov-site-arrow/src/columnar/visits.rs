//! Folds a batch of visits over its buffers.
//!
//! A row is plain when its site is known, its moment lies in the accepted range, its vantage is filled and its other cells
//! are of the usual types and sound. Every other row is read like a row of CSV.

use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, cast::AsArray, types::*};
use arrow_schema::{DataType, TimeUnit};
use foldhash::fast::FixedState;
use gov_site_compliance::{
    Day, Micros, Moment, Reject, Visit, VisitFailure,
    facts::{Attempt, SiteIndex},
};
use hashbrown::HashMap;

use super::{
    partial::{At, Partial},
    texts::{Texts, is_filled, is_trimmed},
};
use crate::{ArrowError, BatchRows, Fields};

const SHANGHAI_MICROS: i64 = 8 * 3_600_000_000;
const DAY_MICROS: i64 = 86_400_000_000;
const FIRST: i64 = Day::FIRST.0 as i64 * DAY_MICROS - SHANGHAI_MICROS;
const END: i64 = (Day::LAST.0 as i64 + 1) * DAY_MICROS - SHANGHAI_MICROS;

/// Folds one chunk.
pub(crate) fn fold(partial: &mut Partial<'_>, fields: &Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), ArrowError> {
    let mut careful: Option<BatchRows<'_>> = None;
    let chunk = Chunk::of(fields, batch);
    let mut sites = Sites::default();
    for row in 0..batch.num_rows() {
        let plain = chunk.as_ref().and_then(|chunk| Some((sites.of(chunk, row, partial)?, chunk.visit(row)?, chunk.url(row)?)));
        match plain {
            Some((site, visit, url)) => {
                partial.push_attempt(site, &visit, url);
                partial.visits.rows += 1;
                partial.visits.accepted += 1;
            }
            None => {
                let rows = match careful.take() {
                    Some(rows) => rows,
                    None => fields.bind(batch)?,
                };
                read(partial, &rows, row, at, out);
                careful = Some(rows);
            }
        }
    }
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
    /// `None` where every cell is known to be filled.
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
        let manual = array("manual").filter(|array| *array.data_type() != DataType::Null);
        let failures = texts("failure")?;
        let words = words(&failures, batch.num_rows());
        Some(Chunk {
            codes: texts("site_code")?,
            moments: Moments::of(array("visited_at")?)?,
            vantages: if fields.is_proven("vantage") { None } else { Some(texts("vantage")?) },
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

    /// The address that was visited; the outer `None` where reading must trim it.
    #[inline]
    fn url(&self, row: usize) -> Option<Option<&'b str>> {
        let url = self.urls.get(row);
        url.is_none_or(is_trimmed).then_some(url)
    }
}

fn words<'b>(failures: &Texts<'b>, rows: usize) -> HashMap<&'b str, Option<VisitFailure>, FixedState> {
    let mut words = HashMap::default();
    for row in 0..rows.min(failures.len()) {
        if let Some(word) = failures.get(row) {
            words.entry(word).or_insert_with(|| VisitFailure::read(word));
        }
    }
    words
}

/// Moments as microseconds UTC.
struct Moments<'b> {
    array: &'b ArrayRef,
    values: &'b [i64],
    unit: TimeUnit,
    shift: i64,
}

impl<'b> Moments<'b> {
    fn of(array: &'b ArrayRef) -> Option<Moments<'b>> {
        let DataType::Timestamp(unit, zone) = array.data_type() else { return None };
        let values = match unit {
            TimeUnit::Second => array.as_primitive_opt::<TimestampSecondType>()?.values(),
            TimeUnit::Millisecond => array.as_primitive_opt::<TimestampMillisecondType>()?.values(),
            TimeUnit::Microsecond => array.as_primitive_opt::<TimestampMicrosecondType>()?.values(),
            TimeUnit::Nanosecond => array.as_primitive_opt::<TimestampNanosecondType>()?.values(),
        };
        Some(Moments { array, values, unit: *unit, shift: if zone.is_some() { 0 } else { SHANGHAI_MICROS } })
    }

    #[inline]
    fn get(&self, row: usize) -> Option<Moment> {
        let value = self.values[row];
        let micros = match self.unit {
            TimeUnit::Second => value.checked_mul(1_000_000)?,
            TimeUnit::Millisecond => value.checked_mul(1_000)?,
            TimeUnit::Microsecond => value,
            TimeUnit::Nanosecond => value.div_euclid(1_000),
        };
        let micros = micros.checked_sub(self.shift)?;
        ((FIRST..END).contains(&micros) && self.array.is_valid(row)).then_some(Moment(micros))
    }
}

/// Whole numbers of the usual widths.
enum Wholes<'b> {
    Absent,
    I16(&'b ArrayRef, &'b [i16]),
    I32(&'b ArrayRef, &'b [i32]),
    I64(&'b ArrayRef, &'b [i64]),
}

impl<'b> Wholes<'b> {
    fn of(array: Option<&'b ArrayRef>) -> Option<Wholes<'b>> {
        let Some(array) = array else { return Some(Wholes::Absent) };
        Some(match array.data_type() {
            DataType::Null => Wholes::Absent,
            DataType::Int16 => Wholes::I16(array, array.as_primitive_opt::<Int16Type>()?.values()),
            DataType::Int32 => Wholes::I32(array, array.as_primitive_opt::<Int32Type>()?.values()),
            DataType::Int64 => Wholes::I64(array, array.as_primitive_opt::<Int64Type>()?.values()),
            _ => return None,
        })
    }

    #[inline]
    fn get(&self, row: usize) -> Option<i64> {
        match self {
            Wholes::Absent => None,
            Wholes::I16(array, values) => array.is_valid(row).then(|| i64::from(values[row])),
            Wholes::I32(array, values) => array.is_valid(row).then(|| i64::from(values[row])),
            Wholes::I64(array, values) => array.is_valid(row).then(|| values[row]),
        }
    }
}

/// The site of the last row: visits of one site mostly stand together.
#[derive(Default)]
struct Sites<'b> {
    last: Option<&'b str>,
    site: Option<SiteIndex>,
    key: Option<usize>,
}

impl<'b> Sites<'b> {
    #[inline]
    fn of(&mut self, chunk: &Chunk<'b>, row: usize, partial: &Partial<'_>) -> Option<SiteIndex> {
        let key = chunk.codes.dictionary().and_then(|(keys, _)| keys.get(row));
        if key.is_some() && key == self.key {
            return self.site;
        }
        let code = chunk.codes.get(row);
        if code != self.last || row == 0 {
            self.site = code.and_then(|code| partial.known.registry.site(code));
        }
        (self.last, self.key) = (code, key);
        self.site
    }
}
