//! The time of day behind a date.

use alloc::format;

use super::digits;
use crate::{
    ingest::RejectCode,
    model::{Day, Moment},
};

/// Words of clocks that go to twelve.
const HALVES: &[&str] = &["上午", "下午", "中午", "凌晨", "早上", "晚上", "傍晚"];

/// The moment of a day at the time of day that follows it.
///
/// # Errors
/// Why it is none, where that can be said of the time alone.
pub(super) fn moment(day: Day, rest: &str) -> Result<Moment, Option<RejectCode>> {
    if has_half(rest) {
        return Err(Some(RejectCode::HalfDayClock));
    }
    let rest = rest.trim_start();
    let clock = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_start();
    let (time, zone) = time(clock).ok_or(None)?;
    let zone = offset(zone.trim())?;
    let time = time.ok_or(Some(RejectCode::NoSuchTime))?;
    Moment::parse(&format!("{day}T{time}{zone}")).ok_or(None)
}

/// Whether a text speaks of the halves of a day.
fn has_half(text: &str) -> bool {
    let marked = |sign: &str| text.trim_end().len() > 2 && text.trim_end().get(text.trim_end().len() - 2..).is_some_and(|end| end.eq_ignore_ascii_case(sign));
    HALVES.iter().any(|half| text.contains(half)) || marked("am") || marked("pm")
}

/// The time in ISO 8601, `None` where no day has it, and what follows; `None` where the text begins with no time.
fn time(text: &str) -> Option<(Option<alloc::string::String>, &str)> {
    let (hour, rest) = number(text, 1)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest, 2)?,
        None => (0, rest),
    };
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(behind) => digits(behind),
        None => ("0", rest),
    };
    let is_time = hour < 24 && minute < 60 && second < 60 && !fraction.is_empty();
    Some((is_time.then(|| format!("{hour:02}:{minute:02}:{second:02}.{fraction}")), rest))
}

/// A number of `least` to two digits.
fn number(text: &str, least: usize) -> Option<(u32, &str)> {
    let (number, rest) = digits(text);
    (least..=2).contains(&number.len()).then_some(())?;
    Some((number.parse().ok()?, rest))
}

/// The offset in ISO 8601, nothing where there is none.
fn offset(text: &str) -> Result<alloc::string::String, Option<RejectCode>> {
    let unknown = Err(Some(RejectCode::UnknownTimeZone));
    let Some(sign) = text.chars().next() else { return Ok(alloc::string::String::new()) };
    if text.eq_ignore_ascii_case("z") {
        return Ok("Z".into());
    }
    if !matches!(sign, '+' | '-') {
        let is_name = text.chars().all(|sign| sign.is_ascii_alphabetic() || "()+-:/0123456789 _".contains(sign)) || text.contains("时间");
        return if sign.is_ascii_digit() || !is_name { Err(None) } else { unknown };
    }
    let (hours, rest) = digits(&text[1..]);
    let (hours, minutes) = match (hours.len(), rest.strip_prefix(':')) {
        (4, None) if rest.is_empty() => hours.split_at(2),
        (2, Some(minutes)) if minutes.len() == 2 => (hours, minutes),
        _ => return unknown,
    };
    match (hours.parse::<u32>(), minutes.parse::<u32>()) {
        (Ok(0..=23), Ok(0..=59)) => Ok(format!("{sign}{hours}:{minutes}")),
        _ => unknown,
    }
}
