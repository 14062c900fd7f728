//! Visits folded by site, away from all other tables.

use arrow_array::RecordBatch;
use gov_site_compliance::{Row, Visit};

use super::{Facts, rows};
use crate::{
    ArrowError, Fields,
    columnar::{
        Columns,
        partial::{At, Known, Partial},
    },
};

/// Folds batches of visits to the summary of each site. A row that cannot be used is kept as it is.
///
/// It needs the settled tables of sites and of their addresses, and the plan of the run.
pub struct VisitFacts<'a> {
    partial: Partial<'a>,
    facts: Facts,
}

impl<'a> VisitFacts<'a> {
    /// Nothing folded yet.
    pub fn new(known: Known<'a>) -> VisitFacts<'a> {
        VisitFacts { partial: Partial::new(known), facts: Facts::default() }
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// [`ArrowError`] when the batch lacks a compulsory field or has one of a wrong type.
    pub fn fold(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let fields = Fields::of(Visit::TABLE, batch.schema_ref(), &|_| None)?;
        let mut bad = Vec::new();
        self.partial.fold_visits(&fields, batch, &At { file: "", first_row: 0 }, &mut |reject| bad.push(reject.place.row as u32))?;
        rows::write(batch, &fields, &bad)?.into_iter().for_each(|stream| self.facts.add_rows(Visit::TABLE.name, stream));
        Ok(())
    }

    /// What all batches amount to. The charges of rejected rows are left to the one who reads these again.
    pub fn finish(self) -> Facts {
        let VisitFacts { partial, mut facts } = self;
        let counts = partial.visits.without_rejected();
        let sites = &partial.known.registry.sites;
        let visited = sites.iter().zip(partial.fold.visits).filter(|(_, visits)| !visits.days.is_empty());
        facts.sites.extend(visited.map(|(site, visits)| (site.site_code.clone(), visits)));
        facts.add_table(Visit::TABLE.name, &counts);
        facts
    }
}

/// No column at all, for folds that look up none.
impl Default for Columns {
    fn default() -> Columns {
        Columns::new(crate::columnar::ColumnStore::default().divide(&|_| false), &gov_site_compliance::Registry::default())
    }
}
