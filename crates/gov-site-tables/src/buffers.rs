//! Columns, updates and visits that are folded over the buffers of their batches.

use std::collections::HashMap;

use gov_site_arrow::{
    BatchRows,
    columnar::{ColumnStore, Columns, Counts, Divided, Evidence, Folded, Known, Partial},
};
use gov_site_compliance::{
    Fold, Place, Plan, Registry, Reject, Site, Update, Visit,
    facts::Placed,
    ingest::{Charge, Checked},
};

use crate::{
    FolderError, TableReport,
    batches::{Batches, Rows},
    parquet::{Projection, Scanned},
    reading::{Reading, Target},
    source::Opened,
};

/// Fields of an update that bear on anything.
const UPDATE_FIELDS: &[&str] = &["column_id", "url", "published_on", "date_state", "published_at", "observed_at"];
/// Fields of a visit that bear on anything.
const VISIT_FIELDS: &[&str] = &["site_code", "visited_at", "vantage", "url", "failure", "status", "duration_ms", "manual"];

/// The table of columns in batches, its sites told apart.
pub(crate) struct Shelf(Divided);

impl Default for Shelf {
    fn default() -> Shelf {
        Shelf(ColumnStore::default().divide(&|_| false))
    }
}

impl Shelf {
    /// Reads all batches. Only a site whose code stands in exactly one row of the table of sites can be plain.
    pub(crate) fn fill(batches: &Batches, sites: &[Placed<Site>], threads: usize, progress: &mut dyn FnMut(Scanned)) -> Result<Shelf, FolderError> {
        let stores = (0..threads).map(|_| ColumnStore::default()).collect();
        let push = |store: &mut ColumnStore, rows: &Rows<'_>| {
            let pushed = store.push(rows.batch.clone(), &rows.fields, rows.at.file, rows.at.first_row);
            pushed.map_err(|source| FolderError::Columns { file: rows.at.file.into(), source })
        };
        let mut whole = ColumnStore::default();
        batches.scan(&Projection::all(), stores, push, progress)?.into_iter().for_each(|store| whole.append(store));
        let mut codes: HashMap<&str, u32> = HashMap::with_capacity(sites.len());
        sites.iter().for_each(|site| *codes.entry(&site.row.site_code).or_default() += 1);
        Ok(Shelf(whole.divide(&|code| codes.get(code) == Some(&1))))
    }

    pub(crate) fn owner(&self, column_id: &str) -> Option<String> {
        self.0.owner(column_id)
    }

    pub(crate) fn plain_rows(&self) -> u64 {
        self.0.plain_rows()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hands out the rows of all other sites in the order of the table.
    pub(crate) fn careful_rows(&self, take: &mut dyn FnMut(&BatchRows<'_>, usize, &Place) -> Result<(), FolderError>) -> Result<(), FolderError> {
        self.0.careful_rows(take, &|file, source| FolderError::Columns { file: file.into(), source })
    }
}

/// All columns with their folded updates.
pub(crate) struct Buffers {
    columns: Columns,
    evidence: Evidence,
}

impl Buffers {
    pub(crate) fn columns(&self) -> Folded<'_> {
        self.evidence.columns(&self.columns)
    }

    /// Folds updates and visits, each from whatever source.
    pub(crate) fn fold(
        reading: &mut Reading<'_>,
        shelf: Shelf,
        registry: &Registry,
        plan: &Plan,
        charges: &[Charge],
        updates: Option<Opened>,
        visits: Option<Opened>,
    ) -> Result<(Buffers, Fold), FolderError> {
        let columns = Columns::new(shelf.0, registry);
        let mut partial = Partial::new(Known { columns: &columns, registry, plan });
        charges.iter().for_each(|charge| partial.push_charge(charge));
        if let Some(updates) = updates {
            fold_table::<Update>(reading, updates, &mut partial, |partial, rows, out| partial.fold_updates(&rows.fields, rows.batch, &rows.at, out))?;
        }
        if let Some(visits) = visits {
            fold_table::<Visit>(reading, visits, &mut partial, |partial, rows, out| partial.fold_visits(&rows.fields, rows.batch, &rows.at, out))?;
        }
        reading.late("visits.visited_at", partial.visits.late);
        let (evidence, fold) = Evidence::of(partial);
        reading.late("updates.published_on", evidence.late_updates());
        Ok((Buffers { columns, evidence }, fold))
    }
}

