//! What is known of a page besides its tree: its address and the day on which it was seen.

use gov_site_compliance::Day;
use url::Url;

use crate::input::PageInput;
use crate::links::{PlainBase, plain};
use crate::outline::{Page, Tag};

/// Address and day of a page.
pub(crate) struct Context {
    /// The final address.
    pub(crate) url: Option<Url>,
    /// What links are resolved against: the address, or the `base` of the page.
    base: Option<Url>,
    /// The same, for links that need no parse.
    plain: Option<PlainBase>,
    /// The day on which the page was seen.
    pub(crate) observed: Option<Day>,
}

impl Context {
    pub(crate) fn new(input: &PageInput<'_>, page: &Page<'_>) -> Context {
        let url = input.url.and_then(|url| Url::parse(url.trim()).ok());
        let written = page.all(Tag::Other).find_map(|at| page.named(at, "base").then(|| page.attr(at, "href")).flatten());
        let base = match (written, &url) {
            (Some(written), Some(url)) => url.join(written).ok().or_else(|| Some(url.clone())),
            (Some(written), None) => Url::parse(written).ok(),
            (None, url) => url.clone(),
        };
        let plain = base.as_ref().and_then(PlainBase::new);
        Context { url, base, plain, observed: input.observed.map(|observed| observed.day()) }
    }

    /// A link as an absolute address; as written, where the address of the page is unknown or the link is none.
    pub(crate) fn resolve(&self, href: &str) -> String {
        if let Some(plain) = self.plain(href).filter(|_| self.base.is_some()) {
            return plain;
        }
        let resolved = self.base.as_ref().and_then(|base| base.join(href).ok());
        resolved.map_or_else(|| href.to_owned(), String::from)
    }

    /// The absolute address of a link that is plain enough to be put together.
    pub(crate) fn plain(&self, href: &str) -> Option<String> {
        plain(self.plain.as_ref(), href)
    }

    /// A link resolved, where it can be.
    pub(crate) fn join(&self, href: &str) -> Option<Url> {
        match &self.base {
            Some(base) => base.join(href).ok(),
            None => Url::parse(href).ok(),
        }
    }
}

/// Whether a `href` leads nowhere by itself: a script, a fragment, nothing.
pub(crate) fn is_no_address(href: &str) -> bool {
    let scheme = href.trim_start().get(..11).unwrap_or("");
    href.is_empty() || href.starts_with('#') || scheme.eq_ignore_ascii_case("javascript:")
}
