//! Updates and visits that were folded elsewhere, in whatever parts, are the same evidence as their rows.

use std::sync::Arc;

use arrow_array::{ArrayRef, BinaryArray, Date32Array, Int64Array, RecordBatch, StringArray};
use gov_site_arrow::columnar::{Facts, UpdateFacts};
use gov_site_compliance::{Reject, RejectCode};
use gov_site_tables::{Evidence, Frames};
use proptest::prelude::*;

use super::{
    columnar_arrays::Dice,
    columnar_rows::census,
    columnar_seen::{csv, facts},
    support::{plan, standard},
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_of_any_parts_are_the_rows(tables in census(), seeds in proptest::array::uniform2(any::<u64>())) {
        let rows = csv(&tables);
        for seed in seeds {
            rows.assert_same(&facts(&tables, &mut Dice(seed)), "facts");
        }
    }
}

fn texts(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

/// One site with one column, and nothing that was seen of them.
fn frames() -> Frames {
    let site = ["S1", "示例", "http://a.example/", "department", "city", "市本级", "示例单位"].map(|cell| texts(&[cell]));
    let names = ["site_code", "site_name", "home_url", "role", "level", "division", "sponsor"];
    let mut frames = Frames::default();
    frames.push("sites", RecordBatch::try_from_iter(names.into_iter().zip(site)).unwrap()).unwrap();
    let column = [("column_id", "7"), ("site_code", "S1"), ("column_name", "动态"), ("kind", "news")].map(|(name, cell)| (name, texts(&[cell])));
    frames.push("columns", RecordBatch::try_from_iter(column).unwrap()).unwrap();
    frames
}

fn read(frames: &Frames) -> (Evidence, Vec<Reject>) {
    let mut rejects = Vec::new();
    let evidence = frames.read(&standard(), &plan(), &mut rejects, &mut |_| {}).unwrap();
    (evidence, rejects)
}

#[test]
fn rows_of_a_column_that_nobody_knows_are_rejects_without_a_row() {
    let plan = plan();
    let mut folding = UpdateFacts::new(&plan);
    let days = Arc::new(Date32Array::from(vec![17_490; 5])) as ArrayRef;
    let ids = Arc::new(Int64Array::from(vec![7, 8, 7, 8, 8])) as ArrayRef;
    folding.fold(&RecordBatch::try_from_iter([("column_id", ids), ("url", texts(&["http://a.example/"; 5])), ("published_on", days)]).unwrap()).unwrap();
    let mut frames = frames();
    folding.finish().batches().unwrap().iter().for_each(|batch| frames.push_facts(batch).unwrap());
    let (evidence, rejects) = read(&frames);
    let counts = evidence.report.table("updates").map(|table| (table.rows, table.accepted, table.rejected));
    assert_eq!(counts, Some((5, 2, 3)));
    assert_eq!(evidence.report.rejected_as(RejectCode::UnknownColumn), 3);
    let places: Vec<_> = rejects.iter().map(|reject| (reject.place.file.as_ref(), reject.place.row, reject.original.as_str())).collect();
    assert_eq!(places, [("updates", 0, "8"); 3]);
}

#[test]
fn a_table_without_a_row_was_looked_at_all_the_same() {
    let mut frames = frames();
    frames.declare_complete(["updates".to_owned()]);
    assert!(!read(&frames).0.declared.all(&["updates"]));
    let plan = plan();
    UpdateFacts::new(&plan).finish().batches().unwrap().iter().for_each(|batch| frames.push_facts(batch).unwrap());
    let (evidence, _) = read(&frames);
    assert!(evidence.declared.all(&["updates"]) && evidence.report.table("updates").is_some());
}

#[test]
fn visits_of_a_site_that_nobody_knows_are_an_error() {
    let row = [("kind", "site"), ("key", "S2"), ("facts", r#"{"days":[]}"#)].map(|(name, cell)| (name, texts(&[cell])));
    let none = [("rows", Arc::new(BinaryArray::from_opt_vec(vec![None])) as ArrayRef)];
    let mut frames = frames();
    frames.push_facts(&RecordBatch::try_from_iter(row.into_iter().chain(none)).unwrap()).unwrap();
    let error = frames.read(&standard(), &plan(), &mut Vec::<Reject>::new(), &mut |_| {}).err().unwrap().to_string();
    assert!(error.starts_with("facts: ") && error.contains("\"S2\""), "{error}");
}

#[test]
fn rows_in_facts_that_fit_no_table_are_an_error() {
    let plan = plan();
    let mut folding = UpdateFacts::new(&plan);
    let days = Arc::new(Date32Array::from(vec![17_490])) as ArrayRef;
    let error = folding.fold(&RecordBatch::try_from_iter([("column_id", texts(&["7"])), ("published_on", days)]).unwrap()).unwrap_err();
    assert!(error.to_string().contains("url"), "{error}");
    assert!(Facts::default().batches().unwrap().is_empty());
}
