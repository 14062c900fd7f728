//! A text put together from what the tokenizer hands out, which is not copied as long as it stands in the page as it is.

use std::ops::Range;

use html5ever::tendril::StrTendril;

/// The text of a page, of which parts are shared.
pub(super) struct Source<'a> {
    text: &'a str,
    shared: StrTendril,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Source<'a> {
        Source { text, shared: StrTendril::from_slice(text) }
    }

    /// Where bytes stand, if they are a part of this very text and not equal to one.
    fn place(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let start = bytes.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        let end = start + bytes.len();
        (end <= self.text.len()).then_some(start..end)
    }

    fn part(&self, part: &Range<usize>) -> StrTendril {
        // A page has fewer than 2^32 bytes, and a run ends where signs end.
        let part = self.shared.try_subtendril(part.start as u32, part.len() as u32);
        part.unwrap_or_default()
    }
}

/// A growing text. The tokenizer may hand out a sign byte by byte, so only the whole of it is UTF-8.
#[derive(Default)]
pub(super) struct Run {
    /// All of it, as long as it is one part of the page.
    part: Range<usize>,
    /// All of it, once it is not.
    apart: Vec<u8>,
}

impl Run {
    pub(super) fn is_empty(&self) -> bool {
        self.part.is_empty() && self.apart.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.part = 0..0;
        self.apart.clear();
    }

    pub(super) fn push(&mut self, bytes: &[u8], source: &Source<'_>) {
        if self.apart.is_empty()
            && let Some(place) = source.place(bytes)
        {
            if self.part.is_empty() {
                self.part = place;
                return;
            }
            if self.part.end == place.start {
                self.part.end = place.end;
                return;
            }
        }
        self.apart.extend_from_slice(&source.text.as_bytes()[self.part.clone()]);
        self.part = 0..0;
        self.apart.extend_from_slice(bytes);
    }

    pub(super) fn bytes<'a>(&'a self, source: &Source<'a>) -> &'a [u8] {
        if self.apart.is_empty() { &source.text.as_bytes()[self.part.clone()] } else { &self.apart }
    }

    /// The text, which leaves this one empty.
    pub(super) fn take(&mut self, source: &Source<'_>) -> StrTendril {
        let text = if self.apart.is_empty() { source.part(&self.part) } else { tendril(&self.apart) };
        self.clear();
        text
    }
}

/// The text of bytes, which are UTF-8 wherever those of the page are.
pub(super) fn tendril(bytes: &[u8]) -> StrTendril {
    str::from_utf8(bytes).map_or_else(|_| StrTendril::from_slice(&String::from_utf8_lossy(bytes)), StrTendril::from_slice)
}
