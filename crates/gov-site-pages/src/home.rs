//! The dated blocks of a home page, each with the link to its column.

use serde::Serialize;

use crate::context::Context;
use crate::entry::ListItem;
use crate::items::{List, dated_items, lists, with_undated};
use crate::marks::{Marks, has_address};
use crate::outline::{At, Page, Tag, trimmed};
use crate::shown::Shown;

/// What a home page lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Home {
    /// Blocks of dated items, in the order of the page.
    pub blocks: Vec<HomeBlock>,
}

/// One block of a home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HomeBlock {
    /// Its heading, where one stands before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<Shown>,
    /// Address of its column: the link "more", or that of its heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_url: Option<String>,
    /// Items with a shown date.
    pub items: Vec<ListItem>,
    /// Items of the same list that show none.
    pub undated: Vec<ListItem>,
    /// CSS selector of the block.
    pub place: String,
}

pub(crate) fn read(page: &Page<'_>, context: &Context, marks: &Marks) -> Home {
    let mut lists = lists(dated_items(page, marks));
    lists.truncate(BLOCKS);
    let signs = Signs::new(page, &lists);
    let blocks = lists.iter().map(|list| block(page, context, marks, &signs, list)).collect();
    Home { blocks }
}

/// What blocks are known by, collected once: links "more", headings, and where the items of all blocks stand.
struct Signs {
    more: Vec<At>,
    headings: Vec<At>,
    items: Vec<At>,
}

impl Signs {
    fn new(page: &Page<'_>, lists: &[List]) -> Signs {
        let more = page.all(Tag::A).filter(|at| is_more(page, *at) && has_address(page, *at)).collect();
        let is_heading = |at: &At| matches!(page.tag(*at), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5));
        let mut items: Vec<At> = lists.iter().flat_map(|list| list.items.iter().map(|item| item.link)).collect();
        items.sort_unstable();
        Signs { more, headings: (0..page.nodes.len()).filter(is_heading).collect(), items }
    }
}

/// The marks of a sorted list that lie between two nodes.
fn between(marks: &[At], from: At, to: At) -> &[At] {
    &marks[marks.partition_point(|at| *at < from)..marks.partition_point(|at| *at < to)]
}

fn block(page: &Page<'_>, context: &Context, marks: &Marks, signs: &Signs, list: &List) -> HomeBlock {
    let scope = scope(page, signs, list);
    let heading = heading(page, signs, scope, list);
    let link = column_link(page, signs, scope, heading);
    let items = crate::list::entries(page, context, with_undated(page, marks, list));
    let (items, undated) = items.into_iter().partition(|item| item.date.is_some());
    HomeBlock {
        heading: heading.map(|at| Shown { text: page.text(at), place: page.place(at) }),
        column_url: link.and_then(|link| page.attr(link, "href")).map(|href| context.resolve(href)),
        items,
        undated,
        place: page.place(list.at),
    }
}

/// Blocks of a page that are read.
const BLOCKS: usize = 512;
/// How far up from a list its heading and its "more" are looked for.
const CLIMB: usize = 4;
/// Nodes of a scope beyond which it is no block any more.
const BLOCK: usize = 800;

/// The block around a list: as far up as no item of another list comes in. Heads of tabs stand outside of it and name nothing.
fn scope(page: &Page<'_>, signs: &Signs, list: &List) -> At {
    let own = |at: &At| between(&signs.items, *at, page.nodes[*at].end).len() == list.items.len() && page.nodes[*at].end - at < BLOCK;
    page.ancestors(list.at).take(CLIMB).take_while(|at| own(at) && !page.is(*at, Tag::Body)).last().unwrap_or(list.at)
}

/// The link "more" of a block, or the link of its heading.
fn column_link(page: &Page<'_>, signs: &Signs, scope: At, heading: Option<At>) -> Option<At> {
    let more = between(&signs.more, scope, page.nodes[scope].end).first().copied();
    let of_heading = || {
        let heading = heading?;
        let around = page.subtree(heading).chain(page.ancestors(heading).take(2));
        around.into_iter().find(|at| page.is(*at, Tag::A) && has_address(page, *at))
    };
    more.or_else(of_heading)
}

fn is_more(page: &Page<'_>, link: At) -> bool {
    let title = page.attr(link, "title").unwrap_or("");
    let says = |text: &str| {
        let text = trimmed(text);
        text.starts_with("更多") || text.len() < 12 && text.bytes().any(|byte| byte | 32 == b'm') && text.to_ascii_lowercase().contains("more")
    };
    says(title) || page.texts(link).any(|(_, text)| says(text))
}

/// Signs of a heading.
const HEADING: std::ops::RangeInclusive<usize> = 2..=16;

/// The heading of a block: an element of that kind before its list, else the first short text of the block that leads nowhere else.
fn heading(page: &Page<'_>, signs: &Signs, scope: At, list: &List) -> Option<At> {
    let first = list.items.first()?.link.min(list.at);
    let fits = |at: &At| HEADING.contains(&page.texts(*at).map(|(_, text)| text.trim().chars().count()).sum::<usize>());
    let marked = between(&signs.headings, scope, first).iter().rev().copied().find(fits);
    let text = || (scope..first).take(BLOCK).filter(|at| page.tag(*at).is_none() && !page.nodes[*at].hidden).map(|at| page.nodes[at].parent);
    marked.or_else(|| text().find(|at| fits(at) && !is_more(page, *at)))
}
