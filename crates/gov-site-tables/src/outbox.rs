//! Rejected rows on their way from the threads that find them to the one that writes them down, in the order of the rows.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use gov_site_compliance::Reject;

/// Rejected rows that may wait: those of the first piece, and those of all others together. Threads that find more wait.
const AHEAD: usize = 1 << 12;
/// Rejected rows that a thread hands over at a time.
const BUNDLE: usize = 1 << 8;
/// How long to wait for a rejected row before looking after progress.
const PATIENCE: Duration = Duration::from_millis(50);

/// Rejected rows by piece of their table.
#[derive(Default)]
pub(crate) struct Outbox {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The first piece of which not every rejected row is taken.
    first: usize,
    waiting: BTreeMap<usize, Waiting>,
    /// Rejected rows that wait, of all pieces.
    count: usize,
    /// Threads that find rejected rows.
    threads: usize,
    /// Of them, those that wait for room.
    hindered: usize,
    /// Nobody listens any more.
    closed: bool,
}

#[derive(Default)]
struct Waiting {
    rejects: Vec<Reject>,
    /// There will be no more.
    is_done: bool,
}

/// What the one who writes rejected rows down hears.
pub(crate) enum Heard {
    Rejects(Vec<Reject>),
    /// Nothing for a while.
    Silence,
    End,
}

impl Outbox {
    /// Announces a thread; to be called before it runs, and it leaves when the guard is dropped.
    pub(crate) fn enter(&self) -> Present<'_> {
        self.lock().threads += 1;
        Present(self)
    }

    /// The next rejected rows in the order of the pieces. It ends after piece `end()`, and when no thread is left.
    pub(crate) fn next(&self, end: &dyn Fn() -> usize) -> Heard {
        let until = Instant::now() + PATIENCE;
        let mut state = self.lock();
        loop {
            let (before, rejects) = (state.first, state.take(end));
            if before < state.first || !rejects.is_empty() {
                self.changed.notify_all();
            }
            if !rejects.is_empty() {
                return Heard::Rejects(rejects);
            }
            if state.first > end() || state.threads == 0 {
                return Heard::End;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Heard::Silence;
            }
            (state, _) = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nobody listens any more: threads go on without waiting.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn push(&self, piece: usize, rejects: &mut Vec<Reject>) {
        let mut state = self.lock();
        while !state.closed && !state.has_room(piece) {
            state.hindered += 1;
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.hindered -= 1;
        }
        if state.closed {
            rejects.clear();
            return;
        }
        state.count += rejects.len();
        state.waiting.entry(piece).or_default().rejects.append(rejects);
        self.changed.notify_all();
    }

    /// There are thousands of pieces, mostly without rejected rows: nobody is woken for those.
    fn done(&self, piece: usize) {
        let mut state = self.lock();
        state.waiting.entry(piece).or_default().is_done = true;
        state.pass();
        if state.has_rejects() || state.hindered > 0 {
            self.changed.notify_all();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The rejected rows that come next, if they are there. A piece that failed sets `end` before it is done, so nothing of the
    /// pieces behind it is taken.
    fn take(&mut self, end: &dyn Fn() -> usize) -> Vec<Reject> {
        self.pass();
        let next = self.waiting.get_mut(&self.first).filter(|_| self.first <= end());
        let rejects = next.map(|waiting| std::mem::take(&mut waiting.rejects)).unwrap_or_default();
        self.count -= rejects.len();
        rejects
    }

    /// Passes pieces that are done and have no more rejected rows.
    fn pass(&mut self) {
        while self.waiting.get(&self.first).is_some_and(|waiting| waiting.is_done && waiting.rejects.is_empty()) {
            self.waiting.remove(&self.first);
            self.first += 1;
        }
    }

    /// Whether rejected rows can be taken.
    fn has_rejects(&self) -> bool {
        self.waiting.get(&self.first).is_some_and(|waiting| !waiting.rejects.is_empty())
    }

    /// The first piece has room of its own, else those behind it could keep it waiting for ever.
    fn has_room(&self, piece: usize) -> bool {
        let own = self.waiting.get(&piece).map_or(0, |waiting| waiting.rejects.len());
        if piece == self.first { own < AHEAD } else { self.count < AHEAD }
    }
}

/// A thread that may find rejected rows.
pub(crate) struct Present<'a>(&'a Outbox);

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.lock().threads -= 1;
        self.0.changed.notify_all();
    }
}

/// The rejected rows of one piece, found by one thread; all of them are handed over when this is dropped.
pub(crate) struct Turn<'a> {
    outbox: &'a Outbox,
    piece: usize,
    held: Vec<Reject>,
}

impl<'a> Turn<'a> {
    pub(crate) fn new(outbox: &'a Outbox, piece: usize) -> Turn<'a> {
        Turn { outbox, piece, held: Vec::new() }
    }

    pub(crate) fn reject(&mut self, reject: Reject) {
        self.held.push(reject);
        if self.held.len() == BUNDLE {
            self.outbox.push(self.piece, &mut self.held);
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.held.is_empty() {
            self.outbox.push(self.piece, &mut self.held);
        }
        self.outbox.done(self.piece);
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use gov_site_compliance::{Place, RejectCode, Update, ingest::misplaced};

    use super::*;

    fn reject(row: u64) -> Reject {
        let place = Place { file: "updates.parquet".to_owned().into(), row };
        *misplaced::<Update>(&place, "column_id", "", RejectCode::UnknownColumn, "9")
    }

    fn fill(outbox: &Outbox, piece: usize, rows: std::ops::Range<u64>) {
        let mut turn = Turn::new(outbox, piece);
        rows.for_each(|row| turn.reject(reject(row)));
    }

    /// Rows that are heard until the end, which must come.
    fn heard(outbox: &Outbox, end: usize) -> Vec<u64> {
        let mut rows = Vec::new();
        loop {
            match outbox.next(&|| end) {
                Heard::Rejects(rejects) => rows.extend(rejects.iter().map(|reject| reject.place.row)),
                Heard::Silence => {}
                Heard::End => return rows,
            }
        }
    }

    #[test]
    fn rejects_come_in_the_order_of_the_pieces_whoever_is_ahead() {
        let outbox = Outbox::default();
        let many = 3 * AHEAD as u64;
        thread::scope(|scope| {
            for pieces in [[1, 3], [0, 2]] {
                let (present, outbox) = (outbox.enter(), &outbox);
                scope.spawn(move || {
                    pieces.into_iter().for_each(|piece| fill(outbox, piece, piece as u64 * many..(piece as u64 + 1) * many));
                    drop(present);
                });
            }
            assert!(heard(&outbox, 4).into_iter().eq(0..4 * many));
        });
    }

    #[test]
    fn a_thread_behind_a_broken_piece_waits_until_nobody_listens() {
        let outbox = Outbox::default();
        fill(&outbox, 0, 0..10);
        thread::scope(|scope| {
            let (present, outbox) = (outbox.enter(), &outbox);
            scope.spawn(move || {
                fill(outbox, 1, 10..10 + 3 * AHEAD as u64);
                drop(present);
            });
            assert!(heard(outbox, 0).into_iter().eq(0..10));
            outbox.close();
        });
        assert!(outbox.lock().threads == 0);
    }
}
