//! Folds a batch of updates over its buffers.
//!
//! A row is plain when its column is known, its address is filled, it has a date in the accepted range and nothing else that
//! bears on it. Every other row is read like a row of CSV.

use arrow_array::{Array, ArrayRef, RecordBatch, cast::AsArray, types::Date32Type};
use arrow_schema::DataType;
use gov_site_compliance::{ColumnActivity, Day, Reject, Row, Update, ingest::Cell};
use std::sync::Arc;

use super::{
    ids::{Id, IdIndex, Ids, NO_SLOT},
    partial::{At, Partial},
    texts::{Texts, is_filled},
};
use crate::{ArrowError, BatchRows, Fields};

/// Pairs of neighbours that tell whether keys come in runs.
const SAMPLE: usize = 256;
const MOMENTS: [&str; 2] = ["published_at", "observed_at"];

/// What is known of the dictionaries seen last, since batch after batch may share one.
#[derive(Clone, Default)]
pub(crate) struct Dictionaries {
    /// Values and the slot of each.
    ids: Option<(ArrayRef, Vec<u32>)>,
    /// Values and whether each is filled.
    urls: Option<(ArrayRef, bool)>,
    keys: Vec<u32>,
}

/// Folds one chunk.
pub(crate) fn fold(partial: &mut Partial<'_>, fields: &Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), ArrowError> {
    let Some(chunk) = Chunk::of(partial, fields, batch) else { return Careful::of(fields, batch, at)?.all(partial, out) };
    let mut unknown = Vec::new();
    partial.fold_chunk(&chunk, &mut unknown);
    let plain = (batch.num_rows() - unknown.len()) as u64;
    partial.updates.rows += plain;
    partial.updates.accepted += plain;
    if unknown.is_empty() {
        return Ok(());
    }
    let careful = Careful::of(fields, batch, at)?;
    unknown.into_iter().for_each(|row| careful.row(partial, row, out));
    Ok(())
}

/// A chunk of which every row is plain, unless its column is unknown.
struct Chunk<'b> {
    ids: Ids<'b>,
    days: &'b [i32],
}

impl<'b> Chunk<'b> {
    fn of(partial: &mut Partial<'_>, fields: &Fields, batch: &'b RecordBatch) -> Option<Chunk<'b>> {
        let array = |field| fields.array(batch, field);
        let others = ["date_state"].into_iter().chain(MOMENTS);
        if !others.into_iter().all(|field| array(field).is_none_or(is_empty)) {
            return None;
        }
        let days = array("published_on")?.as_primitive_opt::<Date32Type>().filter(|days| days.null_count() == 0)?.values();
        let (least, most) = days.iter().fold((i32::MAX, i32::MIN), |(least, most), day| (least.min(*day), most.max(*day)));
        let in_range = least >= Day::FIRST.0 && most <= Day::LAST.0;
        let ids = Ids::of(array("column_id")).filter(|_| array("column_id").is_some_and(|ids| ids.null_count() == 0))?;
        (in_range && partial.dictionaries.all_filled(fields.name("url").and_then(|_| array("url")), fields)).then_some(Chunk { ids, days })
    }
}

/// Whether no cell of a column is filled.
fn is_empty(array: &ArrayRef) -> bool {
    *array.data_type() == DataType::Null || array.null_count() == array.len()
}

impl Dictionaries {
    /// Whether every address is filled; an address column that was left out is, since only a reader that has proof leaves it out.
    fn all_filled(&mut self, urls: Option<&ArrayRef>, fields: &Fields) -> bool {
        let Some(array) = urls else { return fields.is_proven("url") };
        let Some(texts) = Texts::of(Some(array)) else { return false };
        let Some(dictionary) = array.as_any_dictionary_opt() else { return texts.all_filled() };
        let all = match &self.urls {
            Some((known, all)) if Arc::ptr_eq(known, dictionary.values()) => *all,
            _ => Texts::of(Some(dictionary.values())).is_some_and(|values| values.all_filled()),
        };
        self.urls = Some((dictionary.values().clone(), all));
        all && array.null_count() == 0
    }

