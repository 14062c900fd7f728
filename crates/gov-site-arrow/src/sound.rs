//! Whether arrays that others made are what they say: texts that are none, and keys without a value, would be read as if they were.

use std::{collections::BTreeMap, ops::Range};

use arrow_array::{Array, ArrayRef, GenericStringArray, OffsetSizeTrait, RecordBatch, StringViewArray, cast::AsArray, types::*};
use arrow_schema::DataType;

use crate::{ArrowError, Fields, cells::Whole};

/// Looks whether the arrays of batches are what their types say: texts are UTF-8, keys of dictionaries have values. For memory that
/// others made; what this process built or read is sound by construction.
///
/// ```
/// use arrow_array::{RecordBatch, StringArray};
/// use gov_site_arrow::{Fields, Soundness};
/// use gov_site_compliance::{Row, Update};
/// use std::sync::Arc;
/// let text = || Arc::new(StringArray::from(vec!["a"])) as _;
/// let batch = RecordBatch::try_from_iter([("column_id", text()), ("url", text())])?;
/// let fields = Fields::of(Update::TABLE, batch.schema_ref(), &|_| None)?;
/// assert!(Soundness::default().check(&fields, &batch, 1).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct Soundness {
    /// Values of the dictionary of each field that was seen last: batches may share one.
    dictionaries: BTreeMap<usize, ArrayRef>,
}

impl Soundness {
    /// Looks at the arrays of all fields; `first_row` is the number of the batch's first row.
    ///
    /// # Errors
    /// [`ArrowError::Unsound`] for the first array that is not sound.
    pub fn check(&mut self, fields: &Fields, batch: &RecordBatch, first_row: u64) -> Result<(), ArrowError> {
        self.check_fields(fields, batch, first_row, &|_| true)
    }

    /// The same before folding: of the addresses and other texts of updates, and of the vantages of visits, no plain row asks more than
    /// whether they are filled, so their bytes are left alone here; [`Soundness::check`] comes before any row is read by itself, and the
    /// addresses of home items are looked at one by one as they are read.
    ///
    /// # Errors
    /// [`ArrowError::Unsound`] for the first array that is not sound.
    pub fn check_folded(&mut self, fields: &Fields, batch: &RecordBatch, first_row: u64) -> Result<(), ArrowError> {
        let table = fields.table().name;
        self.check_fields(fields, batch, first_row, &|field| is_read(table, field))
    }

    fn check_fields(&mut self, fields: &Fields, batch: &RecordBatch, first_row: u64, is_read: &dyn Fn(&str) -> bool) -> Result<(), ArrowError> {
        for (position, at, name) in fields.known() {
            let (table, field) = (fields.table().name, fields.table().fields[position].name);
            let Some(array) = batch.columns().get(at) else { continue };
            let fault = if is_read(field) { self.fault(position, array.as_ref()) } else { shape_fault(array.as_ref()) };
            if let Some((row, problem)) = fault {
                return Err(ArrowError::Unsound { table, field, column: name.to_owned(), row: first_row + row as u64, problem });
            }
        }
        Ok(())
    }

    /// What is wrong with an array: the row (from 0) and the problem.
    fn fault(&mut self, field: usize, array: &dyn Array) -> Option<(usize, &'static str)> {
        let Some(dictionary) = array.as_any_dictionary_opt() else { return plain_fault(array) };
        let values = dictionary.values();
        if !self.dictionaries.get(&field).is_some_and(|known| known.to_data().ptr_eq(&values.to_data())) {
            if let Some((_, problem)) = plain_fault(values.as_ref()) {
                return Some((0, problem));
            }
            self.dictionaries.insert(field, values.clone());
        }
        outside(dictionary.keys(), values.len()).map(|row| (row, NO_VALUE))
    }
}

fn plain_fault(array: &dyn Array) -> Option<(usize, &'static str)> {
    match array.data_type() {
        DataType::Utf8 => texts(array.as_string_opt::<i32>()?),
        DataType::LargeUtf8 => texts(array.as_string_opt::<i64>()?),
        DataType::Utf8View => views(array.as_string_view_opt()?),
        _ => None,
    }
}

