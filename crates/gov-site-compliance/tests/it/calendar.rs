//! Working days: edges of years and holidays, files that are wrong.

use gov_site_compliance::{Calendar, CalendarError, Day};
use proptest::prelude::*;

use crate::support::{calendar, day};

fn works(text: &str) -> bool {
    calendar().is_working_day(day(text)).unwrap()
}

fn added(from: &str, n: i32) -> String {
    calendar().add(day(from), n).unwrap().to_string()
}

#[test]
fn national_day_of_2017() {
    assert!(works("2017-09-29"), "a Friday");
    assert!(works("2017-09-30"), "a worked Saturday");
    for number in 1..=8 {
        assert!(!works(&format!("2017-10-0{number}")), "2017-10-0{number}");
    }
    assert!(works("2017-10-09"), "the Monday after");
    assert_eq!(added("2017-09-29", 1), "2017-09-30");
    assert_eq!(added("2017-09-29", 2), "2017-10-09");
    assert_eq!(added("2017-10-04", 1), "2017-10-09", "from inside the holiday");
    assert_eq!(added("2017-10-09", -1), "2017-09-30");
    assert_eq!(calendar().count(day("2017-09-29"), day("2017-10-09")), Ok(2));
}

#[test]
fn the_last_day_of_2005_was_worked() {
    assert!(works("2005-12-31"), "a Saturday, by 国办发明电〔2005〕35号");
    assert!(!works("2006-01-01"));
    assert_eq!(added("2005-12-30", 1), "2005-12-31");
    assert_eq!(added("2005-12-30", 2), "2006-01-04");
}

#[test]
fn working_days_of_a_year() {
    for (year, expected) in [(2016, 250), (2017, 249), (2018, 250), (2020, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)] {
        let before = day(&format!("{}-12-31", year - 1));
        assert_eq!(calendar().count(before, day(&format!("{year}-12-31"))), Ok(expected), "{year}");
        let each = (1..=366).map(|offset| before.plus_days(offset)).filter(|day| day.year() == year);
        assert_eq!(each.filter(|day| calendar().is_working_day(*day).unwrap()).count(), expected as usize, "{year}, day by day");
    }
}

#[test]
fn unknown_years_are_errors_at_both_ends() {
    let (first, last) = calendar().known_years().unwrap();
    assert!(first == 2004 && last >= 2026, "{first} to {last}");
    assert_eq!(calendar().is_working_day(day("2003-12-31")), Err(CalendarError::UnknownYear(2003)));
    assert_eq!(calendar().add(day("2004-01-01"), -1), Err(CalendarError::UnknownYear(2003)));
    assert_eq!(calendar().count(day("2003-12-30"), day("2004-01-05")), Err(CalendarError::UnknownYear(2003)));
    // The first day is not counted, the last one is: neither end asks about the unknown year.
    assert_eq!(calendar().count(day("2003-12-31"), day("2004-01-02")), Ok(1));
    let (end, beyond) = (new_years_eve(last), new_years_eve(last).plus_days(1));
    let unknown = CalendarError::UnknownYear(last + 1);
    assert_eq!(calendar().is_working_day(beyond), Err(unknown));
    assert_eq!(calendar().add(end, 1), Err(unknown));
    assert_eq!(calendar().next(end), Err(unknown));
    assert_eq!(calendar().count(end.plus_days(-1), beyond), Err(unknown));
    assert_eq!(calendar().count(beyond.plus_days(1), end.plus_days(-1)), Err(unknown));
    assert_eq!(calendar().count(day("2004-01-05"), day("2003-12-31")), Err(CalendarError::UnknownYear(2003)), "backwards the last day is counted");
    let works = |day| i32::from(calendar().is_working_day(day).unwrap());
    let (end_works, eve_works) = (works(end), works(end.plus_days(-1)));
    assert_eq!(calendar().count(end.plus_days(-1), end), Ok(end_works));
    assert_eq!(calendar().count(beyond, end.plus_days(-1)), Ok(-eve_works - end_works), "backwards the other way round");
    let message = calendar().next(end).unwrap_err().to_string();
    assert!(message.contains(&format!("calendars/{}.toml", last + 1)) && message.contains("projection"), "{message}");
}

