//! Shares of the rows, each worked on in a thread.

use std::thread;

use arrow_array::RecordBatch;

/// Slices of the batches with about equal rows, one list a thread.
pub(crate) fn shares(batches: &[RecordBatch], threads: usize) -> Vec<Vec<RecordBatch>> {
    let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
    let each = rows.div_ceil(threads).max(1);
    let mut shares = vec![Vec::new(); threads];
    let mut before = 0;
    for batch in batches {
        let mut start = 0;
        while start < batch.num_rows() {
            let share = (before / each).min(threads - 1);
            let length = (batch.num_rows() - start).min(((share + 1) * each).saturating_sub(before).max(1));
            shares[share].push(batch.slice(start, length));
            start += length;
            before += length;
        }
    }
    shares
}

/// What the work makes of each share, in their order. The thread at hand does the last one itself: starting another takes as long
/// as many thousand rows.
pub(crate) fn in_threads<T: Send, W: Send>(shares: impl IntoIterator<Item = T>, work: impl Fn(T) -> W + Sync) -> Vec<W> {
    let mut shares: Vec<T> = shares.into_iter().collect();
    let Some(last) = shares.pop() else { return Vec::new() };
    thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = shares.into_iter().map(|share| scope.spawn(move || work(share))).collect();
        let last = work(last);
        let others = running.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        others.chain([last]).collect()
    })
}
