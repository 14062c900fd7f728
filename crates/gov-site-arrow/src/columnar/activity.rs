//! Updates by column, without a table of columns.

use arrow_array::{Array, RecordBatch, cast::AsArray, types::Date32Type};
use gov_site_compliance::{ColumnActivity, Day, Row, Update};

use super::{
    ids::{Id, IdIndex, Ids, Span},
    partial::UPDATES_TOGETHER,
    runs::{self, Run, newest},
    threads::{in_threads, shares},
};
use crate::{ArrowError, Fields};

/// Updates by column in the order in which the columns were met.
#[derive(Default)]
pub struct ByColumn(Vec<Share>);

/// What one thread found, in the order in which it met the columns.
#[derive(Default)]
struct Share {
    /// Columns at the beginning that stand in the share before.
    skip: usize,
    keys: Vec<Key>,
    texts: Vec<String>,
    tallies: Vec<Tally>,
    /// Found only when ids come again after others: sorted rows need no index.
    index: Option<IdIndex>,
    /// Room for the runs of a chunk.
    runs: Vec<Run>,
}

/// Id of a column: a number, or a text that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKey<'a> {
    /// A whole number.
    Number(i64),
    /// A text.
    Text(&'a str),
}

/// Columns for which room is made before they are met, at most.
const MANY: usize = 1 << 20;

/// Dated items: newest up to the checkpoint, all, and later ones.
#[derive(Clone, Copy)]
struct Tally {
    last: i32,
    total: u32,
    late: u32,
}

impl Tally {
    const NONE: Tally = Tally { last: i32::MIN, total: 0, late: 0 };

    fn add(&mut self, other: Tally) {
        self.last = self.last.max(other.last);
        self.total += other.total;
        self.late += other.late;
    }

    /// Adds days of which the newest is known, unless one of them lies outside the accepted range.
    #[inline]
    fn push(&mut self, newest: Option<i32>, days: &[i32], checkpoint: Day) {
        match newest.filter(|last| *last <= checkpoint.0) {
            Some(last) => self.add(Tally { last, total: days.len() as u32, late: 0 }),
            None => {
                let mut part = ColumnActivity::default();
                part.fold(days, checkpoint);
                self.add(Tally { last: part.last.map_or(i32::MIN, |last| last.0), total: part.total, late: part.after_checkpoint });
            }
        }
    }

    fn activity(self) -> ColumnActivity {
        let last = (self.total > self.late).then_some(Day(self.last));
        ColumnActivity { last, total: self.total, after_checkpoint: self.late, ..ColumnActivity::default() }
    }
}

/// The same, texts by their position.
#[derive(Clone, Copy)]
enum Key {
    Number(i64),
    Text(u32),
}

/// Newest update up to the checkpoint and number of items of every column, from batches with `column_id` (integers or text)
/// and `published_on` (Date32); each thread takes a contiguous share. Rows with nulls are left out: this is a count for
/// analysts, not the evidence of a verdict, for which every row is accounted for by [`super::Partial`].
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{Date32Array, Int64Array, RecordBatch};
/// use gov_site_arrow::columnar::{ColumnKey, column_activity};
/// use gov_site_compliance::Day;
///
/// let updates = RecordBatch::try_from_iter([
///     ("column_id", Arc::new(Int64Array::from(vec![1, 1, 2])) as _),
///     ("published_on", Arc::new(Date32Array::from(vec![17_490, 17_510, 17_400])) as _),
/// ])?;
/// let found = column_activity(&[updates], Day(17_499), 2)?;
/// let (id, activity) = found.iter().next().unwrap();
/// assert_eq!((id, activity.last, activity.total), (ColumnKey::Number(1), Some(Day(17_490)), 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ArrowError::MissingField`] and [`ArrowError::WrongType`] for the two fields.
pub fn column_activity(updates: &[RecordBatch], checkpoint: Day, threads: usize) -> Result<ByColumn, ArrowError> {
    let shares = in_threads(shares(updates, threads.max(1)), |share| fold_share(&share, checkpoint));
    Ok(ByColumn::of(shares.into_iter().collect::<Result<_, _>>()?))
}

fn fold_share(batches: &[RecordBatch], checkpoint: Day) -> Result<Share, ArrowError> {
    let mut found = Share::default();
    let (mut rows, mut left) = (0, batches.iter().map(RecordBatch::num_rows).sum::<usize>());
    for batch in batches {
        let fields = Fields::of_some(Update::TABLE, batch.schema_ref(), &["column_id", "published_on"])?;
        for start in (0..batch.num_rows()).step_by(UPDATES_TOGETHER) {
            let length = UPDATES_TOGETHER.min(batch.num_rows() - start);
            found.fold(&fields, &batch.slice(start, length), checkpoint)?;
            (rows, left) = (rows + length, left - length);
            if rows == length {
                found.expect((left / rows * found.keys.len()).min(MANY));
            }
        }
    }
    Ok(found)
}

impl ByColumn {
    /// Every column with its updates.
    pub fn iter(&self) -> impl Iterator<Item = (ColumnKey<'_>, ColumnActivity)> {
        self.0.iter().flat_map(Share::iter)
    }

