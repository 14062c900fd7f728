//! Rows in the content of a page without items: days, tables with data.

use super::super::content::Content;
use crate::beside::is_beside;
use crate::marks::Marks;
use crate::outline::{At, Page, Tag};

/// Days, and rows of a table with data, its heads included.
const ROWS: usize = 2;

/// Children of a row that are looked at.
const CELLS: usize = 64;

/// Whether the content has rows without links that may be items: days, or a table with data.
pub(super) fn shows_rows(page: &Page<'_>, marks: &Marks, content: &Content) -> bool {
    let part = content.from..content.end;
    let is_row = |at: &At| page.is(*at, Tag::Tr) && cells_with_text(page, *at) >= 2;
    let days = marks.dates.iter().filter(|mark| part.contains(&mark.node) && !is_beside(page, mark.node)).take(ROWS).count();
    days == ROWS || content.located && part.clone().filter(is_row).take(ROWS).count() == ROWS
}

/// Whether a text stands in a cell beside other cells with text: `<td>收费标准</td><td>暂无</td>`.
pub(super) fn is_in_row(page: &Page<'_>, text: At) -> bool {
    page.ancestors(text).take(3).find(|at| page.is(*at, Tag::Tr)).is_some_and(|row| cells_with_text(page, row) >= 2)
}

fn cells_with_text(page: &Page<'_>, row: At) -> usize {
    let is_cell = |at: &At| matches!(page.tag(*at), Some(Tag::Td | Tag::Th));
    page.children(row).take(CELLS).filter(|at| is_cell(at) && page.texts(*at).next().is_some()).take(2).count()
}
