//! Dates beside items that are shown, but from which no day of publication can be read: 3天前, 2023年5月, 2023-02-30, the only day of a
//! row under the head of a deadline.

use crate::date_text::{DateText, Written, dates_in};
use crate::items::{Item, is_deadline, row_head};
use crate::outline::{Page, Tag, is_space};

/// Texts of an item that are looked at.
const TEXTS: usize = 12;
/// Bytes of a text that may be a date with its label.
const LONGEST: usize = 60;
/// Elements above a date among which its row is looked for.
const ROW: usize = 6;

/// Whether an item without a date shows one that cannot be read: then it is not known to be undated.
pub(super) fn is_shown(page: &Page<'_>, items: &[Item]) -> bool {
    let undated = || items.iter().filter(|item| item.date.is_none());
    undated().any(|item| page.texts(item.record).take(TEXTS).any(|(_, text)| is_unread(text)) || has_two_numbers(page, item))
}

/// Whether two numbers stand side by side in an item that may be its month and day, or two counts: nobody can tell.
fn has_two_numbers(page: &Page<'_>, item: &Item) -> bool {
    let around = |sign: char| is_space(sign) || "/-.[]()".contains(sign);
    let number = |text: &str| text.trim_matches(around).parse::<u8>().ok().filter(|number| (1..=31).contains(number));
    let numbers: Vec<Option<u8>> = page.texts(item.record).take(TEXTS).map(|(_, text)| number(text)).collect();
    numbers.windows(2).any(|pair| matches!(pair, [Some(left), Some(right)] if (*left).min(*right) <= 12))
}

/// Takes the days away that stand under the head of a deadline or an event: they are not those of publication. Whether there were any: then
/// nobody knows what the items show of their publication.
pub(super) fn without_deadlines(page: &Page<'_>, items: &mut [Item]) -> bool {
    let Some(first) = items.iter().find_map(|item| item.date.as_ref()).map(|mark| mark.node) else { return false };
    let Some(row) = page.ancestors(first).take(ROW).find(|at| matches!(page.tag(*at), Some(Tag::Tr | Tag::Li))) else { return false };
    let of_deadlines = row_head(page, row, first).is_some_and(|head| is_deadline(&head));
    if of_deadlines {
        items.iter_mut().for_each(|item| item.date = None);
    }
    of_deadlines
}

fn is_unread(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let around = |sign: char| is_space(sign) || "[]()（）【】".contains(sign);
    let text = text.trim_matches(around);
    let text = text.split_once('：').map_or(text, |(_, value)| value.trim_start_matches(around));
    is_ago(text) || is_month(text) || is_like_day(text)
}

/// 3天前, 2小时前, 昨天 10:21.
fn is_ago(text: &str) -> bool {
    let since = text.ends_with('前') && text.len() <= 15 && text.starts_with(|sign: char| sign.is_ascii_digit() || sign == '半');
    since
        || ["昨天", "前天", "今天", "刚刚"]
            .iter()
            .any(|word| text.strip_prefix(word).map(|rest| rest.trim_start_matches(is_space)).is_some_and(|rest| rest.is_empty() || is_clock(rest)))
}

fn is_clock(text: &str) -> bool {
    text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

/// A year and month alone.
fn is_month(text: &str) -> bool {
    matches!(dates_in(text)[..], [DateText { start: 0, end, date: Written::YearMonth { .. }, .. }] if end == text.len())
}

/// 2023-02-30, 0000-00-00, 2023.05, 20230520: numbers as of a day or month.
fn is_like_day(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let day = text.split(is_space).next().unwrap_or(text);
    let mut parts = day.split(['-', '/', '.']);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) => year.len() == 4 && month.len() <= 2 && day.len() <= 2 && [year, month, day].into_iter().all(digits),
        (Some(year), Some(month), None, None) => year.len() == 4 && month.len() <= 2 && year.starts_with(['1', '2']) && [year, month].into_iter().all(digits),
        (Some(day), None, ..) => day.len() == 8 && digits(day) && day.starts_with(['1', '2']),
        _ => false,
    }
}
