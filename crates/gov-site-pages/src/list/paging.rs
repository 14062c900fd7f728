//! Pages of a list: the next one, and how many there are.

use serde::Serialize;

use crate::context::Context;
use crate::items::List;
use crate::marks::has_address;
use crate::outline::{At, Node, Page, Tag, What};

/// How a list goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paging {
    /// Address of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Number of pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// This page, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Number of items on all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<u32>,
}

pub(super) fn read(page: &Page<'_>, context: &Context) -> Option<Paging> {
    let mut paging = Paging { next: next_link(page, context), ..Paging::default() };
    for node in &page.nodes {
        match node.what {
            What::Text(text) if node.hidden => created(text, context, &mut paging),
            What::Text(text) if text.len() < 200 => counted(text, &mut paging),
            _ => {}
        }
    }
    (paging != Paging::default()).then_some(paging)
}

fn next_link(page: &Page<'_>, context: &Context) -> Option<String> {
    let is_next = |text: &str| matches!(text.trim(), "下一页" | "下页" | "下一页>" | "下一页 >" | "后一页" | "下一页»");
    let link = page.all(Tag::A).find(|at| has_address(page, *at) && page.texts(*at).any(|(_, text)| is_next(text)))?;
    page.attr(link, "href").map(|href| context.resolve(href))
}

/// `createPageHTML(pages, page from 0, "index", "html")` of TRS systems.
fn created(source: &str, context: &Context, paging: &mut Paging) {
    let Some((pages, page, name, extension)) = creations(source).next() else { return };
    paging.pages = Some(pages);
    paging.page = page.checked_add(1);
    if page.saturating_add(1) < pages {
        paging.next = Some(context.resolve(&format!("{name}_{}.{extension}", page + 1)));
    }
}

/// The number of pages that such a call states.
pub(super) fn created_pages(source: &str) -> Option<u32> {
    creations(source).next().map(|(pages, ..)| pages)
}

/// Such calls with numbers: the function may be defined above them.
fn creations(source: &str) -> impl Iterator<Item = (u32, u32, &str, &str)> {
    source.match_indices("createPageHTML(").take(8).filter_map(|(at, call)| {
        let mut parts = source[at + call.len()..].split(')').next()?.split(',').map(|part| part.trim().trim_matches(['"', '\'']));
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?, parts.next()?))
    })
}

/// `共 12 页`, `共 230 条`, `第 1 页`, `1/12`.
fn counted(text: &str, paging: &mut Paging) {
    if !text.contains(['页', '条', '/']) {
        return;
    }
    paging.pages = paging.pages.or_else(|| number_between(text, "共", "页"));
    paging.items = paging.items.or_else(|| number_between(text, "共", "条"));
    paging.page = paging.page.or_else(|| number_between(text, "第", "页"));
}

/// The number that stands between two words and nothing else.
fn number_between(text: &str, before: &str, after: &str) -> Option<u32> {
    text.match_indices(before).find_map(|(at, word)| {
        let rest = text[at + word.len()..].trim_start_matches(['有', '：', ':', ' ', '\u{A0}']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let follows = rest[digits..].trim_start().starts_with(after);
        (digits > 0 && follows).then(|| rest[..digits].parse().ok()).flatten()
    })
}

/// Nodes between a list and its pager.
const NEAR: usize = 120;

/// The list that a pager follows most closely.
pub(super) fn paged(page: &Page<'_>, lists: &[List]) -> Option<usize> {
    let pager = |at: &At| match page.nodes[*at] {
        Node { what: What::Text(text), hidden: true, .. } => text.contains("createPage"),
        Node { what: What::Text(text), .. } => text.len() < 60 && ["下一页", "尾页", "末页", "下页"].iter().any(|word| text.contains(word)),
        _ => false,
    };
    let end = |list: &List| list.items.last().map_or(list.at, |item| item.end(page));
    let mut ends: Vec<(At, usize)> = lists.iter().enumerate().map(|(at, list)| (end(list), at)).collect();
    ends.sort_unstable();
    let first = ends.first()?.0;
    (first..page.nodes.len()).filter(pager).find_map(|pager| {
        let (end, list) = ends[..ends.partition_point(|(end, _)| *end <= pager)].last()?;
        (pager - end <= NEAR).then_some(*list)
    })
}
