//! What changed between two censuses: verdicts, findings, tickets.

use std::{collections::BTreeMap, sync::Arc};

use arrow_array::{
    Array, ArrayRef, Date32Array, Decimal128Array, DictionaryArray, Int32Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
    cast::AsArray, types::*,
};
use arrow_schema::DataType;
use gov_site_arrow::{
    ArrowError,
    results::{self, Comparison, FindingBatches, Results, compare},
};
use gov_site_compliance::{
    Day, Finding,
    compare::{OutcomeChange, OutcomeSeen},
    wire::v1::ResultWord,
};
use gov_site_report::basis;
use proptest::prelude::*;

use crate::fixture::{self, BLANK, CLOSED, Case};

/// The results of a case as they are handed out.
struct Held {
    verdicts: Vec<RecordBatch>,
    findings: Vec<RecordBatch>,
    tickets: Vec<RecordBatch>,
}

impl Held {
    fn of(case: &Case) -> Held {
        let basis = basis(&case.census.header, &case.census.standard);
        Held {
            verdicts: vec![results::verdicts(&case.census, &basis).unwrap()],
            findings: vec![findings(&case.findings)],
            tickets: vec![results::tickets(&case.census, &basis).unwrap()],
        }
    }

    fn results(&self) -> Results<'_> {
        Results { verdicts: &self.verdicts, findings: &self.findings, tickets: &self.tickets }
    }
}

#[test]
fn outcomes_that_changed_have_both_sides() {
    let seen = OutcomeSeen {
        result: ResultWord::Pass,
        measured: Some(4),
        possible: Some(4),
        of: None,
        limit: Some(5),
        points_off: Some("2.50".into()),
        points_off_most: None,
    };
    let change = OutcomeChange {
        site_code: BLANK.into(),
        site_name: "示例".into(),
        clause: "blank_columns".into(),
        title: "空白栏目".into(),
        before: None,
        after: Some(seen),
    };
    let batch = results::outcome_changes(&[change]).unwrap();
    let column = |name: &str| batch.column_by_name(name).unwrap().clone();
    assert_eq!((batch.num_rows(), column("result_after").as_string::<i32>().value(0)), (1, "pass"));
    assert!(["result_before", "measured_before", "limit_before", "of_before", "of_after"].iter().all(|name| column(name).is_null(0)));
    let counts = ["measured_after", "possible_after", "limit_after"].map(|name| column(name).as_primitive::<UInt64Type>().value(0));
    assert_eq!(counts, [4, 4, 5]);
    assert_eq!(column("points_off_after").as_primitive::<Decimal128Type>().value_as_string(0), "2.50");
    assert!(["points_off_before", "points_off_most_after"].iter().all(|name| column(name).is_null(0)));
    assert_eq!(results::outcome_changes(&[]).unwrap().num_rows(), 0);
}

fn findings(rows: &[Finding]) -> RecordBatch {
    let mut batches = FindingBatches::new("zibo-2017@1");
    rows.iter().cloned().for_each(|finding| batches.push(finding));
    batches.finish().unwrap()
}

fn only_findings(before: &[Finding], after: &[Finding]) -> Comparison {
    let (before, after) = ([findings(before)], [findings(after)]);
    compare(Results { findings: &before, ..Results::default() }, Results { findings: &after, ..Results::default() }).unwrap()
}

/// The cells of a column as text, `-` for null.
fn column(batch: &RecordBatch, name: &str) -> Vec<String> {
    let array = batch.column_by_name(name).unwrap();
    let cell = |row| match array.data_type() {
        _ if array.is_null(row) => "-".to_owned(),
        DataType::Utf8 => array.as_string::<i32>().value(row).to_owned(),
        DataType::Date32 => Day(array.as_primitive::<Date32Type>().value(row)).to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Decimal128(..) => array.as_primitive::<Decimal128Type>().value_as_string(row),
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        other => panic!("no comparison has {other}"),
    };
    (0..array.len()).map(cell).collect()
}

fn finding(site: &str, key: &str, day: Option<i32>, detail: &str) -> Finding {
    Finding {
        site_code: site.into(),
        clause: "blank_columns".into(),
        table: "columns",
        key: key.into(),
        certain: true,
        day: day.map(Day),
        detail: detail.into(),
        source_ref: None,
    }
}

