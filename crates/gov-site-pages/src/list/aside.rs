//! Whether a dated list under a heading of its own stands beside the empty place where the list of the column would be.

use std::ops::Range;

use super::blank;
use super::content::Content;
use crate::items::List;
use crate::outline::{At, Page, Tag, What};

/// Signs of the name of a column.
const NAME: Range<usize> = 2..13;
/// Nodes of an empty place at most.
const EMPTY: usize = 8;

/// Whether the list in some nodes has the heading of another column, while the own one has an empty place elsewhere: right behind its name, or
/// an empty list where the path from the home page names the column.
pub(super) fn stands_beside_empty(page: &Page<'_>, list: &Range<At>) -> bool {
    let Some((heading, text)) = super::heading_at(page, list.start) else { return false };
    if !is_heading(page, heading) || !is_name_of_column(text) {
        return false;
    }
    let title = page.all(Tag::Title).next().map(|title| page.source(title)).unwrap_or_default();
    if title.contains(text) {
        return false;
    }
    let content = Content::of(page);
    let names = Names { title: title.trim_start(), trail: trail(page, &content) };
    if names.trail.contains(text) {
        return false;
    }
    let block = page.ancestors(heading).find(|at| page.subtree(*at).contains(&list.start)).map_or(0..page.nodes.len(), |at| page.subtree(at));
    let empty = |at: &At| !block.contains(at) && is_empty(page, *at);
    let behind_name = |at: At| matches!(page.nodes[at - 1].what, What::Text(text) if names.hold_whole(text)) && !page.nodes[at - 1].hidden;
    let place = (content.from.max(1)..content.end).filter(empty).any(behind_name);
    place || !names.trail.is_empty() && blank::empty_list(page, &content).is_some_and(|at| !block.contains(&at))
}

/// Whether a list stands under the heading of a ranking or recommendation, which no title or path calls the column itself: what it lists belongs
/// to other columns.
pub(super) fn is_of_sidebar(page: &Page<'_>, list: &List) -> bool {
    let Some((heading, text)) = list.items.first().and_then(|first| super::heading_at(page, first.begin())) else { return false };
    if text.starts_with("最新") || !blank::names_sidebar(text) || !is_heading(page, heading) {
        return false;
    }
    let content = Content::of(page);
    let title = page.all(Tag::Title).next().map(|title| page.source(title)).unwrap_or_default();
    !title.contains(text) && !trail(page, &content).contains(text)
}

/// Whether a text stands in a heading, by its tag or its class.
fn is_heading(page: &Page<'_>, text: At) -> bool {
    let named = |at: At| page.attr(at, "class").is_some_and(|names| names.len() < 80 && ["tit", "head", "hd"].iter().any(|word| names.contains(word)));
    page.ancestors(text).take(3).any(|at| matches!(page.tag(at), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::Dt)) || named(at))
}

/// Whether a heading may be the name of a column: not the head of a table, not a year.
fn is_name_of_column(text: &str) -> bool {
    const HEADS: [&str; 8] = ["标题", "名称", "序号", "日期", "时间", "文号", "列表", "目录"];
    NAME.contains(&text.chars().count()) && !text.contains(|sign: char| sign.is_ascii_digit()) && !HEADS.iter().any(|word| text.contains(word))
}

/// The texts of the path from the home page to here.
fn trail(page: &Page<'_>, content: &Content) -> String {
    let from = page.texts(0).find(|(_, text)| text.contains("位置")).map(|(at, _)| at);
    let trail = from.map(|from| from..content.from).unwrap_or_default();
    let texts: String = trail.filter_map(|at| if let What::Text(text) = page.nodes[at].what { Some(text) } else { None }).collect();
    texts.trim_end().to_owned()
}

/// How the page calls itself: its title, and the path from the home page.
struct Names<'t> {
    title: &'t str,
    trail: String,
}

impl Names<'_> {
    /// Whether a text is the name of the column and nothing else.
    fn hold_whole(&self, text: &str) -> bool {
        let text = text.trim();
        NAME.contains(&text.chars().take(NAME.end).count()) && (self.title.starts_with(text) || self.trail.ends_with(text))
    }
}

/// Whether an element shows nothing and holds no place for something else.
fn is_empty(page: &Page<'_>, at: At) -> bool {
    let shows = |at: At| match page.nodes[at].what {
        What::Text(_) => true,
        What::Element(tag, _) => matches!(tag, Tag::Img | Tag::Iframe | Tag::Input | Tag::Script | Tag::A | Tag::Br),
    };
    let is_place = match page.tag(at) {
        Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table) => true,
        // Between lines and blocks stand empty elements that only part them.
        Some(Tag::Div | Tag::Section) => page.nodes[at].end > at + 1 || names_place(page, at),
        _ => false,
    };
    is_place && page.nodes[at].end - at <= EMPTY && !page.subtree(at).any(shows)
}

/// Whether the class or id of an element says that content stands in it.
fn names_place(page: &Page<'_>, at: At) -> bool {
    let of = |names: &str| names.len() < 80 && ["list", "con", "main", "box", "news"].iter().any(|word| names.contains(word));
    ["class", "id"].iter().filter_map(|name| page.attr(at, name)).any(of)
}
