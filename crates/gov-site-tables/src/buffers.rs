//! Columns, updates and visits that are folded over the buffers of their batches.

use std::{
    collections::HashMap,
    sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, sync_channel},
    thread,
    time::Duration,
};

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
    compact::compact,
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
            // Frames are somebody else's memory already; what was read for us is kept as short as can be.
            let batch = if matches!(batches, Batches::Parquet(_)) { compact(rows.batch) } else { rows.batch.clone() };
            let pushed = store.push(batch, &rows.fields, rows.at.file, rows.at.first_row);
            pushed.map_err(|source| FolderError::Columns { file: rows.at.file.into(), source })
        };
        let mut whole = ColumnStore::default();
        batches.scan(&Projection::all(), stores, push, |_| {}, progress)?.into_iter().for_each(|store| whole.append(store));
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

/// Rejected rows that a thread may be ahead of the one that writes them down.
const AHEAD: usize = 1 << 12;
/// How long to wait for a rejected row before looking after progress.
const PATIENCE: Duration = Duration::from_millis(50);

/// A thread's share; `rejects` is closed when all of it is folded.
struct Worker<'a> {
    partial: Partial<'a>,
    rejects: Option<SyncSender<Reject>>,
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
    let (mut workers, mut rejects) = (Vec::new(), Vec::new());
    for _ in 0..reading.threads() {
        let (sender, receiver) = sync_channel(AHEAD);
        workers.push(Worker { partial: Partial::new(partial.known()), rejects: Some(sender) });
        rejects.push(receiver);
    }
    let each = |worker: &mut Worker<'a>, rows: &Rows<'_>| {
        // Nobody listens any more where a row could not be written down; that error is told.
        let out = &mut |reject| {
            if let Some(rejects) = &worker.rejects {
                let _ = rejects.send(reject);
            }
        };
        let folded = fold(&mut worker.partial, rows, out);
        folded.map_err(|source| FolderError::Columns { file: rows.at.file.into(), source })
    };
    // A row without its key may be filled elsewhere, and is bad then, or nowhere, and is no row.
    let known_fields = if batches.never_blank(R::TABLE.key[0]) { Projection::of(R::FIELDS) } else { Projection::all() };
    let projection = known_fields.presence_only(R::FILLED);
    let workers = thread::scope(|scope| {
        let (sender, scanned) = mpsc::channel();
        let (batches, projection) = (&batches, &projection);
        let running = scope.spawn(move || {
            let progress = &mut |scanned| {
                let _ = sender.send(scanned);
            };
            batches.scan(projection, workers, each, |worker| worker.rejects = None, progress)
        });
        listen(reading, R::TABLE.name, rejects, &scanned)?;
        running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    workers.iter().for_each(|worker| partial.merge(&worker.partial));
    let Counts { rows, accepted, rejected, blank, .. } = *R::counts(partial);
    let report = TableReport { table: R::TABLE.name, file: batches.name(), rows, accepted, rejected, blank, ..TableReport::default() };
    reading.finish(report, batches.dropped(), batches.bytes());
    Ok(())
}

/// Writes down the rejected rows of each thread after those of the threads before it: the order of the rows, whoever folds
/// them, and no more of them in memory than [`AHEAD`] for each thread.
fn listen(reading: &mut Reading<'_>, table: &'static str, rejects: Vec<Receiver<Reject>>, scanned: &Receiver<Scanned>) -> Result<(), FolderError> {
    for thread in rejects {
        loop {
            if let Some(last) = scanned.try_iter().last() {
                reading.scanned(table, last);
            }
            match thread.recv_timeout(PATIENCE) {
                Ok(reject) => reading.note(reject)?,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    }
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
