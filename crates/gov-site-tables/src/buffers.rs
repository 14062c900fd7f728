//! Columns, updates and visits that are folded over the buffers of their batches.

use std::{collections::HashMap, thread};

use gov_site_arrow::{
    BatchRows,
    columnar::{ColumnStore, Columns, Divided, Evidence, Folded, FoldedUpdates, Known, Partial, UpdatesPart},
};
use gov_site_compliance::{Fold, Place, Plan, Registry, Reject, Site, Update, Visit, facts::Placed, ingest::Charge};

use crate::{
    FolderError,
    batches::{Batches, Rows},
    compact::compact,
    desk::{Desk, Folds, fold_here},
    queue::Worker,
    reading::Reading,
    source::Opened,
    targets::Target,
};

/// The table of columns in batches, its sites told apart.
pub(crate) struct Shelf(Divided);

impl Default for Shelf {
    fn default() -> Shelf {
        Shelf(ColumnStore::default().divide(&|_| false))
    }
}

impl Shelf {
    /// Tells the sites apart. Only a site whose code stands in exactly one row of the table of sites can be plain.
    pub(crate) fn divide(stores: Vec<Stores>, sites: &[Placed<Site>]) -> Shelf {
        let mut pieces: Vec<(usize, ColumnStore)> = stores.into_iter().flat_map(|stores| stores.pieces).collect();
        pieces.sort_by_key(|(piece, _)| *piece);
        let mut whole = ColumnStore::default();
        pieces.into_iter().for_each(|(_, store)| whole.append(store));
        let mut codes: HashMap<&str, u32> = HashMap::with_capacity(sites.len());
        sites.iter().for_each(|site| *codes.entry(&site.row.site_code).or_default() += 1);
        Shelf(whole.divide(&|code| codes.get(code) == Some(&1)))
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

    /// Lets go of what nobody reads any more once the rows of all other sites were handed out.
    pub(crate) fn trim(&mut self) {
        self.0.trim();
    }

    /// Updates before the registry is settled, where it will hold no column.
    pub(crate) fn updates_ahead<'s>(&'s self, plan: &'s Plan) -> Option<UpdatesPart<'s>> {
        UpdatesPart::ahead(&self.0, plan).filter(|_| !self.is_empty())
    }

    /// Hands out the rows of all other sites in the order of the table.
    pub(crate) fn careful_rows(&self, take: &mut dyn FnMut(&BatchRows<'_>, usize, &Place) -> Result<(), FolderError>) -> Result<(), FolderError> {
        self.0.careful_rows(take, &|file, source| FolderError::Columns { file: file.into(), source })
    }
}

/// Columns of the pieces that one thread took.
pub(crate) struct Stores {
    pieces: Vec<(usize, ColumnStore)>,
    /// Frames are somebody else's memory already; what was read for us is kept as short as can be.
    is_ours: bool,
}

impl Stores {
    pub(crate) fn of(batches: &Batches) -> Stores {
        Stores { pieces: Vec::new(), is_ours: matches!(batches, Batches::Parquet(_)) }
    }
}

impl Worker for Stores {
    fn begin(&mut self, piece: usize) {
        self.pieces.push((piece, ColumnStore::default()));
    }

    fn take(&mut self, rows: &Rows<'_>) -> Result<(), FolderError> {
        let Some((_, store)) = self.pieces.last_mut() else { return Ok(()) };
        let batch = if self.is_ours { compact(rows.batch) } else { rows.batch.clone() };
        let pushed = store.push(batch, &rows.fields, rows.at.file, rows.at.first_row);
        pushed.map_err(|source| FolderError::Columns { file: rows.at.file.into(), source })
    }
}

/// Updates as they are when the registry is settled.
pub(crate) enum Updates {
    /// Still to be folded, if there are any.
    Opened(Option<Opened>),
    Folded(FoldedUpdates),
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
        updates: Updates,
        visits: Option<Opened>,
    ) -> Result<(Buffers, Fold), FolderError> {
        let columns = Columns::new(shelf.0, registry);
        let mut partial = Partial::new(Known { columns: &columns, registry, plan });
        partial.push_charges(charges);
        match updates {
            Updates::Folded(folded) => partial.add_updates(folded),
            Updates::Opened(Some(Opened::Batches(batches))) => {
                let part = || UpdatesPart::new(&columns, plan);
                partial.add_updates(fold_table(reading, &batches, part)?.map(UpdatesPart::close).unwrap_or_default());
            }
            Updates::Opened(Some(Opened::Rows(rows))) => reading.stream_rows::<Update>(rows, &mut Pushing(&mut partial))?,
            Updates::Opened(None) => {}
        }
        match visits {
            Some(Opened::Batches(batches)) => {
                let known = partial.known();
                let folded = fold_table(reading, &batches, || Partial::new(known))?;
                folded.into_iter().for_each(|folded| partial.absorb(folded));
            }
            Some(Opened::Rows(rows)) => reading.stream_rows::<Visit>(rows, &mut Pushing(&mut partial))?,
            None => {}
        }
        reading.add_facts(&mut partial)?;
        reading.late("visits.visited_at", partial.visits.late);
        let (evidence, fold) = Evidence::of(partial);
        reading.late("updates.published_on", evidence.late_updates());
        Ok((Buffers { columns, evidence }, fold))
    }
}

fn fold_table<F: Folds>(reading: &mut Reading<'_>, batches: &Batches, part: impl Fn() -> F) -> Result<Option<F>, FolderError> {
    if reading.is_alone(batches) {
        return fold_here(reading, batches, part()).map(Some);
    }
    let first = part();
    let desk = Desk::new(batches, &first);
    thread::scope(|scope| {
        let _closing = desk.closing();
        let others = (1..reading.threads()).map(|_| part());
        let running = std::iter::once(first).chain(others).map(|part| desk.hire(scope, part)).collect();
        desk.finish(reading, running)
    })
}

/// Rows of files that fold beside buffers.
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
