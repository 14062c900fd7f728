//! Tables: as wide as the type area, headings repeated on every page, no row on two pages.

use std::iter;

use super::{element::Element, page::WIDTH, paragraph::paragraph};
use crate::official::{Line, Table};

/// A table of an annex.
pub(super) fn table(table: &Table) -> Element {
    let widths: Vec<u32> = table.columns.iter().map(|(_, share)| WIDTH * share / 1000).collect();
    let headings = table.columns.iter().map(|(heading, _)| paragraph("TableHeading", Vec::new(), &Line::of(*heading)));
    let head = row(&widths, vec![Element::new("w:tblHeader")], headings);
    let rows = table.rows.iter().map(|cells| {
        let styles = iter::once("TableNumber").chain(iter::repeat("TableText"));
        row(&widths, Vec::new(), styles.zip(cells).map(|(style, text)| paragraph(style, Vec::new(), &Line::of(text))))
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

/// A row of one paragraph a cell, with properties of its own.
pub(super) fn row(widths: &[u32], own: Vec<Element>, paragraphs: impl Iterator<Item = Element>) -> Element {
    let properties = Element::new("w:trPr").child(Element::new("w:cantSplit")).children(own);
    let cells = widths.iter().zip(paragraphs).map(|(width, paragraph)| {
        let properties =
            Element::new("w:tcPr").children([Element::new("w:tcW").with("w:w", width).with("w:type", "dxa"), Element::value("w:vAlign", "center")]);
        Element::new("w:tc").child(properties).child(paragraph)
    });
    Element::new("w:tr").child(properties).children(cells)
}
