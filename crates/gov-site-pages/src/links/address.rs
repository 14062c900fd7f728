//! Addresses of links, absolute. Nearly all of them are plain: those are put together here, because a page has hundreds and a full parse of
//! each would take a quarter as long as the parse of the page. Everything else goes through [`Context::join`].

use url::Url;

use crate::context::Context;

/// Resolves the links of one page.
pub(super) struct Resolver<'c> {
    context: &'c Context,
}

/// An http(s) address that plain links can be put behind.
pub(crate) struct PlainBase {
    /// Scheme and host: `https://www.example.gov.cn`.
    origin: String,
    /// The path up to the last slash.
    folder: String,
}

impl PlainBase {
    pub(crate) fn new(base: &Url) -> Option<PlainBase> {
        let path = base.path();
        let folder = &path[..path.rfind('/').map_or(0, |at| at + 1)];
        let of_pages = matches!(base.scheme(), "http" | "https");
        of_pages.then(|| PlainBase { origin: base[..url::Position::BeforePath].to_owned(), folder: folder.to_owned() })
    }
}

impl<'c> Resolver<'c> {
    pub(super) fn new(context: &'c Context) -> Resolver<'c> {
        Resolver { context }
    }

    /// The absolute address without its fragment; as written, where it cannot be resolved.
    pub(super) fn absolute(&self, written: &str) -> String {
        let inner = &written[..memchr::memchr(b'#', written.as_bytes()).unwrap_or(written.len())];
        self.context.plain(inner).unwrap_or_else(|| self.parsed(written))
    }

    fn parsed(&self, written: &str) -> String {
        let Some(mut url) = self.context.join(written) else { return written.split('#').next().unwrap_or("").to_owned() };
        url.set_fragment(None);
        String::from(url)
    }
}

/// A link put together with its base, where a parse would make the same of it.
pub(crate) fn plain(base: Option<&PlainBase>, written: &str) -> Option<String> {
    if let Some(rest) = written.strip_prefix("http://").or_else(|| written.strip_prefix("https://")) {
        let (host, path) = rest.split_once('/')?;
        return (is_plain_host(host) && is_plain(path) && !path.starts_with('.')).then(|| written.to_owned());
    }
    let base = base.filter(|_| is_plain(written))?;
    if written.starts_with('/') {
        return (!written.starts_with("//")).then(|| [&base.origin, written].concat());
    }
    let mut rest = written.strip_prefix("./").unwrap_or(written);
    let mut folder = base.folder.as_str();
    while let Some(up) = rest.strip_prefix("../") {
        rest = up;
        folder = folder.trim_end_matches('/').rfind('/').map_or("/", |at| &folder[..=at]);
    }
    (!rest.is_empty() && !rest.starts_with(['.', '/', '?'])).then(|| [&base.origin, folder, rest].concat())
}

/// Whether a parse would leave the host as it is.
fn is_plain_host(host: &str) -> bool {
    let signs = host.bytes().all(|sign| sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, b'.' | b'-'));
    signs && host.bytes().next_back().is_some_and(|last| last.is_ascii_lowercase()) && !(host.contains('-') && host.contains("xn--"))
}

/// Signs that a parse may change: all but those of plain addresses, and of these the second of a pair that is a step (`/.`), which may also
/// be written `%2e`.
const ODD: u8 = 1;
const DOT: u8 = 2;
const TWO: u8 = 4;
const MAY_CHANGE: [u8; 256] = {
    let mut may = [ODD; 256];
    let signs = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/-_.?=&%~,;+";
    let mut index = 0;
    while index < signs.len() {
        may[signs[index] as usize] = 0;
        index += 1;
    }
    may[b'.' as usize] = DOT;
    may[b'2' as usize] = TWO;
    may
};

/// Whether a parse would leave a path and query as they are; steps up at the begin are looked at apart.
fn is_plain(path: &str) -> bool {
    let mut inner = path.as_bytes();
    while let Some(rest) = inner.strip_prefix(b"../") {
        inner = rest;
    }
    let (mut changes, mut watched) = (0, ODD);
    for sign in inner {
        changes |= MAY_CHANGE[usize::from(*sign)] & watched;
        watched = match sign {
            b'/' => ODD | DOT,
            b'%' => ODD | TWO,
            _ => ODD,
        };
    }
    changes == 0 && !inner.starts_with(b"..") && inner != b"."
}

/// The host of an absolute http(s) address as a parse writes it.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"))?;
    let authority = &rest[..memchr::memchr2(b'/', b'?', rest.as_bytes()).unwrap_or(rest.len())];
    let host = &authority[memchr::memrchr(b'@', authority.as_bytes()).map_or(0, |at| at + 1)..];
    let end = if host.starts_with('[') { host.find(']').map_or(host.len(), |at| at + 1) } else { host.find(':').unwrap_or(host.len()) };
    Some(&host[..end])
}

/// Whether an address names another scheme than those of pages.
pub(super) fn is_other_scheme(url: &str) -> bool {
    host(url).is_none() && Url::parse(url).is_ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::input::{Budget, PageInput};
    use crate::outline::Page;
    use crate::parse;

    fn resolver_of(url: &str, check: impl Fn(&Resolver<'_>)) {
        let tree = parse::parse("", &Budget::default()).unwrap();
        let input = PageInput { url: Some(url), ..PageInput::new(b"") };
        check(&Resolver::new(&Context::new(&input, &Page::new(&tree))));
    }

    proptest! {
        #[test]
        fn plain_addresses_are_what_a_parse_makes_of_them(base in "https?://[a-z]{1,3}\\.cn(:81)?(/[a-z.]{0,3}){0,3}(\\?/a)?", written in "(https?:/)?[a/.?=#:%A1,;~+2e-]{0,12}(/[a.]{0,3}){0,3}") {
            resolver_of(&base, |resolver| {
                if let Some(plain) = resolver.context.plain(&written) {
                    assert_eq!(plain, resolver.parsed(&written), "{written} on {base}");
                }
            });
        }
    }

    #[test]
    fn usual_addresses_are_plain() {
        resolver_of("http://www.x.gov.cn/a/b/index.html?x=1", |resolver| {
            for (written, url) in [
                ("../c/t20171129_1.html", "http://www.x.gov.cn/a/c/t20171129_1.html"),
                ("./1.html", "http://www.x.gov.cn/a/b/1.html"),
                ("/d/?id=1", "http://www.x.gov.cn/d/?id=1"),
                ("../../../e", "http://www.x.gov.cn/e"),
                ("http://other.cn/", "http://other.cn/"),
            ] {
                assert_eq!(resolver.context.plain(written).as_deref(), Some(url), "{written}");
            }
            assert_eq!(resolver.context.plain("//other.cn/"), None);
            assert_eq!(resolver.absolute("//Other.cn/#a"), "http://other.cn/");
        });
    }

    #[test]
    fn hosts_are_read_from_addresses() {
        assert_eq!(host("http://a:b@x.cn:81/c"), Some("x.cn"));
        assert_eq!(host("http://[::1]:80/"), Some("[::1]"));
        assert_eq!(host("mailto:a@x.cn"), None);
    }
}
