//! Every type that a field is read from reads as its text in CSV does.

use std::sync::Arc;

use arrow_array::{types::*, *};
use arrow_buffer::NullBuffer;
use gov_site_arrow::Fields;
use gov_site_compliance::{Column, Day, Moment, RejectCode, Row, Update, Visit};
use proptest::prelude::*;

use crate::support::{COLUMN, Read, UPDATE, VISIT, as_texts, batch, dictionary, no_mapping, place, read_array, read_batch, read_texts, same};

macro_rules! integers {
    ($numbers:expr) => {
        vec![
            Arc::new(Int8Array::from_iter($numbers)) as ArrayRef,
            Arc::new(Int16Array::from_iter($numbers)),
            Arc::new(Int32Array::from_iter($numbers)),
            Arc::new(Int64Array::from_iter($numbers)),
            Arc::new(UInt8Array::from_iter($numbers)),
            Arc::new(UInt16Array::from_iter($numbers)),
            Arc::new(UInt32Array::from_iter($numbers)),
            Arc::new(UInt64Array::from_iter($numbers)),
        ]
    };
}

/// 0, 1, nothing and 100, in every width.
fn integers() -> Vec<ArrayRef> {
    integers!([Some(0), Some(1), None, Some(100)])
}

const INTEGERS: &[Option<&str>] = &[Some("0"), Some("1"), None, Some("100")];

#[test]
fn texts_of_every_type_are_read_for_every_kind() {
    let ids = [Some("c1"), Some(" 007 "), None, Some(""), Some("\u{3000}"), Some("编号")];
    as_texts(&ids).into_iter().for_each(|array| same::<Update>(UPDATE, "column_id", array, &ids));
    let days = [Some("2017-11-29"), Some("29.11.2017"), None, Some("1991-12-31"), Some(" 2017-11-29")];
    as_texts(&days).into_iter().for_each(|array| same::<Update>(UPDATE, "published_on", array, &days));
    let moments = [Some("2017-11-29T08:30:00+08:00"), Some("2017-11-29"), None, Some("2017-11-29 08:30")];
    as_texts(&moments).into_iter().for_each(|array| same::<Update>(UPDATE, "observed_at", array, &moments));
    let states = [Some("shown"), Some("已注明"), None, Some("perhaps"), Some("SHOWN")];
    as_texts(&states).into_iter().for_each(|array| same::<Update>(UPDATE, "date_state", array, &states));
    let numbers = [Some("1"), Some("1.5"), None, Some("-3"), Some("99999999999999999999")];
    as_texts(&numbers).into_iter().for_each(|array| same::<Column>(COLUMN, "depth", array, &numbers));
    let truths = [Some("是"), Some("FALSE"), None, Some("1"), Some("perhaps")];
    as_texts(&truths).into_iter().for_each(|array| same::<Column>(COLUMN, "on_home", array, &truths));
    let millis = [Some("1830.5"), Some("14999.9999"), None, Some("-1"), Some("1e3")];
    as_texts(&millis).into_iter().for_each(|array| same::<Visit>(VISIT, "duration_ms", array, &millis));
}

#[test]
fn integers_of_every_width_are_ids_numbers_truths_and_milliseconds() {
    for array in integers().into_iter().chain(integers().into_iter().map(dictionary::<Int8Type>)) {
        same::<Update>(UPDATE, "column_id", array.clone(), INTEGERS);
        same::<Column>(COLUMN, "depth", array.clone(), INTEGERS);
        same::<Column>(COLUMN, "on_home", array.clone(), INTEGERS);
        same::<Visit>(VISIT, "duration_ms", array, INTEGERS);
    }
}

#[test]
fn integers_beyond_i64_are_ids_and_no_numbers() {
    let array: ArrayRef = Arc::new(UInt64Array::from(vec![u64::MAX, 1 << 63, (1 << 63) - 1]));
    let texts = [Some("18446744073709551615"), Some("9223372036854775808"), Some("9223372036854775807")];
    same::<Update>(UPDATE, "column_id", array.clone(), &texts);
    same::<Column>(COLUMN, "depth", array.clone(), &texts);
    same::<Column>(COLUMN, "on_home", array.clone(), &texts);
    same::<Visit>(VISIT, "duration_ms", array, &texts);
}

