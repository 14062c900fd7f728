//! What each edition shows, and the mark of a draft.

use gov_site_report::{DRAFT, Edition};

use super::read::{Document, internal, office, part, parts, public};
use crate::fixture::{Names, case, judged};
use gov_site_compliance::standard::Library;

fn with_numbers() -> Document {
    let names = Names {
        failing: "示例单位乙 13800138000".into(),
        unit: "李某37030019800101123X".into(),
        division: "示例区0533-3182000".into(),
        title: "通报 13900139000".into(),
    };
    Document::of(judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions()))
}

#[test]
fn the_public_edition_leaves_out_working_papers() {
    let mut book = Document::of(case()).book(public());
    assert_eq!(book.names(), ["说明", "结果", "指标", "发现", "办件", "分组", "覆盖", "例外"]);
    for sheet in ["发现", "办件", "覆盖"] {
        assert!(!book.fields(sheet).contains(&"source_ref".to_string()), "{sheet}");
    }
    assert_eq!(book.about("退回"), ("0".into(), "公开版不列；共退回2行".into()));
    let texts = book.texts();
    for hidden in ["检查员甲", "备注甲", "台账1"] {
        assert!(!texts.iter().any(|text| text.contains(hidden)), "{hidden}");
    }
}

#[test]
fn contacts_and_remarks_are_internal() {
    let document = Document::of(case());
    let fields = |edition: Edition| document.book(edition).fields("覆盖");
    for field in ["reviewer", "note"] {
        assert!(!fields(office()).contains(&field.to_string()) && fields(internal()).contains(&field.to_string()), "{field}");
    }
    assert!(fields(office()).contains(&"source_ref".to_string()));
}

#[test]
fn personal_numbers_are_shown_for_internal_use_only() {
    let document = with_numbers();
    for number in ["13800138000", "37030019800101123X", "3182000", "13900139000"] {
        for edition in [public(), office()] {
            let bytes = document.bytes(edition);
            let found: Vec<_> = parts(&bytes).into_iter().filter(|name| part(&bytes, name).contains(number)).collect();
            assert!(found.is_empty(), "{number} in {found:?} of {edition:?}");
        }
        assert!(document.book(internal()).texts().iter().any(|text| text.contains(number)), "{number}");
    }
}

#[test]
fn numbers_are_the_same_in_every_edition() {
    let document = Document::of(case());
    let totals = |edition| ["应检查网站", "不合格", "未评估", "合格率（%）"].map(|label| document.book(edition).about(label).0);
    assert_eq!(totals(public()), totals(internal()));
}

#[test]
fn every_page_says_by_what_standard_and_that_it_is_not_in_force() {
    let mut case = case();
    let usual = Document::of(crate::fixture::case()).bytes(office());
    case.census.standard.effective.as_mut().unwrap().to = Some(gov_site_compliance::Day(17_000));
    let outside = Document::of(case).bytes(office());
    for sheet in parts(&outside).into_iter().filter(|name| name.starts_with("xl/worksheets/sheet")) {
        let (outside, usual) = (part(&outside, &sheet), part(&usual, &sheet));
        assert!(outside.contains("&amp;R注意：监测时间点不在所用标准的施行日期之内</oddHeader>"), "{sheet}");
        assert!(outside.contains("<oddFooter>&amp;L标准：zibo-2017第1版；重建示例；标准不在施行期&amp;R"), "{sheet}");
        assert!(usual.contains("&amp;R</oddHeader>") && usual.contains("第1版；重建示例&amp;R"), "{sheet}");
    }
}

#[test]
fn a_draft_is_marked_on_every_sheet() {
    let document = Document::of(case());
    let (draft, last) = (document.bytes(Edition { draft: true, ..office() }), document.bytes(office()));
    let sheets: Vec<_> = parts(&draft).into_iter().filter(|name| name.starts_with("xl/worksheets/sheet")).collect();
    assert_eq!(sheets.len(), 9);
    for sheet in &sheets {
        assert!(part(&draft, sheet).contains(&format!("&amp;R{DRAFT}</oddHeader>")), "{sheet}");
        assert!(!part(&last, sheet).contains(DRAFT), "{sheet}");
    }
    assert!(part(&draft, "docProps/core.xml").contains(DRAFT));
    assert_eq!(document.book(Edition { draft: true, ..office() }).about("状态").0, DRAFT);
    assert_eq!(document.book(office()).about("状态").0, "定稿");
}
