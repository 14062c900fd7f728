//! What stands in the content beside an empty list and may be what the column shows: text, tables, pictures, documents, forms.

use super::super::content::Content;
use crate::beside::is_beside;
use crate::marks::Marks;
use crate::outline::{At, Page, Tag, What};

/// Letters and digits that names of columns and words of pagers do not exceed.
const NAME: usize = 7;
/// Bytes of a text of a pager.
const PAGER: usize = 90;
/// Signs of a link that is no name any more.
const LINK: usize = 30;
/// Days, and rows of a table with data, its heads included.
const ROWS: usize = 2;

/// Children of a row that are looked at, and signs of the title of the page.
const CELLS: usize = 64;
const TITLE: usize = 200;

/// Whether anything stands in the content but names and pagers.
pub(super) fn stands_in(page: &Page<'_>, content: &Content) -> bool {
    let title: String = page.all(Tag::Title).next().map(|title| page.source(title).chars().take(TITLE).collect()).unwrap_or_default();
    (content.from..content.end).any(|at| (says_more(page, at, &title) || shows(page, at)) && !is_beside(page, at))
}

/// Whether the content has rows without links that may be items: days, or a table with data.
pub(super) fn shows_rows(page: &Page<'_>, marks: &Marks, content: &Content) -> bool {
    let part = content.from..content.end;
    let is_row = |at: &At| page.is(*at, Tag::Tr) && cells_with_text(page, *at) >= 2;
    let days = marks.dates.iter().filter(|mark| part.contains(&mark.node) && !is_beside(page, mark.node)).take(ROWS).count();
    days == ROWS || content.located && part.clone().filter(is_row).take(ROWS).count() == ROWS
}

/// Whether a text stands in a cell beside other cells with text: `<td>收费标准</td><td>暂无</td>`.
pub(super) fn is_in_row(page: &Page<'_>, text: At) -> bool {
    page.ancestors(text).take(3).find(|at| page.is(*at, Tag::Tr)).is_some_and(|row| cells_with_text(page, row) >= 2)
}

fn cells_with_text(page: &Page<'_>, row: At) -> usize {
    let is_cell = |at: &At| matches!(page.tag(*at), Some(Tag::Td | Tag::Th));
    page.children(row).take(CELLS).filter(|at| is_cell(at) && page.texts(*at).next().is_some()).take(2).count()
}

/// Whether a text is more than the name of the column, a word of a pager or a short link.
fn says_more(page: &Page<'_>, at: At, title: &str) -> bool {
    let What::Text(text) = page.nodes[at].what else { return false };
    if page.nodes[at].hidden {
        return false;
    }
    let text = text.trim();
    let above = || page.ancestors(at).take(3);
    if above().any(|at| page.is(at, Tag::A)) {
        return text.chars().count() > LINK;
    }
    let is_heading = |at: At| matches!(page.tag(at), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4));
    let is_pager = || text.len() <= PAGER && text.contains(['页', '条']) && text.contains(|sign: char| sign.is_ascii_digit() || sign == '页');
    text.chars().filter(|sign| sign.is_alphanumeric()).nth(NAME).is_some() && !is_pager() && !title.contains(text) && !above().any(is_heading)
}

/// Whether an element shows something by itself: a picture that is no button, a film, a document, a form to search with.
fn shows(page: &Page<'_>, at: At) -> bool {
    match page.tag(at) {
        Some(Tag::Img) => !page.ancestors(at).take(2).any(|at| page.is(at, Tag::A) && is_button(page, at)),
        Some(Tag::Input) => page.attr(at, "type").is_none_or(|kind| kind.eq_ignore_ascii_case("text")),
        Some(Tag::Other) => ["embed", "object", "video", "audio"].iter().any(|name| page.named(at, name)),
        _ => false,
    }
}

/// Whether a linked picture leads to no item: back, home, to a script.
fn is_button(page: &Page<'_>, link: At) -> bool {
    page.attr(link, "href").is_none_or(|href| crate::context::is_no_address(href) || matches!(href.trim_end_matches("index.html"), "/" | "./" | "../" | ""))
}
