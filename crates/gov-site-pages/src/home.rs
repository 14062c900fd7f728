//! The dated blocks of a home page, each with the link to its column.

use serde::Serialize;

use crate::context::Context;
use crate::entry::ListItem;
use crate::items::{List, dated_items, lists, with_undated};
use crate::marks::{Marks, has_address};
use crate::outline::{At, Page, Tag};
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
    let signs = Signs::new(page);
    let blocks = lists(dated_items(page, marks)).into_iter().map(|list| block(page, context, marks, &signs, &list)).collect();
    Home { blocks }
}

/// What blocks are known by, collected once: links "more", and headings.
struct Signs {
    more: Vec<At>,
    headings: Vec<At>,
}

impl Signs {
    fn new(page: &Page<'_>) -> Signs {
        let more = page.all(Tag::A).filter(|at| is_more(page, *at) && has_address(page, *at)).collect();
        let is_heading = |at: &At| matches!(page.tag(*at), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5));
        Signs { more, headings: (0..page.nodes.len()).filter(is_heading).collect() }
    }
}

/// The marks of a sorted list that lie between two nodes.
fn between(marks: &[At], from: At, to: At) -> &[At] {
    &marks[marks.partition_point(|at| *at < from)..marks.partition_point(|at| *at < to)]
}

fn block(page: &Page<'_>, context: &Context, marks: &Marks, signs: &Signs, list: &List) -> HomeBlock {
    let items = crate::list::entries(page, context, with_undated(page, marks, list));
    let (items, undated) = items.into_iter().partition(|item| item.date.is_some());
    HomeBlock {
        heading: heading(page, signs, list.at),
        column_url: column_link(page, signs, list.at).and_then(|link| page.attr(link, "href")).map(|href| context.resolve(href)),
        items,
        undated,
        place: page.place(list.at),
    }
}

/// How far up from a list its heading and its "more" are looked for.
const CLIMB: usize = 4;
/// Nodes of a scope beyond which it is no block any more.
const BLOCK: usize = 800;

/// The link "more" of a block, or the link of its heading.
fn column_link(page: &Page<'_>, signs: &Signs, list: At) -> Option<At> {
    scopes(page, list).find_map(|scope| between(&signs.more, scope, page.nodes[scope].end).first().copied())
}

fn scopes<'p>(page: &'p Page<'_>, list: At) -> impl Iterator<Item = At> + 'p {
    page.ancestors(list).take(CLIMB).filter(|at| page.nodes[*at].end - at < BLOCK && !page.is(*at, Tag::Body))
}

fn is_more(page: &Page<'_>, link: At) -> bool {
    let title = page.attr(link, "title").unwrap_or("");
    let says = |text: &str| {
        let text = text.trim();
        text.starts_with("更多") || text.len() < 12 && text.bytes().any(|byte| byte | 32 == b'm') && text.to_ascii_lowercase().contains("more")
    };
    says(title) || page.texts(link).any(|(_, text)| says(text))
}

/// The nearest heading before a list.
fn heading(page: &Page<'_>, signs: &Signs, list: At) -> Option<Shown> {
    let at = scopes(page, list).find_map(|scope| between(&signs.headings, scope, list).last().copied())?;
    let text = page.text(at);
    (!text.is_empty() && text.chars().count() <= 30).then(|| Shown { text, place: page.place(at) })
}
