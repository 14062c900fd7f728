//! Tables in Parquet: all rows, in order, whatever the threads, the types and the encodings.

use std::{fs::File, path::Path, sync::Arc};

use arrow_array::{Array, ArrayRef, DictionaryArray, Int32Array, LargeStringArray, RecordBatch, StringArray, TimestampMillisecondArray, types::Int32Type};
use arrow_schema::DataType;
use gov_site_compliance::{Update, Visit};
use gov_site_tables::{
    FolderError,
    parquet::{Batch, ParquetTable, Projection, Scanned},
};
use parquet::{
    basic::Compression,
    data_type::{ByteArrayType, Int96, Int96Type},
    file::{
        properties::{WriterProperties, WriterVersion},
        writer::SerializedFileWriter,
    },
    schema::parser::parse_message_type,
};
use tempfile::TempDir;

use super::parquet_files::{DAY, groups_of, open, rows, text, updates, visits, write};

fn dir() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A file of updates and its table.
fn written(dir: &TempDir, batch: &RecordBatch, properties: WriterProperties) -> ParquetTable {
    let path = dir.path().join("updates.parquet");
    write(&path, batch, properties);
    open("updates", &[&path]).unwrap()
}

fn in_order(table: &ParquetTable) -> Vec<String> {
    let mut all = Vec::new();
    let mut each = |batch: &Batch<'_>| {
        all.extend(rows::<Update>(batch));
        Ok(())
    };
    table.for_each_row_batch(&Projection::all(), &mut each, &mut |_| {}).unwrap();
    all
}

#[test]
fn threads_share_the_rows_in_order() {
    let dir = dir();
    let (first, second) = (dir.path().join("a.parquet"), dir.path().join("b.parquet"));
    write(&first, &updates(1_000), groups_of(130));
    write(&second, &updates(300), groups_of(1_000));
    let table = open("updates", &[&first, &second]).unwrap();
    let wanted = in_order(&table);
    assert_eq!((table.rows(), wanted.len()), (1_300, 1_300));
    assert!(wanted[0].starts_with("a.parquet:1 Ok(Update { column_id: \"C0\", url: \"http://s1.example/0\", published_on: Some(Day("));
    assert!(wanted[999].starts_with("a.parquet:1000 ") && wanted[1_000].starts_with("b.parquet:1 "));
    for threads in [1, 2, 3, 40] {
        let take = |all: &mut Vec<String>, batch: &Batch<'_>| {
            all.extend(rows::<Update>(batch));
            Ok(())
        };
        let shares = table.scan(&Projection::all(), vec![Vec::new(); threads], take, &mut |_| {}).unwrap();
        assert_eq!(shares.len(), threads);
        if threads == 2 {
            assert!(shares.iter().all(|share| (500..=800).contains(&share.len())), "{:?}", shares.iter().map(Vec::len).collect::<Vec<_>>());
        }
        assert_eq!(shares.concat(), wanted);
    }
}

#[test]
fn batches_are_of_a_size_whatever_the_row_groups() {
    let dir = dir();
    let table = written(&dir, &updates(150_000), groups_of(100_000));
    let mut sizes = Vec::new();
    let mut each = |batch: &Batch<'_>| {
        sizes.push((batch.first_row(), batch.len()));
        Ok(())
    };
    table.for_each_row_batch(&Projection::of(&["column_id"]), &mut each, &mut |_| {}).unwrap();
    assert_eq!(sizes, [(1, 65_536), (65_537, 34_464), (100_001, 50_000)]);
}

#[test]
fn progress_ends_with_all_rows() {
    let dir = dir();
    let table = written(&dir, &updates(1_000), groups_of(100));
    for threads in [1, 2] {
        let mut seen = vec![Scanned::default()];
        table.scan(&Projection::all(), vec![(); threads], |(), _| Ok(()), &mut |scanned| seen.push(scanned)).unwrap();
        assert!(seen.is_sorted_by_key(|scanned| (scanned.rows, scanned.bytes)));
        let (_, bytes, rows, dropped) = table.files().next().unwrap();
        let last = seen.last().unwrap();
        assert_eq!((last.rows, rows, dropped.len()), (1_000, 1_000, 0));
        assert!(last.bytes > 0 && last.bytes <= bytes);
    }
}

#[test]
fn an_error_of_the_caller_ends_the_scan() {
    let dir = dir();
    let table = written(&dir, &updates(1_000), groups_of(10));
    for threads in [1, 2] {
        let fail = |_: &mut (), batch: &Batch<'_>| match batch.first_row() {
            101 => Err(FolderError::NotAFolder { path: "x".into() }),
            _ => Ok(()),
        };
        let error = table.scan(&Projection::all(), vec![(); threads], fail, &mut |_| {}).unwrap_err();
        assert!(matches!(error, FolderError::NotAFolder { .. }));
    }
}

