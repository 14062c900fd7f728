//! Workbooks that are no workbooks, damaged, or made to take all memory: a named error with what to do, and never a panic.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    support::{COLUMNS, Census, SITES, UPDATES},
    workbooks::{blown_up, book, raw, repacked, with_cell},
};

const STRINGS: &str = "xl/sharedStrings.xml";

fn outcome(bytes: impl AsRef<[u8]>) -> Result<u64, String> {
    let census = Census::new();
    census.remove("updates.csv").write("updates.xlsx", bytes);
    census.try_read().map(|(evidence, _)| evidence.report.table("updates").unwrap().rows).map_err(|error| error.to_string())
}

#[track_caller]
fn assert_refused(bytes: impl AsRef<[u8]>, problem: &str) {
    let message = outcome(bytes).unwrap_err();
    let named = message.starts_with("updates.xlsx: ") || message.starts_with("updates.xlsx[");
    assert!(named && message.contains(problem) && message.contains("; open it in Excel or WPS"), "{message}");
}

#[test]
fn a_file_that_only_bears_the_name_is_refused() {
    assert_refused("", "it is empty");
    assert_refused("<html><table></table></html>", "it is no workbook of Excel, whatever its name says");
    assert_refused(UPDATES, "it is no workbook of Excel");
    assert_refused(b"PK\x03\x04", "the workbook is damaged or cut off");
    assert_refused([&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 4_096]].concat(), "the file is a workbook of the old kind (.xls)");
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_refused([&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &[0; 70_000], &name, &[0; 100]].concat(), "the workbook is encrypted");
}

#[test]
fn the_old_format_is_refused_where_a_table_is_meant() {
    let census = Census::new();
    census.write("updates.xls", b"\xd0\xcf\x11\xe0");
    let message = census.error();
    assert!(message.starts_with("updates.xls: the file is a workbook of the old kind (.xls); open it in Excel or WPS and save it as .xlsx"), "{message}");
}

#[test]
fn a_zip_that_is_no_workbook_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("notes.txt", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"notes").unwrap();
    assert_refused(zip.finish().unwrap().into_inner(), "the workbook is damaged or cut off");
}

#[test]
fn cut_anywhere_it_is_refused() {
    let whole = book(&[("sites", SITES), ("columns", COLUMNS), ("updates", UPDATES)]);
    for sixteenth in 1..16 {
        assert_refused(&whole[..whole.len() * sixteenth / 16], "");
    }
    assert_eq!(outcome(&whole).map_err(|error| error.contains("updates.xlsx[sites]")), Ok(2));
}

#[test]
fn a_part_that_unpacks_without_end_is_refused() {
    let (updates, mebibyte) = (book(&[("updates", UPDATES)]), "a".repeat(1 << 20));
    assert_refused(blown_up(&updates, STRINGS, "column_id", &mebibyte, 40), "a cell or a tag of it is longer than 16 MiB");
    let strings = blown_up(&updates, STRINGS, "<si>", &format!("<si><t>{mebibyte}</t></si>"), 600);
    assert!(strings.len() < 20 << 20);
    assert_refused(strings, "is longer than 512 MiB when unpacked");
    let tag = raw(&format!("<row r=\"1\" x=\"{}\"></row>", "a".repeat(17 << 20)));
    assert_refused(tag, "a cell or a tag of it is longer than 16 MiB");
    let runs = with_cell('D', &format!("<c r=\"D2\" t=\"inlineStr\"><is>{}</is></c>", format!("<r><t>{}</t></r>", "a".repeat(1 << 20)).repeat(20)));
    assert_refused(runs, "a cell or a tag of it is longer than 16 MiB");
}

#[test]
fn deep_nesting_false_counts_and_crowds_of_styles_are_refused() {
    assert_refused(raw(&format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000))), "nested too deep");
    let counts = |count: &str| repacked(&book(&[("updates", UPDATES)]), STRINGS, &|xml| xml.replacen("uniqueCount=\"", &format!("uniqueCount=\"{count}"), 1));
    assert_refused(counts("99999999999999"), "strings and has");
    let styles =
        repacked(&book(&[("updates", UPDATES)]), "xl/styles.xml", &|xml| xml.replacen("</cellXfs>", &format!("{}</cellXfs>", "<xf/>".repeat(300_000)), 1));
    assert_refused(styles, "more than 200000 styles");
}

#[test]
fn a_sheet_that_contradicts_the_format_is_refused() {
    assert_refused(with_cell('C', "<c r=\"C2\" t=\"s\"><v>99</v></c>"), "Cell string index not found");
    assert_refused(with_cell('C', "<c r=\"C1048577\"><v>1</v></c>"), "a row beyond the last one");
    assert_refused(with_cell('C', "<c r=\"C2\" t=\"n\"><v>many</v></c>"), "damaged");
    assert_refused(with_cell('C', "<c r=\"C2\" t=\"e\"><v>#SPILL!</v></c>"), "#SPILL!");
    assert_refused(with_cell('C', "<c r=\"C2\"><v>1</c>"), "damaged");
}

#[test]
fn cells_beyond_all_columns_and_rows_out_of_order_are_harmless() {
    assert_eq!(outcome(with_cell('C', "<c r=\"ZZZZZZ2\"><v>1</v></c>")), Ok(1));
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"str\"><v>{text}</v></c>");
    let row = |row: u32| format!("<row r=\"{row}\">{}{}</row>", cell(&format!("A{row}"), "C1"), cell(&format!("B{row}"), &format!("http://a/{row}")));
    let back_and_forth: String = (3..500).map(|number| row(if number % 2 == 0 { number } else { 1_048_576 })).collect();
    let bytes = raw(&format!("<row r=\"1\">{}{}</row>{back_and_forth}", cell("A1", "column_id"), cell("B1", "url")));
    let census = Census::new();
    census.remove("updates.csv").write("updates.xlsx", bytes);
    let (evidence, _) = census.read();
    let report = evidence.report.table("updates").unwrap();
    assert_eq!((report.rows, report.blank), (497, 1_048_574));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn flipped_bytes_never_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = book(&[("updates", UPDATES)]);
        let length = bytes.len();
        flips.iter().for_each(|(at, byte)| bytes[at.index(length)] ^= byte);
        if let Err(message) = outcome(&bytes) {
            prop_assert!(message.starts_with("updates.xlsx"), "{message}");
        }
    }

    #[test]
    fn flipped_signs_of_a_sheet_never_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), 0x20_u8..0x7f), 1..4)) {
        let flipped = |xml: &str| {
            let mut bytes = xml.as_bytes().to_vec();
            let length = bytes.len();
            flips.iter().for_each(|(at, byte)| bytes[at.index(length)] = *byte);
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let bytes = repacked(&book(&[("updates", UPDATES)]), "xl/worksheets/sheet1.xml", &flipped);
        if let Err(message) = outcome(&bytes) {
            prop_assert!(message.starts_with("updates.xlsx"), "{message}");
        }
    }
}
