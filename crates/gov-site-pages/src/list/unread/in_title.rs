//! Dates at the ends of titles: 标题（2018-03-19）, 标题 03月19日. One may be the title's own, but a list whose titles all end so shows its dates there.

use super::TEXTS;
use super::date_like::names_day;
use crate::date_text::{DateText, Written, whole_date};
use crate::items::Item;
use crate::marks::DateMark;
use crate::outline::{At, Page, is_letter, is_space};
use crate::shown::DatePlace;

/// Bytes of what may be a date at the end of a title.
const LONGEST: usize = 60;

/// Takes the dates at the ends of titles for those of their items, where three quarters of a list have one and none beside it.
pub(in crate::list) fn read_at_ends(page: &Page<'_>, items: &mut [Item]) {
    if items.iter().all(|item| item.date.is_some()) {
        return;
    }
    let found: Vec<Option<DateMark>> = items.iter().map(|item| if item.date.is_none() { mark(page, item) } else { None }).collect();
    let ending = found.iter().flatten().count();
    if ending < 2 || ending * 4 < items.len() * 3 {
        return;
    }
    for (item, mark) in items.iter_mut().zip(found) {
        item.date = item.date.take().or(mark);
    }
}

fn mark(page: &Page<'_>, item: &Item) -> Option<DateMark> {
    let of = |tail: Tail<'_>| {
        let found = whole_date(tail.text).filter(|found| is_day(found) && is_of_system(&tail, found))?;
        let mark = DateMark::new(tail.node, found.date, DatePlace::Text);
        Some(DateMark { time: found.time, span: (tail.start + found.start, tail.start + found.end), ..mark })
    };
    tails(page, item).find_map(of)
}

/// Whether a date was put behind a title by the system: in digits and signs, in narrow brackets or behind a blank. 公告（2023年12月30日） is
/// the day of what the title speaks of, as its author wrote it.
fn is_of_system(tail: &Tail<'_>, found: &DateText) -> bool {
    !tail.in_wide_brackets && !tail.text[found.start..found.end].contains(['年', '月'])
}

fn is_day(found: &DateText) -> bool {
    matches!(found.date, Written::Day(_) | Written::MonthDay { .. })
}

/// What the title of an item ends with, if that may be its date.
pub(super) fn shown<'a>(page: &Page<'a>, item: &Item) -> Option<(At, &'a str)> {
    let is_date = |tail: &Tail<'_>| whole_date(tail.text).map_or_else(|| is_date_alone(tail.text), |found| is_day(&found));
    tails(page, item).find(is_date).map(|tail| (tail.node, tail.text))
}

/// Whether a text looks like a day and holds no other words: 2018年3月19日修订 is part of a title.
fn is_date_alone(text: &str) -> bool {
    const WORDS: &str = "年月日号时点分秒农历初〇零一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾";
    names_day(text) && text.chars().all(|sign| !is_letter(sign) || sign.is_ascii() || WORDS.contains(sign))
}

/// The end of a text of a link.
struct Tail<'a> {
    node: At,
    text: &'a str,
    /// Where it begins in its node.
    start: usize,
    in_wide_brackets: bool,
}

fn tails<'a>(page: &Page<'a>, item: &Item) -> impl Iterator<Item = Tail<'a>> {
    let of = |(node, text): (At, &'a str)| {
        let (start, end) = end_of(text)?;
        Some(Tail { node, text: &text[start..end], start, in_wide_brackets: text[end..].starts_with(['）', '】', '］']) })
    };
    page.texts(item.link).take(TEXTS).filter_map(of)
}

/// Where the end of a title stands that is set off from its words: in brackets, or behind a blank.
fn end_of(text: &str) -> Option<(usize, usize)> {
    let inner = text.trim_end_matches(is_space);
    let pairs = [('）', '（'), (')', '('), ('】', '【'), (']', '['), ('］', '［')];
    let pair = pairs.into_iter().find_map(|(close, open)| Some((inner.strip_suffix(close)?, open)));
    let (start, end) = match pair {
        Some((inner, open)) => (inner.rfind(open)? + open.len_utf8(), inner.len()),
        None => inner.char_indices().rev().find(|(_, sign)| is_space(*sign)).map(|(at, sign)| (at + sign.len_utf8(), inner.len()))?,
    };
    (end > start && end - start <= LONGEST && text[..start].chars().any(is_letter)).then_some((start, end))
}
