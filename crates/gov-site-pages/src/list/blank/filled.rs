//! Whether a script or a frame fills the page later, so that what is blank in its source is not blank for its readers.

use std::ops::Range;

use super::super::content::Content;
use super::super::paging::created_pages;
use crate::beside::is_beside;
use crate::outline::{At, Page, Tag, What};

/// Whether the page fetches what it shows: by a script on it, or as a frame in the content.
pub(super) fn fetches(page: &Page<'_>, content: &Content) -> bool {
    page.nodes.iter().any(|node| matches!(node.what, What::Text(text) if node.hidden && loads_later(text)))
        || (content.from..page.nodes.len()).any(|at| page.is(at, Tag::Iframe) && is_shown_frame(page, at))
}

fn is_shown_frame(page: &Page<'_>, at: At) -> bool {
    let style = page.attr(at, "style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
    let no_size = ["width", "height"].iter().any(|side| page.attr(at, side).is_some_and(|size| matches!(size, "0" | "0px" | "1")));
    page.attr(at, "src").is_some_and(|source| !source.is_empty() && !source.starts_with("about:")) && !style.contains("display:none") && !no_size
}

/// Whether a script in a file of the site's own stands in some part of the page, not only libraries that all sites use.
pub(super) fn has_own_script(page: &Page<'_>, part: Range<At>) -> bool {
    part.filter(|at| page.is(*at, Tag::Script)).filter_map(|at| page.attr(at, "src")).any(|source| {
        let path = source.split(['?', '#']).next().unwrap_or(source);
        let file = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        !LIBRARIES.iter().any(|name| file.contains(name)) && !OF_SYSTEMS.iter().any(|folder| path.contains(folder))
    })
}

/// Folders of scripts that 博达 systems put on every page.
const OF_SYSTEMS: [&str; 2] = ["system/resource/", "_dwr/"];

/// Parts of the file names of scripts that fill no list.
const LIBRARIES: [&str; 20] = [
    "jquery",
    "bootstrap",
    "swiper",
    "superslide",
    "slick",
    "layer",
    "laydate",
    "html5",
    "respond",
    "createpage",
    "share",
    "hm.js",
    "counter",
    "dynclicks",
    "gotopage",
    "tongji",
    "jiathis",
    "polyfill",
    "modernizr",
    "sitegray",
];

/// Empty elements with an `id` that are looked at.
const PLACES: usize = 16;

/// Whether a script in the content writes the list, or one on the page names an empty element of the content to put something there.
pub(super) fn is_written(page: &Page<'_>, content: &Content) -> bool {
    let part = content.from..content.end;
    let is_empty = |at: &At| page.tag(*at).is_some_and(|tag| !matches!(tag, Tag::Script | Tag::Input | Tag::A)) && page.nodes[*at].end == at + 1;
    let ids = part.clone().filter(|at| is_empty(at) && !is_beside(page, *at)).filter_map(|at| page.attr(at, "id")).filter(|id| id.len() > 1).take(PLACES);
    let is_named = |id: &str| [format!("#{id}\""), format!("#{id}'"), format!("\"{id}\""), format!("'{id}'")];
    let mut places = ids.flat_map(is_named);
    let names = |place: String| page.nodes.iter().any(|node| matches!(node.what, What::Text(text) if node.hidden && text.contains(&place)));
    part.into_iter().any(|at| page.is(at, Tag::Script) && !is_beside(page, at) && writes_items(page, at)) || places.any(names)
}

/// Whether a script writes items where it stands or into a list, or holds the template of one.
fn writes_items(page: &Page<'_>, script: At) -> bool {
    const WRITES: [&str; 5] = ["innerHTML", ".html(", ".append(", "appendChild(", "document.write"];
    const ITEMS: [&str; 5] = ["<li", "<a ", "<tr", "<dd", "createElement("];
    let source = page.source(script);
    let writes = WRITES.iter().any(|word| source.contains(word)) && ITEMS.iter().any(|word| source.contains(word));
    writes || page.attr(script, "type").is_some_and(|kind| kind.contains("template") || kind.ends_with("/html"))
}

/// The number of pages that the publishing system wrote itself: `createPageHTML(0, 0, "index", "html")`.
pub(super) fn pages_written(page: &Page<'_>) -> Option<u32> {
    let sources = page.nodes.iter().filter_map(|node| if let What::Text(text) = node.what { node.hidden.then_some(text) } else { None });
    sources.into_iter().find_map(created_pages)
}

/// Whether a script fetches what the page shows.
fn loads_later(source: &str) -> bool {
    const CALLS: [&str; 15] = [
        "ajax",
        "XMLHttpRequest",
        "fetch(",
        "axios",
        "getJSON",
        "$.post(",
        "$.get(",
        "jQuery.post(",
        "jQuery.get(",
        "$http",
        ".render(",
        "new Vue(",
        "createApp(",
        "datagrid(",
        "bootstrapTable(",
    ];
    let loads = || source.match_indices(".load(").any(|(at, _)| !source[..at].ends_with("window)"));
    CALLS.iter().any(|word| source.contains(word)) || loads()
}
