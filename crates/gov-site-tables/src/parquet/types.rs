//! The Arrow types in which columns are read, whatever the file's writer had them in.

use std::sync::Arc;

use arrow_schema::{DataType, Field, FieldRef, Fields, Schema, TimeUnit};
use gov_site_compliance::{Field as TableField, Kind};
use parquet::{
    arrow::parquet_to_arrow_schema,
    basic::{ConvertedType, Type},
    file::metadata::ParquetMetaData,
    schema::types::SchemaDescriptor,
};

use super::broken::Broken;

/// The columns of a file as they are read: texts as views of the pages, so that a text that a dictionary repeats is in memory
/// once; dictionaries of other values unpacked; the old INT96 of Spark as the instant that Spark means.
pub(super) fn readable(meta: &ParquetMetaData) -> Result<Schema, Broken> {
    let schema = meta.file_metadata().schema_descr();
    let written = parquet_to_arrow_schema(schema, meta.file_metadata().key_value_metadata())?;
    let read = written.fields().iter().enumerate().map(|(root, field)| retyped(field, readable_type(schema, root, field.data_type())));
    Ok(Schema::new(read.collect::<Fields>()))
}

fn readable_type(schema: &SchemaDescriptor, root: usize, written: &DataType) -> DataType {
    match written {
        DataType::Null => DataType::Null,
        _ if is_unmarked(schema, root) => DataType::Binary,
        DataType::Utf8 | DataType::LargeUtf8 => DataType::Utf8View,
        DataType::Dictionary(_, value) => readable_type(schema, root, value),
        DataType::Timestamp(TimeUnit::Nanosecond, None) if leaf_of(schema, root).is_some_and(|leaf| schema.column(leaf).physical_type() == Type::INT96) => {
            DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
        }
        other => other.clone(),
    }
}

/// Bytes that nobody has marked as UTF-8: the Parquet reader would not check whether they are text.
fn is_unmarked(schema: &SchemaDescriptor, root: usize) -> bool {
    let column = leaf_of(schema, root).map(|leaf| schema.column(leaf));
    column.is_some_and(|column| column.physical_type() == Type::BYTE_ARRAY && ![ConvertedType::UTF8, ConvertedType::DECIMAL].contains(&column.converted_type()))
}

/// The only leaf of a column; none for nested ones.
pub(super) fn leaf_of(schema: &SchemaDescriptor, root: usize) -> Option<usize> {
    let is_flat = schema.root_schema().get_fields().get(root).is_some_and(|field| field.is_primitive());
    let leaf = (0..schema.num_columns()).find(|leaf| schema.get_column_root_idx(*leaf) == root);
    leaf.filter(|leaf| is_flat && schema.column(*leaf).max_rep_level() == 0)
}

/// Whether a text field holds few texts, often: folding works by dictionary there.
pub(super) fn repeats(field: &TableField) -> bool {
    let is_key = field.name.ends_with("_code") || ["vantage", "column_id"].contains(&field.name);
    matches!(field.kind, Kind::Word(_)) || (is_key && field.kind == Kind::Text)
}

/// The type of a column that is read as a dictionary.
pub(super) fn dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

pub(super) fn retyped(field: &FieldRef, data_type: DataType) -> FieldRef {
    Arc::new(Field::new(field.name(), data_type, field.is_nullable()))
}

/// Whether a column is read as text.
pub(super) fn is_text(field: &FieldRef) -> bool {
    *field.data_type() == DataType::Utf8View
}
