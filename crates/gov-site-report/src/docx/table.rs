//! Tables: as wide as the type area, headings repeated on every page, no usual row on two pages.

use std::iter;

use super::{element::Element, page::WIDTH, paragraph::paragraph};
use crate::official::{Line, Table};

/// Signs in a cell up to which a row stays on one page: in the narrowest column 25 lines. LibreOffice cuts off what a higher row cannot show.
const WHOLE: usize = 100;

/// A table of an annex.
pub(super) fn table(table: &Table) -> Element {
    let widths: Vec<u32> = table.columns.iter().map(|(_, share)| WIDTH * share / 1000).collect();
    let headings = table.columns.iter().zip(&widths);
    let headings = headings.map(|((heading, _), width)| cell(*width, 1, paragraph("TableHeading", Vec::new(), &Line::of(*heading))));
    let head = row(vec![Element::new("w:cantSplit"), Element::new("w:tblHeader")], headings);
    let rows = table.rows.iter().map(|texts| {
        let styles = iter::once("TableNumber").chain(iter::repeat("TableText"));
        let cells = texts.iter().zip(styles).zip(&widths);
        let whole = texts.iter().all(|text| text.chars().count() <= WHOLE);
        let own = if whole { vec![Element::new("w:cantSplit")] } else { Vec::new() };
        row(own, cells.map(|((text, style), width)| cell(*width, 1, paragraph(style, Vec::new(), &Line::of(text)))))
    });
    frame(&widths).child(head).children(rows)
}

/// A table without rows.
pub(super) fn frame(widths: &[u32]) -> Element {
    let properties = Element::new("w:tblPr").children([
        Element::value("w:tblStyle", "TableGrid"),
        Element::new("w:tblW").with("w:w", widths.iter().sum::<u32>()).with("w:type", "dxa"),
        Element::value("w:jc", "center"),
        Element::new("w:tblLayout").with("w:type", "fixed"),
    ]);
    let grid = Element::new("w:tblGrid").children(widths.iter().map(|width| Element::new("w:gridCol").with("w:w", width)));
    Element::new("w:tbl").child(properties).child(grid)
}

/// A row with properties of its own.
pub(super) fn row(own: Vec<Element>, cells: impl IntoIterator<Item = Element>) -> Element {
    let properties = Element::new("w:trPr").children(own);
    Element::new("w:tr").child(properties).children(cells)
}

/// A cell over so many columns.
pub(super) fn cell(width: u32, columns: usize, paragraph: Element) -> Element {
    let properties = Element::new("w:tcPr").children([
        Element::new("w:tcW").with("w:w", width).with("w:type", "dxa"),
        Element::value("w:gridSpan", columns),
        Element::value("w:vAlign", "center"),
    ]);
    Element::new("w:tc").child(properties).child(paragraph)
}
