//! What a workbook looks like, as far as its parts say so.

use gov_site_compliance::standard::Library;
use gov_site_report::xlsx::workbook;

use super::read::{Book, Document, office, part};
use crate::fixture::{Names, case, judged};

fn sheet(number: usize) -> String {
    part(&Document::of(case()).bytes(office()), &format!("xl/worksheets/sheet{number}.xml"))
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let bytes = |_| Document::of(case()).bytes(office());
    let first = bytes(0);
    assert!((1..5).map(bytes).all(|again| again == first));
    assert!(part(&first, "docProps/core.xml").contains("2015-01-01T00:00:00Z"));
}

#[test]
fn headings_stay_and_filter_and_are_printed_on_each_page() {
    let verdicts = sheet(2);
    assert!(verdicts.contains("<pane xSplit=\"2\" ySplit=\"1\""), "headings, code and name stay");
    assert!(verdicts.contains("<autoFilter ref=\"A1:"));
    assert!(verdicts.contains("orientation=\"landscape\"") && verdicts.contains("paperSize=\"9\"") && verdicts.contains("fitToHeight=\"0\""));
    let names = part(&Document::of(case()).bytes(office()), "xl/workbook.xml");
    assert!(names.contains("_xlnm.Print_Titles") && names.contains("结果!$1:$1"), "{names}");
}

#[test]
fn codes_are_folded_behind_what_people_read() {
    let fields = Document::of(case()).book(office()).fields("结果");
    let at = |name: &str| fields.iter().position(|field| field == name).unwrap();
    assert!(at("verdict_chinese") < at("verdict") && at("sponsor") < at("vetoes") && at("basis") == fields.len() - 1);
    assert!(sheet(2).contains("hidden=\"1\" customWidth=\"1\" outlineLevel=\"1\""));
}

#[test]
fn colours_go_by_rule() {
    let verdicts = sheet(2);
    for word in ["不合格", "未评估", "合格"] {
        assert!(verdicts.contains(&format!("operator=\"equal\"><formula>\"{word}\"</formula>")), "{word}");
    }
    assert!(verdicts.contains("<dataBar>"), "bars for margins");
    let tickets = sheet(5);
    assert!(tickets.contains("<formula>\"逾期未复\"</formula>"));
}

#[test]
fn a_sheet_without_rows_has_headings() {
    let mut bare = case();
    (bare.census.replies, bare.findings, bare.rejects) = (None, Vec::new(), Vec::new());
    bare.census.sites.clear();
    let mut book = Document::of(bare).book(office());
    for name in ["结果", "发现", "办件", "退回", "例外"] {
        assert_eq!(book.cells(name).len(), 1, "{name}");
    }
}

#[test]
fn the_first_sheet_says_by_what_was_judged() {
    let document = Document::of(case());
    let mut book = document.book(office());
    let standard = &document.results(office()).census.standard;
    assert_eq!(book.about("标准摘要（SHA-256）").0, standard.digest);
    assert_eq!(book.about("依据").0, "zibo-2017@1; reconstruction");
    assert_eq!(book.about("监测时间点").0, "2017年11月25日");
    assert!(book.about("注意").0.starts_with("重建示例"));
}

#[test]
fn names_of_other_sheets_are_no_matter_for_the_standard() {
    let standard = Library::embedded().resolve("national-2015").unwrap();
    let document = Document::of(judged(&Names::default(), &standard));
    let book = Book::open(&workbook(&document.results(office())).unwrap());
    assert_eq!(book.names().len(), 9);
}
