//! Working days over arrays: every answer is the calendar's own.

use std::sync::LazyLock;

use gov_site_compliance::{
    Calendar, CalendarError, Day,
    calendar::{WorkdayError, WorkdayTable},
};
use proptest::prelude::*;

use crate::support::{calendar, day};

/// Days of room on both sides of the known years.
const ROOM: i32 = 70;

static TABLE: LazyLock<WorkdayTable> = LazyLock::new(|| WorkdayTable::new(calendar().clone()));

fn table() -> &'static WorkdayTable {
    &TABLE
}

/// All known days and some before and after them.
fn all_days() -> Vec<i32> {
    let (first, last) = calendar().known_years().unwrap();
    (day(&format!("{first}-01-01")).0 - ROOM..=day(&format!("{last}-12-31")).0 + ROOM).collect()
}

#[test]
fn every_day_and_number_as_the_calendar() {
    let table = table();
    for start in all_days().into_iter().map(Day) {
        assert_eq!(table.is_working_day(start), calendar().is_working_day(start), "{start}");
        for n in -40..=40 {
            assert_eq!(table.add(start, n), calendar().add(start, n), "{start} and {n}");
            assert_eq!(table.project_add(start, n), calendar().project_add(start, n), "{start} and {n}");
            let to = start.plus_days(n);
            assert_eq!(table.count(start, to), calendar().count(start, to), "{start} to {to}");
            assert_eq!(table.project_count(start, to), calendar().project_count(start, to), "{start} to {to}");
        }
    }
}

#[test]
fn slices_as_single_days() {
    let (table, days) = (table(), all_days());
    let known: Vec<i32> = days.iter().copied().filter(|day| calendar().is_working_day(Day(*day)).is_ok()).collect();
    let inside = &known[ROOM as usize..known.len() - ROOM as usize];
    let numbers: Vec<i32> = (0..inside.len() as i32).map(|position| position % 81 - 40).collect();
    let mut out = vec![0; inside.len()];
    for n in [-40, -1, 0, 1, 15, 40] {
        table.add_all(inside, n, &mut out).unwrap();
        assert!(inside.iter().zip(&out).all(|(from, to)| calendar().add(Day(*from), n) == Ok(Day(*to))), "{n}");
    }
    table.add_all(inside, numbers.as_slice(), &mut out).unwrap();
    for ((from, n), to) in inside.iter().zip(&numbers).zip(&out) {
        assert_eq!(calendar().add(Day(*from), *n), Ok(Day(*to)), "{from} and {n}");
    }
    let mut counted = vec![0; inside.len()];
    table.count_all(inside, &out, &mut counted).unwrap();
    assert_eq!(counted, numbers, "counting finds what was added");
}

#[test]
fn slices_mark_what_is_guessed() {
    let (table, days) = (table(), all_days());
    let (mut out, mut marks) = (vec![0; days.len()], vec![false; days.len()]);
    table.project_add_all(&days, 15, &mut out, &mut marks).unwrap();
    for ((from, to), mark) in days.iter().zip(&out).zip(&marks) {
        let alone = calendar().project_add(Day(*from), 15);
        assert_eq!((alone.value.0, alone.projected), (*to, *mark), "{from}");
    }
    assert!(marks.contains(&true) && marks.contains(&false));
    let same: Vec<i32> = vec![15; days.len()];
    let (mut again, mut marks_again) = (vec![0; days.len()], vec![false; days.len()]);
    table.project_add_all(&days, same.as_slice(), &mut again, &mut marks_again).unwrap();
    assert_eq!((&again, &marks_again), (&out, &marks), "one number, or the same for each");
    let ends = out.clone();
    table.project_count_all(&days, &ends, &mut out, &mut marks).unwrap();
    assert_eq!(out, same);
    assert_eq!(marks, marks_again);
}

