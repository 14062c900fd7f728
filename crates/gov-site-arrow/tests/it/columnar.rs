//! Folding over buffers is pushing rows one by one, however the rows are cut, parted and merged.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, Date32Array, DictionaryArray, Int32Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
    TimestampMicrosecondArray, UInt64Array,
    types::{Int16Type, UInt32Type},
};
use gov_site_compliance::RejectCode;
use proptest::{collection::vec, prelude::*, sample::select};

use crate::columnar_support::{CHECKPOINT, Store, buffers, rows_one_by_one};

/// Ids of each look: dense and sparse numbers, the ends of the integers, texts, texts beside numbers.
pub const LOOKS: &[fn(i64) -> String] = &[
    |number| (number + 1).to_string(),
    |number| (number * 1_000_003_000_007 - 5).to_string(),
    |number| if number % 2 == 0 { (i64::MAX - number).to_string() } else { (i64::MIN + number).to_string() },
    |number| (i64::MAX - number).to_string(),
    |number| (u64::MAX - number.unsigned_abs()).to_string(),
    |number| format!("栏目-{number}"),
    |number| if number % 2 == 0 { (number / 2).to_string() } else { format!("0{}", number / 2) },
];

/// Ids in a type of their own, `None` where it cannot hold them.
pub type Build = fn(&[String]) -> Option<ArrayRef>;

pub const TYPES: &[Build] = &[
    |ids| Some(Arc::new(StringArray::from_iter_values(ids))),
    |ids| Some(Arc::new(LargeStringArray::from_iter_values(ids))),
    |ids| Some(Arc::new(StringViewArray::from_iter_values(ids))),
    |ids| Some(Arc::new(Int64Array::from(numbers::<i64>(ids)?))),
    |ids| Some(Arc::new(UInt64Array::from(numbers::<u64>(ids)?))),
    |ids| Some(Arc::new(Int32Array::from(numbers::<i32>(ids)?))),
    |ids| Some(Arc::new(ids.iter().map(String::as_str).collect::<DictionaryArray<Int16Type>>())),
    |ids| {
        let texts: DictionaryArray<UInt32Type> = ids.iter().map(String::as_str).collect();
        let values: Vec<String> = texts.values().as_any().downcast_ref::<StringArray>()?.iter().flatten().map(String::from).collect();
        Some(Arc::new(DictionaryArray::try_new(texts.keys().clone(), Arc::new(Int64Array::from(numbers::<i64>(&values)?)) as ArrayRef).ok()?))
    },
];

fn numbers<T: std::str::FromStr + ToString>(ids: &[String]) -> Option<Vec<T>> {
    ids.iter().map(|id| id.parse::<T>().ok().filter(|number| number.to_string() == *id)).collect()
}

fn typed(ids: &[String], build: Build) -> ArrayRef {
    build(ids).or_else(|| TYPES[0](ids)).unwrap()
}

/// One update: number of its column (some unknown), days around the checkpoint, what else it has.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub column: i64,
    pub day: i32,
    /// 0: nothing unusual; 1: no date; 2: seen on an earlier day; 3: no address; 4: not a single cell; 5: a date out of range.
    pub oddity: u8,
}

pub fn row(odd: bool) -> impl Strategy<Value = Row> {
    let oddity = if odd { prop_oneof![6 => Just(0_u8), 1 => 1_u8..6].boxed() } else { Just(0).boxed() };
    (0_i64..14, -700_i32..40, oddity).prop_map(|(column, day, oddity)| Row { column, day: CHECKPOINT + day, oddity })
}

pub fn batch(rows: &[Row], look: usize, build: Build) -> RecordBatch {
    let has = |oddity: u8| move |row: &Row| row.oddity != oddity && row.oddity != 4;
    let ids: Vec<String> = rows.iter().map(|row| if row.oddity == 4 { String::new() } else { LOOKS[look](row.column) }).collect();
    let day = |row: &Row| has(1)(row).then_some(if row.oddity == 5 { i32::MAX } else { row.day });
    let seen = |row: &Row| (row.oddity == 2).then_some((i64::from(row.day) - 1) * 86_400_000_000);
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("column_id", typed(&ids, build)),
        ("url", Arc::new(rows.iter().map(|row| has(3)(row).then_some("http://a.example/1")).collect::<StringArray>())),
        ("published_on", Arc::new(rows.iter().map(day).collect::<Date32Array>())),
    ];
    if rows.iter().any(|row| row.oddity == 2) {
        columns.push(("observed_at", Arc::new(rows.iter().map(seen).collect::<TimestampMicrosecondArray>())));
    }
    RecordBatch::try_from_iter(columns).unwrap()
}

