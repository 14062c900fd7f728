//! What an earlier census found already (连续两期).

use alloc::{collections::BTreeSet, string::String};

use super::UnitList;
use crate::wire::v1::{Census, Outcome, ResultWord};

/// Failed clauses and columns of an earlier census, by its stored results.
///
/// ```
/// use gov_site_compliance::followup::Earlier;
/// let mut earlier = Earlier::default();
/// earlier.add_column("c1");
/// earlier.mark(&mut []);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    failed: BTreeSet<(String, String)>,
    columns: BTreeSet<String>,
}

impl Earlier {
    /// The failed clauses of the sites of an earlier census.
    pub fn of(census: &Census) -> Earlier {
        let mut earlier = Earlier::default();
        for verdict in &census.verdicts {
            let failed = verdict.outcomes.iter().filter(|outcome| outcome.result == ResultWord::Fail);
            earlier.failed.extend(failed.map(|Outcome { clause, .. }| (verdict.site_code.clone(), clause.clone())));
        }
        earlier
    }

    /// Adds a column that a certain finding of the earlier census names.
    pub fn add_column(&mut self, column_id: impl Into<String>) {
        self.columns.insert(column_id.into());
    }

    /// Marks what was found then and is found again.
    pub fn mark(&self, lists: &mut [UnitList]) {
        for list in lists {
            for site in &mut list.sites {
                let code = &site.site_code;
                site.clauses.iter_mut().for_each(|clause| clause.repeated = self.failed.contains(&(code.clone(), clause.clause.clone())));
            }
            list.columns.iter_mut().for_each(|column| column.repeated = column.certain && self.columns.contains(&column.column_id));
        }
    }
}
