//! Days and numbers out of arrays of whatever type.

use std::sync::Arc;

use arrow_array::{types::*, *};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use gov_site_arrow::workdays::{ReadError, check_days, read_days, read_numbers};
use gov_site_compliance::Day;
use proptest::prelude::*;

const DAY_SECONDS: i64 = 86_400;
/// Shanghai is ahead of UTC by so much.
const AHEAD_SECONDS: i64 = 8 * 3_600;

fn day(text: &str) -> i32 {
    text.parse::<Day>().unwrap().0
}

fn timestamps(seconds: &[Option<i64>], zone: Option<&str>) -> [ArrayRef; 4] {
    let scaled = |factor: i64| seconds.iter().map(move |second| second.map(|second| second * factor));
    let zone = zone.map(Arc::from);
    [
        Arc::new(PrimitiveArray::<TimestampSecondType>::from_iter(scaled(1)).with_timezone_opt(zone.clone())),
        Arc::new(PrimitiveArray::<TimestampMillisecondType>::from_iter(scaled(1_000)).with_timezone_opt(zone.clone())),
        Arc::new(PrimitiveArray::<TimestampMicrosecondType>::from_iter(scaled(1_000_000)).with_timezone_opt(zone.clone())),
        Arc::new(PrimitiveArray::<TimestampNanosecondType>::from_iter(scaled(1_000_000_000)).with_timezone_opt(zone)),
    ]
}

#[test]
fn both_ends_of_a_day_in_shanghai_and_without_a_zone() {
    let of = i64::from(day("2017-11-29")) * DAY_SECONDS;
    for (zone, ahead) in [(Some("+08:00"), AHEAD_SECONDS), (Some("America/New_York"), AHEAD_SECONDS), (None, 0)] {
        let seconds = [-1, 0, DAY_SECONDS - 1, DAY_SECONDS].map(|second| Some(of - ahead + second));
        let days = ["2017-11-28", "2017-11-29", "2017-11-29", "2017-11-30"].map(|text| Some(day(text)));
        for array in timestamps(&seconds, zone) {
            assert_eq!(read_days(&array).unwrap(), Date32Array::from(days.to_vec()), "{}", array.data_type());
        }
    }
}

#[test]
fn dates_and_nothing_at_all() {
    let days = Date32Array::from(vec![Some(day("2017-11-29")), None]);
    let millis = Date64Array::from(vec![Some(i64::from(day("2017-11-29")) * DAY_SECONDS * 1_000), None]);
    assert_eq!((read_days(&days).unwrap(), read_days(&millis).unwrap()), (days.clone(), days));
    assert_eq!(read_days(&NullArray::new(2)).unwrap(), Date32Array::new_null(2));
    assert_eq!(read_numbers(&NullArray::new(2)).unwrap(), Int32Array::new_null(2));
}

#[test]
fn the_first_and_the_last_day_that_are_accepted() {
    assert_eq!(check_days(&Date32Array::from(vec![Day::FIRST.0, Day::LAST.0])), Ok(()));
    for outside in [Day::FIRST.0 - 1, Day::LAST.0 + 1, i32::MIN, i32::MAX] {
        let days = Date32Array::from(vec![Some(Day::FIRST.0), None, Some(outside), Some(outside)]);
        assert_eq!(check_days(&days), Err(ReadError::Outside { index: 2 }));
        assert_eq!(read_days(&days).as_ref(), Ok(&days), "reading alone takes any day");
        let hidden = Date32Array::new(vec![outside, Day::LAST.0].into(), Some(NullBuffer::from(vec![false, true])));
        assert_eq!(check_days(&hidden), Ok(()), "under a null may stand anything");
    }
    assert_eq!(ReadError::Outside { index: 2 }.to_string(), "element 2 (from 0): the day lies outside 1992-01-01 to 2199-12-31");
    let far = PrimitiveArray::<TimestampSecondType>::from(vec![i64::MAX]).with_timezone("UTC");
    assert_eq!(check_days(&read_days(&far).unwrap()), Err(ReadError::Outside { index: 0 }), "no moment wraps around into another year");
}

#[test]
fn integers_of_any_width_within_32_bits() {
    let (few, expected) = ([Some(-3), None, Some(7)], Int32Array::from(vec![Some(-3), None, Some(7)]));
    let arrays: [ArrayRef; 4] = [
        Arc::new(Int8Array::from_iter(few.map(|n| n.map(|n| n as i8)))),
        Arc::new(Int16Array::from_iter(few.map(|n| n.map(|n| n as i16)))),
        Arc::new(Int32Array::from_iter(few)),
        Arc::new(Int64Array::from_iter(few.map(|n| n.map(i64::from)))),
    ];
    for array in arrays {
        assert_eq!(read_numbers(&array).as_ref(), Ok(&expected), "{}", array.data_type());
    }
    let (least, most) = (i64::from(i32::MIN), i64::from(i32::MAX));
    assert_eq!(read_numbers(&Int64Array::from(vec![least, most])).unwrap(), Int32Array::from(vec![i32::MIN, i32::MAX]));
    for beyond in [least - 1, most + 1] {
        assert_eq!(read_numbers(&Int64Array::from(vec![Some(0), None, Some(beyond)])), Err(ReadError::TooMany { index: 2, number: beyond.into() }));
    }
    assert_eq!(read_numbers(&UInt64Array::from(vec![u64::MAX])), Err(ReadError::TooMany { index: 0, number: u64::MAX.into() }));
    let hidden = Int64Array::new(vec![i64::MAX, 1].into(), Some(NullBuffer::from(vec![false, true])));
    assert_eq!(read_numbers(&hidden).unwrap(), Int32Array::from(vec![None, Some(1)]));
}

#[test]
fn other_types_are_refused() {
    assert_eq!(read_days(&StringArray::from(vec!["2017-11-29"])), Err(ReadError::NoDays(DataType::Utf8)));
    assert_eq!(read_days(&Int32Array::from(vec![17_499])), Err(ReadError::NoDays(DataType::Int32)));
    assert_eq!(read_numbers(&Float64Array::from(vec![1.0])), Err(ReadError::NoNumbers(DataType::Float64)));
    assert_eq!(read_numbers(&BooleanArray::from(vec![true])), Err(ReadError::NoNumbers(DataType::Boolean)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_moment_lies_in_its_day(seconds in i64::from(Day::FIRST.0) * DAY_SECONDS..i64::from(Day::LAST.0) * DAY_SECONDS, start in 0_usize..3) {
        for array in timestamps(&[None, Some(seconds), None], Some("UTC")) {
            let found = read_days(&array.slice(start, 3 - start)).unwrap();
            let midnight = |index| i64::from(found.value(index)) * DAY_SECONDS - AHEAD_SECONDS;
            prop_assert!((0..found.len()).all(|index| found.is_null(index) || (midnight(index)..midnight(index) + DAY_SECONDS).contains(&seconds)));
            prop_assert_eq!(found.null_count(), if start > 1 { 1 } else { 2 - start });
        }
    }
}
