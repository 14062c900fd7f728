//! Heads of columns: what the head over a date says of it, in tables and over rows of other elements.

use hashbrown::HashMap;

use super::Marks;
use super::flat::Grid;
use crate::date_text::dates;
use crate::day_words::{self, Meaning};
use crate::outline::{At, Page, Tag, is_letter};

/// Nodes of a row of heads at most.
const ROW: usize = 120;
/// Bytes of a head at most.
const HEAD: usize = 90;
/// Columns of a row that are looked at.
const COLUMNS: usize = 40;
/// Rows of heads that stand over each other.
const ROWS: usize = 3;
/// Elements above the first with a link that may be the row of a date.
const LEVELS: usize = 4;
/// Elements above a date in its cell, the row included.
const CELL: usize = 6;
/// Elements above a list before which its heads may stand.
const ABOVE: usize = 3;
/// Elements right before a list among which its heads stand.
const BEFORE: usize = 2;
/// Heads of a list that are asked, from the nearest upwards.
const BLOCKS: usize = 4;
/// Rows of a list among which further heads are looked for.
const LIST: usize = 4000;

/// The heads of the lists of a page, as they are asked for.
#[derive(Default)]
pub(super) struct Heads {
    known: HashMap<At, Vec<Block>, foldhash::fast::FixedState>,
    grids: HashMap<At, Option<Grid>, foldhash::fast::FixedState>,
}

/// Rows of heads, one over the other, for the rows that follow on them.
struct Block {
    at: At,
    columns: Vec<Option<Meaning>>,
}

impl Heads {
    /// What the head of its column says of a date.
    pub(super) fn of(&mut self, page: &Page<'_>, marks: &Marks, date: At) -> Option<Meaning> {
        let row = page.ancestors(date).take(CELL).find(|at| page.is(*at, Tag::Tr));
        if let Some(of) = row.and_then(|row| self.of_row(page, marks, row, date)) {
            return Some(of);
        }
        let scope = page.ancestors(date).take(2 * LEVELS).find(|at| !marks.links_in(page, *at).is_empty())?;
        let links = marks.links_in(page, scope).len();
        let rows = std::iter::once(scope).chain(page.ancestors(scope)).take(LEVELS).take_while(|at| marks.links_in(page, *at).len() == links);
        rows.into_iter().find_map(|row| self.of_row(page, marks, row, date)).or_else(|| if links > 1 { self.of_grid(page, marks, scope, date) } else { None })
    }

    /// What its head says of a date in an element that holds the cells of all rows.
    fn of_grid(&mut self, page: &Page<'_>, marks: &Marks, at: At, date: At) -> Option<Meaning> {
        self.grids.entry(at).or_insert_with(|| Grid::of(page, marks, at)).as_ref()?.over(page, date)
    }

    fn of_row(&mut self, page: &Page<'_>, marks: &Marks, row: At, date: At) -> Option<Meaning> {
        if page.nodes[row].depth < 2 || matches!(page.tag(row), Some(Tag::Td | Tag::Th | Tag::Body)) {
            return None;
        }
        let list = page.nodes[row].parent;
        let blocks = self.known.entry(list).or_insert_with(|| blocks(page, marks, list));
        let over = blocks.partition_point(|block| block.at < row);
        if over == 0 {
            return None;
        }
        let cells = cells(page, row);
        // The head over titles says nothing of the date that stands beside one in its cell.
        let nth = cells.iter().position(|cell| page.subtree(cell.at).contains(&date)).filter(|nth| marks.links_in(page, cells[*nth].at).is_empty())?;
        let width = |cells: &[Cell]| cells.iter().map(|cell| cell.columns).sum::<usize>();
        let (left, all) = (width(&cells[..nth]), width(&cells));
        blocks[..over].iter().rev().take(BLOCKS).find_map(|block| block.over(left, all, page.is(row, Tag::Tr)))
    }
}

impl Block {
    /// What the head over a column of a row says.
    fn over(&self, column: usize, columns: usize, in_table: bool) -> Option<Meaning> {
        let heads = self.columns.len();
        if columns == heads {
            return self.columns[column];
        }
        // A cell that goes over several rows stands at the left as a rule, and its rows have fewer cells.
        let from_right = heads.checked_sub(columns - column).filter(|_| in_table && columns < heads)?;
        self.columns.get(from_right).copied().flatten().filter(|of| *of == Meaning::Other)
    }
}

/// A cell of a row, and over how many columns and rows it goes.
#[derive(Clone, Copy)]
struct Cell {
    at: At,
    columns: usize,
    rows: usize,
}

/// The cells of a row, also where one element wraps them all; a bullet is none.
fn cells(page: &Page<'_>, row: At) -> Vec<Cell> {
    let mut cells = cells_of(page, row);
    for _ in 0..2 {
        match cells[..] {
            [Cell { at, .. }] if page.tag(at).is_some_and(|tag| !matches!(tag, Tag::Td | Tag::Th)) => cells = cells_of(page, at),
            _ => break,
        }
    }
    cells
}

