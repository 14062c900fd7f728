//! Dates of an item that stand in no text: in attributes that no reader understood, in scripts that write them, in elements that wait for them.

use super::date_like::is_date_like;
use crate::items::Item;
use crate::marks::{DATED_ATTRIBUTES, is_label};
use crate::outline::{At, Page, Tag, line};
use crate::shown::Shown;

/// Nodes of an item that are looked at.
const NODES: usize = 64;
/// Bytes of an attribute or a script that are looked at.
const LONGEST: usize = 4000;
/// Signs of a script that are kept as evidence.
const KEPT: usize = 120;

pub(super) fn shown(page: &Page<'_>, item: &Item) -> Option<Shown> {
    page.subtree(item.record).take(NODES).filter(|at| page.tag(*at).is_some()).find_map(|at| {
        let text = attribute(page, at).map(str::to_owned).or_else(|| script(page, at)).or_else(|| waiting(page, item, at));
        text.map(|text| Shown { text: line(&text).chars().take(KEPT).collect(), place: page.place(at) })
    })
}

/// An attribute in which systems keep dates, with one of a form that is not known; in a `title` only a line with its label.
fn attribute<'a>(page: &Page<'a>, at: At) -> Option<&'a str> {
    let of = |(name, value): (&str, &'a str)| {
        if !DATED_ATTRIBUTES.contains(&name) || value.len() > LONGEST {
            return None;
        }
        if name != "title" {
            return is_date_like(value).then_some(value);
        }
        value.split(['\n', '\r']).map(str::trim).find(|line| is_labelled(line))
    };
    page.attributes(at).find_map(of)
}

/// Whether a line is a label of days and something like a date: `发表时间：18年03月19日`.
fn is_labelled(line: &str) -> bool {
    let parted = line.char_indices().find(|(_, sign)| matches!(sign, '：' | ':'));
    parted.map(|(at, sign)| line.split_at(at + sign.len_utf8())).is_some_and(|(label, value)| is_label(label) && is_date_like(value))
}

/// A script that writes a date, or calls something with a number. What counts visits is none.
fn script(page: &Page<'_>, at: At) -> Option<String> {
    const COUNTS: [&str; 5] = ["click", "hit", "count", "view", "visit"];
    if !page.is(at, Tag::Script) {
        return None;
    }
    let source = page.source(at);
    // What is written may be named before: var day = "2018-03-19"; document.write(day).
    let call = if source.contains("document.write") { &source } else { source.find('(').map_or("", |at| &source[at..]) };
    if source.len() > LONGEST || !call.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let small = source.to_ascii_lowercase();
    (!COUNTS.iter().any(|word| small.contains(word))).then_some(source)
}

/// An element that its class, id or tag calls a date and that shows none: empty, to be filled by a script, or with a number.
fn waiting(page: &Page<'_>, item: &Item, at: At) -> Option<String> {
    if page.subtree(at).contains(&item.link) || page.subtree(at).len() > NODES || page.nodes[at].hidden {
        return None;
    }
    let name = ["class", "id"].into_iter().filter_map(|name| page.attr(at, name)).find(|name| is_of_dates(name));
    let name = name.or_else(|| page.named(at, "time").then_some("time"))?;
    let text = page.text(at);
    let waits = text.is_empty() || text.len() <= 60 && text.chars().any(char::is_numeric);
    waits.then(|| if text.is_empty() { name.to_owned() } else { text })
}

/// Whether a name is made of a word that ends with date or time: `list-date`, `pubTime`.
fn is_of_dates(name: &str) -> bool {
    const OTHERS: [&str; 2] = ["candidate", "validate"];
    name.split(|sign: char| !sign.is_ascii_alphabetic()).any(|word| {
        let word = word.to_ascii_lowercase();
        (word.ends_with("date") || word.ends_with("time")) && !OTHERS.contains(&word.as_str())
    })
}
