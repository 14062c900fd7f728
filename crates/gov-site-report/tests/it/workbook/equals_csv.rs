//! The sheets hold what the CSV tables hold, cell by cell.

use std::collections::BTreeMap;

use calamine::Data;
use gov_site_report::{FindingWriter, RejectWriter, basis, csv, plain};

use super::read::{Document, office, shown};
use crate::fixture::{BLANK, Case, QUALIFIED, case, overlaid, reported, scored};

type Cells = BTreeMap<String, String>;

fn rows(bytes: Vec<u8>) -> Vec<Cells> {
    let text = String::from_utf8(bytes).unwrap();
    ::csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// What the cell of a sheet is for a cell of CSV: without the `'` before a formula, on one line, 是 and 否 for true and false.
fn of_csv(cell: &str) -> String {
    let unquoted = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']));
    match cell {
        "true" => "是".into(),
        "false" => "否".into(),
        _ => plain(unquoted.unwrap_or(cell)),
    }
}

#[track_caller]
fn assert_equal(case: fn() -> Case, sheet: &str, expected: Vec<Cells>) {
    assert!(!expected.is_empty(), "{sheet}: nothing to compare");
    let found = Document::of(case()).book(office()).rows(sheet);
    assert_eq!(found.len(), expected.len(), "{sheet}");
    for (number, (found, expected)) in found.iter().zip(&expected).enumerate() {
        for (field, cell) in expected {
            let there = found.get(field).unwrap_or_else(|| panic!("{sheet}: no column {field}"));
            assert_eq!(shown(there), of_csv(cell), "{sheet} row {number}, {field}");
        }
    }
}

#[test]
fn verdicts() {
    for case in [case, overlaid, reported] {
        assert_equal(case, "结果", rows(csv::verdicts(&case().census, Vec::new()).unwrap()));
    }
}

#[test]
fn tickets() {
    assert_equal(case, "办件", rows(csv::tickets(&case().census, Vec::new()).unwrap()));
}

#[test]
fn findings() {
    let Case { census, findings, .. } = case();
    let mut out = FindingWriter::new(Vec::new(), &basis(&census.header, &census.standard)).unwrap();
    findings.iter().for_each(|finding| out.write(finding).unwrap());
    assert_equal(case, "发现", rows(out.finish().unwrap()));
}

#[test]
fn rejects() {
    let mut out = RejectWriter::new(Vec::new()).unwrap();
    case().rejects.iter().for_each(|reject| out.write(reject).unwrap());
    assert_equal(case, "退回", rows(out.finish().unwrap()));
}

#[test]
fn cells_have_types() {
    let mut book = Document::of(case()).book(office());
    let ticket = &book.rows("办件")[0];
    assert!(matches!(ticket["deadline"], Data::DateTime(_)), "a day is a date: {:?}", ticket["deadline"]);
    assert!(matches!(ticket["working_days_over"], Data::Float(_)), "a count is a number");
    assert!(matches!(ticket["site_code"], Data::String(_)), "a code is text");
    let group = &book.rows("分组")[0];
    assert!(matches!(group["total"], Data::Float(_)) && matches!(group["unqualified_rate"], Data::Float(_)));
    let stated = &book.rows("覆盖")[0];
    assert_eq!(stated["column_id"], Data::String("007".into()), "an id keeps its zeros");
    let Data::DateTime(moment) = stated["observed_at"] else { panic!("a moment is a date") };
    assert!((moment.as_f64().fract() - 8.5 / 24.0).abs() < 1e-8, "half past eight in Shanghai: {}", moment.as_f64());
}

#[test]
fn outcomes_of_every_clause_at_every_judged_site() {
    let case = case();
    let expected: Vec<_> = case
        .census
        .verdicts()
        .flat_map(|verdict| verdict.outcomes.iter().map(|(key, outcome)| (verdict.site_code.clone(), key.clone(), outcome.clone())))
        .collect();
    let rows = Document::of(case).book(office()).rows("指标");
    assert_eq!(rows.len(), expected.len());
    for (row, (site, clause, outcome)) in rows.iter().zip(&expected) {
        assert_eq!(
            (shown(&row["site_code"]), shown(&row["clause"]), shown(&row["result"])),
            (site.clone(), clause.clone(), outcome.judgement.code().to_string())
        );
        let figure = |read: fn(&gov_site_compliance::Measure) -> u64| outcome.measure.as_ref().map(|measure| read(measure).to_string()).unwrap_or_default();
        assert_eq!((shown(&row["measured"]), shown(&row["limit"])), (figure(|measure| measure.certain), figure(|measure| measure.limit)), "{clause}");
    }
}

#[test]
fn points_off_stand_beside_what_was_counted() {
    let rows = Document::of(scored("60")).book(office()).rows("指标");
    let points = |site: &str, clause: &str| {
        let row = rows.iter().find(|row| shown(&row["site_code"]) == site && shown(&row["clause"]) == clause).unwrap();
        ["points_off", "points_off_most"].map(|name| shown(&row[name]))
    };
    assert_eq!(points(QUALIFIED, "home_availability"), ["3.55", "3.55"]);
    assert_eq!(points(QUALIFIED, "site_unreachable"), ["", ""]);
    assert_eq!(points(BLANK, "home_update_count"), ["", ""], "a vetoed site is not scored");
    assert!(!Document::of(case()).book(office()).rows("指标")[0].contains_key("points_off"), "nothing takes points off");
}

#[test]
fn what_is_lacking_stands_beside_what_was_looked_at() {
    let case = case();
    let gaps: usize = case.census.verdicts().flat_map(|verdict| &verdict.outcomes).filter(|(_, outcome)| !outcome.gaps.is_empty()).count();
    let rows = Document::of(case).book(office()).rows("覆盖");
    assert!(gaps > 0);
    assert_eq!(rows.len(), 1 + gaps);
    let visits = rows.iter().find(|row| shown(&row["clause"]) == "site_unreachable" && shown(&row["result"]) == "not_assessed").unwrap();
    assert_eq!((shown(&visits["gap"]), shown(&visits["gap_chinese"])), ("not_collected".into(), "未采集".into()));
}

#[test]
fn sites_that_are_not_judged_are_named() {
    let rows = Document::of(case()).book(office()).rows("例外");
    assert_eq!(rows.len(), 1);
    assert_eq!((shown(&rows[0]["site_code"]), shown(&rows[0]["approval"])), (crate::fixture::CLOSED.into(), "示例〔2017〕3号".into()));
}
