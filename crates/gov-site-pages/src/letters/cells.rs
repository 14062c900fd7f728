//! What one cell or row of a list of letters holds.

use crate::context::{Context, is_no_address};
use crate::date_text::dates_in;
use crate::letter_words::without_numbers;
use crate::outline::{At, Page, Tag};
use crate::shown::{DatePlace, ShownDate};

use super::LetterItem;

/// The longest title that is kept, in bytes.
const TITLE: usize = 600;

/// The link with the longest text under a node, the first of several.
pub(super) fn longest_link(page: &Page<'_>, at: At) -> Option<At> {
    let length = |link: At| page.texts(link).map(|(_, text)| text.trim().len()).sum::<usize>();
    let links = page.subtree(at).filter(|link| page.is(*link, Tag::A));
    links.map(|link| (length(link), link)).filter(|(length, _)| *length > 0).max_by_key(|(length, link)| (*length, usize::MAX - link)).map(|(_, link)| link)
}

/// The same, of elements that are small enough to be a row.
pub(super) fn longest_link_within(page: &Page<'_>, at: At, nodes: usize) -> Option<At> {
    if page.nodes[at].end - at > nodes { None } else { longest_link(page, at) }
}

/// A letter by its link: the title in full where the shown one is cut.
pub(super) fn linked(page: &Page<'_>, context: &Context, link: At) -> LetterItem {
    let shown = short(page.text(link));
    let full = page.attr(link, "title").filter(|full| goes_on(full, &shown));
    titled(page, context, full.map_or(shown, |full| short(crate::outline::line(full))), Some(link))
}

/// A letter by its title and the link that belongs to it.
pub(super) fn titled(page: &Page<'_>, context: &Context, title: String, link: Option<At>) -> LetterItem {
    let mut item = LetterItem::new(title);
    if let Some(href) = link.and_then(|link| page.attr(link, "href")) {
        item.href = Some(href.to_owned());
        item.url = (!is_no_address(href)).then(|| context.resolve(href));
    }
    item
}

/// Whether a text says in full what another cuts: `关于某某…`.
fn goes_on(full: &str, cut: &str) -> bool {
    let begin = cut.trim_end_matches(['.', '…', '·', ' ', '。']);
    full.len() > begin.len() && !begin.is_empty() && full.starts_with(begin)
}

/// A text of an honest length without numbers of persons.
pub(super) fn short(mut text: String) -> String {
    if text.len() > TITLE {
        let end = (0..=TITLE).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
    }
    without_numbers(text)
}

/// Texts of a cell among which its date is looked for.
const TEXTS: usize = 32;

/// The first date under a node.
pub(super) fn date(page: &Page<'_>, at: At) -> Option<ShownDate> {
    page.texts(at).take(TEXTS).find_map(|(place, text)| date_of(page, place, text))
}

/// The first date of a text.
pub(super) fn date_of(page: &Page<'_>, place: At, text: &str) -> Option<ShownDate> {
    let text = text.char_indices().nth(80).map_or(text, |(end, _)| &text[..end]);
    dates_in(text).first().map(|found| ShownDate::new(found, text, DatePlace::Text, page.place(place)))
}

/// The text of a cell, if it has one of a length that a state, a category or an office has.
pub(super) fn word(page: &Page<'_>, at: At) -> Option<String> {
    let text = page.text(at);
    (!text.is_empty() && text.len() <= 150).then(|| without_numbers(text))
}
