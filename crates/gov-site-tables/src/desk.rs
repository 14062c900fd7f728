//! Folds a table with several threads, while the calling one writes the rejected rows down.

use std::thread::{Scope, ScopedJoinHandle};

use gov_site_arrow::{
    ArrowError,
    columnar::{Counts, Partial, UpdatesPart},
};
use gov_site_compliance::{Reject, Row, Update, Visit};

use crate::{
    FolderError,
    batches::{Batches, Rows},
    outbox::{Heard, Outbox, Turn},
    parquet::{Projection, Scanned},
    queue::{Failed, Queue, Worker, all_or_first},
    reading::Reading,
};

/// A part of a table, folded.
pub(crate) trait Folds: Send {
    /// The table.
    type Row: Row;
    /// Fields that bear on anything.
    const FIELDS: &'static [&'static str];
    /// Texts of which only matters that they are filled.
    const FILLED: &'static [&'static str];
    /// One of them that some rows ask for all the same.
    fn later(&self) -> Option<&'static str>;
    fn fold(&mut self, rows: &Rows<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), FolderError>;
    /// Takes in another part.
    fn absorb(&mut self, other: Self);
    fn counts(&self) -> Counts;
}

impl Folds for UpdatesPart<'_> {
    type Row = Update;
    const FIELDS: &'static [&'static str] = &["column_id", "url", "published_on", "date_state", "published_at", "observed_at"];
    const FILLED: &'static [&'static str] = &["url"];

    fn later(&self) -> Option<&'static str> {
        self.reads_addresses().then_some("url")
    }

    fn fold(&mut self, rows: &Rows<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), FolderError> {
        let mut failed = None;
        let mut address = |row| match rows.late_text(row).filter(|_| failed.is_none())? {
            Ok(text) => Some(text),
            Err(error) => {
                failed = Some(error);
                None
            }
        };
        let folded = self.fold_updates_later(&rows.fields, rows.batch, &rows.at, &mut address, out);
        folded.map_err(|source| named(rows, source))?;
        failed.map_or(Ok(()), Err)
    }

    fn absorb(&mut self, other: Self) {
        UpdatesPart::absorb(self, other);
    }

    fn counts(&self) -> Counts {
        UpdatesPart::counts(self)
    }
}

/// Visits alone; updates fold apart.
impl Folds for Partial<'_> {
    type Row = Visit;
    const FIELDS: &'static [&'static str] = &["site_code", "visited_at", "vantage", "url", "failure", "status", "duration_ms", "manual"];
    const FILLED: &'static [&'static str] = &["vantage"];

    fn later(&self) -> Option<&'static str> {
        None
    }

    fn fold(&mut self, rows: &Rows<'_>, out: &mut dyn FnMut(Reject)) -> Result<(), FolderError> {
        self.fold_visits(&rows.fields, rows.batch, &rows.at, out).map_err(|source| named(rows, source))
    }

    fn absorb(&mut self, other: Self) {
        Partial::absorb(self, other);
    }

    fn counts(&self) -> Counts {
        self.visits
    }
}

fn named(rows: &Rows<'_>, source: ArrowError) -> FolderError {
    FolderError::Columns { file: rows.at.file.into(), source }
}

/// A table on its way to being folded, for the threads and for the one who writes the rejected rows down.
pub(crate) struct Desk<'a> {
    batches: &'a Batches,
    queue: Queue<'a>,
    outbox: Outbox,
}

/// A thread that folds.
pub(crate) type Running<'scope, F> = ScopedJoinHandle<'scope, Result<F, Failed>>;