#[test]
fn dictionaries_of_every_key_and_with_null_values() {
    let values = [Some("2017-11-29"), None, Some("soon")];
    let array = || Arc::new(StringArray::from_iter(&values)) as ArrayRef;
    for array in [
        dictionary::<Int8Type>(array()),
        dictionary::<Int16Type>(array()),
        dictionary::<Int32Type>(array()),
        dictionary::<Int64Type>(array()),
        dictionary::<UInt8Type>(array()),
        dictionary::<UInt16Type>(array()),
        dictionary::<UInt32Type>(array()),
        dictionary::<UInt64Type>(array()),
    ] {
        same::<Update>(UPDATE, "published_on", array, &values);
    }
    let keys = Int32Array::from(vec![Some(2), None, Some(1), Some(0)]);
    let array: ArrayRef = Arc::new(DictionaryArray::new(keys, Arc::new(StringArray::from_iter(&values))));
    same::<Update>(UPDATE, "published_on", array.clone(), &[Some("soon"), None, None, Some("2017-11-29")]);
    same::<Update>(UPDATE, "published_on", array.slice(1, 2), &[None, None]);
    let nothing: ArrayRef = Arc::new(DictionaryArray::new(Int32Array::from(vec![None, None]), Arc::new(StringArray::from(Vec::<&str>::new()))));
    same::<Update>(UPDATE, "published_on", nothing, &[None, None]);
    let days: ArrayRef = dictionary::<UInt16Type>(Arc::new(Date32Array::from(vec![Some(17_499), None])));
    same::<Update>(UPDATE, "published_on", days, &[Some("2017-11-29"), None]);
}

#[test]
fn a_null_key_is_no_value_whatever_stands_under_it() {
    let keys = Int32Array::new(vec![7, 0].into(), Some(NullBuffer::from(vec![false, true])));
    let array: ArrayRef = Arc::new(DictionaryArray::new(keys, Arc::new(StringArray::from(vec!["c9"]))));
    same::<Update>(UPDATE, "column_id", array, &[None, Some("c9")]);
}

#[test]
fn a_column_of_nothing_is_empty_for_every_kind() {
    let nothing: ArrayRef = Arc::new(NullArray::new(2));
    same::<Update>(UPDATE, "published_on", nothing.clone(), &[None, None]);
    same::<Update>(UPDATE, "date_state", nothing.clone(), &[None, None]);
    same::<Column>(COLUMN, "on_home", nothing.clone(), &[None, None]);
    let reject = read_array::<Update>(UPDATE, "column_id", nothing).remove(0).unwrap_err();
    assert_eq!((reject.code, reject.column), (RejectCode::MissingValue, "column_id"));
}

#[test]
fn floats_are_whole_numbers_or_decimal_text() {
    let floats = vec![3.0, 1.5, f64::NAN, -0.0, f64::INFINITY, 1e300, 9_223_372_036_854_775_808.0, 0.1 + 0.2];
    let texts = ["3", "1.5", "", "0", "inf", &1e300.to_string(), "9223372036854776000", "0.30000000000000004"];
    let texts = texts.map(Some);
    let array: ArrayRef = Arc::new(Float64Array::from(floats));
    same::<Column>(COLUMN, "depth", array.clone(), &texts);
    same::<Visit>(VISIT, "duration_ms", array, &texts);
    let array: ArrayRef = Arc::new(Float32Array::from(vec![0.1, 1830.5, f32::NAN, -1.0, 123_456_790.0]));
    let texts = [Some("0.1"), Some("1830.5"), None, Some("-1"), Some("123456790")];
    same::<Column>(COLUMN, "depth", array.clone(), &texts);
    same::<Visit>(VISIT, "duration_ms", array, &texts);
}

