//! Ids of columns and the index from an id to its slot.

use arrow_array::{Array, ArrayRef, cast::AsArray, types::*};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashTable};
use std::{borrow::Cow, hash::BuildHasher};

use super::texts::Texts;

/// No slot.
pub(crate) const NO_SLOT: u32 = u32::MAX;
/// Direct addressing may waste this many cells for each one in use.
const SPARSE: u64 = 4;

/// One id: ids are equal when their decimal texts are, so a text that is the decimal text of a number is that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Id<'a> {
    Number(i64),
    Text(&'a str),
}

impl<'a> Id<'a> {
    /// The id of a text without blanks at its ends.
    pub(crate) fn of(text: &'a str) -> Id<'a> {
        canonical(text).map_or(Id::Text(text), Id::Number)
    }
}

/// The number whose decimal text this is: `7`, not `007`, `+7` or `-0`.
fn canonical(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.len() <= 19 && digits.bytes().all(|sign| sign.is_ascii_digit());
    let first = digits.as_bytes().first()?;
    if !plain || (*first == b'0' && text.len() > 1) {
        return None;
    }
    text.parse().ok()
}

/// Ids of one batch.
pub(crate) enum Ids<'a> {
    Numbers(Cow<'a, [i64]>, Option<&'a NullBuffer>),
    Texts(Texts<'a>),
}

impl<'a> Ids<'a> {
    /// Reads a column of ids; `None` when its type is neither, or holds numbers that an `i64` cannot.
    pub(crate) fn of(array: Option<&'a ArrayRef>) -> Option<Ids<'a>> {
        let Some(array) = array else { return Some(Ids::Texts(Texts::ABSENT)) };
        macro_rules! widen {
            ($native:ident) => {
                Cow::Owned(array.as_primitive_opt::<$native>()?.values().iter().map(|id| i64::from(*id)).collect())
            };
        }
        let numbers = match array.data_type() {
            DataType::Int64 => Cow::Borrowed(&array.as_primitive_opt::<Int64Type>()?.values()[..]),
            DataType::Int32 => widen!(Int32Type),
            DataType::Int16 => widen!(Int16Type),
            DataType::Int8 => widen!(Int8Type),
            DataType::UInt32 => widen!(UInt32Type),
            DataType::UInt16 => widen!(UInt16Type),
            DataType::UInt8 => widen!(UInt8Type),
            DataType::UInt64 => {
                let ids = array.as_primitive_opt::<UInt64Type>()?;
                Cow::Owned(ids.values().iter().map(|id| i64::try_from(*id).ok()).collect::<Option<_>>()?)
            }
            _ => return Texts::of(Some(array)).map(Ids::Texts),
        };
        Some(Ids::Numbers(numbers, array.nulls().filter(|nulls| nulls.null_count() > 0)))
    }

    /// The id of a row without the blanks around it, as reading a typed row takes it; `None` when empty.
    #[inline]
    pub(crate) fn trimmed(&self, row: usize) -> Option<Id<'_>> {
        match self {
            Ids::Numbers(..) => self.get(row),
            Ids::Texts(texts) => texts.get(row).map(str::trim).filter(|text| !text.is_empty()).map(Id::of),
        }
    }

    /// Whether every row has an id that is a number.
    pub(crate) fn are_all_numbers(&self) -> bool {
        matches!(self, Ids::Numbers(_, None))
    }

    /// The id of a row as it stands; `None` when empty or when blanks stand around it.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<Id<'_>> {
        match self {
            Ids::Numbers(numbers, nulls) => nulls.is_none_or(|nulls| nulls.is_valid(row)).then(|| Id::Number(numbers[row])),
            Ids::Texts(texts) => texts.get(row).filter(|text| super::texts::is_trimmed(text)).map(Id::of),
        }
    }
}

/// From ids to slots: dense numbers by direct addressing, other numbers and texts by hashing.
#[derive(Default)]
pub(crate) struct IdIndex {
    first: i64,
    direct: Vec<u32>,
    hashed: Hashed,
    texts: HashTable<u32>,
    arena: Arena,
    sequence: Option<Sequence>,
}

/// Numbers that follow each other, and so do their slots, from 0 on.
#[derive(Clone, Copy)]
pub(crate) struct Sequence {
    first: i64,
    count: u64,
}

impl Sequence {
    /// Slot of a number; [`NO_SLOT`] for one outside.
    #[inline]
    pub(crate) fn slot(self, number: i64) -> u32 {
        let offset = number.wrapping_sub(self.first) as u64;
        if offset < self.count { offset as u32 } else { NO_SLOT }
    }
}

/// Numbers by hashing: in one table, or where it would outgrow every cache, in as many as it takes for one of them to stay in the
/// cache of a core.
pub(crate) struct Hashed {
    tables: Vec<HashMap<i64, u32, FixedState>>,
    bits: u32,
}

impl Default for Hashed {
    fn default() -> Hashed {
        Hashed::with_room(0)
    }
}

