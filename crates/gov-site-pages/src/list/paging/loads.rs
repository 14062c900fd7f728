//! Scripts that add to a list in the browser: as one scrolls, or above what the page holds.

/// Bytes behind the word of scrolling that are looked at.
const BEHIND: usize = 600;
/// Places of such a word that are looked at.
const PLACES: usize = 16;

/// Words of scripts that fetch something.
pub(super) const FETCHES: [&str; 10] = ["$.get(", "$.post(", "jQuery.get(", "jQuery.post(", "ajax", "getJSON", "fetch(", "axios", "XMLHttpRequest", "$http"];

/// Whether a script adds items to a list.
pub(super) fn adds(source: &str) -> bool {
    loads_by_scroll(source) || puts_before(source)
}

/// Whether a script fetches more when one scrolls. What only hides or moves something then fetches nothing.
fn loads_by_scroll(source: &str) -> bool {
    const SCROLLS: [&str; 5] = [".scroll(", "onscroll", "'scroll'", "\"scroll\"", "IntersectionObserver("];
    let scrolls = || SCROLLS.iter().any(|word| source.match_indices(word).take(PLACES).any(|(at, _)| asks_for_more(handler(&source[at + word.len()..]))));
    let fetches = || FETCHES.iter().any(|word| source.contains(word)) || source.match_indices(".load(").any(|(at, _)| !source[..at].ends_with("window)"));
    (source.contains("croll") || source.contains("IntersectionObserver(")) && fetches() && scrolls()
}

/// What is done on scrolling: the script up to where its function ends.
fn handler(behind: &str) -> &str {
    let mut depth = 0;
    for (at, byte) in behind.bytes().enumerate().take(BEHIND) {
        match byte {
            b'(' | b'{' => depth += 1,
            b')' | b'}' => depth -= 1,
            _ => {}
        }
        if depth < 0 || depth == 0 && matches!(byte, b'}' | b';') {
            return &behind[..at];
        }
    }
    behind.char_indices().nth(BEHIND).map_or(behind, |(end, _)| &behind[..end])
}

/// Whether a handler fetches more. Where the page has been scrolled to and pictures that load late say nothing.
fn asks_for_more(handler: &str) -> bool {
    const MORE: [&str; 9] = ["load", "more", "next", "page", "append", "ajax", "fetch", "$.get(", "$.post("];
    let handler = ["pageyoffset", "lazyload", "loadimg", "loadimage"].iter().fold(handler.to_ascii_lowercase(), |left, word| left.replace(word, ""));
    MORE.iter().any(|word| handler.contains(word))
}

/// Whether a script puts items above others.
fn puts_before(source: &str) -> bool {
    const PUTS: [&str; 3] = [".prepend(", ".prependTo(", "afterbegin"];
    const ITEMS: [&str; 5] = ["<li", "<tr", "<dd", "createElement('li'", "createElement(\"li\""];
    let is_of_page = |at: usize| ["body\")", "body')", "head\")", "head')"].iter().any(|end| source[..at].ends_with(end));
    let puts = PUTS.iter().any(|word| source.match_indices(word).take(PLACES).any(|(at, _)| !is_of_page(at)));
    puts && ITEMS.iter().any(|item| source.contains(item))
}
