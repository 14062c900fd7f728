//! Texts in the place of a date from which no day of publication can be read: 3天前, 2023年5月, 2023-02-30, two bare numbers.

use crate::date_text::{DateText, Written, dates_in, whole_date};
use crate::items::Item;
use crate::outline::{At, Page, Tag, What, is_letter, is_space, trimmed};
use crate::shown::Shown;

mod date_like;
mod elements;
mod in_title;

pub(crate) use date_like::is_date_like;
use date_like::names_day;
pub(super) use in_title::read_at_ends;

/// Texts of an item that are looked at.
const TEXTS: usize = 12;
/// Bytes of a text that may be a date with its label.
const LONGEST: usize = 60;
/// Nodes behind a link in which the rest of its line is looked for.
const LINE: usize = 16;

/// What an item without a date shows in the place of one: then it is not known to be undated.
pub(super) fn shown(page: &Page<'_>, item: &Item) -> Option<Shown> {
    let texts: Vec<(At, &str)> = if item.record == item.link { of_line(page, item.link) } else { page.texts(item.record).take(TEXTS).collect() };
    // The title speaks of days, too, but a link may hold the whole row.
    let wraps = page.texts(item.link).nth(1).is_some();
    let is_title = |at: At| !wraps && page.subtree(item.link).contains(&at);
    let known = || texts.iter().copied().find(|(at, text)| !is_title(*at) && is_unread(text));
    let unknown =
        || texts.iter().copied().find(|(at, text)| if page.subtree(item.link).contains(at) { is_part(page, item, *at, text) } else { holds_date(text) });
    let found = known().or_else(|| two_numbers(texts.iter().copied())).or_else(unknown).or_else(|| day_of_heading(page, item, &texts));
    let found = found.or_else(|| in_title::shown(page, item)).or_else(|| day_of_group(page, item));
    let of_text = found.map(|(at, text)| Shown { text: crate::outline::line(text), place: page.place(page.nodes[at].parent) });
    of_text.or_else(|| elements::shown(page, item))
}

/// The texts of a link and of the line in which it stands among others: before it from the break, behind it to the break or the next link.
fn of_line<'a>(page: &Page<'a>, link: At) -> Vec<(At, &'a str)> {
    let parent = page.nodes[link].parent;
    let is_end = |at: &At| page.is(*at, Tag::A) || page.is(*at, Tag::Br) || matches!(page.tag(*at), Some(tag) if tag.is_block());
    let before = link.saturating_sub(LINE).max(parent + 1)..link;
    let begin = before.clone().rev().find(is_end);
    // Behind another link a text is that link's.
    let begin = begin.map_or(before.start, |at| if page.is(at, Tag::Br) { at + 1 } else { link });
    let end = (page.nodes[link].end..page.nodes[parent].end).take(LINE).find(is_end).unwrap_or(page.nodes[parent].end);
    let text = |at: At| if let What::Text(text) = page.nodes[at].what { Some((at, text)) } else { None };
    (begin..end.min(page.nodes[link].end + LINE)).filter(|at| !page.nodes[*at].hidden).filter_map(text).take(TEXTS).collect()
}

/// Whether a text beside a title holds anything like a date. A sentence may speak of one.
fn holds_date(text: &str) -> bool {
    let text = trimmed(text);
    if text.len() > LONGEST * 4 || is_sentence(text) {
        return false;
    }
    let parts = |sign: char| is_space(sign) || "|｜；;".contains(sign);
    if text.len() <= LONGEST { is_date_like(text) } else { text.split(parts).any(|part| part.len() <= LONGEST && is_date_like(part)) }
}

/// Whether a text is a sentence or the begin of one, as of a summary.
fn is_sentence(text: &str) -> bool {
    text.contains(['。', '，']) && text.chars().filter(|sign| is_letter(*sign)).count() >= SENTENCE
}

/// Letters that a sentence has at least; 2018年3月19日，星期一 has fewer.
const SENTENCE: usize = 8;

/// A bare day under a heading that names its month.
fn day_of_heading<'a>(page: &Page<'_>, item: &Item, texts: &[(At, &'a str)]) -> Option<(At, &'a str)> {
    let is_day = |text: &str| trimmed(text).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let day = texts.iter().copied().find(|(at, text)| is_day(text) && !page.subtree(item.link).contains(at))?;
    super::heading_before(page, item.list).filter(|heading| is_month(heading)).map(|_| day)
}

/// Nodes before an item among which a day stands that is the heading of a group of items.
const GROUP: usize = 400;
/// Nodes of such a heading at most, and elements above it.
const DAY: usize = 24;
const ABOVE: usize = 6;

/// A day over a group of items: whether it is that of each of them nobody can tell.
fn day_of_group<'a>(page: &Page<'a>, item: &Item) -> Option<(At, &'a str)> {
    let is_linked = |at: At| page.ancestors(at).take(ABOVE).any(|above| page.is(above, Tag::A));
    let shown = |at: At| if let What::Text(text) = page.nodes[at].what { (!page.nodes[at].hidden && !is_linked(at)).then_some((at, text)) } else { None };
    let (at, text) = (item.begin().saturating_sub(GROUP)..item.begin()).rev().find_map(shown)?;
    // A day in the row of another item is that of the other.
    let own = page.ancestors(at).take_while(|above| !page.subtree(*above).contains(&item.link));
    let is_alone = |above: At| page.subtree(above).len() <= DAY && !page.subtree(above).any(|at| page.is(at, Tag::A));
    let mut own = own.peekable();
    let is_day =
        whole_date(text.trim()).is_some_and(|found| matches!(found.date, crate::date_text::Written::Day(_) | crate::date_text::Written::MonthDay { .. }));
    (is_day && own.peek().is_some() && own.all(is_alone)).then_some((at, text))
}

/// Whether a text within the link is a date of its own beside the title, not a part of the title.
fn is_part(page: &Page<'_>, item: &Item, at: At, text: &str) -> bool {
    let longest = page.texts(item.link).map(|(at, text)| (trimmed(text).len(), at)).max();
    longest.is_some_and(|(_, title)| title != at) && page.nodes[at].parent != item.link && text.len() <= LONGEST && names_day(text)
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

/// Whether a text is a date that no day can be read from: 3天前, 2023年5月, 2023-02-30.
pub(crate) fn is_unread(text: &str) -> bool {
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
