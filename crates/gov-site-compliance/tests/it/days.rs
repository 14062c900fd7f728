//! Civil days and moments.

use gov_site_compliance::{Day, Moment};
use proptest::prelude::*;

use crate::support::{day, moment};

#[test]
fn months_are_clamped_at_their_ends() {
    let back = |from: &str, months| day(from).minus_months(months).to_string();
    let forth = |from: &str, months| day(from).plus_months(months).to_string();
    assert_eq!(back("2017-08-31", 6), "2017-02-28");
    assert_eq!(back("2016-08-31", 6), "2016-02-29", "leap year");
    assert_eq!(back("2017-11-29", 12), "2016-11-29");
    assert_eq!(back("2020-02-29", 12), "2019-02-28");
    assert_eq!(back("2020-02-29", 48), "2016-02-29");
    assert_eq!(back("2017-03-31", 1), "2017-02-28");
    assert_eq!(back("2017-01-15", 1), "2016-12-15");
    assert_eq!(forth("2016-11-30", 3), "2017-02-28");
    assert_eq!(forth("2015-11-30", 3), "2016-02-29", "leap year");
    assert_eq!(forth("2017-08-29", 3), "2017-11-29");
    assert_eq!(forth("2017-08-31", 3), "2017-11-30");
    assert_eq!(forth("2017-11-29", 0), "2017-11-29");
    assert_eq!(forth("1999-11-30", 3), "2000-02-29", "a century that is a leap year");
    assert_eq!(forth("2099-11-30", 3), "2100-02-28", "a century that is none");
}

#[test]
fn months_never_panic() {
    assert_eq!(day("2017-11-29").minus_months(u32::MAX), Day(i32::MIN));
    assert_eq!(day("2017-11-29").plus_months(u32::MAX), Day(i32::MAX));
    assert_eq!(Day(i32::MAX).plus_days(1), Day(i32::MAX));
    assert_eq!(Day(i32::MIN).plus_days(-1), Day(i32::MIN));
}

#[test]
fn days_are_those_of_arrow() {
    assert_eq!(day("1970-01-01"), Day(0));
    assert_eq!(day("2017-11-29"), Day(17_499));
    assert_eq!(day("2199-12-31"), Day::LAST);
    assert_eq!(day("1992-01-01"), Day::FIRST);
    assert_eq!(Day(-1).to_string(), "1969-12-31");
    assert_eq!(day("2017-01-02").chinese(), "2017年1月2日");
}

#[test]
fn every_accepted_day_is_read_as_it_is_written() {
    for number in Day::FIRST.0..=Day::LAST.0 {
        assert_eq!(Day(number).to_string().parse(), Ok(Day(number)));
    }
}

#[test]
fn days_of_any_year_are_written_as_their_dates_are() {
    // Years before 0 and beyond 9999 have a sign.
    for day in (-800_000..4_000_000).step_by(97).chain([i32::MIN, -1, i32::MAX]).map(Day) {
        assert_eq!(day.to_string(), day.date().to_string());
        assert_eq!(format!("{day:>14}|"), format!("{:>14}|", day.date().to_string()));
    }
}

#[test]
fn texts_that_are_no_day() {
    for text in [
        "",
        "2017-13-01",
        "2017-02-29",
        "2100-02-29",
        "2017-11-31",
        "2017/11/29",
        "29.11.2017",
        "20171129",
        "2017-11-29T00:00",
        " 2017-11-29",
        "2017-11-29 ",
        "2017-1-1",
        "17-11-29",
        "2017年11月29日",
        "2017-11-2９",
    ] {
        let error = text.parse::<Day>().map(|day| day.to_string()).expect_err(text);
        assert!(error.to_string().contains("YYYY-MM-DD") && error.0 == text, "{error}");
    }
}

#[test]
fn ten_signs_alone_make_no_day() {
    for text in ["+2017-1-01", "+2017-01-1", "2017- 1-01", "2017-1- 01", "2017-11- 9", "-017-11-29"] {
        let read = text.parse::<Day>().map(|day| day.to_string());
        assert!(read.is_err(), "`{text}` is no YYYY-MM-DD and was read as {read:?}");
    }
}

#[test]
fn moments_with_and_without_offset() {
    let expected = Moment(1_511_915_400_000_000);
    for text in [
        "2017-11-29T08:30:00+08:00",
        "2017-11-29 08:30:00+08:00",
        "2017-11-29T08:30:00",
        "2017-11-29 08:30:00",
        "2017-11-29T08:30",
        "2017-11-29 08:30",
        "2017-11-29T08:30+08:00",
        "2017-11-29T00:30:00Z",
        "2017-11-29T00:30:00z",
        "2017-11-28T19:30:00-05:00",
        "2017-11-29T08:30:00.000",
        "2017-11-29T00:30:00.000000+00:00",
    ] {
        assert_eq!(Moment::parse(text), Some(expected), "{text}");
    }
    assert_eq!(moment("2017-11-29T08:30:00.25"), Moment(expected.0 + 250_000));
    assert_eq!(moment("2017-11-29T08:30:00.000001+08:00"), Moment(expected.0 + 1));
}

