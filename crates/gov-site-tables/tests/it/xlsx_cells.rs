//! Cells of sheets: numbers, dates by both epochs, formulas, errors, texts of every kind.

use gov_site_compliance::{Reject, RejectCode, ingest::Charge};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::{
    support::Census,
    workbooks::{repacked, with_cell},
};

const EPOCH: &str = "<workbookPr date1904=\"1\"";

fn sheet(write: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    write(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

fn headings(sheet: &mut Worksheet, names: &[&str]) {
    for (column, name) in names.iter().enumerate() {
        sheet.write_string(0, column as u16, *name).unwrap();
    }
}

/// The census with one table as a workbook, and its rejects.
fn with(table: &str, bytes: Vec<u8>) -> (Census, Vec<Reject>) {
    let census = Census::new();
    census.remove(&format!("{table}.csv")).write(&format!("{table}.xlsx"), bytes);
    let (_, rejects) = census.read();
    (census, rejects)
}

/// What is wrong with the one row of updates that has this cell.
fn fault(column: char, cell: &str) -> Option<(&'static str, RejectCode, String)> {
    let (_, rejects) = with("updates", with_cell(column, cell));
    assert!(rejects.len() <= 1, "{rejects:?}");
    rejects.into_iter().next().map(|reject| (reject.column, reject.code, reject.original))
}

#[test]
fn ids_that_are_whole_numbers_equal_their_decimal_text() {
    let bytes = sheet(|sheet| {
        headings(sheet, &["column_id", "site_code", "column_name", "kind", "depth", "on_home"]);
        sheet.write_number(1, 0, 3_703_000_001_f64).unwrap().write_string(1, 1, " S1 ").unwrap().write_number(1, 2, 1.5).unwrap();
        sheet.write_string(1, 3, "news").unwrap().write_number(1, 4, 2).unwrap().write_boolean(1, 5, true).unwrap();
    });
    let census = Census::new();
    census.remove("columns.csv").write("columns.xlsx", bytes).write("updates.csv", "column_id,url\n3703000001,http://a/1\n");
    let (evidence, rejects) = census.read();
    assert_eq!(rejects, []);
    let column = &evidence.registry.columns[0];
    assert_eq!((column.column_id.as_str(), column.site_code.as_str(), column.column_name.as_str()), ("3703000001", "S1", "1.5"));
    assert_eq!((column.depth, column.on_home), (Some(2), Some(true)));
}

#[test]
fn a_number_that_lost_digits_is_rejected_with_what_is_left_of_it() {
    let lost = |shown: &str| Some(("column_id", RejectCode::NumberLostDigits, shown.to_owned()));
    assert_eq!(fault('A', "<c r=\"A2\"><v>9007199254740993</v></c>"), lost("9007199254740992"));
    assert_eq!(fault('A', "<c r=\"A2\"><v>1.2345678901234568E+17</v></c>"), lost("123456789012345680"));
    assert_eq!(fault('A', "<c r=\"A2\"><v>1234567890123450</v></c>"), lost("1234567890123450"));
    assert_eq!(fault('A', "<c r=\"A2\"><v>123456789012345</v></c>").unwrap().1, RejectCode::UnknownColumn);
    assert_eq!(fault('A', "<c r=\"A2\"><v>9007199254740991</v></c>").unwrap().1, RejectCode::UnknownColumn);
}

#[test]
fn dates_are_serials_texts_or_iso() {
    let day = |cell: &str| {
        let bytes = with_cell('C', cell);
        let mut days = Vec::new();
        let (census, rejects) = with("updates", bytes);
        census.open().unwrap().rows_of_site("updates", &|_| true, &mut |_, row| days.push(row.get("published_on").cloned())).unwrap();
        (days, rejects)
    };
    for cell in [
        "<c r=\"C2\"><v>43059</v></c>",
        "<c r=\"C2\"><v>43059.99</v></c>",
        "<c r=\"C2\" t=\"n\"><v>4.3059E4</v></c>",
        "<c r=\"C2\" t=\"d\"><v>2017-11-20T00:00:00</v></c>",
        "<c r=\"C2\" t=\"d\"><v>2017-11-20</v></c>",
        "<c r=\"C2\" t=\"str\"><v> 2017-11-20 </v></c>",
    ] {
        assert_eq!(day(cell), (vec![Some("2017-11-20".to_owned())], Vec::new()), "{cell}");
    }
    assert_eq!(fault('C', "<c r=\"C2\"><v>33603</v></c>"), Some(("published_on", RejectCode::SerialNumber, "33603".into())));
    assert_eq!(fault('C', "<c r=\"C2\"><v>33604</v></c>"), None);
    assert_eq!(fault('C', "<c r=\"C2\"><v>-5</v></c>").unwrap().1, RejectCode::NotADate);
    assert_eq!(fault('C', "<c r=\"C2\" t=\"b\"><v>1</v></c>").unwrap().1, RejectCode::NotADate);
}

#[test]
fn a_date_by_its_format_is_a_day_or_a_moment_of_beijing() {
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let time = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let bytes = sheet(|sheet| {
        headings(sheet, &["site_code", "visited_at", "vantage", "status"]);
        for (row, at) in ["2017-11-20 08:30:15", "2017-11-20 08:30:15.4", "2017-11-20"].iter().enumerate() {
            let row = row as u32 + 1;
            sheet.write_string(row, 0, "S1").unwrap().write_string(row, 2, "v1").unwrap().write_number(row, 3, 200).unwrap();
            sheet.write_datetime_with_format(row, 1, ExcelDateTime::parse_from_str(at).unwrap(), &time).unwrap();
        }
        sheet.write_string(4, 0, "S1").unwrap().write_string(4, 2, "v1").unwrap().write_number(4, 3, 200).unwrap();
        sheet.write_datetime_with_format(4, 1, ExcelDateTime::parse_from_str("1985-11-20").unwrap(), &date).unwrap();
    });
    let (census, rejects) = with("visits", bytes);
    let mut moments = Vec::new();
    census.open().unwrap().rows_of_site("visits", &|_| true, &mut |_, row| moments.push(row["visited_at"].clone())).unwrap();
    assert_eq!(moments, ["2017-11-20T08:30:15+08:00", "2017-11-20T08:30:15+08:00", "2017-11-20T00:00:00+08:00"]);
    assert_eq!((rejects[0].place.row, rejects[0].column, rejects[0].code), (5, "visited_at", RejectCode::DateOutOfRange));
    assert_eq!(rejects.len(), 1);
}

#[test]
fn a_workbook_of_1904_means_the_same_days() {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let bytes = sheet(|sheet| {
        headings(sheet, &["column_id", "url", "published_on"]);
        sheet.write_string(1, 0, "C1").unwrap().write_string(1, 1, "http://a/1").unwrap();
        sheet.write_number_with_format(1, 2, 43_059 - 1_462, &date).unwrap();
        sheet.write_string(2, 0, "C1").unwrap().write_string(2, 1, "http://a/2").unwrap();
        sheet.write_number(2, 2, 43_060 - 1_462).unwrap();
    });
    let bytes = repacked(&bytes, "xl/workbook.xml", &|xml| xml.replacen("<workbookPr", EPOCH, 1));
    let (census, rejects) = with("updates", bytes);
    assert_eq!(rejects, []);
    let mut days = Vec::new();
    census.open().unwrap().rows_of_site("updates", &|_| true, &mut |_, row| days.push(row["published_on"].clone())).unwrap();
    assert_eq!(days, ["2017-11-20", "2017-11-21"]);
}

#[test]
fn of_a_formula_the_stored_result_counts() {
    let bytes = sheet(|sheet| {
        headings(sheet, &["column_id", "url", "published_on", "title"]);
        sheet.write_formula(1, 0, Formula::new("=\"C\"&1").set_result("C1")).unwrap();
        sheet.write_formula(1, 1, Formula::new("=\"http://a/\"&1").set_result("http://a/1")).unwrap();
        sheet.write_formula(1, 2, Formula::new("=DATE(2017,11,20)").set_result("43059")).unwrap();
        sheet.write_string(2, 0, "C2").unwrap().write_string(2, 1, "http://a/2").unwrap();
        sheet.write_formula(2, 2, Formula::new("=A1/0").set_result("#DIV/0!")).unwrap();
    });
    let (_, rejects) = with("updates", bytes);
    assert_eq!(rejects.len(), 1);
    assert_eq!((rejects[0].place.row, rejects[0].column, rejects[0].code), (3, "published_on", RejectCode::FormulaError));
    assert_eq!((rejects[0].original.as_str(), rejects[0].place.file.as_ref()), ("#DIV/0!", "updates.xlsx[Sheet1]"));
    // Only its date is at fault: the row proves that the column has an item.
    assert_eq!(rejects[0].charge, Charge::Update { column: "C2".into(), proves_item: true });
}

#[test]
fn a_formula_without_a_result_is_no_empty_cell() {
    let wanted = Some(("published_on", RejectCode::FormulaText, String::new()));
    assert_eq!(fault('C', "<c r=\"C2\"><f>TODAY()</f></c>"), wanted);
    assert_eq!(fault('C', "<c r=\"C2\"><f>TODAY()</f><v></v></c>"), wanted);
    assert_eq!(fault('C', "<c r=\"C2\"><f t=\"shared\" si=\"4000000000\"/></c>"), wanted);
    // A result that is an empty text is one.
    assert_eq!(fault('C', "<c r=\"C2\" t=\"str\"><f>IF(A1=0,1,\"\")</f><v></v></c>"), None);
    assert_eq!(fault('E', "<c r=\"E2\"><f>TODAY()</f></c>"), None);
}

#[test]
fn every_error_is_a_fault_of_its_cell() {
    for error in ["#N/A", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#DIV/0!"] {
        assert_eq!(fault('A', &format!("<c r=\"A2\" t=\"e\"><v>{error}</v></c>")), Some(("column_id", RejectCode::FormulaError, error.into())));
    }
    let (_, rejects) = with("updates", with_cell('B', "<c r=\"B2\" t=\"e\"><v>#N/A</v></c>"));
    assert_eq!((rejects[0].column, rejects[0].charge.clone()), ("url", Charge::Update { column: "C1".into(), proves_item: false }));
    assert_eq!(fault('E', "<c r=\"E2\" t=\"e\"><v>#N/A</v></c>"), None);
}

#[test]
fn texts_are_shared_inline_or_rich() {
    let bold = Format::new().set_bold();
    let plain = Format::new();
    let bytes = sheet(|sheet| {
        headings(sheet, &["column_id", "url", "published_on"]);
        sheet.write_rich_string(1, 0, &[(&plain, "C"), (&bold, "1")]).unwrap().write_string(1, 1, "  http://a/1\n").unwrap();
        sheet.write_rich_string(1, 2, &[(&bold, "2017"), (&plain, "-11-20")]).unwrap();
    });
    let (_, rejects) = with("updates", bytes);
    assert_eq!(rejects, []);
    let rich = "<c r=\"C2\" t=\"inlineStr\"><is><r><t>2017-</t></r><r><t>11-20</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is></c>";
    assert_eq!(fault('C', rich), None);
    assert_eq!(
        fault('C', "<c r=\"C2\" t=\"inlineStr\"><is><t>2017&#45;11-20&amp;</t></is></c>"),
        Some(("published_on", RejectCode::DateWithWords, "2017-11-20&".into()))
    );
}

#[test]
fn a_cell_of_a_megabyte_is_read_and_shown_cut() {
    let (_, rejects) = with("updates", with_cell('C', &format!("<c r=\"C2\" t=\"str\"><v>{}</v></c>", "长".repeat(350_000))));
    assert_eq!((rejects[0].code, rejects[0].original.chars().count()), (RejectCode::OverlongCell, 80));
}

#[test]
fn rows_without_numbers_of_their_own_are_counted() {
    let cell = |text: &str| format!("<c t=\"str\"><v>{text}</v></c>");
    let row = |cells: &[&str]| format!("<row>{}</row>", cells.iter().map(|text| cell(text)).collect::<String>());
    let bytes = super::workbooks::raw(&[row(&["column_id", "url", "published_on"]), row(&["C1", "http://a/1"]), row(&["C1", "http://a/2", "soon"])].concat());
    let (_, rejects) = with("updates", bytes);
    assert_eq!((rejects.len(), rejects[0].place.row, rejects[0].column), (1, 3, "published_on"));
}
