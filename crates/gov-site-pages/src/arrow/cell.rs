//! Bytes of one cell. Arrays may come from other programs, so every place is looked up before it is read.

use arrow_array::{
    Array, GenericByteArray, GenericByteViewArray, OffsetSizeTrait,
    cast::AsArray,
    types::{
        BinaryType, BinaryViewType, ByteArrayType, ByteViewType, Int8Type, Int16Type, Int32Type, Int64Type, LargeBinaryType, LargeUtf8Type, StringViewType,
        UInt8Type, UInt16Type, UInt32Type, UInt64Type, Utf8Type,
    },
};
use arrow_buffer::ArrowNativeType;
use arrow_schema::DataType;

/// Bytes that a view holds itself.
const INLINE: usize = 12;

/// A cell that is not what its array says.
pub(super) const UNSOUND: &str = "the array is damaged: the cell begins or ends where there is nothing";

/// Whether arrays of this type hold texts.
pub(super) fn holds_text(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => holds_text(values),
        kind => matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null),
    }
}

/// Whether arrays of this type hold bytes; texts are their bytes in UTF-8.
pub(super) fn holds_bytes(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => holds_bytes(values),
        kind => holds_text(kind) || matches!(kind, DataType::Binary | DataType::LargeBinary | DataType::BinaryView),
    }
}

/// The bytes of a row; `None` for null.
pub(super) fn bytes(array: &dyn Array, row: usize) -> Result<Option<&[u8]>, &'static str> {
    if *array.data_type() == DataType::Null || array.is_null(row) {
        return Ok(None);
    }
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let values = dictionary.values().as_ref();
        let key = key(dictionary.keys(), row).filter(|key| *key < values.len()).ok_or(UNSOUND)?;
        return bytes(values, key);
    }
    let found = match array.data_type() {
        DataType::Utf8 => array.as_bytes_opt::<Utf8Type>().and_then(|array| placed(array, row)),
        DataType::LargeUtf8 => array.as_bytes_opt::<LargeUtf8Type>().and_then(|array| placed(array, row)),
        DataType::Binary => array.as_bytes_opt::<BinaryType>().and_then(|array| placed(array, row)),
        DataType::LargeBinary => array.as_bytes_opt::<LargeBinaryType>().and_then(|array| placed(array, row)),
        DataType::Utf8View => array.as_byte_view_opt::<StringViewType>().and_then(|array| viewed(array, row)),
        DataType::BinaryView => array.as_byte_view_opt::<BinaryViewType>().and_then(|array| viewed(array, row)),
        _ => None,
    };
    found.map(Some).ok_or(UNSOUND)
}

/// The text of a row; `None` for null.
pub(super) fn text(array: &dyn Array, row: usize) -> Result<Option<&str>, &'static str> {
    let Some(bytes) = bytes(array, row)? else { return Ok(None) };
    std::str::from_utf8(bytes).map(Some).map_err(|_| "bytes that are no UTF-8 text")
}

fn placed<T: ByteArrayType>(array: &GenericByteArray<T>, row: usize) -> Option<&[u8]>
where
    T::Offset: OffsetSizeTrait,
{
    let offsets = array.value_offsets();
    array.value_data().get(offsets.get(row)?.to_usize()?..offsets.get(row + 1)?.to_usize()?)
}

fn viewed<T: ByteViewType>(array: &GenericByteViewArray<T>, row: usize) -> Option<&[u8]> {
    let view = *array.views().get(row)?;
    let (length, buffer, offset) = (view as u32 as usize, (view >> 64) as u32 as usize, (view >> 96) as u32 as usize);
    if length <= INLINE {
        // The view itself, whose first four bytes are the length.
        return array.views().inner().as_slice().get(16 * row + 4..)?.get(..length);
    }
    array.data_buffers().get(buffer)?.as_slice().get(offset..offset.checked_add(length)?)
}

/// The key of a row in a dictionary.
fn key(keys: &dyn Array, row: usize) -> Option<usize> {
    macro_rules! key_of {
        ($($kind:ident)+) => { $(if let Some(keys) = keys.as_primitive_opt::<$kind>() {
            return keys.values().get(row)?.to_usize();
        })+ };
    }
    key_of! { Int8Type Int16Type Int32Type Int64Type UInt8Type UInt16Type UInt32Type UInt64Type }
    None
}