#[test]
fn a_census_differs_in_nothing_from_itself() {
    let held = Held::of(&fixture::case());
    let changed = compare(held.results(), held.results()).unwrap();
    assert!(changed.is_empty() && changed.findings.is_empty() && changed.flips().is_empty());
    assert_eq!(changed.verdicts.num_columns(), 18, "without rows, yet with all columns");
}

#[test]
fn a_milder_standard_turns_verdicts_and_no_finding() {
    let (strict, mild) = (Held::of(&fixture::case()), Held::of(&fixture::overlaid()));
    let changed = compare(strict.results(), mild.results()).unwrap();
    let cells = |name: &str| column(&changed.verdicts, name);
    assert_eq!((cells("site_code"), cells("site_name")), (vec![BLANK.to_owned()], vec!["示例单位丙".to_owned()]));
    assert_eq!((cells("before"), cells("after")), (vec!["unqualified".to_owned()], vec!["qualified".to_owned()]));
    assert_eq!((cells("vetoes_before"), cells("vetoes_after")), (vec!["blank_columns".to_owned()], vec![String::new()]));
    assert_eq!(
        (cells("basis_before"), cells("basis_after")),
        (vec!["zibo-2017@1; reconstruction".to_owned()], vec!["my-overlay@2; reconstruction; overlay".to_owned()])
    );
    assert_eq!(changed.flips(), BTreeMap::from([(("unqualified".to_owned(), "qualified".to_owned()), 1)]));
    assert_eq!((changed.len(), changed.count_findings(), changed.tickets.num_rows()), (1, 0, 0));
}

/// The batch with points of all rows, in hundredths.
fn with_points(batch: &RecordBatch, columns: [(&str, Option<i128>); 3]) -> RecordBatch {
    let schema = batch.schema();
    let points = |name: &str| columns.iter().find(|(column, _)| *column == name).map(|(_, points)| *points);
    let arrays = schema.fields().iter().zip(batch.columns()).map(|(field, array)| match points(field.name()) {
        Some(points) => Arc::new(Decimal128Array::from(vec![points; batch.num_rows()]).with_data_type(field.data_type().clone())) as ArrayRef,
        None => array.clone(),
    });
    let arrays: Vec<ArrayRef> = arrays.collect();
    RecordBatch::try_new(schema, arrays).unwrap()
}

#[test]
fn scores_that_differ_are_a_difference() {
    let held = Held::of(&fixture::case());
    let row = held.verdicts[0].slice(0, 1);
    let scored = |score: Option<i128>, low: i128, high: i128| [with_points(&row, [("score", score), ("score_low", Some(low)), ("score_high", Some(high))])];
    let open = scored(None, 5_000, 10_000);
    let known = scored(Some(9_955), 9_955, 9_955);
    let between = |before: &[RecordBatch], after: &[RecordBatch]| {
        compare(Results { verdicts: before, ..Results::default() }, Results { verdicts: after, ..Results::default() }).unwrap()
    };
    let changed = between(&open, &known);
    assert!(!changed.is_empty() && changed.flips().is_empty());
    let cells = |name: &str| [column(&changed.verdicts, &format!("{name}_before")), column(&changed.verdicts, &format!("{name}_after"))].concat();
    assert_eq!(cells("score"), ["-", "99.55"]);
    assert_eq!((cells("score_low"), cells("score_high")), (vec!["50.00".to_owned(), "99.55".to_owned()], vec!["100.00".to_owned(), "99.55".to_owned()]));
    assert_eq!(cells("verdict_basis"), ["vetoes", "score"]);
    assert!(between(&known, &known).is_empty());
    assert_eq!(between(&open, &scored(None, 4_999, 10_000)).verdicts.num_rows(), 1);
    let error = compare(Results { verdicts: &[with_numbers(&row, "score")], ..Results::default() }, Results::default()).unwrap_err();
    assert!(matches!(error, ArrowError::WrongType { table: "verdicts", field: "score", .. }), "{error}");
}