    /// Slots of the values of a dictionary of ids; [`NO_SLOT`] for those that name no known column.
    fn slots(&mut self, array: &ArrayRef, values: &Texts<'_>, index: &IdIndex) -> Option<()> {
        let dictionary = array.as_any_dictionary_opt()?;
        if self.ids.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, dictionary.values())) {
            return Some(());
        }
        let slot = |value| values.get(value).and_then(|text| index.slot(Id::of(text))).unwrap_or(NO_SLOT);
        self.ids = Some((dictionary.values().clone(), (0..values.len()).map(slot).collect()));
        Some(())
    }
}

impl Partial<'_> {
    /// Folds the rows whose column is known; the others are noted.
    fn fold_chunk(&mut self, chunk: &Chunk<'_>, unknown: &mut Vec<usize>) {
        let index = self.known.columns.index();
        match &chunk.ids {
            Ids::Numbers(numbers, _) => match index.direct() {
                Some((first, slots)) => {
                    let slot = |number: i64| usize::try_from(number.wrapping_sub(first)).ok().and_then(|cell| slots.get(cell)).copied().unwrap_or(NO_SLOT);
                    self.fold_keys(numbers, chunk.days, slot, unknown);
                }
                None => self.fold_keys(numbers, chunk.days, |number| index.number(number).unwrap_or(NO_SLOT), unknown),
            },
            Ids::Texts(texts) => self.fold_texts(texts, chunk.days, unknown),
        }
    }

    fn fold_texts(&mut self, texts: &Texts<'_>, days: &[i32], unknown: &mut Vec<usize>) {
        if let Some((keys, values)) = texts.dictionary() {
            let mut dictionaries = std::mem::take(&mut self.dictionaries);
            if dictionaries.slots(keys.array(), values, self.known.columns.index()).is_some() {
                keys.widened(&mut dictionaries.keys);
                let slots = dictionaries.ids.as_ref().map_or(&[][..], |(_, slots)| slots);
                self.fold_keys(&dictionaries.keys, days, |key: u32| slots.get(key as usize).copied().unwrap_or(NO_SLOT), unknown);
            }
            self.dictionaries = dictionaries;
            return;
        }
        let index = self.known.columns.index();
        let (mut last, mut slot) = (None, NO_SLOT);
        for (row, day) in days.iter().enumerate() {
            let text = texts.get(row);
            if row == 0 || text != last {
                slot = text.and_then(|text| index.slot(Id::of(text))).unwrap_or(NO_SLOT);
                last = text;
            }
            self.fold_day(slot, *day, row, unknown);
        }
    }

    /// Keys that come in runs are looked up once a run, others one by one.
    fn fold_keys<K: Copy + Eq>(&mut self, keys: &[K], days: &[i32], slot: impl Fn(K) -> u32, unknown: &mut Vec<usize>) {
        let sample = &keys[..keys.len().min(SAMPLE)];
        let repeats = sample.windows(2).filter(|pair| pair[0] == pair[1]).count();
        if repeats * 2 < sample.len() {
            for (row, (key, day)) in keys.iter().zip(days).enumerate() {
                self.fold_day(slot(*key), *day, row, unknown);
            }
            return;
        }
        let mut start = 0;
        while start < keys.len() {
            let end = start + run_length(&keys[start..]);
            match slot(keys[start]) {
                NO_SLOT => unknown.extend(start..end),
                slot => {
                    let mut part = ColumnActivity::default();
                    part.fold(&days[start..end], self.known.plan.checkpoint);
                    self.activities.add(slot, &part);
                }
            }
            start = end;
        }
    }

    #[inline]
    fn fold_day(&mut self, slot: u32, day: i32, row: usize, unknown: &mut Vec<usize>) {
        if slot == NO_SLOT {
            unknown.push(row);
        } else if day <= self.known.plan.checkpoint.0 {
            self.activities.push(slot, day);
        } else {
            let mut late = ColumnActivity::default();
            late.push_day(Day(day), self.known.plan.checkpoint);
            self.activities.add(slot, &late);
        }
    }
}

