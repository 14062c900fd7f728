//! The list of one unit in Markdown.

use super::{Document, inline, numeral, paragraph};
use crate::{SheetPart, UnitSheet};

/// The sheet with a last line break.
pub fn unit(sheet: &UnitSheet) -> String {
    let mut document = Document::default();
    document.push(format!("# {}", inline(&sheet.title)));
    if !sheet.remarks.is_empty() {
        let remarks: Vec<_> = sheet.remarks.iter().map(|remark| format!("> {}", paragraph(remark))).collect();
        document.push(remarks.join("\n>\n"));
    }
    sheet.facts.iter().for_each(|fact| document.push(paragraph(fact)));
    for (position, part) in sheet.parts.iter().enumerate() {
        document.push(format!("## {}、{}", numeral(position + 1), part.heading));
        document.push(table(part));
    }
    document.finish()
}

fn table(part: &SheetPart) -> String {
    let mut table = format!("| 序号 | {} |\n| ---: |{}", part.columns.join(" | "), " --- |".repeat(part.columns.len()));
    for (position, row) in part.rows.iter().enumerate() {
        let cells: Vec<_> = row.iter().map(|cell| inline(cell)).collect();
        table.push_str(&format!("\n| {} | {} |", position + 1, cells.join(" | ")));
    }
    table
}
