//! Why an id names nothing.

use super::{
    damage,
    numbers::is_scientific,
    rows::{is_heading, of_text},
};
use crate::{
    ingest::{RejectCode, dates},
    model::Table,
};

/// Digits of a site code (网站标识码).
const SITE_CODE: usize = 10;

/// The code of a row whose id in `field` names nothing; codes that say more already stay.
#[cold]
pub(crate) fn refined(table: &Table, field: &str, code: RejectCode, text: &str) -> RejectCode {
    use RejectCode::{UnknownChannel, UnknownClause, UnknownColumn, UnknownParent, UnknownService, UnknownSite};
    if !matches!(code, UnknownSite | UnknownColumn | UnknownChannel | UnknownService | UnknownClause | UnknownParent) {
        return code;
    }
    if is_heading(table, field, text) {
        return RejectCode::RepeatedHeading;
    }
    of_text(text).or_else(|| damage(text)).or_else(|| of_spreadsheets(text)).or_else(|| of_hands(text)).or_else(|| of_length(field, text)).unwrap_or(code)
}

/// What spreadsheets make of an id that they take for a number.
fn of_spreadsheets(text: &str) -> Option<RejectCode> {
    let (digits, rest) = dates::digits(text);
    if digits.is_empty() {
        return None;
    }
    if is_scientific(rest) {
        return Some(RejectCode::ScientificId);
    }
    let zeros = rest.strip_prefix('.').filter(|zeros| !zeros.is_empty() && zeros.bytes().all(|sign| sign == b'0'));
    zeros.map(|_| RejectCode::DecimalId)
}

/// What hands make of an id.
fn of_hands(text: &str) -> Option<RejectCode> {
    if text.contains([',', ';', '\u{ff0c}', '\u{ff1b}', '、', '\n']) {
        return Some(RejectCode::SeveralIds);
    }
    if text.contains(char::is_whitespace) {
        return Some(RejectCode::BlankInId);
    }
    if text.contains(|sign: char| ('\u{ff01}'..='\u{ff5e}').contains(&sign)) {
        return Some(RejectCode::FullWidthId);
    }
    let is_name = text.chars().all(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
    is_name.then_some(RejectCode::NameForId)
}

/// Offices may name sites by letters; a number that is no site code has lost or won digits.
fn of_length(field: &str, text: &str) -> Option<RejectCode> {
    let is_number = text.bytes().all(|sign| sign.is_ascii_digit());
    (field == "site_code" && is_number && text.len() != SITE_CODE).then_some(RejectCode::SiteCodeLength)
}
