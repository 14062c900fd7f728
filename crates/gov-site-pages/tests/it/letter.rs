//! One letter and its answer, without the citizen.

use gov_site_pages::{Budget, Letter, PageInput, read_page};

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

/// The letter of a page with some body.
fn of_body(body: &str) -> Letter {
    let html = format!("<html><head><title>信件详情</title></head><body>{body}</body></html>");
    let page = read_page(&PageInput::new(html.as_bytes()), &Budget::default()).unwrap();
    page.letter.unwrap_or_else(|| panic!("no letter in {body}: {:?}", page.kind))
}

const LETTER: &str = "<p>来信时间：2023-02-26</p><p>信件内容：</p><p>路灯不亮。</p><p>回复内容：</p><p>已经修复。</p><p>回复时间：2023-03-01</p>";

#[test]
fn a_path_announces_no_unit() {
    let paths = [
        "<div>首页 &gt; 局长信箱</div>",
        "<div><a href=/>首页</a> &gt; <span>局长信箱</span></div>",
        "<div><a href=/>网站首页</a> » <b>局长信箱</b></div>",
        "<div><a href=/>网站首页</a><i>›</i><span>局长信箱</span></div>",
        "<div>首页-局长信箱</div>",
        // Without a sign of a path the heading is no unit either.
        "<div>局长信箱</div>",
    ];
    for path in paths {
        for heading in ["h1", "h2", "h3"] {
            let html = format!("{path}<{heading}>东街3号李某某反映路灯不亮</{heading}>");
            let letter = of_body(&format!("{html}{LETTER}"));
            assert_eq!(letter.unit, None, "{html}");
            let letter = of_body(&format!("<div>{html}<p>答复单位：县住建局</p>{LETTER}</div>"));
            assert_eq!(text(&letter.unit), Some("县住建局"), "{html}");
        }
    }
}

#[test]
fn a_unit_stands_in_the_row_line_or_cell_of_its_label() {
    let units = [
        "<p>答复单位：县住建局</p>",
        "<p><b>答复单位：</b>县住建局</p>",
        "<p><b>答复单位</b><span>县住建局</span></p>",
        "<dl><dt>答复单位</dt><dd>县住建局</dd></dl>",
        "<table><tr><th>答复单位</th><td>县住建局</td></tr></table>",
        "<div><div>答复单位</div><div>县住建局</div></div>",
        "<div><div>答复单位：</div><div>县住建局</div><div>联系人：</div><div>李某某</div></div>",
    ];
    for unit in units {
        assert_eq!(text(&of_body(&format!("{unit}{LETTER}")).unit), Some("县住建局"), "{unit}");
    }
    let none = [
        "<p>答复单位：</p><p>李某某反映路灯不亮</p>",
        "<table><tr><th>答复单位</th><td></td></tr><tr><td>李某某反映路灯不亮</td></tr></table>",
        "<ul><li>答复单位：</li><li>李某某反映路灯不亮</li></ul>",
        "<div><div>答复单位：</div><h1>李某某反映路灯不亮</h1></div>",
    ];
    for unit in none {
        assert_eq!(of_body(&format!("{unit}{LETTER}")).unit, None, "{unit}");
    }
}
