//! Batches of sound rows with one column replaced, and the same rows as texts.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, DictionaryArray, LargeStringArray, RecordBatch, RunArray, StringArray, StringViewArray, StructArray, UInt32Array,
    types::{ArrowDictionaryKeyType, Int32Type},
};
use gov_site_arrow::Fields;
use gov_site_compliance::{
    Place, Reject,
    ingest::{Checked, read_row},
};

pub type Read<R> = Result<R, Box<Reject>>;

pub const UPDATE: &[(&str, &str)] = &[("column_id", "c1"), ("url", "http://a.example/1"), ("published_on", "2017-11-20")];
pub const VISIT: &[(&str, &str)] = &[("site_code", "3703000001"), ("visited_at", "2017-11-29 08:00"), ("vantage", "v"), ("status", "200")];
pub const COLUMN: &[(&str, &str)] = &[("column_id", "c1"), ("site_code", "3703000001"), ("column_name", "栏目"), ("kind", "news")];

pub fn no_mapping(_: &str) -> Option<&'static str> {
    None
}

pub fn place(row: usize) -> Place {
    Place { file: "rows.parquet".into(), row: row as u64 + 1 }
}

/// Sound rows, as many as the array is long, with the array as the column of a field.
pub fn batch(sound: &[(&str, &str)], field: &str, array: ArrayRef) -> RecordBatch {
    let rows = array.len();
    let others = sound.iter().filter(|(name, _)| *name != field);
    let mut columns: Vec<(&str, ArrayRef)> = others.map(|(name, text)| (*name, Arc::new(StringArray::from(vec![*text; rows])) as ArrayRef)).collect();
    columns.push((field, array));
    RecordBatch::try_from_iter(columns).unwrap()
}

/// All rows of a batch.
pub fn read_batch<R: Checked>(batch: &RecordBatch) -> Vec<Read<R>> {
    let fields = Fields::of(R::TABLE, &batch.schema(), &no_mapping).unwrap();
    let rows = fields.bind(batch).unwrap();
    assert_eq!(rows.len(), batch.num_rows());
    (0..rows.len()).map(|row| rows.read(row, &place(row))).collect()
}

pub fn read_array<R: Checked>(sound: &[(&str, &str)], field: &str, array: ArrayRef) -> Vec<Read<R>> {
    read_batch(&batch(sound, field, array))
}

/// The same rows as CSV would have them.
pub fn read_texts<R: Checked>(sound: &[(&str, &str)], field: &str, texts: &[Option<String>]) -> Vec<Read<R>> {
    let row = |(number, text): (usize, &Option<String>)| {
        let mut cells = vec![None; R::TABLE.fields.len()];
        sound.iter().for_each(|(name, text)| cells[R::TABLE.position(name).unwrap()] = Some(*text));
        cells[R::TABLE.position(field).unwrap()] = text.as_deref();
        read_row(&cells, &place(number)).map_err(Box::new)
    };
    texts.iter().enumerate().map(row).collect()
}

/// A typed column reads as its texts, reject for reject.
pub fn same<R: Checked + PartialEq + std::fmt::Debug>(sound: &[(&str, &str)], field: &str, array: ArrayRef, texts: &[Option<&str>]) {
    let texts: Vec<Option<String>> = texts.iter().map(|text| text.map(str::to_string)).collect();
    assert_eq!(read_array::<R>(sound, field, array.clone()), read_texts::<R>(sound, field, &texts), "{field} as {}", array.data_type());
}

/// Texts in every type of text, whole and as a slice of something longer, and as dictionaries.
pub fn as_texts(texts: &[Option<&str>]) -> Vec<ArrayRef> {
    let plain: Vec<ArrayRef> =
        vec![Arc::new(StringArray::from_iter(texts)), Arc::new(LargeStringArray::from_iter(texts)), Arc::new(StringViewArray::from_iter(texts))];
    let mut arrays: Vec<ArrayRef> = plain.iter().map(|array| dictionary::<Int32Type>(array.clone())).collect();
    let longer: Vec<Option<&str>> = [Some("before"), None].into_iter().chain(texts.iter().copied()).chain([Some("after")]).collect();
    arrays.push(Arc::new(StringArray::from_iter(&longer).slice(2, texts.len())));
    arrays.push(dictionary::<Int32Type>(Arc::new(StringArray::from_iter(&longer))).slice(2, texts.len()));
    arrays.extend(plain);
    arrays
}

/// A dictionary with a key for each value, nulls among the values.
pub fn dictionary<K: ArrowDictionaryKeyType>(values: ArrayRef) -> ArrayRef
where
    K::Native: TryFrom<usize>,
{
    let keys = (0..values.len()).map(|at| K::Native::try_from(at).ok());
    Arc::new(DictionaryArray::<K>::try_new(keys.collect(), values).unwrap())
}

/// Run ends, which no field is read from.
pub fn runs(values: &StringArray) -> ArrayRef {
    let ends: Vec<i32> = (1..=values.len() as i32).collect();
    Arc::new(RunArray::<Int32Type>::try_new(&ends.into(), values).unwrap())
}

/// A nested column.
pub fn nested(rows: usize) -> ArrayRef {
    let field = Arc::new(arrow_schema::Field::new("inner", arrow_schema::DataType::UInt32, false));
    Arc::new(StructArray::from(vec![(field, Arc::new(UInt32Array::from(vec![1; rows])) as ArrayRef)]))
}