/// pandas makes floats of integers with nulls, DuckDB decimals of very wide ones.
#[test]
fn ids_may_be_whole_floats_and_decimals_without_places() {
    let floats: ArrayRef = Arc::new(Float64Array::from(vec![Some(7.0), None, Some(f64::NAN), Some(1e15), Some(1.5)]));
    same::<Update>(UPDATE, "column_id", floats, &[Some("7"), None, None, Some("1000000000000000"), Some("1.5")]);
    let decimal = |values: Vec<Option<i128>>| Arc::new(Decimal128Array::from(values).with_precision_and_scale(38, 0).unwrap()) as ArrayRef;
    let wide = 10_i128.pow(30);
    same::<Update>(UPDATE, "column_id", decimal(vec![Some(7), None, Some(-3), Some(wide)]), &[Some("7"), None, Some("-3"), Some(&wide.to_string())]);
    same::<Column>(COLUMN, "depth", decimal(vec![Some(2), None, Some(wide)]), &[Some("2"), None, Some(&wide.to_string())]);
    let truths: ArrayRef = Arc::new(Float64Array::from(vec![Some(1.0), Some(0.0), None, Some(0.5)]));
    same::<Column>(COLUMN, "on_home", truths, &[Some("1"), Some("0"), None, Some("0.5")]);
}

#[test]
fn truths() {
    let array: ArrayRef = Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)]));
    same::<Column>(COLUMN, "on_home", array.clone(), &[Some("true"), None, Some("false")]);
    same::<Column>(COLUMN, "on_home", array.slice(1, 2), &[None, Some("false")]);
}

#[test]
fn milliseconds_keep_every_microsecond() {
    let decimal = |scale: i8, values: Vec<Option<i128>>| Arc::new(Decimal128Array::from(values).with_precision_and_scale(38, scale).unwrap()) as ArrayRef;
    let values = || vec![Some(149_999_999), None, Some(-1), Some(0)];
    same::<Visit>(VISIT, "duration_ms", decimal(4, values()), &[Some("14999.9999"), None, Some("-0.0001"), Some("0")]);
    same::<Visit>(VISIT, "duration_ms", decimal(3, values()), &[Some("149999.999"), None, Some("-0.001"), Some("0")]);
    same::<Visit>(VISIT, "duration_ms", decimal(0, values()), &[Some("149999999"), None, Some("-1"), Some("0")]);
    same::<Visit>(VISIT, "duration_ms", decimal(0, vec![Some(10_i128.pow(37))]), &[Some(&format!("1{}", "0".repeat(37)))]);
    same::<Visit>(VISIT, "duration_ms", decimal(-2, vec![Some(15)]), &[Some("1500")]);
    let texts = [Some("1500"), None, Some("-1000")];
    same::<Visit>(VISIT, "duration_ms", Arc::new(DurationMillisecondArray::from(vec![Some(1_500), None, Some(-1_000)])), &texts);
    same::<Visit>(VISIT, "duration_ms", Arc::new(DurationMicrosecondArray::from(vec![Some(1_500_000), None, Some(-1_000_000)])), &texts);
    same::<Visit>(VISIT, "duration_ms", Arc::new(DurationNanosecondArray::from(vec![Some(1_500_000_999), None, Some(-1_000_000_000)])), &texts);
    same::<Visit>(VISIT, "duration_ms", Arc::new(DurationSecondArray::from(vec![1, i64::MAX])), &[Some("1000"), Some("9223372036854775807000")]);
}

#[test]
fn days_of_every_type() {
    let texts = [Some("2017-11-29"), None, Some("1992-01-01"), Some("1991-12-31")];
    let days = [Some(17_499), None, Some(8_035), Some(8_034)];
    let scaled = |scale: i64, later: i64| days.map(|day| day.map(|day| i64::from(day) * scale + later));
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(Date32Array::from_iter(days)),
        Arc::new(Date64Array::from_iter(scaled(86_400_000, 0))),
        Arc::new(Date64Array::from_iter(scaled(86_400_000, 86_399_999))),
        Arc::new(TimestampSecondArray::from_iter(scaled(86_400, 86_399))),
        Arc::new(TimestampMillisecondArray::from_iter(scaled(86_400_000, 0))),
        Arc::new(TimestampMicrosecondArray::from_iter(scaled(86_400_000_000, 86_399_999_999))),
        Arc::new(TimestampNanosecondArray::from_iter(scaled(86_400_000_000_000, 1))),
    ];
    for array in arrays {
        same::<Update>(UPDATE, "published_on", array.clone(), &texts);
        same::<Update>(UPDATE, "published_on", array.slice(1, 2), &texts[1..3]);
    }
}

