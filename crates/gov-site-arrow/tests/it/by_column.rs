//! Updates by column, whatever their order, however many threads share them.

use std::{collections::BTreeMap, sync::Arc};

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use gov_site_arrow::columnar::{ColumnKey, column_activity};
use gov_site_compliance::{ColumnActivity, Day};
use proptest::{collection::vec, prelude::*};

const CHECKPOINT: Day = Day(17_499);

/// Ids with the days of their items, as texts or as numbers.
fn batch(rows: &[(i64, i32)], as_texts: bool) -> RecordBatch {
    let ids: ArrayRef = match as_texts {
        true => Arc::new(StringArray::from_iter_values(rows.iter().map(|(id, _)| format!("c{id}")))),
        false => Arc::new(Int64Array::from_iter_values(rows.iter().map(|(id, _)| *id))),
    };
    let days = Arc::new(Date32Array::from_iter_values(rows.iter().map(|(_, day)| *day))) as ArrayRef;
    RecordBatch::try_from_iter([("column_id", ids), ("published_on", days)]).unwrap()
}

fn one_by_one(rows: &[(i64, i32)]) -> BTreeMap<String, ColumnActivity> {
    let mut found: BTreeMap<String, ColumnActivity> = BTreeMap::new();
    rows.iter().for_each(|(id, day)| found.entry(id.to_string()).or_default().push_day(Day(*day), CHECKPOINT));
    found
}

fn by_column(batches: &[RecordBatch], threads: usize) -> Vec<(String, ColumnActivity)> {
    let found = column_activity(batches, CHECKPOINT, threads).unwrap();
    let id = |key: ColumnKey<'_>| match key {
        ColumnKey::Number(number) => number.to_string(),
        ColumnKey::Text(text) => text.trim_start_matches('c').to_owned(),
    };
    found.iter().map(|(key, activity)| (id(key), activity)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_column_comes_once_with_all_its_items(
        mut rows in vec((0..6_i64, 17_480..17_510), 0..60),
        sorted in any::<bool>(),
        as_texts in any::<bool>(),
        cuts in vec(0..60_usize, 0..3),
    ) {
        if sorted {
            rows.sort_by_key(|(id, _)| *id);
        }
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(rows.len())).chain([0, rows.len()]).collect();
        cuts.sort_unstable();
        let batches: Vec<_> = cuts.windows(2).map(|cut| batch(&rows[cut[0]..cut[1]], as_texts)).collect();
        let wanted = one_by_one(&rows);
        for threads in 1..=5 {
            let found = by_column(&batches, threads);
            prop_assert_eq!(found.len(), wanted.len(), "{} threads: {:?}", threads, found);
            prop_assert_eq!(&found.into_iter().collect::<BTreeMap<_, _>>(), &wanted, "{} threads", threads);
        }
    }
}

/// One column fills the shares of several threads, and the one after it begins within the last.
#[test]
fn a_column_over_several_shares_is_one() {
    let rows: Vec<(i64, i32)> = (0..100).map(|row| (i64::from(row >= 95), 17_400 + row)).collect();
    let batches = [batch(&rows, false)];
    for threads in 1..=8 {
        let found = by_column(&batches, threads);
        let told: Vec<_> = found.iter().map(|(id, activity)| (id.as_str(), activity.total, activity.last)).collect();
        assert_eq!(told, [("0", 95, Some(Day(17_494))), ("1", 5, Some(Day(17_499)))], "{threads} threads");
    }
}