#[test]
fn texts_that_are_no_moment() {
    for text in [
        "",
        "2017-11-29",
        "08:30",
        "2017-11-29T",
        "2017-11-29T25:00",
        "2017-11-29T24:00:00",
        "2017-11-29T08:60",
        "2017-02-29T08:30",
        "2017-11-29T08",
        "2017-11-29X08:30",
        "2017-11-29T08:30:00+0",
        "2017-11-29T08:30:00 CST",
        "2017年11月29日 08:30",
        "2017-11-29T08:30:00+25:00",
        "1511915400",
        "2017-11-2９T08:30",
    ] {
        assert_eq!(Moment::parse(text), None, "{text}");
    }
}

#[test]
fn a_moment_with_a_short_date_is_refused_as_such_a_day_is() {
    for text in ["2017-1-1 08:30", "2017-1-1T08:30:00", "2017-1-1T08:30+08:00", "+2017-1-01 08:30"] {
        assert_eq!(Moment::parse(text), None, "{text}");
    }
}

#[test]
fn slots_are_ten_minutes_of_the_day_in_shanghai() {
    for (time, slot) in [
        ("00:00", 0),
        ("00:09:59.999999", 0),
        ("00:10", 1),
        ("00:19:59.999999", 1),
        ("07:59:59.999999", 47),
        ("08:00", 48),
        ("23:49:59.999999", 142),
        ("23:50", 143),
        ("23:59", 143),
        ("23:59:59.999999", 143),
    ] {
        assert_eq!(moment(&format!("2017-11-29T{time}")).slot(), slot, "{time}");
    }
    assert_eq!(moment("2017-11-28T16:00:00Z").slot(), 0, "midnight in Shanghai");
    assert_eq!(Moment(-1).slot(), 47, "before 1970 as well");
}

#[test]
fn the_day_of_a_moment_is_that_of_shanghai() {
    let on = |text: &str| moment(text).day().to_string();
    assert_eq!(on("2017-11-28T15:59:59.999999Z"), "2017-11-28");
    assert_eq!(on("2017-11-28T16:00:00Z"), "2017-11-29");
    assert_eq!(on("2017-11-29T23:59:59"), "2017-11-29");
    assert_eq!(on("2017-11-29T00:00:00+09:00"), "2017-11-28");
    assert_eq!(on("2017-12-31T20:00:00-05:00"), "2018-01-01");
    assert_eq!((Moment(i64::MAX).slot() < 144, Moment(i64::MIN).slot() < 144), (true, true), "no panic at the ends");
    assert!(Moment(i64::MIN).day() < Day::FIRST && Moment(i64::MAX).day() > Day::LAST);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moments_are_read_as_they_are_written(micros in (8_036_i64 * 86_400_000_000)..(84_000_i64 * 86_400_000_000)) {
        let written = Moment(micros).to_string();
        prop_assert_eq!(Moment::parse(&written), Some(Moment(micros)), "{}", written);
        prop_assert!(written.starts_with(&Moment(micros).day().to_string()) && written.ends_with("+08:00"), "{}", written);
    }

    #[test]
    fn a_slot_begins_every_ten_minutes(day_number in 8_036_i64..84_000, slot in 0_i64..144, inside in 0_i64..600_000_000) {
        let midnight = day_number * 86_400_000_000 - 8 * 3_600_000_000;
        let here = Moment(midnight + slot * 600_000_000 + inside);
        prop_assert_eq!((i64::from(here.day().0), i64::from(here.slot())), (day_number, slot));
    }

    #[test]
    fn months_there_and_back_never_gain_a_day(number in 9_000_i32..80_000, months in 0_u32..600) {
        let from = Day(number);
        prop_assert!(from.plus_months(months).minus_months(months) <= from);
        prop_assert!(from.minus_months(months).plus_months(months) <= from);
        prop_assert!(from.0 - from.plus_months(months).minus_months(months).0 <= 3, "at most 31 turns into 28");
    }

    #[test]
    fn later_days_stay_later_by_months(number in 9_000_i32..80_000, more in 0_i32..90, months in 0_u32..600) {
        let (early, late) = (Day(number), Day(number + more));
        prop_assert!(early.plus_months(months) <= late.plus_months(months));
        prop_assert!(early.minus_months(months) <= late.minus_months(months));
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,40}") {
        let day = text.parse::<Day>();
        let moment = Moment::parse(&text);
        prop_assert!(day.is_err() || moment.is_none(), "no text is both: {}", text);
    }

    #[test]
    fn texts_near_a_moment_are_read_without_panic(text in "[0-9TZ:.+ -]{0,32}") {
        if let Some(read) = Moment::parse(&text) {
            prop_assert_eq!(Moment::parse(&read.to_string()), Some(read), "{}", text);
        }
    }
}
