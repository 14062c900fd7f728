//! The page of an official document (GB/T 9704—2012, 5.2): A4, type area 156 mm × 225 mm, 22 lines of 28 signs.
//!
//! Lengths are twips, 1/1440 of an inch.

use super::{element::Element, paragraph::words};

pub(super) const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const PAGE_WIDTH: u32 = 11_906;
const PAGE_HEIGHT: u32 = 16_838;
/// 天头 37 mm.
const TOP: u32 = 2_098;
/// 订口 28 mm.
const LEFT: u32 = 1_587;
/// What is left of 210 mm: 26 mm.
const RIGHT: u32 = 1_474;
/// What is left of 297 mm: 35 mm.
const BOTTOM: u32 = 1_984;
/// The page number stands 7 mm under the type area.
const FOOTER: u32 = 1_446;
/// The mark of a draft stands 22 mm from the edge.
const HEADER: u32 = 1_247;
/// Width of the type area.
pub(super) const WIDTH: u32 = PAGE_WIDTH - LEFT - RIGHT;
/// A line: 225 mm ÷ 22.
const LINE: u32 = 579;
/// A sign: 156 mm ÷ 28 is a little less than the 16 pt of 三号, so the styles set signs 5 twips closer. A grid of signs (`linesAndChars`)
/// would say the same to Word, but LibreOffice gives each sign that is wider than a cell two of them.
pub(super) const SIGN: u32 = 315;

/// The page, as the last property of a body.
pub(super) fn section() -> Element {
    let header = |kind: &str, id: &str| Element::new("w:headerReference").with("w:type", kind).with("r:id", id);
    let footer = |kind: &str, id: &str| Element::new("w:footerReference").with("w:type", kind).with("r:id", id);
    Element::new("w:sectPr").children([
        header("default", "rId4"),
        header("even", "rId5"),
        footer("default", "rId6"),
        footer("even", "rId7"),
        Element::new("w:pgSz").with("w:w", PAGE_WIDTH).with("w:h", PAGE_HEIGHT),
        margins(),
        Element::new("w:docGrid").with("w:type", "lines").with("w:linePitch", LINE),
    ])
}

fn margins() -> Element {
    Element::new("w:pgMar")
        .with("w:top", TOP)
        .with("w:right", RIGHT)
        .with("w:bottom", BOTTOM)
        .with("w:left", LEFT)
        .with("w:header", HEADER)
        .with("w:footer", FOOTER)
        .with("w:gutter", 0)
}

/// The head of every page: empty, or a line for each mark, such as that of a draft.
pub(super) fn header(marks: &[&str]) -> Element {
    let line = |mark: Option<&str>| {
        let style = Element::new("w:pPr").child(Element::value("w:pStyle", "Header"));
        Element::new("w:p").child(style).children(mark.map(|mark| words(mark, Vec::new())))
    };
    let empty = marks.is_empty().then(|| line(None));
    Element::new("w:hdr").with("xmlns:w", NAMESPACE).children(marks.iter().map(|mark| line(Some(mark))).chain(empty))
}
