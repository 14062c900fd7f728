//! One pass over a folder: registry tables into memory and settled, updates and visits streamed into the fold.

use std::collections::HashSet;

use gov_site_compliance::{
    Day, Fold, Place, Plan, Registry, Reject, RejectCode, Row, Standard, Update, Visit,
    facts::{Declared, Placed, Tables},
    ingest::{Charge, Checked, withheld},
};

use crate::{
    Folder, FolderError, Progress, ReadReport, RejectSink, TableReport,
    csv_rows::{CsvRows, Next},
    folder::file_name,
};

/// Rows between two reports of progress.
const STRIDE: u64 = 1 << 14;

/// All that the rows of a folder amount to.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The settled registry tables.
    pub registry: Registry,
    /// Updates, visits and charges.
    pub fold: Fold,
    /// Tables that are declared complete, are there and can be trusted as a whole.
    pub declared: Declared,
    /// What was read and what became of it.
    pub report: ReadReport,
}

/// A pass under way.
pub(crate) struct Reading<'a> {
    folder: &'a Folder,
    sink: &'a mut dyn RejectSink,
    progress: &'a mut dyn FnMut(Progress),
    report: ReadReport,
    /// Bytes of the tables that are done.
    done: u64,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(folder: &'a Folder, sink: &'a mut dyn RejectSink, progress: &'a mut dyn FnMut(Progress)) -> Reading<'a> {
        let report = ReadReport { unknown_files: folder.unknown_files().to_vec(), ..ReadReport::default() };
        Reading { folder, sink, progress, report, done: 0 }
    }

    pub(crate) fn run(mut self, standard: &Standard, plan: &Plan) -> Result<Evidence, FolderError> {
        let mut charges = Vec::new();
        let tables = self.registry_tables(&mut charges)?;
        let mut present = tables.present.clone();
        present.extend([Update::TABLE.name, Visit::TABLE.name].into_iter().filter(|table| self.folder.has(table)));
        let registry = self.settle(tables, standard, &mut charges)?;
        let mut fold = Fold::new(&registry);
        charges.iter().for_each(|charge| fold.push_charge(&registry, charge));
        let mut folding = Folding { registry: &registry, plan, fold: &mut fold, late: 0 };
        self.stream::<Update>(&mut folding)?;
        self.report.late("updates.published_on", std::mem::take(&mut folding.late));
        self.stream::<Visit>(&mut folding)?;
        self.report.late("visits.visited_at", folding.late);
        late_rows(&registry, plan, &mut self.report);
        let complete = self.folder.settings().complete.iter().map(String::as_str);
        let declared = fold.declared(&Declared::new(complete, &present));
        Ok(Evidence { registry, fold, declared, report: self.report })
    }

    fn registry_tables(&mut self, charges: &mut Vec<Charge>) -> Result<Tables, FolderError> {
        let mut tables = Tables::default();
        let mut sources = Sources { files: &mut tables.files, present: &mut tables.present };
        tables.sites = self.keep(&mut sources, charges)?;
        tables.site_life = self.keep(&mut sources, charges)?;
        tables.site_addresses = self.keep(&mut sources, charges)?;
        tables.units = self.keep(&mut sources, charges)?;
        tables.columns = self.keep(&mut sources, charges)?;
        tables.channels = self.keep(&mut sources, charges)?;
        tables.exemptions = self.keep(&mut sources, charges)?;
        tables.coverage = self.keep(&mut sources, charges)?;
        tables.tickets = self.keep(&mut sources, charges)?;
        tables.reviews = self.keep(&mut sources, charges)?;
        tables.activities = self.keep(&mut sources, charges)?;
        tables.links = self.keep(&mut sources, charges)?;
        tables.services = self.keep(&mut sources, charges)?;
        tables.service_files = self.keep(&mut sources, charges)?;
        tables.systems = self.keep(&mut sources, charges)?;
        Ok(tables)
    }

    /// Reads a registry table into memory; identical rows collapse to the first.
    fn keep<R: Checked>(&mut self, sources: &mut Sources<'_>, charges: &mut Vec<Charge>) -> Result<Vec<Placed<R>>, FolderError> {
        let file = u32::try_from(sources.files.len()).unwrap_or(u32::MAX);
        let mut kept = Kept { rows: Vec::new(), file, charges };
        if !self.stream(&mut kept)? {
            return Ok(kept.rows);
        }
        sources.files.push(file_name(R::TABLE));
        sources.present.push(R::TABLE.name);
        let mut rows = kept.rows;
        let before = rows.len();
        rows.sort_by(|left, right| left.row.cmp(&right.row).then(left.line.cmp(&right.line)));
        rows.dedup_by(|next, first| next.row == first.row);
        if let Some(report) = self.report.tables.last_mut() {
            let collapsed = (before - rows.len()) as u64;
            report.collapsed += collapsed;
            report.accepted -= collapsed;
        }
        Ok(rows)
    }

    /// Settles the registry; its rejects move from accepted to rejected and are charged like the others.
    fn settle(&mut self, tables: Tables, standard: &Standard, charges: &mut Vec<Charge>) -> Result<Registry, FolderError> {
        let mut late = Vec::new();
        let mut failed = None;
        let registry = Registry::settle(tables, standard, charges, &mut |reject| {
            self.report.withdraw(&reject);
            if failed.is_none() {
                failed = self.sink.reject(&reject).err();
            }
            late.push(reject.charge);
        });
        charges.append(&mut late);
        failed.map_or(Ok(registry), |error| Err(FolderError::Sink(error)))
    }

    /// Streams a table to `target`; a rejected row goes to the sink and is charged. False without the file.
    fn stream<R: Checked>(&mut self, target: &mut dyn Target<R>) -> Result<bool, FolderError> {
        let Some(mut rows) = self.folder.rows(R::TABLE)? else { return Ok(false) };
        let mut counts = TableReport { table: R::TABLE.name, file: file_name(R::TABLE), ..TableReport::default() };
        let mut place = Place { file: counts.file.clone().into(), row: 0 };
        let mut bad = BadRows::of(R::TABLE.name);
        loop {
            let read = match rows.next()? {
                Next::End => break,
                Next::Blank => {
                    counts.blank += 1;
                    continue;
                }
                Next::Record(record) => {
                    place.row = record.line;
                    let read = record.read(&place);
                    if read.is_err() && bad.seen_before(&record.texts) {
                        counts.rows += 1;
                        counts.collapsed += 1;
                        continue;
                    }
                    read
                }
            };
            counts.rows += 1;
            match read.and_then(|row| target.take(row, &place)) {
                Ok(()) => counts.accepted += 1,
                Err(reject) => {
                    counts.rejected += 1;
                    target.charge(self.reject(*reject)?);
                }
            }
            if counts.rows.is_multiple_of(STRIDE) {
                self.show(&counts, rows.bytes());
            }
        }
        self.finish(&rows, counts);
        Ok(true)
    }

    /// Reports a rejected row and says whom it is charged to.
    fn reject(&mut self, reject: Reject) -> Result<Charge, FolderError> {
        self.report.note(&reject);
        self.sink.reject(&reject).map_err(FolderError::Sink)?;
        Ok(reject.charge)
    }

    fn finish(&mut self, rows: &CsvRows, mut counts: TableReport) {
        self.show(&counts, rows.bytes());
        self.done += rows.bytes();
        counts.sha256 = rows.sha256();
        let dropped = rows.dropped().iter().map(|heading| (counts.file.clone(), heading.clone()));
        self.report.dropped_headings.extend(dropped);
        self.report.tables.push(counts);
    }

    fn show(&mut self, counts: &TableReport, bytes: u64) {
        let bytes = self.done + bytes;
        let bytes_total = self.folder.bytes().max(bytes);
        (self.progress)(Progress { table: counts.table, rows: counts.rows, bytes, bytes_total });
    }
}

