//! Parquet files for the tests, written by the Parquet crate itself.

use std::{fs::File, path::Path, sync::Arc};

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use gov_site_compliance::{Row, TABLES, Table, Update, Visit};
use gov_site_tables::{
    FolderError, ForeignHeadings, TableFile,
    parquet::{Batch, ParquetTable, Projection},
};
use parquet::{arrow::ArrowWriter, file::properties::WriterProperties};

/// 2017-11-20 as days since 1970.
pub const DAY: i32 = 17_490;

pub fn text<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(texts.into_iter().collect::<StringArray>())
}

/// `rows` updates of ten columns, the last two days open, every seventh title absent.
pub fn updates(rows: usize) -> RecordBatch {
    let ids: Vec<String> = (0..rows).map(|row| format!("C{}", row * 10 / rows.max(1))).collect();
    let urls: Vec<String> = (0..rows).map(|row| format!("http://s1.example/{row}")).collect();
    let days: Date32Array = (0..rows).map(|row| (row % 5 != 3).then_some(DAY + (row % 9) as i32)).collect();
    let states = (0..rows).map(|row| (row % 5 == 3).then_some("not_shown"));
    RecordBatch::try_from_iter([
        ("column_id", text(ids.iter().map(|id| Some(id.as_str())))),
        ("url", text(urls.iter().map(|url| Some(url.as_str())))),
        ("published_on", Arc::new(days) as ArrayRef),
        ("date_state", text(states)),
        ("title", text((0..rows).map(|row| (row % 7 != 0).then_some("标题")))),
    ])
    .unwrap()
}

/// `rows` visits of three sites, an hour apart.
pub fn visits(rows: usize) -> RecordBatch {
    let start = i64::from(DAY) * 86_400_000_000;
    let moments: TimestampMicrosecondArray = (0..rows).map(|row| Some(start + row as i64 * 3_600_000_000)).collect();
    RecordBatch::try_from_iter([
        ("site_code", text((0..rows).map(|row| Some(["S1", "S2", "S3"][row % 3])))),
        ("visited_at", Arc::new(moments.with_timezone("Asia/Shanghai")) as ArrayRef),
        ("vantage", text((0..rows).map(|_| Some("v1")))),
        ("status", Arc::new(Int64Array::from_iter((0..rows).map(|row| Some(200 + (row % 4) as i64)))) as ArrayRef),
    ])
    .unwrap()
}

pub fn write(path: &Path, batch: &RecordBatch, properties: WriterProperties) {
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), Some(properties)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

pub fn groups_of(rows: usize) -> WriterProperties {
    WriterProperties::builder().set_max_row_group_row_count(Some(rows)).build()
}

pub fn table(name: &str) -> &'static Table {
    TABLES.iter().find(|table| table.name == name).unwrap()
}

pub fn open(name: &str, paths: &[&Path]) -> Result<ParquetTable, FolderError> {
    let file = |path: &&Path| TableFile { name: path.file_name().unwrap().to_string_lossy().into_owned(), path: path.to_path_buf() };
    ParquetTable::open(table(name), paths.iter().map(file).collect(), &ForeignHeadings::default())
}

/// File, row and content of every row, as far as they can be read.
pub fn rows<R: Row + gov_site_compliance::ingest::Checked + std::fmt::Debug>(batch: &Batch<'_>) -> Vec<String> {
    let rows = batch.rows().unwrap();
    let read = |row| {
        let place = batch.place(row);
        format!("{}:{} {:?}", place.file, place.row, rows.read::<R>(row, &place).map_err(|reject| reject.code))
    };
    (0..batch.len()).map(read).collect()
}

/// Reads a file as updates and as visits; the number of rows, or the message.
pub fn read_all(path: &Path) -> Result<usize, String> {
    let mut count = 0;
    for name in [Update::TABLE.name, Visit::TABLE.name] {
        let Ok(files) = open(name, &[path]) else { continue };
        files
            .for_each_row_batch(
                &Projection::all(),
                &mut |batch| {
                    count += if name == "updates" { rows::<Update>(batch).len() } else { rows::<Visit>(batch).len() };
                    Ok(())
                },
                &mut |_| {},
            )
            .map_err(|error| error.to_string())?;
        return Ok(count);
    }
    Err(open("updates", &[path]).unwrap_err().to_string())
}
