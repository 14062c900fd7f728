//! Inside, subsite or outside: by the hosts of page and target. No list of public suffixes: Chinese sites need one rule.

use url::Url;

use super::{LinkKind, address};

/// What stands under `.cn` between the country and a name: kinds of bodies, and provinces.
const SECOND_LEVEL: &[&str] = &[
    "gov", "com", "net", "org", "edu", "ac", "mil", "bj", "sh", "tj", "cq", "he", "sx", "nm", "ln", "jl", "hl", "js", "zj", "ah", "fj", "jx", "sd", "ha", "hb",
    "hn", "gd", "gx", "hi", "sc", "gz", "yn", "xz", "sn", "gs", "qh", "nx", "xj", "tw", "hk", "mo",
];
const DOCUMENTS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "dps", "ofd", "ceb", "cebx", "rtf", "txt", "csv", "odt", "ods", "zip", "rar", "7z", "tar",
    "gz", "mp3", "mp4", "wmv", "avi", "flv", "mov", "wma", "apk", "exe",
];
/// What most addresses end with: looked at first.
const PAGES: &[&str] = &["html", "htm", "shtml", "jhtml"];
const PICTURES: &[&str] = &["jpg", "jpeg", "png", "gif", "bmp", "webp", "svg", "ico", "tif", "tiff"];

/// The host of a page and the portal that it belongs to.
pub(super) struct Hosts {
    own: Option<(String, String)>,
}

impl Hosts {
    pub(super) fn of(page: Option<&Url>) -> Hosts {
        let own = page.and_then(Url::host_str).map(|host| (bare(host).to_owned(), portal(host).to_owned()));
        Hosts { own }
    }

    /// The kind of an address that is no script.
    pub(super) fn kind(&self, url: &str) -> LinkKind {
        let host = address::host(url);
        if let Some(kind) = by_ending(url, host) {
            return kind;
        }
        match (host, &self.own) {
            (None, _) if address::is_other_scheme(url) => LinkKind::Mail,
            // What cannot be resolved is relative to a page whose address is unknown.
            (None, _) => LinkKind::Inside,
            (Some(_), None) => LinkKind::Unknown,
            (Some(host), Some((own, _))) if bare(host) == own => LinkKind::Inside,
            (Some(host), Some((_, own))) if portal(host) == own => LinkKind::Subsite,
            _ => LinkKind::Outside,
        }
    }
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// The host of the portal above: `example.gov.cn` of `jw.example.gov.cn`. The national portal `www.gov.cn` and
/// machines without a name are above nobody.
fn portal(host: &str) -> &str {
    if !host.ends_with(char::is_alphabetic) {
        return host;
    }
    let mut labels = host.rsplitn(3, '.');
    let (Some(top), Some(second), Some(above)) = (labels.next(), labels.next(), labels.next()) else { return host };
    if top != "cn" || !SECOND_LEVEL.contains(&second) {
        return &host[above.len() + 1..];
    }
    let name = above.rsplit('.').next().unwrap_or(above);
    if name == "www" { host } else { &host[above.len() - name.len()..] }
}

/// Documents and pictures are known by how the address or a value in its query ends.
fn by_ending(address: &str, host: Option<&str>) -> Option<LinkKind> {
    let address = &address[..memchr::memchr(b'#', address.as_bytes()).unwrap_or(address.len())];
    let query = memchr::memchr(b'?', address.as_bytes()).unwrap_or(address.len());
    let (path, query) = (&address[..query], &address[query..]);
    let path = match host {
        Some(host) => path.get(host.as_ptr() as usize - address.as_ptr() as usize + host.len()..).unwrap_or(""),
        None => path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("", |slash| &rest[slash..])),
    };
    let of = |name: &str| {
        let near = name.as_bytes().iter().rev().take(6).position(|byte| *byte == b'.')?;
        let ending = Some(&name[name.len() - near..]).filter(|ending| ending.len() >= 2)?;
        let is = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(ending));
        if is(PAGES) {
            return None;
        }
        if is(DOCUMENTS) { Some(LinkKind::Attachment) } else { is(PICTURES).then_some(LinkKind::Image) }
    };
    of(path).or_else(|| query.split(['&', '=']).find_map(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_from(page: &str, address: &str) -> LinkKind {
        Hosts::of(Url::parse(page).ok().as_ref()).kind(address)
    }

    #[test]
    fn hosts_of_one_portal_are_subsites_of_each_other() {
        for (address, kind) in [
            ("https://example.gov.cn/b", LinkKind::Inside),
            ("http://jw.example.gov.cn/", LinkKind::Subsite),
            ("http://a.jw.example.gov.cn/", LinkKind::Subsite),
            ("http://www.gov.cn/", LinkKind::Outside),
            ("http://other.gov.cn/", LinkKind::Outside),
            ("http://example.gov.cn.evil.com/", LinkKind::Outside),
            ("http://jw.example.gov.cn/f/1.PDF", LinkKind::Attachment),
            ("http://www.example.gov.cn/down.jsp?id=1&name=a.docx", LinkKind::Attachment),
            ("http://other.com/1.png?v=2", LinkKind::Image),
            ("mailto:a@example.gov.cn", LinkKind::Mail),
            ("tel:12345", LinkKind::Mail),
        ] {
            assert_eq!(kind_from("https://www.example.gov.cn/a/", address), kind, "{address}");
        }
        assert_eq!(kind_from("http://www.gov.cn/", "http://www.mps.gov.cn/"), LinkKind::Outside);
        assert_eq!(kind_from("http://10.0.0.1/", "http://10.9.0.1/"), LinkKind::Outside);
        assert_eq!(kind_from("", "http://www.mps.gov.cn/"), LinkKind::Unknown);
    }
}