/// A table that folds into a [`Partial`].
trait Folds: Checked {
    const FIELDS: &'static [&'static str];
    /// Texts of which only matters that they are filled.
    const FILLED: &'static [&'static str];
    fn counts<'p>(partial: &'p mut Partial<'_>) -> &'p mut Counts;
}

impl Folds for Update {
    const FIELDS: &'static [&'static str] = UPDATE_FIELDS;
    const FILLED: &'static [&'static str] = &["url"];

    fn counts<'p>(partial: &'p mut Partial<'_>) -> &'p mut Counts {
        &mut partial.updates
    }
}

impl Folds for Visit {
    const FIELDS: &'static [&'static str] = VISIT_FIELDS;
    const FILLED: &'static [&'static str] = &["vantage"];

    fn counts<'p>(partial: &'p mut Partial<'_>) -> &'p mut Counts {
        &mut partial.visits
    }
}

/// A thread's share.
struct Worker<'a> {
    partial: Partial<'a>,
    rejects: Vec<Reject>,
}

type FoldBatch = fn(&mut Partial<'_>, &Rows<'_>, &mut dyn FnMut(Reject)) -> Result<(), gov_site_arrow::ArrowError>;

fn fold_table<'a, R: Folds>(reading: &mut Reading<'_>, opened: Opened, partial: &mut Partial<'a>, fold: FoldBatch) -> Result<(), FolderError>
where
    for<'t> Pushing<'t, 'a>: Target<R>,
{
    let batches = match opened {
        Opened::Csv(rows) => return reading.stream_csv(*rows, &mut Pushing(partial)),
        Opened::Batches(batches) => batches,
    };
    let workers = (0..reading.threads()).map(|_| Worker { partial: Partial::new(partial.known()), rejects: Vec::new() }).collect();
    let each = |worker: &mut Worker<'a>, rows: &Rows<'_>| {
        let folded = fold(&mut worker.partial, rows, &mut |reject| worker.rejects.push(reject));
        folded.map_err(|source| FolderError::Columns { file: rows.at.file.into(), source })
    };
    // A row without its key may be filled elsewhere, and is bad then, or nowhere, and is no row.
    let known_fields = if batches.never_blank(R::TABLE.key[0]) { Projection::of(R::FIELDS) } else { Projection::all() };
    let projection = known_fields.presence_only(R::FILLED);
    let workers = batches.scan(&projection, workers, each, &mut |scanned| reading.scanned(R::TABLE.name, scanned))?;
    for worker in workers {
        partial.merge(&worker.partial);
        worker.rejects.into_iter().try_for_each(|reject| reading.note(reject))?;
    }
    let Counts { rows, accepted, rejected, blank, .. } = *R::counts(partial);
    let report = TableReport { table: R::TABLE.name, file: batches.name(), rows, accepted, rejected, blank, ..TableReport::default() };
    reading.finish(report, batches.dropped(), batches.bytes());
    Ok(())
}

/// Rows of CSV that fold beside buffers.
struct Pushing<'t, 'a>(&'t mut Partial<'a>);

impl Target<Update> for Pushing<'_, '_> {
    fn take(&mut self, update: Update, place: &Place) -> Result<(), Box<Reject>> {
        self.0.push_update(&update, place)
    }

    fn charge(&mut self, charge: Charge) {
        self.0.push_charge(&charge);
    }
}

impl Target<Visit> for Pushing<'_, '_> {
    fn take(&mut self, visit: Visit, place: &Place) -> Result<(), Box<Reject>> {
        self.0.push_visit(&visit, place)
    }

    fn charge(&mut self, charge: Charge) {
        self.0.push_charge(&charge);
    }
}
