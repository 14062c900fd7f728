//! Small steps through a text, and where its feet are.

use std::ops::Range;

use memchr::memmem;

use super::codes::Found;
use super::lines::Lines;
use crate::outline::is_space;

/// Bytes between two words of one foot; bytes that still belong to a foot before its first and after its last word.
const GAP: usize = 900;
const BEFORE: usize = 450;
const AFTER: usize = 500;
/// Feet that are looked at, from the last one: pages with one for each width of the screen have two or three.
const FEET: usize = 3;

/// Where the feet of a page are, the last one first.
pub(super) fn feet<'f>(lines: &Lines<'_, '_>, found: impl Iterator<Item = &'f Found>) -> Vec<Range<usize>> {
    let text = lines.text.as_str();
    let mut marks: Vec<usize> = found.map(|found| found.range.start).collect();
    for word in ["版权所有", "Copyright", "copyright", "COPYRIGHT", "©"] {
        marks.extend(memmem::find_iter(text.as_bytes(), word));
    }
    if marks.is_empty() {
        marks.extend(super::names::label_near_end(text, AFTER));
    }
    marks.sort_unstable();
    let mut feet: Vec<Range<usize>> = Vec::new();
    for mark in marks.into_iter().rev() {
        match feet.last_mut() {
            Some(foot) if mark + GAP >= foot.start => foot.start = mark,
            _ => feet.push(mark..mark),
        }
    }
    feet.truncate(FEET);
    let whole = |foot: &Range<usize>| lines.start_of(foot.start, foot.end, BEFORE)..floor(text, foot.end + AFTER);
    feet.iter().map(whole).collect()
}

/// The boundary of signs at or before a byte.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A sign as ASCII writes it: pages write digits, letters and signs in full width as well.
pub(super) fn plain(sign: char) -> char {
    match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        '—' | '–' | '−' => '-',
        _ => sign,
    }
}

/// Where the signs of which `may` is true end, from the beginning of a text.
pub(super) fn run(text: &str, may: impl Fn(char) -> bool) -> usize {
    text.find(|sign| !may(plain(sign))).unwrap_or(text.len())
}

/// Where the blanks at the beginning of a text end; a line may break at most once.
pub(super) fn blanks(text: &str) -> usize {
    text.find(|sign| !is_space(sign)).unwrap_or(text.len())
}

/// The length of a text that one of the words begins.
pub(super) fn starts(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().find(|word| text.starts_with(**word)).map(|word| word.len())
}

/// A text in ASCII where it can be, without blanks.
pub(super) fn flat(text: &str) -> String {
    text.chars().filter(|sign| !is_space(*sign)).map(plain).collect()
}
