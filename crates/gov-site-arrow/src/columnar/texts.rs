//! Text columns of any layout, read in place.

use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int32Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
    builder::{ArrayBuilder, LargeStringBuilder, StringBuilder},
    cast::AsArray,
    types::*,
};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, Field, Schema};
use std::{iter, ops::Range, sync::Arc};

use super::{alike::Alike, runs::run_length};
use crate::{ArrowError, BatchRows, Fields};

/// A text column; an absent one has only empty cells.
pub(crate) struct Texts<'a> {
    nulls: Option<&'a NullBuffer>,
    form: Form<'a>,
    len: usize,
}

/// How a column is laid out.
pub(crate) enum Form<'a> {
    Absent,
    Utf8(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
    Dictionary(Keys<'a>, Box<Texts<'a>>),
}

/// Keys of a dictionary.
pub(crate) struct Keys<'a> {
    array: &'a ArrayRef,
    keys: KeySlice<'a>,
}

enum KeySlice<'a> {
    I8(&'a [i8]),
    I16(&'a [i16]),
    I32(&'a [i32]),
    I64(&'a [i64]),
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
    U64(&'a [u64]),
}

impl<'a> Texts<'a> {
    /// A column that is not there.
    pub(crate) const ABSENT: Texts<'static> = Texts { nulls: None, form: Form::Absent, len: 0 };

    /// Reads a column; `None` when it holds no texts.
    pub(crate) fn of(array: Option<&'a ArrayRef>) -> Option<Texts<'a>> {
        let Some(array) = array else { return Some(Texts::ABSENT) };
        let form = match array.data_type() {
            DataType::Null => Form::Absent,
            DataType::Utf8 => array.as_string_opt().map(Form::Utf8)?,
            DataType::LargeUtf8 => array.as_string_opt().map(Form::Large)?,
            DataType::Utf8View => array.as_string_view_opt().map(Form::View)?,
            DataType::Dictionary(..) => {
                let keys = Keys::of(array)?;
                let values = Texts::of(Some(array.as_any_dictionary_opt()?.values()))?;
                Form::Dictionary(keys, Box::new(values))
            }
            _ => return None,
        };
        let nulls = array.nulls().filter(|nulls| nulls.null_count() > 0);
        Some(Texts { nulls, form, len: array.len() })
    }

    /// The text of a row; null and empty are the same: unknown.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        if self.nulls.is_some_and(|nulls| nulls.is_null(row)) {
            return None;
        }
        let text = match &self.form {
            Form::Absent => return None,
            Form::Utf8(array) => array.value(row),
            Form::Large(array) => array.value(row),
            Form::View(array) => array.value(row),
            // A key without a value, which only an array made without checks has, is a null.
            Form::Dictionary(keys, values) => return Some(keys.at(row)).filter(|at| *at < values.len).and_then(|at| values.get(at)),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Hands out all cells in order; quicker than one by one.
    pub(crate) fn each(&self, rows: usize, mut take: impl FnMut(usize, Option<&'a str>)) {
        macro_rules! cells {
            ($array:expr) => {
                match self.nulls.filter(|nulls| nulls.null_count() > 0) {
                    None => (0..rows).for_each(|row| take(row, Some($array.value(row)).filter(|text| !text.is_empty()))),
                    Some(nulls) => (0..rows).for_each(|row| take(row, nulls.is_valid(row).then(|| $array.value(row)).filter(|text| !text.is_empty()))),
                }
            };
        }
        match &self.form {
            Form::Utf8(array) => cells!(array),
            Form::Large(array) => cells!(array),
            Form::View(array) => cells!(array),
            Form::Absent | Form::Dictionary(..) => (0..rows).for_each(|row| take(row, self.get(row))),
        }
    }

    /// Rows with one text that stand together. A run may end early.
    pub(crate) fn runs(&self, rows: usize) -> impl Iterator<Item = Range<usize>> {
        let (alike, mut start) = (Alike::of(self), 0);
        iter::from_fn(move || {
            let run = start..alike.end_of_run(start, rows)?;
            start = run.end;
            Some(run)
        })
    }

    pub(super) fn form(&self) -> &Form<'a> {
        &self.form
    }

    /// The dictionary, if the column has one: its keys and its values.
    pub(crate) fn dictionary(&self) -> Option<(&Keys<'a>, &Texts<'a>)> {
        match &self.form {
            Form::Dictionary(keys, values) => Some((keys, values)),
            _ => None,
        }
    }

    /// Whether no cell is filled.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self.form, Form::Absent) || self.nulls.is_some_and(|nulls| nulls.null_count() == self.len)
    }

    /// Whether every cell is filled with more than blanks. Of a dictionary all values must be.
    pub(crate) fn all_filled(&self) -> bool {
        if self.nulls.is_some_and(|nulls| nulls.null_count() > 0) {
            return self.len == 0;
        }
        match &self.form {
            Form::Utf8(array) if begin_plainly(array.value_offsets(), array.value_data(), |offset| *offset as usize) => true,
            Form::Large(array) if begin_plainly(array.value_offsets(), array.value_data(), |offset| *offset as usize) => true,
            // A view holds the length and, behind it, the first bytes of its text.
            Form::View(array) if array.views().iter().all(|view| *view as u32 > 0 && is_plain_start((view >> 32) as u8)) => true,
            Form::Dictionary(keys, values) => values.all_filled() && keys.all_below(values.len),
            _ => (0..self.len).all(|row| self.get(row).is_some_and(is_filled)),
        }
    }

    /// Which cells are not null, where some are.
    pub(crate) fn nulls(&self) -> Option<&'a NullBuffer> {
        self.nulls
    }

    /// Number of cells; an absent column has none of its own.
    pub(crate) fn len(&self) -> usize {
        self.len
    }
}

/// Whether every text begins with a sign that is no blank, for columns of many texts.
fn begin_plainly<O>(offsets: &[O], bytes: &[u8], at: impl Fn(&O) -> usize) -> bool {
    let begins = |pair: &[O]| at(&pair[0]) < at(&pair[1]) && is_plain_start(bytes[at(&pair[0])]);
    offsets.windows(2).all(begins)
}

impl<'a> Keys<'a> {
    fn of(array: &'a ArrayRef) -> Option<Keys<'a>> {
        let DataType::Dictionary(key, _) = array.data_type() else { return None };
        macro_rules! keys {
            ($($kind:ident $form:ident $native:ident),+) => {
                match **key {
                    $(DataType::$kind => KeySlice::$form(array.as_dictionary_opt::<$native>()?.keys().values()),)+
                    _ => return None,
                }
            };
        }
        let keys = keys!(
            Int8 I8 Int8Type, Int16 I16 Int16Type, Int32 I32 Int32Type, Int64 I64 Int64Type,
            UInt8 U8 UInt8Type, UInt16 U16 UInt16Type, UInt32 U32 UInt32Type, UInt64 U64 UInt64Type
        );
        Some(Keys { array, keys })
    }

    /// The dictionary array.
    pub(crate) fn array(&self) -> &'a ArrayRef {
        self.array
    }

    /// Keys as whole numbers of one width, for loops without a branch. What stands under a null means nothing.
    pub(crate) fn widened(&self, out: &mut Vec<u32>) {
        out.clear();
        macro_rules! widen {
            ($($form:ident),+) => {
                match self.keys {
                    $(KeySlice::$form(keys) => out.extend(keys.iter().map(|key| *key as u32)),)+
                    KeySlice::I64(keys) => out.extend(keys.iter().map(|key| u32::try_from(*key).unwrap_or(u32::MAX))),
                    KeySlice::U64(keys) => out.extend(keys.iter().map(|key| u32::try_from(*key).unwrap_or(u32::MAX))),
                }
            };
        }
        widen!(I8, I16, I32, U8, U16, U32);
    }

    /// Whether every key has a value of so many; what stands under a null counts too.
    pub(crate) fn all_below(&self, values: usize) -> bool {
        let mut below = true;
        self.each(|_, key| below &= key < values);
        below
    }

    /// Hands out every key with its row; what stands under a null means nothing.
    pub(crate) fn each(&self, mut take: impl FnMut(usize, usize)) {
        macro_rules! each {
            ($($form:ident),+) => { match self.keys { $(KeySlice::$form(keys) => keys.iter().enumerate().for_each(|(row, key)| take(row, *key as usize)),)+ } };
        }
        each!(I8, I16, I32, I64, U8, U16, U32, U64);
    }

    #[inline]
    fn at(&self, row: usize) -> usize {
        macro_rules! at {
            ($($form:ident),+) => { match self.keys { $(KeySlice::$form(keys) => keys[row] as usize,)+ } };
        }
        at!(I8, I16, I32, I64, U8, U16, U32, U64)
    }
}

/// Whether a text has no blank at either end: as it stands it equals its trimmed self.
#[inline]
pub(crate) fn is_trimmed(text: &str) -> bool {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        // No blank of Unicode begins above E3, and none of ASCII lies above 20.
        (Some(first), Some(last)) if is_plain_start(*first) && (0x21..0x7f).contains(last) => true,
        _ => text.trim().len() == text.len(),
    }
}

/// Whether a text that is not empty holds more than blanks.
#[inline]
pub(crate) fn is_filled(text: &str) -> bool {
    is_plain_start(text.as_bytes()[0]) || !text.trim().is_empty()
}

#[inline]
fn is_plain_start(byte: u8) -> bool {
    (0x21..0x7f).contains(&byte) || byte >= 0xe4
}

/// The same batch with the cells of some fields as the texts that they equal.
pub(crate) fn as_texts(batch: &RecordBatch, fields: &Fields, wanted: &[&str]) -> Result<RecordBatch, ArrowError> {
    let rows = fields.bind(batch)?;
    let (mut columns, mut arrays) = (batch.schema_ref().fields().to_vec(), batch.columns().to_vec());
    for field in wanted {
        let named = fields.name(field).and_then(|name| batch.schema_ref().index_of(name).ok());
        let (Some(at), Some(position)) = (named, fields.table().position(field)) else { continue };
        let numbers = arrays[at].as_primitive_opt::<Int64Type>().filter(|numbers| numbers.null_count() == 0);
        arrays[at] = numbers.map_or_else(|| texts_of(&rows, position), |numbers| texts_of_numbers(numbers.values()));
        columns[at] = Arc::new(Field::new(columns[at].name(), arrays[at].data_type().clone(), true));
    }
    RecordBatch::try_new(Arc::new(Schema::new(columns)), arrays).map_err(ArrowError::Build)
}

/// Numbers mostly come in runs, and are written once each.
fn texts_of_numbers(numbers: &[i64]) -> ArrayRef {
    let (mut keys, mut values) = (Vec::with_capacity(numbers.len()), StringBuilder::new());
    while keys.len() < numbers.len() {
        let start = keys.len();
        keys.resize(start + run_length(&numbers[start..]), values.len() as i32);
        values.append_value(numbers[start].to_string());
    }
    Arc::new(DictionaryArray::new(Int32Array::from(keys), Arc::new(values.finish())))
}

/// The cells of a field as texts.
fn texts_of(rows: &BatchRows<'_>, position: usize) -> ArrayRef {
    let mut texts = LargeStringBuilder::new();
    (0..rows.len()).for_each(|row| texts.append_option(rows.cell(row, position).cell().text()));
    Arc::new(texts.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_of_unicode_at_either_end_is_seen() {
        for sign in ('\0'..=char::MAX).filter(|sign| sign.is_whitespace()) {
            assert!(!is_trimmed(&format!("{sign}栏目")), "{sign:?}");
            assert!(!is_trimmed(&format!("栏目{sign}")), "{sign:?}");
        }
        assert!(is_trimmed("栏目") && is_trimmed("a\u{3000}b") && is_trimmed("") && is_trimmed("\u{feff}"));
    }
}
