//! What stands around a date in other elements says what it is the day of: a label before or behind it, the head of its column.

use super::heads::Heads;
use super::set_off::{is_span, shown_date};
use super::{DateMark, Marks};
use crate::day_words::{self, Meaning};
use crate::outline::{At, Node, Page, Tag, What, is_letter, trimmed};

/// Nodes between a date and its label at most.
const NEAR: usize = 8;
/// Elements above a date within which its label stands.
const ABOVE: usize = 3;
/// Bytes of a label at most.
const LABEL: usize = 60;

/// Names the dates of a page that no word of their own text names.
pub(super) fn name(page: &Page<'_>, marks: &mut Marks) {
    let mut heads = Heads::default();
    for at in 0..marks.dates.len() {
        let mark = &marks.dates[at];
        if at > 0 && is_end_of_span(page, &marks.dates[at - 1], mark) {
            marks.dates[at - 1].meaning = Meaning::Other;
            marks.dates[at].meaning = Meaning::Other;
            continue;
        }
        if mark.meaning != Meaning::Open {
            continue;
        }
        if is_of_event(page, mark) {
            marks.dates[at].meaning = Meaning::Other;
            continue;
        }
        let of = label_before(page, mark).or_else(|| heads.of(page, marks, mark.node)).or_else(|| label_behind(page, mark));
        marks.dates[at].meaning = of.unwrap_or(Meaning::Open);
    }
}

/// Whether a text between two dates makes them a span: 2023-01-15 至 2023-01-25.
fn is_end_of_span(page: &Page<'_>, first: &DateMark, last: &DateMark) -> bool {
    let between = || text_before(page, last.node).filter(|(at, text)| *at > first.last && is_span(text));
    last.node - first.last <= NEAR && between().and_then(|(at, _)| text_before(page, at)).is_some_and(|(at, _)| at == first.last)
}

/// Whether a place follows on a date: 时间：2023-12-21 10:00, 地点：…
fn is_of_event(page: &Page<'_>, mark: &DateMark) -> bool {
    text_behind(page, mark.last).is_some_and(|(at, text)| day_words::names_place(text) && belongs(page, at, mark.last))
}

/// What a label in an element before a date says of it.
fn label_before(page: &Page<'_>, mark: &DateMark) -> Option<Meaning> {
    let (at, text) = text_before(page, mark.node).filter(|(_, text)| text.len() <= LABEL)?;
    let of = day_words::of_label_element(text)?;
    // What holds a day of its own (2024-01-10废止) speaks of that.
    (belongs(page, at, mark.node) && !is_title(page, at) && shown_date(text).is_none()).then_some(of)
}

/// Words behind a date, unless they are the label of the next one. Where words stand behind that, too, nobody can tell whose they are.
fn label_behind(page: &Page<'_>, mark: &DateMark) -> Option<Meaning> {
    let (at, text) = text_behind(page, mark.last)?;
    let fits = text.len() <= LABEL && !trimmed(text).ends_with([':', '：']) && belongs(page, at, mark.last) && day_words::is_other_behind_element(text);
    let next = || text_behind(page, at).filter(|(_, next)| shown_date(next).is_some()).map(|(next, _)| next);
    let has_words_behind = |date: At| text_behind(page, date).is_some_and(|(_, words)| day_words::is_word_of_day(words));
    (fits && next().is_none_or(has_words_behind)).then_some(Meaning::Other)
}

/// Whether a text beside a date may say what it is: it stands close to it, and not in the link of an item, which names the item.
fn belongs(page: &Page<'_>, at: At, date: At) -> bool {
    let around = page.ancestors(at).take(ABOVE).find(|above| page.subtree(*above).contains(&date));
    around.is_some() && page.ancestors(at).take(ABOVE).take_while(|above| Some(*above) != around).all(|above| !page.is(above, Tag::A))
}

/// Signs of a title at least, and of a link beside one at most that only leads on (查看).
const TITLE: usize = 7;
const LEADS_ON: usize = 4;
/// Signs of what stands before a title at most: a category. Behind a short title the longest text may be a label.
const CATEGORY: usize = 2;
/// Nodes of a row at most, texts that are looked at, and signs of each.
const ROW: usize = 60;
const TEXTS: usize = 12;
const LOOK: usize = 120;

/// Whether a text is the title of an item and no label (全市重大项目集中开工): the first and longest text in its link, or in a
/// row without the link of a title.
pub(super) fn is_title(page: &Page<'_>, at: At) -> bool {
    let Some((_, text)) = text_at(page, at).filter(|(_, text)| !trimmed(text).ends_with([':', '：'])) else { return false };
    let above = || page.ancestors(at).take(ABOVE);
    let row = || above().find(|above| matches!(page.tag(*above), Some(Tag::Tr | Tag::Li))).filter(|row| !links_title(page, *row));
    let own = signs(text);
    let fits = |(nth, other): (At, &str)| signs(other) <= if nth < at { CATEGORY } else { own };
    let is_first = |holder: At| page.texts(holder).take(TEXTS).all(fits);
    own >= TITLE && above().find(|above| page.is(*above, Tag::A)).or_else(row).is_some_and(is_first)
}

fn links_title(page: &Page<'_>, row: At) -> bool {
    let is_of_title = |at: At| page.is(at, Tag::A) && page.texts(at).any(|(_, text)| signs(text) > LEADS_ON);
    page.subtree(row).len() > ROW || page.subtree(row).any(is_of_title)
}

/// The letters of a text.
fn signs(text: &str) -> usize {
    text.chars().take(LOOK).filter(|sign| is_letter(*sign)).count()
}

fn text_before<'a>(page: &Page<'a>, at: At) -> Option<(At, &'a str)> {
    (at.saturating_sub(NEAR)..at).rev().find_map(|at| text_at(page, at))
}

fn text_behind<'a>(page: &Page<'a>, at: At) -> Option<(At, &'a str)> {
    (at + 1..page.nodes.len().min(at + 1 + NEAR)).find_map(|at| text_at(page, at))
}

fn text_at<'a>(page: &Page<'a>, at: At) -> Option<(At, &'a str)> {
    match page.nodes[at] {
        Node { what: What::Text(text), hidden: false, .. } => Some((at, text)),
        _ => None,
    }
}