/// Whether folding reads the text of a field from plain rows.
fn is_read(table: &str, field: &str) -> bool {
    match table {
        "updates" => ["column_id", "published_on", "date_state", "published_at", "observed_at"].contains(&field),
        "visits" => !["vantage", "note", "source_ref"].contains(&field),
        _ => true,
    }
}

/// What is wrong with an array of which nobody reads a text: places that there are not.
fn shape_fault(array: &dyn Array) -> Option<(usize, &'static str)> {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let keys = || outside(dictionary.keys(), dictionary.values().len()).map(|row| (row, NO_VALUE));
        return shape_fault(dictionary.values().as_ref()).map(|(_, problem)| (0, problem)).or_else(keys);
    }
    match array.data_type() {
        DataType::Utf8 => misplaced(array.as_string_opt::<i32>()?),
        DataType::LargeUtf8 => misplaced(array.as_string_opt::<i64>()?),
        _ => None,
    }
}

/// The text of a row that is not null, its place and bytes looked at: of memory that others made, as far as [`Soundness::check_folded`] left
/// it alone. What is wrong with it, otherwise.
pub(crate) fn text(array: &dyn Array, row: usize) -> Result<&str, &'static str> {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let key = Whole::of(dictionary.keys()).and_then(|keys| usize::try_from(keys.get(row)).ok());
        let key = key.filter(|key| *key < dictionary.values().len()).ok_or(NO_VALUE)?;
        return text(dictionary.values().as_ref(), key);
    }
    let bytes = match array.data_type() {
        DataType::Utf8 => array.as_string_opt::<i32>().and_then(|array| bytes_at(array, row)),
        DataType::LargeUtf8 => array.as_string_opt::<i64>().and_then(|array| bytes_at(array, row)),
        DataType::Utf8View => array.as_string_view_opt().and_then(|array| view_at(array, row)),
        _ => None,
    };
    std::str::from_utf8(bytes.ok_or(NO_PLACE)?).map_err(|_| NO_TEXT)
}

fn bytes_at<O: OffsetSizeTrait>(array: &GenericStringArray<O>, row: usize) -> Option<&[u8]> {
    let offsets = array.value_offsets();
    array.value_data().get(offsets.get(row)?.to_usize()?..offsets.get(row + 1)?.to_usize()?)
}

fn view_at(array: &StringViewArray, row: usize) -> Option<&[u8]> {
    let view = *array.views().get(row)?;
    match bytes_of(view, array.data_buffers())? {
        Some(outside) => Some(outside),
        // The view itself, whose first four bytes are the length.
        None => array.views().inner().as_slice().get(16 * row + 4..)?.get(..view as u32 as usize),
    }
}

fn misplaced<O: OffsetSizeTrait>(array: &GenericStringArray<O>) -> Option<(usize, &'static str)> {
    let (offsets, end) = (array.value_offsets(), array.value_data().len());
    let is_bad = |pair: &[O]| pair[0] > pair[1] || pair[1].to_usize().is_none_or(|to| to > end) || pair[0].to_usize().is_none();
    // Together first, since nearly all are sound.
    let any = offsets.windows(2).fold(false, |any, pair| any | is_bad(pair));
    if any { offsets.windows(2).position(is_bad).map(|row| (row, NO_PLACE)) } else { None }
}

/// Bytes that a view holds itself.
const INLINE: usize = 12;
const NO_VALUE: &str = "a key that its dictionary has no value for";
const NO_TEXT: &str = "bytes that are no UTF-8 text";
const NO_PLACE: &str = "a text that begins or ends where there is none";

fn texts<O: OffsetSizeTrait>(array: &GenericStringArray<O>) -> Option<(usize, &'static str)> {
    let (offsets, bytes) = (array.value_offsets(), array.value_data());
    let place = |row: usize| -> Option<Range<usize>> {
        let (start, end) = (offsets[row].to_usize()?, offsets[row + 1].to_usize()?);
        (start <= end && end <= bytes.len()).then_some(start..end)
    };
    // Together first, since nearly all are sound.
    let ascend = offsets.windows(2).all(|pair| pair[0] <= pair[1]);
    let whole = offsets.first()?.to_usize().zip(offsets.last()?.to_usize()).filter(|_| ascend).and_then(|(start, end)| bytes.get(start..end));
    if whole.is_some_and(<[u8]>::is_ascii) {
        return None;
    }
    (0..array.len()).find_map(|row| match place(row) {
        None => Some((row, NO_PLACE)),
        Some(place) if std::str::from_utf8(&bytes[place.clone()]).is_err() && array.is_valid(row) => Some((row, NO_TEXT)),
        Some(_) => None,
    })
}

