use std::collections::BTreeMap;

use gov_site_compliance::standard::Library;
use gov_site_report::{
    Audience, Edition,
    explain::{Rows, site},
};

use crate::{
    fixture::{BLANK, CLOSED, Case, FAILING, LOST, Names, QUALIFIED, UNVISITED, case, judged, overlaid, scored},
    golden,
};

fn explained(case: &Case, code: &str, rows: &Rows) -> String {
    site(case.site(code), &case.census.header, &case.census.standard, &case.findings, rows, Edition::default())
}

fn key(table: &str, key: &str) -> (String, String) {
    (table.to_string(), key.to_string())
}

#[test]
fn an_unqualified_site() {
    let rows = BTreeMap::from([(key("columns", "b0"), "b0,3703000002,栏目\nsecond \u{1b}[31mline".to_string())]);
    golden::check("explain-unqualified.txt", &explained(&case(), BLANK, &rows));
}

#[test]
fn a_site_with_near_misses() {
    let text = explained(&case(), QUALIFIED, &Rows::new());
    golden::check("explain-qualified.txt", &text);
    let near = text.split("passed, yet counted:").nth(1).unwrap();
    assert!(near.find("blank_columns").unwrap() < near.find("overdue_columns").unwrap(), "{near}");
}

#[test]
fn a_site_without_visits() {
    let text = explained(&case(), UNVISITED, &Rows::new());
    assert!(text.contains("检查结果 未评估 not_assessed"));
    assert!(text.contains("缺失 gaps    未采集 not_collected"), "{text}");
}

#[test]
fn an_excluded_site_and_a_rejected_one() {
    let case = case();
    let closed = explained(&case, CLOSED, &Rows::new());
    assert!(closed.contains("未列入普查 excluded: 关停 closed 自 since 2017-06-01\n批准 approval: 示例〔2017〕3号"), "{closed}");
    assert!(explained(&case, LOST, &Rows::new()).contains("登记行被退回"));
}

#[test]
fn findings_of_other_sites_stay_away() {
    let text = explained(&case(), FAILING, &Rows::new());
    assert!(text.contains("证据 rows    visits 2017-11-19"), "{text}");
    assert!(!text.contains("columns b0"), "{text}");
}

#[test]
fn an_overlay_is_named() {
    let text = explained(&overlaid(), BLANK, &Rows::new());
    assert!(text.contains("! 本地调整 overlay my-overlay"));
    assert!(text.contains("columns: 7 or more — my-overlay, my-overlay.toml:7, grade D, 未经核实 unverified, trial"), "{text}");
}

#[test]
fn what_an_item_lacks_to_be_scored_is_named() {
    let text = explained(&judged(&Names::default(), &Library::embedded().resolve("zibo-2017").unwrap()), QUALIFIED, &Rows::new());
    let of = |clause: &str| {
        let rule = text.split("\n\n").find(|rule| rule.contains(&format!("({clause}, "))).unwrap();
        rule.lines().find(|line| line.trim_start().starts_with("扣分 off")).unwrap().to_owned()
    };
    assert!(of("home_availability").ends_with(", 缺上限 cap missing"), "{text}");
    assert!(of("dead_links").ends_with(", 缺上限 cap missing; 缺证据 evidence missing"), "{text}");
    assert!(of("guide_elements").contains("缺分值 points missing: element; 缺上限 cap missing"), "{text}");
}

#[test]
fn numbers_of_persons_are_not_for_everybody() {
    let mut case = case();
    let number = "13912345678";
    let mut site = case.site(BLANK).clone();
    site.site_name.push_str(number);
    site.place.as_mut().unwrap().sponsor.push_str(number);
    case.findings.iter_mut().for_each(|finding| finding.detail.push_str(number));
    let rows = BTreeMap::from([(key("columns", "b0"), format!("columns.csv:2  column_name=王某{number}"))]);
    let of = |audience| {
        let edition = Edition { draft: false, audience };
        gov_site_report::explain::site(&site, &case.census.header, &case.census.standard, &case.findings, &rows, edition)
    };
    let text = of(Audience::Office);
    assert!(of(Audience::Internal).contains(&format!("column_name=王某{number}")));
    assert!(text.contains("column_name=王某***") && text.contains("columns b0"), "{text}");
    assert!(!text.contains(number), "{text}");
}

#[test]
fn the_pass_mark_and_its_source_are_named_where_a_score_decides() {
    let text = explained(&scored("88.46"), QUALIFIED, &Rows::new());
    assert!(text.contains("得分 score: 88.45") && text.contains("合格分数线 pass mark: 88.46 points or more — ours, ours.toml:"), "{text}");
    assert!(text.contains("grade B, 本市通知\n"), "{text}");
    for (case, site) in [(scored("88.46"), BLANK), (case(), QUALIFIED)] {
        assert!(!explained(&case, site, &Rows::new()).contains("pass mark"));
    }
}

#[test]
fn rows_cannot_repaint_the_screen() {
    let rows = BTreeMap::from([(key("columns", "b0"), "\u{1b}[2J\u{202e}x".to_string())]);
    assert!(!explained(&case(), BLANK, &rows).contains(['\u{1b}', '\u{202e}']));
}