#[test]
fn an_empty_file_has_no_rows() {
    let dir = dir();
    let table = written(&dir, &updates(0), groups_of(10));
    assert_eq!((table.rows(), in_order(&table).len()), (0, 0));
    assert!(table.scan(&Projection::all(), vec![0; 2], |_, _| Ok(()), &mut |_| {}).unwrap() == [0, 0]);
}

#[test]
fn only_wanted_columns_are_read() {
    let dir = dir();
    let table = written(&dir, &updates(100), groups_of(100));
    let projection = Projection::of(&["published_on", "column_id", "observed_at"]);
    let mut each = |batch: &Batch<'_>| {
        assert_eq!(batch.record_batch().num_columns(), 2);
        assert!(batch.column("published_on").is_some() && batch.column("title").is_none() && batch.column("observed_at").is_none());
        assert!(rows::<Update>(batch).iter().all(|row| row.ends_with(" Err(MissingValue)")));
        Ok(())
    };
    table.for_each_row_batch(&projection, &mut each, &mut |_| {}).unwrap();
    let mut rows = 0;
    let mut count = |batch: &Batch<'_>| {
        rows += batch.len();
        Ok(())
    };
    table.for_each_row_batch(&Projection::of(&["observed_at"]), &mut count, &mut |_| {}).unwrap();
    assert_eq!(rows, 100);
}

/// Whether the cells of `url` are proven, by row group of one row or two.
fn proven(urls: &[Option<&str>], properties: WriterProperties) -> bool {
    let dir = dir();
    let columns = [("column_id", text(urls.iter().map(|_| Some("C1")))), ("url", text(urls.iter().copied()))];
    let table = written(&dir, &RecordBatch::try_from_iter(columns).unwrap(), properties);
    let mut proven = true;
    let mut each = |batch: &Batch<'_>| {
        proven &= batch.is_filled("url");
        assert_eq!(batch.is_filled("url"), batch.column("url").is_none());
        assert!(!batch.is_filled("column_id") && batch.column("column_id").is_some());
        let found = rows::<Update>(batch);
        assert_eq!(found.iter().filter(|row| row.contains("Ok(")).count(), urls.iter().flatten().filter(|url| !url.trim().is_empty()).count());
        Ok(())
    };
    let projection = Projection::of(&["column_id", "url"]).presence_only(&["url"]);
    table.for_each_row_batch(&projection, &mut each, &mut |_| {}).unwrap();
    assert_eq!(table.never_blank("url"), proven);
    proven
}

#[test]
fn statistics_prove_that_no_cell_is_blank() {
    let plain = || groups_of(100);
    assert!(proven(&[Some("http://a/"), Some("~")], plain()));
    for doubtful in [None, Some(""), Some(" "), Some("\t"), Some(" x"), Some("\u{3000}"), Some("\u{a0}"), Some("中"), Some("\u{7f}")] {
        assert!(!proven(&[Some("http://a/"), doubtful], plain()), "{doubtful:?}");
    }
    let long = "x".repeat(500);
    assert!(proven(&[Some(long.as_str())], plain()));
    let without = WriterProperties::builder().set_statistics_enabled(parquet::file::properties::EnabledStatistics::None).build();
    assert!(!proven(&[Some("http://a/")], without));
}

fn types_of(table: &ParquetTable, field: &str) -> Vec<DataType> {
    let mut types = Vec::new();
    let mut each = |batch: &Batch<'_>| {
        types.extend(batch.column(field).map(|column| column.data_type().clone()));
        Ok(())
    };
    table.for_each_row_batch(&Projection::all(), &mut each, &mut |_| {}).unwrap();
    types
}

#[test]
fn repeated_keys_stay_dictionaries_and_other_texts_are_views() {
    let dir = dir();
    let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let whole = written(&dir, &updates(1_000), groups_of(500));
    let wanted = in_order(&whole);
    assert_eq!(types_of(&whole, "column_id"), [dictionary.clone(), dictionary.clone()]);
    assert_eq!(types_of(&whole, "date_state"), [dictionary.clone(), dictionary.clone()]);
    assert_eq!(types_of(&whole, "url"), [DataType::Utf8View, DataType::Utf8View]);
    // A dictionary that is full after a few rows: the rest of the chunk is plain.
    let falling_back = || WriterProperties::builder().set_dictionary_page_size_limit(8).set_write_batch_size(16).set_data_page_row_count_limit(50);
    for properties in [falling_back().build(), falling_back().set_writer_version(WriterVersion::PARQUET_2_0).build()] {
        let mixed = written(&dir, &updates(1_000), properties);
        assert_eq!(types_of(&mixed, "column_id"), [DataType::Utf8View]);
        assert_eq!(in_order(&mixed), wanted);
    }
}

