//! Why a text is no word of a closed list.

use alloc::{format, string::String, vec::Vec};

use super::damage;
use crate::{
    ingest::{Fault, RejectCode, dates, word_list},
    model::{Kind, TABLES},
};

/// Codes and Chinese words of a closed list.
type Words = [(&'static str, &'static str)];

const TICKS: &[&str] = &["√", "✓", "✔", "☑", "×", "✗", "✕", "✘", "☒", "x", "o", "●", "○"];
const OTHERS: &[&str] = &[
    "有",
    "无",
    "对",
    "错",
    "真",
    "假",
    "y",
    "n",
    "yes",
    "no",
    "t",
    "f",
    "on",
    "off",
    "是的",
    "不是",
    "不",
    "已",
    "未",
    "没有",
    "已开设",
    "未开设",
    "可用",
    "不可用",
];

/// Why a text is neither 是 nor 否.
#[cold]
pub(crate) fn no_boolean(text: &str) -> RejectCode {
    let word = dates::half_width(text).to_ascii_lowercase();
    if TICKS.contains(&word.as_str()) {
        return RejectCode::TickMark;
    }
    if OTHERS.contains(&word.as_str()) {
        return RejectCode::OtherYesNo;
    }
    if text.contains('是') && text.contains('否') {
        return RejectCode::YesAndNo;
    }
    damage(text).unwrap_or(RejectCode::NotABoolean)
}

/// Why a text is no word of a list, and what is expected there.
#[cold]
pub(crate) fn no_word(text: &str, words: &Words) -> Fault {
    if let Some(code) = damage(text) {
        return Fault::new(code, word_list(words));
    }
    if has_several(text, words, ['、', '\u{ff0c}', ',', '\u{ff1b}', ';', '/', '|', '\n', ' ']) {
        return Fault::new(RejectCode::SeveralWords, word_list(words));
    }
    if text.bytes().all(|sign| sign.is_ascii_digit()) {
        return Fault::new(RejectCode::NumberForWord, word_list(words));
    }
    if elsewhere(text) {
        return Fault::new(RejectCode::WordOfAnotherList, word_list(words));
    }
    match nearest(text, words) {
        Some((code, chinese)) => Fault::new(RejectCode::MisspeltWord, format!("是否为 {code} {chinese}？{}", word_list(words))),
        None => Fault::new(RejectCode::UnknownWord, word_list(words)),
    }
}

/// Whether several words of the list stand in the text.
fn has_several<const N: usize>(text: &str, words: &Words, between: [char; N]) -> bool {
    let mut parts = text.split(between).map(str::trim).filter(|part| !part.is_empty());
    parts.clone().count() > 1 && parts.all(|part| words.iter().any(|(code, chinese)| part.eq_ignore_ascii_case(code) || part == *chinese))
}

/// Whether the text is a word of any list.
fn elsewhere(text: &str) -> bool {
    TABLES.iter().flat_map(|table| table.fields).any(|field| match field.kind {
        Kind::Word(words) => words.iter().any(|(code, chinese)| text.eq_ignore_ascii_case(code) || text == *chinese),
        _ => false,
    })
}

/// The one word of the list that is meant, as far as can be told.
fn nearest(text: &str, words: &Words) -> Option<(&'static str, &'static str)> {
    // 其它 is how many write 其他.
    let text = plain(text).replace("其它", "其他");
    let distances = words.iter().map(|word| (distance(&text, &plain(word.0)).min(distance(&text, &plain(word.1))), word));
    let (steps, word) = distances.clone().min_by_key(|(steps, _)| *steps)?;
    let is_alone = distances.filter(|(other, _)| *other == steps).count() == 1;
    // Of four signs one may be wrong.
    (is_alone && steps * 4 <= text.chars().count()).then_some(*word).or_else(|| containing(&text, words))
}

/// The one word with which the text begins or ends, such as 门户 of 门户网站.
fn containing(text: &str, words: &Words) -> Option<(&'static str, &'static str)> {
    let mut found = words.iter().filter(|(code, chinese)| text.starts_with(chinese) || text.ends_with(chinese) || text == plain(code));
    found.next().filter(|_| found.next().is_none()).copied()
}

/// The text without what is only dress: letter case, full-width signs, blanks, hyphens.
fn plain(text: &str) -> String {
    dates::half_width(text).chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '_' | '·')).map(|sign| sign.to_ascii_lowercase()).collect()
}

/// Signs to be put in, left out or changed between two texts.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (number, sign) in left.chars().enumerate() {
        let mut corner = row[0];
        row[0] = number + 1;
        for (at, other) in right.iter().enumerate() {
            let changed = corner + usize::from(sign != *other);
            corner = row[at + 1];
            row[at + 1] = changed.min(corner + 1).min(row[at] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}
