//! Where the rows of a table go as they are read.

use gov_site_compliance::{
    Fold, Place, Plan, Registry, Reject, Update, Visit,
    facts::Placed,
    ingest::{Charge, misplaced},
};

/// Where the rows of a table go.
pub(crate) trait Target<R> {
    /// Hears how many rows there are in memory that may be handed over next.
    #[cfg(feature = "parquet")]
    fn expect(&mut self, _: usize) {}
    /// Takes a row, or rejects it for what it names.
    fn take(&mut self, row: R, place: &Place) -> Result<(), Box<Reject>>;
    /// Charges a rejected row.
    fn charge(&mut self, charge: Charge);
}

/// A registry table in memory.
pub(crate) struct Kept<'a, R> {
    pub rows: Vec<Placed<R>>,
    pub files: &'a mut Vec<String>,
    pub charges: &'a mut Vec<Charge>,
}

impl<R> Target<R> for Kept<'_, R> {
    #[cfg(feature = "parquet")]
    fn expect(&mut self, rows: usize) {
        self.rows.reserve(rows);
    }

    fn take(&mut self, row: R, place: &Place) -> Result<(), Box<Reject>> {
        let known = self.files.iter().rposition(|file| *file == place.file);
        let file = known.unwrap_or_else(|| {
            self.files.push(place.file.to_string());
            self.files.len() - 1
        });
        self.rows.push(Placed { row, file: file as u32, line: place.row });
        Ok(())
    }

    fn charge(&mut self, charge: Charge) {
        self.charges.push(charge);
    }
}

/// The fold over updates and visits, and how many of them lie after the checkpoint.
pub(crate) struct Folding<'a> {
    pub registry: &'a Registry,
    pub plan: &'a Plan,
    pub fold: &'a mut Fold,
    pub late: u64,
}

impl Target<Update> for Folding<'_> {
    fn take(&mut self, update: Update, place: &Place) -> Result<(), Box<Reject>> {
        let unknown = |code| misplaced::<Update>(place, "column_id", "栏目表中的栏目编号", code, &update.column_id);
        self.fold.push_update(self.registry, self.plan, &update).map_err(unknown)?;
        self.late += u64::from(update.published_on.is_some_and(|day| day > self.plan.checkpoint));
        Ok(())
    }

    fn charge(&mut self, charge: Charge) {
        self.fold.push_charge(self.registry, &charge);
    }
}

impl Target<Visit> for Folding<'_> {
    fn take(&mut self, visit: Visit, place: &Place) -> Result<(), Box<Reject>> {
        let unknown = |code| misplaced::<Visit>(place, "site_code", "网站表中的网站标识码", code, &visit.site_code);
        self.fold.push_visit(self.registry, self.plan, &visit).map_err(unknown)?;
        self.late += u64::from(self.plan.is_late(visit.visited_at));
        Ok(())
    }

    fn charge(&mut self, charge: Charge) {
        self.fold.push_charge(self.registry, &charge);
    }
}