#[test]
fn the_first_unknown_element_is_named() {
    let table = table();
    let (_, last) = calendar().known_years().unwrap();
    let end = day(&format!("{last}-12-31")).0;
    let days = [end - 30, end, end - 400, end + 9];
    let mut out = [7; 4];
    let unknown = CalendarError::UnknownYear(last + 1);
    assert_eq!(table.add_all(&days, 1, &mut out), Err(WorkdayError::Element { index: 1, source: unknown }));
    assert_eq!((Day(out[0]), &out[1..]), (calendar().add(Day(days[0]), 1).unwrap(), [7; 3].as_slice()), "nothing after it is written");
    assert_eq!(table.add_all(&days, [1, -1, 1, 1].as_slice(), &mut out), Err(WorkdayError::Element { index: 3, source: unknown }));
    assert_eq!(table.count_all(&[end; 4], &days, &mut out), Err(WorkdayError::Element { index: 3, source: unknown }));
    let message = table.count_all(&[end; 4], &days, &mut out).unwrap_err().to_string();
    assert!(message.starts_with("element 3 (from 0): ") && message.contains(&format!("calendars/{}.toml", last + 1)), "{message}");
}

#[test]
fn slices_of_different_lengths_are_errors() {
    let table = table();
    let (days, short) = ([17_499; 3], [1; 2]);
    let (mut out, mut short_out) = ([0; 3], [0; 2]);
    let (mut marks, mut short_marks) = ([false; 3], [false; 2]);
    let at_fault = |slice| Err(WorkdayError::Length { slice, expected: 3, found: 2 });
    assert_eq!(table.add_all(&days, 1, &mut short_out), at_fault("out"));
    assert_eq!(table.add_all(&days, short.as_slice(), &mut out), at_fault("n"));
    assert_eq!(table.count_all(&days, &short, &mut out), at_fault("to"));
    assert_eq!(table.count_all(&days, &days, &mut short_out), at_fault("out"));
    assert_eq!(table.project_add_all(&days, 1, &mut short_out, &mut marks), at_fault("out"));
    assert_eq!(table.project_add_all(&days, 1, &mut out, &mut short_marks), at_fault("projected"));
    assert_eq!(table.project_add_all(&days, short.as_slice(), &mut out, &mut marks), at_fault("n"));
    assert_eq!(table.project_count_all(&days, &short, &mut out, &mut marks), at_fault("to"));
    assert_eq!(table.project_count_all(&days, &days, &mut short_out, &mut marks), at_fault("out"));
    assert_eq!(table.project_count_all(&days, &days, &mut out, &mut short_marks), at_fault("projected"));
    assert_eq!((out, marks), ([0; 3], [false; 3]), "nothing is written");
    assert_eq!(table.add_all(&days, 1, &mut short_out).unwrap_err().to_string(), "`out` has 2 elements, the days are 3: give slices of one length");
    assert_eq!(table.add_all(&[], 1, &mut []), Ok(()), "no day is no fault");
}

#[test]
fn a_calendar_without_years_knows_nothing() {
    let table = WorkdayTable::new(Calendar::from_files(&[]).unwrap());
    for start in [-1, 0, 1, 17_499].map(Day) {
        assert_eq!(table.is_working_day(start), Err(CalendarError::UnknownYear(start.year())));
        assert!(table.add(start, 1).is_err() && table.project_add(start, 1).projected);
        assert_eq!(table.add(start, 0), Ok(start));
    }
    assert_eq!(table.calendar().known_years(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_days_and_numbers(from in any::<i32>(), near in 11_000_i32..22_000, n in any::<i32>(), small in -6_000_i32..6_000) {
        let (table, from) = (table(), Day(from));
        for (start, n) in [(from, n), (from, small), (Day(near), n), (Day(near), small)] {
            prop_assert_eq!(table.add(start, n), calendar().add(start, n));
            prop_assert_eq!(table.project_add(start, n), calendar().project_add(start, n));
            prop_assert_eq!(table.count(start, Day(n)), calendar().count(start, Day(n)));
            prop_assert_eq!(table.project_count(Day(n), start), calendar().project_count(Day(n), start));
        }
        prop_assert_eq!(table.is_working_day(from), calendar().is_working_day(from));
    }
}
