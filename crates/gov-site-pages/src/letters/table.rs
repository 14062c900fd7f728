//! Lists of letters under heads: which column holds what.

use crate::beside::is_beside;
use crate::context::Context;
use crate::date_text::whole_date;
use crate::kind::blank_words;
use crate::letter_words::{self, Field};
use crate::list::absent_letters;
use crate::outline::{At, Page, Tag, What, trimmed};
use crate::shown::Shown;

use super::cells;
use super::{LetterItem, Letters};

/// Columns beyond this are not looked at.
const COLUMNS: usize = 20;
/// Rows of heads beyond this are not looked at.
const HEADS: usize = 4;
/// Rows beyond this are not read.
const ROWS: usize = 2000;
/// Elements above the heads among which their rows are looked for.
const ABOVE: usize = 5;

/// Texts of an element among which a title is looked for.
const TEXTS: usize = 32;
/// Nodes after the heads among which the words stand that a list is blank.
const NEAR: usize = 400;

/// A row of heads.
struct Heads {
    at: At,
    /// What each column holds.
    columns: Vec<Option<Field>>,
    /// The columns of the two dates, chosen among several.
    asked: Option<usize>,
    answered: Option<usize>,
}

pub(super) fn read(page: &Page<'_>, context: &Context) -> Option<Letters> {
    let told = letter_words::speaks_of_letters(&title(page));
    let mut first = None;
    // A form of search has heads too, but no rows.
    for heads in (0..page.nodes.len()).filter_map(|at| heads(page, at, told)).take(HEADS) {
        let items: Vec<LetterItem> = rows(page, &heads).into_iter().filter_map(|row| item(page, context, &heads, row)).collect();
        if !items.is_empty() {
            return Some(Letters { items, blank: None });
        }
        first = first.or(Some(heads.at));
    }
    first.map(|heads| Letters { items: Vec::new(), blank: blank(page, heads) })
}

/// The row of heads that a text of a head of titles stands in; `told` where the title of the page speaks of letters.
fn heads(page: &Page<'_>, at: At, told: bool) -> Option<Heads> {
    let What::Text(text) = page.nodes[at].what else { return None };
    if page.nodes[at].hidden || !matches!(letter_words::field(text), Some(Field::Title | Field::Question)) {
        return None;
    }
    page.ancestors(at).take(4).find_map(|row| row_of_heads(page, row, told))
}

fn row_of_heads(page: &Page<'_>, row: At, told: bool) -> Option<Heads> {
    let is_field = |at: At| matches!(page.tag(at), Some(Tag::Input | Tag::Select | Tag::Textarea));
    if page.nodes[row].end - row > 200 || page.subtree(row).any(is_field) {
        return None;
    }
    let texts: Vec<String> = elements(page, row).take(COLUMNS).map(|cell| head(page, cell)).collect();
    if texts.len() < 2 {
        return None;
    }
    let mut columns: Vec<Option<Field>> = texts.iter().map(|text| letter_words::field(text)).collect();
    // Where no head names a title, the letters stand under 信件内容.
    if !columns.contains(&Some(Field::Title)) {
        columns.iter_mut().filter(|column| **column == Some(Field::Question)).take(1).for_each(|column| *column = Some(Field::Title));
    }
    let named = columns.iter().filter(|column| column.is_some()).count();
    // The column of a mark or picture has no head.
    let headed = texts.iter().filter(|text| !text.is_empty()).count();
    let has = |field| columns.contains(&Some(field));
    let timed = has(Field::Asked) || has(Field::Answered) || has(Field::Status);
    let of_letters = texts.iter().any(|text| letter_words::is_of_letters(text)) || has(Field::Answered) || told;
    if !has(Field::Title) || !timed || named * 3 < headed * 2 || !of_letters {
        return None;
    }
    let (asked, answered) = (best(&texts, &columns, Field::Asked), best(&texts, &columns, Field::Answered));
    let asked = asked.or_else(|| columns.iter().position(|column| *column == Some(Field::Time)));
    Some(Heads { at: outermost(page, row), columns, asked, answered })
}

/// Among several times of one kind the one that the citizen (or the answer) itself made, not the desk: 写信时间 before 受理时间.
fn best(texts: &[String], columns: &[Option<Field>], field: Field) -> Option<usize> {
    const OF_DESK: [&str; 6] = ["受理", "发布", "登记", "接收", "办理时间", "处理时间"];
    let all = || (0..columns.len()).filter(|at| columns[*at] == Some(field));
    all().find(|at| !OF_DESK.iter().any(|word| texts[*at].contains(word))).or_else(|| all().next())
}

