//! What stands beside the content of a page: menus, sidebars, rankings, footers.

use std::borrow::Cow;

use crate::outline::{At, Page, Tag};
use crate::sieve::Words;

/// Words in classes and ids of what stands beside the content, in every system.
const BESIDE: Words<6> = Words::new(["side", "recommend", "related", "foot", "nav", "menu"]);
/// Such words that stand within others too.
const BESIDE_WORDS: [&str; 3] = ["rank", "hot", "top"];
const ANY_WORD: Words<3> = Words::new(BESIDE_WORDS);

/// Whether a list stands beside the content.
pub(crate) fn is_beside(page: &Page<'_>, at: At) -> bool {
    std::iter::once(at).chain(page.ancestors(at)).take(ABOVE).any(|at| is_part_beside(page, at))
}

/// Whether something stands beside another part of the page: in an element that does not hold both, is not called the inside of one and
/// leads on by links.
pub(crate) fn is_beside_of(page: &Page<'_>, at: At, other: At) -> bool {
    let leads_on = |above: At| page.subtree(above).take(LINKED).any(|at| page.is(at, Tag::A));
    let is_inside = |at: At| ["class", "id"].iter().filter_map(|name| page.attr(at, name)).any(|names| lowercase(names).contains("inside"));
    let apart = |at: &At| !page.subtree(*at).contains(&other);
    std::iter::once(at)
        .chain(page.ancestors(at))
        .take(ABOVE)
        .take_while(apart)
        .any(|at| is_sharing(page, at) || is_part_beside(page, at) && !is_inside(at) && leads_on(at))
}

/// Whether an element holds the buttons by which a page is shared.
fn is_sharing(page: &Page<'_>, at: At) -> bool {
    page.attr(at, "class")
        .is_some_and(|names| names.split(' ').any(|name| matches!(lowercase(name).as_ref(), "share" | "bdsharebuttonbox" | "share-box" | "sharebox")))
}

/// Elements above something that tell whether it stands beside the content.
const ABOVE: usize = 6;
/// Nodes of what stands beside the content among which its first link is looked for.
const LINKED: usize = 200;

fn is_part_beside(page: &Page<'_>, at: At) -> bool {
    let names = [page.attr(at, "class"), page.attr(at, "id")];
    matches!(page.tag(at), Some(Tag::Nav | Tag::Footer | Tag::Header)) || page.named(at, "aside") || names.into_iter().flatten().any(names_beside)
}

fn names_beside(names: &str) -> bool {
    names.len() < 80 && {
        let names = lowercase(names);
        BESIDE.stand_in(&names) || ANY_WORD.stand_in(&names) && BESIDE_WORDS.iter().any(|word| holds_word(&names, word))
    }
}

fn lowercase(names: &str) -> Cow<'_, str> {
    if names.bytes().any(|byte| byte.is_ascii_uppercase()) { Cow::Owned(names.to_ascii_lowercase()) } else { Cow::Borrowed(names) }
}

/// Whether a word begins in a name and not within another: `hot_news`, not `photo`.
fn holds_word(names: &str, word: &str) -> bool {
    names.match_indices(word).any(|(at, _)| {
        let starts = !names[..at].ends_with(|sign: char| sign.is_ascii_alphabetic());
        // top is the head of a page only by itself.
        starts && (word != "top" || !names[at + word.len()..].starts_with(|sign: char| sign.is_ascii_alphabetic()))
    })
}
