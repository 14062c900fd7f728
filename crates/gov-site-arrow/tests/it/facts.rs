//! Facts in their stored form: whole, in any order, and refused where they are broken.

use std::{collections::BTreeMap, sync::Arc};

use arrow_array::{Array, ArrayRef, BinaryArray, RecordBatch, StringArray, cast::AsArray};
use gov_site_arrow::columnar::{ColumnStore, Columns, Counts, Facts, Known, UpdateFacts, VisitFacts};
use gov_site_compliance::{ColumnActivity, Day, Plan, Registry, VisitSummary, facts::Setting, standard::Library};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    columnar::{LOOKS, Row, TYPES, batch, row},
    columnar_support::CHECKPOINT,
};

fn plan() -> Plan {
    let standard = Library::embedded().resolve("zibo-2017").unwrap().without_deductions();
    let checkpoint = Day(CHECKPOINT);
    Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint }).unwrap()
}

fn folded(batches: &[RecordBatch]) -> Facts {
    let plan = plan();
    let mut folding = UpdateFacts::new(&plan);
    batches.iter().for_each(|batch| folding.fold(batch).unwrap());
    folding.finish()
}

type Held = (BTreeMap<String, ColumnActivity>, BTreeMap<String, VisitSummary>, BTreeMap<&'static str, Counts>, Vec<String>);

/// All that facts hold; the rows to be read in no order.
fn known(mut facts: Facts) -> Held {
    let batches = facts.take_rows().unwrap();
    let row =
        |batch: &RecordBatch, row: usize| format!("{:?}", batch.slice(row, 1).columns().iter().map(text).filter(|text| !text.is_empty()).collect::<Vec<_>>());
    let mut rows: Vec<String> = batches.iter().flat_map(|(_, batch)| (0..batch.num_rows()).map(move |at| row(batch, at))).collect();
    rows.sort();
    (facts.columns().clone(), facts.sites().clone(), facts.tables().clone(), rows)
}

/// The only cell of an array, ids of any type alike.
fn text(array: &ArrayRef) -> String {
    if array.is_null(0) {
        return String::new();
    }
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        return text(&dictionary.values().slice(dictionary.normalized_keys()[0], 1));
    }
    format!("{array:?}").lines().nth(2).unwrap_or_default().trim().trim_matches(['"', ',']).to_owned()
}

fn passed_on(facts: &[Facts], order: &[usize]) -> Facts {
    let mut whole = Facts::default();
    for part in order {
        facts[*part].batches().unwrap().iter().for_each(|batch| whole.push(batch).unwrap());
    }
    whole
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_in_any_order_are_one_piece(
        rows in any::<bool>().prop_flat_map(|odd| vec((row(odd), 0_usize..4), 0..120)),
        look in 0..LOOKS.len(),
        builds in vec(select(TYPES), 5),
        order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let of = |part: usize| rows.iter().filter(|(_, of)| *of == part).map(|(row, _)| *row).collect::<Vec<Row>>();
        let parts: Vec<Facts> = (0..4).map(|part| folded(&[batch(&of(part), look, builds[part])])).collect();
        let all: Vec<Row> = rows.iter().map(|(row, _)| *row).collect();
        let whole = known(folded(&[batch(&all, look, builds[4])]));
        prop_assert_eq!(&known(passed_on(&parts, &order)), &whole);
        // One who folds batch after batch knows ever more columns.
        let batches: Vec<RecordBatch> = order.iter().map(|part| batch(&of(*part), look, builds[*part])).collect();
        prop_assert_eq!(&known(folded(&batches)), &whole);
        // What was put together can be put together again.
        let again = passed_on(&[passed_on(&parts[..2], &[1, 0]), passed_on(&parts[2..], &[0, 1])], &[1, 0]);
        prop_assert_eq!(&known(again), &whole);
    }

    #[test]
    fn damaged_rows_are_refused(at in any::<prop::sample::Index>(), to in 1_u8.., cut in any::<prop::sample::Index>()) {
        let bad = Row { column: 1, day: 0, oddity: 3 };
        let sound = folded(&[batch(&[bad; 3], 5, TYPES[0])]).batches().unwrap().remove(0);
        let stream = sound.column_by_name("rows").unwrap().as_binary::<i32>().iter().flatten().next().unwrap().to_vec();
        let seal = sound.column_by_name("facts").unwrap().as_string::<i32>().iter().flatten().last().unwrap();
        let mut changed = stream.clone();
        changed[at.index(stream.len())] ^= to;
        for bytes in [&changed[..], &stream[..cut.index(stream.len())]] {
            let error = Facts::default().push(&stored("rows", "updates", Some(seal), Some(bytes))).unwrap_err();
            prop_assert!(error.to_string().contains("damaged rows"), "{}", error);
        }
    }
}

fn stored(kind: &str, key: &str, facts: Option<&str>, rows: Option<&[u8]>) -> RecordBatch {
    let text = |text: Option<&str>| Arc::new(StringArray::from(vec![text])) as ArrayRef;
    let rows = Arc::new(BinaryArray::from_opt_vec(vec![rows])) as ArrayRef;
    RecordBatch::try_new(Facts::schema(), vec![text(Some(kind)), text(Some(key)), text(facts), rows]).unwrap()
}

