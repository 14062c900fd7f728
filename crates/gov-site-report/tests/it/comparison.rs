//! What changed between two censuses, on a screen and as a table.

use gov_site_compliance::{
    Census,
    compare::{Comparison, FindingChange, FindingRow, TicketChange, censuses, findings, tickets},
    standard::Library,
    wire::v1,
};
use gov_site_report::{Edition, csv::ComparisonWriter, terminal};

use crate::{
    fixture::{BLANK, Case, Names, QUALIFIED, case, judged, overlaid},
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

/// The stored case with another verdict by score, and points off a clause; `most` of them at most.
fn scored(verdict: v1::VerdictWord, score: Option<&str>, range: [&str; 2], off: &str, most: Option<&str>) -> v1::Census {
    let mut census = v1::Census::from(&case().census);
    let site = census.verdicts.iter_mut().find(|site| site.site_code == QUALIFIED).unwrap();
    site.verdict = verdict;
    site.score = score.map(str::to_owned);
    site.score_range = Some(range.map(str::to_owned));
    let outcome = site.outcomes.iter_mut().find(|outcome| outcome.clause == "blank_columns").unwrap();
    outcome.limit = None;
    outcome.points_off = Some(off.to_owned());
    outcome.points_off_most = most.map(str::to_owned);
    census
}

#[test]
fn a_flip_by_score_names_its_cause() {
    let before = scored(v1::VerdictWord::Qualified, Some("62.00"), ["62.00"; 2], "4.45", Some("4.45"));
    let after = scored(v1::VerdictWord::Unqualified, Some("58.00"), ["58.00"; 2], "8.45", Some("8.45"));
    let comparison = censuses(&before, &after).unwrap();
    let shown = screen(&comparison, &[]);
    assert!(shown.contains("qualified → unqualified   62.00 → 58.00   - → pass_mark"), "{shown}");
    assert!(shown.contains(", 4.45 points off ") && shown.contains(", 8.45 points off\n"), "{shown}");
    let table = table(&comparison, &[]);
    let line = |part: &str| table.lines().find(|line| line.starts_with(part)).unwrap().to_owned();
    assert!(line("verdict,").ends_with(",,pass_mark,62.00,58.00,62.00-62.00,58.00-58.00,score,score,,"), "{table}");
    assert!(line("outcome,").ends_with(",,,,,,,4.45,8.45"), "{table}");
}

#[test]
fn what_a_score_may_be_is_shown_as_a_range() {
    let before = scored(v1::VerdictWord::Qualified, None, ["0.00", "95.55"], "4.45", None);
    let after = scored(v1::VerdictWord::Qualified, Some("95.55"), ["95.55"; 2], "4.45", Some("4.45"));
    let comparison = censuses(&before, &after).unwrap();
    let shown = screen(&comparison, &[]);
    assert!(shown.contains("   0.00–95.55 → 95.55   -\n"), "{shown}");
    assert!(shown.contains(", 4.45–? points off ") && !shown.contains("no difference"), "{shown}");
    let table = table(&comparison, &[]);
    assert!(table.contains(",,95.55,0.00-95.55,95.55-95.55,vetoes,score,,\n") && table.contains(",4.45-?,4.45\n"), "{table}");
}

#[cfg(feature = "html")]
#[test]
fn the_page_of_changes_gives_scores() {
    let before = scored(v1::VerdictWord::Qualified, None, ["50.00", "100.00"], "0.00", Some("4.45"));
    let after = scored(v1::VerdictWord::Unqualified, Some("58.00"), ["58.00"; 2], "4.45", Some("4.45"));
    let rows = gov_site_report::html::changes(&censuses(&before, &after).unwrap(), &[], &before.titles());
    let of = |table: &str| rows.iter().find(|row| row.table == table && row.site_code == QUALIFIED).unwrap();
    assert_eq!(of("检查结果").before, "合格，得分50.00至100.00");
    assert!(of("检查结果").after.contains("不合格（低于合格分数线）") && of("检查结果").after.ends_with("，得分58.00"), "{:?}", of("检查结果"));
    assert!(of("指标").before.ends_with("，扣0.00至4.45分") && of("指标").after.ends_with("，扣4.45分"), "{:?}", of("指标"));
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
