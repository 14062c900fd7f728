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

    /// Whether a row with these texts was rejected before; one without any text never was. Blanks around a text, and a blank
    /// text, are no content: sound rows that differ only there are identical, too.
    pub(crate) fn seen_before(&mut self, texts: impl FnOnce() -> Vec<Option<String>>) -> bool {
        let Some(seen) = &mut self.0 else { return false };
        let texts: Vec<Option<String>> = texts().into_iter().map(|text| text.map(trimmed).filter(|text| !text.is_empty())).collect();
        texts.iter().any(Option::is_some) && !seen.insert(texts)
    }
}

fn trimmed(text: String) -> String {
    if text.trim().len() == text.len() { text } else { text.trim().to_owned() }
}
