//! Frames of memory that others made, looked at before they are read.

use std::{
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use arrow_array::RecordBatch;
use gov_site_arrow::{ArrowError, Fields, Soundness};

use crate::Frames;

/// Rows that one thread looks at together.
const TOGETHER: usize = 1 << 20;

/// Rows for which a thread takes longer to begin than to look at them.
const FEW: u64 = 1 << 20;

/// Some rows of a table with the number of the first.
struct Part<'a>(&'a Fields, RecordBatch, u64);

impl Frames {
    /// Looks whether all arrays are what their types say, as far as folding reads them, with several threads (see [`Soundness`]). What is
    /// read of rows by themselves is looked at when they are.
    ///
    /// # Errors
    /// [`ArrowError::Unsound`] for the first that is not, in the order of tables and rows.
    pub fn check_sound(&self) -> Result<(), ArrowError> {
        let parts: Vec<Part<'_>> = self.batches().flat_map(|(fields, batch, first_row)| cut(fields, batch, first_row)).collect();
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = if self.rows() < FEW { 1 } else { self.threads_wanted().unwrap_or(cores).min(parts.len()) };
        let next = AtomicUsize::new(0);
        if threads <= 1 {
            return first(vec![look(&parts, &next)]);
        }
        first(thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(|| look(&parts, &next))).collect();
            running.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        }))
    }
}

fn cut<'a>(fields: &'a Fields, batch: &RecordBatch, first_row: u64) -> Vec<Part<'a>> {
    let part = |start: usize| Part(fields, batch.slice(start, TOGETHER.min(batch.num_rows() - start)), first_row + start as u64);
    (0..batch.num_rows()).step_by(TOGETHER).map(part).collect()
}

/// Looks at parts until none is left, or one is not sound.
fn look(parts: &[Part<'_>], next: &AtomicUsize) -> Option<(usize, ArrowError)> {
    let mut soundness = Soundness::default();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Part(fields, batch, first_row) = parts.get(at)?;
        if let Err(error) = soundness.check_folded(fields, batch, *first_row) {
            return Some((at, error));
        }
    }
}

fn first(found: Vec<Option<(usize, ArrowError)>>) -> Result<(), ArrowError> {
    let first = found.into_iter().flatten().min_by_key(|(at, _)| *at);
    first.map_or(Ok(()), |(_, error)| Err(error))
}
