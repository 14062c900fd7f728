//! The shown texts of a page as lines: what stands on one line of the screen, as far as the markup tells.

use crate::outline::{At, Page, Tag, What, is_space, may_hold_space, trimmed};
use crate::parse::boundary;

/// Bytes of a line that are kept; what is longer is a paragraph, of which only the head is looked at.
const KEPT: usize = 600;

/// One line: the texts between two blocks or line breaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    start: usize,
    end: usize,
    /// The first text.
    pub(crate) first: At,
    /// The last text.
    pub(crate) last: At,
    /// The block that holds it.
    pub(crate) block: At,
    /// Whether only its head is kept.
    pub(crate) long: bool,
    /// Whether all of it is inside of links.
    pub(crate) linked: bool,
}

/// All lines of a page, in the order of the document.
pub(crate) struct Lines {
    text: String,
    /// Where texts begin, in bytes of `text`: a word there is not joined to what stands before it.
    starts: Vec<usize>,
    pub(crate) all: Vec<Line>,
}

impl Lines {
    pub(crate) fn new(page: &Page<'_>) -> Lines {
        let mut lines = Lines { text: String::with_capacity(8192), starts: Vec::with_capacity(512), all: Vec::with_capacity(256) };
        let mut blocks: Vec<u32> = Vec::with_capacity(page.nodes.len());
        let (mut broken, mut link_end) = (true, 0);
        for (at, node) in page.nodes.iter().enumerate() {
            let above = if at == 0 { 0 } else { blocks[node.parent] };
            match node.what {
                What::Element(tag, _) => {
                    broken |= tag.is_block();
                    link_end = if tag == Tag::A { node.end } else { link_end };
                    blocks.push(if tag.is_block() { at as u32 } else { above });
                }
                What::Text(text) => {
                    blocks.push(above);
                    if !node.hidden {
                        lines.add(at, text, above as At, broken, at < link_end);
                        broken = false;
                    }
                }
            }
        }
        lines
    }

    fn add(&mut self, at: At, text: &str, block: At, broken: bool, linked: bool) {
        if broken || self.all.last().is_none_or(|line| line.block != block) {
            self.trim();
            let start = self.text.len();
            self.all.push(Line { start, end: start, first: at, last: at, block, long: false, linked: true });
        }
        let Some(line) = self.all.last_mut() else { return };
        line.last = at;
        line.linked &= linked;
        if line.long {
            return;
        }
        push_text(&mut self.text, &mut self.starts, line.start, text);
        line.long = self.text.len() - line.start >= KEPT;
        line.end = self.text.len();
    }

    /// Takes the blank off the end of the last line.
    fn trim(&mut self) {
        if let Some(line) = self.all.last_mut() {
            line.end = line.start + self.text[line.start..line.end].trim_end().len();
        }
    }

    pub(crate) fn text(&self, index: usize) -> &str {
        let line = &self.all[index];
        &self.text[line.start..line.end]
    }

    /// Whether a text begins at a byte of a line.
    pub(crate) fn begins(&self, index: usize, byte: usize) -> bool {
        byte == 0 || self.starts.binary_search(&(self.all[index].start + byte)).is_ok()
    }
}

/// Appends the head of a text with its blanks run together.
fn push_text(out: &mut String, starts: &mut Vec<usize>, line_start: usize, text: &str) {
    let blank_before = |out: &String| out.len() > line_start && !out.ends_with(' ');
    // Blanks between two elements are no text of the outline; without one, 2017-11-29 and 08:30 would run together.
    let runs_on = out.ends_with(|sign: char| sign.is_ascii_alphanumeric()) && text.starts_with(|sign: char| sign.is_ascii_alphanumeric());
    if (runs_on || text.starts_with(is_space)) && blank_before(out) {
        out.push(' ');
    }
    starts.push(out.len());
    let inner = trimmed(text);
    if may_hold_space(&inner[..boundary(inner, KEPT)]) {
        for (nth, word) in inner.split(is_space).filter(|word| !word.is_empty()).enumerate() {
            if nth > 0 {
                out.push(' ');
            }
            push_cut(out, line_start, word);
        }
    } else {
        push_cut(out, line_start, inner);
    }
    if text.ends_with(is_space) && blank_before(out) {
        out.push(' ');
    }
}

/// Appends a word as far as the line has room for it.
fn push_cut(out: &mut String, line_start: usize, word: &str) {
    let room = (line_start + KEPT).saturating_sub(out.len());
    out.push_str(&word[..boundary(word, room)]);
}