#[test]
fn the_stored_form_is_short() {
    let rows: Vec<Row> = (0..3).map(|at| Row { column: 0, day: CHECKPOINT - at, oddity: 0 }).collect();
    let batches = folded(&[batch(&rows, 0, TYPES[3])]).batches().unwrap();
    let cells: Vec<&str> =
        ["kind", "key", "facts"].iter().flat_map(|name| batches[0].column_by_name(name).unwrap().as_string::<i32>().iter().flatten()).collect();
    assert_eq!(cells, ["table", "column", "updates", "1", r#"{"accepted":3,"blank":0,"late":0}"#, r#"{"last":"2017-11-29","total":3}"#]);
}

#[test]
fn visits_are_told_by_site() {
    let (plan, columns, registry) = (plan(), Columns::new(ColumnStore::default().divide(&|_| false), &Registry::default()), Registry::default());
    let mut folding = VisitFacts::new(Known { columns: &columns, registry: &registry, plan: &plan });
    let texts = |text: &str| Arc::new(StringArray::from(vec![text])) as ArrayRef;
    let cells = [("site_code", "S1"), ("visited_at", "2017-11-29 08:00"), ("vantage", "v"), ("status", "200")];
    folding.fold(&RecordBatch::try_from_iter(cells.map(|(name, cell)| (name, texts(cell)))).unwrap()).unwrap();
    let (_, sites, tables, rows) = known(folding.finish());
    assert_eq!((sites.len(), tables["visits"].rows, rows.len()), (0, 0, 1), "a visit of a site that is not known stays a row");
}

#[test]
fn broken_facts_are_refused_by_name() {
    let day = |facts: &str| format!("{{\"days\":[{facts}]}}");
    let cases = [
        ("page", "1", "{}".to_owned(), "the kind \"page\""),
        ("", "1", "{}".to_owned(), "the kind \"\""),
        ("column", "1", "{".to_owned(), "those of \"1\""),
        ("column", "1", String::new(), "those of \"1\""),
        ("column", "", r#"{"last":"2017-11-29","total":1}"#.to_owned(), "contradict each other"),
        ("column", "1", r#"{"total":-1}"#.to_owned(), "those of \"1\""),
        ("column", "1", r#"{"total":4294967296}"#.to_owned(), "those of \"1\""),
        ("column", "1", r#"{"last":"2017-02-30","total":1}"#.to_owned(), "those of \"1\""),
        ("column", "1", r#"{"clicks":1}"#.to_owned(), "clicks"),
        ("column", "1", r#"{"total":1}"#.to_owned(), "contradict each other"),
        ("column", "1", r#"{"last":"2017-11-29","total":1,"undated":1}"#.to_owned(), "contradict each other"),
        ("column", "1", r#"{"total":1,"undated":2}"#.to_owned(), "contradict each other"),
        ("column", "1", r#"{"last":"2017-11-29","total":1,"future_dated":2}"#.to_owned(), "contradict each other"),
        ("column", "1", r#"{"rejected":1}"#.to_owned(), "contradict each other"),
        ("column", "1", r#"{"last":"2017-11-29","total":4000000000}"#.to_owned(), "more than 2^31 rows"),
        ("site", "S1", "[]".to_owned(), "those of \"S1\""),
        ("site", "S1", day(r#"{"visited":1,"failed":2,"slots":[1,0,0]}"#), "contradict each other"),
        ("site", "S1", day(r#"{"visited":1,"suspected":{"144":1}}"#), "contradict each other"),
        ("site", "S1", day(r#"{"visited":1,"suspected":{"3":2}}"#), "contradict each other"),
        ("site", "S1", day(r#"{"visited":9,"slots":[0,0,65536]}"#), "contradict each other"),
        ("site", "S1", day(r#"{"visited":1,"slots":[3,0,0]}"#), "contradict each other"),
        ("site", "S1", day(r#"{"elsewhere":4000000000}"#), "more than 2^31 rows"),
        ("table", "links", "{}".to_owned(), "the table \"links\""),
        ("table", "visits", r#"{"accepted":1}"#.to_owned(), "those of \"visits\""),
        ("table", "visits", r#"{"accepted":18446744073709551615,"blank":0,"late":0}"#.to_owned(), "contradict each other"),
        ("rows", "visits", String::new(), "without rows"),
    ];
    for (kind, key, facts, said) in cases {
        let error = Facts::default().push(&stored(kind, key, Some(&facts), None)).unwrap_err().to_string();
        assert!(error.starts_with("facts that were folded elsewhere") && error.contains(said), "{kind} {facts}: {error}");
    }
}

#[test]
fn sealed_bytes_that_are_no_rows_are_refused() {
    let seal = r#"{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}"#;
    let mut facts = Facts::default();
    assert!(facts.push(&stored("rows", "sites", Some(seal), Some(b""))).unwrap_err().to_string().contains("the table \"sites\""));
    facts.push(&stored("rows", "updates", Some(seal), Some(b""))).unwrap();
    let error = facts.take_rows().unwrap_err().to_string();
    assert!(error.contains("no Arrow IPC stream"), "{error}");
}

#[test]
fn weeks_of_different_lengths_do_not_mix() {
    let mut facts = Facts::default();
    facts.push(&stored("site", "S1", Some(r#"{"days":[{},{}]}"#), None)).unwrap();
    let error = facts.push(&stored("site", "S1", Some(r#"{"days":[{}]}"#), None)).unwrap_err().to_string();
    assert!(error.contains("over 2 and over 1 days"), "{error}");
}

#[test]
fn a_table_that_holds_no_facts_is_refused() {
    let texts = Arc::new(StringArray::from(vec!["1"])) as ArrayRef;
    let error = Facts::default().push(&RecordBatch::try_from_iter([("key", texts)]).unwrap()).unwrap_err().to_string();
    assert!(error.contains("no texts `kind`"), "{error}");
}