#[test]
fn every_codec_and_version_reads_alike() {
    let dir = dir();
    let wanted = in_order(&written(&dir, &updates(700), groups_of(700)));
    for codec in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(Default::default()), Compression::LZ4, Compression::LZ4_RAW] {
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            for dictionary in [true, false] {
                let properties = WriterProperties::builder().set_compression(codec).set_writer_version(version).set_dictionary_enabled(dictionary);
                assert!(in_order(&written(&dir, &updates(700), properties.build())) == wanted, "{codec:?} {version:?} {dictionary}");
            }
        }
    }
}

#[test]
fn parts_may_differ_in_types_and_headings() {
    let dir = dir();
    let keys: DictionaryArray<Int32Type> = DictionaryArray::new(Int32Array::from(vec![0]), Arc::new(StringArray::from(vec!["S1"])));
    let noon = TimestampMillisecondArray::from(vec![i64::from(DAY) * 86_400_000 + 4 * 3_600_000]);
    let parts: [RecordBatch; 3] = [
        visits(1),
        RecordBatch::try_from_iter([
            ("监测点", Arc::new(LargeStringArray::from(vec!["v1"])) as ArrayRef),
            ("访问时间", Arc::new(noon.with_timezone("UTC")) as ArrayRef),
            ("Site_Code", Arc::new(keys) as ArrayRef),
            ("status", text([Some("200")])),
        ])
        .unwrap(),
        RecordBatch::try_from_iter([
            ("site_code", text([Some("S1")])),
            ("visited_at", text([Some("2017-11-20T12:00:00+08:00")])),
            ("vantage", text([Some("v1")])),
            ("failure", text([Some("dns")])),
        ])
        .unwrap(),
    ];
    let paths: Vec<_> = (0..3).map(|part| dir.path().join(format!("part-{part}.parquet"))).collect();
    parts.iter().zip(&paths).for_each(|(batch, path)| write(path, batch, groups_of(10)));
    let table = open("visits", &paths.iter().map(|path| path.as_path()).collect::<Vec<&Path>>()).unwrap();
    let mut found = Vec::new();
    let mut each = |batch: &Batch<'_>| {
        let read = batch.rows()?;
        found.extend((0..batch.len()).map(|row| read.read::<Visit>(row, &batch.place(row)).unwrap()));
        Ok(())
    };
    table.for_each_row_batch(&Projection::all(), &mut each, &mut |_| {}).unwrap();
    let texts: Vec<String> = found.iter().map(|visit| format!("{} {} {}", visit.site_code, visit.visited_at, visit.vantage)).collect();
    assert_eq!(texts, ["S1 2017-11-20T08:00:00+08:00 v1", "S1 2017-11-20T12:00:00+08:00 v1", "S1 2017-11-20T12:00:00+08:00 v1"]);
}

#[test]
fn the_old_timestamps_of_spark_are_instants() {
    let dir = dir();
    let path = dir.path().join("updates.parquet");
    let schema = "message spark_schema { required binary column_id (UTF8); required binary url (UTF8); optional int96 published_at; }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(File::create(&path).unwrap(), schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for value in ["C1", "http://a/"] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&[value.into()], None, None).unwrap();
        column.close().unwrap();
    }
    // 2017-11-20T16:30:00Z: Julian day 2440588 is 1970-01-01.
    let nanos = (16 * 3_600 + 30 * 60) * 1_000_000_000_u64;
    let moment = Int96::from(vec![nanos as u32, (nanos >> 32) as u32, 2_440_588 + DAY as u32]);
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int96Type>().write_batch(&[moment], Some(&[1]), None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    let table = open("updates", &[&path]).unwrap();
    let mut found = Vec::new();
    let mut each = |batch: &Batch<'_>| {
        found.push(batch.rows()?.read::<Update>(0, &batch.place(0)).unwrap().published_at.unwrap().to_string());
        Ok(())
    };
    table.for_each_row_batch(&Projection::all(), &mut each, &mut |_| {}).unwrap();
    assert_eq!(found, ["2017-11-21T00:30:00+08:00"]);
}