/// Twelve columns of two sites; columns 12 and 13 are not known.
fn store(look: usize, build: Build) -> Store {
    let ids: Vec<String> = (0..12).map(LOOKS[look]).collect();
    Store::of(&ids, typed(&ids, build))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_merge_in_any_order_to_one_pass(
        rows in any::<bool>().prop_flat_map(|odd| vec((row(odd), 0_usize..4), 0..120)),
        sorted in any::<bool>(),
        look in 0..LOOKS.len(),
        columns in select(TYPES),
        updates in vec(select(TYPES), 4),
        order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle(),
    ) {
        let mut rows = rows;
        if sorted {
            rows.sort_by_key(|(row, _)| row.column);
        }
        let store = store(look, columns);
        let all: Vec<Row> = rows.iter().map(|(row, _)| *row).collect();
        let wanted = rows_one_by_one(&store, &[batch(&all, look, TYPES[0])]);
        let parts: Vec<RecordBatch> = order
            .iter()
            .map(|part| batch(&rows.iter().filter(|(_, of)| of == part).map(|(row, _)| *row).collect::<Vec<_>>(), look, updates[*part]))
            .collect();
        prop_assert_eq!(&buffers(&store, &[batch(&all, look, updates[0])]), &wanted);
        prop_assert_eq!(&buffers(&store, &parts), &wanted);
    }

    #[test]
    fn a_slice_is_its_rows(rows in vec(row(true), 1..60), from in any::<prop::sample::Index>(), look in 0..LOOKS.len(), build in select(TYPES)) {
        let store = store(look, build);
        let from = from.index(rows.len());
        let slice = batch(&rows, look, build).slice(from, rows.len() - from);
        prop_assert_eq!(buffers(&store, &[slice]), rows_one_by_one(&store, &[batch(&rows[from..], look, build)]));
    }
}

#[test]
fn runs_across_the_borders_of_chunks() {
    // Chunks end at 16,384 rows; runs are longer, shorter, and end just there.
    for lengths in [vec![16_384, 16_384, 1], vec![16_383, 2, 40_000], vec![1, 16_384, 15, 17, 16, 20_000], vec![255, 1, 128, 30_000]] {
        let runs = lengths.iter().enumerate();
        let rows: Vec<Row> = runs
            .flat_map(|(column, length)| (0..*length).map(move |at| Row { column: column as i64 * 3 % 14, day: CHECKPOINT - 30 + at % 40, oddity: 0 }))
            .collect();
        for look in [0, 1, 5] {
            for build in TYPES {
                let store = store(look, *build);
                let batch = batch(&rows, look, *build);
                let batches = [batch];
                assert_eq!(buffers(&store, &batches), rows_one_by_one(&store, &batches), "{lengths:?} {look}");
            }
        }
    }
}

#[test]
fn one_odd_row_among_many_plain_ones() {
    for oddity in 1..6 {
        let mut rows: Vec<Row> = (0..20_000).map(|at| Row { column: i64::from(at / 1_700), day: CHECKPOINT - at % 90, oddity: 0 }).collect();
        rows[16_390].oddity = oddity;
        let store = store(0, TYPES[3]);
        let batch = batch(&rows, 0, TYPES[3]);
        let batches = [batch];
        assert_eq!(buffers(&store, &batches), rows_one_by_one(&store, &batches), "{oddity}");
    }
}

#[test]
fn unknown_columns_are_rejected_one_by_one() {
    let store = store(0, TYPES[3]);
    let rows: Vec<Row> = (0..40).map(|at| Row { column: [0, 12, 13, 11][at % 4], day: CHECKPOINT, oddity: 0 }).collect();
    for build in TYPES {
        let folded = buffers(&store, &[batch(&rows, 0, *build)]);
        assert_eq!((folded.updates.rows, folded.updates.accepted, folded.updates.rejected), (40, 20, 20));
        let first = &folded.rejects[0];
        assert_eq!((first.0, first.1, first.2.as_str()), ("column_id", RejectCode::UnknownColumn, "13"));
    }
}

#[test]
fn numbers_outside_of_the_direct_table_are_unknown() {
    // The columns are 1 to 12; so far away, a difference would wrap around.
    let store = store(0, TYPES[3]);
    let ids = [0, 13, -1, i64::MIN, i64::MIN + 1, i64::MAX, i64::MAX - 3, 1 << 32, (1 << 32) + 3];
    let days = Date32Array::from(vec![CHECKPOINT; ids.len()]);
    let urls = StringArray::from(vec!["http://a.example/"; ids.len()]);
    let batch = RecordBatch::try_from_iter([
        ("column_id", Arc::new(Int64Array::from(ids.to_vec())) as ArrayRef),
        ("url", Arc::new(urls) as _),
        ("published_on", Arc::new(days) as _),
    ]);
    let folded = buffers(&store, &[batch.unwrap()]);
    assert_eq!((folded.updates.accepted, folded.updates.rejected), (0, ids.len() as u64));
    assert!(ids.iter().all(|id| folded.rejects.iter().any(|reject| reject.2 == id.to_string())));
}
