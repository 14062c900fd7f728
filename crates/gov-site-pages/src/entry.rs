//! An item as evidence: title, address, date, place.

use serde::Serialize;

use crate::context::{Context, is_no_address};
use crate::items::{self, Item};
use crate::marks::DateMark;
use crate::outline::{At, Page, Tag, What, is_bare, is_space, line, trimmed};
use crate::shown::{Shown, ShownDate};

/// One item of a list, as a reviewer reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListItem {
    /// The title; the whole one from the `title` attribute where the shown text is cut.
    pub title: String,
    /// The link as written; a script where the item has no address. Of a row without a link the target of its script, empty where it has none.
    pub href: String,
    /// The address, resolved; of links by script the address that the script names. None where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The date that is shown beside the item. None: the item is shown without a date (evidence, reading 3), unless `unread` says that there is one.
    pub date: Option<ShownDate>,
    /// What is shown where a date stands, but from which no day of publication can be read: 3天前, 2023-02-30, 19/03/2018, the day of a deadline.
    /// What stands in no text counts, too: a script that writes a date, an element that waits for one. The item is not known to be undated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<Shown>,
    /// CSS selector of the item.
    pub place: String,
}

impl ListItem {
    pub(crate) fn new(page: &Page<'_>, context: &Context, item: Item) -> ListItem {
        // A record without a link stands for its link.
        let is_link = page.is(item.link, Tag::A);
        let href = if is_link { page.attr(item.link, "href") } else { items::target(page, item.link) }.unwrap_or("");
        let url = address(page, item.link, href).map(|href| context.resolve(href));
        let title = if is_link { title(page, &item) } else { items::title(page, &item) };
        let place = page.place(item.record);
        let unread = item.unread.map(|mark| unread(page, &mark));
        let date = item.date.map(|mark| shown(page, mark));
        ListItem { title, href: href.to_owned(), url, date, unread, place }
    }
}

/// A date that is not that of the publication, or not for sure.
pub(crate) fn unread(page: &Page<'_>, mark: &DateMark) -> Shown {
    Shown { text: mark.text(page), place: mark.place(page) }
}

pub(crate) fn shown(page: &Page<'_>, mark: DateMark) -> ShownDate {
    ShownDate { date: mark.date, time: mark.time, from: mark.from, text: mark.text(page), place: mark.place(page) }
}

/// The address of a link: its `href`, or the first one that its script names.
fn address<'a>(page: &Page<'a>, link: At, href: &'a str) -> Option<&'a str> {
    if !is_no_address(href) {
        return Some(href);
    }
    let scripts = [page.attr(link, "onclick"), Some(href)];
    scripts.into_iter().flatten().find_map(quoted_address)
}

/// A text in quotes that looks like an address.
pub(crate) fn quoted_address(script: &str) -> Option<&str> {
    script.split(['\'', '"']).skip(1).step_by(2).find(|text| {
        let is_file = [".htm", ".shtm", ".jsp", ".asp", ".php", ".do"].iter().any(|end| text.contains(end));
        !text.contains(char::is_whitespace) && (text.contains('/') || is_file)
    })
}

/// The title of an item without its date.
fn title(page: &Page<'_>, item: &Item) -> String {
    let text = shown_title(page, item);
    let attribute = page.attr(item.link, "title").unwrap_or("");
    if attribute == text {
        return text;
    }
    let attribute = titled(attribute);
    let cut = text.trim_end_matches('.').trim_end_matches('…').trim_end();
    let is_cut = cut.len() < text.len() || text.is_empty();
    // The shown text may begin with the name of the category, which the attribute leaves out.
    let behind_category =
        || cut.find(['】', ']', '］']).is_some_and(|at| is_cut && attribute.starts_with(cut[at..].trim_start_matches(['】', ']', '］', ' '])));
    let whole = attribute.len() >= cut.len() && (attribute.starts_with(cut) || is_cut) || behind_category();
    if whole { attribute } else { text }
}

/// A `title` attribute that holds a label and more lines: `标题：…`, then `时间：…`.
fn titled(attribute: &str) -> String {
    let first = attribute.split(['\n', '\r']).map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let first = first.strip_prefix("标题：").or_else(|| first.strip_prefix("标题:")).unwrap_or(first);
    line(first)
}

/// Blocks in a link that are looked at.
const BLOCKS: usize = 32;

/// The shown text of the link; of a link around a whole block its heading, else its first text.
fn shown_title(page: &Page<'_>, item: &Item) -> String {
    let date = item.date.as_ref().or(item.unread.as_ref());
    let is_block = |at: At| matches!(page.tag(at), Some(Tag::Div | Tag::P | Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::Dl | Tag::Ul));
    let blocks: Vec<At> = page.subtree(item.link).skip(1).filter(|at| is_block(*at)).take(BLOCKS).collect();
    if blocks.is_empty() {
        return text_without_date(page, item.link, date);
    }
    let heading = |at: &At| matches!(page.tag(*at), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5));
    let named = blocks.iter().copied().find(heading).map(|at| text_without_date(page, at, date));
    named.filter(|text| !text.is_empty()).unwrap_or_else(|| {
        let texts = blocks.iter().map(|at| text_without_date(page, *at, date));
        texts.into_iter().find(|text| text.chars().filter(|sign| sign.is_alphabetic()).count() >= 2).unwrap_or_else(|| text_without_date(page, item.link, date))
    })
}

pub(crate) fn text_without_date(page: &Page<'_>, at: At, date: Option<&DateMark>) -> String {
    let mut out = String::new();
    for node in page.subtree(at) {
        let What::Text(text) = page.nodes[node].what else { continue };
        if page.nodes[node].hidden {
            continue;
        }
        match date {
            Some(mark) if mark.node == node && mark.last == node => {
                crate::outline::push_line(&mut out, &text[..mark.span.0]);
                crate::outline::push_line(&mut out, &text[mark.span.1..]);
            }
            Some(mark) if mark.node <= node && node <= mark.last => {}
            _ if is_no_word_of_title(trimmed(text)) => {}
            _ => crate::outline::push_line(&mut out, text),
        }
    }
    if is_bare(&out) {
        return out;
    }
    let inner = out.trim_matches(|sign: char| is_space(sign) || "•·◆■▪●>›»".contains(sign));
    empty_brackets_off(inner).to_owned()
}

/// Whether a text by itself in an element is no part of the title.
fn is_no_word_of_title(text: &str) -> bool {
    is_duration(text) || is_badge(text)
}

/// A mark beside a title, by itself in an element.
fn is_badge(text: &str) -> bool {
    const BADGES: [&str; 7] = ["new", "new!", "hot", "top", "置顶", "热", "新"];
    text.len() <= 6 && BADGES.iter().any(|badge| text.eq_ignore_ascii_case(badge))
}

/// How long a film runs (`03:21`), by itself in an element.
fn is_duration(text: &str) -> bool {
    (4..=8).contains(&text.len()) && text.contains(':') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

/// Brackets that held only the date.
fn empty_brackets_off(text: &str) -> &str {
    let mut text = text.trim();
    if !text.starts_with(['[', '(', '（', '【', '〔']) && !text.ends_with([']', ')', '）', '】', '〕']) {
        return text;
    }
    for pair in ["[]", "()", "（）", "【】", "[ ]", "( )", "〔〕"] {
        text = text.strip_suffix(pair).unwrap_or(text);
        text = text.strip_prefix(pair).unwrap_or(text).trim();
    }
    text
}
