//! Pages of a list: the next one, and how many there are.

use std::ops::Range;

use serde::Serialize;

use crate::context::Context;
use crate::items::List;
use crate::marks::has_address;
use crate::outline::{At, Node, Page, Tag, What, trimmed};

mod counts;
mod loads;
mod steps;

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
    /// Whether anything says that the list has more than this page shows: more pages than one, more items than are listed, links to
    /// further pages or a choice of them, 下一页 or 加载更多 of any kind, or a script that writes a pager or adds items. Such a list is not whole.
    pub goes_on: bool,
}

/// What the page lists.
pub(super) struct Listed {
    /// Number of items.
    pub(super) items: usize,
    /// The nodes of the list, if it is known where it stands.
    pub(super) nodes: Option<Range<At>>,
}

pub(super) fn read(page: &Page<'_>, context: &Context, listed: &Listed) -> Option<Paging> {
    let mut paging = Paging { next: next_link(page, context), ..Paging::default() };
    let mut hinted = paging.next.is_some();
    let mut before: [&str; 2] = ["", ""];
    for (at, node) in page.nodes.iter().enumerate() {
        match node.what {
            What::Text(text) if node.hidden => {
                created(text, context, &mut paging);
                hinted |= counts::in_script(text, &mut paging) || page.is(node.parent, Tag::Script) && loads::adds(text);
            }
            What::Text(text) if text.len() < 200 => {
                hinted |= steps::counts_on(page, before[1], at, text, listed);
                // 第2页 as a link is another page.
                if !(trimmed(text).starts_with('第') && page.is(node.parent, Tag::A)) {
                    counts::in_text(before, text, listed.is_near(at), &mut paging);
                }
                before = [before[1], text];
            }
            _ => {}
        }
        hinted = hinted || steps::leads_on(page, at, listed);
    }
    paging.goes_on = goes_on(&paging, listed.items, hinted);
    (paging != Paging::default()).then_some(paging)
}

/// A pager of one page, or one whose items are all listed, shows 下一页 as well, but nothing stands behind it.
fn goes_on(paging: &Paging, listed: usize, hinted: bool) -> bool {
    let items = paging.items.map(|items| items as usize);
    let is_whole = paging.pages.is_some_and(|pages| pages <= 1) || items == Some(listed);
    paging.pages.is_some_and(|pages| pages > 1) || items.is_some_and(|items| items > listed) || hinted && !is_whole
}

impl Listed {
    /// Whether a node stands where the pager of the list would: behind it, or anywhere if it is not known where the list is.
    fn is_near(&self, at: At) -> bool {
        self.nodes.as_ref().is_none_or(|nodes| (nodes.end..nodes.end + NEAR).contains(&at))
    }

    /// Whether a node stands there or among the headings of the list.
    fn is_around(&self, at: At) -> bool {
        self.is_near(at) || self.nodes.as_ref().is_some_and(|nodes| (nodes.start.saturating_sub(super::ABOVE)..nodes.end).contains(&at))
    }
}

fn next_link(page: &Page<'_>, context: &Context) -> Option<String> {
    let is_next = |text: &str| matches!(trimmed(text), "下一页" | "下页" | "下一页>" | "下一页 >" | "后一页" | "下一页»");
    let link = page.all(Tag::A).find(|at| page.texts(*at).any(|(_, text)| is_next(text)) && has_address(page, *at))?;
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