/// How many keys at the beginning are equal.
#[inline]
pub(crate) fn run_length<K: Copy + Eq>(keys: &[K]) -> usize {
    let key = keys[0];
    let mut length = 0;
    // Sixteen at a time without a branch, for the compiler to compare several at once.
    for block in keys.chunks_exact(16) {
        if !block.iter().fold(true, |all, other| all & (*other == key)) {
            break;
        }
        length += 16;
    }
    length + keys[length..].iter().take_while(|other| **other == key).count()
}

/// Reads rows one by one.
struct Careful<'b> {
    rows: BatchRows<'b>,
    ids: Option<Ids<'b>>,
    /// `None` where every cell is known to be filled.
    urls: Option<Texts<'b>>,
    positions: [Option<usize>; 4],
    at: At<'b>,
}

impl<'b> Careful<'b> {
    fn of(fields: &Fields, batch: &'b RecordBatch, at: &At<'b>) -> Result<Careful<'b>, ArrowError> {
        let position = |field| Update::TABLE.position(field);
        Ok(Careful {
            rows: fields.bind(batch)?,
            ids: Ids::of(fields.array(batch, "column_id")),
            urls: if fields.is_proven("url") { None } else { Some(Texts::of(fields.array(batch, "url")).unwrap_or(Texts::ABSENT)) },
            positions: [position("published_on"), position("date_state"), position("published_at"), position("observed_at")],
            at: at.clone(),
        })
    }

    fn all(&self, partial: &mut Partial<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), ArrowError> {
        (0..self.rows.len()).for_each(|row| self.row(partial, row, out));
        Ok(())
    }

    fn row(&self, partial: &mut Partial<'_>, row: usize, out: &mut dyn FnMut(Reject)) {
        if let Some((slot, activity)) = self.plain(partial, row) {
            partial.activities.add(slot, &activity);
            partial.updates.rows += 1;
            partial.updates.accepted += 1;
            return;
        }
        if self.rows.is_blank(row) {
            partial.updates.blank += 1;
            return;
        }
        partial.updates.rows += 1;
        let place = self.at.place(row);
        match self.rows.read::<Update>(row, &place).and_then(|update| partial.push_update(&update, &place)) {
            Ok(()) => partial.updates.accepted += 1,
            Err(reject) => {
                partial.updates.rejected += 1;
                partial.push_charge(&reject.charge);
                out(*reject);
            }
        }
    }

    /// A row with a date and at most the moment at which it was seen: the usual case in batches with nulls.
    fn plain(&self, partial: &Partial<'_>, row: usize) -> Option<(u32, ColumnActivity)> {
        let slot = partial.known.columns.index().slot(self.ids.as_ref()?.get(row)?)?;
        if let Some(urls) = &self.urls {
            urls.get(row).filter(|url| is_filled(url))?;
        }
        let cell = |position: usize| self.positions[position].map(|field| self.rows.cell(row, field));
        let [day, state, published, observed] = [cell(0)?, cell(1)?, cell(2)?, cell(3)?];
        let (Cell::Day(day), Cell::Empty, Cell::Empty) = (day.cell(), state.cell(), published.cell()) else { return None };
        let observed = match observed.cell() {
            Cell::Empty => None,
            Cell::Moment(moment) => Some(moment),
            _ => return None,
        };
        let accepted = Day::FIRST..=Day::LAST;
        if !accepted.contains(&day) || observed.is_some_and(|moment| !accepted.contains(&moment.day())) {
            return None;
        }
        let mut activity = ColumnActivity::default();
        activity.push_observed(day, observed, partial.known.plan.checkpoint);
        Some((slot, activity))
    }
}
