//! One row: a page, read or not.

use std::panic::{AssertUnwindSafe, catch_unwind};

use gov_site_compliance::Gap;

use super::columns::Pages;
use crate::evidence::{PageEvidence, read_page};
use crate::input::{Budget, Unread};

/// Bytes of evidence of one page that columns hold.
const MOST: usize = 1 << 30;

/// A row of the pages and what came of it.
pub(super) struct Row {
    /// From 1.
    pub(super) number: u64,
    pub(super) url: Option<String>,
    pub(super) read: Result<Read, RowError>,
}

/// A page that was read.
pub(super) struct Read {
    pub(super) evidence: PageEvidence,
    pub(super) json: String,
}

/// Why a row has no evidence.
pub(super) struct RowError {
    pub(super) gap: Gap,
    pub(super) text: String,
}

impl RowError {
    /// A cell that cannot be used.
    pub(super) fn cell(column: &str, fault: &str) -> RowError {
        RowError { gap: Gap::InputRejected, text: format!("{column}: {fault}; correct the cell") }
    }

    pub(super) fn no_body() -> RowError {
        RowError { gap: Gap::NotCollected, text: "body: null; save the page, an empty body would be an empty page".to_owned() }
    }

    fn fault() -> RowError {
        RowError { gap: Gap::Unreadable, text: "a fault of the program ended the reading of this page; please report it with the page".to_owned() }
    }

    fn too_long() -> RowError {
        RowError { gap: Gap::BudgetReached, text: format!("the evidence of this page has more than {MOST} bytes; lower the budget") }
    }
}

impl From<Unread> for RowError {
    fn from(unread: Unread) -> RowError {
        RowError { gap: unread.gap(), text: unread.to_string() }
    }
}

impl Row {
    /// Reads a row.
    pub(super) fn read(pages: &Pages<'_>, row: usize, number: u64, budget: &Budget) -> Row {
        Row { number, url: pages.url(row).map(str::to_owned), read: read(pages, row, budget) }
    }

    /// The evidence, where there is some.
    pub(super) fn evidence(&self) -> Option<&PageEvidence> {
        self.read.as_ref().ok().map(|read| &read.evidence)
    }

    /// Bytes that the row adds to columns, about.
    pub(super) fn bytes(&self) -> usize {
        self.read.as_ref().map_or(0, |read| read.json.len()) + self.url.as_ref().map_or(0, String::len)
    }
}

/// A page of a stranger must not end the work on all others, whatever it brings about.
fn read(pages: &Pages<'_>, row: usize, budget: &Budget) -> Result<Read, RowError> {
    let page = pages.page(row)?;
    let evidence = catch_unwind(AssertUnwindSafe(|| read_page(&page, budget))).map_err(|_| RowError::fault())??;
    let json = serde_json::to_string(&evidence).map_err(|_| RowError::fault())?;
    if json.len() > MOST { Err(RowError::too_long()) } else { Ok(Read { evidence, json }) }
}
