//! What a row of the table of columns comes to when nothing about it is unusual, in a few bytes.

use arrow_array::{Array, ArrayRef, BooleanArray, cast::AsArray, types::Date32Type};
use arrow_schema::DataType;
use foldhash::fast::FixedState;
use gov_site_compliance::{ColumnKind, Day};
use hashbrown::HashMap;

use super::{
    ids::Ids,
    texts::{Texts, is_trimmed},
};

/// The typed cells of a column row, without its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lean {
    opened: i32,
    closed: i32,
    kind: u8,
    flags: u8,
}

const NO_DAY: i32 = i32::MIN;
const ON_HOME: u8 = 1;
const ON_SECOND_LEVEL: u8 = 2;
const REDIRECTS: u8 = 4;
const FINISHED: u8 = 8;
const LISTS_ITEMS: u8 = 16;
const LISTS_NO_ITEMS: u8 = 32;
/// Something about the row is unusual: it must be read and settled as a typed row.
const UNUSUAL: u8 = 64;

impl Lean {
    pub(crate) fn is_plain(self) -> bool {
        self.flags & UNUSUAL == 0
    }

    pub(crate) fn kind(self) -> Option<ColumnKind> {
        ColumnKind::ALL.get(usize::from(self.kind)).copied()
    }

    pub(crate) fn lists_items(self) -> Option<bool> {
        match (self.has(LISTS_ITEMS), self.has(LISTS_NO_ITEMS)) {
            (false, false) => None,
            (yes, _) => Some(yes),
        }
    }

    pub(crate) fn on_home(self) -> bool {
        self.has(ON_HOME)
    }

    pub(crate) fn on_second_level(self) -> bool {
        self.has(ON_SECOND_LEVEL)
    }

    pub(crate) fn redirects(self) -> bool {
        self.has(REDIRECTS)
    }

    pub(crate) fn finished_topic(self) -> bool {
        self.has(FINISHED)
    }

    pub(crate) fn opened_on(self) -> Option<Day> {
        (self.opened != NO_DAY).then_some(Day(self.opened))
    }

    pub(crate) fn closed_on(self) -> Option<Day> {
        (self.closed != NO_DAY).then_some(Day(self.closed))
    }

    fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// Arrays of a batch of the table of columns by field.
pub(crate) type ByField<'a> = dyn Fn(&str) -> Option<&'a ArrayRef> + 'a;

/// Reads the typed cells of a batch. A row is plain when its cells are all there, readable and without blanks at their ends,
/// it has a kind and no parent, and its dates do not contradict each other: settling such a row alone changes nothing.
pub(crate) fn read<'a>(rows: usize, compulsory: &[&str], array: &ByField<'a>) -> Vec<Lean> {
    let mut lean = vec![Lean { opened: NO_DAY, closed: NO_DAY, kind: u8::MAX, flags: 0 }; rows];
    let mut cells = Cells { lean: &mut lean, array };
    cells.ids();
    compulsory.iter().for_each(|field| cells.compulsory(field));
    ["url", "source_unit", "responsible", "note", "source_ref"].into_iter().for_each(|field| cells.optional(field));
    cells.filled("parent_id", UNUSUAL);
    cells.filled("redirects_to", REDIRECTS);
    cells.kinds();
    cells.depth();
    for (field, yes, no) in
        [("lists_items", LISTS_ITEMS, LISTS_NO_ITEMS), ("on_home", ON_HOME, 0), ("on_second_level", ON_SECOND_LEVEL, 0), ("finished_topic", FINISHED, 0)]
    {
        cells.boolean(field, yes, no);
    }
    cells.days("opened_on", |row, day| row.opened = day);
    cells.days("closed_on", |row, day| row.closed = day);
    for row in lean.iter_mut().filter(|row| row.closed != NO_DAY && row.closed < row.opened) {
        row.flags |= UNUSUAL;
    }
    lean
}

struct Cells<'l, 'a> {
    lean: &'l mut [Lean],
    array: &'l ByField<'a>,
}

