//! Elements that show something by themselves: pictures, films, documents, forms, what a script opens.

use crate::outline::{At, Page, Tag};

use super::words;

/// Pixels of a picture that is an icon.
const ICON: u32 = 24;
/// Options of a choice that are looked at.
const OPTIONS: usize = 40;

/// Whether an element shows what may be the content of a column.
pub(super) fn shows(page: &Page<'_>, at: At, tag: Tag) -> bool {
    match tag {
        Tag::Img => !is_icon(page, at) && !is_of_nothing(page, at),
        Tag::Input => is_field(page, at),
        Tag::Select => !is_choice_of_page(page, at),
        Tag::Textarea | Tag::Noscript => true,
        Tag::Iframe | Tag::Frame => !is_unseen(page, at),
        Tag::Other if page.named(at, "svg") => !is_icon(page, at) && !is_of_nothing(page, at),
        Tag::Other if FILMS.iter().any(|name| page.named(at, name)) => true,
        _ => page.nodes[at].end == at + 1 && !page.nodes[at].hidden && (is_picture(page, at) || page.attr(at, "onclick").is_some()),
    }
}

const FILMS: [&str; 7] = ["embed", "object", "video", "audio", "canvas", "applet", "template"];

/// Whether a picture is too small to show anything.
fn is_icon(page: &Page<'_>, at: At) -> bool {
    let size = |side| page.attr(at, side).and_then(|size| size.trim_end_matches("px").parse::<u32>().ok());
    ["width", "height"].into_iter().filter_map(size).any(|size| size <= ICON)
}

/// Whether a picture stands for the words of blankness (`nodata.png`, in an element `empty`) or adorns the head of the page.
fn is_of_nothing(page: &Page<'_>, at: At) -> bool {
    const NAMES: [&str; 8] = ["nodata", "no_data", "no-data", "empty", "zanwu", "norecord", "banner", "logo"];
    let is_name = |name: &str| name.len() < 200 && NAMES.iter().any(|word| name.to_ascii_lowercase().contains(word));
    let file = page.attr(at, "src").and_then(|source| source.split(['?', '#']).next()).and_then(|path| path.rsplit('/').next());
    file.is_some_and(is_name) || page.ancestors(at).take(2).filter_map(|at| page.attr(at, "class")).any(is_name)
}

/// Whether one can write into a field, or a button says more than that it turns pages. The number of a page is written beside 转到.
fn is_field(page: &Page<'_>, at: At) -> bool {
    let kind = page.attr(at, "type").unwrap_or("text").to_ascii_lowercase();
    let value = || page.attr(at, "value").unwrap_or("");
    match kind.as_str() {
        "hidden" => false,
        "button" | "submit" | "reset" => !words::is_frame(value()),
        "text" | "number" => !is_beside_page(page, at),
        _ => true,
    }
}

/// Whether a field or choice stands between 转到 and 页.
fn is_beside_page(page: &Page<'_>, at: At) -> bool {
    const NEAR: usize = 6;
    let text = |at: At| if page.nodes[at].hidden { None } else { page.texts(at).next().filter(|(first, _)| *first == at).map(|(_, text)| text.trim()) };
    let before = (at.saturating_sub(NEAR)..at).rev().find_map(text);
    let after = (page.nodes[at].end..page.nodes.len()).take(NEAR).find_map(text);
    before.is_some_and(|text| ["转到", "跳转", "跳到", "到第", "第", "转至"].iter().any(|word| text.trim_end_matches([':', '：']).ends_with(word)))
        || after.is_some_and(|text| text.starts_with('页'))
}

/// Whether a choice is one of pages or of other sites, not of what the column shows.
fn is_choice_of_page(page: &Page<'_>, at: At) -> bool {
    let options: Vec<At> = page.subtree(at).filter(|at| page.is(*at, Tag::Option)).take(OPTIONS).collect();
    let names_sites = |option: At| ["网站", "链接"].iter().any(|word| page.source(option).contains(word));
    let is_address = |option: &At| page.attr(*option, "value").is_some_and(|value| value.starts_with("http"));
    let leads_away = options.first().is_some_and(|first| names_sites(*first)) || options.len() > 1 && options.iter().skip(1).all(is_address);
    leads_away || is_beside_page(page, at) || options.iter().all(|option| words::is_frame(&page.source(*option)))
}

/// Whether a frame has no size.
pub(super) fn is_unseen(page: &Page<'_>, at: At) -> bool {
    let style = page.attr(at, "style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
    let no_size = ["width", "height"].iter().any(|side| page.attr(at, side).is_some_and(|size| matches!(size, "0" | "0px" | "1")));
    style.contains("display:none") || no_size
}

/// Whether the background of an empty element is a picture.
fn is_picture(page: &Page<'_>, at: At) -> bool {
    page.attr(at, "style").is_some_and(|style| style.to_ascii_lowercase().contains("url("))
}
