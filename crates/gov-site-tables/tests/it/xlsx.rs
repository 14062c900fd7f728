//! Workbooks: which sheet is which table, where its headings are, and what is not read.

use std::collections::BTreeMap;

use gov_site_compliance::{RejectCode, TABLES};
use gov_site_tables::{FolderError, SkipReason, TableForm};
use rust_xlsxwriter::{Chart, ChartType, Format, Formula, Workbook};

use super::{
    support::{COLUMNS, Census, SETTINGS, SITES, UPDATES, VISITS, assert_same, plan, standard},
    workbooks::{book, raw, texts},
};

const TITLE: &str = "某市政府网站信息更新情况统计表";

/// The census without any table.
fn bare() -> Census {
    let census = Census::new();
    for table in ["sites", "columns", "updates", "visits"] {
        census.remove(&format!("{table}.csv"));
    }
    census
}

fn skipped(census: &Census) -> Vec<(String, String, SkipReason)> {
    let folder = census.open().unwrap();
    folder.skipped_sheets().iter().map(|sheet| (sheet.file.clone(), sheet.sheet.clone(), sheet.reason)).collect()
}

#[test]
fn one_workbook_holds_all_tables_under_english_and_chinese_names() {
    let chinese = |table: &str| TABLES.iter().find(|known| known.name == table).unwrap().heading;
    for name in ["普查.xlsx", "census.XLSX"] {
        let census = bare();
        census.write(name, book(&[("sites", SITES), (chinese("columns"), COLUMNS), (" Updates", UPDATES), (chinese("visits"), VISITS)]));
        assert_same(&census);
        let (evidence, _) = census.read();
        let report = evidence.report.table("columns").unwrap();
        assert_eq!((report.file.clone(), report.format, report.heading_row), (format!("{name}[{}]", chinese("columns")), "xlsx", 1));
        assert_eq!(report.headings[1], ("site_code".to_owned(), "site_code"));
        let folder = census.open().unwrap();
        assert_eq!((report.sha256.clone(), folder.files("columns").unwrap().form), (folder.digest(name).unwrap(), TableForm::Xlsx));
    }
}

#[test]
fn a_workbook_named_after_a_table_holds_it_in_the_first_sheet_that_fits() {
    for name in ["updates.xlsx", &format!("{}.xlsx", TABLES.iter().find(|table| table.name == "updates").unwrap().heading)] {
        let census = Census::new();
        census.remove("updates.csv").write(name, book(&[("说明", "填表说明\n请勿修改\n"), ("Sheet2", UPDATES), ("旧", UPDATES)]));
        assert_same(&census);
        let other = |sheet: &str| (name.to_owned(), sheet.to_owned(), SkipReason::OtherSheetRead);
        assert_eq!(skipped(&census), [other("说明"), other("旧")]);
    }
}

#[test]
fn hidden_sheets_and_sheets_of_other_names_are_told_and_not_read() {
    let mut workbook = Workbook::new();
    for (name, csv) in [("sites", SITES), ("columns", COLUMNS), ("updates", "column_id,url\nC1,http://hidden/\n"), ("tickets", "x\n"), ("备查", "x\n")] {
        texts(workbook.add_worksheet().set_name(name).unwrap(), 0, csv);
    }
    workbook.worksheet_from_name("updates").unwrap().set_hidden(true);
    workbook.worksheet_from_name("tickets").unwrap().set_very_hidden(true);
    let mut chart = Chart::new(ChartType::Line);
    chart.add_series().set_values("sites!$A$1:$A$2");
    workbook.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let census = bare();
    census.write("普查.xlsx", workbook.save_to_buffer().unwrap()).write("updates.csv", UPDATES).write("visits.csv", VISITS);
    assert_same(&census);
    let told = |sheet: &str, reason| ("普查.xlsx".to_owned(), sheet.to_owned(), reason);
    let wanted =
        [told("updates", SkipReason::Hidden), told("tickets", SkipReason::VeryHidden), told("备查", SkipReason::NoTable), told("Chart1", SkipReason::NoCells)];
    assert_eq!(skipped(&census), wanted);
    let (evidence, _) = census.read();
    assert_eq!(evidence.report.skipped_sheets.len(), 4);
}

#[test]
fn a_workbook_without_any_table_is_told_as_a_file() {
    let census = Census::new();
    census.write("名单.xlsx", book(&[("Sheet1", "a\n"), ("Sheet2", "b\n")])).write("~$名单.xlsx", "lock").write("备份.xls", "x");
    assert_same(&census);
    assert_eq!(census.open().unwrap().unknown_files(), ["名单.xlsx", "备份.xls"]);
    assert_eq!(skipped(&census), []);
}

