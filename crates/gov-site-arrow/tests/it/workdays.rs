//! Working days over Arrow arrays: equal to the calendar, nulls stay null, the first unknown day is named.

use std::sync::LazyLock;

use arrow_array::{Array, BooleanArray, Date32Array, Int32Array};
use arrow_buffer::NullBuffer;
use gov_site_arrow::workdays::{add_workdays, count_workdays, is_workday, project_add_workdays, project_count_workdays};
use gov_site_compliance::{
    Calendar, CalendarError, Day,
    calendar::{WorkdayError, WorkdayTable},
};
use proptest::prelude::*;

static TABLE: LazyLock<WorkdayTable> = LazyLock::new(|| WorkdayTable::new(Calendar::embedded()));

fn day(text: &str) -> i32 {
    text.parse::<Day>().unwrap().0
}

fn calendar() -> &'static Calendar {
    TABLE.calendar()
}

#[test]
fn national_day_of_2017_with_nulls() {
    let days = Date32Array::from(vec![Some(day("2017-09-29")), None, Some(day("2017-10-04"))]);
    let after = add_workdays(&TABLE, &days, 1).unwrap();
    assert_eq!(after, Date32Array::from(vec![Some(day("2017-09-30")), None, Some(day("2017-10-09"))]));
    let numbers = Int32Array::from(vec![Some(2), Some(5), None]);
    let each = add_workdays(&TABLE, &days, &numbers).unwrap();
    assert_eq!(each, Date32Array::from(vec![Some(day("2017-10-09")), None, None]));
    assert_eq!(count_workdays(&TABLE, &days, &each).unwrap(), Int32Array::from(vec![Some(2), None, None]));
    assert_eq!(count_workdays(&TABLE, &after, &days).unwrap(), Int32Array::from(vec![Some(-1), None, Some(0)]), "backwards 4 to 8 October, all off");
    assert_eq!(is_workday(&TABLE, &after).unwrap(), BooleanArray::from(vec![Some(true), None, Some(true)]));
    assert_eq!(is_workday(&TABLE, &days).unwrap(), BooleanArray::from(vec![Some(true), None, Some(false)]));
}

#[test]
fn what_stands_under_a_null_is_never_asked() {
    let hidden = NullBuffer::from(vec![false, true, false]);
    let days = Date32Array::new(vec![i32::MAX, day("2017-09-29"), i32::MIN].into(), Some(hidden.clone()));
    let numbers = Int32Array::new(vec![i32::MIN, 2, i32::MAX].into(), None);
    let expected = Date32Array::from(vec![None, Some(day("2017-10-09")), None]);
    assert_eq!(add_workdays(&TABLE, &days, 2).unwrap(), expected);
    assert_eq!(add_workdays(&TABLE, &days, &numbers).unwrap(), expected);
    let shown = Date32Array::from(vec![0, day("2017-09-29"), 99_999]);
    let hidden_numbers = Int32Array::new(vec![7, 2, 7].into(), Some(hidden));
    assert_eq!(add_workdays(&TABLE, &shown, &hidden_numbers).unwrap(), expected, "a null number hides its day too");
    assert_eq!(count_workdays(&TABLE, &days, &shown).unwrap(), Int32Array::from(vec![None, Some(0), None]));
    assert_eq!(count_workdays(&TABLE, &shown, &days).unwrap(), Int32Array::from(vec![None, Some(0), None]));
    assert_eq!(is_workday(&TABLE, &days).unwrap(), BooleanArray::from(vec![None, Some(true), None]));
    let guessed = project_add_workdays(&TABLE, &days, 2).unwrap();
    assert_eq!((guessed.values, guessed.projected), (expected, BooleanArray::from(vec![None, Some(false), None])));
}

