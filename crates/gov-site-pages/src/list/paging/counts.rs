//! Numbers of pages and items, as texts and scripts state them.

use super::Paging;
use super::loads::FETCHES;
use crate::outline::trimmed;
use crate::sieve::Words;

/// Signs of which one stands in every statement of numbers.
const COUNTED: Words<3> = Words::new(["页", "条", "/"]);
/// Digits of a number of pages or items at most.
const DIGITS: usize = 7;

/// `共 12 页`, `共 230 条`, `第 1 页`, `1/12`, also split over elements: then the two texts before hold the first parts.
pub(super) fn in_text(before: [&str; 2], text: &str, near: bool, paging: &mut Paging) {
    let number = trimmed(before[1]);
    if is_number(number) && before[0].trim_end().ends_with(['共', '计', '有', '第', '：', ':', '数']) {
        counted(&format!("{}{number}{}", super::super::blank::tail(before[0]), super::super::blank::head(text)), false, paging);
    }
    if near && number == "/" && is_number(before[0].trim()) && is_number(text.trim()) {
        counted(&format!("{}/{}", before[0].trim(), text.trim()), true, paging);
    }
    counted(text, near, paging);
}

fn is_number(text: &str) -> bool {
    (1..=DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn counted(text: &str, near: bool, paging: &mut Paging) {
    if !COUNTED.stand_in(text) {
        return;
    }
    paging.pages = paging.pages.or_else(|| number_between(text, "共", "页"));
    paging.items = paging.items.or_else(|| number_between(text, "共", "条"));
    paging.page = paging.page.or_else(|| number_between(text, "第", "页"));
    if let Some((page, pages)) = fraction(text).filter(|_| text.contains('页') || near && text.trim().len() <= DIGITS) {
        paging.pages = paging.pages.or(Some(pages));
        paging.page = paging.page.or(Some(page));
    }
}

/// `1/12`: this page and the number of pages.
fn fraction(text: &str) -> Option<(u32, u32)> {
    let (before, after) = text.split_once('/').filter(|(_, after)| !after.contains('/'))?;
    let (before, after) = (before.trim_end(), after.trim_start());
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let page: u32 = before[before.len() - digits..].parse().ok()?;
    let pages: u32 = after[..after.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()?;
    (1..=pages).contains(&page).then_some((page, pages))
}

/// The number that stands between two words and nothing else.
fn number_between(text: &str, before: &str, after: &str) -> Option<u32> {
    text.match_indices(before).find_map(|(at, word)| {
        let rest = text[at + word.len()..].trim_start_matches(['有', '计', '：', ':', ' ', '\u{A0}']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let follows = rest[digits..].trim_start().starts_with(after);
        (digits > 0 && follows).then(|| rest[..digits].parse().ok()).flatten()
    })
}

/// Names of numbers of pages and of items in the scripts of pagers.
const PAGES: [&str; 4] = ["totalPage", "pageCount", "countPage", "pageTotal"];
const ITEMS: [&str; 3] = ["totalRecord", "totalCount", "recordCount"];
/// Calls that write a pager.
const PAGERS: [&str; 6] = ["jpage(", "pagination(", "laypage", "createPage", ".Paging(", ".paging("];

/// Reads the numbers of a script that writes a pager (jpage of 大汉, pagination of jQuery). Whether it writes one at all.
pub(super) fn in_script(source: &str, paging: &mut Paging) -> bool {
    if !["age", "agi", "otal", "ecord"].iter().any(|part| source.contains(part)) {
        return false;
    }
    let of = |names: &[&str]| names.iter().find_map(|name| number_after(source, name));
    // What a script begins with says nothing where it asks for the numbers afterwards.
    let is_start = || FETCHES.iter().any(|word| source.contains(word));
    let (pages, items) = (of(&PAGES), of(&ITEMS));
    let writes = pages.is_some() || items.is_some();
    let (pages, items) = (pages.filter(|pages| *pages > 1 || !is_start()), items.filter(|items| *items > 0 || !is_start()));
    paging.pages = paging.pages.or(pages);
    paging.items = paging.items.or(items);
    writes || PAGERS.iter().any(|call| source.contains(call)) || source.contains("perPage") && source.contains("total")
}

/// `totalRecord: 120`, `"totalPage" = '8'`.
fn number_after(source: &str, name: &str) -> Option<u32> {
    source.match_indices(name).take(8).find_map(|(at, _)| {
        let rest = source[at + name.len()..].trim_start_matches(['s', '"', '\'', ' ']);
        let rest = rest.strip_prefix([':', '='])?.trim_start_matches(['"', '\'', ' ']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest[..digits].parse().ok()
    })
}
