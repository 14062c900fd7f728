//! What the address of a page says of its kind.

use url::Url;

use crate::date_text::address_dates;

/// Kinds that addresses tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The root of a host, or its index page.
    Root,
    /// An item: a date in its name, a path such as `/art/` or `/content/`.
    Item,
    /// The index page of a folder.
    Index,
    /// A list: `/col/`, `list.html`, `index_2.html`.
    List,
    /// A search.
    Search,
    Nothing,
}

const ITEMS: [&str; 9] = ["/art/", "/info/", "/content/", "/detail", "/article/", "/show/", "content_", "article_", "post_"];
const LISTS: [&str; 6] = ["/col/", "/list", "list.", "/channel/", "/node_", "index_"];

pub(super) fn says(url: &Url) -> Says {
    let path = url.path();
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let is_index = file.is_empty() || file.starts_with("index.") || file.starts_with("default.") || file.starts_with("Default.");
    if is_index && folder.is_empty() {
        return if url.query().is_none() { Says::Root } else { Says::Nothing };
    }
    if path.contains("search") && !path.contains("research") {
        return Says::Search;
    }
    if is_index {
        return if LISTS.iter().any(|word| folder.contains(word.trim_end_matches('/'))) { Says::List } else { Says::Index };
    }
    if path.contains("/column/") {
        return Says::List;
    }
    if !address_dates(path).is_empty() || ITEMS.iter().any(|word| path.contains(word)) {
        return Says::Item;
    }
    if LISTS.iter().any(|word| path.contains(word)) { Says::List } else { Says::Nothing }
}
