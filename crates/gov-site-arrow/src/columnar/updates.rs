//! Folds a batch of updates over its buffers.
//!
//! A row is plain when its column is known, its address is filled, it has a date in the accepted range and nothing else that
//! bears on it. Every other row is read like a row of CSV.

use arrow_array::{Array, ArrayRef, RecordBatch, cast::AsArray, types::Date32Type};
use arrow_schema::DataType;
use gov_site_compliance::{ColumnActivity, Day, Reject, Row, Update, ingest::Cell};
use std::sync::Arc;

use super::{
    activities::Slots,
    apart::{self, Apart},
    folded_updates::UpdatesPart,
    home,
    ids::{Hashed, Id, IdIndex, Ids, NO_SLOT},
    partial::{At, UPDATES_TOGETHER},
    runs::{self, Key, Run, newest},
    texts::{Texts, is_filled},
    threads::in_threads,
};
use crate::{ArrowError, BatchRows, Fields, Soundness};

/// Pairs of neighbours that tell whether keys come in runs.
const SAMPLE: usize = 256;
/// Shuffled rows whose days are looked at beforehand.
const SHUFFLED: usize = 1 << 12;
const MOMENTS: [&str; 2] = ["published_at", "observed_at"];

/// What is known of the dictionaries seen last, since batch after batch may share one.
#[derive(Clone, Default)]
struct Dictionaries {
    /// Values and the slot of each.
    ids: Option<(ArrayRef, Vec<u32>)>,
    /// Values and whether each is filled.
    urls: Option<(ArrayRef, bool)>,
    keys: Vec<u32>,
}

/// Folds plain updates of known columns, whatever the tables around them.
#[derive(Clone)]
pub(crate) struct PlainUpdates<'a, S> {
    index: &'a IdIndex,
    checkpoint: Day,
    pub(crate) activities: S,
    dictionaries: Dictionaries,
    /// Room for the runs of a chunk.
    runs: Vec<Run>,
    /// Room for the slots of shuffled rows.
    slots: Vec<u32>,
    apart: Apart,
}

/// Folds one chunk.
pub(crate) fn fold(partial: &mut UpdatesPart<'_>, fields: &Fields, batch: &RecordBatch, at: &At<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), ArrowError> {
    let Some(chunk) = Chunk::of(&mut partial.plain_updates.dictionaries, fields, batch) else { return Careful::of(fields, batch, at)?.all(partial, out) };
    let mut unusual = Vec::new();
    partial.plain_updates.fold(&chunk, &mut unusual);
    home::fold(partial, &chunk, fields, batch, at)?;
    let plain = (batch.num_rows() - unusual.len()) as u64;
    partial.updates.rows += plain;
    partial.updates.accepted += plain;
    if unusual.is_empty() {
        return Ok(());
    }
    let careful = Careful::of(fields, batch, at)?;
    unusual.into_iter().for_each(|row| careful.row(partial, row, out));
    Ok(())
}

/// A chunk of which every row is plain, unless its column is unknown or its day out of range.
pub(crate) struct Chunk<'b> {
    ids: Ids<'b>,
    days: &'b [i32],
}

impl<'b> Chunk<'b> {
    fn of(dictionaries: &mut Dictionaries, fields: &Fields, batch: &'b RecordBatch) -> Option<Chunk<'b>> {
        let array = |field| fields.array(batch, field);
        let others = ["date_state"].into_iter().chain(MOMENTS);
        if !others.into_iter().all(|field| array(field).is_none_or(is_empty)) {
            return None;
        }
        let filled = dictionaries.all_filled(fields.name("url").and_then(|_| array("url")), fields);
        Chunk::of_dates(array("column_id")?, array("published_on")?).filter(|_| filled)
    }

    /// Ids and days without nulls, of the usual types.
    pub(crate) fn of_dates(ids: &'b ArrayRef, days: &'b ArrayRef) -> Option<Chunk<'b>> {
        let days = days.as_primitive_opt::<Date32Type>().filter(|days| days.null_count() == 0)?.values();
        let ids = Ids::of(Some(ids)).filter(|_| ids.null_count() == 0)?;
        Some(Chunk { ids, days })
    }

    pub(crate) fn ids(&self) -> &Ids<'b> {
        &self.ids
    }

    pub(crate) fn days(&self) -> &'b [i32] {
        self.days
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
        let (Some(dictionary), Some((keys, values))) = (array.as_any_dictionary_opt(), texts.dictionary()) else { return texts.all_filled() };
        let all = match &self.urls {
            Some((known, all)) if Arc::ptr_eq(known, dictionary.values()) => *all,
            _ => values.all_filled(),
        };
        self.urls = Some((dictionary.values().clone(), all));
        all && array.null_count() == 0 && keys.all_below(values.len())
    }

    /// Slots of the values of a dictionary of ids; [`NO_SLOT`] for those that name no known column.
    fn slots(&mut self, array: &ArrayRef, values: &Texts<'_>, index: &IdIndex) -> Option<()> {
        let dictionary = array.as_any_dictionary_opt()?;
        if self.ids.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, dictionary.values())) {
            return Some(());
        }
        self.ids = Some((dictionary.values().clone(), (0..values.len()).map(|value| index.slot_of(values, value)).collect()));
        Some(())
    }
}

