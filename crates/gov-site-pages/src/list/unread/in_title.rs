//! Dates at the ends of titles: 标题（2018-03-19）, 标题 03月19日. One may be the title's own, but a list whose titles all end so shows its dates there.

use super::date_like::is_series;
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
    let (node, text) = page.texts(item.link).last()?;
    let (start, end) = end_of(text)?;
    let found = whole_date(&text[start..end]).filter(is_day)?;
    let mark = DateMark::new(node, found.date, DatePlace::Text);
    Some(DateMark { time: found.time, span: (start + found.start, start + found.end), ..mark })
}

fn is_day(found: &DateText) -> bool {
    matches!(found.date, Written::Day(_) | Written::MonthDay { .. })
}

/// What the title of an item ends with, if that may be its date.
pub(super) fn shown<'a>(page: &Page<'a>, item: &Item) -> Option<(At, &'a str)> {
    let (node, text) = page.texts(item.link).last()?;
    let (start, end) = end_of(text)?;
    let tail = &text[start..end];
    let is_date = whole_date(tail).map_or_else(|| is_series(tail), |found| is_day(&found));
    is_date.then_some((node, tail))
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