#[test]
fn the_first_unknown_element_is_named_in_the_slice_given() {
    let (_, last) = calendar().known_years().unwrap();
    let end = day(&format!("{last}-12-31"));
    let days = Date32Array::from(vec![Some(end), None, Some(end - 30), Some(end), Some(end + 1)]);
    let unknown = |index| WorkdayError::Element { index, source: CalendarError::UnknownYear(last + 1) };
    assert_eq!(add_workdays(&TABLE, &days, 1), Err(unknown(0)));
    assert_eq!(add_workdays(&TABLE, &days.slice(1, 4), 1), Err(unknown(2)));
    assert_eq!(add_workdays(&TABLE, &days.slice(1, 2), 1).unwrap().null_count(), 1);
    assert_eq!(is_workday(&TABLE, &days), Err(unknown(4)));
    assert_eq!(count_workdays(&TABLE, &Date32Array::from(vec![end; 5]), &days), Err(unknown(4)));
    let numbers = Int32Array::from(vec![Some(-1), Some(1), Some(1), None, Some(1)]);
    assert_eq!(add_workdays(&TABLE, &days, &numbers), Err(unknown(4)));
}

#[test]
fn arrays_of_different_lengths_are_errors() {
    let (days, short) = (Date32Array::from(vec![Some(17_499), None]), Date32Array::from(vec![None]));
    let at_fault = |slice| WorkdayError::Length { slice, expected: 2, found: 1 };
    assert_eq!(add_workdays(&TABLE, &days, &Int32Array::from(vec![None])), Err(at_fault("n")));
    assert_eq!(project_add_workdays(&TABLE, &days, &Int32Array::from(vec![None])), Err(at_fault("n")));
    assert_eq!(count_workdays(&TABLE, &days, &short), Err(at_fault("to")));
    assert_eq!(project_count_workdays(&TABLE, &days, &short), Err(at_fault("to")));
}

#[test]
fn empty_arrays_have_empty_answers() {
    let none = Date32Array::from(Vec::<i32>::new());
    assert_eq!(add_workdays(&TABLE, &none, 15).unwrap().len(), 0);
    assert_eq!(count_workdays(&TABLE, &none, &none).unwrap().len(), 0);
    assert_eq!(is_workday(&TABLE, &none).unwrap().len(), 0);
}

fn days() -> impl Strategy<Value = Vec<(Option<i32>, Option<i32>)>> {
    let (first, last) = (day("2003-10-01"), day("2027-03-31"));
    prop::collection::vec((prop::option::of(first..last), prop::option::of(-60_i32..60)), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn as_the_calendar_one_by_one(rows in days(), start in 0_usize..40) {
        let start = start.min(rows.len());
        let (from, numbers): (Date32Array, Int32Array) = (rows.iter().map(|row| row.0).collect(), rows.iter().map(|row| row.1).collect());
        let (from, numbers, rows) = (from.slice(start, rows.len() - start), numbers.slice(start, rows.len() - start), &rows[start..]);
        let ask = |row: &(Option<i32>, Option<i32>)| Some(calendar().project_add(Day(row.0?), row.1?));
        let guessed = project_add_workdays(&TABLE, &from, &numbers).unwrap();
        let expected: Date32Array = rows.iter().map(|row| ask(row).map(|there| there.value.0)).collect();
        let marks: BooleanArray = rows.iter().map(|row| ask(row).map(|there| there.projected)).collect();
        prop_assert_eq!(&guessed.values, &expected);
        prop_assert_eq!(&guessed.projected, &marks);
        match (add_workdays(&TABLE, &from, &numbers), marks.iter().position(|mark| mark == Some(true))) {
            (Ok(there), None) => prop_assert_eq!(there, expected.clone()),
            (Err(WorkdayError::Element { index, .. }), Some(first)) => prop_assert_eq!(index, first),
            other => prop_assert!(false, "{:?}", other),
        }
        let counted = project_count_workdays(&TABLE, &from, &expected).unwrap();
        let given: Int32Array = rows.iter().map(|row| row.0.and(row.1)).collect();
        prop_assert_eq!(counted.values, given, "counting finds what was added");
        prop_assert_eq!(counted.projected, marks);
    }
}
