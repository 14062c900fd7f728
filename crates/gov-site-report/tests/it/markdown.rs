use gov_site_compliance::{
    Notice,
    census::{Decision, SiteResult},
    notice::{AnnexRow, NoticeTexts, Problem, Requirement},
    standard::Library,
};
use gov_site_report::markdown::notice;
use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::{
    fixture::{Case, Names, QUALIFIED, UNVISITED, assessed, case, judged, overlaid, scored, texts},
    golden,
};

/// What would change the structure of a document, one kind a name.
pub const HOSTILE: &[&str] = &[
    "a | b | c",
    "a \\| b \\\\| c",
    "<script>alert(1)</script>",
    "<!-- x --> &lt;b&gt; &#124;",
    "**bold** __bold__ *i* _i_ ~~del~~",
    "`code` ``` ~~~",
    "[link](http://x.example) ![image](x) [^1] [x]: y",
    "<http://x.example>",
    "x\n\n# heading\n\n- item\n\n| a | b |\n| - | - |",
    "x\r\n> quote\u{2028}# line\u{85}---",
    "# heading",
    "- item",
    "1. item",
    "1) item",
    "> quote",
    "===",
    "---",
    "    code",
    "\tcode",
    "x  \ny\\\nz",
    "$x$ $$y$$",
    "| - | - |",
    ":--- | ---:",
];

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS | Options::ENABLE_MATH
}

/// The document without its words: what begins and ends, in order.
fn structure(text: &str) -> Vec<String> {
    let events = Parser::new_ext(text, options());
    let shown = events.filter(|event| !matches!(event, Event::Text(_))).map(|event| match event {
        Event::Start(Tag::List(_)) => "list".to_string(),
        event => format!("{event:?}"),
    });
    shown.collect()
}

fn words(text: &str) -> String {
    let events = Parser::new_ext(text, options());
    events.filter_map(|event| if let Event::Text(text) = event { Some(text.into_string()) } else { None }).collect()
}

fn named(name: &str) -> String {
    notice(&named_notice(name))
}

/// A notice that holds the name wherever a text of others can stand.
pub fn named_notice(name: &str) -> Notice {
    let names = Names { failing: name.into(), unit: name.into(), division: name.into(), title: name.into() };
    let case = judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions());
    let requirement = Requirement { heading: name.into(), paragraphs: vec![name.lines().next().unwrap_or_default().into()] };
    let text = || Some(name.to_string());
    let texts = NoticeTexts {
        addressees: text(),
        basis: text(),
        rectify_by: text(),
        object_by: text(),
        reply_to: text(),
        requirements: vec![requirement],
        attachments: text(),
        signed_by: text(),
        signed_on: None,
        copies: text(),
    };
    let mut data = case.notice(texts);
    data.remarks.push(name.into());
    data.overall.push(name.into());
    data.checks.push(name.into());
    data.footnotes.push(name.into());
    data.annex.push(AnnexRow { site_code: name.into(), site_name: name.into(), clause: name.into(), veto: true, measured: name.into(), points: None });
    data.problems.push(Problem { clause: name.into(), title: name.into(), sites: vec![name.into()], text: name.into() });
    data.document_no = text();
    data
}

#[test]
fn the_notice() {
    golden::check("notice.md", &notice(&case().notice(texts())));
}

#[test]
fn a_title_ends_in_the_kind_of_document() {
    let titled = |title: &str| {
        let mut case = case();
        case.census.header.title = title.into();
        case.notice(texts()).title
    };
    assert_eq!(titled("示例市2018年第一季度政府网站普查"), "示例市2018年第一季度政府网站普查情况的通报");
    assert_eq!(titled("关于政府网站普查情况"), "关于政府网站普查情况的通报");
    assert_eq!(titled("关于政府网站普查情况的通报"), "关于政府网站普查情况的通报");
    assert_eq!(titled(" "), "政府网站普查情况的通报");
}

#[test]
fn nobody_is_cleared_by_not_being_looked_at() {
    let told = |keep: &dyn Fn(&SiteResult) -> bool| {
        let mut case = case();
        case.census.sites.retain(keep);
        case.notice(texts())
    };
    let nothing = told(&|_| false);
    assert_eq!(nothing.overall[0], "本次普查没有应检查的网站，没有得出任何检查结果。");
    assert!(notice(&nothing).matches("没有应检查的网站，没有得出任何检查结果。").count() >= 3);
    assert!(!notice(&nothing).contains("未发现不合格网站"));
    assert_eq!(told(&|site| site.site_code == UNVISITED).none_failed, "应检查的1个网站均未能评估，没有得出任何检查结果。");
    let some = told(&|site| [UNVISITED, QUALIFIED].contains(&&*site.site_code));
    assert_eq!(some.none_failed, "已评估的1个网站中，未发现不合格网站。");
    assert_eq!(some.overall[1], "已评估的1个网站中，合格率100.00%，普查覆盖率50.00%。");
}

#[test]
fn missing_texts_are_visible_blanks() {
    let text = notice(&case().notice(NoticeTexts::default()));
    golden::check("notice-blank.md", &text);
    for what in ["主送机关", "依据", "整改期限", "答复方式", "工作要求", "附件说明", "落款单位", "成文日期", "抄送机关"] {
        let blank = format!("____________（{what}待填）");
        assert!(text.contains(&blank), "{blank}");
        assert!(words(&text).contains(&blank), "{blank} reads otherwise once rendered");
    }
}