#[test]
fn a_site_of_one_census_only_has_nulls_on_the_other_side() {
    let whole = Held::of(&fixture::case());
    let fewer = Held { verdicts: vec![whole.verdicts[0].slice(1, 4)], ..Held::of(&fixture::case()) };
    let gone = compare(whole.results(), fewer.results()).unwrap();
    assert_eq!(column(&gone.verdicts, "site_code"), ["3703000001"]);
    for (name, cell) in [("before", "qualified"), ("after", "-"), ("vetoes_before", ""), ("vetoes_after", "-"), ("basis_after", "-")] {
        assert_eq!(column(&gone.verdicts, name), [cell], "{name}");
    }
    let come = compare(fewer.results(), whole.results()).unwrap();
    assert_eq!((column(&come.verdicts, "before"), column(&come.verdicts, "after")), (vec!["-".to_owned()], vec!["qualified".to_owned()]));
    assert_eq!(come.flips(), BTreeMap::from([((String::new(), "qualified".to_owned()), 1)]));
}

#[test]
fn an_excluded_site_is_not_gone() {
    let case = fixture::case();
    let held = Held::of(&case);
    let excluded = results::excluded(&case.census, "zibo-2017@1").unwrap();
    assert_eq!((column(&excluded, "site_code"), column(&excluded, "verdict")), (vec![CLOSED.to_owned()], vec!["excluded".to_owned()]));
    assert_eq!(column(&excluded, "sponsor"), ["示例单位戊"]);
    // The site was judged before: its row is that of another one under its code.
    let codes = StringArray::from(vec![CLOSED; 1]);
    let row = held.verdicts[0].slice(0, 1);
    let schema = row.schema();
    let named = schema.fields().iter().zip(row.columns()).map(|(field, array)| {
        let array = if field.name() == "site_code" { Arc::new(codes.clone()) as ArrayRef } else { array.clone() };
        (field.name().clone(), array)
    });
    let before = [held.verdicts[0].clone(), RecordBatch::try_from_iter(named).unwrap()];
    let after = [held.verdicts[0].clone(), excluded];
    let changed = compare(Results { verdicts: &before, ..held.results() }, Results { verdicts: &after, ..held.results() }).unwrap();
    assert_eq!((column(&changed.verdicts, "before"), column(&changed.verdicts, "after")), (vec!["qualified".to_owned()], vec!["excluded".to_owned()]));
    assert_eq!(changed.flips(), BTreeMap::from([(("qualified".to_owned(), "excluded".to_owned()), 1)]));
    let unchanged = Results { verdicts: &after, ..held.results() };
    assert!(compare(unchanged, unchanged).unwrap().is_empty(), "excluded on both sides");
}

#[test]
fn findings_come_go_and_change() {
    let before = [finding("2", "a", None, "空白"), finding("1", "b", Some(10), "3"), finding("1", "a", None, "空白")];
    let after = [finding("1", "a", None, "空白"), finding("1", "b", Some(11), "4"), finding("1", "c", None, "空白")];
    let changed = only_findings(&before, &after);
    let cells = |name: &str| column(&changed.findings[0], name);
    assert_eq!(cells("change"), ["changed", "added", "removed"]);
    assert_eq!(cells("site_code"), ["1", "1", "2"]);
    assert_eq!(cells("key"), ["b", "c", "a"]);
    assert_eq!(
        (cells("day"), cells("day_before")),
        (vec!["1970-01-12".into(), "-".into(), "-".into()], vec!["1970-01-11".into(), "-".into(), "-".to_string()])
    );
    assert_eq!((cells("detail"), cells("detail_before")), (vec!["4".into(), "空白".into(), "空白".into()], vec!["3".into(), "-".into(), "-".to_string()]));
    assert_eq!(cells("certain_before"), ["true", "-", "-"]);
    assert_eq!(*changed.findings[0].schema(), Comparison::findings_schema());
}

#[test]
fn certainty_is_a_change_and_the_reference_is_none() {
    let sure = finding("1", "a", None, "空白");
    let referred = Finding { source_ref: Some("p.png".into()), ..sure.clone() };
    assert!(only_findings(std::slice::from_ref(&sure), &[referred]).is_empty());
    let possible = Finding { certain: false, ..sure.clone() };
    let changed = only_findings(&[sure], &[possible]);
    assert_eq!(["change", "certain", "certain_before"].map(|name| column(&changed.findings[0], name).concat()), ["changed", "false", "true"]);
}

#[test]
fn a_finding_made_twice_is_two_findings() {
    let once = finding("1", "a", None, "空白");
    let changed = only_findings(&[once.clone(), once.clone(), once.clone()], &[once]);
    assert_eq!(column(&changed.findings[0], "change"), ["removed", "removed"]);
}

