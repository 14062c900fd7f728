//! The headers of the pages of one column chunk, walked before any page is read: a page that claims more than its bytes can
//! hold never reaches the reader.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use parquet::{
    basic::{Compression, Type},
    file::metadata::ColumnChunkMetaData,
};

use super::{
    broken::Broken,
    thrift::{STRUCT, Walk},
};

/// No page is larger: writers cut pages at about 1 MiB.
const LARGEST_PAGE: u64 = 1 << 28;
/// A header is read in steps of this many bytes and ends after a few of them, even with statistics.
const STEP: u64 = 512;
const LONGEST_HEADER: u64 = 1 << 20;

const DATA: i64 = 0;
const INDEX: i64 = 1;
const DICTIONARY: i64 = 2;
const DATA_V2: i64 = 3;
/// Encodings of data pages whose values are places in the dictionary.
const BY_DICTIONARY: [i64; 2] = [2, 8];

/// What the headers of a chunk tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChunkPages {
    /// Whether every value is a place in the dictionary.
    pub by_dictionary: bool,
}

/// One page header; what it does not say is -1.
#[derive(Debug)]
struct Header {
    kind: i64,
    uncompressed: i64,
    compressed: i64,
    values: i64,
    encoding: i64,
    /// Bytes of levels before the values, in pages of the second version.
    levels: i64,
    bytes: u64,
}

/// Walks the pages of a chunk of `rows` values.
pub(super) fn walk(file: &File, chunk: &ColumnChunkMetaData) -> Result<ChunkPages, Broken> {
    let (mut at, length) = chunk.byte_range();
    let mut left = length;
    let mut values = chunk.num_values();
    let mut pages = ChunkPages { by_dictionary: true };
    while left > 0 {
        let header = Header::read(file, at, left)?;
        header.check(chunk, left - header.bytes)?;
        if [DATA, DATA_V2].contains(&header.kind) {
            values -= header.values;
            pages.by_dictionary &= BY_DICTIONARY.contains(&header.encoding);
        }
        if values < 0 {
            break;
        }
        let size = header.bytes + header.compressed.unsigned_abs();
        at += size;
        left -= size;
    }
    if values != 0 {
        let wanted = chunk.num_values();
        return Err(Broken::bytes(format!("the pages of {} hold {} values, the footer says {wanted}", chunk.column_path(), wanted - values)));
    }
    Ok(pages)
}

impl Header {
    /// Reads the header at an offset, of a chunk that has `left` bytes from there.
    fn read(mut file: &File, at: u64, left: u64) -> Result<Header, Broken> {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(at))?;
        while (bytes.len() as u64) < left.min(LONGEST_HEADER) {
            let wanted = STEP.max(bytes.len() as u64).min(left - bytes.len() as u64);
            if file.take(wanted).read_to_end(&mut bytes)? == 0 {
                break;
            }
            if let Some(header) = Header::parse(&bytes) {
                return Ok(header);
            }
        }
        Err(Broken::bytes(format!("there is no page header at byte {at}")))
    }

    fn parse(bytes: &[u8]) -> Option<Header> {
        let mut header = Header { kind: -1, uncompressed: -1, compressed: -1, values: -1, encoding: -1, levels: 0, bytes: 0 };
        let mut walk = Walk::new(bytes);
        walk.structure(&mut |walk, field, kind| {
            match field {
                1 => header.kind = walk.number()?,
                2 => header.uncompressed = walk.number()?,
                3 => header.compressed = walk.number()?,
                5 | 7 | 8 if kind == STRUCT => header.parse_inner(walk, field)?,
                _ => return Some(false),
            }
            Some(true)
        })?;
        header.bytes = walk.position() as u64;
        Some(header)
    }

    /// The part for data (5), dictionary (7) or data of the second version (8).
    fn parse_inner(&mut self, walk: &mut Walk<'_>, part: i16) -> Option<()> {
        let is_ours = part == self.part();
        walk.structure(&mut |walk, field, _| {
            let to = match (part, field) {
                (_, 1) => &mut self.values,
                (5 | 7, 2) | (8, 4) => &mut self.encoding,
                (8, 5 | 6) => {
                    let length = walk.number()?;
                    let broken = length < 0 || length > i64::from(i32::MAX);
                    self.levels = if broken { i64::MAX } else { self.levels.saturating_add(length) };
                    return Some(true);
                }
                _ => return Some(false),
            };
            let number = walk.number()?;
            if is_ours {
                *to = number;
            }
            Some(true)
        })
    }

    fn part(&self) -> i16 {
        match self.kind {
            DATA => 5,
            DICTIONARY => 7,
            DATA_V2 => 8,
            _ => -1,
        }
    }

    /// Whether the claims fit the bytes.
    fn check(&self, chunk: &ColumnChunkMetaData, left: u64) -> Result<(), Broken> {
        let column = chunk.column_path();
        let fits = |size: i64, limit: u64| u64::try_from(size).is_ok_and(|size| size <= limit);
        if fits(self.uncompressed, u64::MAX) && !fits(self.uncompressed, LARGEST_PAGE) {
            let problem = format!("a page of {column} is said to take {} bytes, more than {LARGEST_PAGE}", self.uncompressed);
            return Err(Broken::foreign(problem, "write the file anew with smaller pages (1 MiB is usual)"));
        }
        if !fits(self.uncompressed, most_bytes(chunk.compression(), self.compressed.unsigned_abs())) {
            let (from, to) = (self.compressed, self.uncompressed);
            return Err(Broken::bytes(format!("a page of {column} claims to unpack {from} bytes into {to}")));
        }
        if ![DATA, INDEX, DICTIONARY, DATA_V2].contains(&self.kind) || !fits(self.compressed, left) {
            return Err(Broken::bytes(format!("a page header of {column} makes no sense")));
        }
        self.check_values(chunk)
    }

    fn check_values(&self, chunk: &ColumnChunkMetaData) -> Result<(), Broken> {
        let column = chunk.column_path();
        if self.kind == INDEX {
            return Ok(());
        }
        if self.values < 0 || self.values > i64::from(i32::MAX) || self.levels > self.compressed.min(self.uncompressed) {
            return Err(Broken::bytes(format!("a page header of {column} makes no sense")));
        }
        if self.kind == DICTIONARY && self.values.saturating_mul(least_width(chunk)) > self.uncompressed {
            return Err(Broken::bytes(format!("the dictionary of {column} claims {} values in {} bytes", self.values, self.uncompressed)));
        }
        Ok(())
    }
}

/// The most that a number of bytes can unpack into: a longest match or run for each of the fewest bytes that code it.
fn most_bytes(codec: Compression, compressed: u64) -> u64 {
    let ratio = match codec {
        Compression::UNCOMPRESSED => return compressed,
        Compression::SNAPPY => 32,
        Compression::LZ4 | Compression::LZ4_RAW => 256,
        _ => 1 << 16,
    };
    compressed.saturating_mul(ratio)
}

/// Bytes that a value of a dictionary takes at least.
fn least_width(chunk: &ColumnChunkMetaData) -> i64 {
    match chunk.column_type() {
        Type::BOOLEAN => 0,
        Type::INT32 | Type::FLOAT | Type::BYTE_ARRAY => 4,
        Type::INT64 | Type::DOUBLE => 8,
        Type::INT96 => 12,
        Type::FIXED_LEN_BYTE_ARRAY => i64::from(chunk.column_descr().type_length()).max(1),
    }
}