/// Rejected rows of a table in which identical rows collapse: the same bad row counts once.
struct BadRows(Option<HashSet<Vec<Option<String>>>>);

impl BadRows {
    fn of(table: &str) -> BadRows {
        let rows_count = [Update::TABLE.name, Visit::TABLE.name].contains(&table);
        BadRows((!rows_count).then(HashSet::new))
    }

    fn seen_before(&mut self, texts: &[Option<&str>]) -> bool {
        let Some(seen) = &mut self.0 else { return false };
        let filled = texts.iter().any(Option::is_some);
        filled && !seen.insert(texts.iter().map(|text| text.map(str::to_string)).collect())
    }
}

/// Files that the registry tables came from.
struct Sources<'a> {
    files: &'a mut Vec<String>,
    present: &'a mut Vec<&'static str>,
}

/// Where the rows of a table go.
trait Target<R> {
    /// Takes a row, or rejects it for what it names.
    fn take(&mut self, row: R, place: &Place) -> Result<(), Box<Reject>>;
    /// Charges a rejected row.
    fn charge(&mut self, charge: Charge);
}

/// A registry table in memory.
struct Kept<'a, R> {
    rows: Vec<Placed<R>>,
    file: u32,
    charges: &'a mut Vec<Charge>,
}

impl<R> Target<R> for Kept<'_, R> {
    fn take(&mut self, row: R, place: &Place) -> Result<(), Box<Reject>> {
        self.rows.push(Placed { row, file: self.file, line: place.row });
        Ok(())
    }

    fn charge(&mut self, charge: Charge) {
        self.charges.push(charge);
    }
}

/// The fold over updates and visits, and how many of them lie after the checkpoint.
struct Folding<'a> {
    registry: &'a Registry,
    plan: &'a Plan,
    fold: &'a mut Fold,
    late: u64,
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
        self.late += u64::from(visit.visited_at.day() > self.plan.checkpoint);
        Ok(())
    }

    fn charge(&mut self, charge: Charge) {
        self.fold.push_charge(self.registry, &charge);
    }
}

/// A row that names something that is not in the registry.
fn misplaced<R: Row>(place: &Place, column: &'static str, expected: &'static str, code: RejectCode, text: &str) -> Box<Reject> {
    let original = withheld(R::TABLE, column, text);
    Box::new(Reject { table: R::TABLE.name, place: place.clone(), column, code, expected: expected.into(), original, charge: Charge::Nobody })
}

/// Counts the rows of the registry that lie after the checkpoint (reading 4).
fn late_rows(registry: &Registry, plan: &Plan, report: &mut ReadReport) {
    let late = |day| day > plan.checkpoint;
    let tickets = || registry.tickets.iter().map(|facts| &facts.ticket);
    let count = |days: &mut dyn Iterator<Item = Day>| days.filter(|day| late(*day)).count() as u64;
    report.late("tickets.submitted_on", count(&mut tickets().map(|ticket| ticket.submitted_on)));
    report.late("tickets.answered_on", count(&mut tickets().filter_map(|ticket| ticket.answered_on)));
    report.late("reviews.found_at", count(&mut registry.reviews.iter().map(|review| review.found_at.day())));
    report.late("site_addresses.filed_on", count(&mut registry.addresses.iter().map(|address| address.filed_on)));
}
