//! Texts in the place of a date from which no day of publication can be read: 3天前, 2023年5月, 2023-02-30, two bare numbers.

use crate::date_text::{DateText, Written, dates_in, whole_date};
use crate::items::Item;
use crate::outline::{At, Page, is_space};
use crate::shown::Shown;

/// Texts of an item that are looked at.
const TEXTS: usize = 12;
/// Bytes of a text that may be a date with its label.
const LONGEST: usize = 60;

/// What an item without a date shows in the place of one: then it is not known to be undated.
pub(super) fn shown(page: &Page<'_>, item: &Item) -> Option<Shown> {
    // The title speaks of days, too, but a link may hold the whole row.
    let wraps = page.texts(item.link).nth(1).is_some();
    let is_title = |at: At| !wraps && page.subtree(item.link).contains(&at);
    let texts = || page.texts(item.record).take(TEXTS);
    let (at, text) = texts().find(|(at, text)| !is_title(*at) && is_unread(text)).or_else(|| two_numbers(texts()))?;
    Some(Shown { text: crate::outline::line(text), place: page.place(page.nodes[at].parent) })
}

/// Two numbers side by side that may be a month and day, or two counts: nobody can tell.
fn two_numbers<'a>(texts: impl Iterator<Item = (At, &'a str)>) -> Option<(At, &'a str)> {
    let around = |sign: char| is_space(sign) || "/-.[]()".contains(sign);
    let number = |text: &str| text.trim_matches(around).parse::<u8>().ok().filter(|number| (1..=31).contains(number));
    let mut last = None;
    for (at, text) in texts {
        let this = number(text);
        match (last, this) {
            (Some(left), Some(right)) if right.min(left) <= 12 => return Some((at, text)),
            _ => last = this,
        }
    }
    None
}

fn is_unread(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let around = |sign: char| is_space(sign) || "[]()（）【】|".contains(sign);
    let text = text.trim_matches(around);
    let text = text.split_once(['：', ':']).filter(|(label, _)| !label.ends_with(|sign: char| sign.is_ascii_digit())).map_or(text, |(_, value)| value);
    let text = ["发布于", "发表于", "更新于", "发布", "更新"].iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text).trim_start_matches(around);
    let first = text.split(|sign: char| is_space(sign) || sign == '|').next().unwrap_or(text);
    is_ago(text) || is_ago(first) || is_month(text) || is_like_day(first) || is_span(text)
}

/// 3天前, 一周前, 2小时前, 昨天 10:21.
fn is_ago(text: &str) -> bool {
    const UNITS: [&str; 14] = ["秒钟", "秒", "分钟", "分", "小时", "钟头", "天", "日", "周", "星期", "礼拜", "月", "年", "刻钟"];
    const DAYS: [&str; 18] =
        ["昨天", "昨日", "前天", "前日", "今天", "今日", "刚刚", "刚才", "大前天", "今早", "今晚", "昨晚", "本周", "上周", "本月", "上月", "去年", "不久前"];
    let since = || {
        let joined: String = text.strip_suffix('前')?.chars().filter(|sign| !is_space(*sign)).collect();
        let count = joined.trim_end_matches(['以', '之']);
        let count = UNITS.iter().find_map(|unit| count.strip_suffix(unit))?.trim_end_matches(['个', '多', '余']);
        let is_number = |sign: char| sign.is_numeric() || "半几数一二两三四五六七八九十百约".contains(sign);
        (!count.is_empty() && count.chars().all(is_number)).then_some(())
    };
    let of_day = |day: &str| text.strip_prefix(day).map(|rest| rest.trim_start_matches(is_space)).is_some_and(|rest| rest.is_empty() || is_clock(rest));
    text.len() <= 32 && (since().is_some() || DAYS.iter().any(|day| of_day(day)))
}

fn is_clock(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

/// 2023.11.20-2023.12.20: two days without a blank between them, which are no date in a text.
fn is_span(text: &str) -> bool {
    let parts = |(at, sign): (usize, char)| "-–—~～".contains(sign) && whole_date(&text[..at]).is_some() && whole_date(&text[at + sign.len_utf8()..]).is_some();
    text.len() > "2023.1.2-2023.1.3".len() && text.char_indices().any(parts)
}

/// A year and month alone.
fn is_month(text: &str) -> bool {
    matches!(dates_in(text)[..], [DateText { start: 0, end, date: Written::YearMonth { .. }, .. }] if end == text.len())
}

/// 2023-02-30, 0000-00-00, 02-30, 2023年2月30日, 2023.05, 20230520: numbers as of a day or month.
fn is_like_day(text: &str) -> bool {
    let plain = text.trim_end_matches(['日', '号']).replace(['年', '月', '－', '／', '．'], "-");
    let text = plain.as_str();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let day = text.split(is_space).next().unwrap_or(text);
    let mut parts = day.split(['-', '/', '.']);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) => year.len() == 4 && month.len() <= 2 && day.len() <= 2 && [year, month, day].into_iter().all(digits),
        (Some(year), Some(month), None, None) if year.len() == 4 => month.len() <= 2 && year.starts_with(['1', '2']) && [year, month].into_iter().all(digits),
        (Some(month), Some(day), None, None) => month.len() == 2 && day.len() == 2 && month <= "12" && [month, day].into_iter().all(digits),
        (Some(day), None, ..) => day.len() == 8 && digits(day) && day.starts_with(['1', '2']),
        _ => false,
    }
}