impl Hashed {
    /// Numbers that one of several tables holds, about.
    const TABLE: u64 = 1 << 13;
    /// Numbers that a single table may hold.
    const ALONE: u64 = 1 << 18;
    /// Spreads numbers that are close to each other (2⁶⁴ divided by the golden ratio).
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

    fn with_room(count: u64) -> Hashed {
        let bits = if count > Hashed::ALONE { (count / Hashed::TABLE).ilog2().min(8) } else { 0 };
        let room = count as usize >> bits;
        Hashed { tables: vec![HashMap::with_capacity_and_hasher(room + room / 8, FixedState::default()); 1 << bits], bits }
    }

    /// The tables.
    pub(crate) fn tables(&self) -> &[HashMap<i64, u32, FixedState>] {
        &self.tables
    }

    /// Which table knows a number.
    #[inline]
    pub(crate) fn table_of(&self, number: i64) -> usize {
        (number as u64).wrapping_mul(Hashed::SPREAD).rotate_left(self.bits) as usize & (self.tables.len() - 1)
    }

    /// Slot of a number; [`NO_SLOT`] when it has none.
    #[inline]
    pub(crate) fn slot(&self, number: i64) -> u32 {
        self.tables[self.table_of(number)].get(&number).copied().unwrap_or(NO_SLOT)
    }

    /// Slots of some numbers, in the place of those in `slots`.
    pub(crate) fn find(&self, numbers: &[i64], slots: &mut Vec<u32>) {
        slots.clear();
        match &self.tables[..] {
            // The one table is named outside of the loop: the processor then looks up more numbers at once.
            [table] => slots.extend(numbers.iter().map(|number| table.get(number).copied().unwrap_or(NO_SLOT))),
            _ => slots.extend(numbers.iter().map(|number| self.slot(*number))),
        }
    }

    fn insert(&mut self, number: i64, slot: u32) -> u32 {
        let table = self.table_of(number);
        self.tables[table].insert(number, slot).unwrap_or(NO_SLOT)
    }

    fn is_empty(&self) -> bool {
        self.tables.iter().all(HashMap::is_empty)
    }
}

/// Texts one after the other.
#[derive(Default)]
struct Arena {
    bytes: String,
    /// End of the text and its slot.
    ends: Vec<(usize, u32)>,
}

impl Arena {
    fn text(&self, position: u32) -> &str {
        let position = position as usize;
        let start = position.checked_sub(1).map_or(0, |before| self.ends[before].0);
        &self.bytes[start..self.ends[position].0]
    }
}

/// The numbers that an index will hold, for choosing how.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    count: u64,
    least: i64,
    most: i64,
}

impl Span {
    #[inline]
    pub(crate) fn add(&mut self, number: i64) {
        (self.least, self.most) = if self.count == 0 { (number, number) } else { (self.least.min(number), self.most.max(number)) };
        self.count += 1;
    }

    fn cells(&self) -> Option<usize> {
        let width = (i128::from(self.most) - i128::from(self.least) + 1) as u128;
        let fits = self.count > 0 && width <= u128::from(self.count * SPARSE + 1024);
        fits.then_some(width as usize)
    }
}

impl IdIndex {
    /// An index for these numbers, empty so far.
    pub(crate) fn new(span: Span) -> IdIndex {
        let mut index = IdIndex::default();
        match span.cells() {
            Some(cells) => {
                index.first = span.least;
                index.direct = vec![NO_SLOT; cells];
            }
            None => index.hashed = Hashed::with_room(span.count),
        }
        index
    }

    /// Slot of an id.
    #[inline]
    pub(crate) fn slot(&self, id: Id<'_>) -> Option<u32> {
        match id {
            Id::Number(number) => self.number(number),
            Id::Text(text) => self.text(text),
        }
    }

    /// Slot of a value of a dictionary; [`NO_SLOT`] when it names no known column.
    pub(crate) fn slot_of(&self, values: &Texts<'_>, value: usize) -> u32 {
        values.get(value).and_then(|text| self.slot(Id::of(text))).unwrap_or(NO_SLOT)
    }

    #[inline]
    pub(crate) fn number(&self, number: i64) -> Option<u32> {
        if let Some(sequence) = self.sequence {
            let slot = sequence.slot(number);
            return (slot != NO_SLOT).then_some(slot);
        }
        let slot = match self.cell(number) {
            Some(cell) => self.direct[cell],
            None => self.hashed.slot(number),
        };
        (slot != NO_SLOT).then_some(slot)
    }

    /// The table for direct addressing, where that is all there is: first number, slots.
    pub(crate) fn direct(&self) -> Option<(i64, &[u32])> {
        (!self.direct.is_empty() && self.hashed.is_empty()).then_some((self.first, &self.direct))
    }

    /// The tables for hashing, where they are all there is for numbers.
    pub(crate) fn hashed(&self) -> Option<&Hashed> {
        (self.direct.is_empty() && self.sequence.is_none()).then_some(&self.hashed)
    }

