//! Heads of grids: heads and cells side by side in one element, which a style lays out in rows.

use super::Marks;
use crate::date_text::dates;
use crate::day_words::{self, Meaning};
use crate::outline::{At, Page, Tag};

/// Columns of a grid at most.
const COLUMNS: usize = 12;
/// Cells of a grid that are looked at.
const CELLS: usize = 4000;
/// Bytes of a head at most.
const HEAD: usize = 90;

/// A grid and what the heads of its columns say.
pub(super) struct Grid {
    cells: Vec<At>,
    heads: Vec<Option<Meaning>>,
}

impl Grid {
    /// The grid that an element is: the titles of its rows, which are links, stand at equal distances behind one row of heads.
    pub(super) fn of(page: &Page<'_>, marks: &Marks, at: At) -> Option<Grid> {
        let cells: Vec<At> = page.children(at).filter(|cell| page.tag(*cell).is_some_and(|tag| tag != Tag::Br)).take(CELLS).collect();
        let is_title = |nth: &usize| !marks.links_in(page, cells[*nth]).is_empty();
        let mut titles = (0..cells.len()).filter(is_title);
        let (first, second) = (titles.next()?, titles.next()?);
        let columns = second - first;
        let is_regular = cells.len().is_multiple_of(columns) && (columns..2 * columns).contains(&first) && titles.all(|nth| nth % columns == first % columns);
        if !is_regular || !(2..=COLUMNS).contains(&columns) {
            return None;
        }
        let heads: Vec<Option<Meaning>> = cells[..columns].iter().map(|cell| head(page, *cell)).collect();
        heads.iter().any(Option::is_some).then_some(Grid { cells, heads })
    }

    /// What the head over a date says of it.
    pub(super) fn over(&self, page: &Page<'_>, date: At) -> Option<Meaning> {
        let nth = self.cells.partition_point(|cell| *cell <= date).checked_sub(1)?;
        let column = nth % self.heads.len();
        (nth >= self.heads.len() && page.subtree(self.cells[nth]).contains(&date)).then_some(self.heads[column]).flatten()
    }
}

/// What a cell of the first row says as a head: short, without a date.
fn head(page: &Page<'_>, cell: At) -> Option<Meaning> {
    let mut text = String::new();
    for (_, part) in page.texts(cell) {
        if text.len() + part.len() > HEAD || dates(part).next().is_some() {
            return None;
        }
        text.push_str(part.trim());
    }
    day_words::of_head(&text)
}
