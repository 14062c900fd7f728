//! Folds a batch of visits over its buffers.
//!
//! A row is plain when its site is known, its moment lies in the accepted range, its vantage is filled and its other cells
//! are of the usual types and sound. Every other row is read like a row of CSV.

use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, cast::AsArray, types::*};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, TimeUnit};
use foldhash::fast::FixedState;
use gov_site_compliance::{
    Day, Micros, Moment, Plan, Reject, Visit, VisitFailure,
    facts::{Attempt, SiteIndex, VisitClass, VisitSummary},
};
use hashbrown::HashMap;
use std::{borrow::Cow, ops::Range};

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
        Some(chunk) => chunk.fold(partial, batch.num_rows(), &mut careful),
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
    /// `None` where there is none.
    failures: Option<Failures<'b>>,
    statuses: Wholes<'b>,
    durations: Wholes<'b>,
    manual: Option<&'b BooleanArray>,
}

impl<'b> Chunk<'b> {
    fn of(fields: &Fields, batch: &'b RecordBatch) -> Option<Chunk<'b>> {
        let array = |field| fields.array(batch, field);
        let texts = |field| Texts::of(array(field));
        let manual = array("manual").filter(|array| *array.data_type() != DataType::Null && array.null_count() < array.len());
        let vantages = if fields.is_proven("vantage") { None } else { Some(texts("vantage")?).filter(|vantages| !vantages.all_filled()) };
        let failures = texts("failure")?;
        Some(Chunk {
            codes: texts("site_code")?,
            moments: Moments::of(array("visited_at")?)?,
            vantages,
            urls: texts("url")?,
            failures: (!failures.is_empty()).then(|| Failures::of(failures)),
            statuses: Wholes::of(array("status"))?,
            durations: Wholes::of(array("duration_ms"))?,
            manual: match manual {
                Some(array) => Some(array.as_boolean_opt()?),
                None => None,
            },
        })
    }

    /// Folds the plain rows; the others are noted.
    fn fold(&self, partial: &mut Partial<'_>, rows: usize, careful: &mut Vec<usize>) {
        let has_urls = !self.urls.is_empty();
        let answered = if has_urls { Vec::new() } else { self.answered(partial.known.plan) };
        for run in self.codes.runs(rows) {
            let code = self.codes.get(run.start);
            let Some(site) = code.and_then(|code| partial.known.registry.site(code)) else {
                careful.extend(run);
                continue;
            };
            if has_urls {
                run.for_each(|row| self.push_with_url(row, site, partial, careful));
            } else {
                self.push_run(run, site, &answered, partial, careful);
            }
        }
    }

    /// Whether a row is an answer in time and nothing else: the usual row, told column by column.
    fn answered(&self, plan: &Plan) -> Vec<bool> {
        let moments = &self.moments.values;
        let (least, most) = moments.iter().fold((i64::MAX, i64::MIN), |(least, most), micros| (least.min(*micros), most.max(*micros)));
        let mut answered = vec![true; moments.len()];
        if least < FIRST || most >= END {
            answered.iter_mut().zip(moments.iter()).for_each(|(answered, micros)| *answered = (FIRST..END).contains(micros));
        }
        if let Some(nulls) = self.moments.nulls {
            unmark(&mut answered, &!nulls.inner());
        }
        let (mut last, mut is_answer) = (0, false);
        self.statuses.keep(&mut answered, |status| {
            if status != last {
                (last, is_answer) = (status, (100..=599).contains(&status) && plan.classify(&Attempt::answered(status)) == VisitClass::Answered);
            }
            is_answer
        });
        match (&self.statuses.values, self.statuses.nulls) {
            (WholeSlice::Absent, _) => answered.fill(false),
            (_, Some(nulls)) => unmark(&mut answered, &!nulls.inner()),
            (_, None) => {}
        }
        let slow = plan.slow_from().0;
        let slow_millis = slow / 1_000 + i64::from(slow % 1_000 > 0);
        // What stands under a null is no time: the row is looked at alone if it seems slow.
        self.durations.keep(&mut answered, |millis| (millis as u64) < slow_millis as u64);
        if let Some(failures) = &self.failures {
            match failures.texts.nulls() {
                Some(nulls) => unmark(&mut answered, nulls.inner()),
                None => answered.fill(false),
            }
        }
        if let Some(manual) = self.manual {
            unmark(&mut answered, manual.values());
        }
        if let Some(vantages) = &self.vantages {
            answered.iter_mut().enumerate().for_each(|(row, answered)| *answered &= vantages.get(row).is_some_and(is_filled));
        }
        answered
    }

    /// Visits of one site to the address filed on their days.
    fn push_run(&self, run: Range<usize>, site: SiteIndex, answered: &[bool], partial: &mut Partial<'_>, careful: &mut Vec<usize>) {
        let plan = partial.known.plan;
        let mut nobody = VisitSummary::default();
        let summary = match partial.known.registry.sites.get(site.0 as usize) {
            Some(_) => &mut partial.fold.visits[site.0 as usize],
            // Of this site only a rejected row is known; it takes visits without a trace.
            None => &mut nobody,
        };
        let mut row = run.start;
        while row < run.end {
            let stretch = answered[row..run.end].iter().take_while(|answered| **answered).count();
            let moments = &self.moments.values[row..row + stretch];
            partial.visits.late += plan.late(moments);
            summary.push_answered(moments, plan);
            row += stretch;
            if row == run.end {
                break;
            }
            match self.visit(row) {
                Some(visit) => {
                    partial.visits.late += u64::from(plan.is_late(visit.visited_at));
                    summary.push(&visit, true, plan);
                }
                None => careful.push(row),
            }
            row += 1;
        }
    }

    fn push_with_url(&self, row: usize, site: SiteIndex, partial: &mut Partial<'_>, careful: &mut Vec<usize>) {
        let url = self.urls.get(row);
        match self.visit(row).filter(|_| url.is_none_or(is_trimmed)) {
            Some(visit) => partial.push_attempt(site, &visit, url),
            None => careful.push(row),
        }
    }

    /// The visit of a row, `None` unless every cell is sound as it stands.
    #[inline(always)]
    fn visit(&self, row: usize) -> Option<Attempt> {
        let visited_at = self.moments.get(row)?;
        if let Some(vantages) = &self.vantages {
            vantages.get(row).filter(|vantage| is_filled(vantage))?;
        }
        let failure = match &self.failures {
            Some(failures) => failures.of_row(row)?,
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

/// Takes the marks of these rows away, few as they mostly are.
fn unmark(marks: &mut [bool], rows: &BooleanBuffer) {
    rows.set_indices().for_each(|row| marks[row] = false);
}

/// Failures of a chunk, each word read once.
struct Failures<'b> {
    texts: Texts<'b>,
    words: HashMap<&'b str, Option<VisitFailure>, FixedState>,
}

impl<'b> Failures<'b> {
    fn of(texts: Texts<'b>) -> Failures<'b> {
        let mut words = HashMap::default();
        let mut read = |row| {
            if let Some(word) = texts.get(row) {
                words.entry(word).or_insert_with(|| VisitFailure::read(word));
            }
        };
        match texts.nulls() {
            Some(nulls) => nulls.valid_indices().for_each(&mut read),
            None => (0..texts.len()).for_each(&mut read),
        }
        Failures { texts, words }
    }

    /// The failure of a row, if it has one; `None` for a word that is none.
    fn of_row(&self, row: usize) -> Option<Option<VisitFailure>> {
        let Some(word) = self.texts.get(row) else { return Some(None) };
        self.words.get(word).copied().flatten().map(Some)
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

    #[inline(always)]
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
    /// Keeps the marks of rows that hold a number that `is_usual`, nulls like others; without numbers all are kept.
    fn keep(&self, marks: &mut [bool], mut is_usual: impl FnMut(i64) -> bool) {
        macro_rules! keep {
            ($values:expr) => {
                marks.iter_mut().zip(*$values).for_each(|(mark, value)| *mark &= is_usual(i64::from(*value)))
            };
        }
        match &self.values {
            WholeSlice::Absent => {}
            WholeSlice::I16(values) => keep!(values),
            WholeSlice::I32(values) => keep!(values),
            WholeSlice::I64(values) => keep!(values),
        }
    }

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

    #[inline(always)]
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
