use std::collections::BTreeMap;

use gov_site_report::{FindingWriter, RejectWriter, basis, csv};

use crate::{
    fixture::{BLANK, CLOSED, FAILING, LOST, UNVISITED, case, overlaid, reported},
    golden,
};

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// Rows by heading, after the mark of UTF-8.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let text = text.strip_prefix('\u{feff}').unwrap();
    ::csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn verdicts() {
    let case = case();
    let text = text(csv::verdicts(&case.census, Vec::new()).unwrap());
    golden::check("verdicts.csv", &text);
    let rows = rows(&text);
    let of = |code: &str| rows.iter().find(|row| row["site_code"] == code);
    assert_eq!(of(CLOSED), None);
    assert_eq!(of(BLANK).unwrap()["vetoes"], "blank_columns");
    assert_eq!(of(BLANK).unwrap()["blank_columns_measured"], "6");
    assert_eq!(of(BLANK).unwrap()["blank_columns_limit"], "5");
    assert_eq!(of(UNVISITED).unwrap()["not_assessed"], "site_unreachable:not_collected");
    assert_eq!(of(LOST).unwrap()["role"], "");
    assert!(rows.iter().all(|row| row["basis"] == "zibo-2017@1; reconstruction"));
}

#[test]
fn a_clause_that_only_reports_is_a_remark() {
    let rows = rows(&text(csv::verdicts(&reported().census, Vec::new()).unwrap()));
    let of = |code: &str| rows.iter().find(|row| row["site_code"] == code).unwrap();
    assert_eq!((of(BLANK)["verdict"].as_str(), of(BLANK)["vetoes"].as_str()), ("qualified", ""));
    assert_eq!(of(BLANK)["remarks"], "blank_columns:不达标（仅提示）");
    assert_eq!(of(FAILING)["remarks"], "");
    assert!(!headings(&text(csv::verdicts(&case().census, Vec::new()).unwrap())).contains("remarks"), "no such clause, no such column");
}

fn headings(text: &str) -> &str {
    text.lines().next().unwrap()
}

#[test]
fn tickets() {
    let text = text(csv::tickets(&case().census, Vec::new()).unwrap());
    golden::check("tickets.csv", &text);
    assert_eq!(rows(&text)[1]["source_ref"], "'+1");
}

#[test]
fn a_standard_without_a_clock_has_no_tickets() {
    let mut census = case().census;
    census.replies = None;
    assert_eq!(text(csv::tickets(&census, Vec::new()).unwrap()).lines().count(), 1);
}

#[test]
fn findings() {
    let case = case();
    let mut out = FindingWriter::new(Vec::new(), &basis(&case.census.header, &case.census.standard)).unwrap();
    case.findings.iter().for_each(|finding| out.write(finding).unwrap());
    let text = text(out.finish().unwrap());
    golden::check("findings.csv", &text);
    let blank = rows(&text).into_iter().find(|row| row["key"] == "b0").unwrap();
    assert_eq!(blank["source_ref"], "'=HYPERLINK(\"x\")");
}

#[test]
fn rejects_have_the_seven_headings_and_no_formula() {
    let mut out = RejectWriter::new(Vec::new()).unwrap();
    case().rejects.iter().for_each(|reject| out.write(reject).unwrap());
    let text = text(out.finish().unwrap());
    golden::check("rejected.csv", &text);
    assert_eq!(text.lines().next(), Some("\u{feff}file,row,column,code,reason,expected,original,remedy"));
    assert_eq!(rows(&text)[0]["original"], "'-5");
    assert_eq!(rows(&text)[1]["original"], "'=2017\n\"冬\"");
    assert!(!text.contains('\r'));
}

#[test]
fn an_empty_run_has_headings() {
    assert_eq!(text(RejectWriter::new(Vec::new()).unwrap().finish().unwrap()).lines().count(), 1);
    assert_eq!(text(FindingWriter::new(Vec::new(), "x@1").unwrap().finish().unwrap()).lines().count(), 1);
}

#[test]
fn an_overlay_marks_every_row() {
    let text = text(csv::verdicts(&overlaid().census, Vec::new()).unwrap());
    assert!(rows(&text).iter().all(|row| row["basis"] == "my-overlay@2; reconstruction; overlay"));
}
