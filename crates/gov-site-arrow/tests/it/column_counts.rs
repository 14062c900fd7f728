//! Counting columns alone gives what judging their sites gives, and refuses what only judging can account for.

use std::{collections::BTreeMap, sync::Arc};

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int64Array, RecordBatch, StringArray, StringViewArray, TimestampMicrosecondArray, UInt64Array,
    types::Int32Type,
};
use gov_site_arrow::{ArrowError, columnar::column_counts};
use gov_site_compliance::{
    Calendar, Column, ColumnKind, Day, Fold, Plan, Registry, SiteFacts, Standard, Update,
    facts::{Declared, NoColumns, Placed, Setting, SiteIndex, Tables},
    indicator::Case,
    ingest::{Checked, read_row},
    standard::Library,
    verdict::judge_clause,
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::support::place;

const CHECKPOINT: Day = Day(17_499);
const CLAUSES: [&str; 3] = ["core_columns_not_updated", "overdue_columns", "blank_columns"];

fn rules() -> (Standard, Plan) {
    let standard = Library::embedded().resolve("zibo-2017").unwrap();
    let plan = Plan::compile(&[&standard], Setting { checkpoint: CHECKPOINT, visits_until: CHECKPOINT, period_from: Day(17_440) }).unwrap();
    (standard, plan)
}

/// A column: its site, kind, day of opening, whether it lists items or is finished; its updates.
#[derive(Clone, Debug)]
struct Given {
    site: u8,
    kind: ColumnKind,
    opened: Option<i32>,
    lists_items: Option<bool>,
    finished: Option<bool>,
    days: Vec<i32>,
}

fn given() -> impl Strategy<Value = Given> {
    // At the edges of the windows: two weeks, six and twelve months before the checkpoint, and days after it.
    let edge = select(vec![17_484, 17_485, 17_486, 17_314, 17_315, 17_316, 17_133, 17_134, 17_135, 17_499, 17_500, 8_035, 84_005]);
    let day = prop_oneof![edge, 17_000..17_520];
    let kind = select(ColumnKind::ALL.to_vec());
    let opened = proptest::option::weighted(0.2, day.clone());
    let truth = || proptest::option::weighted(0.2, any::<bool>());
    (0..3_u8, kind, opened, truth(), truth(), vec(day, 0..4)).prop_map(|(site, kind, opened, lists_items, finished, days)| Given {
        site,
        kind,
        opened,
        lists_items,
        finished,
        days,
    })
}

/// Ids in the order of the columns.
type Ids = fn(usize) -> i64;

const IDS: &[Ids] = &[|row| row as i64 + 7, |row| 1_000 - row as i64, |row| row as i64 * 1_000_000_007 - 3];

fn array(ids: Vec<i64>, form: u8) -> ArrayRef {
    let texts: Vec<String> = ids.iter().map(i64::to_string).collect();
    match form {
        0 => Arc::new(Int64Array::from(ids)),
        1 => Arc::new(StringViewArray::from_iter_values(texts)),
        _ => Arc::new(texts.iter().map(String::as_str).collect::<DictionaryArray<Int32Type>>()),
    }
}

fn columns_of(given: &[Given], ids: Ids, form: u8) -> RecordBatch {
    let texts = |texts: Vec<String>| Arc::new(texts.iter().map(String::as_str).collect::<DictionaryArray<Int32Type>>()) as ArrayRef;
    RecordBatch::try_from_iter([
        ("column_id", array((0..given.len()).map(ids).collect(), form)),
        ("site_code", texts(given.iter().map(|column| format!("S{}", column.site)).collect())),
        ("kind", texts(given.iter().map(|column| column.kind.code().to_owned()).collect())),
        ("opened_on", Arc::new(given.iter().map(|column| column.opened).collect::<Date32Array>()) as ArrayRef),
        ("lists_items", Arc::new(given.iter().map(|column| column.lists_items).collect::<BooleanArray>())),
        ("finished_topic", Arc::new(given.iter().map(|column| column.finished).collect::<BooleanArray>())),
    ])
    .unwrap()
}

fn updates_of(rows: &[(i64, i32)], form: u8) -> RecordBatch {
    let days = Arc::new(Date32Array::from_iter_values(rows.iter().map(|(_, day)| *day))) as ArrayRef;
    RecordBatch::try_from_iter([("column_id", array(rows.iter().map(|(id, _)| *id).collect(), form)), ("published_on", days)]).unwrap()
}

fn placed<R: Checked>(cells: &[(&str, String)]) -> Placed<R> {
    let mut texts = vec![None; R::TABLE.fields.len()];
    cells.iter().for_each(|(field, text)| texts[R::TABLE.position(field).unwrap()] = Some(text.as_str()));
    Placed { row: read_row(&texts, &place(0)).unwrap(), file: 0, line: 1 }
}

/// Certain counts of the clauses by site, through settling, folding and judging typed rows.
fn judged(given: &[Given], ids: Ids) -> BTreeMap<String, Vec<u32>> {
    let (standard, plan) = rules();
    let site = |code: &str| {
        let others = [("site_name", "示例"), ("home_url", "http://a.example/"), ("role", "portal"), ("level", "city"), ("division", "区"), ("sponsor", "单位")];
        let cells: Vec<_> = others.map(|(field, text)| (field, text.to_owned())).into_iter().chain([("site_code", code.to_owned())]).collect();
        placed(&cells)
    };
    let column = |(row, column): (usize, &Given)| {
        let mut cells = vec![("column_id", ids(row).to_string()), ("site_code", format!("S{}", column.site)), ("column_name", "栏目".to_owned())];
        cells.push(("kind", column.kind.code().to_owned()));
        cells.extend(column.opened.map(|day| ("opened_on", Day(day).to_string())));
        cells.extend(column.lists_items.map(|lists| ("lists_items", lists.to_string())));
        cells.extend(column.finished.map(|finished| ("finished_topic", finished.to_string())));
        placed::<Column>(&cells)
    };
    let tables = Tables {
        files: vec!["rows".into()],
        sites: ["S0", "S1", "S2"].map(site).into(),
        columns: given.iter().enumerate().map(column).collect(),
        ..Tables::default()
    };
    let registry = Registry::settle(tables, &standard, &[], &mut |reject| panic!("{reject:?}"));
    let mut fold = Fold::new(&registry);
    for (row, column) in given.iter().enumerate() {
        for day in &column.days {
            let update = placed::<Update>(&[("column_id", ids(row).to_string()), ("url", "/".into()), ("published_on", Day(*day).to_string())]);
            fold.push_update(&registry, &plan, &update.row).unwrap();
        }
    }
    let declared = Declared::new(["columns", "updates"], &["columns", "updates"]);
    let calendar = Calendar::embedded();
    let counts = (0..3).map(|site| {
        let facts = SiteFacts::of(&registry, &fold, &declared, &NoColumns, SiteIndex(site)).unwrap();
        let case = Case::new(&facts, &plan, &standard.readings, &calendar);
        let count = |key: &str| judge_clause(standard.clause(key).unwrap(), &case, &mut |_| {}).measure.map_or(0, |measure| measure.certain as u32);
        (facts.site.site_code.clone(), CLAUSES.map(count).to_vec())
    });
    counts.collect()
}

fn counted(columns: &[RecordBatch], updates: &[RecordBatch], threads: usize) -> Result<BTreeMap<String, Vec<u32>>, ArrowError> {
    let (standard, plan) = rules();
    let counts = column_counts(columns, updates, &standard, &plan, threads)?;
    assert_eq!(counts.clauses(), CLAUSES);
    Ok(counts.iter().map(|(site, counts)| (site.to_owned(), counts.to_vec())).collect())
}

proptest! {
    #[test]
    fn the_counts_are_those_of_whole_verdicts(
        given in vec(given(), 1..40), ids in 0..IDS.len(), forms in (0..3_u8, 0..3_u8), shuffle in any::<bool>(),
        cuts in (0..40_usize, 0..120_usize), threads in 1..4_usize,
    ) {
        let mut rows: Vec<(i64, i32)> = given.iter().enumerate().flat_map(|(row, column)| column.days.iter().map(move |day| (IDS[ids](row), *day))).collect();
        if shuffle {
            rows.sort_by_key(|(id, day)| (*day, *id));
        }
        let (columns, updates) = (columns_of(&given, IDS[ids], forms.0), updates_of(&rows, forms.1));
        let halves = |batch: &RecordBatch, cut: usize| {
            let cut = cut.min(batch.num_rows());
            [batch.slice(0, cut), batch.slice(cut, batch.num_rows() - cut)]
        };
        let found = counted(&halves(&columns, cuts.0), &halves(&updates, cuts.1), threads).unwrap();
        let mut expected = judged(&given, IDS[ids]);
        expected.retain(|site, _| given.iter().any(|column| format!("S{}", column.site) == *site));
        prop_assert_eq!(found, expected);
    }
}

fn one_column() -> RecordBatch {
    let given = Given { site: 0, kind: ColumnKind::News, opened: None, lists_items: None, finished: None, days: Vec::new() };
    columns_of(&[given.clone(), given], |row| row as i64, 0)
}

fn refused(columns: &RecordBatch, updates: &RecordBatch) -> String {
    counted(std::slice::from_ref(columns), std::slice::from_ref(updates), 2).unwrap_err().to_string()
}

#[test]
fn a_row_that_only_a_whole_verdict_can_account_for_is_an_error() {
    let columns = one_column();
    let table = |error: String| error.split_once(':').unwrap().0.to_owned();
    for day in [8_034, 84_006] {
        assert_eq!(table(refused(&columns, &updates_of(&[(0, day)], 0))), "updates", "{day}");
    }
    assert_eq!(table(refused(&columns, &updates_of(&[(5, 17_400)], 0))), "updates", "an unknown column");
    let nulls = RecordBatch::try_from_iter([
        ("column_id", Arc::new(Int64Array::from(vec![None, Some(1)])) as ArrayRef),
        ("published_on", Arc::new(Date32Array::from(vec![17_400, 17_400]))),
    ]);
    assert_eq!(table(refused(&columns, &nulls.unwrap())), "updates");

    let none = updates_of(&[], 0);
    let replaced = |field: &str, array: ArrayRef| {
        let schema = columns.schema();
        let others = schema.fields().iter().zip(columns.columns()).filter(|(other, _)| other.name() != field);
        RecordBatch::try_from_iter(others.map(|(field, array)| (field.name().clone(), array.clone())).chain([(field.to_owned(), array)])).unwrap()
    };
    let texts = |texts: [Option<&str>; 2]| Arc::new(StringArray::from(texts.to_vec())) as ArrayRef;
    for (field, array) in [
        ("kind", texts([Some("news"), None])),
        ("kind", texts([Some("news"), Some("unheard of")])),
        ("site_code", texts([Some("S1"), None])),
        ("column_id", Arc::new(Int64Array::from(vec![3, 3])) as ArrayRef),
        ("parent_id", texts([None, Some("0")])),
        ("closed_on", Arc::new(Date32Array::from(vec![None, Some(84_006)])) as ArrayRef),
    ] {
        assert_eq!(table(refused(&replaced(field, array), &none)), "columns", "{field}");
    }
}

#[test]
fn a_field_that_is_not_there_is_named() {
    let (columns, updates) = (one_column(), updates_of(&[(0, 17_400)], 0));
    let without = |batch: &RecordBatch, field: &str| {
        let kept: Vec<usize> = (0..batch.num_columns()).filter(|at| batch.schema().field(*at).name() != field).collect();
        batch.project(&kept).unwrap()
    };
    for field in ["column_id", "site_code", "kind"] {
        let error = refused(&without(&columns, field), &updates);
        assert!(error.starts_with("columns") && error.contains(field), "{error}");
    }
    for field in ["column_id", "published_on"] {
        let error = refused(&columns, &without(&updates, field));
        assert!(error.starts_with("updates") && error.contains(field), "{error}");
    }
}

#[test]
fn a_field_of_another_type_is_named() {
    let instants = Arc::new(TimestampMicrosecondArray::from(vec![0])) as ArrayRef;
    let updates = RecordBatch::try_from_iter([("column_id", array(vec![0], 0)), ("published_on", instants)]).unwrap();
    assert!(matches!(counted(&[one_column()], &[updates], 1), Err(ArrowError::WrongType { field: "published_on", .. })));
    let numbers = Arc::new(UInt64Array::from(vec![u64::MAX])) as ArrayRef;
    let updates = RecordBatch::try_from_iter([("column_id", numbers), ("published_on", Arc::new(Date32Array::from(vec![17_400])) as ArrayRef)]).unwrap();
    assert!(matches!(counted(&[one_column()], &[updates], 1), Err(ArrowError::WrongType { field: "column_id", .. })));
    let mut arrays = one_column().columns().to_vec();
    arrays[2] = array(vec![1, 2], 0);
    let names = ["column_id", "site_code", "kind"];
    let columns = RecordBatch::try_from_iter(names.into_iter().zip(arrays)).unwrap();
    assert!(matches!(counted(&[columns], &[], 1), Err(ArrowError::WrongType { field: "kind", .. })));
}

#[test]
fn blanks_around_a_heading_do_not_matter() {
    let columns = one_column();
    let finished = Arc::new(BooleanArray::from(vec![true, true])) as ArrayRef;
    let names = ["column_id ", " site_code", "kind", "opened_on", "lists_items", "finished_topic "];
    let arrays = columns.columns()[..5].iter().cloned().chain([finished]);
    let columns = RecordBatch::try_from_iter(names.into_iter().zip(arrays)).unwrap();
    assert_eq!(counted(&[columns], &[], 1).unwrap()["S0"], [0, 0, 0]);
}

#[test]
fn counts_of_a_clause_come_as_an_array() {
    let (standard, plan) = rules();
    let counts = column_counts(&[one_column()], &[updates_of(&[(0, 17_400)], 0)], &standard, &plan, 1).unwrap();
    let array = counts.array("overdue_columns").unwrap();
    assert_eq!(array.values(), &[2]);
    assert_eq!(counts.array("core_columns_not_updated").unwrap().values(), &[1]);
    assert_eq!(counts.array("no clause"), None);
}

#[test]
fn a_site_whose_columns_stand_far_apart_is_one() {
    let column = |row: usize| Given { site: (row / 9 % 250) as u8, kind: ColumnKind::News, opened: None, lists_items: None, finished: None, days: Vec::new() };
    let whole = columns_of(&(0..9_000).map(column).collect::<Vec<_>>(), |row| row as i64, 0);
    let pieces: Vec<RecordBatch> = (0..9_000).step_by(1_300).map(|start| whole.slice(start, 1_300.min(9_000 - start))).collect();
    let (standard, plan) = rules();
    for columns in [&[whole][..], &pieces[..]] {
        for threads in [1, 3] {
            let counts = column_counts(columns, &[], &standard, &plan, threads).unwrap();
            let found: Vec<_> = counts.iter().map(|(site, counts)| (site.to_owned(), counts.to_vec())).collect();
            assert_eq!(found, (0..250).map(|site| (format!("S{site}"), vec![0, 36, 36])).collect::<Vec<_>>());
        }
    }
}

#[test]
fn words_of_a_dictionary_that_no_row_uses_bear_on_nothing() {
    let column = |row: usize| Given { site: (row / 60) as u8, kind: ColumnKind::News, opened: None, lists_items: None, finished: None, days: Vec::new() };
    let whole = columns_of(&(0..600).map(column).collect::<Vec<_>>(), |row| row as i64, 0);
    let words = StringArray::from_iter_values(std::iter::once("news".to_owned()).chain((0..5_000).map(|word| format!("word {word}"))));
    let kinds = DictionaryArray::<Int32Type>::new(vec![0; 600].into(), Arc::new(words));
    let mut arrays = whole.columns().to_vec();
    arrays[2] = Arc::new(kinds);
    let other = RecordBatch::try_new(whole.schema(), arrays).unwrap();
    let (standard, plan) = rules();
    let counts = |columns| {
        column_counts(&[columns], &[], &standard, &plan, 1)
            .map(|counts| counts.iter().map(|(site, counts)| (site.to_owned(), counts.to_vec())).collect::<Vec<_>>())
    };
    assert_eq!(counts(other).unwrap(), counts(whole).unwrap());
}

/// So many rows that they are told apart before they are looked up.
#[test]
fn millions_of_shuffled_sparse_ids_count_as_sorted_ones() {
    const COLUMNS: usize = 300_000;
    const EACH: usize = 7;
    let id = |column: usize| column as i64 * column as i64 * 1_000_003 - 5;
    let given: Vec<Given> = (0..COLUMNS)
        .map(|column| Given { site: (column % 3) as u8, kind: ColumnKind::ALL[column % 7], opened: None, lists_items: None, finished: None, days: Vec::new() })
        .collect();
    let columns = columns_of(&given, |row| row as i64 * row as i64 * 1_000_003 - 5, 0);
    let row = |row: usize| (id(row / EACH), 17_499 - (row / EACH * 31 % 900 + row % EACH * 17 % 7) as i32);
    let sorted: Vec<_> = (0..COLUMNS * EACH).map(row).collect();
    // The stride has no factor in common with the number of rows: every row comes once.
    let mut shuffled: Vec<_> = (0..sorted.len()).map(|row| sorted[row * 7_919 % sorted.len()]).collect();
    let (standard, plan) = rules();
    let counts = |rows: &[(i64, i32)], threads| -> Result<Vec<(String, Vec<u32>)>, ArrowError> {
        let found = column_counts(std::slice::from_ref(&columns), &[updates_of(rows, 0)], &standard, &plan, threads)?;
        Ok(found.iter().map(|(site, counts)| (site.to_owned(), counts.to_vec())).collect())
    };
    let wanted = counts(&sorted, 2).unwrap();
    assert!(wanted.iter().all(|(_, counts)| counts[0] > 0 && counts[1] > counts[0]), "{wanted:?}");
    assert_eq!(counts(&shuffled, 1).unwrap(), wanted);
    shuffled[1_234_567].0 += 1;
    assert!(matches!(counts(&shuffled, 1), Err(ArrowError::NotPlain { table: "updates" })));
}
