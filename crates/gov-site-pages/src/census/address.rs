//! Which page an address is: the home page of a site, a page of a column.

use std::collections::BTreeMap;

use gov_site_compliance::{Column, Site};
use url::Url;

/// An address as it is compared: without scheme, `www.`, fragment, final slash, index file and marks against caches.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    text: String,
    /// The text without the number of a later page, and that number: `index_2.html`, `?page=2`.
    later: Option<(String, u32)>,
}

/// Query keys that say nothing of the page, and those that hold the number of a page.
const IDLE: [&str; 6] = ["v", "t", "_", "r", "rand", "timestamp"];
const NUMBERS: [&str; 6] = ["page", "pageno", "pagenum", "pageindex", "currentpage", "p"];

fn key(url: &str) -> Option<Key> {
    let url = Url::parse(url.trim()).ok()?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let segments: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
    let (file, folders) = match segments.split_last() {
        Some((file, folders)) => (*file, folders),
        None => ("", &segments[..]),
    };
    let folder = format!("{host}{port}/{}", folders.iter().map(|folder| format!("{folder}/")).collect::<String>());
    let mut query: Vec<(String, String)> =
        url.query_pairs().map(|(name, value)| (name.to_lowercase(), value.into_owned())).filter(|(name, _)| !IDLE.contains(&name.as_str())).collect();
    query.sort();
    let number = |(name, value): &(String, String)| NUMBERS.contains(&name.as_str()).then(|| value.parse::<u32>().ok()).flatten();
    let in_query = query.iter().find_map(number);
    let rest: Vec<(String, String)> = query.iter().filter(|pair| number(pair).is_none()).cloned().collect();
    let text = joined(&folder, file, &query);
    let later = match (in_query, unpaged(file)) {
        (Some(page), _) => Some((joined(&folder, file, &rest), page)),
        (None, Some((first, page))) => Some((joined(&folder, &first, &rest), page)),
        (None, None) => None,
    };
    Some(Key { text, later })
}

fn joined(folder: &str, file: &str, query: &[(String, String)]) -> String {
    let is_index = ["index", "default", "main"].iter().any(|name| file.split('.').next().is_some_and(|stem| stem.eq_ignore_ascii_case(name)));
    let file = if is_index { "" } else { file };
    let query: String = query.iter().map(|(name, value)| format!("&{name}={value}")).collect();
    format!("{}{query}", format!("{folder}{file}").trim_end_matches('/'))
}

/// The file of the first page and the number, where a file is that of a later one: `index_2.html`.
fn unpaged(file: &str) -> Option<(String, u32)> {
    let (name, end) = file.split_once('.')?;
    let (first, number) = name.rsplit_once(['_', '-'])?;
    let number = Some(number).filter(|number| (1..=4).contains(&number.len()))?.parse().ok()?;
    Some((format!("{first}.{end}"), number))
}

/// Whether two addresses are of different pages. What is no address of a page (`javascript:`) says nothing.
pub(super) fn is_other_address(left: &str, right: &str) -> bool {
    key(left).zip(key(right)).is_some_and(|(left, right)| left.text != right.text)
}

/// Whether a page is the home page of a site, under its filed or its actual address.
pub fn is_home(site: &Site, url: &str) -> bool {
    let Some(page) = key(url) else { return false };
    [Some(&site.home_url), site.actual_url.as_ref()].into_iter().flatten().any(|home| key(home).is_some_and(|home| home.text == page.text))
}

/// Number of the page of a list that a page is: 0 for the first, the number in its address for a later one; `None` for another page.
///
/// ```
/// use gov_site_pages::census::page_of;
/// assert_eq!(page_of("http://a.example/tzgg/", "https://www.a.example/tzgg/index.html?v=3"), Some(0));
/// assert_eq!(page_of("http://a.example/tzgg/index.html", "http://a.example/tzgg/index_3.html"), Some(3));
/// assert_eq!(page_of("http://a.example/list?id=7", "http://a.example/list?page=2&id=7"), Some(2));
/// assert_eq!(page_of("http://a.example/tzgg/", "http://a.example/tzgg/202311/t20231120_1.html"), None);
/// ```
pub fn page_of(column: &str, url: &str) -> Option<u32> {
    let (column, page) = (key(column).filter(|_| !is_route(column))?, key(url)?);
    if column.text == page.text {
        return Some(0);
    }
    page.later.filter(|(first, _)| *first == column.text).map(|(_, number)| number)
}

/// The addresses of a registry: which column and which site a page belongs to.
pub struct Addresses<'r> {
    columns: BTreeMap<String, &'r Column>,
    sites: BTreeMap<&'r str, &'r Site>,
    /// Home pages by host.
    homes: BTreeMap<String, Vec<(String, &'r Site)>>,
}

impl<'r> Addresses<'r> {
    /// The addresses of sites and columns; of two columns with one address the smaller id has it (reading 13).
    pub fn new(sites: &'r [Site], columns: &'r [Column]) -> Addresses<'r> {
        let mut addresses =
            Addresses { columns: BTreeMap::new(), sites: sites.iter().map(|site| (site.site_code.as_str(), site)).collect(), homes: BTreeMap::new() };
        for site in sites {
            for home in [Some(&site.home_url), site.actual_url.as_ref()].into_iter().flatten().filter_map(|home| key(home)) {
                addresses.homes.entry(host(&home.text).to_owned()).or_default().push((home.text, site));
            }
        }
        for column in columns {
            let Some(own) = column.url.as_deref().filter(|url| !is_route(url)).and_then(key) else { continue };
            let known = addresses.columns.entry(own.text).or_insert(column);
            if column.column_id < known.column_id {
                *known = column;
            }
        }
        addresses
    }

    /// The column of which an address is a page, and the number of the page (see [`page_of`]); a column with just this address first. A
    /// home page is no page of a column.
    pub fn column_of(&self, url: &str) -> Option<(&'r Column, u32)> {
        let page = key(url)?;
        let is_home = |text: &str| self.homes.get(host(text)).is_some_and(|homes| homes.iter().any(|(home, _)| home == text));
        if is_home(&page.text) {
            return None;
        }
        let exact = self.columns.get(&page.text).map(|column| (*column, 0));
        exact.or_else(|| page.later.as_ref().and_then(|(first, number)| Some((*self.columns.get(first)?, *number))))
    }

    /// The site to which a page belongs: the one of its column, else the one whose home page stands nearest above it on its host.
    pub fn site_of(&self, url: &str) -> Option<&'r Site> {
        if let Some((column, _)) = self.column_of(url) {
            return self.sites.get(column.site_code.as_str()).copied();
        }
        let page = key(url)?;
        let above = |home: &str| if page.text.starts_with(home) { home.len() } else { 0 };
        let homes = self.homes.get(host(&page.text))?;
        homes.iter().max_by_key(|(home, site)| (above(home), std::cmp::Reverse(&site.site_code))).map(|(_, site)| *site)
    }
}

fn host(text: &str) -> &str {
    text.split(['/', '&']).next().unwrap_or(text)
}

/// Whether an address is a route within a page: `/#/news`. No saved page shows it by its address.
fn is_route(url: &str) -> bool {
    url.contains("#/") || url.contains("#!")
}
