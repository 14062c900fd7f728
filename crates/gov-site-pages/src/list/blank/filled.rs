//! Whether a script or a frame fills the page later, so that what is blank in its source is not blank for its readers.

use std::ops::Range;

use super::super::content::Content;
use super::super::paging::created_pages;
use super::shows::is_unseen;
use crate::beside::is_beside;
use crate::outline::{At, Page, Tag, What};

/// Whether the page fetches what it shows: by a script on it, or as a frame in the content.
pub(super) fn fetches(page: &Page<'_>, content: &Content) -> bool {
    page.nodes.iter().any(|node| matches!(node.what, What::Text(text) if node.hidden && loads_later(text)))
        || (content.from..page.nodes.len()).any(|at| page.is(at, Tag::Iframe) && is_shown_frame(page, at))
        || page.all(Tag::Body).next().and_then(|body| page.attr(body, "onload")).is_some_and(starts_script)
}

/// Whether what a page does once it is loaded may fill it: a call of a function, but not of one for pictures, clocks and fields.
fn starts_script(onload: &str) -> bool {
    const OTHERS: [&str; 9] = ["preload", "time", "date", "clock", "focus", "scroll", "resize", "height", "print"];
    let calls = onload.split(';').filter(|call| call.contains('('));
    calls.map(str::to_ascii_lowercase).any(|call| call.contains("update") || !OTHERS.iter().any(|word| call.contains(word)))
}

/// Whether an element is one that a script makes (`<news-list>`) or names the address of what belongs there.
fn is_place_of_script(page: &Page<'_>, at: At) -> bool {
    const SOURCES: [&str; 3] = ["data-url", "data-src", "data-api"];
    let What::Element(tag, element) = page.nodes[at].what else { return false };
    let is_made = || {
        tag == Tag::Other && element.name().contains('-') && !["font-", "color-", "missing-", "annotation-"].iter().any(|name| element.name().starts_with(name))
    };
    let is_named = || SOURCES.iter().any(|name| page.attr(at, name).is_some_and(|source| !source.is_empty()));
    // Pictures that load late and buttons that share the page have such addresses as well.
    is_made() || !matches!(tag, Tag::Img | Tag::A | Tag::Script | Tag::Button | Tag::I) && is_named()
}

/// Whether a field that is not shown counts items of the list, or pages beyond the first: `<input type="hidden" name="total" value="53">`.
pub(super) fn is_counted(page: &Page<'_>) -> bool {
    const OF_OTHER: [&str; 8] = ["click", "view", "visit", "hit", "read", "size", "online", "word"];
    page.all(Tag::Input).filter(|at| page.attr(*at, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))).any(|at| {
        let name = page.attr(at, "name").or_else(|| page.attr(at, "id")).filter(|name| name.len() < 80).unwrap_or("").to_ascii_lowercase();
        let counts = ["total", "count", "rows", "records"].iter().any(|word| name.contains(word)) && !OF_OTHER.iter().any(|word| name.contains(word));
        counts && page.attr(at, "value").and_then(|value| value.parse().ok()).is_some_and(|value: u32| value > u32::from(name.contains("page")))
    })
}

fn is_shown_frame(page: &Page<'_>, at: At) -> bool {
    page.attr(at, "src").is_some_and(|source| !source.is_empty() && !source.starts_with("about:")) && !is_unseen(page, at)
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
    let fills = |at: At| is_place_of_script(page, at) || page.is(at, Tag::Script) && writes_items(page, at);
    part.into_iter().any(|at| fills(at) && !is_beside(page, at)) || places.any(names)
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
