//! What stands beside the content of a page: menus, sidebars, rankings, footers.

use crate::outline::{At, Page, Tag};

/// Words in classes and ids of what stands beside the content, in every system.
const BESIDE: [&str; 9] = ["side", "rank", "hot", "recommend", "related", "foot", "nav", "menu", "top"];

/// Whether a list stands beside the content.
pub(crate) fn is_beside(page: &Page<'_>, at: At) -> bool {
    std::iter::once(at).chain(page.ancestors(at)).take(6).any(|at| {
        let names = [page.attr(at, "class"), page.attr(at, "id")];
        matches!(page.tag(at), Some(Tag::Nav | Tag::Footer | Tag::Header)) || page.named(at, "aside") || names.into_iter().flatten().any(names_beside)
    })
}

fn names_beside(names: &str) -> bool {
    names.len() < 80 && {
        let names = names.to_ascii_lowercase();
        BESIDE.iter().any(|word| names.contains(word))
    }
}
