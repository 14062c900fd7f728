//! Tables in Parquet: snappy, row groups of a million rows.

mod arrays;
mod groups;

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_array::{ArrayRef, Date32Array, Int16Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray, builder::StringBuilder};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::{
    arrow::ArrowWriter,
    basic::Compression,
    file::properties::{EnabledStatistics, WriterProperties},
};

use super::csv::item_url;
use crate::{
    GenerateError, Progress,
    bulk::{AllVisits, URLS, Updates},
    options::Ids,
    sheet::{Cell, Sheet},
};
use groups::Groups;

/// Rows of a row group.
const GROUP: usize = 1_000_000;
/// Rows that are made at a time.
const BATCH: usize = 1 << 15;

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(GROUP))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .build()
}

fn moment_type() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// A Parquet file that is written cell by cell.
pub(crate) struct ParquetTable {
    path: PathBuf,
    schema: SchemaRef,
    /// Boxed: much larger than what writes CSV.
    writer: Box<ArrowWriter<File>>,
    rows: Vec<Vec<Cell>>,
}

impl ParquetTable {
    pub(crate) fn open(path: PathBuf, sheet: &'static Sheet, ids: Ids) -> Result<ParquetTable, GenerateError> {
        let field = |(name, kind): &(&str, _)| Field::new(*name, arrays::data_type(*kind, ids), true);
        let schema = Arc::new(Schema::new(sheet.fields.iter().map(field).collect::<Vec<_>>()));
        let file = File::create(&path).map_err(GenerateError::io(&path))?;
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties())).map_err(GenerateError::parquet(&path))?;
        Ok(ParquetTable { path, schema, writer: Box::new(writer), rows: Vec::new() })
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) -> Result<(), GenerateError> {
        self.rows.push(cells);
        if self.rows.len() < BATCH { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), GenerateError> {
        let rows = std::mem::take(&mut self.rows);
        let column = |(position, field): (usize, &Arc<Field>)| arrays::array(field.data_type(), rows.iter().map(|row| &row[position]));
        let columns = self.schema.fields().iter().enumerate().map(column).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(GenerateError::parquet(&self.path))?;
        self.writer.write(&batch).map_err(GenerateError::parquet(&self.path))
    }

    pub(crate) fn finish(mut self) -> Result<(), GenerateError> {
        self.flush()?;
        self.writer.close().map_err(GenerateError::parquet(&self.path))?;
        Ok(())
    }
}

/// The plain updates.
pub(super) fn updates(path: &Path, updates: &Updates, progress: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
    let id = if updates.ids_are_text() { DataType::Utf8 } else { DataType::Int64 };
    let schema = [("column_id", id), ("url", DataType::Utf8), ("published_on", DataType::Date32)];
    let urls: Vec<String> = (0..URLS).map(item_url).collect();
    let make = |rows: std::ops::Range<u64>| update_arrays(updates, &urls, rows);
    Groups { path, table: "updates", rows: updates.rows(), make: &make }.write(&schema, progress)
}

fn update_arrays(updates: &Updates, urls: &[String], rows: std::ops::Range<u64>) -> Vec<ArrayRef> {
    let count = (rows.end - rows.start) as usize;
    let (mut numbers, mut texts) = (Vec::new(), StringBuilder::new());
    let mut url = StringBuilder::with_capacity(count, count * 11);
    let mut days = Vec::with_capacity(count);
    if updates.ids_are_text() {
        let mut id = (usize::MAX, String::new());
        updates.each(rows, |update| {
            if id.0 != update.column {
                id = (update.column, updates.text(update.column));
            }
            texts.append_value(&id.1);
            url.append_value(&urls[update.url]);
            days.push(update.published_on);
        });
    } else {
        numbers.reserve(count);
        updates.each(rows, |update| {
            numbers.push(updates.number(update.column));
            url.append_value(&urls[update.url]);
            days.push(update.published_on);
        });
    }
    let id: ArrayRef = if updates.ids_are_text() { Arc::new(texts.finish()) } else { Arc::new(Int64Array::from(numbers)) };
    vec![id, Arc::new(url.finish()), Arc::new(Date32Array::from(days))]
}

/// The plain visits.
pub(super) fn visits(path: &Path, visits: &AllVisits, progress: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
    let schema = [
        ("site_code", DataType::Utf8),
        ("visited_at", moment_type()),
        ("vantage", DataType::Utf8),
        ("failure", DataType::Utf8),
        ("status", DataType::Int16),
        ("duration_ms", DataType::Int64),
    ];
    let make = |rows: std::ops::Range<u64>| visit_arrays(visits, rows);
    Groups { path, table: "visits", rows: visits.rows(), make: &make }.write(&schema, progress)
}

fn visit_arrays(visits: &AllVisits, rows: std::ops::Range<u64>) -> Vec<ArrayRef> {
    let mut code = (usize::MAX, String::new());
    let (mut sites, mut moments, mut durations) = (StringBuilder::new(), Vec::new(), Vec::new());
    let (mut vantages, mut failures, mut statuses) = (Vec::new(), Vec::new(), Vec::new());
    visits.each(rows, |visit| {
        if code.0 != visit.site {
            code = (visit.site, visits.code(visit.site));
        }
        sites.append_value(&code.1);
        moments.push(visit.moment());
        vantages.push(visit.vantage);
        failures.push(visit.failure);
        statuses.push(visit.status);
        durations.push(visit.duration_ms);
    });
    vec![
        Arc::new(sites.finish()),
        Arc::new(TimestampMicrosecondArray::from(moments).with_timezone("UTC")),
        Arc::new(StringArray::from(vantages)),
        Arc::new(StringArray::from(failures)),
        Arc::new(Int16Array::from(statuses)),
        Arc::new(Int64Array::from(durations)),
    ]
}
