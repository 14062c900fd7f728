//! One pass over all tables: registry tables into memory and settled, updates and visits folded as they stream by.

#[cfg(feature = "parquet")]
use std::thread::{self, available_parallelism};

#[cfg(feature = "parquet")]
use gov_site_arrow::columnar::{Counts, FoldedUpdates, Partial, UpdatesPart};
#[cfg(feature = "parquet")]
use gov_site_compliance::Column;
use gov_site_compliance::{
    Census, Day, Finding, Fold, Place, Plan, Registry, Reject, Row, Standard, TABLES, Update, Visit, census,
    facts::{ColumnSource, Declared, NoColumns, Placed, Tables},
    followup::{self, Particulars, UnitList},
    ingest::{Charge, Checked},
};

use crate::{
    FolderError, Progress, ReadReport, RejectSink, Stop, TableReport,
    bad_rows::BadRows,
    rows::{Row as TableRow, Rows as TableRows},
    source::{Opened, Source},
    targets::{Folding, Kept, Target},
};
#[cfg(feature = "parquet")]
use crate::{
    batches::{Batches, Rows},
    buffers::{Buffers, Shelf, Stores, Updates},
    desk::{Desk, fold_here},
    parquet::{Projection, Scanned},
    queue::{Queue, all_or_first},
};

/// Rows between two reports of progress.
const STRIDE: u64 = 1 << 14;

/// All that the rows of a census amount to.
pub struct Evidence {
    /// The settled registry tables; columns of plain sites may be elsewhere, see [`Evidence::columns`].
    pub registry: Registry,
    /// Updates, visits and charges.
    pub fold: Fold,
    /// Tables that are declared complete, are there and can be trusted as a whole.
    pub declared: Declared,
    /// What was read and what became of it.
    pub report: ReadReport,
    #[cfg(feature = "parquet")]
    buffers: Option<Buffers>,
}

impl Evidence {
    /// Columns that are held in buffers beside the registry.
    pub fn columns(&self) -> Box<dyn ColumnSource + '_> {
        #[cfg(feature = "parquet")]
        if let Some(buffers) = &self.buffers {
            return Box::new(buffers.columns());
        }
        Box::new(NoColumns)
    }

    /// Tables that count as declared complete, in the order of the data dictionary.
    pub fn declared_tables(&self) -> Vec<&'static str> {
        TABLES.iter().map(|table| table.name).filter(|table| self.declared.all(&[table])).collect()
    }

    /// What each unit has to do (see [`followup::lists`]); `findings` are those for which [`followup::concerns`] holds.
    pub fn lists(&self, census: &Census, findings: &[Finding]) -> Vec<UnitList> {
        let columns = self.columns();
        let particulars = Particulars::of(&self.census(&*columns, &[]), findings);
        followup::lists(census, findings, &particulars)
    }

    /// The evidence as judging takes it.
    pub fn census<'a>(&'a self, columns: &'a dyn ColumnSource, rejected: &'a [(String, u64)]) -> census::Evidence<'a> {
        census::Evidence {
            registry: &self.registry,
            fold: &self.fold,
            declared: &self.declared,
            elsewhere: columns,
            rejected,
            nameless_sites: self.report.nameless_sites,
        }
    }
}

