//! Lists of letters without heads: rows that show states of letters or label their times.

use crate::context::Context;
use crate::date_text::{DateText, Written, dates_in, whole_date};
use crate::letter_words::{self, Field};
use crate::outline::{At, Page, Tag, What, is_space, trimmed};
use crate::shown::{DatePlace, ShownDate};

use super::{LetterItem, Letters, cells};

/// Rows beyond this are not read.
const ROWS: usize = 2000;
/// Elements above a mark among which its row is looked for.
const ABOVE: usize = 6;
/// Nodes that a row has at most.
const ROW: usize = 120;

pub(super) fn read(page: &Page<'_>, context: &Context) -> Option<Letters> {
    let rows = rows(page);
    if rows.len() < 2 {
        return None;
    }
    let read: Vec<Row> = rows.iter().filter_map(|row| row_of(page, context, *row)).collect();
    let order = order(&read);
    let items: Vec<LetterItem> = read.into_iter().map(|row| row.settled(order)).collect();
    (items.len() > 1).then_some(Letters { items, blank: None })
}

/// The rows of the marks of letters (states, labelled times): those that stand beside each other in the element with most of them.
fn rows(page: &Page<'_>) -> Vec<At> {
    let mut rows: Vec<(At, At)> = Vec::new();
    for (at, node) in page.nodes.iter().enumerate() {
        let What::Text(text) = node.what else { continue };
        if node.hidden || rows.len() >= ROWS || !is_mark(text) {
            continue;
        }
        if let Some(row) = row_above(page, at).filter(|row| rows.last().is_none_or(|(_, last)| last != row)) {
            rows.push((page.nodes[row].parent, row));
        }
    }
    rows.sort_unstable();
    let best = rows.chunk_by(|left, right| left.0 == right.0).max_by_key(|group| group.len()).unwrap_or(&[]);
    let mut best: Vec<At> = best.iter().map(|(_, row)| *row).collect();
    best.dedup();
    best
}

fn is_mark(text: &str) -> bool {
    if text.len() > 200 {
        return false;
    }
    let label = letter_words::announced(trimmed(text));
    let timed = || matches!(letter_words::field(label), Some(Field::Asked | Field::Answered)) && letter_words::is_of_letters(label);
    letter_words::state(text).is_some() || timed()
}

/// The element above a mark that holds a link with a title; not the list itself.
fn row_above(page: &Page<'_>, at: At) -> Option<At> {
    // A link may wrap all of its row.
    let wraps = |link: &At| page.is(*link, Tag::A) && page.texts(*link).nth(1).is_some();
    if let Some(link) = page.ancestors(at).take(ABOVE).find(wraps) {
        let beside = page.children(page.nodes[link].parent).filter(|child| page.is(*child, Tag::A)).nth(1);
        if beside.is_some() {
            return Some(link);
        }
    }
    let row = page.ancestors(at).take(ABOVE).find(|above| !page.is(*above, Tag::A) && cells::longest_link_within(page, *above, ROW).is_some())?;
    let links = page.subtree(row).filter(|link| page.is(*link, Tag::A)).count();
    (links <= 4).then_some(row)
}

/// A row with the dates that no word tells apart.
struct Row {
    item: LetterItem,
    unlabelled: Vec<ShownDate>,
}

/// Which of two dates in a row is which.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    AskedFirst,
    AnsweredFirst,
    Unknown,
}

/// An answer never comes before its question: the order of two dates that all rows keep tells them apart.
fn order(rows: &[Row]) -> Order {
    let pairs = rows.iter().filter_map(|row| match &row.unlabelled[..] {
        [ShownDate { date: Written::Day(first), .. }, ShownDate { date: Written::Day(second), .. }] => Some(first.cmp(second)),
        _ => None,
    });
    let (mut rises, mut falls) = (false, false);
    for pair in pairs {
        rises |= pair.is_lt();
        falls |= pair.is_gt();
    }
    match (rises, falls) {
        (true, true) => Order::Unknown,
        (false, true) => Order::AnsweredFirst,
        _ => Order::AskedFirst,
    }
}