#[test]
fn a_projection_is_marked() {
    // Years of the test's own, so that a new year among the embedded ones changes nothing: 2030-01-01 is a Tuesday, 2030-12-31 too.
    let text = year(2030, "2030-12-30,\n", "");
    let one_year = Calendar::from_files(&[("2030.toml", &text)]).unwrap();
    let next = one_year.project_add(day("2030-12-31"), 1);
    assert_eq!((next.value.to_string().as_str(), next.projected), ("2031-01-01", true), "Monday to Friday, no holiday");
    let known = one_year.project_add(day("2030-12-27"), 1);
    assert_eq!((known.value.to_string().as_str(), known.projected), ("2030-12-31", false));
    let across = one_year.project_count(day("2030-12-27"), day("2031-01-06"));
    assert_eq!((across.value, across.projected), (5, true), "Tuesday, then Wednesday to Friday and Monday of the guessed year");
    let back = one_year.project_count(day("2031-01-06"), day("2030-12-27"));
    assert_eq!((back.value, back.projected), (-5, true), "Friday and Tuesday, then three days of the guessed year");
    let (_, last) = calendar().known_years().unwrap();
    assert!(calendar().project_add(new_years_eve(last), 1).projected);
}

/// Day by day, with Monday to Friday for years that are not known.
fn slow_guess(here: Day) -> bool {
    // 1970-01-01 was a Thursday.
    calendar().is_working_day(here).unwrap_or((here.0 + 3).rem_euclid(7) < 5)
}

#[test]
fn a_projection_goes_day_by_day_at_both_ends() {
    for border in ["2004-01-01", "2027-01-01"] {
        for offset in -20..=20 {
            let from = day(border).plus_days(offset);
            for n in 1..=30 {
                for sign in [-1, 1] {
                    let (mut here, mut left) = (from, n);
                    while left > 0 {
                        here = here.plus_days(sign);
                        left -= i32::from(slow_guess(here));
                    }
                    assert_eq!(calendar().project_add(from, sign * n).value, here, "{from} and {}", sign * n);
                    assert_eq!(calendar().project_count(from, here).value, sign * n, "{from} to {here}");
                }
            }
        }
    }
    let all = calendar().project_count(day("2003-12-01"), day("2027-01-31"));
    let slow = (day("2003-12-02").0..=day("2027-01-31").0).filter(|here| slow_guess(Day(*here))).count();
    assert_eq!((all.value, all.projected), (slow as i32, true), "out of the known years at both ends");
}

#[test]
fn no_distance_takes_long_or_panics() {
    let far = [i32::MIN, i32::MIN + 1, -1, 0, 1, 20_000, i32::MAX - 1, i32::MAX];
    let none = Calendar::from_files(&[]).unwrap();
    for (calendar, known) in [(calendar(), true), (&none, false)] {
        for (from, n) in far.iter().flat_map(|from| far.map(|n| (Day(*from), n))) {
            let there = calendar.project_add(from, n);
            assert_eq!(calendar.add(from, n).is_ok(), !there.projected, "{from:?} and {n}");
            assert!(n.signum() * there.value.0.cmp(&from.0) as i32 >= 0, "{from:?} and {n}");
            let counted = calendar.project_count(from, Day(n));
            assert_eq!(calendar.count(from, Day(n)).is_ok(), !counted.projected, "{from:?} to {n}");
            assert_eq!(counted.value.signum(), n.cmp(&from.0) as i32, "{from:?} to {n}: there is a Monday to Friday between any two");
        }
        assert_eq!(calendar.is_working_day(Day(20_000)).is_ok(), known);
    }
    // 2^32 days hold more Mondays to Fridays than the number can: the greatest there is.
    assert_eq!(calendar().project_count(Day(i32::MIN), Day(i32::MAX)).value, i32::MAX);
}