impl<'a> Desk<'a> {
    /// A desk for parts like this one.
    pub(crate) fn new<F: Folds>(batches: &'a Batches, part: &F) -> Desk<'a> {
        // A row without its key may be filled elsewhere, and is bad then, or nowhere, and is no row.
        let known_fields = if batches.never_blank(F::Row::TABLE.key[0]) { Projection::of(F::FIELDS) } else { Projection::all() };
        Desk { batches, queue: Queue::new(batches, known_fields.presence_only(F::FILLED).read_later(part.later())), outbox: Outbox::default() }
    }

    /// Lets one more thread fold into `part`.
    pub(crate) fn hire<'scope, F: Folds + 'scope>(&'scope self, scope: &'scope Scope<'scope, '_>, part: F) -> Running<'scope, F> {
        let present = self.outbox.enter();
        scope.spawn(move || {
            let mut folding = Folding { part, turn: None, outbox: &self.outbox };
            let worked = self.queue.work(&mut folding, &mut || {});
            // What was found goes out before the thread leaves.
            let Folding { part, turn, .. } = folding;
            drop(turn);
            drop(present);
            worked.map(|()| part)
        })
    }

    /// Everything stops when the guard is dropped, however that comes about.
    pub(crate) fn closing(&self) -> Closing<'_, 'a> {
        Closing(self)
    }

    /// Writes the rejected rows down, and reports the table once all threads have ended.
    pub(crate) fn finish<F: Folds>(&self, reading: &mut Reading<'_>, running: Vec<Running<'_, F>>) -> Result<Option<F>, FolderError> {
        self.listen(reading, F::Row::TABLE.name)?;
        let worked = running.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        let whole = all_or_first(worked.collect())?.into_iter().reduce(|mut whole, part| {
            whole.absorb(part);
            whole
        });
        reading.report_folded(whole.as_ref().map(Folds::counts).unwrap_or_default(), F::Row::TABLE.name, self.batches);
        Ok(whole)
    }

    /// Writes the rejected rows down until no more of them are wanted. Threads that wait for room behind a broken piece are let go.
    fn listen(&self, reading: &mut Reading<'_>, table: &'static str) -> Result<(), FolderError> {
        loop {
            let heard = self.outbox.next(&|| self.queue.end());
            reading.scanned(table, self.queue.scanned());
            reading.check()?;
            match heard {
                Heard::Rejects(rejects) => rejects.into_iter().try_for_each(|reject| reading.note(reject))?,
                Heard::Silence => {}
                Heard::End => {
                    self.outbox.close();
                    return Ok(());
                }
            }
        }
    }
}

/// Folds a table in this thread and reports it.
pub(crate) fn fold_here<F: Folds>(reading: &mut Reading<'_>, batches: &Batches, mut part: F) -> Result<F, FolderError> {
    let (mut rejects, mut read) = (Vec::new(), 0);
    let projection = Projection::of(F::FIELDS).presence_only(F::FILLED).read_later(part.later());
    let fold = &mut |rows: &Rows<'_>| {
        part.fold(rows, &mut |reject| rejects.push(reject))?;
        rejects.drain(..).try_for_each(|reject| reading.note(reject))?;
        read += rows.batch.num_rows() as u64;
        reading.scanned(F::Row::TABLE.name, Scanned { rows: read, bytes: 0 });
        reading.check()
    };
    batches.each(&projection, fold, &mut |_| {})?;
    reading.report_folded(part.counts(), F::Row::TABLE.name, batches);
    Ok(part)
}

/// Ends all work at a desk.
pub(crate) struct Closing<'d, 'a>(&'d Desk<'a>);

impl Drop for Closing<'_, '_> {
    fn drop(&mut self) {
        self.0.queue.stop();
        self.0.outbox.close();
    }
}

/// One thread's work.
struct Folding<'o, F> {
    part: F,
    turn: Option<Turn<'o>>,
    outbox: &'o Outbox,
}

impl<F: Folds> Worker for Folding<'_, F> {
    fn begin(&mut self, piece: usize) {
        self.turn = Some(Turn::new(self.outbox, piece));
    }

    fn take(&mut self, rows: &Rows<'_>) -> Result<(), FolderError> {
        let turn = &mut self.turn;
        self.part.fold(rows, &mut |reject| {
            if let Some(turn) = turn {
                turn.reject(reject);
            }
        })
    }
}
