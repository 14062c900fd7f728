//! A table in pieces that threads take one after the other. Threads may come later than others: whoever is free takes the next
//! piece, so that none is idle and every piece before one that was taken is taken, too.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use crate::{
    FolderError,
    batches::{Batches, Pieces, Rows},
    parquet::{LastFile, Projection, Scanned},
};

/// The pieces of a table and how far they are taken.
pub(crate) struct Queue<'a> {
    pieces: Pieces<'a>,
    projection: Projection<'a>,
    next: AtomicUsize,
    /// From this piece on nothing is wanted.
    end: AtomicUsize,
    rows: AtomicU64,
    bytes: AtomicU64,
}

/// What ended a piece before its time.
pub(crate) struct Failed {
    piece: usize,
    error: Box<FolderError>,
}

/// Takes rows, in one thread.
pub(crate) trait Worker {
    /// Hears that the rows of a piece follow; pieces come in their order, though not every one.
    fn begin(&mut self, piece: usize);
    /// Takes rows of the piece.
    fn take(&mut self, rows: &Rows<'_>) -> Result<(), FolderError>;
}

impl<'a> Queue<'a> {
    pub(crate) fn new(batches: &'a Batches, projection: Projection<'a>) -> Queue<'a> {
        let pieces = batches.pieces();
        let end = AtomicUsize::new(pieces.len());
        Queue { pieces, projection, next: AtomicUsize::new(0), end, rows: AtomicU64::new(0), bytes: AtomicU64::new(0) }
    }

    /// Reads pieces until none is left or wanted. `seen` is called after every batch.
    pub(crate) fn work(&self, worker: &mut dyn Worker, seen: &mut dyn FnMut()) -> Result<(), Failed> {
        let mut last = LastFile::default();
        loop {
            let piece = self.next.fetch_add(1, Ordering::Relaxed);
            if piece >= self.end() {
                return Ok(());
            }
            worker.begin(piece);
            let mut done = |scanned: Scanned| {
                self.rows.fetch_add(scanned.rows, Ordering::Relaxed);
                self.bytes.fetch_add(scanned.bytes, Ordering::Relaxed);
                seen();
                piece < self.end()
            };
            let read = self.pieces.read(piece, &mut last, &self.projection, &mut |rows| worker.take(rows), &mut done);
            if let Err(error) = read {
                self.end.fetch_min(piece, Ordering::AcqRel);
                return Err(Failed { piece, error: Box::new(error) });
            }
        }
    }

    /// How far it is.
    pub(crate) fn scanned(&self) -> Scanned {
        Scanned { rows: self.rows.load(Ordering::Relaxed), bytes: self.bytes.load(Ordering::Relaxed) }
    }

    /// The piece from which on nothing is wanted: the first that failed, else the number of pieces.
    pub(crate) fn end(&self) -> usize {
        self.end.load(Ordering::Acquire)
    }

    /// Nothing more is wanted.
    pub(crate) fn stop(&self) {
        self.end.store(0, Ordering::Release);
    }
}

/// What all workers made, or the error that comes first in the order of the rows: every piece before it was read to its end.
pub(crate) fn all_or_first<W>(worked: Vec<Result<W, Failed>>) -> Result<Vec<W>, FolderError> {
    let (mut workers, mut first) = (Vec::new(), None);
    for outcome in worked {
        match outcome {
            Ok(worker) => workers.push(worker),
            Err(failed) if first.as_ref().is_none_or(|first: &Failed| failed.piece < first.piece) => first = Some(failed),
            Err(_) => {}
        }
    }
    first.map_or(Ok(workers), |failed| Err(*failed.error))
}
