//! The footer of a Parquet file: read within bounds, and refused where its claims do not fit the file.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use parquet::{
    basic::Compression,
    file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData},
};

use super::{
    broken::Broken,
    quiet::guarded,
    thrift::{I32, LIST, STRUCT, Walk},
};

const MAGIC: &[u8; 4] = b"PAR1";
const ENCRYPTED: &[u8; 4] = b"PARE";
/// Magic at both ends and the length of the footer.
const FRAME: u64 = 12;
/// No footer is larger: that of 4,000 row groups takes about 8 MiB.
const LARGEST_FOOTER: u64 = 64 << 20;
/// A byte of a row group never stands for more rows, not even in runs of one value.
const MOST_ROWS_A_BYTE: i64 = 1 << 16;
/// Groups of the schema nest no deeper.
const DEEPEST_SCHEMA: usize = 32;
const DECRYPT: &str = "write the file without encryption";

/// Reads the footer of a file of a known size.
pub(super) fn read(mut file: &File, size: u64) -> Result<ParquetMetaData, Broken> {
    if size < FRAME {
        return Err(Broken::bytes(format!("{size} bytes are no Parquet file")));
    }
    let mut tail = [0; 8];
    file.seek(SeekFrom::Start(size - 8))?;
    file.read_exact(&mut tail)?;
    let [a, b, c, d, magic @ ..] = tail;
    if &magic == ENCRYPTED {
        return Err(Broken::foreign("the file is encrypted", DECRYPT));
    }
    if &magic != MAGIC {
        return Err(Broken::bytes("the file does not end as Parquet files do"));
    }
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    if length > size - FRAME || length > LARGEST_FOOTER {
        return Err(Broken::bytes(format!("the footer is said to take {length} bytes of {size}")));
    }
    let mut footer = vec![0; length as usize];
    file.seek(SeekFrom::Start(size - 8 - length))?;
    file.read_exact(&mut footer)?;
    walk(&footer)?;
    let meta = guarded(|| Ok(ParquetMetaDataReader::decode_metadata(&footer)?))?;
    check(&meta, size - 8 - length)?;
    Ok(meta)
}

/// Walks the footer once, so that no list in it is longer than the footer and no group of the schema is bottomless.
fn walk(footer: &[u8]) -> Result<(), Broken> {
    let mut encrypted = false;
    let mut schema = Some(());
    Walk::new(footer)
        .structure(&mut |walk, field, kind| match (field, kind) {
            (2, LIST) => {
                schema = walk_schema(walk);
                schema.map(|()| true)
            }
            (8, STRUCT) => {
                encrypted = true;
                Some(false)
            }
            _ => Some(false),
        })
        .ok_or_else(|| Broken::bytes("the footer is damaged"))?;
    if encrypted { Err(Broken::foreign("columns of the file are encrypted", DECRYPT)) } else { Ok(()) }
}

fn walk_schema(walk: &mut Walk<'_>) -> Option<()> {
    let (kind, length) = walk.list()?;
    // How many children each open group still expects.
    let mut open: Vec<i64> = Vec::new();
    for _ in 0..length {
        let mut children = 0;
        if kind != STRUCT {
            return None;
        }
        walk.structure(&mut |walk, field, kind| {
            if (field, kind) != (5, I32) {
                return Some(false);
            }
            children = walk.number()?;
            Some((0..=length as i64).contains(&children)).filter(|sound| *sound)
        })?;
        if let Some(left) = open.last_mut() {
            *left -= 1;
        }
        if children > 0 {
            open.push(children);
        }
        while open.last() == Some(&0) {
            open.pop();
        }
        if open.len() > DEEPEST_SCHEMA {
            return None;
        }
    }
    Some(())
}

fn check(meta: &ParquetMetaData, end: u64) -> Result<(), Broken> {
    let leaves = meta.file_metadata().schema_descr().num_columns();
    if meta.file_metadata().column_orders().is_some_and(|orders| orders.len() != leaves) {
        return Err(Broken::bytes("the footer names an order for some columns only"));
    }
    let mut rows = 0_i64;
    for group in meta.row_groups() {
        check_group(group, end)?;
        rows = rows.saturating_add(group.num_rows());
    }
    if rows != meta.file_metadata().num_rows() {
        return Err(Broken::bytes(format!("the row groups hold {rows} rows, the footer says {}", meta.file_metadata().num_rows())));
    }
    Ok(())
}

fn check_group(group: &RowGroupMetaData, end: u64) -> Result<(), Broken> {
    group.columns().iter().try_for_each(|chunk| check_chunk(chunk, end))?;
    let bytes = group.columns().iter().fold(0_i64, |sum, chunk| sum.saturating_add(chunk.compressed_size()));
    let rows = group.num_rows();
    if rows < 0 || rows > bytes.saturating_mul(MOST_ROWS_A_BYTE) {
        return Err(Broken::bytes(format!("a row group claims {rows} rows in {bytes} bytes")));
    }
    let flat = group.columns().iter().filter(|chunk| chunk.column_descr().max_rep_level() == 0);
    match flat.into_iter().find(|chunk| chunk.num_values() != rows) {
        Some(chunk) => Err(Broken::bytes(format!("{} claims {} values in a row group of {rows} rows", chunk.column_path(), chunk.num_values()))),
        None => Ok(()),
    }
}

fn check_chunk(chunk: &ColumnChunkMetaData, end: u64) -> Result<(), Broken> {
    if chunk.file_path().is_some() {
        return Err(Broken::foreign("its columns are in other files", "write one whole file"));
    }
    // A row group without rows, as pyarrow writes an empty table, stands nowhere and is never read.
    if chunk.num_values() == 0 && chunk.compressed_size() == 0 {
        return Ok(());
    }
    let start = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
    let (start, length) = (u64::try_from(start).unwrap_or(0), u64::try_from(chunk.compressed_size()).unwrap_or(u64::MAX));
    if start < MAGIC.len() as u64 || start.checked_add(length).is_none_or(|to| to > end) {
        return Err(Broken::bytes(format!("{} is said to stand at byte {start}, {length} long, in {end} bytes", chunk.column_path())));
    }
    Ok(())
}

/// Whether a column can be unpacked.
pub(super) fn check_codec(chunk: &ColumnChunkMetaData) -> Result<(), Broken> {
    let name = match chunk.compression() {
        Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_) | Compression::LZ4 | Compression::LZ4_RAW => return Ok(()),
        Compression::GZIP(_) => "gzip",
        Compression::BROTLI(_) => "brotli",
        Compression::LZO => "lzo",
    };
    let problem = format!("{} is compressed with {name}", chunk.column_path());
    Err(Broken::foreign(problem, "write the file with zstd, snappy, lz4 or no compression"))
}
