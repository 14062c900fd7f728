//! The one reader of dates and moments in cells: ISO 8601 first, then as people write them.
//!
//! A date is `2017-11-29`, `2017/11/29`, `2017.11.29`, `2017年11月29日` (or 号) or `20171129`, with months and days of one digit, blanks
//! around the parts and full-width signs. A moment is a date, a blank or `T`, and `8:30` or `08:30:15.5`, with `Z`, `+08:00` or nothing
//! (Shanghai time) behind. In a field of dates a moment stands for its day in Shanghai. Anything else is refused, and [`why`] says why.

mod clock;
mod why;

use alloc::{
    borrow::Cow,
    string::{String, ToString},
};

use chrono::NaiveDate;

use super::RejectCode;
use crate::model::{Day, Moment};

/// Reads a civil date of any range.
///
/// # Errors
/// Why it is none.
///
/// ```
/// use gov_site_compliance::{RejectCode, ingest::written_day};
/// for text in ["2017-11-29", "2017/11/29", "2017.11.29", "2017年11月29日", "2017 年 11 月 29 号", "20171129", "2017-11-29 08:30"] {
///     assert_eq!(written_day(text)?.to_string(), "2017-11-29", "{text}");
/// }
/// assert_eq!(written_day("2017/1/5")?.to_string(), "2017-01-05");
/// assert_eq!(written_day("17-11-29"), Err(RejectCode::TwoDigitYear));
/// assert_eq!(written_day("2017-02-30"), Err(RejectCode::NoSuchDay));
/// # Ok::<(), RejectCode>(())
/// ```
#[inline]
pub fn written_day(text: &str) -> Result<Day, RejectCode> {
    text.parse().or_else(|_| by_hand(text))
}

/// Reads a moment of any range.
///
/// # Errors
/// Why it is none.
///
/// ```
/// use gov_site_compliance::{RejectCode, ingest::written_moment};
/// for text in ["2017-11-29T08:30:00+08:00", "2017/11/29 8:30", "2017年11月29日 08:30:00", "20171129 08:30", "2017.11.29T00:30Z"] {
///     assert_eq!(written_moment(text)?.to_string(), "2017-11-29T08:30:00+08:00", "{text}");
/// }
/// assert_eq!(written_moment("2017-11-29"), Err(RejectCode::MomentWithoutTime));
/// assert_eq!(written_moment("2017-11-29 24:30"), Err(RejectCode::NoSuchTime));
/// # Ok::<(), RejectCode>(())
/// ```
#[inline]
pub fn written_moment(text: &str) -> Result<Moment, RejectCode> {
    Moment::parse(text).map_or_else(|| moment_by_hand(text), Ok)
}

#[cold]
fn by_hand(text: &str) -> Result<Day, RejectCode> {
    let half = half_width(text);
    let Some((date, rest)) = leading(&half) else { return Err(why::no_date(text, &half).unwrap_or(RejectCode::NotADate)) };
    let day = date.day().ok_or(RejectCode::NoSuchDay)?;
    if rest.trim().is_empty() {
        return Ok(day);
    }
    match clock::moment(day, rest) {
        Ok(moment) => Ok(moment.day()),
        Err(Some(code)) => Err(code),
        Err(None) => Err(why::no_date(text, &half).unwrap_or(RejectCode::NotADate)),
    }
}

#[cold]
fn moment_by_hand(text: &str) -> Result<Moment, RejectCode> {
    let half = half_width(text);
    let Some((date, rest)) = leading(&half) else { return Err(why::no_date(text, &half).unwrap_or(RejectCode::NotAMoment)) };
    let day = date.day().ok_or(RejectCode::NoSuchDay)?;
    if rest.trim().is_empty() {
        return Err(RejectCode::MomentWithoutTime);
    }
    // That words are beside the date says nothing of the time that is missed.
    let other = || why::no_date(text, &half).filter(|code| *code != RejectCode::DateWithWords);
    clock::moment(day, rest).map_err(|code| code.or_else(other).unwrap_or(RejectCode::NotAMoment))
}

/// Year, month and day as they are written, whether or not there is such a day.
#[derive(Clone, Copy)]
struct Written {
    year: i32,
    month: u32,
    day: u32,
}

impl Written {
    fn day(self) -> Option<Day> {
        NaiveDate::from_ymd_opt(self.year, self.month, self.day).map(Day::from_date)
    }
}

/// The date with which a text begins, and what follows it.
fn leading(text: &str) -> Option<(Written, &str)> {
    let (year, rest) = digits(text);
    match year.len() {
        8 => Some((Written { year: year[..4].parse().ok()?, month: year[4..6].parse().ok()?, day: year[6..].parse().ok()? }, rest)),
        4 => parts(year.parse().ok()?, rest),
        _ => None,
    }
}

/// Month and day behind a year of four digits.
fn parts(year: i32, rest: &str) -> Option<(Written, &str)> {
    let rest = rest.trim_start();
    let first = rest.chars().next()?;
    let second = match first {
        '-' | '/' | '.' => first,
        '年' => '月',
        _ => return None,
    };
    let (month, rest) = one_or_two(rest.strip_prefix(first)?)?;
    let (day, rest) = one_or_two(rest.trim_start().strip_prefix(second)?)?;
    let rest = if first == '年' { rest.trim_start().strip_prefix(['日', '号'])? } else { rest };
    Some((Written { year, month, day }, rest))
}

/// A number of one or two digits behind blanks.
fn one_or_two(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = digits(text.trim_start());
    matches!(number.len(), 1 | 2).then_some(())?;
    Some((number.parse().ok()?, rest))
}

/// The digits with which a text begins, and what follows them.
pub(super) fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// The text with full-width signs as the usual ones.
pub(super) fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let half: String = text.chars().map(half).collect();
    Cow::Owned(half.trim().to_string())
}

fn half(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => sign,
    }
}
