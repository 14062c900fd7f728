//! Serial numbers of days, as sheets hold dates, and numbers that are none.

use gov_site_compliance::{Day, Kind, Moment, RejectCode};

use crate::held::Held;

const DAY: i64 = 86_400;
/// Seconds by which the clock of Beijing is ahead; sheets know no zones.
const BEIJING: i64 = 8 * 3_600;
/// Serial of 1970-01-01 by either count.
const UNIX_1900: i64 = 25_569;
const UNIX_1904: i64 = 24_107;
/// Serials up to which a count of seconds is exact: the year 9999 and beyond.
const LAST: f64 = 3_000_000.0;
/// Whole numbers from here on are no longer told apart by a sheet.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Excel keeps 15 digits and writes zeros for the rest.
const FIFTEEN_DIGITS: f64 = 1e15;

/// From which day the serials of a workbook count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Epoch {
    Of1900,
    Of1904,
}

/// A number that the sheet shows as a date.
pub(super) fn dated<'a>(serial: f64, kind: Kind, epoch: Epoch) -> Held<'a> {
    match (kind, seconds(serial, epoch)) {
        (Kind::Integer | Kind::Millis, _) | (_, None) => number(serial),
        (Kind::Day, Some(seconds)) => Held::Day(day(seconds)),
        (Kind::Moment, Some(seconds)) => Held::Moment(moment(seconds)),
        (_, Some(seconds)) if seconds.rem_euclid(DAY) == 0 => Held::Day(day(seconds)),
        (_, Some(seconds)) => Held::Moment(moment(seconds)),
    }
}

/// A number that the sheet shows as such. In a field of dates it is a serial if that is a day which a census may have; 20171129 is not.
pub(super) fn plain<'a>(value: f64, kind: Kind, epoch: Epoch) -> Held<'a> {
    if !matches!(kind, Kind::Day | Kind::Moment) {
        return number(value);
    }
    match seconds(value, epoch).filter(|seconds| (Day::FIRST..=Day::LAST).contains(&day(*seconds))) {
        Some(_) => dated(value, kind, epoch),
        None => match number(value) {
            Held::Integer(whole) => Held::own(whole.to_string()),
            held => held,
        },
    }
}

/// Seconds of the wall clock since 1970, to the nearest one.
fn seconds(serial: f64, epoch: Epoch) -> Option<i64> {
    if !(0.0..LAST).contains(&serial) {
        return None;
    }
    let unix = match epoch {
        // Excel has a 29 February in 1900.
        Epoch::Of1900 if serial < 60.0 => UNIX_1900 - 1,
        Epoch::Of1900 => UNIX_1900,
        Epoch::Of1904 => UNIX_1904,
    };
    Some((serial * DAY as f64).round() as i64 - unix * DAY)
}

fn day(seconds: i64) -> Day {
    Day(seconds.div_euclid(DAY) as i32)
}

fn moment(seconds: i64) -> Moment {
    Moment((seconds - BEIJING) * 1_000_000)
}

/// A number: whole ones as such, for ids equal their decimal text; those that lost digits not at all.
fn number<'a>(value: f64) -> Held<'a> {
    if !value.is_finite() {
        return Held::unreadable(RejectCode::FormulaError, "数值或文字", value.to_string());
    }
    if value.fract() != 0.0 {
        return Held::own(value.to_string());
    }
    let size = value.abs();
    if size >= EXACT || (size >= FIFTEEN_DIGITS && value % 10.0 == 0.0) {
        return Held::unreadable(RejectCode::NumberLostDigits, "以文本填写的编号", value.to_string());
    }
    Held::Integer(value as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: f64 = 43_068.5;

    #[test]
    fn a_serial_is_a_day_or_a_moment_of_beijing() {
        assert_eq!(dated(NOON, Kind::Day, Epoch::Of1900), Held::Day("2017-11-29".parse().unwrap()));
        assert_eq!(dated(NOON - 1_462.0, Kind::Day, Epoch::Of1904), Held::Day("2017-11-29".parse().unwrap()));
        let noon = Moment::parse("2017-11-29T12:00:00+08:00").unwrap();
        assert_eq!(dated(NOON, Kind::Moment, Epoch::Of1900), Held::Moment(noon));
        assert_eq!(plain(NOON, Kind::Moment, Epoch::Of1900), Held::Moment(noon));
        assert_eq!(dated(NOON.floor(), Kind::Text, Epoch::Of1900), Held::Day("2017-11-29".parse().unwrap()));
        assert_eq!(dated(NOON, Kind::Integer, Epoch::Of1900), Held::own("43068.5"));
    }

    #[test]
    fn a_moment_is_rounded_to_the_second() {
        let at = |second: f64| dated(43_068.0 + second / 86_400.0, Kind::Moment, Epoch::Of1900);
        let wanted = |text: &str| Held::Moment(Moment::parse(text).unwrap());
        assert_eq!(at(59.4), wanted("2017-11-29T00:00:59+08:00"));
        assert_eq!(at(59.6), wanted("2017-11-29T00:01:00+08:00"));
        assert_eq!(dated(43_068.999_999_9, Kind::Day, Epoch::Of1900), Held::Day("2017-11-30".parse().unwrap()));
    }

    #[test]
    fn both_ends_of_the_days_that_a_census_may_have() {
        let day = |serial| plain(serial, Kind::Day, Epoch::Of1900);
        assert_eq!(day(33_604.0), Held::Day(Day::FIRST));
        assert_eq!(day(33_603.0), Held::own("33603"));
        assert_eq!(day(109_574.0), Held::Day(Day::LAST));
        assert_eq!(day(109_575.0), Held::own("109575"));
        assert_eq!(day(20_171_129.0), Held::own("20171129"));
        assert_eq!(dated(33_603.0, Kind::Day, Epoch::Of1900), Held::Day(Day(Day::FIRST.0 - 1)));
        assert_eq!(dated(59.0, Kind::Day, Epoch::Of1900), Held::Day("1900-02-28".parse().unwrap()));
        assert_eq!(dated(61.0, Kind::Day, Epoch::Of1900), Held::Day("1900-03-01".parse().unwrap()));
    }

    #[test]
    fn a_number_that_lost_digits_is_not_taken() {
        assert_eq!(number(3_703_000_001.0), Held::Integer(3_703_000_001));
        assert_eq!(number(-7.0), Held::Integer(-7));
        assert_eq!(number(2_594.1), Held::own("2594.1"));
        assert_eq!(number(999_999_999_999_990.0), Held::Integer(999_999_999_999_990));
        assert_eq!(number(9_007_199_254_740_991.0), Held::Integer(9_007_199_254_740_991));
        for lost in [9_007_199_254_740_992.0, 1e15, -1e15, 1e300, f64::NAN, f64::INFINITY] {
            assert!(matches!(number(lost), Held::Unreadable(_)), "{lost}");
        }
    }
}
