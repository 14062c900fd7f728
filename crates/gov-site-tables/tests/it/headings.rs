//! Headings that cannot be used, are mapped, or are dropped.

use gov_site_compliance::Row;

use super::support::{Census, SETTINGS};

#[test]
fn a_missing_compulsory_heading_is_one_clear_error() {
    let census = Census::new();
    census.write("columns.csv", "\ncolumn_id,column_name\nC1,动态\n");
    let message = census.error();
    assert!(message.starts_with("columns.csv:2: no column with the heading site_code (网站标识码); add it"), "{message}");
    census.write("columns.csv", "a,b\n1\n1,2,3\n");
    assert!(census.error().contains("column_id (栏目编号), site_code (网站标识码), column_name (栏目名称);"));
}

#[test]
fn two_columns_for_one_field_are_an_error_that_names_both() {
    let census = Census::new();
    census.write("columns.csv", "column_id,site_code,网站标识码,column_name\n");
    let message = census.error();
    assert!(message.contains("columns.csv:1: the headings `site_code` and `网站标识码` both stand for the field site_code"), "{message}");
}

#[test]
fn a_file_without_headings_is_an_error() {
    let census = Census::new();
    for bytes in [&b""[..], b"\n\n\n", b"\xef\xbb\xbf", b"\r\n"] {
        census.write("updates.csv", bytes);
        assert!(census.error().starts_with("updates.csv: there is no line of headings; write one such as `column_id,url`"));
    }
}

#[test]
fn headings_that_are_no_text_are_an_error() {
    let census = Census::new();
    // No sign of UTF-8 nor of GB18030.
    census.write("columns.csv", b"column_id,\xff\xff,site_code\n");
    assert!(census.error().starts_with("columns.csv:1: the headings are no UTF-8 text; save the file as CSV in UTF-8 or as .xlsx"));
    census.write("columns.csv", "column_id,\"site_code\nC1,S1\n");
    assert!(census.error().starts_with("columns.csv:1: a quotation mark in the headings never closes"));
}

#[test]
fn unknown_headings_are_reported_once_and_dropped() {
    let census = Census::new();
    census.write("tickets.csv", "ticket_id,姓名,unit,channel_kind,submitted_on,姓名,\nT1,王小明,示例单位,consultation,2017-11-01,13805331234,\n");
    let (evidence, rejects) = census.read();
    assert_eq!(rejects, []);
    let dropped = |heading: &str| ("tickets.csv".to_owned(), heading.to_owned());
    assert_eq!(evidence.report.dropped_headings, [dropped("姓名"), dropped("(column 7, without a heading)")]);
    let held = format!("{:?}", evidence.registry);
    assert!(held.contains("T1") && !held.contains("王小明") && !held.contains("13805331234"));
}

#[test]
fn foreign_headings_are_mapped() {
    let census = Census::new();
    let foreign = "\n[headings]\nLMBH = \"column_id\"\n\"栏目 类型\" = \"栏目类别\"\n[headings.columns]\nMC = \"column_name\"\n";
    census.write("census.toml", format!("{SETTINGS}{foreign}"));
    census.write("columns.csv", "LMBH,site_code,MC,栏目 类型\nC1,S1,动态,news\n");
    let (evidence, rejects) = census.read();
    assert_eq!((rejects.len(), evidence.registry.columns.len()), (0, 1));
    assert_eq!(evidence.registry.columns[0].column_name, "动态");
    assert!(evidence.registry.columns[0].kind.is_some());
}

#[test]
fn a_mapping_touches_only_tables_that_have_the_field() {
    let census = Census::new();
    census.write("census.toml", format!("{SETTINGS}\n[headings]\nurl = \"home_url\"\n"));
    assert_eq!(census.rejects(), []);
    assert_eq!(gov_site_compliance::Update::TABLE.position("home_url"), None);
}