impl<'a> Cells<'_, 'a> {
    fn ids(&mut self) {
        let Some(ids) = Ids::of((self.array)("column_id")) else { return self.all_unusual() };
        if ids.are_all_numbers() {
            return;
        }
        for (row, lean) in self.lean.iter_mut().enumerate() {
            if ids.get(row).is_none() {
                lean.flags |= UNUSUAL;
            }
        }
    }

    fn compulsory(&mut self, field: &str) {
        self.texts(field, |lean, text| {
            if text.is_none() {
                lean.flags |= UNUSUAL;
            }
        });
    }

    fn optional(&mut self, field: &str) {
        if (self.array)(field).is_some() {
            self.texts(field, |_, _| {});
        }
    }

    fn filled(&mut self, field: &str, flag: u8) {
        if (self.array)(field).is_none() {
            return;
        }
        self.texts(field, |lean, text| {
            if text.is_some() {
                lean.flags |= flag;
            }
        });
    }

    /// Hands out the texts of a field; one with blanks at its ends makes its row unusual.
    fn texts(&mut self, field: &str, mut take: impl FnMut(&mut Lean, Option<&'a str>)) {
        let array = (self.array)(field);
        let Some(texts) = Texts::of(array) else { return self.unusual_where_filled(array) };
        let rows = self.lean.len();
        let lean = &mut *self.lean;
        let has_blanks = |text: Option<&str>| text.is_some_and(|text| !is_trimmed(text));
        let mut each = |row: usize, text: Option<&'a str>, has_blanks: bool| {
            take(&mut lean[row], text);
            lean[row].flags |= if has_blanks { UNUSUAL } else { 0 };
        };
        match texts.dictionary() {
            // Each text is looked at once.
            Some((keys, values)) if values.len() <= rows / 4 => {
                let values: Vec<(Option<&str>, bool)> = (0..values.len()).map(|value| values.get(value)).map(|text| (text, has_blanks(text))).collect();
                let nulls = texts.nulls();
                keys.each(|row, key| {
                    let is_null = nulls.is_some_and(|nulls| nulls.is_null(row));
                    let (text, has_blanks) = values.get(key).copied().filter(|_| !is_null).unwrap_or_default();
                    each(row, text, has_blanks);
                });
            }
            // In a small slice of a large dictionary, such as that of all codes of sites, once where it stands in several rows.
            Some(_) => texts.runs(rows).for_each(|rows| {
                let text = texts.get(rows.start);
                let has_blanks = has_blanks(text);
                rows.for_each(|row| each(row, text, has_blanks));
            }),
            None => texts.each(rows, |row, text| each(row, text, has_blanks(text))),
        }
    }

    fn kinds(&mut self) {
        fn set(lean: &mut Lean, kind: Option<ColumnKind>) {
            match kind {
                Some(kind) => lean.kind = kind as u8,
                None => lean.flags |= UNUSUAL,
            }
        }
        let texts = Texts::of((self.array)("kind"));
        // A dictionary that is not much smaller than the rows would be read for rows that do not use it.
        let dictionary = texts.as_ref().and_then(Texts::dictionary).filter(|(_, values)| values.len() <= self.lean.len() / 4);
        if let Some((keys, values)) = dictionary {
            let kinds: Vec<_> = (0..values.len()).map(|value| values.get(value).and_then(ColumnKind::read)).collect();
            let nulls = keys.array().nulls();
            keys.each(|row, key| set(&mut self.lean[row], kinds.get(key).copied().flatten().filter(|_| nulls.is_none_or(|nulls| nulls.is_valid(row)))));
            return;
        }
        let mut known: HashMap<&str, Option<ColumnKind>, FixedState> = HashMap::default();
        self.texts("kind", |lean, text| set(lean, text.and_then(|text| *known.entry(text).or_insert_with(|| ColumnKind::read(text)))));
    }

    /// Only checked: no rule reads the depth, but a negative one rejects its row.
    fn depth(&mut self) {
        let Some(array) = (self.array)("depth") else { return };
        macro_rules! negative {
            ($($native:ident),+) => { $(
                if let Some(depths) = array.as_primitive_opt::<arrow_array::types::$native>() {
                    for (row, lean) in self.lean.iter_mut().enumerate() {
                        if depths.is_valid(row) && depths.value(row) < 0 {
                            lean.flags |= UNUSUAL;
                        }
                    }
                    return;
                }
            )+ };
        }
        negative!(Int64Type, Int32Type, Int16Type, Int8Type);
        self.unusual_where_filled(Some(array));
    }

    fn boolean(&mut self, field: &str, yes: u8, no: u8) {
        let Some(array) = (self.array)(field) else { return };
        let Some(cells) = array.as_boolean_opt() else { return self.unusual_where_filled(Some(array)) };
        let cell = |cells: &BooleanArray, row| cells.is_valid(row).then(|| cells.value(row));
        for (row, lean) in self.lean.iter_mut().enumerate() {
            lean.flags |= match cell(cells, row) {
                Some(true) => yes,
                Some(false) => no,
                None => 0,
            };
        }
    }

    fn days(&mut self, field: &str, mut take: impl FnMut(&mut Lean, i32)) {
        let Some(array) = (self.array)(field) else { return };
        let Some(days) = array.as_primitive_opt::<Date32Type>() else { return self.unusual_where_filled(Some(array)) };
        for (row, lean) in self.lean.iter_mut().enumerate().filter(|(row, _)| days.is_valid(*row)) {
            let day = days.value(row);
            match (Day::FIRST.0..=Day::LAST.0).contains(&day) {
                true => take(lean, day),
                false => lean.flags |= UNUSUAL,
            }
        }
    }

    /// A type that is read cell by cell elsewhere.
    fn unusual_where_filled(&mut self, array: Option<&ArrayRef>) {
        let Some(array) = array.filter(|array| *array.data_type() != DataType::Null) else { return };
        for (row, lean) in self.lean.iter_mut().enumerate() {
            if array.is_valid(row) {
                lean.flags |= UNUSUAL;
            }
        }
    }

    fn all_unusual(&mut self) {
        self.lean.iter_mut().for_each(|lean| lean.flags |= UNUSUAL);
    }
}
