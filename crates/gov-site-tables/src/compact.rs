//! Texts of batches that are kept for long, in as little memory as they need.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, StringViewArray, builder::StringBuilder, cast::AsArray};
use arrow_schema::{DataType, Field, Schema};

/// The same rows, with views of pages as texts of their own where those take less: a view has 16 bytes and holds its whole page.
/// Texts that a dictionary repeats stay views.
pub(crate) fn compact(batch: &RecordBatch) -> RecordBatch {
    let (mut fields, mut arrays) = (batch.schema_ref().fields().to_vec(), batch.columns().to_vec());
    for (field, array) in fields.iter_mut().zip(&mut arrays) {
        if let Some(texts) = array.as_string_view_opt().and_then(texts) {
            *field = Arc::new(Field::new(field.name(), DataType::Utf8, field.is_nullable()));
            *array = Arc::new(texts) as ArrayRef;
        }
    }
    // Arrays of the same lengths under fields of their types always fit.
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap_or_else(|_| batch.clone())
}

/// The texts behind views, if they take less memory.
fn texts(views: &StringViewArray) -> Option<StringArray> {
    // A view begins with the length of its text.
    let bytes: u64 = views.views().iter().map(|view| u64::from(*view as u32)).sum();
    let held: usize = views.data_buffers().iter().map(|buffer| buffer.len()).sum();
    let (alone, held) = (bytes + 4 * views.len() as u64, held as u64 + 16 * views.len() as u64);
    if alone >= held || bytes > i32::MAX as u64 {
        return None;
    }
    let mut texts = StringBuilder::with_capacity(views.len(), bytes as usize);
    views.iter().for_each(|text| texts.append_option(text));
    Some(texts.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_texts_are_the_same_texts() {
        let long = "一个很长的栏目网址".repeat(4);
        let given = [Some("a"), None, Some(""), Some(long.as_str())];
        let views: StringViewArray = given.iter().copied().collect();
        let batch = RecordBatch::try_from_iter([("url", Arc::new(views) as ArrayRef)]).unwrap_or_else(|error| panic!("{error}"));
        let compacted = compact(&batch);
        assert_eq!(compacted.column(0).as_string_opt::<i32>().map(|texts| texts.iter().collect::<Vec<_>>()), Some(given.to_vec()));
    }

    #[test]
    fn texts_that_are_repeated_stay_views() {
        let long = "一个很长的栏目网址".repeat(100);
        let one: StringViewArray = std::iter::once(Some(long)).collect();
        let repeated = StringViewArray::try_new(vec![one.views()[0]; 1_000].into(), one.data_buffers().to_vec(), None);
        let views = repeated.unwrap_or_else(|error| panic!("{error}"));
        assert!(texts(&views).is_none());
    }
}
