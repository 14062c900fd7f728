//! Rows that are no data.

use crate::{
    ingest::{Cells, RejectCode},
    model::Table,
};

/// First cells of rows that add others up.
const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "总数", "汇总", "合 计", "总 计", "小 计"];

/// Field and code of a row that is no data, where one of its cells could not be read.
#[cold]
pub(crate) fn of_row(table: &'static Table, cells: &Cells<'_>, at_fault: &'static str) -> Option<(&'static str, RejectCode)> {
    let first = table.fields.iter().find_map(|field| Some((field.name, cells.text(field.name)?)));
    if let Some((name, text)) = first
        && TOTALS.contains(&text.as_ref())
    {
        return Some((name, RejectCode::TotalRow));
    }
    let text = cells.text(at_fault)?;
    is_heading(table, at_fault, &text).then_some((at_fault, RejectCode::RepeatedHeading))
}

/// Whether the text is the heading of its own field.
pub(super) fn is_heading(table: &Table, field: &str, text: &str) -> bool {
    table.fields.iter().any(|known| known.name == field && (text.eq_ignore_ascii_case(known.name) || text == known.heading))
}