#[test]
fn two_sources_of_one_table_are_an_error_that_names_both() {
    let census = Census::new();
    census.write("普查.xlsx", book(&[("updates", UPDATES)]));
    let message = census.error();
    assert!(message.starts_with("the table updates is there as updates.csv, 普查.xlsx[updates]; keep one"), "{message}");
    census.remove("updates.csv").write("updates.xlsx", book(&[("Sheet1", UPDATES)]));
    assert!(census.error().contains("updates.xlsx[Sheet1], 普查.xlsx[updates]"));
    let twice = TABLES.iter().find(|table| table.name == "updates").unwrap().heading;
    census.remove("updates.xlsx").write("普查.xlsx", book(&[("updates", UPDATES), (twice, UPDATES)]));
    assert!(matches!(census.open(), Err(FolderError::TwoForms { table: "updates", .. })));
}

#[test]
fn titles_above_the_headings_are_skipped_and_rows_bear_the_numbers_of_excel() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("updates").unwrap();
    sheet.merge_range(0, 0, 1, 3, TITLE, &Format::new().set_bold()).unwrap();
    sheet.write_string(2, 0, "填报单位:某局").unwrap().write_string(2, 3, "2017年11月").unwrap();
    texts(sheet, 3, &format!("{UPDATES}C1,http://s1.example/3,soon,丙\n"));
    let census = Census::new();
    census.remove("updates.csv").write("普查.xlsx", workbook.save_to_buffer().unwrap());
    assert_eq!(census.rejects(), [("普查.xlsx[updates]".to_owned(), 7, "published_on", RejectCode::NotADate)]);
    let (evidence, _) = census.read();
    let report = evidence.report.table("updates").unwrap();
    assert_eq!((report.heading_row, report.rows, report.accepted, report.blank), (4, 3, 2, 0));
}

#[test]
fn a_row_typed_over_the_example_is_told() {
    let above = "填表说明\n例：C1,例：http://s1.example/\nC1,http://s1.example/0,2017-11-20\nC1\n";
    let census = Census::new();
    census.remove("updates.csv").write("updates.xlsx", book(&[("Sheet1", &format!("{above}{UPDATES}"))]));
    assert_same(&census);
    let (evidence, _) = census.read();
    let report = evidence.report.table("updates").unwrap();
    assert_eq!((report.heading_row, &*report.rows_above), (5, &[3][..]));
    assert_eq!(evidence.report.table("sites").unwrap().rows_above, [0; 0]);
}

#[test]
fn headings_are_looked_for_in_twenty_rows() {
    for (above, found) in [(19, true), (20, false)] {
        let census = Census::new();
        let title: String = (0..above).map(|row| format!("说明{row}\n")).collect();
        census.remove("updates.csv").write("updates.xlsx", book(&[("Sheet1", &format!("{title}{UPDATES}"))]));
        if found {
            assert_same(&census);
        } else {
            assert_eq!(
                census.error(),
                "updates.xlsx[Sheet1]: there is no row of headings among the first 20; write one such as `column_id,url`, or delete the sheet"
            );
        }
    }
}

#[test]
fn what_the_headings_lack_is_told_of_the_row_that_comes_closest() {
    let census = Census::new();
    census.remove("updates.csv").write("updates.xlsx", book(&[("Sheet1", "标题\n统计表,url\ncolumn_id,title,published_on\nC1,x,2017-11-20\n")]));
    let message = census.error();
    assert!(message.starts_with("updates.xlsx[Sheet1]:3: no column with the heading url (信息网址); add it"), "{message}");
}

#[test]
fn headings_may_be_broken_over_lines_and_be_foreign() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in ["栏目\n编号", " 信息 网址 ", "发稿\r\n日期", "姓名"].iter().enumerate() {
        sheet.write_string(0, column as u16, *heading).unwrap();
    }
    texts(sheet, 1, "C1,http://s1.example/1,2017-11-20,王小明\nC1,http://s1.example/2,2017-11-21,13805331234,,x\n");
    let census = Census::new();
    census.write("census.toml", format!("{SETTINGS}[headings]\n\"发稿日期\" = \"published_on\"\n"));
    census.remove("updates.csv").write("updates.xlsx", workbook.save_to_buffer().unwrap());
    let (evidence, rejects) = census.read();
    assert_eq!((rejects, &evidence.fold), (Vec::new(), &Census::new().read().0.fold));
    let dropped = |name: &str| ("updates.xlsx[Sheet1]".to_owned(), name.to_owned());
    assert_eq!(evidence.report.dropped_headings, [dropped("姓名"), dropped("(column 6, without a heading)")]);
    let mapped: Vec<_> = evidence.report.table("updates").unwrap().headings.iter().map(|(heading, field)| (heading.as_str(), *field)).collect();
    assert_eq!(mapped, [("栏目 编号", "column_id"), ("信息 网址", "url"), ("发稿 日期", "published_on")]);
    let held = format!("{:?} {:?}", evidence.registry, evidence.report);
    assert!(!held.contains("王小明") && !held.contains("13805331234"));
}