#[test]
fn a_timestamp_with_a_zone_is_the_day_in_shanghai() {
    // 2017-11-29T16:00:00Z is midnight of the 30th in Shanghai, whatever zone the column shows it in.
    for zone in ["UTC", "+08:00", "America/New_York"] {
        let array: ArrayRef = Arc::new(TimestampSecondArray::from(vec![1_511_971_199, 1_511_971_200]).with_timezone(zone));
        let days: Vec<_> = read_array::<Update>(UPDATE, "published_on", array).into_iter().map(|row| row.unwrap().published_on.unwrap().to_string()).collect();
        assert_eq!(days, ["2017-11-29", "2017-11-30"], "{zone}");
    }
}

#[test]
fn moments_of_every_unit_with_zone_and_without() {
    let texts = [Some("2017-11-29T08:30:00.123456+08:00"), None];
    let micros = 1_511_915_400_123_456_i64;
    assert_eq!(Moment::parse(texts[0].unwrap()), Some(Moment(micros)));
    let civil = micros + 8 * 3_600_000_000;
    same::<Update>(UPDATE, "observed_at", Arc::new(TimestampMicrosecondArray::from(vec![Some(micros), None]).with_timezone("UTC")), &texts);
    same::<Update>(UPDATE, "observed_at", Arc::new(TimestampMicrosecondArray::from(vec![Some(civil), None])), &texts);
    same::<Update>(UPDATE, "observed_at", Arc::new(TimestampNanosecondArray::from(vec![Some(micros * 1_000 + 999), None]).with_timezone("+08:00")), &texts);
    let texts = [Some("2017-11-29T08:30:00+08:00"), None];
    let seconds = micros / 1_000_000;
    same::<Update>(UPDATE, "observed_at", Arc::new(TimestampSecondArray::from(vec![Some(seconds), None]).with_timezone("Asia/Shanghai")), &texts);
    same::<Update>(UPDATE, "observed_at", Arc::new(TimestampMillisecondArray::from(vec![Some((seconds + 28_800) * 1_000), None])), &texts);
}

#[test]
fn texts_of_dates_in_any_hand_read_as_in_csv() {
    let texts = [Some("2017/11/29"), Some("2017年11月29日"), Some("20171129"), Some("2017-11-29 08:30"), Some("17-11-29"), Some("43068"), None];
    for array in as_texts(&texts) {
        same::<Update>(UPDATE, "published_on", array.clone(), &texts);
        let read: Vec<_> = read_array::<Update>(UPDATE, "published_on", array).into_iter().map(|row| row.map(|row| row.published_on)).collect();
        assert!(read[..4].iter().all(|row| *row == Ok(Some(Day(17_499)))), "{read:?}");
        let codes: Vec<_> = read[4..6].iter().map(|row| row.as_ref().unwrap_err().code).collect();
        assert_eq!(codes, [RejectCode::TwoDigitYear, RejectCode::SerialNumber]);
    }
}

#[test]
fn dates_of_any_size_are_rejected_and_nothing_panics() {
    let far = vec![i64::MIN, i64::MIN + 1, -1, 8_210_266_876_799_999_999, i64::MAX];
    let days: Vec<ArrayRef> = vec![
        Arc::new(Date32Array::from(vec![i32::MIN, -1, 0, 84_006, i32::MAX])),
        Arc::new(Date64Array::from(far.clone())),
        Arc::new(TimestampSecondArray::from(far.clone())),
        Arc::new(TimestampMillisecondArray::from(far.clone()).with_timezone("UTC")),
    ];
    for array in days {
        assert_eq!(codes(read_array::<Update>(UPDATE, "published_on", array)), [RejectCode::DateOutOfRange; 5]);
    }
    let moments: Vec<ArrayRef> = vec![
        Arc::new(TimestampSecondArray::from(far.clone())),
        Arc::new(TimestampMillisecondArray::from(far.clone())),
        Arc::new(TimestampMicrosecondArray::from(far.clone())),
        Arc::new(TimestampMicrosecondArray::from(far.clone()).with_timezone("UTC")),
    ];
    for array in moments {
        assert_eq!(codes(read_array::<Visit>(VISIT, "visited_at", array)), [RejectCode::DateOutOfRange; 5]);
    }
    let nanos: ArrayRef = Arc::new(TimestampNanosecondArray::from(vec![i64::MIN, -1, i64::MAX]));
    assert_eq!(codes(read_array::<Visit>(VISIT, "visited_at", nanos)), [RejectCode::DateOutOfRange; 3], "2262 lies beyond 2199");
}

