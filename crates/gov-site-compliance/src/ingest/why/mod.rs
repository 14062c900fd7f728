//! Why a text that could not be read could not: the code whose remedy mends it.
//!
//! Nothing here decides whether a row is accepted; that is settled before.

mod ids;
mod numbers;
mod rows;
mod words;

pub(crate) use ids::refined;
pub(crate) use numbers::{no_integer, no_number};
pub(crate) use rows::{is_heading, of_row};
pub(crate) use words::{no_boolean, no_word};

use super::{RejectCode, dates};

/// Bytes that no date, number, word or id needs.
const LONGEST: usize = 240;
const PLACEHOLDERS: &[&str] = &[
    "无",
    "空",
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "\\",
    "n/a",
    "na",
    "null",
    "none",
    "nil",
    "nan",
    "tbd",
    "待定",
    "待补",
    "待补充",
    "待核实",
    "待查",
    "未知",
    "不详",
    "不明",
    "暂无",
    "没有",
    "不适用",
    "未填",
    "略",
    "?",
    "??",
    "…",
    "……",
    "*",
    "**",
];
/// What spreadsheets show in the place of a result; `####` is a column that is too narrow.
const ERRORS: &[&str] = &["#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#getting_data"];
/// UTF-8 or GBK read as the other, or as Latin-1.
const GARBLED: &[&str] = &["锟斤拷", "烫烫", "屯屯", "Ã", "å¹", "æ—", "æœ", "é—", "ç½", "锛", "銆", "鐨", "鏃", "鏈", "骞", "闂", "浜", "缃", "鎴", "鍔"];

/// What befell a text on its way, whatever it was meant to be.
pub(super) fn damage(text: &str) -> Option<RejectCode> {
    let text = text.trim();
    let lower = dates::half_width(text).to_ascii_lowercase();
    if text.len() > LONGEST {
        return Some(RejectCode::OverlongCell);
    }
    if text.contains('\u{fffd}') {
        return Some(RejectCode::ReplacementSign);
    }
    if text.contains(is_hidden) {
        return Some(RejectCode::ControlSign);
    }
    of_sheet(text, &lower).or_else(|| GARBLED.iter().any(|sign| text.contains(sign)).then_some(RejectCode::Mojibake))
}

/// What people and spreadsheets leave in a cell in the place of what belongs there.
fn of_sheet(text: &str, lower: &str) -> Option<RejectCode> {
    if PLACEHOLDERS.contains(&lower) {
        return Some(RejectCode::Placeholder);
    }
    if ERRORS.contains(&lower) || (text.len() > 1 && text.bytes().all(|sign| sign == b'#')) {
        return Some(RejectCode::FormulaError);
    }
    if text.starts_with('=') {
        return Some(RejectCode::FormulaText);
    }
    if text.starts_with(['\'', '’', '‘']) {
        return Some(RejectCode::LeadingApostrophe);
    }
    ["http://", "https://", "ftp://", "www."].iter().any(|start| lower.starts_with(start)).then_some(RejectCode::UrlOutOfPlace)
}

/// Signs that nobody sees: controls, zero-width signs, marks of direction. Breaks of lines and tabs are blanks.
pub(super) fn is_hidden(sign: char) -> bool {
    let is_blank = matches!(sign, '\n' | '\r' | '\t');
    (sign.is_control() && !is_blank) || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}