/// The text of a cell, if it is as short as heads are.
fn head(page: &Page<'_>, cell: At) -> String {
    let mut text = String::new();
    for (_, part) in page.texts(cell) {
        if text.len() + part.len() > 90 {
            return String::new();
        }
        text.push_str(trimmed(part));
    }
    text
}

fn title(page: &Page<'_>) -> String {
    page.all(Tag::Title).next().map(|at| page.source(at).chars().take(300).collect()).unwrap_or_default()
}

fn elements<'p>(page: &'p Page<'_>, at: At) -> impl Iterator<Item = At> + 'p {
    page.children(at).filter(|child| page.tag(*child).is_some())
}

/// The element that holds a row and nothing else.
fn outermost(page: &Page<'_>, row: At) -> At {
    let only = |at: At| elements(page, page.nodes[at].parent).nth(1).is_none() && !page.is(page.nodes[at].parent, Tag::Body);
    let mut at = row;
    for _ in 0..2 {
        if page.nodes[at].depth < 3 || page.is(at, Tag::Tr) || !only(at) {
            break;
        }
        at = page.nodes[at].parent;
    }
    at
}

/// The cells of a row, also where one element (a link, a table) wraps them all.
fn cells(page: &Page<'_>, row: At) -> Vec<At> {
    let mut row = row;
    for _ in 0..2 {
        let mut inner = elements(page, row);
        match (inner.next(), inner.next()) {
            (Some(only), None) => row = only,
            _ => break,
        }
    }
    elements(page, row).take(COLUMNS + 1).collect()
}