impl<'a, S: Slots> PlainUpdates<'a, S> {
    /// Nothing folded yet.
    pub(crate) fn new(index: &'a IdIndex, activities: S, checkpoint: Day) -> PlainUpdates<'a, S> {
        PlainUpdates { index, checkpoint, activities, dictionaries: Dictionaries::default(), runs: Vec::new(), slots: Vec::new(), apart: Apart::default() }
    }

    /// Looks up the ids of a dictionary with several threads; folds that start from this one share what was found.
    pub(crate) fn learn(&mut self, ids: &ArrayRef, threads: usize) {
        let Some(dictionary) = ids.as_any_dictionary_opt() else { return };
        let values = dictionary.values();
        let Some(texts) = Texts::of(Some(values)) else { return };
        let share = texts.len().div_ceil(threads).max(1);
        let slots = |start: usize| -> Vec<u32> { (start..texts.len().min(start + share)).map(|value| self.index.slot_of(&texts, value)).collect() };
        let found = in_threads((0..texts.len()).step_by(share), slots).concat();
        self.dictionaries.ids = Some((values.clone(), found));
    }

    /// Folds the rows of known columns and accepted days; the others are noted.
    pub(crate) fn fold(&mut self, chunk: &Chunk<'_>, unusual: &mut Vec<usize>) {
        self.activities.open();
        let index = self.index;
        match &chunk.ids {
            Ids::Numbers(numbers, _) => match (index.sequence(), index.direct()) {
                (Some(sequence), _) => self.fold_keys(numbers, chunk.days, |number| sequence.slot(number), unusual),
                (None, Some((first, slots))) => {
                    let slot = |number: i64| usize::try_from(number.wrapping_sub(first)).ok().and_then(|cell| slots.get(cell)).copied().unwrap_or(NO_SLOT);
                    self.fold_keys(numbers, chunk.days, slot, unusual);
                }
                (None, None) => match index.hashed() {
                    Some(hashed) if self.fold_apart(hashed, numbers, chunk.days) => {}
                    Some(hashed) => self.fold_hashed(hashed, numbers, chunk.days, unusual),
                    None => self.fold_keys(numbers, chunk.days, |number| index.number(number).unwrap_or(NO_SLOT), unusual),
                },
            },
            Ids::Texts(texts) => self.fold_texts(texts, chunk.days, unusual),
        }
    }

    fn fold_texts(&mut self, texts: &Texts<'_>, days: &[i32], unusual: &mut Vec<usize>) {
        if let Some((keys, values)) = texts.dictionary() {
            let mut dictionaries = std::mem::take(&mut self.dictionaries);
            if dictionaries.slots(keys.array(), values, self.index).is_some() {
                keys.widened(&mut dictionaries.keys);
                let slots = dictionaries.ids.as_ref().map_or(&[][..], |(_, slots)| slots);
                self.fold_keys(&dictionaries.keys, days, |key: u32| slots.get(key as usize).copied().unwrap_or(NO_SLOT), unusual);
            }
            self.dictionaries = dictionaries;
            return;
        }
        let (mut last, mut slot) = (None, NO_SLOT);
        for (row, day) in days.iter().enumerate() {
            let text = texts.get(row);
            if row == 0 || text != last {
                slot = text.and_then(|text| self.index.slot(Id::of(text))).unwrap_or(NO_SLOT);
                last = text;
            }
            self.fold_days(slot, std::slice::from_ref(day), row, unusual);
        }
    }

    /// Rows that one round may take.
    pub(crate) fn rows_together(&self) -> usize {
        if self.index.hashed().is_some_and(|hashed| hashed.tables().len() > 1) { apart::ROWS } else { UPDATES_TOGETHER }
    }

    /// Folds many shuffled rows of plain days and known columns; false: they are to be folded otherwise.
    fn fold_apart(&mut self, hashed: &Hashed, numbers: &[i64], days: &[i32]) -> bool {
        if hashed.tables().len() == 1 || numbers.len() < apart::ROWS / 2 || come_in_runs(numbers) || newest(days).is_none_or(|last| last > self.checkpoint.0) {
            return false;
        }
        let Some(rows) = self.apart.find(hashed, numbers, days) else { return false };
        rows.for_each(|(slot, day)| self.activities.push(slot, day, 1));
        true
    }

    fn fold_hashed(&mut self, hashed: &Hashed, numbers: &[i64], days: &[i32], unusual: &mut Vec<usize>) {
        if come_in_runs(numbers) {
            return self.fold_keys(numbers, days, |number| hashed.slot(number), unusual);
        }
        self.fold_shuffled(numbers, days, |numbers, slots| hashed.find(numbers, slots), unusual);
    }

    /// Keys that come in runs are looked up once a run, others some at a time.
    fn fold_keys<K: Key>(&mut self, keys: &[K], days: &[i32], slot: impl Fn(K) -> u32, unusual: &mut Vec<usize>) {
        if come_in_runs(keys) {
            let mut runs = std::mem::take(&mut self.runs);
            runs::find(keys, days, &mut runs);
            runs.iter().for_each(|run| self.fold_run(slot(keys[run.start]), run.newest(), &days[run.start..run.end], run.start, unusual));
            self.runs = runs;
            return;
        }
        let find = |keys: &[K], slots: &mut Vec<u32>| {
            slots.clear();
            slots.extend(keys.iter().map(|key| slot(*key)));
        };
        self.fold_shuffled(keys, days, find, unusual);
    }

    /// Keys in no order are looked up some at a time before anything is written: the processor waits for several at once.
    fn fold_shuffled<K: Key>(&mut self, keys: &[K], days: &[i32], find: impl Fn(&[K], &mut Vec<u32>), unusual: &mut Vec<usize>) {
        let mut slots = std::mem::take(&mut self.slots);
        for (part, (keys, days)) in keys.chunks(SHUFFLED).zip(days.chunks(SHUFFLED)).enumerate() {
            find(keys, &mut slots);
            self.fold_slots(&slots, days, part * SHUFFLED, unusual);
        }
        self.slots = slots;
    }

    /// Days of slots in no order, the first of them in row `start`.
    fn fold_slots(&mut self, slots: &[u32], days: &[i32], start: usize, unusual: &mut Vec<usize>) {
        if newest(days).is_none_or(|last| last > self.checkpoint.0) {
            (start..).zip(slots.iter().zip(days)).for_each(|(row, (slot, day))| self.fold_days(*slot, std::slice::from_ref(day), row, unusual));
            return;
        }
        for (row, (slot, day)) in (start..).zip(slots.iter().zip(days)) {
            match *slot {
                NO_SLOT => unusual.push(row),
                slot => self.activities.push(slot, *day, 1),
            }
        }
    }

    /// Folds days of one column, the first of them in row `start`.
    fn fold_days(&mut self, slot: u32, days: &[i32], start: usize, unusual: &mut Vec<usize>) {
        self.fold_run(slot, newest(days), days, start, unusual);
    }

    /// The same where the newest day is known; `None`: a day lies outside the accepted range.
    #[inline]
    fn fold_run(&mut self, slot: u32, newest: Option<i32>, days: &[i32], start: usize, unusual: &mut Vec<usize>) {
        match newest.filter(|_| slot != NO_SLOT) {
            None => unusual.extend(start..start + days.len()),
            Some(last) if last <= self.checkpoint.0 => self.activities.push(slot, last, days.len() as u32),
            Some(_) => {
                let mut part = ColumnActivity::default();
                part.fold(days, self.checkpoint);
                self.activities.add(slot, &part);
            }
        }
    }
}

/// Whether neighbours mostly have the same key.
pub(crate) fn come_in_runs<K: Key>(keys: &[K]) -> bool {
    let sample = &keys[..keys.len().min(SAMPLE)];
    sample.windows(2).filter(|pair| pair[0] == pair[1]).count() * 2 >= sample.len()
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
        Soundness::default().check(fields, batch, at.first_row)?;
        let position = |field| Update::TABLE.position(field);
        Ok(Careful {
            rows: fields.bind(batch)?,
            ids: Ids::of(fields.array(batch, "column_id")),
            urls: if fields.is_proven("url") { None } else { Some(Texts::of(fields.array(batch, "url")).unwrap_or(Texts::ABSENT)) },
            positions: [position("published_on"), position("date_state"), position("published_at"), position("observed_at")],
            at: at.clone(),
        })
    }

