//! The lines of a page that hold labels or dates, and how labels and values in different cells belong together.

use crate::date_text::{DateText, Written, dates_in};
use crate::lines::Lines;
use crate::outline::{At, Page, Tag};

use super::labels::{Found, Label, labels};

/// A line with labels or dates.
pub(super) struct Fact {
    pub(super) line: usize,
    pub(super) labels: Vec<Found>,
    pub(super) dates: Vec<DateText>,
}

/// The lines with labels or dates, in the order of the document.
pub(super) fn collect(lines: &Lines) -> Vec<Fact> {
    let (mut facts, mut found) = (Vec::new(), Vec::new());
    for line in (0..lines.all.len()).filter(|line| !lines.all[*line].long) {
        labels(lines, line, &mut found);
        let text = lines.text(line);
        let dates = if text.bytes().any(|byte| byte.is_ascii_digit() || byte >= 0xEF) || text.contains('年') { dated(text) } else { Vec::new() };
        if !dates.is_empty() || found.iter().any(|found| found.label != Label::Tool || found.start == 0) {
            facts.push(Fact { line, labels: found.clone(), dates });
        }
    }
    facts
}

/// A day before its month that make up all of a line: `18 2022-05`, in two elements.
fn leaf(text: &str, date: &DateText) -> Option<DateText> {
    let Written::YearMonth { year, month } = date.date else { return None };
    let day = text[..date.start].trim_end();
    let alone = (1..=2).contains(&day.len()) && date.end == text.len();
    let full = alone.then(|| format!("{year}-{month:02}-{day:0>2}").parse().ok()).flatten()?;
    Some(DateText { start: 0, date: Written::Day(full), ..*date })
}

/// A line that begins with a day and goes on with its year in the next element: `06-18 2021`.
fn year_behind(text: &str, date: &DateText, month: u8, day: u8) -> Option<DateText> {
    let year = text.get(date.end + 1..date.end + 5).filter(|_| date.start == 0 && text[date.end..].starts_with(' '))?;
    let end = date.end + 5;
    let after = &text[end..];
    let closed = after.is_empty() || [" ", "来源", "作者", "编辑", "发布", "浏览", "阅读", "点击"].iter().any(|next| after.starts_with(next));
    let whole = (year.starts_with("19") || year.starts_with("20")) && closed;
    let full = whole.then(|| format!("{year}-{month:02}-{day:02}").parse().ok()).flatten()?;
    Some(DateText { end, date: Written::Day(full), ..*date })
}

/// The dates of a line; `2024 07/22`, as some pages part it over elements, is one.
fn dated(text: &str) -> Vec<DateText> {
    let mut dates = dates_in(text);
    for date in &mut dates {
        if let Some(day) = leaf(text, date) {
            *date = day;
        }
        let Written::MonthDay { month, day } = date.date else { continue };
        if let Some(full) = year_behind(text, date, month, day) {
            *date = full;
            continue;
        }
        let before = text[..date.start].trim_end();
        let Some(year) = before.len().checked_sub(4).and_then(|start| before.get(start..)) else { continue };
        let joined = before[..before.len() - 4].ends_with(|sign: char| sign.is_ascii_digit());
        if joined || !(year.starts_with("19") || year.starts_with("20")) {
            continue;
        }
        if let Ok(full) = format!("{year}-{month:02}-{day:02}").parse() {
            *date = DateText { start: before.len() - 4, date: Written::Day(full), ..*date };
        }
    }
    dates
}

/// The fact of a line.
pub(super) fn of_line(facts: &[Fact], line: usize) -> Option<&Fact> {
    facts.binary_search_by_key(&line, |fact| fact.line).ok().map(|at| &facts[at])
}

/// The label that belongs to a value which has a line of its own: in the cell, line or element before it, or in the row of heads above it.
pub(super) fn label_of_value<'f>(page: &Page<'_>, lines: &Lines, facts: &'f [Fact], line: usize) -> Option<&'f Found> {
    let before = line.checked_sub(1).filter(|before| near(page, lines, *before, line));
    before.and_then(|before| ending(lines, facts, before)).or_else(|| {
        let head = head_above(page, lines, line)?;
        ending(lines, facts, head)
    })
}

/// The lines that may label a value: of the cell, line or element before it, and of the head above it.
pub(super) fn lines_of_label(page: &Page<'_>, lines: &Lines, value: usize) -> impl Iterator<Item = usize> {
    let before = value.checked_sub(1).filter(|before| near(page, lines, *before, value));
    before.into_iter().chain(head_above(page, lines, value))
}

/// The label with which a line ends.
fn ending<'f>(lines: &Lines, facts: &'f [Fact], line: usize) -> Option<&'f Found> {
    let found = of_line(facts, line)?.labels.last()?;
    is_end(&lines.text(line)[found.end..]).then_some(found)
}

