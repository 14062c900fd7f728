//! What the statistics of a row group prove about a column.

use parquet::{
    basic::{ColumnOrder, SortOrder, Type},
    file::metadata::ParquetMetaData,
};

/// Whether the statistics prove that no cell of a column is null, empty or blank.
///
/// Texts lie between the least and the greatest one byte by byte, also where the writer has shortened the two; so between a
/// first byte after the space and one before DEL every text begins with a visible ASCII character.
pub(super) fn never_blank(meta: &ParquetMetaData, group: usize, leaf: usize) -> bool {
    let chunk = meta.row_group(group).column(leaf);
    let Some(statistics) = chunk.statistics() else { return false };
    let no_nulls = chunk.column_descr().max_def_level() == 0 || statistics.null_count_opt() == Some(0);
    if !no_nulls || chunk.column_type() != Type::BYTE_ARRAY {
        return no_nulls;
    }
    let by_bytes = meta.file_metadata().column_order(leaf) == ColumnOrder::TYPE_DEFINED_ORDER(SortOrder::UNSIGNED);
    let first = |bytes: Option<&[u8]>| bytes.and_then(|bytes| bytes.first().copied());
    let least = first(statistics.min_bytes_opt()).is_some_and(|byte| byte > b' ');
    let greatest = first(statistics.max_bytes_opt()).is_some_and(|byte| byte < 0x7f);
    by_bytes && !statistics.is_min_max_deprecated() && least && greatest
}
