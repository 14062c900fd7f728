//! Parquet files that are sound and cannot be used: the message names file, column and what to do.

use std::{fs, sync::Arc};

use arrow_array::{ArrayRef, BinaryArray, BooleanArray, Int64Array, ListArray, RecordBatch, types::Int32Type};
use parquet::file::properties::WriterProperties;

use super::parquet_files::{open, text, updates, write};

/// The message when a file of these columns is opened as updates.
fn error(columns: Vec<(&str, ArrayRef)>) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("updates.parquet");
    write(&path, &RecordBatch::try_from_iter(columns).unwrap(), WriterProperties::default());
    open("updates", &[&path]).unwrap_err().to_string()
}

/// The message when the bytes of a file are changed.
fn changed(change: impl FnOnce(&mut Vec<u8>)) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("updates.parquet");
    write(&path, &updates(10), WriterProperties::builder().set_dictionary_enabled(false).build());
    let mut bytes = fs::read(&path).unwrap();
    change(&mut bytes);
    fs::write(&path, bytes).unwrap();
    open("updates", &[&path]).unwrap_err().to_string()
}

#[test]
fn columns_that_do_not_fit_the_table() {
    let key = || ("column_id", text([Some("C1")]));
    let message = error(vec![key()]);
    assert!(message.starts_with("updates.parquet: updates: no column for the compulsory field url (信息网址); "), "{message}");
    let message = error(vec![key(), ("url", text([Some("u")])), ("published_on", Arc::new(BooleanArray::from(vec![true])))]);
    assert!(
        message.starts_with("updates.parquet: updates: the column `published_on` of the field published_on has the type Boolean; cast it to "),
        "{message}"
    );
    let message = error(vec![key(), ("url", text([Some("u")])), ("信息网址", text([Some("u")]))]);
    assert!(message.contains("both stand for the field url"), "{message}");
    // Bytes that nobody marked as text may be none.
    let message = error(vec![key(), ("url", Arc::new(BinaryArray::from(vec![b"u".as_slice()])))]);
    assert!(message.contains("of the field url has the type Binary"), "{message}");
    let nested = ListArray::from_iter_primitive::<Int32Type, _, _>([Some([Some(1)])]);
    let message = error(vec![key(), ("url", Arc::new(nested))]);
    assert!(message.contains("of the field url has the type List("), "{message}");
}

#[test]
fn nested_columns_that_nobody_knows_do_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("updates.parquet");
    let nested = ListArray::from_iter_primitive::<Int32Type, _, _>([Some([Some(1)]), None]);
    let columns: [(&str, ArrayRef); 3] =
        [("tags", Arc::new(nested)), ("column_id", Arc::new(Int64Array::from(vec![1, 2]))), ("url", text([Some("u"), Some("v")]))];
    write(&path, &RecordBatch::try_from_iter(columns).unwrap(), WriterProperties::default());
    assert_eq!(super::parquet_files::read_all(&path), Ok(2));
    let table = open("updates", &[&path]).unwrap();
    assert_eq!(table.files().next().unwrap().3, ["tags"]);
}

#[test]
fn encrypted_files_and_unknown_codecs() {
    let message = changed(|bytes| {
        let end = bytes.len();
        bytes[end - 1] = b'E';
    });
    assert_eq!(message, "updates.parquet: the file is encrypted; write the file without encryption");
    // The codec follows the column's name in the footer: none is 0, gzip is 2.
    let message = changed(|bytes| {
        let name = [&[3][..], b"url", &[0x15, 0]].concat();
        let at = bytes.windows(name.len()).position(|window| window == name).unwrap();
        bytes[at + name.len() - 1] = 4;
    });
    assert_eq!(message, "updates.parquet: \"url\" is compressed with gzip; write the file with zstd, snappy, lz4 or no compression");
    let message = changed(|bytes| bytes.truncate(3));
    assert_eq!(message, "updates.parquet: 3 bytes are no Parquet file; the file is damaged or cut off: write or copy it anew");
}