/// Whether nothing but signs is left of a line.
pub(super) fn is_end(rest: &str) -> bool {
    rest.chars().all(|sign| !sign.is_alphanumeric())
}

/// The line with the value of a label at the end of a line: the next line of the same cell, row or entry, or the cell below.
pub(super) fn value_line(page: &Page<'_>, lines: &Lines, facts: &[Fact], line: usize) -> Option<usize> {
    let begins_with_label = |line: usize| of_line(facts, line).is_some_and(|fact| fact.labels.first().is_some_and(|found| found.start == 0));
    let next = Some(line + 1).filter(|next| *next < lines.all.len() && near(page, lines, line, *next) && !begins_with_label(*next));
    next.or_else(|| cell_below(page, lines, line).filter(|below| !begins_with_label(*below)))
}

/// Whether the second of two lines that follow each other may hold the value of a label in the first.
fn near(page: &Page<'_>, lines: &Lines, label: usize, value: usize) -> bool {
    let closed = lines.text(label).ends_with([':', '：']);
    let (label, value) = (lines.all[label], lines.all[value]);
    if let Some(cell) = cell(page, label.block) {
        // An empty cell in between is an empty value.
        let next = page.nodes[cell].end;
        return (cell..next).contains(&value.first) || (next < page.nodes.len() && page.subtree(next).contains(&value.first));
    }
    let mut top = label.block;
    for above in std::iter::once(label.block).chain(page.ancestors(label.block)).take(3) {
        top = above;
        if matches!(page.tag(above), Some(Tag::Li | Tag::Dl | Tag::P | Tag::Tr)) {
            break;
        }
    }
    // 来源： in one item, its value in the next.
    let next = page.nodes[top].end;
    let in_next = || closed && page.is(top, Tag::Li) && page.nodes.get(next).is_some_and(|node| node.parent == page.nodes[top].parent);
    page.subtree(top).contains(&value.first) || in_next() && page.subtree(next).contains(&value.first)
}

/// The table cell or term at a block or a little above it.
fn cell(page: &Page<'_>, block: At) -> Option<At> {
    let is_cell = |at: &At| matches!(page.tag(*at), Some(Tag::Td | Tag::Th | Tag::Dt));
    std::iter::once(block).chain(page.ancestors(block)).take(3).find(is_cell)
}

/// The first line inside of a node.
fn line_in(page: &Page<'_>, lines: &Lines, at: At) -> Option<usize> {
    let index = lines.all.partition_point(|line| line.first < at);
    lines.all.get(index).filter(|line| page.subtree(at).contains(&line.first)).map(|_| index)
}

/// The cell of the row above, in the first rows of a table: `th` over `td`.
fn head_above(page: &Page<'_>, lines: &Lines, line: usize) -> Option<usize> {
    let cell = cell(page, lines.all[line].block)?;
    let row = page.nodes[cell].parent;
    let rows = row_group(page, row)?;
    let above = page.children(rows).take(4).take_while(|at| *at < row).last().or_else(|| {
        let table = page.nodes[rows].parent;
        let group = page.children(table).take(4).take_while(|at| *at < rows).last()?;
        page.children(group).take(4).last()
    })?;
    line_in(page, lines, nth_child(page, above, page.nodes[cell].nth)?)
}

/// The cell of the row below.
fn cell_below(page: &Page<'_>, lines: &Lines, line: usize) -> Option<usize> {
    let cell = cell(page, lines.all[line].block)?;
    let row = page.nodes[cell].parent;
    let rows = row_group(page, row)?;
    let after = page.nodes[row].end;
    let below = if after < page.nodes[rows].end {
        Some(after)
    } else {
        page.children(page.nodes[rows].parent).take(4).find(|at| *at >= page.nodes[rows].end).and_then(|group| page.children(group).next())
    };
    line_in(page, lines, nth_child(page, below?, page.nodes[cell].nth)?)
}

/// What holds the rows, if a row is one of the first.
fn row_group(page: &Page<'_>, row: At) -> Option<At> {
    (page.is(row, Tag::Tr) && page.nodes[row].nth <= 3).then(|| page.nodes[row].parent)
}

fn nth_child(page: &Page<'_>, at: At, nth: u32) -> Option<At> {
    page.children(at).take(16).find(|child| page.tag(*child).is_some() && page.nodes[*child].nth == nth)
}

impl Fact {
    pub(super) fn has(&self, wanted: &[Label]) -> bool {
        self.labels.iter().any(|found| wanted.contains(&found.label))
    }

    /// Whether a label stands there with its colon.
    pub(super) fn announces(&self, label: Label) -> bool {
        self.labels.iter().any(|found| found.label == label && found.colon)
    }
}