/// Id, unit, state, deadline and answer in days since 1970, days over.
type Ticket = (&'static str, &'static str, &'static str, i32, Option<i32>, i64);

/// Tickets as a program of one's own may have stored them.
fn tickets(rows: &[Ticket]) -> RecordBatch {
    let texts = |read: fn(&Ticket) -> String| Arc::new(rows.iter().map(|row| Some(read(row))).collect::<StringArray>());
    let columns: [(&str, ArrayRef); 8] = [
        ("ticket_id", texts(|row| row.0.into())),
        ("site_code", Arc::new(StringArray::new_null(rows.len()))),
        ("unit", texts(|row| row.1.into())),
        ("state", texts(|row| row.2.into())),
        ("deadline", Arc::new(rows.iter().map(|row| Some(row.3)).collect::<Date32Array>())),
        ("answered_on", Arc::new(rows.iter().map(|row| row.4).collect::<Date32Array>())),
        ("working_days_over", Arc::new(rows.iter().map(|row| Some(row.5)).collect::<Int64Array>())),
        ("basis", texts(|_| "zibo-2017@1".into())),
    ];
    RecordBatch::try_from_iter(columns).unwrap()
}

#[test]
fn tickets_by_unit_state_deadline_and_answer() {
    let before = [tickets(&[
        ("a", "甲", "open", 10, None, 0),
        ("b", "甲", "open_overdue", 10, None, 3),
        ("c", "甲", "in_time", 10, Some(9), 0),
        ("d", "甲", "open", 10, None, 0),
        ("e", "甲", "answered_late", 10, Some(12), 2),
        ("f", "甲", "open", 10, None, 0),
    ])];
    let after = [tickets(&[
        ("g", "乙", "open", 10, None, 0),
        ("f", "乙", "open", 10, None, 0),
        ("e", "甲", "answered_late", 10, Some(13), 3),
        ("d", "甲", "open", 11, None, 0),
        ("b", "甲", "open_overdue", 10, None, 9),
        ("a", "甲", "open_overdue", 10, None, 1),
    ])];
    let changed = compare(Results { tickets: &before, ..Results::default() }, Results { tickets: &after, ..Results::default() }).unwrap();
    let cells = |name: &str| column(&changed.tickets, name).join(" ");
    assert_eq!(cells("ticket_id"), "a c d e f g", "b is only longer overdue");
    assert_eq!((&*cells("unit"), &*cells("unit_before")), ("甲 甲 甲 甲 乙 乙", "甲 甲 甲 甲 甲 -"));
    assert_eq!(cells("state_before"), "open in_time open answered_late open -");
    assert_eq!(cells("state_after"), "open_overdue - open answered_late open open");
    assert_eq!(cells("deadline_before"), "1970-01-11 1970-01-11 1970-01-11 1970-01-11 1970-01-11 -");
    assert_eq!(cells("deadline_after"), "1970-01-11 - 1970-01-12 1970-01-11 1970-01-11 1970-01-11");
    assert_eq!((&*cells("answered_on_before"), &*cells("answered_on_after")), ("- 1970-01-10 - 1970-01-13 - -", "- - - 1970-01-14 - -"));
    assert_eq!((&*cells("working_days_over_before"), &*cells("working_days_over_after")), ("0 0 0 2 0 -", "1 - 0 3 0 0"));
}

/// The verdicts of the case with all text columns in another type.
fn retyped(batch: &RecordBatch, cast: fn(&StringArray) -> ArrayRef) -> RecordBatch {
    let schema = batch.schema();
    let cast = |array: &ArrayRef| array.as_string_opt().map_or_else(|| array.clone(), cast);
    RecordBatch::try_from_iter_with_nullable(schema.fields().iter().zip(batch.columns()).map(|(field, array)| (field.name(), cast(array), true))).unwrap()
}

#[test]
fn any_text_type_is_read() {
    let held = Held::of(&fixture::case());
    let casts: [fn(&StringArray) -> ArrayRef; 3] = [
        |texts| Arc::new(LargeStringArray::from_iter(texts)),
        |texts| Arc::new(StringViewArray::from_iter(texts)),
        |texts| Arc::new(texts.iter().collect::<DictionaryArray<Int32Type>>()),
    ];
    for cast in casts {
        let stored = [retyped(&held.verdicts[0], cast)];
        let other = Held::of(&fixture::overlaid());
        let changed = compare(Results { verdicts: &stored, ..held.results() }, other.results()).unwrap();
        assert_eq!(changed, compare(held.results(), other.results()).unwrap());
    }
}

#[test]
fn neither_order_nor_batches_matter() {
    let (held, other) = (Held::of(&fixture::case()), Held::of(&fixture::overlaid()));
    let fewer = Results { findings: &[], ..other.results() };
    let singly = |batch: &RecordBatch| -> Vec<RecordBatch> { (0..batch.num_rows()).rev().map(|row| batch.slice(row, 1)).collect() };
    let shuffled = Held { verdicts: singly(&held.verdicts[0]), findings: singly(&held.findings[0]), tickets: singly(&held.tickets[0]) };
    let changed = compare(held.results(), fewer).unwrap();
    assert!(changed.count_findings() > 5 && changed.verdicts.num_rows() > 0);
    assert_eq!(compare(shuffled.results(), fewer).unwrap(), changed);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let held = Held::of(&fixture::case());
    let said = |verdicts: &[RecordBatch]| compare(Results { verdicts, ..Results::default() }, held.results()).unwrap_err().to_string();
    assert!(said(&[held.verdicts[0].project(&[0, 1, 2]).unwrap()]).contains("verdicts: no column for the compulsory field vetoes"));
    assert!(said(&[held.verdicts[0].clone(), held.verdicts[0].slice(2, 1)]).contains("verdicts: 3703000003 stands in two rows"));
    let coded = said(&[with_numbers(&held.verdicts[0], "site_code")]);
    assert_eq!(coded, "verdicts: the column `site_code` of the field site_code has the type Int32; cast it to text");
    let findings = [with_numbers(&held.findings[0], "certain")];
    let error = compare(Results { findings: &findings, ..Results::default() }, Results::default()).unwrap_err();
    assert!(matches!(error, ArrowError::WrongType { table: "findings", field: "certain", accepted: "bool", .. }), "{error}");
}

/// The batch with numbers in the place of a column.
fn with_numbers(batch: &RecordBatch, name: &str) -> RecordBatch {
    let numbers = Arc::new(Int32Array::from(vec![1; batch.num_rows()])) as ArrayRef;
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns());
    RecordBatch::try_from_iter(columns.map(|(field, array)| (field.name(), if field.name() == name { numbers.clone() } else { array.clone() }))).unwrap()
}

