//! Texts of strangers in a workbook.

use calamine::Data;
use gov_site_compliance::standard::Library;
use gov_site_report::xlsx::workbook;

use super::read::{Book, Document, internal, office, part, parts, shown};
use crate::fixture::{FAILING, Names, case, judged};

fn named(failing: &str) -> Document {
    let names = Names { failing: failing.into(), ..Names::default() };
    Document::of(judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions()))
}

fn name_in(document: &Document) -> Data {
    let rows = document.book(internal()).rows("结果");
    rows.iter().find(|row| shown(&row["site_code"]) == FAILING).unwrap()["site_name"].clone()
}

#[test]
fn texts_are_strings_and_read_back_as_they_are() {
    let names = [
        "=HYPERLINK(\"http://evil.example\",\"x\")",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "＝1+1",
        "'=1",
        "http://evil.example/",
        "mailto:a@evil.example",
        "<script>alert(1)</script>",
        "</t></si><si><t>",
        "<r><t>甲</t></r>",
        "<r></r>",
        "]]>&amp;\"",
        "_x0041_",
        "0012",
        "true",
        "#REF!",
        "{=1}",
    ];
    for name in names {
        assert_eq!(name_in(&named(name)), Data::String(name.into()), "{name}");
    }
}

#[test]
fn no_cell_is_a_formula_and_none_a_link() {
    let bytes = named("=1+1").bytes(internal());
    for name in parts(&bytes).iter().filter(|name| name.starts_with("xl/worksheets/")) {
        let text = part(&bytes, name);
        assert!(!text.contains("<f>") && !text.contains("<f ") && !text.contains("hyperlink"), "{name}");
    }
}

#[test]
fn signs_that_steer_are_replaced() {
    let name = "甲\u{0}\u{1b}[2J\u{202e}乙\u{2066}\u{fffe}\u{ffff}丙\r\n丁";
    let Data::String(shown) = name_in(&named(name)) else { panic!("text") };
    assert!(shown.starts_with("甲\u{fffd}\u{fffd}[2J\u{fffd}乙\u{fffd}"), "{shown:?}");
    assert!(shown.ends_with("丙  丁"), "{shown:?}");
}

#[test]
fn a_cell_of_a_megabyte_is_cut_and_said_to_be() {
    let document = named(&"甲😀".repeat(300_000));
    let Data::String(shown) = name_in(&document) else { panic!("text") };
    assert!(shown.ends_with("…（已截断）"));
    assert!(shown.encode_utf16().count() <= 32_767);
    let mut book = document.book(office());
    assert_eq!(book.about("结果"), ("5".into(), "2个单元格过长，已截断，全文见 CSV 文件".into()));
}

#[test]
fn a_hostile_title_steers_no_page() {
    let names = Names { title: format!("=1&D&R&\"Arial\"{}", "长".repeat(500)), ..Names::default() };
    let document = Document::of(judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions()));
    let sheet = part(&document.bytes(office()), "xl/worksheets/sheet2.xml");
    let header = sheet.split("<oddHeader>").nth(1).unwrap().split("</oddHeader>").next().unwrap().replace("&amp;", "&").replace("&quot;", "\"");
    assert!(header.starts_with("&L=1&&D&&R&&\"Arial\""), "{header}");
    assert!(header.encode_utf16().count() < 255);
}

#[test]
fn rows_that_are_not_held_are_counted() {
    let document = Document::of(case());
    let mut results = document.results(office());
    results.findings_total = results.findings.len() as u64 + 1_000;
    results.rejects_total = results.rejects.len() as u64 + 3;
    let mut book = Book::open(&workbook(&results).unwrap());
    assert_eq!(book.about("发现").1, "另有1000行未列入本工作簿，全部见 CSV 文件");
    assert_eq!(book.about("退回").1, "另有3行未列入本工作簿，全部见 CSV 文件");
    assert_eq!(Document::of(case()).book(office()).about("发现").1, "");
}
