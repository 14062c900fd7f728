//! Why a text is no date.

use alloc::{string::String, vec::Vec};

use super::{digits, leading};
use crate::ingest::{RejectCode, why};

/// Days that are named from the day of writing on.
const RELATIVE: &[&str] = &[
    "今天",
    "今日",
    "昨天",
    "昨日",
    "前天",
    "明天",
    "后天",
    "刚刚",
    "刚才",
    "小时前",
    "分钟前",
    "天前",
    "日前",
    "周前",
    "个月前",
    "月前",
    "年前",
    "上周",
    "本周",
    "上月",
    "本月",
    "今年",
    "去年",
    "明年",
    "前年",
];
const RELATIVE_ENGLISH: &[&str] = &["today", "yesterday", "tomorrow", "just now"];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NUMERALS: &str = "〇零○一二三四五六七八九十廿卅";
/// The last day in the count of spreadsheets, 2199-12-31.
const LAST_SERIAL: u32 = 109_574;

/// Why a text is no date; `half` is the same with full-width signs as the usual ones. `None`: nothing can be said.
pub(super) fn no_date(text: &str, half: &str) -> Option<RejectCode> {
    why::damage(text).or_else(|| beside_dates(half)).or_else(|| in_words(half)).or_else(|| in_digits(half))
}

/// Dates with something around them.
fn beside_dates(text: &str) -> Option<RejectCode> {
    let mut found = 0;
    let mut rest = text;
    let mut behind = "";
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let from = &rest[start..];
        (found, rest) = match leading(from) {
            Some((date, after)) if date.day().is_some() => {
                behind = after;
                (found + 1, after)
            }
            _ => (found, digits(from).1),
        };
    }
    let goes_on = || behind.trim_start().starts_with(['至', '到', '~', '—', '–', '-']) && behind.contains(|sign: char| sign.is_ascii_digit());
    match found {
        0 => None,
        1 if !goes_on() => Some(RejectCode::DateWithWords),
        _ => Some(RejectCode::SeveralDates),
    }
}

fn in_words(text: &str) -> Option<RejectCode> {
    let lower = text.to_ascii_lowercase();
    if RELATIVE.iter().any(|word| text.contains(word)) || RELATIVE_ENGLISH.iter().any(|word| lower.contains(word)) || lower.ends_with(" ago") {
        return Some(RejectCode::RelativeDate);
    }
    if text.contains(|sign| NUMERALS.contains(sign)) && text.contains(['年', '月', '日', '号']) {
        return Some(RejectCode::ChineseNumeralDate);
    }
    let has_month = lower.split(|sign: char| !sign.is_ascii_alphabetic()).any(|word| word.get(..3).is_some_and(|start| MONTHS.contains(&start)));
    (has_month && lower.contains(|sign: char| sign.is_ascii_digit())).then_some(RejectCode::EnglishMonth)
}

/// Digits with signs between them that make no date.
fn in_digits(text: &str) -> Option<RejectCode> {
    let bare: String = without_time(text).chars().filter(|sign| *sign != ' ').collect();
    if bare.is_empty() && text.contains(|sign: char| sign.is_ascii_digit()) {
        return Some(RejectCode::TimeWithoutDate);
    }
    let groups: Vec<&str> = bare.split(|sign: char| !sign.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    match (frame(&bare).as_str(), lengths.as_slice()) {
        ("0", _) => one_number(&bare),
        ("0.0", [5 | 6, _]) => one_number(groups[0]).filter(|code| *code == RejectCode::SerialNumber),
        ("0-0-0" | "0/0/0" | "0.0.0", [1 | 2, 1 | 2, 4]) => Some(RejectCode::DayFirstDate),
        ("0-0-0" | "0/0/0" | "0.0.0" | "0年0月0日" | "0年0月0号" | "0年0月0", [1 | 2, 1 | 2, 1 | 2]) => Some(RejectCode::TwoDigitYear),
        ("0年0月", [1 | 2, 1 | 2]) => Some(RejectCode::TwoDigitYear),
        ("0-0" | "0/0" | "0.0" | "0年0月" | "0年0", [4, 1 | 2]) | ("0-0" | "0/0" | "0.0", [1 | 2, 4]) | ("0年", [4]) => Some(RejectCode::DateWithoutDay),
        ("0-0" | "0/0" | "0.0" | "0月0日" | "0月0号" | "0月0", [1 | 2, 1 | 2]) | ("0日" | "0号", [1 | 2]) => Some(RejectCode::DateWithoutYear),
        _ => None,
    }
}

/// A text with each run of digits as one `0`.
fn frame(text: &str) -> String {
    let mut frame = String::new();
    for sign in text.chars() {
        match sign.is_ascii_digit() {
            true if frame.ends_with('0') => {}
            true => frame.push('0'),
            false => frame.push(sign),
        }
    }
    frame
}

/// What stands before a time of day, the whole where there is none.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    text[..colon].trim_end_matches(|sign: char| sign.is_ascii_digit()).trim_end_matches(['T', 't', ' '])
}

fn one_number(digits: &str) -> Option<RejectCode> {
    let number = digits.parse::<u64>().ok()?;
    match digits.len() {
        4 => Some(RejectCode::DateWithoutDay),
        6 if is_month(digits) => Some(RejectCode::DateWithoutDay),
        6 if is_short_date(digits) => Some(RejectCode::TwoDigitYear),
        5 | 6 if number <= u64::from(LAST_SERIAL) => Some(RejectCode::SerialNumber),
        10 | 13 => Some(RejectCode::UnixTime),
        _ => None,
    }
}

/// Year and month, such as 201711.
fn is_month(digits: &str) -> bool {
    let (century, month) = (&digits[..2], digits[4..].parse());
    matches!(century, "19" | "20" | "21") && matches!(month, Ok(1_u32..=12))
}

/// Year, month and day of two digits each, such as 171129.
fn is_short_date(digits: &str) -> bool {
    matches!((digits[2..4].parse(), digits[4..].parse()), (Ok(1_u32..=12), Ok(1_u32..=31)))
}
