//! What stands in the way of making tables from pages, all of it at once.

use std::path::Path;

use gov_site_compliance::{Column, Row};
use gov_site_pages::census::SiteRows;
use gov_site_tables::Evidence;

use crate::{
    args::EvidenceFromPagesArgs,
    evidence::{Opened, dropped_heading},
};

/// Tables that pages give: where the folder has one already, its rows and those of the pages would count twice.
const MADE: [&str; 5] = ["updates", "coverage", "tickets", "services", "service_files"];
/// Tables that pages show only in part: nobody may declare them complete.
const PARTLY: [&str; 5] = ["columns", "updates", "tickets", "services", "service_files"];

/// What the folder has and must not have, and a new folder that is there.
pub(super) fn of_folder(args: &EvidenceFromPagesArgs, opened: &Opened) -> Vec<String> {
    let dir = &args.input.dir;
    let complete = &opened.folder.settings().complete;
    let made: Vec<&str> = MADE.into_iter().filter(|table| opened.folder.has(table)).collect();
    let declared: Vec<&str> = PARTLY.into_iter().filter(|table| complete.iter().any(|name| name == table)).collect();
    let taken = args.out.exists().then(|| format!("{}: is there already; name a folder that is not", args.out.display()));
    twice(dir, &made).into_iter().chain(partly(dir, &declared)).chain(taken).collect()
}

fn twice(dir: &Path, made: &[&str]) -> Option<String> {
    let (tables, them) = match made {
        [] => return None,
        [one] => (format!("a table {one}"), "it"),
        more => (format!("tables {}", more.join(", ")), "them"),
    };
    Some(format!("{}: has {tables} already, which the pages would count a second time; move {them} away", dir.display()))
}

fn partly(dir: &Path, declared: &[&str]) -> Option<String> {
    let tables = declared.join(", ");
    let text =
        || format!("{}: `complete` in census.toml declares {tables}, but pages prove only what they show; take {tables} out of `complete`", dir.display());
    (!declared.is_empty()).then(text)
}

/// Columns of which none has an address: no page can be that of a column.
pub(super) fn no_address(dir: &Path, evidence: &Evidence) -> Option<String> {
    let columns = &evidence.registry.columns;
    if columns.is_empty() || columns.iter().any(|column| column.url.is_some()) {
        return None;
    }
    let file = evidence.report.tables.iter().find(|table| table.table == Column::TABLE.name).map_or(Column::TABLE.name, |table| &table.file);
    let file = dir.join(file);
    Some(format!("{}: no column has an address, so no page is that of a column; write them under the heading 栏目网址 (url)", file.display()))
}

/// The same where it leaves nothing to be made, with the headings that have no effect: one of them may be meant.
pub(super) fn no_address_with_headings(dir: &Path, evidence: &Evidence) -> Vec<String> {
    let Some(trouble) = no_address(dir, evidence) else { return Vec::new() };
    std::iter::once(trouble).chain(evidence.report.dropped_headings.iter().map(dropped_heading)).collect()
}

/// Whether pages gave no row of any table.
pub(super) fn nothing_made<'r>(mut rows: impl Iterator<Item = &'r SiteRows>) -> bool {
    rows.all(|rows| rows.columns.is_empty() && rows.updates.is_empty() && rows.coverage.is_empty() && rows.tickets.is_empty() && rows.services.is_empty())
}
