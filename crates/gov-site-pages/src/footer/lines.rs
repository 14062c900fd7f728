//! The first or last shown texts of a page as lines: what stands in one block stands on one line.

use super::FooterItem;
use super::codes::Found;
use super::phrase::floor;
use crate::outline::{At, Page, Tag, What, line, push_line, trimmed};
use crate::shown::Shown;
use crate::sieve::Words;

/// Inline elements that are looked through for the block that holds a text.
const INLINE: usize = 16;
/// Elements above a text of which one may be its link.
const LINK: usize = 4;

const COLON: Words<2> = Words::new([":", "："]);
/// Bytes at the beginning of a text in which the colon of a label stands.
const LABEL: usize = 30;

/// Shown texts as lines, and from which node each part is.
pub(super) struct Lines<'p, 'a> {
    page: &'p Page<'a>,
    pub(super) text: String,
    pieces: Vec<(usize, At)>,
    /// Block and link of the last text.
    block: Option<At>,
    link: Option<At>,
    /// Whether the last text is a label alone: its value stands in the next element.
    after_label: bool,
    /// Whether these are all shown texts of the page.
    whole: bool,
}

impl<'p, 'a> Lines<'p, 'a> {
    /// The last `limit` bytes of shown text, more or less.
    pub(super) fn last(page: &'p Page<'a>, limit: usize) -> Lines<'p, 'a> {
        let mut left = limit;
        let start = (0..page.nodes.len()).rev().find(|at| {
            left = left.saturating_sub(shown(page, *at).map_or(0, str::len));
            left == 0
        });
        let mut lines = Lines::new(page, limit);
        lines.whole = start.is_none();
        (start.unwrap_or(0)..page.nodes.len()).for_each(|at| lines.push(at, |text| tail(text, limit)));
        lines
    }

    /// The first `limit` bytes of shown text, more or less.
    pub(super) fn first(page: &'p Page<'a>, limit: usize) -> Lines<'p, 'a> {
        let mut lines = Lines::new(page, limit);
        for at in 0..page.nodes.len() {
            lines.push(at, |text| head(text, limit));
            if lines.text.len() >= limit {
                break;
            }
        }
        lines
    }

    fn new(page: &'p Page<'a>, limit: usize) -> Lines<'p, 'a> {
        Lines { page, text: String::with_capacity(limit), pieces: Vec::new(), block: None, link: None, after_label: false, whole: false }
    }

    fn push(&mut self, at: At, cut: impl Fn(&'a str) -> &'a str) {
        if let What::Element(tag, _) = self.page.nodes[at].what {
            if tag == Tag::Br || tag.is_block() {
                self.block = None;
            }
            return;
        }
        let Some(text) = shown(self.page, at) else { return };
        let block = block_of(self.page, at);
        if self.block != Some(block) && !self.text.is_empty() {
            self.text.push('\n');
        }
        let text = cut(text);
        let link = link_of(self.page, at);
        if self.block == Some(block) && (self.link != link || self.after_label || begins_with_label(text)) {
            self.text.push(' ');
        }
        self.block = Some(block);
        self.link = link;
        self.after_label = is_label(text);
        self.pieces.push((self.text.len(), at));
        push_line(&mut self.text, text);
    }

    /// Where the foot around two texts begins: with the highest element that holds both and at most `before` bytes ahead of the first, or with
    /// the elements beside that one as far as they are short. The article above is a long one and stays out.
    pub(super) fn start_of(&self, first: usize, last: usize, before: usize) -> usize {
        let (Some((start, at)), Some((_, end))) = (self.pieces.get(self.piece(first)), self.pieces.get(self.piece(last))) else { return first };
        // What holds the heading of an article holds more than a foot.
        let heading = self.heading_before(*at, first.saturating_sub(before));
        let near = |up: &At| self.begin_of(*up).filter(|begin| begin + before >= first && heading.is_none_or(|heading| *up > heading));
        let both = self.page.ancestors(*at).filter(|up| self.page.subtree(*up).contains(end));
        let Some(highest) = both.take_while(|up| near(up).is_some()).last() else { return *start };
        let beside = self.page.children(self.page.nodes[highest].parent).take_while(|child| *child <= highest).find_map(|child| near(&child));
        beside.or_else(|| near(&highest)).unwrap_or(*start)
    }

    /// The last heading before a node whose text begins behind a byte.
    fn heading_before(&self, at: At, from: usize) -> Option<At> {
        let nodes = self.pieces.get(self.piece(from))?.1..at;
        nodes.rev().find(|at| matches!(self.page.tag(*at), Some(Tag::H1 | Tag::H2)))
    }

    /// Where the text of an element begins; none of one that begins before the texts that are looked at.
    fn begin_of(&self, element: At) -> Option<usize> {
        let piece = self.pieces.partition_point(|(_, at)| *at < element);
        (piece > 0 || self.whole).then(|| self.begins(piece))
    }

    fn begins(&self, piece: usize) -> usize {
        self.pieces.get(piece).map_or(0, |(start, _)| *start)
    }

    fn piece(&self, at: usize) -> usize {
        self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1)
    }

    /// What was found, with its place.
    pub(super) fn item(&self, found: &Found) -> FooterItem {
        let place = self.pieces.get(self.piece(found.range.start)).map_or_else(String::new, |(_, at)| self.page.place(*at));
        FooterItem { shown: Shown { text: line(&self.text[found.range.clone()]), place }, normal: found.normal.clone() }
    }
}

fn shown<'a>(page: &Page<'a>, at: At) -> Option<&'a str> {
    let node = &page.nodes[at];
    match node.what {
        What::Text(text) if !node.hidden => Some(text),
        _ => None,
    }
}

fn block_of(page: &Page<'_>, at: At) -> At {
    let is_block = |at: &At| page.tag(*at).is_some_and(Tag::is_block);
    page.ancestors(at).take(INLINE).find(is_block).unwrap_or(page.nodes[at].parent)
}

/// The link that a text stands in: the eye parts it from what is beside it.
fn link_of(page: &Page<'_>, at: At) -> Option<At> {
    page.ancestors(at).take(LINK).find(|up| page.is(*up, Tag::A))
}

/// Whether a text of its own element begins with a label: `承办：` beside `主办：`.
fn begins_with_label(text: &str) -> bool {
    COLON.stand_in(&text[..floor(text, LABEL)]) || is_label(text)
}

/// Whether a text is a label and nothing else.
fn is_label(text: &str) -> bool {
    const LABELS: [&str; 8] = ["主办单位", "承办单位", "主办", "承办", "网站标识码", "政府网站标识码", "联系电话", "技术支持"];
    text.len() <= LABEL && LABELS.contains(&trimmed(text))
}

fn head(text: &str, limit: usize) -> &str {
    &text[..floor(text, limit)]
}

fn tail(text: &str, limit: usize) -> &str {
    &text[floor(text, text.len().saturating_sub(limit))..]
}
