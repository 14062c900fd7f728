//! Workbooks for tests: as a program writes them, and put together by hand.

use std::io::{self, Cursor, Read, Write};

use rust_xlsxwriter::{Workbook, Worksheet};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A workbook with sheets of texts, each given as plain CSV.
pub fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, csv) in sheets {
        texts(workbook.add_worksheet().set_name(*name).unwrap(), 0, csv);
    }
    workbook.save_to_buffer().unwrap()
}

/// Writes plain CSV as texts from a row on; empty cells are left out.
pub fn texts(sheet: &mut Worksheet, first_row: u32, csv: &str) {
    for (row, line) in csv.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(first_row + row as u32, column as u16, cell).unwrap();
        }
    }
}

/// A workbook whose one sheet, `updates`, has these rows of XML.
pub fn raw(rows: &str) -> Vec<u8> {
    let sheet = |xml: &str| {
        let (head, rest) = xml.split_once("<sheetData/>").unwrap();
        format!("{head}<sheetData>{rows}</sheetData>{rest}")
    };
    repacked(&book(&[("updates", "")]), "xl/worksheets/sheet1.xml", &sheet)
}

/// A sheet `updates` with the headings column_id, url, published_on, title and one row with this cell of XML in place of one of its cells.
pub fn with_cell(column: char, cell: &str) -> Vec<u8> {
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let headings: String = ["column_id", "url", "published_on", "title"].iter().zip('A'..).map(|(name, at)| text(&format!("{at}1"), name)).collect();
    let cells = ["C1", "http://a/1", "2017-11-20", "示例"].iter().zip('A'..);
    let cells: String = cells.map(|(sound, at)| if at == column { cell.to_owned() } else { text(&format!("{at}2"), sound) }).collect();
    raw(&format!("<row r=\"1\">{headings}</row><row r=\"2\">{cells}</row>"))
}

/// The workbook with one part changed.
pub fn repacked(bytes: &[u8], part: &str, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    rewritten(bytes, part, &mut |text, out| out.write_all(change(text).as_bytes()))
}

/// The workbook with a part in which `filling` stands so many times in the place of `mark`; nobody ever holds it whole.
pub fn blown_up(bytes: &[u8], part: &str, mark: &str, filling: &str, times: usize) -> Vec<u8> {
    rewritten(bytes, part, &mut |text, out| {
        let (head, rest) = text.split_once(mark).unwrap();
        out.write_all(head.as_bytes())?;
        (0..times).try_for_each(|_| out.write_all(filling.as_bytes()))?;
        out.write_all(rest.as_bytes())
    })
}

/// Writes a part anew, given its text.
type Rewrite<'a> = dyn FnMut(&str, &mut dyn Write) -> io::Result<()> + 'a;

fn rewritten(bytes: &[u8], part: &str, rewrite: &mut Rewrite<'_>) -> Vec<u8> {
    let mut found = false;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        out.start_file(&name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        if name == part {
            found = true;
            rewrite(&text, &mut out).unwrap();
        } else {
            out.write_all(text.as_bytes()).unwrap();
        }
    }
    assert!(found, "{part}");
    out.finish().unwrap().into_inner()
}