#[test]
fn no_name_changes_the_structure() {
    let expected = structure(&named("示例单位"));
    for name in HOSTILE {
        let text = named(name);
        assert_eq!(structure(&text), expected, "{name:?}\n{text}");
    }
}

#[test]
fn names_read_as_they_were_written() {
    for name in HOSTILE.iter().filter(|name| !name.contains(['\n', '\t']) && !name.starts_with(' ')) {
        assert!(words(&named(name)).contains(name), "{name:?}");
    }
}

#[test]
fn no_html_passes() {
    for name in HOSTILE {
        let text = named(name);
        let html = Parser::new_ext(&text, options()).any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
        assert!(!html, "{text}");
    }
}

#[test]
fn headings_past_ten_go_on() {
    let text = notice(&case().notice(texts()));
    for heading in ["### （一）要求1\n", "### （十）要求10\n", "### （十一）要求11\n", "\n（十二）无标题的要求。\n"] {
        assert!(text.contains(heading), "{heading}");
    }
}

#[test]
fn a_basis_is_a_sentence_or_a_part_of_one() {
    let opened = |basis: &str| {
        let text = notice(&case().notice(NoticeTexts { basis: Some(basis.into()), ..texts() }));
        text.lines().find(|line| line.contains("通知如下")).unwrap().to_string()
    };
    assert!(opened("年度工作计划").starts_with("根据年度工作计划，现将"));
    assert!(opened("按照年度工作计划，").starts_with("按照年度工作计划，现将"));
    assert!(opened("按照计划进行了普查。").starts_with("按照计划进行了普查。现将"));
}

#[test]
fn an_overlay_stands_on_top() {
    let text = notice(&overlaid().notice(texts()));
    let remark = text.find("my-overlay").unwrap();
    assert!(text[..remark].lines().last().unwrap().starts_with("> "));
    assert!(remark < text.find("各示例单位：").unwrap());
}

#[test]
fn the_annex_has_a_line_for_each_site_and_clause() {
    let text = notice(&case().notice(texts()));
    assert!(text.contains("| 1 | 3703000002 | 示例单位丙 | 空白栏目 | 6个空白栏目（达到5个即单项否决） |"), "{text}");
}

#[test]
fn the_annex_has_points_where_an_overlay_gives_them() {
    let text = notice(&assessed().notice(texts()));
    assert!(text.contains("| 序号 | 网站标识码 | 网站名称 | 单项否决指标 | 测得情况 | 扣分 |"), "{text}");
    assert!(text.contains("| 空白栏目 | 6个空白栏目（达到5个即单项否决） | 2.5 |"), "{text}");
    assert!(!notice(&case().notice(texts())).contains("扣分"));
    let mut some = assessed().notice(texts());
    some.annex[1].points = None;
    let text = notice(&some);
    assert!(text.lines().find(|line| line.starts_with("| 2 |")).unwrap().ends_with(" |  |"), "a line without points has an empty cell: {text}");
}

#[test]
fn the_annex_calls_only_vetoes_vetoes() {
    let headings = |case: &Case| {
        let text = notice(&case.notice(texts()));
        text.lines().find(|line| line.contains("网站标识码")).unwrap().to_string()
    };
    assert!(headings(&case()).contains("| 单项否决指标 |"));
    assert!(headings(&scored("88.45")).contains("| 单项否决指标 |"), "nobody fails by a score");
    assert!(headings(&scored("88.46")).contains("| 指标 |"));
}

#[test]
fn a_footnote_says_what_verdicts_rest_on() {
    let footnote = |case: &Case| case.notice(texts()).footnotes[0].clone();
    assert!(footnote(&case()).starts_with("检查结果按单项否决判定，未计分；"));
    let mut mixed = scored("60");
    assert!(footnote(&mixed).starts_with("检查结果按单项否决判定，无单项否决的按得分判定；"));
    let mut unscored = mixed.site(QUALIFIED).clone();
    if let Decision::Judged(verdict) = &mut unscored.result {
        verdict.outcomes.iter_mut().for_each(|(_, outcome)| outcome.deduction = None);
    }
    mixed.census.sites.extend([unscored.clone(), unscored]);
    let text = footnote(&mixed);
    assert!(text.contains("无单项否决的按得分判定，其中2个网站") && text.contains("没有得分，只按单项否决判定；"), "{text}");
}

#[test]
fn footnotes_speak_chinese() {
    let notice = scored("60").notice(texts());
    let unverified = notice.footnotes.iter().find(|note| note.starts_with("未经核实")).unwrap();
    for figure in ["施行日期为2015年3月11日起至2019年3月31日", "链接可用性：其他页面每个扣分为0.1分", "首页栏目更新数量：更新时限为超过14天"]
    {
        assert!(unverified.contains(figure), "{unverified}");
    }
    assert!(!unverified.contains(|sign: char| sign.is_ascii_lowercase()), "{unverified}");
}

#[test]
fn the_number_of_tickets_is_not_part_of_a_name() {
    let names = Names { unit: "示例单位1".into(), ..Names::default() };
    let text = notice(&judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions()).notice(texts()));
    assert!(text.contains("示例单位1（2件）") && text.contains("示例单位己1件"), "{text}");
}