    fn all(&self, partial: &mut UpdatesPart<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), ArrowError> {
        (0..self.rows.len()).for_each(|row| self.row(partial, row, out));
        Ok(())
    }

    fn row(&self, partial: &mut UpdatesPart<'_>, row: usize, out: &mut dyn FnMut(Reject)) {
        if let Some((slot, activity)) = self.plain(partial, row) {
            let url = self.urls.as_ref().and_then(|urls| urls.get(row));
            partial.add(slot, &activity, url, self.at.first_row + row as u64);
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
        let push = |update: Update| partial.push_addressed(&update, self.urls.as_ref().map(|_| update.url.as_str()), &place);
        match self.rows.read::<Update>(row, &place).and_then(push) {
            Ok(()) => partial.updates.accepted += 1,
            Err(reject) => {
                partial.updates.rejected += 1;
                partial.push_charge(&reject.charge);
                out(*reject);
            }
        }
    }

    /// A row with a date and at most the moment at which it was seen: the usual case in batches with nulls.
    fn plain(&self, partial: &UpdatesPart<'_>, row: usize) -> Option<(u32, ColumnActivity)> {
        let slot = partial.index.slot(self.ids.as_ref()?.get(row)?)?;
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
        activity.push_observed(day, observed, partial.plan.checkpoint);
        Some((slot, activity))
    }
}
