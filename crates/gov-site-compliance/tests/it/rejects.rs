//! A row for every code of the core, whom it is charged to, and what of it may be shown.

use std::collections::BTreeSet;

use gov_site_compliance::{
    Reject, RejectCode, TABLES,
    indicator::Judgement,
    ingest::{Charge, Example, withheld},
};

use crate::support::{Cells, SITE, VETOES, World, cells, changed, national, result, site_row};

const OTHER: &str = "3703000002";

/// Codes that only a reader of files can raise.
const OF_FILES: [RejectCode; 9] = [
    RejectCode::RaggedRow,
    RejectCode::SurplusCells,
    RejectCode::SwallowedRows,
    RejectCode::NotUtf8,
    RejectCode::UnclosedQuote,
    RejectCode::NumberLostDigits,
    RejectCode::NestedValue,
    RejectCode::NotAnObject,
    RejectCode::RepeatedKey,
];

/// A folder with one sound row of everything that other rows refer to.
fn base() -> World {
    let mut world = World::site(SITE);
    world.push("sites", site_row(OTHER));
    world.column(SITE, "c", &[], &[]);
    world.column(OTHER, "c", &[], &[]);
    world.add("channels", &[("channel_id", "k"), ("site_code", SITE), ("kind", "consultation")]);
    world.add("channels", &[("channel_id", "k2"), ("site_code", OTHER), ("kind", "survey")]);
    world.add("services", &[("service_id", "s"), ("site_code", SITE)]);
    world.add("units", &[("unit", "示例单位02"), ("aliases", "示例单位03")]);
    world.declare(&["columns", "updates", "tickets", "reviews"]);
    world
}

/// A sound row of a table.
fn sound(table: &str) -> Cells {
    let id = format!("{SITE}-c");
    match table {
        "sites" => site_row("3703000003"),
        "site_life" => cells(&[("site_code", SITE), ("state", "running"), ("from", "2017-01-01")]),
        "site_addresses" => cells(&[("site_code", SITE), ("filed_on", "2017-01-01"), ("url", "http://a.example/")]),
        "units" => cells(&[("unit", "示例单位01")]),
        "columns" => cells(&[("column_id", "new"), ("site_code", SITE), ("column_name", "栏目"), ("kind", "news")]),
        "channels" => cells(&[("channel_id", "k3"), ("site_code", SITE), ("kind", "survey")]),
        "exemptions" => cells(&[("site_code", SITE), ("indicator", "serious_error"), ("from", "2017-01-01")]),
        "coverage" => cells(&[("site_code", SITE), ("subject", "columns"), ("observed_at", "2017-11-29T20:00:00+08:00"), ("complete", "true")]),
        "tickets" => cells(&[("ticket_id", "t"), ("site_code", SITE), ("channel_kind", "survey"), ("unit", "示例单位01"), ("submitted_on", "2017-11-01")]),
        "reviews" => cells(&[
            ("review_id", "r"),
            ("site_code", SITE),
            ("indicator", "serious_error"),
            ("kind", "attack"),
            ("status", "dismissed"),
            ("found_at", "2017-11-20 10:00"),
        ]),
        "activities" => cells(&[("activity_id", "a"), ("channel_id", "k"), ("held_on", "2017-11-01")]),
        "links" => cells(&[("site_code", SITE), ("target_url", "http://a.example/"), ("page_url", "http://b.example/")]),
        "services" => cells(&[("service_id", "s2"), ("site_code", SITE)]),
        "service_files" => cells(&[("service_id", "s"), ("name", "申请表")]),
        "systems" => cells(&[("system_id", "y"), ("site_code", SITE)]),
        "updates" => cells(&[("column_id", &id), ("url", "http://a.example/1"), ("published_on", "2017-11-20")]),
        "visits" => cells(&[("site_code", SITE), ("visited_at", "2017-11-29 08:00"), ("vantage", "v"), ("status", "200")]),
        other => panic!("no sound row of {other}"),
    }
}

