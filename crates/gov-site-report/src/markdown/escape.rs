//! Text from input as Markdown that means only itself.

use crate::text::plain;

/// The text inside a line: no emphasis, link, table cell, HTML or formula can begin or end in it.
///
/// `|`, `<`, `>` and `&` become character references, since some readers split tables before they look at backslashes;
/// a reference never counts as structure.
pub(super) fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in plain(text).chars() {
        match sign {
            '|' => escaped.push_str("&#124;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '*' | '_' | '#' | '`' | '[' | ']' | '\\' | '~' | '$' => escaped.extend(['\\', sign]),
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Escaped text as a paragraph of its own: nor can its beginning make a list, a rule or a heading.
pub(super) fn beginning(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let at = if text.starts_with(['-', '+', '=', ':']) {
        0
    } else if digits > 0 && begins_item(&text[digits..]) {
        digits
    } else {
        return text;
    };
    format!("{}\\{}", &text[..at], &text[at..])
}

/// `1. ` and `1) ` begin a list, `1.规范` does not.
fn begins_item(rest: &str) -> bool {
    rest.strip_prefix(['.', ')']).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::{beginning, inline};

    #[test]
    fn signs_of_markdown_stand_for_themselves() {
        assert_eq!(inline("a|b <b>*x*</b> _y_ `z` [l](u) \\ # & ~ $"), "a&#124;b &lt;b&gt;\\*x\\*&lt;/b&gt; \\_y\\_ \\`z\\` \\[l\\](u) \\\\ \\# &amp; \\~ \\$");
        assert_eq!(inline("甲\n\n# 乙\r\n"), "甲  \\# 乙");
    }

    #[test]
    fn a_beginning_makes_no_block() {
        for (text, expected) in [
            ("- 甲", "\\- 甲"),
            ("+ 甲", "\\+ 甲"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("1. 甲", "1\\. 甲"),
            ("23) 甲", "23\\) 甲"),
            ("1.规范", "1.规范"),
            ("    甲", "甲"),
            ("2017年", "2017年"),
            ("", ""),
        ] {
            assert_eq!(beginning(inline(text)), expected);
        }
    }
}