fn some_findings() -> impl Strategy<Value = Vec<Finding>> {
    let one = (0..3_u8, 0..3_u8, prop::option::of(0..2_i32), 0..2_u8, any::<bool>());
    let one = one.prop_map(|(site, key, day, detail, certain)| Finding { certain, ..finding(&site.to_string(), &key.to_string(), day, &detail.to_string()) });
    prop::collection::vec(one, 0..25)
}

fn counted(findings: &[Finding]) -> BTreeMap<(String, String, Option<Day>, String, bool), i64> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        let key = (finding.site_code.clone(), finding.key.clone(), finding.day, finding.detail.clone(), finding.certain);
        *counts.entry(key).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// By spot, what went and what came is what a count of equal findings leaves over.
    #[test]
    fn as_counted_by_hand(before in some_findings(), after in some_findings()) {
        let (mine, theirs) = (counted(&before), counted(&after));
        let mut left: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
        for key in mine.keys().chain(theirs.keys()).collect::<std::collections::BTreeSet<_>>() {
            let more = mine.get(key).copied().unwrap_or(0) - theirs.get(key).copied().unwrap_or(0);
            let spot = left.entry((key.0.clone(), key.1.clone())).or_default();
            spot.0 += more.max(0);
            spot.1 += (-more).max(0);
        }
        left.retain(|_, counts| *counts != (0, 0));
        let changed = only_findings(&before, &after);
        let mut found: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
        for batch in &changed.findings {
            for ((site, key), change) in column(batch, "site_code").into_iter().zip(column(batch, "key")).zip(column(batch, "change")) {
                let spot = found.entry((site, key)).or_default();
                spot.0 += i64::from(change != "added");
                spot.1 += i64::from(change != "removed");
            }
        }
        prop_assert_eq!(found, left);
    }
}
