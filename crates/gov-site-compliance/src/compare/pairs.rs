//! Rows of two sides by their keys.

use alloc::{
    borrow::ToOwned,
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

/// A thing before and after; one of both is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<T> {
    /// Before, if it was there.
    pub before: Option<T>,
    /// After, if it is there.
    pub after: Option<T>,
}

impl<T> Pair<T> {
    /// The later of both.
    pub fn later(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// `added` or `removed` for what is on one side only, `changed` for the rest.
    pub fn change(&self) -> &'static str {
        match (&self.before, &self.after) {
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "removed",
            (None, _) => "added",
        }
    }
}

/// A key that two rows of one side have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two rows of {table} have the key {key}")]
pub struct KeyTwice {
    /// The table.
    pub table: &'static str,
    /// The key.
    pub key: String,
}

/// A row with a key of its own.
pub(super) trait Row {
    /// Its table, for messages.
    const TABLE: &'static str;
    fn key(&self) -> &str;
    /// Whether nothing changed that counts.
    fn same(&self, other: &Self) -> bool;
}

/// What differs, in the order of the keys.
pub(super) fn differing<T: Row>(before: impl IntoIterator<Item = T>, after: impl IntoIterator<Item = T>) -> Result<Vec<Pair<T>>, KeyTwice> {
    let (mut before, mut after) = (by_key(before)?, by_key(after)?);
    let keys: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    let pairs = keys.iter().map(|key| Pair { before: before.remove(key), after: after.remove(key) });
    Ok(pairs.filter(|pair| !matches!((&pair.before, &pair.after), (Some(before), Some(after)) if before.same(after))).collect())
}

fn by_key<T: Row>(rows: impl IntoIterator<Item = T>) -> Result<BTreeMap<String, T>, KeyTwice> {
    let mut found = BTreeMap::new();
    for row in rows {
        let key = row.key().to_owned();
        if found.contains_key(&key) {
            return Err(KeyTwice { table: T::TABLE, key });
        }
        found.insert(key, row);
    }
    Ok(found)
}
