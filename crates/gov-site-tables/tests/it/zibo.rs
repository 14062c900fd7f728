//! The example of Zibo as offices would hand it in: whatever the files, the census is the same, byte by byte.

use std::{fs, path::PathBuf};

use encoding_rs::GB18030;
use gov_site_compliance::{Kind, TABLES, Table, wire::v1};
use gov_site_tables::{Folder, Setup};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use tempfile::TempDir;

fn example() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/zibo-2017q4")
}

fn tables() -> Vec<(&'static Table, String)> {
    let read = |table: &'static Table| Some((table, fs::read_to_string(example().join(format!("{}.csv", table.name))).ok()?));
    TABLES.iter().copied().filter_map(read).collect()
}

fn records(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A folder with the settings of the example and these files.
fn folder(files: &[(String, Vec<u8>)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in ["census.toml", "notice.toml"] {
        fs::copy(example().join(name), dir.path().join(name)).unwrap();
    }
    files.iter().for_each(|(name, bytes)| fs::write(dir.path().join(name), bytes).unwrap());
    dir
}

/// The census as JSON, with all findings.
fn judged(dir: &std::path::Path) -> (String, Vec<String>) {
    let folder = Folder::open(dir).unwrap();
    let setup = Setup::of_folder(&folder, None, None).unwrap();
    let mut rejects = Vec::new();
    let evidence = folder.read(&setup.standard, &setup.plan, &mut rejects, &mut |_| {}).unwrap();
    assert_eq!(rejects, []);
    let mut findings = Vec::new();
    let census = setup.judge(&evidence, false, None, &mut |finding| findings.push(format!("{finding:?}")), &mut |_, _| {}).unwrap();
    (v1::Census::from(&census).to_json().unwrap(), findings)
}

/// A cell as Excel would hold it after somebody typed its text.
fn typed(sheet: &mut Worksheet, row: u32, column: u16, kind: Kind, text: &str) {
    let (date, time) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("yyyy/m/d h:mm"));
    let number = text.parse::<f64>().ok().filter(|number| number.to_string() == text);
    match (kind, number) {
        (_, _) if text.is_empty() => Ok(sheet),
        (Kind::Day, _) => sheet.write_datetime_with_format(row, column, ExcelDateTime::parse_from_str(text).unwrap(), &date),
        (Kind::Moment, _) => {
            let local = text.strip_suffix("+08:00").unwrap().replace('T', " ");
            sheet.write_datetime_with_format(row, column, ExcelDateTime::parse_from_str(&local).unwrap(), &time)
        }
        (Kind::Bool, _) => sheet.write_boolean(row, column, text == "true"),
        (_, Some(number)) => sheet.write_number(row, column, number),
        _ => sheet.write_string(row, column, text),
    }
    .unwrap();
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (table, csv) in tables() {
        let sheet = workbook.add_worksheet().set_name(table.heading).unwrap();
        sheet.merge_range(0, 0, 0, 3, "淄博市2017年第四季度", &Format::new()).unwrap();
        let records = records(&csv);
        for (column, name) in records[0].iter().enumerate() {
            let field = &table.fields[table.position(name).unwrap()];
            sheet.write_string(2, column as u16, field.heading).unwrap();
            for (row, record) in records.iter().enumerate().skip(1) {
                typed(sheet, row as u32 + 2, column as u16, field.kind, &record[column]);
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn json_lines(csv: &str) -> Vec<u8> {
    let records = records(csv);
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
    let object = |record: &Vec<String>| {
        let pairs = records[0].iter().zip(record).map(|(key, cell)| format!("{}:{}", quoted(key), if cell.is_empty() { "null".into() } else { quoted(cell) }));
        format!("{{{}}}\n", pairs.collect::<Vec<_>>().join(","))
    };
    records.iter().skip(1).map(object).collect::<String>().into_bytes()
}

#[test]
fn whatever_the_files_the_census_is_the_same() {
    let wanted = judged(&example());
    let each = |change: &dyn Fn(&str) -> Vec<u8>, ending: &str| {
        tables().into_iter().map(|(table, csv)| (format!("{}.{ending}", table.name), change(&csv))).collect::<Vec<_>>()
    };
    let utf16 = |text: &str| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for files in
        [vec![("普查.xlsx".to_owned(), workbook())], each(&|text| GB18030.encode(text).0.into_owned(), "csv"), each(&utf16, "csv"), each(&json_lines, "jsonl")]
    {
        let dir = folder(&files);
        let found = judged(dir.path());
        assert!(found.0 == wanted.0, "{}", files[0].0);
        assert_eq!(found.1, wanted.1, "{}", files[0].0);
    }
}