#[test]
fn blank_rows_between_rows_are_counted_and_those_below_are_not() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    texts(sheet, 0, "column_id,url,姓名\n");
    texts(sheet, 3, "C1,http://s1.example/1\n,,王小明\n  ,\nC1,http://s1.example/2\n");
    for row in 8..500 {
        sheet.write_blank(row, 0, &Format::new().set_bold()).unwrap();
    }
    let census = Census::new();
    census.remove("updates.csv").write("updates.xlsx", workbook.save_to_buffer().unwrap());
    let (evidence, _) = census.read();
    let report = evidence.report.table("updates").unwrap();
    assert_eq!((report.rows, report.blank), (2, 4));
}

#[test]
fn a_sheet_with_only_headings_is_an_empty_table() {
    let census = Census::new();
    census.remove("updates.csv").write("updates.xlsx", book(&[("Sheet1", "column_id,url\n")]));
    let (evidence, _) = census.read();
    assert_eq!(evidence.report.table("updates").unwrap().rows, 0);
    assert!(evidence.declared.all(&["updates"]));
}

#[test]
fn identical_bad_rows_of_a_registry_table_count_once() {
    let census = Census::new();
    let row = "C3,S1,栏目,nonsense\n";
    census.remove("columns.csv").write("columns.xlsx", book(&[("Sheet1", &format!("{COLUMNS}{row}{row}"))]));
    let (evidence, _) = census.read();
    let report = evidence.report.table("columns").unwrap();
    assert_eq!((report.accepted, report.rejected, report.collapsed), (2, 1, 1));
}

#[test]
fn rows_of_a_site_are_those_of_csv() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    texts(sheet, 0, "column_id,url,published_on\nC1\nC1,http://s1.example/2,soon\n");
    sheet.write_formula(1, 1, Formula::new("=\"x\"").set_result("http://s1.example/1")).unwrap();
    sheet.write_number(1, 2, 43_059).unwrap();
    let census = Census::new();
    census.remove("updates.csv").write("updates.xlsx", workbook.save_to_buffer().unwrap());
    let mut rows = Vec::new();
    census.open().unwrap().rows_of_site("updates", &|row| row["column_id"] == "C1", &mut |place, row| rows.push((place.clone(), row.clone()))).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].0.file.as_ref(), rows[0].0.row), ("updates.xlsx[Sheet1]", 2));
    let wanted = [("column_id", "C1"), ("url", "http://s1.example/1"), ("published_on", "2017-11-20")];
    assert_eq!(rows[0].1, BTreeMap::from(wanted.map(|(field, text)| (field.to_owned(), text.to_owned()))));
}

#[test]
fn a_long_sheet_tells_its_progress_and_can_be_stopped() {
    let rows: String = (2..60_002)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"str\"><v>C1</v></c><c r=\"B{row}\" t=\"str\"><v>http://a/{row}</v></c></row>"))
        .collect();
    let bytes = raw(&format!("<row r=\"1\"><c t=\"str\"><v>column_id</v></c><c t=\"str\"><v>url</v></c></row>{rows}"));
    let census = Census::new();
    census.remove("updates.csv").write("普查.xlsx", bytes);
    let mut steps = Vec::new();
    let folder = census.open().unwrap();
    folder.read(&standard(), &plan(), &mut Vec::new(), &mut |step| steps.push(step)).unwrap();
    assert!(steps.is_sorted_by_key(|step| step.bytes) && steps.iter().filter(|step| step.table == "updates").count() > 3);
    assert_eq!(steps.last().unwrap().bytes, steps.last().unwrap().bytes_total);
    let stop = folder.stop();
    let mut seen = 0;
    let stopped = folder.read(&standard(), &plan(), &mut Vec::new(), &mut |step| {
        if step.table == "updates" && step.rows > 0 {
            seen = step.rows;
            stop.stop();
        }
    });
    assert!(matches!(stopped, Err(FolderError::Stopped)));
    assert!(seen < 60_000);
}
