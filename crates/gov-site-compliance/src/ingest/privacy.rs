//! What of a rejected cell may be shown.

use alloc::{format, string::String};

use super::why;
use crate::model::{Kind, Table};

/// Text in place of a cell that may hold a citizen's words.
const WITHHELD: &str = "（不予显示）";
/// Longest text that is shown.
const LONGEST: usize = 80;
/// Runs of digits from this length on may be phone or identity numbers.
const PHONE_DIGITS: usize = 7;
/// Tables whose cells come from citizens' letters.
const LETTER_TABLES: &[&str] = &["tickets", "error_reports"];

/// The original text of a rejected cell as `rejected.csv` may show it: cells of letters only where they look like a
/// date, a number or a code; remarks and quotations never; long text cut; long runs of digits masked outside ids; signs that nobody
/// sees, such as marks of direction, by their numbers.
///
/// ```
/// use gov_site_compliance::{ingest::withheld, TABLES};
/// let tickets = TABLES.iter().find(|table| table.name == "tickets").unwrap();
/// assert_eq!(withheld(tickets, "submitted_on", "2017-13-40"), "2017-13-40");
/// assert_eq!(withheld(tickets, "submitted_on", "王先生 13800000000"), "（不予显示）");
/// ```
pub fn withheld(table: &Table, field: &str, text: &str) -> String {
    if matches!(field, "note" | "quote" | "title") {
        return WITHHELD.into();
    }
    let is_id = field.ends_with("_id") || field == "site_code";
    if LETTER_TABLES.contains(&table.name) && !(is_id && is_code(text) || is_date_like(text)) {
        return WITHHELD.into();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let cut = if cut.contains(why::is_hidden) { visible(&cut) } else { cut };
    let is_number = table.position(field).is_some_and(|at| matches!(table.fields[at].kind, Kind::Integer | Kind::Millis));
    if is_id || is_number { cut } else { mask_digits(&cut) }
}

fn visible(text: &str) -> String {
    let mut shown = String::new();
    for sign in text.chars() {
        match why::is_hidden(sign) {
            true => shown.push_str(&format!("[U+{:04X}]", u32::from(sign))),
            false => shown.push(sign),
        }
    }
    shown
}

fn is_code(text: &str) -> bool {
    text.len() <= 40 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte)) && !has_phone(text)
}

fn is_date_like(text: &str) -> bool {
    text.chars().count() <= 32 && text.chars().all(|sign| sign.is_ascii_digit() || "-/.:+TZ 年月日".contains(sign)) && !has_phone(text)
}

/// Eleven digits begin with 1 in a Chinese mobile number; an identity number has 17 or 18.
fn has_phone(text: &str) -> bool {
    text.split(|sign: char| !sign.is_ascii_digit()).any(|run| (run.len() == 11 && run.starts_with('1')) || run.len() >= 15)
}

fn mask_digits(text: &str) -> String {
    let mut shown = String::new();
    let mut run = String::new();
    for sign in text.chars().chain(['\u{0}']) {
        if sign.is_ascii_digit() {
            run.push(sign);
            continue;
        }
        if run.len() > PHONE_DIGITS + 1 {
            shown.push_str("***")
        } else {
            shown.push_str(&run)
        }
        run.clear();
        if sign != '\u{0}' {
            shown.push(sign);
        }
    }
    shown
}