/// A pass under way.
pub(crate) struct Reading<'a> {
    source: &'a dyn Source,
    sink: &'a mut dyn RejectSink,
    progress: &'a mut dyn FnMut(Progress),
    report: ReadReport,
    /// Tables that are there, if only with headings.
    present: Vec<&'static str>,
    /// Bytes of the tables that are done.
    done: u64,
    stop: Stop,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(source: &'a dyn Source, sink: &'a mut dyn RejectSink, progress: &'a mut dyn FnMut(Progress)) -> Reading<'a> {
        let (unknown_files, skipped_sheets) = (source.unknown_files().to_vec(), source.skipped_sheets().to_vec());
        let report = ReadReport { unknown_files, skipped_sheets, ..ReadReport::default() };
        Reading { source, sink, progress, report, present: Vec::new(), done: 0, stop: source.stop() }
    }

    pub(crate) fn run(mut self, standard: &Standard, plan: &Plan) -> Result<Evidence, FolderError> {
        let (mut tables, mut charges) = (Tables::default(), Vec::new());
        let shelf = self.sites_and_columns(&mut tables, &mut charges)?;
        let mut evidence = self.fold(shelf, tables, standard, plan, charges)?;
        late_rows(&evidence.registry, plan, &mut self.report);
        evidence.declared = evidence.fold.declared(&Declared::new(self.source.complete(), &self.present));
        evidence.report = self.report;
        Ok(evidence)
    }

    /// The tables that are read before that of columns.
    fn sites(&mut self, tables: &mut Tables, charges: &mut Vec<Charge>) -> Result<(), FolderError> {
        tables.sites = self.keep(&mut tables.files, charges)?;
        tables.site_life = self.keep(&mut tables.files, charges)?;
        tables.site_addresses = self.keep(&mut tables.files, charges)?;
        tables.units = self.keep(&mut tables.files, charges)?;
        Ok(())
    }

    /// Reads the tables that follow that of columns, and settles the registry.
    fn registry(&mut self, shelf: &Shelf, mut tables: Tables, standard: &Standard, charges: &mut Vec<Charge>) -> Result<Registry, FolderError> {
        tables.channels = self.keep(&mut tables.files, charges)?;
        tables.exemptions = self.keep(&mut tables.files, charges)?;
        tables.coverage = self.keep(&mut tables.files, charges)?;
        tables.tickets = self.keep(&mut tables.files, charges)?;
        tables.reviews = self.keep(&mut tables.files, charges)?;
        tables.activities = self.keep(&mut tables.files, charges)?;
        tables.links = self.keep(&mut tables.files, charges)?;
        tables.services = self.keep(&mut tables.files, charges)?;
        tables.service_files = self.keep(&mut tables.files, charges)?;
        tables.systems = self.keep(&mut tables.files, charges)?;
        self.present.extend([Update::TABLE.name, Visit::TABLE.name].into_iter().filter(|table| self.source.has(table)));
        self.settle(shelf, tables, standard, charges)
    }

    /// Reads a registry table into memory.
    fn keep<R: Checked>(&mut self, files: &mut Vec<String>, charges: &mut Vec<Charge>) -> Result<Vec<Placed<R>>, FolderError> {
        self.stop.check()?;
        let Some(opened) = self.source.open(R::TABLE)? else { return Ok(Vec::new()) };
        self.present.push(R::TABLE.name);
        let mut kept = Kept { rows: Vec::new(), files, charges };
        self.stream(opened, &mut kept)?;
        Ok(kept.rows)
    }

    /// Settles the registry; its rejects move from accepted to rejected and are charged like the others.
    fn settle(&mut self, shelf: &Shelf, tables: Tables, standard: &Standard, charges: &mut Vec<Charge>) -> Result<Registry, FolderError> {
        let mut late = Vec::new();
        let mut failed = None;
        let owner = |column_id: &str| shelf.owner(column_id);
        let mut collapsed = Vec::new();
        let registry = Registry::settle_beside(&owner, tables, standard, charges, &mut |table, rows| collapsed.push((table, rows)), &mut |reject| {
            self.report.withdraw(&reject);
            if failed.is_none() {
                failed = self.sink.reject(&reject).err();
            }
            late.push(reject.charge);
        });
        collapsed.into_iter().for_each(|(table, rows)| self.report.collapse(table, rows));
        charges.append(&mut late);
        failed.map_or(Ok(registry), |error| Err(FolderError::Sink(error)))
    }

    /// Folds updates and visits row by row.
    fn fold_rows(&mut self, registry: Registry, plan: &Plan, charges: &[Charge]) -> Result<Evidence, FolderError> {
        let mut fold = Fold::new(&registry);
        fold.push_charges(&registry, charges.iter());
        let mut folding = Folding { registry: &registry, plan, fold: &mut fold, late: 0 };
        if let Some(updates) = self.source.open(Update::TABLE)? {
            self.stream::<Update>(updates, &mut folding)?;
        }
        self.report.late("updates.published_on", std::mem::take(&mut folding.late));
        if let Some(visits) = self.source.open(Visit::TABLE)? {
            self.stream::<Visit>(visits, &mut folding)?;
        }
        self.report.late("visits.visited_at", folding.late);
        Ok(Evidence {
            registry,
            fold,
            declared: Declared::default(),
            report: ReadReport::default(),
            #[cfg(feature = "parquet")]
            buffers: None,
        })
    }

    /// Streams a table to `target`; a rejected row goes to the sink and is charged.
    fn stream<R: Checked>(&mut self, opened: Opened, target: &mut dyn Target<R>) -> Result<(), FolderError> {
        match opened {
            Opened::Rows(rows) => self.stream_rows(rows, target),
            #[cfg(feature = "parquet")]
            Opened::Batches(batches) => self.stream_batches(&batches, target),
        }
    }

    pub(crate) fn stream_rows<R: Checked>(&mut self, mut rows: TableRows, target: &mut dyn Target<R>) -> Result<(), FolderError> {
        let mut counts = TableReport { table: R::TABLE.name, file: rows.file().to_owned(), ..TableReport::default() };
        let mut place = Place { file: counts.file.clone().into(), row: 0 };
        let mut bad = BadRows::of(R::TABLE.name);
        rows.each(&mut |row, bytes| {
            match row {
                TableRow::Blank => counts.blank += 1,
                TableRow::Record(record) => {
                    place.row = record.line;
                    self.take(record.read(&place), || record.texts(), &place, target, &mut bad, &mut counts)?;
                }
            }
            if (counts.rows + counts.blank).is_multiple_of(STRIDE) {
                self.stop.check()?;
                self.show(&counts, bytes);
            }
            Ok(())
        })?;
        let TableReport { rows: count, accepted, rejected, collapsed, blank, .. } = counts;
        let counts = TableReport { rows: count, accepted, rejected, collapsed, blank, ..rows.report() };
        let dropped = rows.dropped().into_iter().map(|heading| (counts.file.clone(), heading)).collect();
        self.finish(counts, dropped, rows.bytes());
        Ok(())
    }

    /// Takes one row that was read, or rejects it.
    fn take<R>(
        &mut self,
        read: Result<R, Box<Reject>>,
        texts: impl FnOnce() -> Vec<Option<String>>,
        place: &Place,
        target: &mut dyn Target<R>,
        bad: &mut BadRows,
        counts: &mut TableReport,
    ) -> Result<(), FolderError> {
        counts.rows += 1;
        if read.is_err() && bad.seen_before(texts) {
            counts.collapsed += 1;
            return Ok(());
        }
        match read.and_then(|row| target.take(row, place)) {
            Ok(()) => counts.accepted += 1,
            Err(reject) => {
                counts.rejected += 1;
                target.charge(self.reject(*reject)?);
            }
        }
        Ok(())
    }

    /// Reports a rejected row and says whom it is charged to.
    fn reject(&mut self, reject: Reject) -> Result<Charge, FolderError> {
        self.report.note(&reject);
        self.sink.reject(&reject).map_err(FolderError::Sink)?;
        Ok(reject.charge)
    }

    pub(crate) fn finish(&mut self, counts: TableReport, dropped: Vec<(String, String)>, bytes: u64) {
        self.show(&counts, bytes);
        self.done += bytes;
        self.report.dropped_headings.extend(dropped);
        self.report.tables.push(counts);
    }

    fn show(&mut self, counts: &TableReport, bytes: u64) {
        let bytes = self.done + bytes;
        let bytes_total = self.source.bytes().max(bytes);
        (self.progress)(Progress { table: counts.table, rows: counts.rows, bytes, bytes_total });
    }
}

