//! Dates that are split over several elements.

use super::DateMark;
use crate::date_text::{DateText, Written, dates};
use crate::outline::{At, Page};
use crate::shown::DatePlace;
use gov_site_compliance::Day;

/// A text that is a part of a date by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// 1 to 31, with 日 or not.
    Day(u8),
    /// A month with its word.
    Month(u8),
    Year(i32),
    YearMonth(i32, u8),
    MonthDay(u8, u8),
}

/// What part of a date a text is.
pub(super) fn part(text: &str) -> Option<Part> {
    part_of(text).or_else(|| month_word(text))
}

fn part_of(text: &str) -> Option<Part> {
    let around = |sign: char| sign.is_whitespace() || matches!(sign, '/' | '-' | '.' | '[' | ']' | '(' | ')');
    let text = text.trim_start_matches(around);
    if !text.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let text = text.trim_end_matches(around);
    if text.len() > 16 {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: i32 = text[..digits].parse().ok()?;
    match (digits, &text[digits..]) {
        (1 | 2, "" | "日" | "号") if (1..=31).contains(&number) => Some(Part::Day(number as u8)),
        (1 | 2, "月") if (1..=12).contains(&number) => Some(Part::Month(number as u8)),
        (4, "" | "年") if (1995..=2099).contains(&number) => Some(Part::Year(number)),
        (4, rest) if (1995..=2099).contains(&number) && dotted_month(rest).is_some() => dotted_month(rest).map(|month| Part::YearMonth(number, month)),
        // A year and month, or a month and day, have one sign between them.
        _ if text.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).count() > 1 => None,
        _ => match dates(text).next() {
            Some(DateText { start: 0, end, date, time: None }) if end == text.len() => match date {
                Written::YearMonth { year, month } => Some(Part::YearMonth(year, month)),
                Written::MonthDay { month, day } => Some(Part::MonthDay(month, day)),
                _ => None,
            },
            _ => None,
        },
    }
}

/// Whether two texts, one after the other, are a month with its word and a day: `29`, `11月`.
pub(crate) fn is_parted(before: &str, text: &str) -> bool {
    let (Some(left), Some(right)) = (part(before), part(text)) else { return false };
    matches!((left, right), (Part::Day(_), Part::Month(_)) | (Part::Month(_), Part::Day(_))) && two(left, right).is_some()
}

/// A month in numerals by itself: 十一月.
fn month_word(text: &str) -> Option<Part> {
    const MONTHS: [&str; 12] = ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];
    if text.len() > 32 || !text.trim_end().ends_with('月') {
        return None;
    }
    let text = text.trim();
    MONTHS.iter().zip(1..).find(|(word, _)| **word == text).map(|(_, month)| Part::Month(month))
}

/// `.11` behind a year: a month only where a day stands beside it.
fn dotted_month(rest: &str) -> Option<u8> {
    rest.strip_prefix('.')?.parse().ok().filter(|month| (1..=12).contains(month))
}

/// A date that is split over this text and the one or two before it, if they stand close together.
pub(super) fn joined(page: &Page<'_>, recent: &[Option<(At, Part)>; 2], at: At, part: Option<Part>) -> Option<DateMark> {
    let part = part?;
    let near = |other: &Option<(At, Part)>| other.filter(|(before, _)| together(page, *before, at));
    let (second, first) = (near(&recent[1])?, near(&recent[0]));
    let three = first.and_then(|(node, first)| Some((node, three(first, second.1, part)?, turned(first, second.1, part))));
    let (node, date, turned) = three.or_else(|| Some((second.0, two(second.1, part)?, None)))?;
    let mark = DateMark::new(node, date, DatePlace::Text);
    Some(DateMark { last: at, turned, ..mark })
}

pub(super) fn together(page: &Page<'_>, left: At, right: At) -> bool {
    let above = |at: At| page.ancestors(at).take(3).collect::<Vec<_>>();
    right - left <= 8 && above(left).iter().any(|ancestor| above(right).contains(ancestor))
}

fn two(left: Part, right: Part) -> Option<Written> {
    match (left, right) {
        (Part::Day(day), Part::YearMonth(year, month)) | (Part::YearMonth(year, month), Part::Day(day)) => whole(year, month, day),
        (Part::MonthDay(month, day), Part::Year(year)) | (Part::Year(year), Part::MonthDay(month, day)) => whole(year, month, day),
        // 2000 has every day that some year has.
        (Part::Day(day), Part::Month(month)) | (Part::Month(month), Part::Day(day)) => whole(2000, month, day).map(|_| Written::MonthDay { month, day }),
        _ => None,
    }
}

fn three(first: Part, second: Part, third: Part) -> Option<Written> {
    match (first, second, third) {
        (Part::Year(year), Part::Month(month), Part::Day(day)) | (Part::Day(day), Part::Month(month), Part::Year(year)) => whole(year, month, day),
        (Part::Month(month), Part::Day(day), Part::Year(year)) => whole(year, month, day),
        (Part::Year(year), Part::Day(month), Part::Day(day)) => whole(year, month, day),
        _ => None,
    }
}

/// The other day that three bare numbers may be: 2023, 05, 12 is the 12th of May or the 5th of December.
fn turned(first: Part, second: Part, third: Part) -> Option<Day> {
    let (Part::Year(year), Part::Day(left), Part::Day(right)) = (first, second, third) else { return None };
    match whole(year, right, left)? {
        Written::Day(day) if left != right => Some(day),
        _ => None,
    }
}

pub(super) fn whole(year: i32, month: u8, day: u8) -> Option<Written> {
    let date = chrono::NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))?;
    Some(Written::Day(Day::from_date(date)))
}
