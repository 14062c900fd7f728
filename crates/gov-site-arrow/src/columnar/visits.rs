//! Folds a batch of visits over its buffers.
//!
//! A row is plain when its site is known, its moment lies in the accepted range, its vantage is filled and its other cells
//! are of the usual types and sound. Every other row is read like a row of CSV.

use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, cast::AsArray};
use arrow_schema::DataType;
use gov_site_compliance::{
    Micros, Moment, Registry, Reject, Visit,
    facts::{Attempt, SiteIndex, WeekCells},
    same_url,
};
use std::ops::Range;

use super::{
    alike::Alike,
    partial::{At, Partial},
    texts::{Texts, as_texts, is_filled, is_trimmed},
    visit_cells::{Cells, each_apart},
    visit_fields::{Failures, Moments, Wholes},
};
use crate::{ArrowError, BatchRows, Fields, Soundness};

/// Visits of one site with addresses that are worth more than a look at each.
const LONG: usize = 16;

/// Folds one chunk.
pub(crate) fn fold(partial: &mut Partial<'_>, fields: &Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), ArrowError> {
    let mut careful = Vec::new();
    // Codes may be numbers, as a reader of CSV or a data frame sees them.
    let is_number = |code: &ArrayRef| code.data_type().is_integer();
    let with_codes = fields.array(batch, "site_code").filter(|code| is_number(code)).map(|_| as_texts(batch, fields, &["site_code"])).transpose()?;
    match Chunk::of(fields, with_codes.as_ref().unwrap_or(batch)) {
        Some(chunk) => chunk.fold(partial, batch.num_rows(), &mut careful),
        None => careful.extend(0..batch.num_rows()),
    }
    let plain = (batch.num_rows() - careful.len()) as u64;
    partial.visits.rows += plain;
    partial.visits.accepted += plain;
    if careful.is_empty() {
        return Ok(());
    }
    Soundness::default().check(fields, batch, at.first_row)?;
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
pub(super) struct Chunk<'b> {
    pub(super) codes: Texts<'b>,
    pub(super) moments: Moments<'b>,
    /// `None` where every cell is filled.
    pub(super) vantages: Option<Texts<'b>>,
    pub(super) urls: Texts<'b>,
    /// `None` where there is none.
    pub(super) failures: Option<Failures>,
    pub(super) statuses: Wholes<'b>,
    pub(super) durations: Wholes<'b>,
    pub(super) manual: Option<&'b BooleanArray>,
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
            failures: (!failures.is_empty()).then(|| Failures::of(&failures)),
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
        let mut cells = Cells::of(self, partial.known.plan);
        let (codes, urls) = (Alike::of(&self.codes), Alike::of(&self.urls));
        let (mut start, mut last) = (0, None);
        while let Some(end) = codes.end_of_run(start, rows) {
            let run = start..end;
            start = end;
            let code = self.codes.get(run.start);
            let Some(site) = code.and_then(|code| site(partial.known.registry, code, last)) else {
                careful.extend(run);
                continue;
            };
            last = Some(site);
            if !self.urls.is_empty() {
                self.set_apart(&urls, run.clone(), site, partial, &mut cells.cells);
            }
            self.push_run(run, site, &mut cells, partial, careful);
        }
    }

    /// Visits of one site that stand together.
    fn push_run(&self, run: Range<usize>, site: SiteIndex, cells: &mut Cells, partial: &mut Partial<'_>, careful: &mut Vec<usize>) {
        let plan = partial.known.plan;
        let of_run = &cells.cells[run.clone()];
        if cells.has_late {
            let late = |(cell, micros): (&u16, &i64)| *cell != WeekCells::APART && plan.is_late(Moment(*micros));
            partial.visits.late += of_run.iter().zip(&self.moments.values[run.clone()]).filter(|row| late(*row)).count() as u64;
        }
        // Of a site of which only a rejected row is known nothing is kept; it takes visits without a trace.
        if (site.0 as usize) < partial.known.registry.sites.len() {
            partial.fold.visits[site.0 as usize].push_cells(of_run, &mut cells.tally, plan);
        }
        each_apart(of_run, |row| {
            let row = run.start + row;
            let url = self.urls.get(row);
            match self.visit(row).filter(|_| url.is_none_or(is_trimmed)) {
                Some(visit) => partial.push_attempt(site, &visit, url),
                None => careful.push(row),
            }
        });
    }

    /// Sets the visits apart that may have gone elsewhere than to the address filed on their day.
    fn set_apart(&self, urls: &Alike<'_, '_>, run: Range<usize>, site: SiteIndex, partial: &Partial<'_>, cells: &mut [u16]) {
        let Some(filed) = self.filed(&run, site, partial.known.registry) else {
            cells[run].fill(WeekCells::APART);
            return;
        };
        let (mut start, mut last, mut is_filed) = (run.start, None, true);
        while let Some(end) = urls.end_of_run(start, run.end) {
            let url = self.urls.get(start);
            if url != last {
                (last, is_filed) = (url, url.is_none_or(|url| is_trimmed(url) && same_url(url, filed)));
            }
            if !is_filed {
                cells[start..end].fill(WeekCells::APART);
            }
            start = end;
        }
    }

    /// The address of a site, if it was the same on all days of many visits.
    fn filed<'r>(&self, run: &Range<usize>, site: SiteIndex, registry: &'r Registry) -> Option<&'r str> {
        let site = registry.sites.get(site.0 as usize)?;
        let moments = &self.moments.values[run.clone()];
        let (first, last) = (moments.iter().min()?, moments.iter().max()?);
        let on = |micros: &i64| registry.filed_url(site, Moment(*micros).day());
        let (first, last) = (on(first), on(last));
        // A later day never has an earlier row: the same text in memory stood for all days between.
        (run.len() >= LONG && std::ptr::eq(first, last)).then_some(first)
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

/// The site of a code; sites mostly come in the order of the registry.
#[inline]
fn site(registry: &Registry, code: &str, last: Option<SiteIndex>) -> Option<SiteIndex> {
    let next = last.map(|site| SiteIndex(site.0 + 1));
    let is_it = |site: &SiteIndex| registry.sites.get(site.0 as usize).is_some_and(|site| site.site_code == code);
    next.filter(is_it).or_else(|| registry.site(code))
}
