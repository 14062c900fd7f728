//! Hostile Parquet bytes: rows or a named error, never a panic, never memory for what is only claimed.

use std::{fs, path::Path};

use arrow_array::RecordBatch;
use gov_site_tables::parquet::Projection;
use parquet::{
    basic::{Compression, Encoding},
    file::properties::{EnabledStatistics, WriterProperties, WriterVersion},
};
use tempfile::TempDir;

use super::parquet_files::{open, read_all, text, updates, visits, write};

/// Memory that the whole test program may have taken at any time, in KiB.
const MOST_KIB: u64 = 700 << 10;

fn sound_files() -> Vec<(RecordBatch, WriterProperties)> {
    let properties = || WriterProperties::builder().set_max_row_group_row_count(Some(40)).set_statistics_enabled(EnabledStatistics::Chunk);
    let second = || properties().set_writer_version(WriterVersion::PARQUET_2_0).set_dictionary_enabled(false);
    let delta = || properties().set_dictionary_enabled(false).set_column_encoding("url".into(), Encoding::DELTA_LENGTH_BYTE_ARRAY);
    vec![
        (updates(60), properties().build()),
        (visits(60), properties().set_compression(Compression::SNAPPY).build()),
        (updates(30), properties().set_compression(Compression::ZSTD(Default::default())).build()),
        (visits(30), second().set_compression(Compression::LZ4_RAW).build()),
        (updates(30), second().build()),
        (updates(30), delta().set_compression(Compression::LZ4).build()),
    ]
}

struct Bench {
    dir: TempDir,
    files: Vec<Vec<u8>>,
}

impl Bench {
    fn new() -> Bench {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.parquet");
        let bytes = |(batch, properties)| {
            write(&path, &batch, properties);
            assert_eq!(read_all(&path), Ok(batch.num_rows()));
            fs::read(&path).unwrap()
        };
        let files = sound_files().into_iter().map(bytes).collect();
        Bench { dir, files }
    }

    /// What reading the bytes comes to; an error names the file and says what to do.
    fn read(&self, bytes: &[u8]) -> Result<usize, String> {
        let path: &Path = &self.dir.path().join("x.parquet");
        fs::write(path, bytes).unwrap();
        let outcome = read_all(path);
        if let Err(message) = &outcome {
            assert!(message.starts_with("x.parquet: ") && message.contains("; "), "{message}");
        }
        outcome
    }
}

/// The most memory that this process has had, in KiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// A small generator, so that every run tries the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides as u64) as usize
    }
}

#[test]
fn files_cut_off_anywhere_are_refused() {
    let bench = Bench::new();
    for file in &bench.files {
        for length in 0..file.len() {
            bench.read(&file[..length]).unwrap_err();
        }
    }
}

#[test]
fn no_flipped_bit_does_harm() {
    let bench = Bench::new();
    let mut dice = Dice(7);
    for file in &bench.files {
        for position in 0..file.len() {
            let mut bytes = file.clone();
            bytes[position] ^= 1 << dice.roll(8);
            let _ = bench.read(&bytes);
        }
    }
    assert!(peak() < MOST_KIB, "{} KiB", peak());
}

#[test]
fn no_number_however_large_does_harm() {
    let bench = Bench::new();
    let mut dice = Dice(3);
    // The largest numbers of Thrift's varints and of fixed widths, and small ones where large ones stood.
    let numbers: [&[u8]; 6] = [&[0xfe, 0xff, 0xff, 0xff, 0x0f], &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], &[0xff; 4], &[0; 8], &[0x7f], &[0xfc]];
    for _ in 0..6_000 {
        let mut bytes = bench.files[dice.roll(bench.files.len())].clone();
        for _ in 0..=dice.roll(3) {
            let (at, number) = (dice.roll(bytes.len()), numbers[dice.roll(numbers.len())]);
            let end = bytes.len().min(at + number.len());
            if dice.roll(2) == 0 {
                bytes[at..end].copy_from_slice(&number[..end - at]);
            } else {
                bytes.splice(at..end, number.iter().copied());
            }
        }
        let _ = bench.read(&bytes);
    }
    assert!(peak() < MOST_KIB, "{} KiB", peak());
}

#[test]
fn a_length_of_the_footer_beyond_the_file_is_refused() {
    let bench = Bench::new();
    let file = &bench.files[0];
    let tail = file.len() - 8;
    for length in [0, 1, file.len() as u32 - 11, file.len() as u32, u32::MAX / 2, u32::MAX] {
        let bytes = [&file[..tail], &length.to_le_bytes(), b"PAR1"].concat();
        let message = bench.read(&bytes).unwrap_err();
        assert!(message.ends_with("the file is damaged or cut off: write or copy it anew"), "{message}");
    }
    let message = bench.read(&[&file[..tail], &u32::MAX.to_le_bytes(), b"PAR1"].concat()).unwrap_err();
    assert!(message.starts_with("x.parquet: the footer is said to take 4294967295 bytes of "), "{message}");
}

/// A file of one text column, whose first page begins at byte 4.
fn one_column(properties: WriterProperties) -> (TempDir, Vec<u8>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.parquet");
    let texts = text((0..200).map(|_| Some("http://s1.example/")));
    write(&path, &RecordBatch::try_from_iter([("unit", texts)]).unwrap(), properties);
    let bytes = fs::read(&path).unwrap();
    (dir, bytes)
}

