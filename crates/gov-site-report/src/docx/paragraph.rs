//! Paragraphs and their runs.

use super::element::Element;
use crate::official::{Line, Piece, blank};

/// A paragraph in a style, with properties of its own beside it, in the order of the schema.
pub(super) fn paragraph(style: &str, own: Vec<Element>, line: &Line) -> Element {
    let properties = Element::new("w:pPr").child(Element::value("w:pStyle", style)).children(own);
    Element::new("w:p").child(properties).children(runs(line))
}

fn runs(line: &Line) -> impl Iterator<Item = Element> {
    line.0.iter().map(|piece| match piece {
        Piece::Words(text) => words(text, Vec::new()),
        Piece::Leading(text) => words(text, vec![Element::new("w:b")]),
        Piece::Blank(what) => words(&blank(what), vec![Element::value("w:highlight", "yellow")]),
    })
}

/// Words with properties of their own.
pub(super) fn words(text: &str, own: Vec<Element>) -> Element {
    let run = Element::new("w:r");
    let run = if own.is_empty() { run } else { run.child(Element::new("w:rPr").children(own)) };
    run.child(Element::new("w:t").with("xml:space", "preserve").text(text))
}

/// What a paragraph reads as.
pub(super) fn text(line: &Line) -> String {
    let pieces = line.0.iter().map(|piece| match piece {
        Piece::Words(text) | Piece::Leading(text) => text.clone(),
        Piece::Blank(what) => blank(what),
    });
    pieces.collect()
}
