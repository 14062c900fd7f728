//! Why a text is no number.

use super::damage;
use crate::ingest::{RejectCode, dates};

const NUMERALS: &str = "零〇一二两三四五六七八九十百千万";
const ABOUT: &[&str] = &["约", "大约", "近", "超过", "不超过", "大于", "小于", "不少于", "不足", ">", "<", "≥", "≤", "~", "≈", "±"];
const ABOUT_BEHIND: &[&str] = &["以上", "以下", "以内", "左右", "多", "余", "+"];

/// Why a text is no whole number.
#[cold]
pub(crate) fn no_integer(text: &str) -> RejectCode {
    why(text).unwrap_or_else(|| match split(text) {
        Some((_, "")) => RejectCode::NumberTooLong,
        Some((_, fraction)) if is_fraction(fraction) => RejectCode::Fraction,
        _ => RejectCode::NotAnInteger,
    })
}

/// Why a text is no number of milliseconds.
#[cold]
pub(crate) fn no_number(text: &str) -> RejectCode {
    why(text).unwrap_or_else(|| match (text.strip_prefix('-'), split(text)) {
        (Some(number), _) if number.starts_with(|sign: char| sign.is_ascii_digit()) => RejectCode::NegativeNumber,
        (_, Some((whole, rest))) if whole.len() > 15 && (rest.is_empty() || is_fraction(rest)) => RejectCode::NumberTooLong,
        _ => RejectCode::NotANumber,
    })
}

/// The digits of a number, a sign before them left out, and what follows; `None` where it begins with none.
fn split(text: &str) -> Option<(&str, &str)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = dates::digits(unsigned);
    (!whole.is_empty()).then_some((whole, rest))
}

fn is_fraction(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(|digits| digits.bytes().all(|sign| sign.is_ascii_digit()))
}

fn why(text: &str) -> Option<RejectCode> {
    let half = dates::half_width(text);
    let half = half.as_ref();
    damage(text).or_else(|| behind_digits(text, half)).or_else(|| in_words(half))
}

/// A text that begins with digits.
fn behind_digits(text: &str, half: &str) -> Option<RejectCode> {
    let (whole, rest) = split(half)?;
    let is_number = rest.is_empty() || is_fraction(rest);
    if is_number {
        return (half != text).then_some(RejectCode::FullWidthNumber);
    }
    if half.ends_with(['%', '‰']) {
        return Some(RejectCode::PercentSign);
    }
    if let Some(code) = with_comma(whole, rest) {
        return Some(code);
    }
    if is_scientific(rest) {
        return Some(RejectCode::ScientificNumber);
    }
    if half.len() >= 8 && dates::written_day(half).is_ok() {
        return Some(RejectCode::DateForNumber);
    }
    of_two(half, rest)
}

/// Digits and something else that no number has.
fn of_two(half: &str, rest: &str) -> Option<RejectCode> {
    if rest.starts_with(':') && rest.bytes().all(|sign| sign.is_ascii_digit() || matches!(sign, b':' | b'.')) {
        return Some(RejectCode::ClockForNumber);
    }
    let behind = rest.trim_start();
    if let Some(end) = behind.strip_prefix(['-', '~', '至', '到', '—', '–'])
        && end.trim_start().starts_with(|sign: char| sign.is_ascii_digit())
    {
        return Some(RejectCode::NumberRange);
    }
    if ABOUT_BEHIND.iter().any(|word| half.ends_with(word)) {
        return Some(RejectCode::ApproximateNumber);
    }
    half.contains(char::is_alphabetic).then_some(RejectCode::NumberWithUnit)
}

/// Commas between thousands, or one in the place of the point.
fn with_comma(whole: &str, rest: &str) -> Option<RejectCode> {
    let (groups, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
    let mut groups = groups.strip_prefix(',')?.split(',');
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
    if whole.len() <= 3 && groups.clone().all(|group| group.len() == 3 && all_digits(group)) && all_digits(fraction) {
        return Some(RejectCode::ThousandsSeparator);
    }
    (groups.clone().count() == 1 && groups.all(all_digits)).then_some(RejectCode::DecimalComma)
}

/// What follows the first digits of 1.83E+03.
pub(super) fn is_scientific(rest: &str) -> bool {
    let behind = rest.strip_prefix('.').map_or(rest, |fraction| dates::digits(fraction).1);
    let exponent = behind.strip_prefix(['e', 'E']).map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    exponent.is_some_and(|exponent| !exponent.is_empty() && exponent.bytes().all(|sign| sign.is_ascii_digit()))
}

/// A text that begins with a word.
fn in_words(half: &str) -> Option<RejectCode> {
    if ABOUT.iter().any(|word| half.starts_with(word)) && half.contains(|sign: char| sign.is_ascii_digit()) {
        return Some(RejectCode::ApproximateNumber);
    }
    half.starts_with(|sign| NUMERALS.contains(sign)).then_some(RejectCode::ChineseNumeral)
}
