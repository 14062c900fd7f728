//! Lists of units: one CSV, a sheet a unit, and who may see what.

use std::collections::BTreeMap;

use gov_site_compliance::{
    ColumnKind,
    followup::{ColumnParticulars, Contacts, Particulars, UnitList, lists},
    standard::Library,
};
use gov_site_report::{Audience, DRAFT, Edition, UnitSheet, csv, markdown, unit_sheets};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::{
    fixture::{BLANK, Case, Names, case, judged, scored, texts},
    golden,
};

const OFFICE: Edition = Edition { draft: false, audience: Audience::Office };
const INTERNAL: Edition = Edition { draft: false, audience: Audience::Internal };
const PUBLIC: Edition = Edition { draft: false, audience: Audience::Public };

fn listed(case: &Case) -> Vec<UnitList> {
    let column = |id: &str, name: &str| (id.to_owned(), ColumnParticulars { name: name.into(), kind: Some(ColumnKind::Other) });
    let person = Contacts { principal: None, deputy: Some("=1+1".into()), contact: Some("李某 13800138000".into()) };
    let columns = (0..6).map(|number| column(&format!("b{number}"), "栏目")).chain([column("q0", "咨询13800138000")]);
    let particulars = Particulars { columns: columns.collect(), contacts: BTreeMap::from([(BLANK.to_owned(), person)]) };
    lists(&case.census, &case.findings, &particulars)
}

fn sheets(case: &Case, edition: Edition) -> Vec<UnitSheet> {
    unit_sheets(&case.census, &case.notice(texts()), &listed(case), edition)
}

fn follow_up(case: &Case, edition: Edition) -> (String, Vec<BTreeMap<String, String>>) {
    let bytes = csv::follow_up(&case.census, &listed(case), edition, Vec::new()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let rows = ::csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes()).deserialize().map(Result::unwrap).collect();
    (text, rows)
}

/// All that an edition shows of the lists.
fn everything(case: &Case, edition: Edition) -> String {
    let sheets: String = sheets(case, edition).iter().map(markdown::unit).collect();
    format!("{sheets}{}", follow_up(case, edition).0)
}

#[test]
fn names_without_end_are_cut_in_lists() {
    let names = Names { failing: "甲".repeat(100_000), ..Names::default() };
    let case = judged(&names, &Library::embedded().resolve("zibo-2017").unwrap());
    for sheet in sheets(&case, OFFICE) {
        let text = markdown::unit(&sheet);
        assert!(text.len() < 50_000, "{} bytes", text.len());
    }
    let notice = markdown::notice(&case.notice(texts()));
    let annex = notice.lines().find(|line| line.contains(BLANK) && line.starts_with('|')).map_or(0, str::len);
    assert!(annex < 5_000, "{annex} bytes");
}

#[test]
fn one_csv_of_all_units() {
    let (text, rows) = follow_up(&case(), OFFICE);
    golden::check("follow_up.csv", &text);
    let units: Vec<_> = rows.iter().map(|row| row["unit"].as_str()).collect();
    assert!(units.is_sorted(), "{units:?}");
    let of_unit: Vec<_> = rows.iter().filter(|row| row["unit"] == "示例单位甲").collect();
    let cells = |row: usize, names: [&str; 4]| names.map(|name| of_unit[row][name].clone());
    assert_eq!(cells(0, ["key", "state", "deadline", "working_days_over"]), ["t1", "open_overdue", "2017-11-10", "10"]);
    assert_eq!(cells(1, ["key", "state", "source_ref", "part"]), ["t2", "answered_late", "'+1", "ticket"]);
    let carried: Vec<_> = rows.iter().filter(|row| row["carried_over"] == "true").map(|row| row["key"].as_str()).collect();
    assert_eq!(carried, ["t4"]);
}

#[test]
fn the_sheet_of_a_unit() {
    let sheets = sheets(&case(), Edition { draft: true, ..OFFICE });
    let sheet = sheets.iter().find(|sheet| sheet.unit == "示例单位丙").unwrap();
    golden::check("unit.md", &markdown::unit(sheet));
    assert_eq!(sheet.remarks[0], DRAFT);
    assert_eq!((sheet.file_stem.as_str(), sheet.parts.len(), sheet.parts[1].rows.len()), ("示例单位丙", 2, 6));
    for part in sheets.iter().flat_map(|sheet| &sheet.parts) {
        assert!(part.rows.iter().all(|row| row.len() == part.columns.len()) && !part.rows.is_empty(), "{part:?}");
    }
}

