//! `docs/REJECTS.md`: every reject code with what was expected, an example and what to do.

use std::fmt::Write;

use gov_site_compliance::{RejectCode, ingest::Example};

/// The page with a place for the codes.
const PAGE: &str = include_str!("rejects_page.md");
const PLACE: &str = "<!-- codes -->\n";
/// Longest text of an example.
const LONGEST: usize = 40;

/// The catalogue of reject codes as Markdown.
///
/// ```
/// let page = gov_site_report::rejects_page();
/// assert!(page.contains("| `two_digit_year` | 年份只有两位 | 四位年份的日期 | updates `published_on=17-11-29` | `published_on=2017-11-29` |"));
/// ```
pub fn rejects_page() -> String {
    let mut table = String::from("| code | reason 原因 | expected 要求 | bad 错例 | good 正例 | remedy 处理办法 |\n|---|---|---|---|---|---|\n");
    for code in RejectCode::ALL {
        let Example { table: name, bad, good } = code.example();
        let (bad, good) = (cells(bad), cells(good));
        // Writing to a string never fails.
        let _ = writeln!(table, "| `{code}` | {} | {} | {name} {bad} | {good} | {} |", code.reason(), code.expected(), code.remedy());
    }
    PAGE.replace(PLACE, &table)
}

fn cells(cells: &[(&str, &str)]) -> String {
    cells.iter().map(|(field, text)| cell(field, text)).collect::<Vec<_>>().join(" ")
}

/// A cell as code; a line of a file stands alone.
fn cell(field: &str, text: &str) -> String {
    let shown = visible(text);
    match (field, text) {
        ("", _) => format!("`{shown}`"),
        (field, "") => format!("`{field}` empty"),
        (field, _) => format!("`{field}={shown}`"),
    }
}

/// The text with signs that nobody sees written out, cut where it is long.
fn visible(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST).map(|sign| if sign == '|' { "\\|".into() } else { written(sign) }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

fn written(sign: char) -> String {
    match sign {
        '\n' => "⏎".into(),
        '\u{200b}'..='\u{200f}' => sign.escape_unicode().to_string(),
        sign if sign.is_control() => sign.escape_unicode().to_string(),
        sign => sign.to_string(),
    }
}