/// The fields of an example that has cells, not a line of a file.
type Spoilt = &'static [(&'static str, &'static str)];

/// Code, table, what spoils the sound row, field at fault, what is left of its text: edges beside the examples of the codes.
type Bad = (RejectCode, &'static str, Spoilt, &'static str, &'static str);

const BAD: &[Bad] = &[
    (RejectCode::MissingValue, "columns", &[("column_name", "  ")], "column_name", ""),
    (RejectCode::DateOutOfRange, "updates", &[("published_on", "1991-12-31")], "published_on", "1991-12-31"),
    (RejectCode::DateOutOfRange, "updates", &[("published_on", "1991/12/31")], "published_on", "1991/12/31"),
    (RejectCode::DateOutOfRange, "updates", &[("published_on", "2200-01-01")], "published_on", "2200-01-01"),
    (RejectCode::DateOutOfRange, "visits", &[("visited_at", "1991-12-31T23:59:59")], "visited_at", "1991-12-31T23:59:59"),
    (RejectCode::ScientificNumber, "visits", &[("duration_ms", "1e3")], "duration_ms", "1e3"),
    (RejectCode::NegativeNumber, "visits", &[("duration_ms", "-5")], "duration_ms", "-5"),
    (RejectCode::NegativeNumber, "columns", &[("depth", "-1")], "depth", "-1"),
    (RejectCode::NegativeNumber, "channels", &[("promised_days", "-1")], "promised_days", "-1"),
    (RejectCode::NumberOutOfRange, "tickets", &[("promised_days", "0"), ("promised_unit", "working")], "promised_days", "0"),
    (RejectCode::StatusOutOfRange, "visits", &[("status", "600")], "status", "600"),
    (RejectCode::StatusOutOfRange, "visits", &[("status", "99")], "status", "99"),
    (RejectCode::StatusOutOfRange, "visits", &[("status", "-1")], "status", "-1"),
    (RejectCode::UnknownSite, "visits", &[("site_code", "0000000000")], "site_code", "0000000000"),
    (RejectCode::UnknownSite, "links", &[("site_code", "S9")], "site_code", "S9"),
    (RejectCode::SiteCodeLength, "visits", &[("site_code", "37030000011")], "site_code", "37030000011"),
    (RejectCode::ScientificId, "visits", &[("site_code", "3.703E+09")], "site_code", "3.703E+09"),
    (RejectCode::UnknownColumn, "exemptions", &[("column_id", "nowhere")], "column_id", "nowhere"),
    (RejectCode::UnknownChannel, "tickets", &[("channel_id", "nowhere")], "channel_id", "nowhere"),
    (RejectCode::UnknownClause, "exemptions", &[("indicator", "weather")], "indicator", "weather"),
    (RejectCode::NameForId, "reviews", &[("indicator", "错别字")], "indicator", "错别字"),
    (RejectCode::RepeatedHeading, "units", &[("level", "level")], "level", "level"),
    (RejectCode::RepeatedHeading, "updates", &[("column_id", "column_id")], "column_id", "column_id"),
    (RejectCode::FormulaError, "updates", &[("column_id", "#REF!")], "column_id", "#REF!"),
    (RejectCode::FormulaError, "updates", &[("published_on", "########")], "published_on", "########"),
    (RejectCode::ClosedBeforeOpened, "activities", &[("closed_on", "2017-10-31")], "closed_on", "2017-10-31"),
    (RejectCode::DatesOutOfOrder, "coverage", &[("from", "2017-11-02"), ("to", "2017-11-01")], "to", "2017-11-01"),
    (RejectCode::DatesOutOfOrder, "exemptions", &[("to", "2016-12-31")], "to", "2016-12-31"),
    (RejectCode::ChannelContradiction, "tickets", &[("channel_id", "k"), ("channel_kind", "survey")], "channel_kind", "（不予显示）"),
    (RejectCode::PromiseIncomplete, "tickets", &[("promised_days", "5")], "promised_unit", ""),
    (RejectCode::TotalRow, "tickets", &[("ticket_id", "总计"), ("submitted_on", "")], "ticket_id", "（不予显示）"),
];

/// What the rows of an example refer to beside [`base`].
fn beside(code: RejectCode) -> World {
    let mut world = base();
    if code == RejectCode::ParentCycle {
        world.column(SITE, "turned", &[("parent_id", "turn")], &[]);
    }
    world
}

/// The rejects of a sound row with some cells written anew; its line.
fn rejects(code: RejectCode, table: &'static str, cells: Spoilt) -> (Vec<Reject>, u64) {
    let mut world = beside(code);
    world.push(table, changed(&sound(table), cells));
    let line = world.tables[table].len() as u64 + 1;
    (world.settle(national()).rejects, line)
}

/// How many rows a code rejects at once: both rows of one key, all of a circle.
fn rows_of(code: RejectCode) -> usize {
    let two = [RejectCode::ConflictingDuplicate, RejectCode::ColumnOfTwoSites, RejectCode::ParentCycle, RejectCode::UnitNameTwice];
    if two.contains(&code) { 2 } else { 1 }
}

#[test]
fn every_example_raises_its_code_and_its_remedy_mends_it() {
    let mut wrong = Vec::new();
    for code in RejectCode::ALL.iter().copied().filter(|code| !OF_FILES.contains(code)) {
        let Example { table, bad, good } = code.example();
        let (found, line) = rejects(code, table, bad);
        let fields: Vec<&str> = bad.iter().map(|(field, _)| *field).collect();
        let is_right = |reject: &Reject| reject.code == code && fields.contains(&reject.column) && reject.place.file == format!("{table}.csv");
        if found.len() != rows_of(code) || !found.iter().any(|reject| is_right(reject) && reject.place.row == line) {
            wrong.push(format!("{code}: {found:?}"));
        }
        // The row that closes the circle is bad itself.
        if code != RejectCode::ParentCycle && !rejects(code, table, good).0.is_empty() {
            wrong.push(format!("{code}, mended: {:?}", rejects(code, table, good).0));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_bad_row_gets_its_code_field_and_text() {
    let mut wrong = Vec::new();
    for (code, table, spoilt, field, original) in BAD {
        let (found, line) = rejects(*code, table, spoilt);
        let seen: Vec<_> = found.iter().map(|reject| (reject.code, reject.table, reject.column, reject.original.as_str(), reject.place.row)).collect();
        if seen != [(*code, *table, *field, *original, line)] {
            wrong.push(format!("{code} of {table}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reject_says_what_its_field_expects() {
    let expected = |table, spoilt| rejects(RejectCode::MissingValue, table, spoilt).0[0].expected.to_string();
    assert_eq!(expected("updates", &[("published_on", "17-11-29")]), "日期，格式 2017-11-29");
    assert_eq!(expected("visits", &[("visited_at", "17-11-29 08:30")]), "时间，格式 2017-11-29T08:30:00+08:00");
    assert_eq!(expected("columns", &[("depth", "待定")]), "整数，如 12");
    assert_eq!(expected("sites", &[("role", "门户网站")]), "是否为 portal 门户？下列之一：portal 门户、department 部门、institution 单位、subsite 子站");
    assert_eq!(expected("sites", &[("role", "portl")]), "是否为 portal 门户？下列之一：portal 门户、department 部门、institution 单位、subsite 子站");
    assert_eq!(expected("channels", &[("channel_id", "k")]), "同一编号只有一行（另见 channels.csv 第 2 行）");
}

#[test]
fn the_sound_rows_are_sound() {
    for table in TABLES {
        let mut world = base();
        world.push(table.name, sound(table.name));
        assert_eq!(world.settle(national()).rejects, [], "{}", table.name);
    }
}

#[test]
fn there_are_codes_for_more_than_sixty_kinds_of_bad_input() {
    let all: BTreeSet<_> = RejectCode::ALL.iter().copied().collect();
    assert_eq!(all.len(), RejectCode::ALL.len());
    assert!(all.len() >= 60, "{}", all.len());
}

#[test]
fn codes_are_unique_snake_case_with_chinese_reason_and_remedy() {
    let chinese = |text: &str| text.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
    let mut codes = BTreeSet::new();
    for code in RejectCode::ALL {
        let text = code.code();
        assert!(codes.insert(text), "{text} stands twice");
        assert!(text.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'_'), "{text}");
        assert!(!text.starts_with('_') && !text.ends_with('_') && !text.contains("__"), "{text}");
        assert!([code.reason(), code.expected(), code.remedy()].into_iter().all(chinese), "{text}: {} {} {}", code.reason(), code.expected(), code.remedy());
        assert_eq!(code.to_string(), text);
    }
}

#[test]
fn a_reject_is_charged_to_what_its_row_names() {
    let charge = |table: &'static str, spoilt: &[(&'static str, &str)]| {
        let mut world = base();
        world.push(table, changed(&sound(table), spoilt));
        let mut rejects = world.settle(national()).rejects;
        assert_eq!(rejects.len(), 1, "{rejects:?}");
        rejects.remove(0).charge
    };
    let id = format!("{SITE}-c");
    assert_eq!(charge("updates", &[("published_on", "soon")]), Charge::Update { column: id.clone(), proves_item: true });
    assert_eq!(charge("updates", &[("url", "")]), Charge::Update { column: id.clone(), proves_item: false });
    assert_eq!(charge("updates", &[("published_on", "soon"), ("url", "")]), Charge::Update { column: id, proves_item: false });
    assert_eq!(charge("updates", &[("column_id", "")]), Charge::Nobody);
    assert_eq!(charge("visits", &[("status", "")]), Charge::Visit(SITE.into()));
    assert_eq!(charge("tickets", &[("valid", "?")]), Charge::Ticket { site: Some(SITE.into()), channel: None });
    assert_eq!(charge("reviews", &[("status", "?")]), Charge::Review(SITE.into()));
    assert_eq!(charge("site_life", &[("approved", "?")]), Charge::Life(SITE.into()));
    assert_eq!(charge("site_addresses", &[("url", "")]), Charge::Address(SITE.into()));
    assert!(matches!(charge("columns", &[("on_home", "?")]), Charge::Column { site, stub } if site == SITE && stub.id.as_deref() == Some("new")));
    assert!(matches!(charge("exemptions", &[("to", "?")]), Charge::Exemption { indicator: Some(clause), column: None, .. } if clause == "serious_error"));
}

#[test]
fn rows_that_are_no_data_are_charged_to_nobody() {
    type Row = &'static [(&'static str, &'static str)];
    let cases: &[(RejectCode, &'static str, Row)] = &[
        (RejectCode::TotalRow, "sites", &[("site_code", "合计"), ("site_name", "3")]),
        (RejectCode::TotalRow, "sites", &[("site_code", "小计：3个")]),
        (RejectCode::TotalRow, "updates", &[("column_id", "合 计"), ("url", "36")]),
        (RejectCode::TotalRow, "tickets", &[("ticket_id", "合计（22件）"), ("site_code", SITE)]),
        (RejectCode::TotalRow, "tickets", &[("ticket_id", "本页小计")]),
        (RejectCode::NoteRow, "sites", &[("site_code", "填表人：李四 联系电话：13876543210"), ("site_name", "填表人：李四")]),
        (RejectCode::NoteRow, "sites", &[("site_code", "注：以上数据截至11月29日")]),
        (RejectCode::NoteRow, "updates", &[("column_id", "注1：截至11月29日")]),
        (RejectCode::NoteRow, "tickets", &[("ticket_id", "负责人（签字）：")]),
        (RejectCode::NumberRow, "sites", &[("site_code", "1"), ("site_name", "2"), ("home_url", "3"), ("role", "4"), ("level", "5")]),
        (RejectCode::NumberRow, "columns", &[("column_id", "甲"), ("site_code", "（1）"), ("column_name", "（2）"), ("kind", "（3）")]),
        (RejectCode::RepeatedHeading, "sites", &[("site_code", "site_code"), ("site_name", "site_name"), ("role", "role")]),
        (RejectCode::RepeatedHeading, "tickets", &[("ticket_id", "办件编号"), ("site_code", "网站标识码"), ("unit", "承办单位")]),
        (RejectCode::RepeatedHeading, "sites", &[("site_code", "序号")]),
    ];
    for (code, table, row) in cases {
        let mut world = base();
        world.push(table, cells(row));
        let settled = world.settle(national());
        let seen: Vec<_> = settled.rejects.iter().map(|reject| (reject.code, reject.table, reject.charge.clone())).collect();
        assert_eq!(seen, [(*code, *table, Charge::Nobody)], "{row:?}");
        assert!(!settled.rejects[0].original.contains("李四"), "{row:?}");
    }
}

#[test]
fn only_what_looks_like_a_code_becomes_a_site() {
    for (code, is_site) in [("3703000003", true), ("zb-03_a", true), ("见附表", false), ("３７０３", false), ("-", false), ("3703 0003", false)] {
        let mut world = base();
        world.push("sites", changed(&sound("sites"), &[("site_code", code), ("role", "palace")]));
        let rejects = world.settle(national()).rejects;
        assert_eq!(rejects.len(), 1);
        assert_eq!(matches!(&rejects[0].charge, Charge::Site(stub) if stub.id.as_deref() == Some(code)), is_site, "{code}: {rejects:?}");
        assert_eq!(rejects[0].charge == Charge::Nobody, !is_site, "{code}");
    }
}

#[test]
fn one_heading_among_data_leaves_the_row_its_charge() {
    let mut world = base();
    world.push("sites", changed(&sound("sites"), &[("role", "网站类型")]));
    let rejects = world.settle(national()).rejects;
    assert_eq!((rejects.len(), rejects[0].code), (1, RejectCode::RepeatedHeading));
    assert!(matches!(&rejects[0].charge, Charge::Site(_)), "{rejects:?}");
}

#[test]
fn a_bad_row_never_fails_a_site_and_takes_its_pass_away() {
    // Each rejected row alone, at a site that passes everything.
    let cases = [
        ("tickets", ("valid", "?"), "interaction_unanswered"),
        ("reviews", ("status", "?"), "serious_error"),
        ("site_life", ("approved", "?"), "home_not_updated"),
        ("site_addresses", ("url", ""), "site_unreachable"),
        ("coverage", ("complete", "?"), "blank_columns"),
    ];
    for (table, spoilt, clause) in cases {
        let mut world = World::sound(SITE);
        // Four blank columns and an old one, so that a doubt decides.
        (1..=5).for_each(|number| {
            world.column(SITE, &format!("b{number}"), &[("kind", "overview")], if number == 5 { &[-400] } else { &[] });
        });
        assert_eq!(result(&world.settle(national()).verdict(SITE), clause), &Judgement::Pass, "{clause}");
        world.push(table, changed(&sound(table), &[spoilt]));
        let verdict = world.settle(national()).verdict(SITE);
        assert_eq!(result(&verdict, clause), &Judgement::NotAssessed, "{table}: {:?}", verdict.outcome(clause));
        for veto in VETOES {
            assert_ne!(result(&verdict, veto), &Judgement::Fail, "{table}");
        }
    }
}

mod privacy {
    use super::*;

    fn shown(table: &str, field: &str, text: &str) -> String {
        let table = TABLES.iter().find(|known| known.name == table).unwrap();
        assert!(table.position(field).is_some(), "{field}");
        withheld(table, field, text)
    }

    const HIDDEN: &str = "（不予显示）";

    #[test]
    fn letters_show_dates_and_codes_only() {
        for (field, text) in [
            ("submitted_on", "2017-13-40"),
            ("answered_on", "2017年11月29日"),
            ("observed_at", "2017-11-29T25:00:00+08:00"),
            ("ticket_id", "ZB-2017/001"),
            ("site_code", "3703000001"),
        ] {
            assert_eq!(shown("tickets", field, text), text, "{field}");
        }
        for (field, text) in [
            ("submitted_on", "王先生 13800000000"),
            ("submitted_on", "13800000000"),
            ("unit", "张三投诉"),
            ("ticket_id", "13800000000"),
            ("ticket_id", "370302199001011234"),
            ("ticket_id", "张三"),
            ("channel_kind", "我的电话是"),
            ("valid", "他说有效"),
            ("url", "http://a.example/?name=zhangsan"),
            ("note", "x"),
            ("submitted_on", "370302199001011234"),
        ] {
            assert_eq!(shown("tickets", field, text), HIDDEN, "{field} {text}");
        }
    }

    #[test]
    fn remarks_quotations_and_titles_are_never_shown() {
        for (table, field) in [("sites", "note"), ("reviews", "quote"), ("updates", "title"), ("columns", "note")] {
            assert_eq!(shown(table, field, "2017-11-29"), HIDDEN, "{table}.{field}");
        }
    }

    #[test]
    fn long_text_is_cut_and_long_runs_of_digits_are_masked() {
        assert_eq!(shown("columns", "kind", &"长".repeat(200)).chars().count(), 80);
        assert_eq!(shown("sites", "contact", "张三 13800000000"), "张三 ***");
        assert_eq!(shown("sites", "contact", "0533-12345678"), "0533-12345678", "eight digits are a date without dashes");
        assert_eq!(shown("columns", "column_id", "12345678901234"), "12345678901234", "an id may be long");
        assert_eq!(shown("visits", "duration_ms", "123456789012x"), "123456789012x", "so may a number");
        assert_eq!(shown("updates", "published_on", "20171129"), "20171129");
    }

    #[test]
    fn signs_that_nobody_sees_are_written_out() {
        assert_eq!(shown("updates", "published_on", "\u{200e}2017-11-29"), "[U+200E]2017-11-29");
        assert_eq!(shown("columns", "kind", "a\u{0}b\u{202e}c\u{1b}[31m"), "a[U+0000]b[U+202E]c[U+001B][31m");
        assert_eq!(shown("columns", "kind", "a\nb"), "a\nb");
        assert_eq!(shown("tickets", "submitted_on", "\u{200e}2017-11-29"), HIDDEN);
    }

    #[test]
    fn no_citizens_word_gets_into_any_reject_of_tickets() {
        const SECRET: &str = "李四家住某路电话13912345678";
        let table = TABLES.iter().find(|table| table.name == "tickets").unwrap();
        for field in table.fields {
            let mut world = base();
            world.push("tickets", changed(&sound("tickets"), &[(field.name, SECRET)]));
            for reject in world.settle(national()).rejects {
                let written = format!("{} {}", reject.original, reject.expected);
                assert!(!written.contains("李四") && !written.contains("139123"), "{}: {reject:?}", field.name);
            }
        }
    }
}

#[test]
fn rows_of_any_text_are_read_or_rejected_without_panic() {
    use proptest::{prelude::*, test_runner::TestRunner};
    let texts = prop::collection::vec("\\PC{0,12}|[0-9T:+-]{0,20}|是|否|news|2017-11-29", 20);
    let mut runner = TestRunner::deterministic();
    runner
        .run(&(0..TABLES.len(), texts), |(number, texts)| {
            let table = TABLES[number];
            let row: Cells = table.fields.iter().zip(&texts).map(|(field, text)| (field.name, text.clone())).collect();
            let mut world = base();
            world.push(table.name, row);
            let settled = world.settle(national());
            prop_assert!(settled.rejects.len() <= 2, "{:?}", settled.rejects);
            Ok(())
        })
        .unwrap();
}
