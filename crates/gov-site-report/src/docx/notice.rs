//! Blocks of an official document as paragraphs and tables.

use unicode_width::UnicodeWidthStr;

use super::{
    element::Element,
    page::{SIGN, WIDTH},
    paragraph::{paragraph, text},
    table::table,
};
use crate::official::{Block, Line};

/// Widths of a title, in half signs of 二号 (22 pt): 20 signs a line.
const TITLE_LINE: usize = 40;
const TITLE_HALF_SIGN: usize = 220;

/// The document without its page.
pub(super) fn body(blocks: &[Block]) -> Vec<Element> {
    let signed_on = blocks.iter().find_map(|block| if let Block::SignedOn(line) = block { Some(text(line).width()) } else { None });
    let next = blocks.iter().skip(1).map(Some).chain([None]);
    let blocks = blocks.iter().zip(next);
    blocks.flat_map(|(block, next)| with_next(block, next).unwrap_or_else(|| elements(block, signed_on.unwrap_or_default()))).collect()
}

/// A paragraph that must not end a page: the last before a signature, which stands on no page alone (GB/T 9704—2012, 7.3.5.5), and what
/// introduces a table.
fn with_next(block: &Block, next: Option<&Block>) -> Option<Vec<Element>> {
    match (block, next) {
        (Block::Paragraph(line), Some(Block::Attachments(_) | Block::Table(_))) => Some(vec![paragraph("BodyText", vec![Element::new("w:keepNext")], line)]),
        _ => None,
    }
}

fn elements(block: &Block, signed_on: usize) -> Vec<Element> {
    match block {
        Block::Title(line) => vec![title("Title", line)],
        Block::Number(line) => vec![plain("DocumentNumber", line)],
        Block::Remarks(lines) => lines.iter().map(|line| plain("Remark", line)).collect(),
        Block::Addressees(line) => vec![plain("Addressees", line)],
        Block::Heading(line) => vec![plain("Heading1", line)],
        Block::Subheading(line) => vec![plain("Heading2", line)],
        Block::Paragraph(line) => vec![plain("BodyText", line)],
        Block::Items(lines) => items(lines),
        Block::Attachments(line) => vec![plain("Attachments", line)],
        Block::SignedBy(line) => vec![signed("SignedBy", line, centred_over(text(line).width(), signed_on))],
        Block::SignedOn(line) => vec![signed("SignedOn", line, DATE)],
        Block::AnnexMark(line) => vec![plain("AnnexMark", line)],
        Block::AnnexTitle(line) => vec![title("AnnexTitle", line)],
        Block::Table(rows) => vec![table(rows)],
        Block::Notes(heading, lines) => [plain("Note", heading)].into_iter().chain(notes(lines)).collect(),
        Block::Copies(line) => vec![paragraph("Copies", vec![foot()], line), end()],
    }
}

/// A last paragraph of no height: what stands at the foot of a page, and a table, need one after them.
pub(super) fn end() -> Element {
    plain("Anchor", &Line::default())
}

fn plain(style: &str, line: &Line) -> Element {
    paragraph(style, Vec::new(), line)
}

/// Lines of about the same length, as a title of several lines is set: centred in a narrower column.
fn title(style: &str, line: &Line) -> Element {
    let width = text(line).width();
    let lines = width.div_ceil(TITLE_LINE).max(1);
    let indent = (TITLE_LINE.saturating_sub(width.div_ceil(lines) + 2)) / 2 * TITLE_HALF_SIGN;
    let own = if lines > 1 { vec![Element::new("w:ind").with("w:left", indent).with("w:right", indent)] } else { Vec::new() };
    paragraph(style, own, line)
}

/// Third headings: 1. in bold.
fn items(lines: &[Line]) -> Vec<Element> {
    let lines = lines.iter().enumerate().map(|(position, line)| before(Line::default().leading(format!("{}. ", position + 1)), line));
    lines.map(|line| plain("BodyText", &line)).collect()
}

fn notes(lines: &[Line]) -> Vec<Element> {
    let lines = lines.iter().enumerate().map(|(position, line)| before(Line::of(format!("{}. ", position + 1)), line));
    lines.map(|line| plain("Note", &line)).collect()
}

fn before(mut number: Line, line: &Line) -> Line {
    number.0.extend(line.0.iter().cloned());
    number
}

/// At the foot of the type area, where 版记 stands (GB/T 9704—2012, 7.4); LibreOffice reads no such place from a style.
fn foot() -> Element {
    Element::new("w:framePr")
        .with("w:w", WIDTH)
        .with("w:wrap", "around")
        .with("w:vAnchor", "margin")
        .with("w:hAnchor", "margin")
        .with("w:xAlign", "left")
        .with("w:yAlign", "bottom")
}

/// The date ends four signs before the right edge (GB/T 9704—2012, 7.3.5.1), in half signs.
const DATE: usize = 8;

/// Half signs to the right of a name that stands centred over the date; none when it is too long for that.
fn centred_over(name: usize, date: usize) -> usize {
    (2 * DATE + date).saturating_sub(name) / 2
}

fn signed(style: &str, line: &Line, half_signs: usize) -> Element {
    let right = (half_signs as u32 * SIGN / 2).min(WIDTH / 2);
    paragraph(style, vec![Element::new("w:ind").with("w:right", right)], line)
}
