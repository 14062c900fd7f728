//! Digests of pages, as `source_ref` has them.

/// What stands before a digest.
const MARK: &str = "sha256:";
/// Its hexadecimal digits.
const LENGTH: usize = 64;

/// The bytes of the first digest from `from` on, its mark among them: a word of its own, neither shorter nor longer.
pub(super) fn next_digest(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut starts = text[from..].match_indices(MARK).map(|(at, _)| from + at);
    starts.find_map(|start| Some((start, start + MARK.len() + LENGTH)).filter(|(start, end)| is_digest(text, *start, *end)))
}

fn is_digest(text: &str, start: usize, end: usize) -> bool {
    let Some(digits) = text.get(start + MARK.len()..end) else { return false };
    let joins = |sign: Option<char>| sign.is_some_and(is_of_word);
    digits.bytes().all(|sign| sign.is_ascii_hexdigit()) && !joins(text[..start].chars().next_back()) && !joins(text[end..].chars().next())
}

/// Whether a sign makes the word beside it longer. Chinese has no blanks between words.
fn is_of_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '_' || sign.is_numeric()
}
