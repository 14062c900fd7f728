//! Reads a stored census and writes it.

use alloc::{collections::BTreeMap, string::String};

use serde::Deserialize;

use super::{Census, SCHEMA_VERSION, VerdictWord};
use crate::census;

#[derive(Deserialize)]
struct Numbered {
    schema_version: u32,
}

/// A `census.json` that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Not JSON of this form.
    #[error("not a census.json of version 1: {0}")]
    Json(#[from] serde_json::Error),
    /// Written by another version.
    #[error("census.json has schema_version {0}, this program reads 1: use a newer release")]
    Version(u32),
    /// The numbers contradict each other.
    #[error("census.json contradicts itself: {0}; it was changed after it was written")]
    Sums(&'static str),
}

impl Census {
    /// Titles of the clauses that it has outcomes of, by key.
    pub fn titles(&self) -> BTreeMap<&str, &str> {
        let of_sites = self.verdicts.iter().flat_map(|verdict| &verdict.outcomes);
        of_sites.chain(&self.registry).map(|outcome| (outcome.clause.as_str(), outcome.title.as_str())).collect()
    }

    /// Reads a stored census and checks its sums (reading 7).
    ///
    /// # Errors
    /// [`LoadError`].
    pub fn from_json(text: &str) -> Result<Census, LoadError> {
        // The number first: a later version may have another form.
        let Numbered { schema_version } = serde_json::from_str(text)?;
        if schema_version != SCHEMA_VERSION {
            return Err(LoadError::Version(schema_version));
        }
        let census: Census = serde_json::from_str(text)?;
        let count = |word: VerdictWord| census.verdicts.iter().filter(|verdict| verdict.verdict == word).count() as u64;
        let by_unit: u64 = census.overdue_tickets_by_unit.iter().map(|unit| unit.total).sum();
        let sums = [
            (census.sites_registered == census.sites_total + census.sites_excluded, "sites_registered"),
            (census.sites_total == census.sites_assessed + census.sites_not_assessed, "sites_total"),
            (census.sites_assessed == census.sites_qualified + census.sites_unqualified, "sites_assessed"),
            (count(VerdictWord::Qualified) == census.sites_qualified, "sites_qualified"),
            (count(VerdictWord::Unqualified) == census.sites_unqualified, "sites_unqualified"),
            (count(VerdictWord::NotAssessed) == census.sites_not_assessed, "sites_not_assessed"),
            (census.excluded.len() as u64 == census.sites_excluded, "sites_excluded"),
            (census::percent(census.sites_qualified, census.sites_assessed, 2) == census.pass_rate, "pass_rate"),
            (census::percent(census.sites_assessed, census.sites_total, 2) == census.coverage, "coverage"),
            (census.overdue_tickets_total.unwrap_or_default() == by_unit, "overdue_tickets_by_unit"),
        ];
        match sums.iter().find(|(holds, _)| !holds) {
            Some((_, name)) => Err(LoadError::Sums(name)),
            None => Ok(census),
        }
    }

    /// The bytes of `census.json`: indented, with a last line break.
    ///
    /// # Errors
    /// None in practice; the writer's error type is passed on.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}