impl Row {
    fn settled(self, order: Order) -> LetterItem {
        let Row { mut item, unlabelled } = self;
        let mut dates = unlabelled.into_iter();
        match (dates.next(), dates.next(), dates.next()) {
            (Some(one), None, None) if item.asked.is_none() => item.asked = Some(one),
            (Some(first), Some(second), None) if item.asked.is_none() && item.answered.is_none() => {
                (item.asked, item.answered) = match order {
                    Order::AskedFirst => (Some(first), Some(second)),
                    Order::AnsweredFirst => (Some(second), Some(first)),
                    Order::Unknown => (None, None),
                };
            }
            _ => {}
        }
        item
    }
}

fn row_of(page: &Page<'_>, context: &Context, row: At) -> Option<Row> {
    let link = cells::longest_link(page, row)?;
    let title = title_in(page, link);
    let item = match title {
        Some(at) => cells::titled(page, context, cells::short(page.text(at)), Some(link)),
        None => cells::linked(page, context, link),
    };
    let of_title = page.subtree(title.unwrap_or(link));
    let mut read = Row { item, unlabelled: Vec::new() };
    let mut label: Option<Field> = None;
    let texts = page.texts(row).filter(|(at, _)| !of_title.contains(at));
    for (at, text) in texts.flat_map(|(at, text)| letter_words::parts(trimmed(text)).map(move |part| (at, part))) {
        let announced = letter_words::announced(text);
        let rest = text[announced.len()..].trim_start_matches(|sign: char| is_space(sign) || sign == ':' || sign == '：');
        match letter_words::field(announced) {
            Some(field) if rest.is_empty() => label = Some(field),
            Some(field) => read.take(page, at, rest, Some(field)),
            // A label of something else, such as 公开时间: what follows it is not for us.
            None if text.ends_with([':', '：']) => label = Some(Field::Number),
            // A state is none of a time whose label has no value.
            None => read.take(page, at, text, label.take().filter(|_| letter_words::state(text).is_none())),
        }
    }
    Some(read)
}

/// The title in a link that wraps its whole row, with a date or a state in it: its longest text that is no label.
fn title_in(page: &Page<'_>, link: At) -> Option<At> {
    let wraps = page.texts(link).nth(1).is_some() && page.texts(link).any(|(_, text)| whole_date(text).is_some() || is_mark(text));
    let is_title = |text: &str| letter_words::field(letter_words::announced(trimmed(text))).is_none();
    let titles = page.texts(link).filter(|(_, text)| wraps && is_title(text));
    titles.max_by_key(|(at, text)| (text.trim().len(), usize::MAX - at)).map(|(at, _)| at)
}

impl Row {
    /// Puts a text where its label says, or where its form says.
    fn take(&mut self, page: &Page<'_>, at: At, text: &str, label: Option<Field>) {
        let item = &mut self.item;
        let shown = |date: DateText, text: &str| ShownDate::new(&date, text, DatePlace::Text, page.place(at));
        let labelled = || dates_in(head(text)).first().filter(|date| date.start <= 6).map(|date| shown(*date, text));
        let word = || Some(cells::short(crate::outline::line(text))).filter(|word| !word.is_empty() && word.len() <= 150);
        match label {
            Some(Field::Asked) => item.asked = item.asked.take().or_else(labelled),
            Some(Field::Answered) => item.answered = item.answered.take().or_else(labelled),
            Some(Field::Status) => item.status = word(),
            Some(Field::Category) => item.category = word(),
            Some(Field::Unit) => item.unit = word(),
            Some(Field::Person | Field::Number | Field::Title | Field::Question | Field::Answer) => {}
            None | Some(Field::Time) => match letter_words::state(text) {
                Some(state) => item.status = Some(state.to_owned()),
                // Only a date alone: one in a sentence is part of what the citizen tells.
                None => self.unlabelled.extend(whole_date(text).map(|date| shown(date, text))),
            },
        }
    }
}

fn head(text: &str) -> &str {
    text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end])
}