fn cells_of(page: &Page<'_>, row: At) -> Vec<Cell> {
    let shows = |at: &At| {
        page.tag(*at).is_some_and(|tag| tag != Tag::Br) || page.texts(*at).any(|(_, text)| text.chars().any(|sign| is_letter(sign) || sign.is_numeric()))
    };
    let span = |at: At, name: &str| page.attr(at, name).and_then(|span| span.parse::<usize>().ok()).map_or(1, |span| span.clamp(1, COLUMNS));
    page.children(row).take(4 * COLUMNS).filter(shows).take(COLUMNS).map(|at| Cell { at, columns: span(at, "colspan"), rows: span(at, "rowspan") }).collect()
}

/// The heads over a list and within it.
fn blocks(page: &Page<'_>, marks: &Marks, list: At) -> Vec<Block> {
    let mut blocks: Vec<Block> = above(page, marks, list).into_iter().collect();
    let mut heads: Vec<At> = Vec::new();
    for row in page.children(list).take(LIST) {
        if page.tag(row).is_some() && is_row_of_heads(page, marks, row) {
            heads.push(row);
            continue;
        }
        blocks.extend(block(page, &heads));
        heads.clear();
    }
    blocks
}

/// The heads in an element right before a list, or before what holds it: a `thead`, a table of its own.
fn above(page: &Page<'_>, marks: &Marks, list: At) -> Option<Block> {
    let levels = std::iter::once(list).chain(page.ancestors(list)).take(ABOVE).take_while(|at| page.nodes[*at].depth > 1);
    for level in levels {
        let before = std::iter::successors(before(page, level), |at| before(page, *at)).take(BEFORE);
        let small = before.take_while(|at| page.subtree(*at).len() <= ROW && marks.links_in(page, *at).is_empty());
        if let Some(block) = small.into_iter().find_map(|at| block(page, &rows_in(page, marks, at))) {
            return Some(block);
        }
    }
    None
}

/// The element before another under the same parent.
fn before(page: &Page<'_>, at: At) -> Option<At> {
    let parent = page.nodes[at].parent;
    let mut here = at;
    while here > parent + 1 {
        here = std::iter::once(here - 1).chain(page.ancestors(here - 1)).find(|above| page.nodes[*above].parent == parent)?;
        if page.tag(here).is_some() {
            return Some(here);
        }
    }
    None
}

fn rows_in(page: &Page<'_>, marks: &Marks, at: At) -> Vec<At> {
    let rows: Vec<At> = page.subtree(at).filter(|row| page.is(*row, Tag::Tr) && is_row_of_heads(page, marks, *row)).take(ROWS).collect();
    if rows.is_empty() && is_row_of_heads(page, marks, at) { vec![at] } else { rows }
}

/// Whether a row may be one of heads: small, no form, without a date, and without links unless it is the first of a table (heads that sort
/// are links). The heading of a block stands beside its link "more".
fn is_row_of_heads(page: &Page<'_>, marks: &Marks, row: At) -> bool {
    let may_sort = page.is(row, Tag::Tr) && page.nodes[row].nth == 1;
    if page.subtree(row).len() > ROW || !may_sort && !marks.links_in(page, row).is_empty() {
        return false;
    }
    let is_strange = |at: At| matches!(page.tag(at), Some(Tag::Input | Tag::Select | Tag::Textarea)) || !may_sort && page.is(at, Tag::A);
    !page.subtree(row).any(is_strange) && page.texts(row).all(|(_, text)| text.len() <= HEAD && dates(text).next().is_none())
}

/// Rows of heads as one, the texts of each column together; `None` where none of them names a day.
fn block(page: &Page<'_>, rows: &[At]) -> Option<Block> {
    let mut columns: Vec<String> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    for row in rows.iter().rev().take(ROWS).rev() {
        let cells = cells(page, *row);
        // One cell is a caption.
        if cells.len() >= 2 {
            lay(page, &cells, &mut columns, &mut taken);
        }
    }
    let at = *rows.last()?;
    let in_table = page.is(at, Tag::Tr);
    // 即将开始 beside 报名结束: names of lists, of which one is shown.
    if !in_table && columns.iter().any(|head| day_words::is_state(head.trim())) {
        return None;
    }
    let of = if in_table { day_words::of_head } else { day_words::of_head_over_rows };
    let named: Vec<Option<Meaning>> = columns.iter().map(|head| of(head)).collect();
    (named.len() >= 2 && named.iter().any(Option::is_some)).then_some(Block { at, columns: named })
}

/// Adds the texts of a row to those of its columns; `taken` says for how many rows more a cell goes down.
fn lay(page: &Page<'_>, cells: &[Cell], columns: &mut Vec<String>, taken: &mut Vec<usize>) {
    let mut column = 0;
    let mut goes_down: Vec<(usize, usize)> = Vec::new();
    for cell in cells {
        while taken.get(column).is_some_and(|rows| *rows > 0) {
            column += 1;
        }
        for _ in 0..cell.columns.min(COLUMNS.saturating_sub(column)) {
            columns.resize(columns.len().max(column + 1), String::new());
            columns[column].extend(page.texts(cell.at).map(|(_, text)| text.trim()));
            goes_down.push((column, cell.rows - 1));
            column += 1;
        }
    }
    taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    taken.resize(columns.len(), 0);
    goes_down.into_iter().for_each(|(column, rows)| taken[column] = rows);
}
