//! Which page an address is: the home page of a site, a page of a column.

use gov_site_compliance::{Site, normal_url};
use url::Url;

/// Whether a page stands on a site: the host of its home page, or of its actual address.
pub fn belongs_to(site: &Site, url: &str) -> bool {
    let host = |url: &str| Url::parse(url.trim()).ok().and_then(|url| url.host_str().map(str::to_owned));
    let own = host(url);
    own.is_some() && [Some(&site.home_url), site.actual_url.as_ref()].into_iter().flatten().any(|home| host(home) == own)
}

/// Whether a page is the home page of a site, under its filed or its actual address.
pub fn is_home(site: &Site, url: &str) -> bool {
    let key = folder(url);
    folder(&site.home_url) == key || site.actual_url.as_deref().is_some_and(|actual| folder(actual) == key)
}

/// Whether a page is a page of a list: its first, or a later one (`index_2.html`, `?page=2`).
///
/// ```
/// use gov_site_pages::census::is_page_of;
/// assert!(is_page_of("http://a.example/tzgg/", "http://a.example/tzgg/index.html"));
/// assert!(is_page_of("http://a.example/tzgg/index.html", "http://a.example/tzgg/index_3.html"));
/// assert!(!is_page_of("http://a.example/tzgg/", "http://a.example/tzgg/202311/t20231120_1.html"));
/// ```
pub fn is_page_of(column: &str, url: &str) -> bool {
    let (column, url) = (folder(column), folder(url));
    column == url || unpaged(&url).is_some_and(|first| first == column)
}

/// An address in one spelling: no index file at its end.
fn folder(url: &str) -> String {
    let url = normal_url(url).into_owned();
    let Some((path, file)) = url.rsplit_once('/') else { return url };
    let is_index =
        ["index.", "default.", "main."].iter().any(|name| file.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))) && !file.contains('?');
    if is_index { format!("{path}/") } else { url }
}

/// The address of the first page, where one of a later page is given.
fn unpaged(url: &str) -> Option<String> {
    let (path, file) = url.rsplit_once('/')?;
    let (name, end) = file.split_once('.').unwrap_or((file, ""));
    let (first, number) = name.rsplit_once('_').or_else(|| name.rsplit_once('-'))?;
    if number.is_empty() || number.len() > 4 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(folder(&format!("{path}/{first}.{end}")))
}