#[test]
fn zero_working_days_is_the_day_itself() {
    assert_eq!(added("2017-10-04", 0), "2017-10-04", "a holiday too");
    assert_eq!(calendar().count(day("2017-10-04"), day("2017-10-04")), Ok(0));
}

#[test]
fn every_year_names_its_notice() {
    let (first, last) = calendar().known_years().unwrap();
    for year in first..=last {
        let notices: Vec<_> = calendar().notices().iter().filter(|notice| notice.year == year).collect();
        assert!(!notices.is_empty(), "{year}");
        for notice in notices {
            assert!(!notice.title.is_empty() && !notice.source.is_empty(), "{year}");
        }
    }
}

fn new_years_eve(year: i32) -> Day {
    day(&format!("{year}-12-31"))
}

/// Day by day, the slow and obvious way.
fn slow_add(from: Day, n: i32) -> Day {
    let (mut here, mut left) = (from, n.abs());
    while left > 0 {
        here = here.plus_days(n.signum());
        left -= i32::from(calendar().is_working_day(here).unwrap());
    }
    here
}

#[test]
fn no_day_is_lost_across_the_borders_of_years() {
    let (first, last) = calendar().known_years().unwrap();
    for year in first + 1..=last {
        for offset in -12..=12 {
            let from = day(&format!("{year}-01-01")).plus_days(offset);
            for n in [-9, -1, 1, 2, 9] {
                let inside = year < last || offset + n < 300;
                if inside {
                    assert_eq!(calendar().add(from, n).unwrap(), slow_add(from, n), "{from} and {n}");
                }
            }
            let to = from.plus_days(20);
            let counted = (1..=20).filter(|step| calendar().is_working_day(from.plus_days(*step)).unwrap()).count();
            assert_eq!(calendar().count(from, to), Ok(counted as i32), "{from} to {to}");
            assert_eq!(
                calendar().count(from, to).unwrap(),
                calendar().count(from, from.plus_days(7)).unwrap() + calendar().count(from.plus_days(7), to).unwrap()
            );
        }
    }
}

/// Days that leave 400 working days of room at both ends.
fn days() -> impl Strategy<Value = Day> {
    (day("2006-01-01").0..day("2024-12-31").0).prop_map(Day)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn add_then_count(from in days(), n in -400_i32..400) {
        let to = calendar().add(from, n).unwrap();
        prop_assert_eq!(calendar().count(from, to).unwrap(), n, "{} and {} is {}", from, n, to);
        if n != 0 {
            prop_assert!(calendar().is_working_day(to).unwrap(), "{}", to);
        }
    }

    #[test]
    fn add_is_monotone(from in days(), n in -400_i32..399, later in 0_i32..40) {
        let add = |from, n| calendar().add(from, n).unwrap();
        prop_assert!(add(from, n) < add(from, n + 1), "one more working day lies later");
        if n != 0 {
            prop_assert!(add(from, n) <= add(from.plus_days(later), n), "a later start ends no earlier");
        }
    }

    #[test]
    fn add_goes_day_by_day(from in days(), n in -60_i32..60) {
        prop_assert_eq!(calendar().add(from, n).unwrap(), slow_add(from, n));
    }

    #[test]
    fn next_is_the_first_working_day_after(from in days()) {
        let next = calendar().next(from).unwrap();
        prop_assert!(next > from && calendar().is_working_day(next).unwrap());
        for between in from.0 + 1..next.0 {
            prop_assert!(!calendar().is_working_day(Day(between)).unwrap(), "{}", Day(between));
        }
    }

    #[test]
    fn counts_add_up(from in days(), first in 0_i32..300, second in 0_i32..300) {
        let (middle, to) = (from.plus_days(first), from.plus_days(first + second));
        let count = |from, to| calendar().count(from, to).unwrap();
        prop_assert_eq!(count(from, to), count(from, middle) + count(middle, to));
        prop_assert_eq!(count(to, from).abs() - count(from, to), {
            // Backwards the first day is counted and the last is not.
            let works = |day| i32::from(calendar().is_working_day(day).unwrap());
            works(from) - works(to)
        });
    }
}

