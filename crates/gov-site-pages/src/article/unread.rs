//! A day of publication in a form that no reader knows: an article that shows one is not known to have none.

use crate::lines::Lines;
use crate::list::{is_date_like, is_unread};
use crate::outline::{Page, trimmed};
use crate::shown::Shown;

use super::facts::{Fact, is_end, value_line};
use super::labels::{Found, Label};

/// Bytes of a text that may be a date.
const LONGEST: usize = 60;

/// What stands behind 发布时间 and looks like a date.
pub(super) fn find(page: &Page<'_>, lines: &Lines, facts: &[Fact]) -> Option<Shown> {
    facts.iter().find_map(|fact| {
        let found = fact.labels.iter().find(|found| found.label == Label::Published && !lines.all[fact.line].linked)?;
        let (line, value) = value(page, lines, facts, fact, found)?;
        let is_unknown = value.len() <= LONGEST && (is_date_like(value) || is_unread(value));
        is_unknown.then(|| Shown { text: crate::outline::line(value), place: page.place(lines.all[line].block) })
    })
}

/// The text between a label and the next one, or in the line or cell that holds its value.
fn value<'a>(page: &Page<'_>, lines: &'a Lines, facts: &[Fact], fact: &Fact, found: &Found) -> Option<(usize, &'a str)> {
    let next = fact.labels.iter().find(|next| next.start >= found.end);
    let text = lines.text(fact.line);
    let rest = trimmed(&text[found.end..next.map_or(text.len(), |next| next.start)]);
    if !is_end(rest) {
        return Some((fact.line, rest));
    }
    let line = value_line(page, lines, facts, fact.line)?;
    Some((line, trimmed(lines.text(line))))
}