fn codes<R: std::fmt::Debug>(rows: Vec<Read<R>>) -> Vec<RejectCode> {
    rows.into_iter().map(|row| row.unwrap_err().code).collect()
}

#[test]
fn chunks_read_as_the_whole_and_empty_batches_as_nothing() {
    let texts = [Some("2017-11-29"), None, Some("soon"), Some("2017-11-30")];
    let whole = batch(UPDATE, "published_on", Arc::new(StringArray::from_iter(&texts)));
    let rows = |batch: &RecordBatch| read_batch::<Update>(batch).into_iter().map(|row| row.map_err(|reject| reject.code)).collect::<Vec<_>>();
    let chunked: Vec<_> = (0..4).flat_map(|at| rows(&whole.slice(at, 1))).collect();
    assert_eq!(chunked, rows(&whole));
    assert_eq!(rows(&whole.slice(4, 0)), []);
}

#[test]
fn texts_and_blank_rows() {
    let batch = RecordBatch::try_from_iter([
        ("column_id", Arc::new(Int64Array::from(vec![Some(7), None])) as ArrayRef),
        ("url", Arc::new(StringArray::from(vec![Some(" u "), Some(" ")]))),
        ("published_on", Arc::new(Date32Array::from(vec![Some(17_499), None]))),
        ("clicks", Arc::new(Int64Array::from(vec![1, 2]))),
    ])
    .unwrap();
    let fields = Fields::of(Update::TABLE, &batch.schema(), &no_mapping).unwrap();
    let rows = fields.bind(&batch).unwrap();
    assert_eq!(rows.texts(0)[..4], [Some("7".into()), Some("u".into()), Some("2017-11-29".into()), None]);
    assert_eq!((rows.is_blank(0), rows.is_blank(1), rows.is_empty()), (false, true, false));
    assert_eq!(rows.cell(5, 0).cell().text(), None, "a row that is not there");
    assert_eq!(rows.cell(0, 99).cell().text(), None, "a field that is not there");
    let reject = rows.read::<Visit>(0, &place(0)).unwrap_err();
    assert_eq!((reject.table, reject.code), ("visits", RejectCode::MissingValue), "rows of updates are no visits");
}

/// Nothing for NaN, and zero without a sign.
fn float_text(float: f64, text: String) -> String {
    match float {
        0.0 => "0".into(),
        float if float.is_nan() => String::new(),
        _ => text,
    }
}

fn owned(texts: impl IntoIterator<Item = String>) -> Vec<Option<String>> {
    texts.into_iter().map(Some).collect()
}

/// Floats of any bits, NaN too, and whole ones around the end of what is exact.
fn any_floats() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(
        prop_oneof![any::<u64>().prop_map(f64::from_bits), any::<i64>().prop_map(|number| number as f64), any::<i32>().prop_map(f64::from)],
        0..12,
    )
}