#[test]
fn a_unit_reads_by_what_score_it_fails_and_what_takes_points_off() {
    let sheets = sheets(&scored("88.46"), OFFICE);
    let parts = |unit: &str| &sheets.iter().find(|sheet| sheet.unit == unit).unwrap().parts;
    let of_score = parts("示例区人民政府");
    assert_eq!(of_score[0].heading, "得分低于合格分数线的网站");
    assert_eq!(of_score[0].rows[0][..3], ["3703000001", "示例区人民政府", "88.45分"]);
    assert!(of_score[0].rows[0][3].starts_with("88.46分"), "{:?}", of_score[0]);
    let failed: Vec<_> = of_score[1].rows.iter().map(|row| [2, 3, 6, 7].map(|column| row[column].as_str())).collect();
    assert_eq!(failed, [["首页可用性", "扣分", "3.55", "4"], ["首页栏目更新数量", "扣分", "4", "4"], ["调查征集", "扣分", "4", "4"]]);
    let todo: Vec<_> = of_score[1].rows.iter().map(|row| row[5].as_str()).collect();
    assert!(todo[0].starts_with("排查网络") && todo[1..] == ["增加首页栏目更新数量", "开设渠道，按要求开展活动"], "{todo:?}");
    let vetoed = parts("示例单位丙");
    assert_eq!((vetoed[0].heading, vetoed[0].columns.len(), vetoed[0].rows.len()), ("网站不达标指标", 6, 1));
    assert!(self::sheets(&scored("88.45"), OFFICE).iter().flat_map(|sheet| &sheet.parts).all(|part| part.heading != "得分低于合格分数线的网站"));
}

#[test]
fn the_public_edition_has_no_list() {
    assert_eq!(sheets(&case(), PUBLIC), []);
    let (text, rows) = follow_up(&case(), PUBLIC);
    assert_eq!((text.lines().count(), rows.len()), (1, 0));
}

#[test]
fn persons_and_their_numbers_are_internal() {
    let case = case();
    let office = everything(&case, OFFICE);
    assert!(!office.contains("李某") && !office.contains("13800138000") && office.contains("咨询***"));
    let internal = everything(&case, INTERNAL);
    assert!(internal.contains("李某 13800138000") && internal.contains("咨询13800138000") && internal.contains("网站联系人（内部）"));
    assert!(follow_up(&case, INTERNAL).1.iter().any(|row| row["deputy"] == "'=1+1"), "no formula");
}

#[test]
fn a_name_changes_no_structure_and_leaves_no_folder() {
    let plain = named("甲");
    for hostile in ["../../x", "a|b<script>alert(1)</script>", "**x**\n# y", "=HYPERLINK(\"x\")", "\u{202e}乙\u{0}", "CON", &"长".repeat(100_000)] {
        let case = named(hostile);
        let sheets = sheets(&case, OFFICE);
        let mut stems: Vec<_> = sheets.iter().map(|sheet| sheet.file_stem.to_lowercase()).collect();
        assert!(stems.iter().all(|stem| stem.len() < 200 && !stem.contains(['/', '\\', '|', '<', '\n', '\0', '\u{202e}']) && stem != "con"), "{stems:?}");
        stems.sort();
        stems.dedup();
        assert_eq!(stems.len(), sheets.len());
        let shapes = |case: &Case| {
            let mut shapes: Vec<_> = self::sheets(case, OFFICE).iter().map(|sheet| shape(&markdown::unit(sheet))).collect();
            shapes.sort();
            shapes
        };
        assert_eq!(shapes(&case), shapes(&plain), "{hostile:?}");
        let (_, rows) = follow_up(&case, OFFICE);
        assert!(rows.iter().all(|row| !row["unit"].starts_with('=') && !row["unit"].contains(['\0', '\u{202e}'])));
    }
}

fn named(name: &str) -> Case {
    let names = Names { failing: name.into(), unit: name.into(), ..Names::default() };
    judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions())
}

/// Headings, tables and cells of a document, in order.
fn shape(text: &str) -> Vec<String> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let kept = events.filter(|event| !matches!(event, Event::Text(_) | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)));
    kept.map(|event| format!("{event:?}")).collect()
}