/// The message when the number at a field of the first page's header is another.
fn with_claim(properties: WriterProperties, field: usize, claim: &[u8]) -> String {
    let (dir, mut bytes) = one_column(properties);
    // Kind, unpacked size, packed size: each is 0x15 and a number.
    let mut at = 4;
    for _ in 0..field {
        at += 2;
        while bytes[at - 1] & 0x80 != 0 {
            at += 1;
        }
    }
    assert_eq!(bytes[at], 0x15);
    let end = at + 2 + bytes[at + 1..].iter().take_while(|byte| **byte & 0x80 != 0).count();
    bytes.splice(at + 1..end, claim.iter().copied());
    read_units(&dir, &bytes)
}

/// The message when the first place of some bytes holds others.
fn with_bytes(properties: WriterProperties, old: &[u8], new: &[u8]) -> String {
    let (dir, mut bytes) = one_column(properties);
    let at = bytes.windows(old.len()).position(|window| window == old).unwrap();
    bytes.splice(at..at + old.len(), new.iter().copied());
    read_units(&dir, &bytes)
}

fn read_units(dir: &TempDir, bytes: &[u8]) -> String {
    let path = dir.path().join("x.parquet");
    fs::write(&path, bytes).unwrap();
    let files = open("units", &[&path]);
    let read = files.and_then(|files| files.for_each_row_batch(&Projection::all(), &mut |_| Ok(()), &mut |_| {}));
    read.unwrap_err().to_string()
}

#[test]
fn pages_that_claim_more_than_their_bytes_hold_are_refused_by_name() {
    let snappy = || WriterProperties::builder().set_compression(Compression::SNAPPY).set_dictionary_enabled(false).build();
    let message = with_claim(snappy(), 1, &[0xfe, 0xff, 0xff, 0xff, 0x0f]);
    assert_eq!(
        message,
        "x.parquet: a page of \"unit\" is said to take 2147483647 bytes, more than 268435456; write the file anew with smaller pages (1 MiB is usual)"
    );
    let message = with_claim(snappy(), 1, &[0x80, 0x80, 0x80, 0x40]);
    assert!(message.starts_with("x.parquet: a page of \"unit\" claims to unpack ") && message.contains(" bytes into 67108864; "), "{message}");
    let message = with_claim(snappy(), 2, &[0xfe, 0xff, 0xff, 0xff, 0x0f]);
    assert!(message.starts_with("x.parquet: a page header of \"unit\" makes no sense; "), "{message}");
    let plain = || WriterProperties::builder().build();
    let message = with_claim(plain(), 1, &[0x03]);
    assert!(message.starts_with("x.parquet: a page of \"unit\" claims to unpack "), "{message}");
}

#[test]
fn values_that_a_page_cannot_hold_are_refused_by_name() {
    // The part of a dictionary's header (field 7) begins with its number of values, one.
    let message = with_bytes(WriterProperties::default(), &[0x4c, 0x15, 0x02], &[0x4c, 0x15, 0x7e]);
    assert!(message.starts_with("x.parquet: the dictionary of \"unit\" claims 63 values in 22 bytes; "), "{message}");
    // A page of lengths: blocks of 128 in 4 parts, 200 lengths.
    let delta = || WriterProperties::builder().set_dictionary_enabled(false).set_encoding(Encoding::DELTA_LENGTH_BYTE_ARRAY).build();
    let message = with_bytes(delta(), &[0x80, 0x01, 0x04, 0xc8, 0x01], &[0x80, 0x01, 0x04, 0xff, 0x7f]);
    assert!(message.starts_with("x.parquet: ") && message.contains("a page of differences claims more than it holds; "), "{message}");
    // The data page's header: 200 values where the footer knows of 200, then of 201.
    let plain = || WriterProperties::builder().set_dictionary_enabled(false).build();
    let message = with_bytes(plain(), &[0x2c, 0x15, 0x90, 0x03], &[0x2c, 0x15, 0x92, 0x03]);
    assert!(message.starts_with("x.parquet: the pages of \"unit\" hold 201 values, the footer says 200; "), "{message}");
}

#[test]
fn a_footer_of_endless_lists_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let schema = [&[0x15, 2, 0x19, 0x2c, 0x48, 1, b'x', 0x15, 2, 0][..], &[0x15, 12, 0x25, 0, 0x18, 4], b"unit", &[0]].concat();
    for list in [&[0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 7][..], &[0x19, 0xfc, 0xff, 0xff, 3], &[0x19, 0x2c, 0]] {
        let footer = [schema.as_slice(), &[0x16, 0], list, &[0]].concat();
        let bytes = [b"PAR1", footer.as_slice(), &(footer.len() as u32).to_le_bytes(), b"PAR1"].concat();
        let message = read_units(&dir, &bytes);
        assert_eq!(message, "x.parquet: the footer is damaged; the file is damaged or cut off: write or copy it anew");
    }
    // Groups within groups within groups.
    let group = [0x48, 1, b'x', 0x15, 2, 0];
    let footer = [&[0x15, 2, 0x19, 0xfc, 0xc8, 0x01][..], &group.repeat(200), &[0x16, 0, 0x19, 0x0c, 0]].concat();
    let bytes = [b"PAR1", footer.as_slice(), &(footer.len() as u32).to_le_bytes(), b"PAR1"].concat();
    assert_eq!(read_units(&dir, &bytes), "x.parquet: the footer is damaged; the file is damaged or cut off: write or copy it anew");
}
