//! Fields that a unit fills in and signs.

use super::{
    element::Element,
    page::WIDTH,
    paragraph::paragraph,
    table::{cell, frame, row},
};
use crate::official::Line;

/// Height of a field for a name, and of one for an explanation or a seal.
const LINE: u32 = 700;
const SPACE: u32 = 1_700;

/// What the unit says, who says it, and its seal.
pub(super) fn opinion() -> Element {
    let (label, field) = (WIDTH * 22 / 100, WIDTH * 28 / 100);
    let across = field * 2 + label;
    let wide = |text: &str, answer: &str, height: u32| row(tall(height), [cell(label, 1, named(text)), cell(across, 3, written(answer))]);
    let pair = |left: &str, right: &str| {
        row(tall(LINE), [cell(label, 1, named(left)), cell(field, 1, written("")), cell(label, 1, named(right)), cell(field, 1, written(""))])
    };
    frame(&[label, field, label, field]).children([
        wide("对检查结果", "□ 无异议　　□ 有异议", LINE),
        wide("异议内容及依据", "", SPACE),
        pair("经办人", "联系电话"),
        pair("单位负责人", "日期"),
        wide("单位盖章", "", SPACE),
    ])
}

fn tall(height: u32) -> Vec<Element> {
    vec![Element::new("w:cantSplit"), Element::value("w:trHeight", height).with("w:hRule", "atLeast")]
}

fn named(text: &str) -> Element {
    paragraph("TableHeading", Vec::new(), &Line::of(text))
}

fn written(text: &str) -> Element {
    paragraph("TableText", Vec::new(), &Line::of(text))
}
