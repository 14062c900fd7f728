//! One letter and its answer, without the citizen.

use gov_site_pages::Letter;

use crate::kind::case;

fn letter(name: &str) -> Letter {
    case(&format!("letter/{name}.html"), None).letter.unwrap_or_else(|| panic!("no letter in {name}"))
}

fn day(date: &Option<gov_site_pages::ShownDate>) -> Option<String> {
    date.as_ref().map(|date| date.date.to_string())
}

fn text(shown: &Option<gov_site_pages::Shown>) -> Option<&str> {
    shown.as_ref().map(|shown| shown.text.as_str())
}

#[test]
fn a_table_of_labels() {
    let letter = letter("table");
    assert_eq!(text(&letter.title), Some("关于东街路灯不亮的问题"));
    assert_eq!((day(&letter.asked).as_deref(), day(&letter.answered).as_deref()), (Some("2023-03-01"), Some("2023-03-03")));
    assert_eq!((text(&letter.unit), text(&letter.status), text(&letter.category)), (Some("县住建局"), Some("已答复"), Some("投诉")));
    assert_eq!((letter.question_signs, letter.answer_signs), (Some(10), Some(15)));
}

#[test]
fn labels_in_running_text_under_a_heading() {
    let letter = letter("spans");
    assert_eq!(text(&letter.title), Some("咨询落户手续"));
    assert_eq!((day(&letter.asked).as_deref(), day(&letter.answered)), (Some("2023-02-26"), None));
    assert_eq!(text(&letter.unit), Some("县公安局"));
    // What stands after the letter (打印 关闭) is none of it.
    assert_eq!(letter.answer_signs, Some("请携带户口簿到窗口办理。".chars().count()));
}

#[test]
fn an_empty_answer_is_none() {
    let letter = letter("unanswered");
    assert_eq!((letter.answer_signs, day(&letter.answered)), (Some(0), None));
    assert_eq!(day(&letter.asked).as_deref(), Some("2023-02-26"));
}

#[test]
fn forms_and_articles_are_no_letters() {
    for name in ["not_form", "not_article"] {
        assert_eq!(case(&format!("letter/{name}.html"), None).letter, None, "{name}");
    }
}

#[test]
fn neither_the_citizen_nor_the_text_is_kept() {
    for name in ["table", "spans"] {
        let json = serde_json::to_string(&letter(name)).unwrap();
        for kept_out in ["李某某", "13800000000", "一周不亮", "哪些材料", "已经修复", "户口簿"] {
            assert!(!json.contains(kept_out), "{name} keeps {kept_out}: {json}");
        }
    }
}
