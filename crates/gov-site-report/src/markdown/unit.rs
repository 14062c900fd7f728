//! The list of one unit in Markdown.

use super::escape::{beginning, inline};
use crate::{SheetPart, UnitSheet, official::numeral};

/// The sheet with a last line break.
pub fn unit(sheet: &UnitSheet) -> String {
    let paragraph = |text: &String| beginning(inline(text));
    let mut blocks = vec![format!("# {}", inline(&sheet.title))];
    if !sheet.remarks.is_empty() {
        let remarks: Vec<_> = sheet.remarks.iter().map(|remark| format!("> {}", paragraph(remark))).collect();
        blocks.push(remarks.join("\n>\n"));
    }
    blocks.extend(sheet.facts.iter().map(paragraph));
    for (position, part) in sheet.parts.iter().enumerate() {
        blocks.push(format!("## {}、{}", numeral(position + 1), part.heading));
        blocks.push(table(part));
    }
    format!("{}\n", blocks.join("\n\n"))
}

fn table(part: &SheetPart) -> String {
    let mut table = format!("| 序号 | {} |\n| ---: |{}", part.columns.join(" | "), " --- |".repeat(part.columns.len()));
    for (position, row) in part.rows.iter().enumerate() {
        let cells: Vec<_> = row.iter().map(|cell| inline(cell)).collect();
        table.push_str(&format!("\n| {} | {} |", position + 1, cells.join(" | ")));
    }
    table
}
