//! All updates and visits folded, with the columns that are held in buffers.

use gov_site_compliance::Fold;

use super::{
    activities::Activities,
    columns::{Columns, Folded},
    partial::Partial,
};

/// What the updates of all columns amount to.
pub struct Evidence(Activities);

impl Evidence {
    /// Closes a fold over all rows: the evidence of columns in buffers, and the fold beside the registry.
    pub fn of(partial: Partial<'_>) -> (Evidence, Fold) {
        let (fold, activities) = partial.close();
        (Evidence(activities), fold)
    }

    /// Columns with their updates, for [`gov_site_compliance::census::Evidence`].
    pub fn columns<'a>(&'a self, columns: &'a Columns) -> Folded<'a> {
        Folded::new(columns, &self.0)
    }

    /// Accepted updates after the checkpoint.
    pub fn late_updates(&self) -> u64 {
        self.0.after_checkpoint()
    }
}