proptest! {
    #[test]
    fn numbers_of_any_value_agree_with_their_texts(whole: Vec<i64>, unsigned: Vec<u64>, floats in any_floats(), narrow: Vec<f32>) {
        let texts = owned(whole.iter().map(i64::to_string));
        let array: ArrayRef = Arc::new(Int64Array::from(whole));
        prop_assert_eq!(read_array::<Column>(COLUMN, "depth", array.clone()), read_texts::<Column>(COLUMN, "depth", &texts));
        prop_assert_eq!(read_array::<Column>(COLUMN, "column_id", array.clone()), read_texts::<Column>(COLUMN, "column_id", &texts));
        prop_assert_eq!(read_array::<Visit>(VISIT, "duration_ms", array), read_texts::<Visit>(VISIT, "duration_ms", &texts));
        let texts = owned(unsigned.iter().map(u64::to_string));
        let array: ArrayRef = Arc::new(UInt64Array::from(unsigned));
        prop_assert_eq!(read_array::<Column>(COLUMN, "depth", array.clone()), read_texts::<Column>(COLUMN, "depth", &texts));
        prop_assert_eq!(read_array::<Column>(COLUMN, "column_id", array), read_texts::<Column>(COLUMN, "column_id", &texts));
        let texts = owned(floats.iter().map(|float| float_text(*float, float.to_string())));
        let array: ArrayRef = Arc::new(Float64Array::from(floats));
        prop_assert_eq!(read_array::<Column>(COLUMN, "depth", array.clone()), read_texts::<Column>(COLUMN, "depth", &texts));
        prop_assert_eq!(read_array::<Visit>(VISIT, "duration_ms", array), read_texts::<Visit>(VISIT, "duration_ms", &texts));
        let texts = owned(narrow.iter().map(|float| float_text(f64::from(*float), float.to_string())));
        let array: ArrayRef = Arc::new(Float32Array::from(narrow));
        prop_assert_eq!(read_array::<Visit>(VISIT, "duration_ms", array), read_texts::<Visit>(VISIT, "duration_ms", &texts));
    }

    #[test]
    fn decimals_agree_with_their_texts(values in prop::collection::vec(-1_000_000..1_000_000_000_000_000_i128, 0..8), scale in -3..20_i8) {
        let array = Decimal128Array::from(values).with_precision_and_scale(38, scale).unwrap();
        let texts = owned((0..array.len()).map(|at| array.value_as_string(at)));
        prop_assert_eq!(read_array::<Visit>(VISIT, "duration_ms", Arc::new(array)), read_texts::<Visit>(VISIT, "duration_ms", &texts));
    }

    #[test]
    fn days_and_moments_agree_with_their_texts(days in prop::collection::vec(-719_000..2_932_000_i32, 0..8), later in 0..86_400_000_000_i64) {
        let texts = owned(days.iter().map(|day| Day(*day).to_string()));
        let expected = read_texts::<Update>(UPDATE, "published_on", &texts);
        let micros: Vec<i64> = days.iter().map(|day| i64::from(*day) * 86_400_000_000 + later).collect();
        prop_assert_eq!(read_array::<Update>(UPDATE, "published_on", Arc::new(Date32Array::from(days))), expected.clone());
        prop_assert_eq!(read_array::<Update>(UPDATE, "published_on", Arc::new(TimestampMicrosecondArray::from(micros.clone()))), expected);
        let texts = owned(micros.iter().map(|micros| Moment(*micros).to_string()));
        let array = TimestampMicrosecondArray::from(micros).with_timezone("UTC");
        prop_assert_eq!(read_array::<Update>(UPDATE, "observed_at", Arc::new(array)), read_texts::<Update>(UPDATE, "observed_at", &texts));
    }

    #[test]
    fn no_number_makes_a_date_or_duration_panic(number: i64, small: i32, value: i128) {
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(Date32Array::from(vec![small])), Arc::new(Date64Array::from(vec![number])),
            Arc::new(TimestampSecondArray::from(vec![number])), Arc::new(TimestampMillisecondArray::from(vec![number])),
            Arc::new(TimestampMicrosecondArray::from(vec![number]).with_timezone("UTC")), Arc::new(TimestampNanosecondArray::from(vec![number])),
        ];
        arrays.into_iter().for_each(|array| drop(read_array::<Update>(UPDATE, "published_on", array)));
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(DurationSecondArray::from(vec![number])), Arc::new(DurationMillisecondArray::from(vec![number])),
            Arc::new(DurationMicrosecondArray::from(vec![number])), Arc::new(DurationNanosecondArray::from(vec![number])),
            Arc::new(Decimal128Array::from(vec![value]).with_precision_and_scale(38, -38).unwrap()),
            Arc::new(Decimal128Array::from(vec![value]).with_precision_and_scale(38, 38).unwrap()),
        ];
        arrays.into_iter().for_each(|array| drop(read_array::<Visit>(VISIT, "duration_ms", array)));
    }
}