    /// Shares of sorted rows stay as they are; others merge into one.
    fn of(shares: Vec<Share>) -> ByColumn {
        let mut whole: Vec<Share> = Vec::with_capacity(shares.len());
        for share in shares.into_iter().filter(|share| !share.keys.is_empty()) {
            match whole.last_mut() {
                None => whole.push(share),
                Some(last) if last.precedes(&share) => {
                    let rest = last.pass_on(share);
                    whole.extend(rest);
                }
                Some(_) => {
                    let mut all = whole.into_iter().reduce(Share::merged).unwrap_or_default();
                    all.merge(&share);
                    whole = vec![all];
                }
            }
        }
        ByColumn(whole)
    }
}

impl Share {
    fn iter(&self) -> impl Iterator<Item = (ColumnKey<'_>, ColumnActivity)> {
        let key = |key: &Key| match *key {
            Key::Number(number) => ColumnKey::Number(number),
            Key::Text(position) => ColumnKey::Text(&self.texts[position as usize]),
        };
        self.keys.iter().map(key).zip(self.tallies.iter().map(|tally| tally.activity())).skip(self.skip)
    }

    /// Whether the columns of the next share come after these, but for the last one, with which it may begin.
    fn precedes(&self, next: &Share) -> bool {
        let ascending = self.index.is_none() && next.index.is_none();
        let first = next.keys.first().map(|key| next.id(*key));
        ascending && first.is_some_and(|first| self.last() == Some(first) || ascends(self.last(), first))
    }

    /// Takes in the column that the next share goes on with; the share, if it has others.
    fn pass_on(&mut self, mut next: Share) -> Option<Share> {
        let first = next.keys.first().map(|key| next.id(*key));
        if first == self.last()
            && let Some((tally, more)) = self.tallies.last_mut().zip(next.tallies.first())
        {
            tally.add(*more);
            next.skip = 1;
        }
        (next.skip < next.keys.len()).then_some(next)
    }

    fn merged(mut self, other: Share) -> Share {
        self.merge(&other);
        self
    }

    fn fold(&mut self, fields: &Fields, batch: &RecordBatch, checkpoint: Day) -> Result<(), ArrowError> {
        let array = |field| fields.array(batch, field);
        let days = array("published_on").and_then(|array| array.as_primitive_opt::<Date32Type>());
        let (Some(ids), Some(days)) = (Ids::of(array("column_id")), days) else {
            return Err(fields.wrong_type("published_on", batch, "Date32 (and integers or text for column_id)"));
        };
        let values = days.values();
        if let (Ids::Numbers(numbers, None), 0) = (&ids, days.null_count()) {
            let mut runs = std::mem::take(&mut self.runs);
            runs::find(numbers, values, &mut runs);
            runs.iter().for_each(|run| self.slot(Id::Number(numbers[run.start])).push(run.newest(), &values[run.start..run.end], checkpoint));
            self.runs = runs;
            return Ok(());
        }
        for (row, day) in values.iter().enumerate().filter(|(row, _)| days.is_valid(*row)) {
            if let Some(id) = ids.trimmed(row) {
                let day = std::slice::from_ref(day);
                self.slot(id).push(newest(day), day, checkpoint);
            }
        }
        Ok(())
    }

    /// Makes room for so many columns more, as far as the first rows tell.
    fn expect(&mut self, columns: usize) {
        self.keys.reserve(columns);
        self.tallies.reserve(columns);
    }

    fn slot(&mut self, id: Id<'_>) -> &mut Tally {
        let position = match (self.last(), &self.index) {
            (Some(last), _) if last == id => self.keys.len() - 1,
            (last, None) if ascends(last, id) => self.add(id),
            (_, None) => {
                self.index = Some(self.indexed());
                return self.slot(id);
            }
            (_, Some(index)) => match index.slot(id) {
                Some(slot) => slot as usize,
                None => self.add(id),
            },
        };
        &mut self.tallies[position]
    }

    fn id(&self, key: Key) -> Id<'_> {
        match key {
            Key::Number(number) => Id::Number(number),
            Key::Text(position) => Id::Text(&self.texts[position as usize]),
        }
    }

    fn last(&self) -> Option<Id<'_>> {
        self.keys.last().map(|key| self.id(*key))
    }

    fn add(&mut self, id: Id<'_>) -> usize {
        let position = self.keys.len();
        self.keys.push(match id {
            Id::Number(number) => Key::Number(number),
            Id::Text(text) => {
                self.texts.push(text.to_owned());
                Key::Text(self.texts.len() as u32 - 1)
            }
        });
        self.tallies.push(Tally::NONE);
        if let Some(index) = &mut self.index {
            index.insert(id, position as u32);
        }
        position
    }

    fn indexed(&self) -> IdIndex {
        let mut index = IdIndex::new(Span::default());
        for (position, key) in self.keys.iter().enumerate() {
            index.insert(self.id(*key), position as u32);
        }
        index
    }

    fn merge(&mut self, other: &Share) {
        for (key, tally) in other.keys.iter().zip(&other.tallies).skip(other.skip) {
            self.slot(other.id(*key)).add(*tally);
        }
    }
}

/// Whether an id comes after all that were met: numbers that ascend have not been met before.
fn ascends(last: Option<Id<'_>>, next: Id<'_>) -> bool {
    match (last, next) {
        (None, _) => true,
        (Some(Id::Number(last)), Id::Number(next)) => next > last,
        _ => false,
    }
}
