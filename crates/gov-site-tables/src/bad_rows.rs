//! Rejected rows of a table in which identical rows collapse: the same bad row counts once.

use std::collections::HashSet;

use gov_site_compliance::{Row, Update, Visit};

/// Rejected rows so far; rows of updates and visits count as they stand.
pub(crate) struct BadRows(Option<HashSet<Vec<Option<String>>>>);

impl BadRows {
    pub(crate) fn of(table: &str) -> BadRows {
        let rows_count = [Update::TABLE.name, Visit::TABLE.name].contains(&table);
        BadRows((!rows_count).then(HashSet::new))
    }

    /// Whether a row with these texts was rejected before; one without any text never was.
    pub(crate) fn seen_before(&mut self, texts: impl FnOnce() -> Vec<Option<String>>) -> bool {
        let Some(seen) = &mut self.0 else { return false };
        let texts = texts();
        texts.iter().any(Option::is_some) && !seen.insert(texts)
    }
}