/// The rows of as many cells after the heads, under the nearest element that holds any.
fn rows(page: &Page<'_>, heads: &Heads) -> Vec<Vec<At>> {
    for above in page.ancestors(heads.at).take(ABOVE) {
        if page.is(above, Tag::Body) {
            return rows_of_body(page, heads, above);
        }
        let found = rows_under(page, heads, above);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The rows after the heads in an element, up to a region of its own: one under another heading or other heads, or one whose rows do not
/// hold what these heads announce. The whole page may stand in one element.
fn rows_under(page: &Page<'_>, heads: &Heads, above: At) -> Vec<Vec<At>> {
    let mut found = Vec::new();
    let mut at = page.nodes[heads.at].end;
    while at < page.nodes[above].end && found.len() < ROWS {
        match row_at(page, heads, at) {
            Some(row) if is_of_others(page, heads, at, &row) => break,
            Some(row) => {
                found.push(row);
                at = page.nodes[at].end;
            }
            None if begins_region(page, at) => break,
            None if is_beside(page, at) && !is_beside(page, heads.at) => at = page.nodes[at].end,
            None => at += 1,
        }
    }
    found
}

/// Whether a row is not one of these heads: a row of other heads, or one of another list without the date that these heads announce.
fn is_of_others(page: &Page<'_>, heads: &Heads, at: At, cells: &[At]) -> bool {
    let fields = || cells.iter().map(|cell| letter_words::field(&head(page, *cell)));
    if fields().any(|field| matches!(field, Some(Field::Title | Field::Question))) {
        return fields().zip(&heads.columns).any(|(field, column)| field != *column);
    }
    let column = heads.asked.or(heads.answered).filter(|_| page.nodes[at].parent != page.nodes[heads.at].parent);
    let other = |column: usize| !page.text(cells[column]).is_empty() && cells::date(page, cells[column]).is_none();
    column.is_some_and(other)
}

/// Whether a node is the heading of another region, or says that there are no letters.
fn begins_region(page: &Page<'_>, at: At) -> bool {
    let named = |at: At| page.attr(at, "class").is_some_and(|names| names.len() < 80 && ["tit", "head", "hd"].iter().any(|word| names.contains(word)));
    match page.nodes[at].what {
        What::Element(tag, _) => matches!(tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5),
        What::Text(text) => !page.nodes[at].hidden && (blank_words(text) || page.ancestors(at).take(2).any(named)),
    }
}

/// The rows that stand in the body itself, as their heads do: the rest of the page stands there too, so that only those with the date that the
/// heads announce are rows, and none where the list says that it is blank.
fn rows_of_body(page: &Page<'_>, heads: &Heads, body: At) -> Vec<Vec<At>> {
    if page.nodes[heads.at].parent != body || blank(page, heads.at).is_some() {
        return Vec::new();
    }
    let after = || page.children(body).filter(|at| *at > heads.at && !is_beside(page, *at));
    let found: Vec<Vec<At>> = after().filter_map(|at| row_at(page, heads, at).filter(|cells| is_dated(page, heads, cells))).take(ROWS).collect();
    if !found.is_empty() || heads.columns.len() < 3 {
        return found;
    }
    // The rows may have an element of their own, the next one. News have two columns.
    let Some(list) = after().find(|at| page.tag(*at).is_some()) else { return found };
    let mut rows = rows_under(page, heads, list);
    rows.retain(|cells| is_dated(page, heads, cells));
    rows
}

fn is_dated(page: &Page<'_>, heads: &Heads, cells: &[At]) -> bool {
    heads.asked.or(heads.answered).is_some_and(|column| cells::date(page, cells[column]).is_some())
}

/// Whether what might be the cells of a row are rows themselves: then the element around them is the list.
fn are_rows(page: &Page<'_>, heads: &Heads, parts: &[At]) -> bool {
    parts.iter().all(|part| is_row(page, heads, *part))
}

/// Whether an element has a title of its own, and as many elements as there are heads or the date that they announce.
fn is_row(page: &Page<'_>, heads: &Heads, at: At) -> bool {
    if matches!(page.tag(at), Some(Tag::Td | Tag::Th)) || !page.texts(at).take(TEXTS).any(|(_, text)| is_title(text)) {
        return false;
    }
    let dated = || heads.asked.or(heads.answered).is_some() && cells::date(page, at).is_some();
    cells(page, at).len() == heads.columns.len() || dated() && has_parts(page, at)
}

/// Whether a date in an element stands beside something else, and not in a title.
fn has_parts(page: &Page<'_>, at: At) -> bool {
    page.texts(at).nth(1).is_some()
}

fn is_title(text: &str) -> bool {
    let text = trimmed(text);
    whole_date(text).is_none() && letter_words::state(text).is_none() && letter_words::field(letter_words::announced(text)).is_none()
}

/// The cells of the row that begins at a node: of the tag of the heads, or with a date where they announce one.
fn row_at(page: &Page<'_>, heads: &Heads, at: At) -> Option<Vec<At>> {
    let tag = page.tag(at).filter(|tag| matches!(tag, Tag::Tr | Tag::Li | Tag::Ul | Tag::Dl | Tag::Dd | Tag::Div | Tag::P))?;
    let cells = Some(cells(page, at)).filter(|cells| !page.nodes[at].hidden && cells.len() == heads.columns.len())?;
    let fits = Some(tag) == page.tag(heads.at) || cells.len() > 2 && is_dated(page, heads, &cells);
    (fits && !are_rows(page, heads, &cells)).then_some(cells)
}

fn item(page: &Page<'_>, context: &Context, heads: &Heads, cells: Vec<At>) -> Option<LetterItem> {
    let cell = |field: Field| heads.columns.iter().position(|column| *column == Some(field)).map(|at| cells[at]);
    let title = cell(Field::Title)?;
    let mut item = match cells::longest_link(page, title) {
        Some(link) => cells::linked(page, context, link),
        None => cells::titled(page, context, cells::short(page.text(title)), link_of(page, &cells)),
    };
    // A row of heads again, or one of blanks.
    if item.title.is_empty() || letter_words::field(&item.title) == Some(Field::Title) {
        return None;
    }
    item.asked = heads.asked.and_then(|at| cells::date(page, cells[at]));
    item.answered = heads.answered.and_then(|at| cells::date(page, cells[at]));
    item.status = cell(Field::Status).and_then(|at| cells::word(page, at));
    item.category = cell(Field::Category).and_then(|at| cells::word(page, at));
    item.unit = cell(Field::Unit).and_then(|at| cells::word(page, at));
    Some(item)
}

/// The link of a row whose title is none: one that wraps the row, or one in another cell (查看).
fn link_of(page: &Page<'_>, cells: &[At]) -> Option<At> {
    let around = page.ancestors(*cells.first()?).take(2).find(|above| page.is(*above, Tag::A));
    around.or_else(|| cells.iter().find_map(|cell| cells::longest_link(page, *cell)))
}

/// The words after the heads that say that there is nothing.
pub(super) fn blank(page: &Page<'_>, from: At) -> Option<Shown> {
    let after = page.nodes.get(from).map_or(0, |node| node.end);
    (after..page.nodes.len()).take(NEAR).find_map(|at| match page.nodes[at].what {
        What::Text(text) if !page.nodes[at].hidden && blank_words(text) && absent_letters(text) => {
            Some(Shown { text: crate::outline::line(text), place: page.place(at) })
        }
        _ => None,
    })
}
