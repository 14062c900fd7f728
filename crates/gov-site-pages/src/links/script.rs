//! Addresses in scripts: what a click opens, and the links that a script writes into the page.

use memchr::memmem;

/// How an address ends or begins where a script holds other texts as well.
const ENDINGS: &[&str] = &[".htm", ".shtml", ".jhtml", ".jsp", ".asp", ".php", ".do", ".action", ".pdf", ".doc", ".xls", ".zip", ".rar"];
const BEGINNINGS: &[&str] = &["http://", "https://", "/", "./", "../"];
/// Texts that are looked at in one script of a click.
const TEXTS: usize = 32;

/// The address that a click opens: the first quoted text that is one.
pub(super) fn address(script: &str) -> Option<&str> {
    script.split(['\'', '"']).skip(1).step_by(2).take(TEXTS).find(|text| is_address(text))
}

fn is_address(text: &str) -> bool {
    let begins = BEGINNINGS.iter().any(|beginning| text.starts_with(beginning));
    let ends = || ENDINGS.iter().any(|ending| text.contains(ending));
    text.len() > 1 && !text.contains(is_no_sign) && (begins || ends())
}

/// The `href` of links in the text of a script that are written out whole.
pub(super) fn hrefs(script: &str) -> impl Iterator<Item = &str> {
    memmem::find_iter(script.as_bytes(), "href=").filter_map(move |at| {
        let rest = script[at + "href=".len()..].trim_start_matches(['\\', ' ']);
        let quote = rest.chars().next().filter(|sign| matches!(sign, '\'' | '"'))?;
        let inner = &rest[1..];
        let (href, after) = inner.split_once(quote)?;
        let href = href.trim_end_matches('\\').trim();
        let whole = !after.trim_start().starts_with('+') && !href.is_empty() && !href.contains(is_no_sign) && !href.contains(['+', '(', '\'', '"', '$', '{']);
        (whole && !crate::context::is_no_address(href)).then_some(href)
    })
}

fn is_no_sign(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control() || matches!(sign, '<' | '>' | '{' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_opens_an_address() {
        assert_eq!(address("window.open('/a/b.html','_blank')"), Some("/a/b.html"));
        assert_eq!(address("location.href=\"list.shtml?id=1\";return false"), Some("list.shtml?id=1"));
        for none in ["show('172002','vsb')", "javascript:void(0)", "alert('/ 无')", "''", "open('"] {
            assert_eq!(address(none), None, "{none}");
        }
    }

    #[test]
    fn a_script_writes_links() {
        let all = |script| hrefs(script).collect::<Vec<_>>();
        assert_eq!(all("document.write('<a href=\"/x/1.html\">甲</a><a href=\\\"2.html\\\">乙</a>')"), ["/x/1.html", "2.html"]);
        assert_eq!(all("write('<a href=\"'+url+'\">'); location.href='/'+x; a.href=b"), [""; 0]);
    }
}