    /// The numbers as one sequence with ascending slots, where that is all there is.
    pub(crate) fn sequence(&self) -> Option<Sequence> {
        self.sequence
    }

    /// An index of numbers that follow each other from `first` on, with slots from 0 on.
    pub(crate) fn of_sequence(first: i64, count: u64) -> IdIndex {
        IdIndex { sequence: Some(Sequence { first, count }), ..IdIndex::default() }
    }

    /// Turns a sequence into a table, so that it can be changed.
    fn spread(&mut self) {
        let Some(sequence) = self.sequence.take() else { return };
        self.first = sequence.first;
        self.direct = (0..sequence.count as u32).collect();
    }

    fn text(&self, text: &str) -> Option<u32> {
        if self.texts.is_empty() {
            return None;
        }
        let found = self.texts.find(hash(text), |position| self.arena.text(*position) == text)?;
        let slot = self.arena.ends[*found as usize].1;
        (slot != NO_SLOT).then_some(slot)
    }

    /// Gives an id its slot; the slot that it had before, if it had one.
    #[inline]
    pub(crate) fn insert(&mut self, id: Id<'_>, slot: u32) -> Option<u32> {
        self.spread();
        let known = match id {
            Id::Number(number) => match self.cell(number) {
                Some(cell) => std::mem::replace(&mut self.direct[cell], slot),
                None => self.hashed.insert(number, slot),
            },
            Id::Text(text) => self.insert_text(text, slot),
        };
        (known != NO_SLOT).then_some(known)
    }

    fn insert_text(&mut self, text: &str, slot: u32) -> u32 {
        let hash = hash(text);
        if let Some(found) = self.texts.find(hash, |position| self.arena.text(*position) == text) {
            return std::mem::replace(&mut self.arena.ends[*found as usize].1, slot);
        }
        let position = self.arena.ends.len() as u32;
        self.arena.bytes.push_str(text);
        self.arena.ends.push((self.arena.bytes.len(), slot));
        let arena = &self.arena;
        self.texts.insert_unique(hash, position, |position| self::hash(arena.text(*position)));
        NO_SLOT
    }

    /// Takes an id out.
    pub(crate) fn remove(&mut self, id: Id<'_>) {
        self.insert(id, NO_SLOT);
    }

    #[inline]
    fn cell(&self, number: i64) -> Option<usize> {
        let cell = usize::try_from(number.checked_sub(self.first)?).ok()?;
        (cell < self.direct.len()).then_some(cell)
    }
}

fn hash(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_decimal_text_of_a_number_is_that_number() {
        for text in ["0", "7", "-7", "9223372036854775807", "-9223372036854775808"] {
            assert_eq!(Id::of(text), Id::Number(text.parse().unwrap()), "{text}");
        }
        for text in ["007", "+7", "-0", "", "-", "7.0", "1e3", "9223372036854775808", "٧", "0x7"] {
            assert_eq!(Id::of(text), Id::Text(text));
        }
    }

    #[test]
    fn extreme_numbers_do_not_make_a_large_table() {
        let mut span = Span::default();
        [i64::MIN, 0, i64::MAX].into_iter().for_each(|number| span.add(number));
        let mut index = IdIndex::new(span);
        for (slot, number) in [i64::MIN, 0, i64::MAX].into_iter().enumerate() {
            assert_eq!(index.insert(Id::Number(number), slot as u32), None);
        }
        assert_eq!((index.number(i64::MIN), index.number(i64::MAX), index.number(1)), (Some(0), Some(2), None));
        assert_eq!(index.insert(Id::Number(i64::MAX), 9), Some(2));
        index.remove(Id::Number(0));
        assert_eq!([i64::MIN, 0, i64::MAX].map(|number| index.number(number)), [Some(0), None, Some(9)]);
        assert!(index.direct().is_none());
    }

    #[test]
    fn a_sequence_that_changes_is_a_table() {
        let mut index = IdIndex::of_sequence(100, 3);
        assert_eq!([99, 100, 102, 103, i64::MIN, i64::MAX].map(|number| index.number(number)), [None, Some(0), Some(2), None, None, None]);
        assert_eq!(index.insert(Id::Number(101), 7), Some(1));
        assert_eq!(index.insert(Id::Number(500), 8), None);
        index.remove(Id::Number(102));
        assert_eq!([99, 100, 101, 102, 500].map(|number| index.number(number)), [None, Some(0), Some(7), None, Some(8)]);
        let last = IdIndex::of_sequence(i64::MAX - 1, 2);
        assert_eq!([i64::MAX, i64::MIN, i64::MIN + 1].map(|number| last.number(number)), [Some(1), None, None]);
    }

    #[test]
    fn an_id_that_is_given_twice_names_its_first_slot() {
        let mut index = IdIndex::new(Span::default());
        assert_eq!(index.insert(Id::Text("C1"), 4), None);
        assert_eq!(index.insert(Id::Text("C1"), 5), Some(4));
        index.remove(Id::Text("C1"));
        assert_eq!(index.slot(Id::Text("C1")), None);
    }
}