fn views(array: &StringViewArray) -> Option<(usize, &'static str)> {
    let (views, held) = (array.views(), array.data_buffers());
    let fault = |row: usize| match bytes_of(views[row], held) {
        None => Some((row, NO_PLACE)),
        // Most texts are addresses.
        Some(bytes) if with_view(views[row], bytes, <[u8]>::is_ascii) => None,
        Some(bytes) => with_view(views[row], bytes, |bytes| std::str::from_utf8(bytes).is_err()).then_some((row, NO_TEXT)),
    };
    match array.nulls().filter(|nulls| nulls.null_count() > 0) {
        None => (0..array.len()).find_map(fault),
        Some(nulls) => nulls.valid_indices().find_map(fault),
    }
}

/// Bytes of a view that lie in a buffer, or none for a view that holds them itself; `None` for a place that there is not.
fn bytes_of(view: u128, held: &[arrow_buffer::Buffer]) -> Option<Option<&[u8]>> {
    let (length, buffer, offset) = (view as u32 as usize, (view >> 64) as u32 as usize, (view >> 96) as u32 as usize);
    if length <= INLINE {
        return Some(None);
    }
    held.get(buffer)?.as_slice().get(offset..offset + length).map(Some)
}

/// What a question on the bytes of a view answers.
fn with_view(view: u128, outside: Option<&[u8]>, ask: impl Fn(&[u8]) -> bool) -> bool {
    match outside {
        Some(bytes) => ask(bytes),
        None => ask(&view.to_le_bytes()[4..][..view as u32 as usize]),
    }
}

/// The first row whose key is below 0 or has no value.
fn outside(keys: &dyn Array, values: usize) -> Option<usize> {
    macro_rules! search {
        ($($kind:ty),+) => { $(if let Some(typed) = keys.as_primitive_opt::<$kind>() {
            let is_outside = |key: &<$kind as ArrowPrimitiveType>::Native| usize::try_from(*key).map_or(true, |key| key >= values);
            // Together first, since nearly all are sound.
            let any = typed.values().iter().fold(false, |any, key| any | is_outside(key));
            return if any { (0..keys.len()).find(|row| is_outside(&typed.values()[*row]) && typed.is_valid(*row)) } else { None };
        })+ };
    }
    search!(Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type);
    None
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{DictionaryArray, Int8Array, LargeStringArray, StringArray};
    use arrow_buffer::{NullBuffer, ScalarBuffer};

    use super::*;

    fn fault(array: impl Array) -> Option<(usize, &'static str)> {
        Soundness::default().fault(0, &array)
    }

    #[test]
    fn sound_texts_are_sound_wherever_they_are_cut() {
        let texts = StringArray::from(vec![Some("政府"), None, Some(""), Some("a long text that is not kept inline 政府网站")]);
        assert_eq!(fault(texts.clone()), None);
        assert_eq!(fault(texts.slice(1, 2)), None);
        assert_eq!(fault(LargeStringArray::from_iter(texts.iter())), None);
        assert_eq!(fault(StringViewArray::from_iter(texts.iter())), None);
        assert_eq!(fault(Int8Array::from(vec![-1])), None);
    }

    #[test]
    fn keys_have_values_unless_they_are_null() {
        let keys = Int8Array::new(ScalarBuffer::from(vec![0, 7, 1]), Some(NullBuffer::from(vec![true, false, true])));
        let dictionary = DictionaryArray::new(keys, Arc::new(StringArray::from(vec!["a", "b"])));
        assert_eq!(fault(dictionary), None);
        assert_eq!(outside(&Int8Array::from(vec![0, 2]), 2), Some(1));
        assert_eq!(outside(&Int8Array::from(vec![0, -1]), 2), Some(1));
    }
}