const NOTICE: &str = "[[notice]]\ntitle = \"通知\"\ngrade = \"A\"\nsource = \"here\"\n";

fn year(number: i32, off: &str, work: &str) -> String {
    format!("year = {number}\noff = [\n{off}]\nwork = [\n{work}]\n{NOTICE}")
}

fn error(files: &[(&str, &str)]) -> String {
    Calendar::from_files(files).unwrap_err().to_string()
}

#[test]
fn a_sound_file_loads() {
    let text = year(2030, "2030-01-01,\n", "2030-01-05,\n");
    let loaded = Calendar::from_files(&[("2030.toml", &text)]).unwrap();
    assert_eq!(loaded.is_working_day(day("2030-01-01")), Ok(false));
    assert_eq!(loaded.is_working_day(day("2030-01-05")), Ok(true));
    assert_eq!(loaded.known_years(), Some((2030, 2030)));
}

#[test]
fn bad_files_are_named_with_line_and_key() {
    let one = |text: &str| error(&[("y.toml", text)]);
    let weekend = one(&year(2030, "2030-01-01,\n2030-01-05,\n", ""));
    assert_eq!(weekend, "y.toml:4: off: 2030-01-05 is off anyway (Saturday or Sunday)");
    let weekday = one(&year(2030, "", "2030-01-07,\n"));
    assert_eq!(weekday, "y.toml:5: work: 2030-01-07 is worked anyway (Monday to Friday)");
    let other_year = one(&year(2030, "2031-01-01,\n", ""));
    assert_eq!(other_year, "y.toml:3: off: 2031-01-01 lies in another year");
    let no_date = one(&year(2030, "12:00:00,\n", ""));
    assert_eq!(no_date, "y.toml:3: off: 12:00:00 is no date");
    let key = one(&format!("{}colour = 1\n", year(2030, "", "")));
    assert!(key.starts_with("y.toml:10: ") && key.contains("colour"), "{key}");
    let missing = one(&format!("year = 2030\noff = []\n{NOTICE}"));
    assert!(missing.starts_with("y.toml:1: ") && missing.contains("work"), "{missing}");
    let no_toml = one("year = 2030\noff = [\n2030-01-01 2030-01-02]\n");
    assert!(no_toml.starts_with("y.toml:3: "), "{no_toml}");
}

#[test]
fn a_hole_and_a_second_file_of_one_year_are_errors() {
    let (first, third) = (year(2030, "", ""), year(2032, "", ""));
    let hole = error(&[("a.toml", &first), ("b.toml", &third)]);
    assert!(hole.starts_with("b.toml: year 2032 follows a year without a file"), "{hole}");
    let twice = error(&[("a.toml", &first), ("b.toml", &first)]);
    assert!(twice.starts_with("b.toml: year 2030 has two files"), "{twice}");
}

#[test]
fn a_year_that_no_date_of_the_census_lies_in_is_an_error() {
    for number in [i32::MIN, 1991, 2200, 262_142, i32::MAX] {
        let outside = error(&[("y.toml", &year(number, "", ""))]);
        assert!(outside.starts_with(&format!("y.toml: year {number} lies outside 1992 to 2199")), "{outside}");
    }
    for number in [1992, 2199] {
        assert!(Calendar::from_files(&[("y.toml", &year(number, "", ""))]).is_ok(), "{number}");
    }
}

#[test]
fn a_day_in_both_lists_or_twice_in_one_is_seen() {
    // A day cannot be both off (Monday to Friday) and worked (Saturday, Sunday), so one of the two entries is refused.
    let both = error(&[("y.toml", &year(2030, "2030-01-01,\n", "2030-01-01,\n"))]);
    assert!(both.contains("work: 2030-01-01"), "{both}");
}
