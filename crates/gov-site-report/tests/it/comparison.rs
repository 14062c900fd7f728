//! What changed between two censuses, on a screen and as a table.

use gov_site_compliance::{
    Census,
    compare::{Comparison, FindingChange, FindingRow, TicketChange, censuses, findings, tickets},
    standard::Library,
    wire::v1,
};
use gov_site_report::{Edition, csv::ComparisonWriter, terminal};

use crate::{
    fixture::{BLANK, Case, Names, case, judged, overlaid},
    golden,
};

fn compared(before: &Case, after: &Case) -> (Comparison, Vec<FindingChange>) {
    let stored = |census: &Census| v1::Census::from(census);
    let mut comparison = censuses(&stored(&before.census), &stored(&after.census)).unwrap();
    let rows = |case: &Case| -> Vec<FindingRow<'static>> { case.findings.iter().map(|finding| FindingRow::from(finding).into_owned()).collect() };
    let changes: Vec<_> = findings(rows(before), rows(after)).iter().filter_map(FindingChange::of).collect();
    changes.iter().for_each(|change| comparison.findings.add(change));
    (comparison, changes)
}

fn screen(comparison: &Comparison, changes: &[FindingChange]) -> String {
    terminal::comparison(comparison, changes, terminal::Style::default())
}

fn table(comparison: &Comparison, changes: &[FindingChange]) -> String {
    let mut writer = ComparisonWriter::new(Vec::new(), comparison, Edition::default()).unwrap();
    changes.iter().for_each(|change| writer.finding(change).unwrap());
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

/// The case with fewer blank columns and a later answer.
fn later() -> Case {
    let mut later = overlaid();
    later.findings.retain(|finding| finding.key != "b5");
    later.findings.iter_mut().filter(|finding| finding.key == "b4").for_each(|finding| finding.certain = false);
    later
}

#[test]
fn what_changed_is_shown() {
    let (mut comparison, changes) = compared(&case(), &later());
    let ticket = |state: &'static str| gov_site_compliance::compare::TicketRow {
        ticket_id: "t1".into(),
        site_code: Some(BLANK.into()),
        unit: "示例单位甲".into(),
        state: state.into(),
        deadline: None,
        answered_on: None,
        working_days_over: None,
        basis: "".into(),
    };
    let pairs = tickets([ticket("open")], [ticket("open_overdue")]).unwrap();
    comparison.tickets = pairs.iter().filter_map(TicketChange::of).collect();
    golden::check("comparison.txt", &screen(&comparison, &changes));
    golden::check("comparison.csv", &table(&comparison, &changes));
    assert_eq!((comparison.findings.removed, comparison.findings.changed, comparison.findings.added), (2, 2, 0));
}

#[cfg(feature = "html")]
#[test]
fn a_page_names_clauses_by_their_titles_and_counts_what_is_possible() {
    let (mut comparison, findings) = compared(&case(), &later());
    let stored = v1::Census::from(&case().census);
    let changes = |comparison: &Comparison| gov_site_report::html::changes(comparison, &findings, &stored.titles());
    let found = changes(&comparison);
    let verdict = found.iter().find(|change| change.table == "检查结果").unwrap();
    assert_eq!((verdict.before.as_str(), verdict.after.as_str()), ("不合格（空白栏目）", "合格"));
    let keys: Vec<_> = found.iter().filter(|change| change.table == "发现的问题").map(|change| change.key.as_str()).collect();
    assert!(keys.contains(&"空白栏目 b5"), "{keys:?}");
    let after = comparison.outcomes[0].after.as_mut().unwrap();
    after.possible = after.measured.map(|measured| measured + 3);
    let open = changes(&comparison).into_iter().find(|change| change.table == "指标").unwrap();
    assert!(open.after.ends_with("，实测6至9"), "{open:?}");
    let after = comparison.verdicts[0].after.as_mut().unwrap();
    after.not_assessed = "site_unreachable:dns+login;serious_error:not_collected".into();
    assert_eq!(changes(&comparison).into_iter().find(|change| change.table == "检查结果").unwrap().after, "合格（网站无法访问、严重错误）");
}

#[test]
fn a_screen_says_where_the_rest_is() {
    let (comparison, changes) = compared(&case(), &later());
    assert!(screen(&comparison, &changes[..1]).contains("… and 3 more: see --csv FILE"));
    assert!(!screen(&comparison, &changes).contains(" more: see"));
}

#[test]
fn nothing_changed() {
    let (comparison, changes) = compared(&case(), &case());
    assert!(screen(&comparison, &changes).ends_with("\n\n无差异 no difference\n"));
    assert_eq!(table(&comparison, &changes).lines().filter(|line| !line.starts_with("total,")).count(), 1, "headings and totals");
}

#[test]
fn names_steer_no_screen_and_make_no_formula() {
    let hostile = "=1+1\u{1b}[2J\u{202e}\n13800138000";
    let names = Names { failing: hostile.into(), title: hostile.into(), ..Names::default() };
    let mut other = judged(&names, &Library::embedded().resolve("zibo-2017").unwrap().without_deductions());
    other.findings.clear();
    other.census.sites.iter_mut().for_each(|site| site.site_code.push('9'));
    for site in &mut other.census.sites {
        if let gov_site_compliance::census::Decision::Judged(verdict) = &mut site.result {
            verdict.site_code.push('9');
        }
    }
    let (comparison, changes) = compared(&case(), &other);
    let shown = screen(&comparison, &changes);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']) && shown.contains("=1+1"));
    let table = table(&comparison, &changes);
    assert!(!table.contains(['\u{1b}', '\u{202e}']) && table.contains("'=1+1") && !table.contains("13800138000"));
}