#[cfg(not(feature = "parquet"))]
/// Columns in buffers: there are none.
struct Shelf;

#[cfg(not(feature = "parquet"))]
impl Shelf {
    fn owner(&self, _: &str) -> Option<String> {
        None
    }
}

#[cfg(not(feature = "parquet"))]
impl Reading<'_> {
    fn sites_and_columns(&mut self, tables: &mut Tables, charges: &mut Vec<Charge>) -> Result<Shelf, FolderError> {
        self.sites(tables, charges)?;
        tables.columns = self.keep(&mut tables.files, charges)?;
        Ok(Shelf)
    }

    fn fold(&mut self, shelf: Shelf, tables: Tables, standard: &Standard, plan: &Plan, mut charges: Vec<Charge>) -> Result<Evidence, FolderError> {
        let registry = self.registry(&shelf, tables, standard, &mut charges)?;
        self.fold_rows(registry, plan, &charges)
    }
}

#[cfg(feature = "parquet")]
impl Reading<'_> {
    /// Reads the tables of sites and that of columns. Its batches stay as they are at plain sites, all other rows are kept as
    /// typed rows.
    fn sites_and_columns(&mut self, tables: &mut Tables, charges: &mut Vec<Charge>) -> Result<Shelf, FolderError> {
        // What hinders opening it is told when its turn comes.
        let Ok(Some(Opened::Batches(batches))) = self.source.open(Column::TABLE) else {
            self.sites(tables, charges)?;
            tables.columns = self.keep(&mut tables.files, charges)?;
            return Ok(Shelf::default());
        };
        let stores = self.scan_beside_sites(&batches, tables, charges)?;
        self.present.push(Column::TABLE.name);
        let mut shelf = Shelf::divide(stores, &tables.sites);
        tables.columns = self.careful_columns(&batches, &shelf, &mut tables.files, charges)?;
        shelf.trim();
        Ok(shelf)
    }

    /// Reads the batches of columns in the background while the tables of sites are read, and here afterwards.
    fn scan_beside_sites(&mut self, batches: &Batches, tables: &mut Tables, charges: &mut Vec<Charge>) -> Result<Vec<Stores>, FolderError> {
        let queue = Queue::new(batches, Projection::all());
        let work = |queue: &Queue<'_>, seen: &mut dyn FnMut()| {
            let mut stores = Stores::of(batches);
            queue.work(&mut stores, seen).map(|()| stores)
        };
        thread::scope(|scope| {
            let running: Vec<_> = (1..self.threads()).map(|_| scope.spawn(|| work(&queue, &mut || {}))).collect();
            let sites = self.sites(tables, charges);
            sites.inspect_err(|_| queue.stop())?;
            let own = work(&queue, &mut || {
                self.scanned(Column::TABLE.name, queue.scanned());
                if self.stop.is_stopped() {
                    queue.stop();
                }
            });
            let others = running.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            let stores = all_or_first(std::iter::once(own).chain(others).collect());
            self.stop.check().and(stores)
        })
    }

    /// The rows of columns that are to be settled.
    fn careful_columns(
        &mut self,
        batches: &Batches,
        shelf: &Shelf,
        files: &mut Vec<String>,
        charges: &mut Vec<Charge>,
    ) -> Result<Vec<Placed<Column>>, FolderError> {
        let mut counts = batches.report(Column::TABLE.name);
        (counts.rows, counts.accepted) = (shelf.plain_rows(), shelf.plain_rows());
        let mut kept = Kept { rows: Vec::new(), files, charges };
        let mut bad = BadRows::of(Column::TABLE.name);
        shelf.careful_rows(&mut |rows, row, place| {
            if rows.is_blank(row) {
                counts.blank += 1;
                return Ok(());
            }
            self.take(rows.read::<Column>(row, place), || rows.texts(row), place, &mut kept, &mut bad, &mut counts)
        })?;
        let rows = kept.rows;
        self.finish(counts, batches.dropped(), batches.bytes());
        Ok(rows)
    }

    /// Settles the registry and folds updates and visits: over the buffers where any table of columns, updates and visits
    /// comes in batches, and the updates meanwhile where they need nothing that is settled.
    fn fold(&mut self, shelf: Shelf, tables: Tables, standard: &Standard, plan: &Plan, mut charges: Vec<Charge>) -> Result<Evidence, FolderError> {
        if let Some(updates) = shelf.updates_ahead(plan) {
            // What hinders opening them is told when their turn comes.
            if let Ok(Some(Opened::Batches(batches))) = self.source.open(Update::TABLE) {
                let (registry, visits, updates) = self.settle_beside_updates(&shelf, tables, standard, &mut charges, &batches, &updates)?;
                return self.fold_buffers(shelf, registry, plan, &charges, Updates::Folded(updates), visits);
            }
        }
        let registry = self.registry(&shelf, tables, standard, &mut charges)?;
        let (updates, visits) = (self.source.open(Update::TABLE)?, self.source.open(Visit::TABLE)?);
        let in_batches = |opened: &Option<Opened>| matches!(opened, Some(Opened::Batches(_)));
        if shelf.is_empty() && !in_batches(&updates) && !in_batches(&visits) {
            return self.fold_rows(registry, plan, &charges);
        }
        self.fold_buffers(shelf, registry, plan, &charges, Updates::Opened(updates), visits)
    }

    /// Folds updates in the background while the rest of the registry is read and settled, and with all threads afterwards.
    /// Rejected updates are written down after those of the registry.
    fn settle_beside_updates(
        &mut self,
        shelf: &Shelf,
        tables: Tables,
        standard: &Standard,
        charges: &mut Vec<Charge>,
        batches: &Batches,
        updates: &UpdatesPart<'_>,
    ) -> Result<(Registry, Option<Opened>, FoldedUpdates), FolderError> {
        if self.is_alone(batches) {
            let registry = self.registry(shelf, tables, standard, charges)?;
            let visits = self.source.open(Visit::TABLE)?;
            let folded = fold_here(self, batches, updates.empty())?;
            return Ok((registry, visits, UpdatesPart::close(folded)));
        }
        let desk = Desk::new(batches, updates);
        thread::scope(|scope| {
            let _closing = desk.closing();
            let mut running: Vec<_> = (1..self.threads()).map(|_| desk.hire(scope, updates.empty())).collect();
            let registry = self.registry(shelf, tables, standard, charges)?;
            let visits = self.source.open(Visit::TABLE)?;
            running.push(desk.hire(scope, updates.empty()));
            let folded = desk.finish(self, running)?;
            Ok((registry, visits, folded.map(UpdatesPart::close).unwrap_or_default()))
        })
    }

    fn fold_buffers(
        &mut self,
        shelf: Shelf,
        registry: Registry,
        plan: &Plan,
        charges: &[Charge],
        updates: Updates,
        visits: Option<Opened>,
    ) -> Result<Evidence, FolderError> {
        let (buffers, fold) = Buffers::fold(self, shelf, &registry, plan, charges, updates, visits)?;
        Ok(Evidence { registry, fold, declared: Declared::default(), report: ReadReport::default(), buffers: Some(buffers) })
    }

    /// Whether this thread folds a table alone: what is in memory need not be waited for, and a thread takes longer to begin than a small
    /// table to be folded.
    pub(crate) fn is_alone(&self, batches: &Batches) -> bool {
        self.threads() == 1 && matches!(batches, Batches::Frame(_))
    }

    /// Threads that fold: what the source says, else one for each core.
    pub(crate) fn threads(&self) -> usize {
        self.source.threads().or_else(|| available_parallelism().ok().map(Into::into)).unwrap_or(1)
    }

    /// Reports a rejected row that is charged already.
    pub(crate) fn note(&mut self, reject: Reject) -> Result<(), FolderError> {
        self.reject(reject).map(drop)
    }

    /// Whether reading goes on.
    pub(crate) fn check(&self) -> Result<(), FolderError> {
        self.stop.check()
    }

    pub(crate) fn late(&mut self, field: &'static str, rows: u64) {
        self.report.late(field, rows);
    }

    /// Adds what was folded elsewhere to what was folded here.
    pub(crate) fn add_facts(&mut self, partial: &mut Partial<'_>) -> Result<(), FolderError> {
        let Some(facts) = self.source.facts().filter(|facts| !facts.tables().is_empty()) else { return Ok(()) };
        let mut noted = Ok(());
        let added = partial.add_facts(facts, &mut |reject| {
            if noted.is_ok() {
                noted = self.note(reject);
            }
        });
        noted?;
        let added = added.map_err(|source| FolderError::Columns { file: "facts".into(), source })?;
        self.report.add(Update::TABLE.name, &added.updates);
        self.report.add(Visit::TABLE.name, &added.visits);
        Ok(())
    }

    /// Reports a table that was folded.
    pub(crate) fn report_folded(&mut self, counts: Counts, table: &'static str, batches: &Batches) {
        let Counts { rows, accepted, rejected, blank, .. } = counts;
        let report = TableReport { rows, accepted, rejected, blank, ..batches.report(table) };
        self.finish(report, batches.dropped(), batches.bytes());
    }

    pub(crate) fn scanned(&mut self, table: &'static str, scanned: Scanned) {
        self.show(&TableReport { table, rows: scanned.rows, ..TableReport::default() }, scanned.bytes);
    }

    fn stream_batches<R: Checked>(&mut self, batches: &Batches, target: &mut dyn Target<R>) -> Result<(), FolderError> {
        let mut counts = batches.report(R::TABLE.name);
        let mut bad = BadRows::of(R::TABLE.name);
        batches.each(
            &Projection::all(),
            &mut |rows: &Rows<'_>| {
                self.stop.check()?;
                let found = rows.bind()?;
                target.expect(found.len());
                let mut place = rows.first();
                let first_row = place.row;
                for row in 0..found.len() {
                    if found.is_blank(row) {
                        counts.blank += 1;
                        continue;
                    }
                    place.row = first_row + row as u64;
                    self.take(found.read::<R>(row, &place), || found.texts(row), &place, target, &mut bad, &mut counts)?;
                }
                Ok(())
            },
            &mut |_| {},
        )?;
        self.finish(counts, batches.dropped(), batches.bytes());
        Ok(())
    }
}

/// Counts the rows of the registry that lie after the checkpoint (reading 4).
fn late_rows(registry: &Registry, plan: &Plan, report: &mut ReadReport) {
    let late = |day| day > plan.checkpoint;
    let tickets = || registry.tickets.iter().map(|facts| &facts.ticket);
    let count = |days: &mut dyn Iterator<Item = Day>| days.filter(|day| late(*day)).count() as u64;
    report.late("tickets.submitted_on", count(&mut tickets().map(|ticket| ticket.submitted_on)));
    report.late("tickets.answered_on", count(&mut tickets().filter_map(|ticket| ticket.answered_on)));
    report.late("reviews.found_at", count(&mut registry.reviews.iter().map(|review| review.found_at.day())));
    report.late("activities.held_on", count(&mut registry.activities.iter().map(|facts| facts.activity.held_on)));
    report.late("links.checked_at", count(&mut registry.links.iter().filter_map(|link| Some(link.checked_at?.day()))));
    report.late("systems.checked_at", count(&mut registry.systems.iter().filter_map(|system| Some(system.checked_at?.day()))));
    report.late("site_addresses.filed_on", count(&mut registry.addresses.iter().map(|address| address.filed_on)));
}
