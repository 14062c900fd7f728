//! Addresses as text, compared after normalisation.

use alloc::borrow::Cow;

/// The address in the form in which two spellings of it are equal: scheme and host in lower case, default port and
/// fragment dropped, an empty path written `/`. Text that is no absolute http(s) address is only trimmed.
///
/// ```
/// use gov_site_compliance::normal_url;
/// assert_eq!(normal_url("HTTP://WWW.Example.cn:80#top"), "http://www.example.cn/");
/// assert_eq!(normal_url(" 见首页 "), "见首页");
/// ```
pub fn normal_url(text: &str) -> Cow<'_, str> {
    let trimmed = trim(text);
    if is_normal(trimmed) || is_relative(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    let Ok(mut url) = url::Url::parse(trimmed) else { return Cow::Borrowed(trimmed) };
    if !matches!(url.scheme(), "http" | "https") {
        return Cow::Borrowed(trimmed);
    }
    url.set_fragment(None);
    Cow::Owned(url.into())
}

/// The text without blanks around it; mostly there are none.
fn trim(text: &str) -> &str {
    let is_plain = |end: Option<&u8>| end.is_some_and(u8::is_ascii_graphic);
    if is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last()) { text } else { text.trim() }
}

/// Whether a text begins with a sign with which no scheme begins: a parse without a base would fail.
fn is_relative(text: &str) -> bool {
    text.as_bytes().first().is_some_and(|sign| sign.is_ascii_graphic() && !sign.is_ascii_alphabetic())
}

/// Whether a parse would change nothing: the usual case, and there are millions of addresses.
fn is_normal(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://")) else { return false };
    // Hosts are short: a search for the slash would take longer to begin.
    let Some(slash) = rest.bytes().position(|sign| sign == b'/') else { return false };
    let (host, path) = rest.as_bytes().split_at(slash);
    host.first().is_some_and(u8::is_ascii_lowercase) && all(host, HOST) && all(path, PATH)
}

const HOST: u8 = 1;
const PATH: u8 = 2;

/// Which signs a parse leaves as they are, in a host and in a path.
static PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut sign = 0;
    while sign < 128 {
        let at = sign as u8;
        if at.is_ascii_lowercase() || at.is_ascii_digit() || matches!(at, b'.' | b'-') {
            plain[sign] |= HOST;
        }
        if at.is_ascii_alphanumeric() || matches!(at, b'/' | b'-' | b'_' | b'?' | b'=' | b'&') {
            plain[sign] |= PATH;
        }
        sign += 1;
    }
    plain
};

fn all(text: &[u8], part: u8) -> bool {
    text.iter().fold(part, |left, sign| left & PLAIN[usize::from(*sign)]) == part
}

/// Whether two texts name the same address.
pub fn same_url(left: &str, right: &str) -> bool {
    left == right || normal_url(left) == normal_url(right)
}
