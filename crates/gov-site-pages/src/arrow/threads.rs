//! Rows in shares, each read by the thread that is free, and put together in their order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use arrow_array::RecordBatch;

use super::columns::Pages;
use super::row::Row;
use super::{PagesError, output};
use crate::input::Budget;

/// Rows of a share at most: a thread holds the evidence of one share in memory.
const SHARE: usize = 256;
/// Bytes of evidence after which a share is put into columns before it is at its end.
const BYTES: usize = 1 << 25;

/// Some rows of a batch.
struct Share {
    batch: usize,
    start: usize,
    rows: usize,
    /// Number of the first row, from 1.
    first: u64,
}

/// What a thread made: number of the share, and its batches.
type Made = Vec<(usize, Vec<RecordBatch>)>;

pub(super) fn read(pages: &[Pages<'_>], budget: &Budget, threads: usize, go_on: &(dyn Fn(usize) -> bool + Sync)) -> Result<Vec<RecordBatch>, PagesError> {
    let shares = shares(pages, threads.max(1));
    let next = AtomicUsize::new(0);
    let work = || -> Result<Made, PagesError> {
        let mut made = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(share) = shares.get(number) else { return Ok(made) };
            let read = read_share(&pages[share.batch], share, budget, go_on);
            if read.is_err() {
                // Nobody begins another share.
                next.store(shares.len(), Ordering::Relaxed);
            }
            made.push((number, read?));
        }
    };
    let mut made = in_threads(threads.clamp(1, shares.len().max(1)), &work)?;
    made.sort_unstable_by_key(|(number, _)| *number);
    Ok(made.into_iter().flat_map(|(_, batches)| batches).collect())
}

fn in_threads(threads: usize, work: &(impl Fn() -> Result<Made, PagesError> + Sync)) -> Result<Made, PagesError> {
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let ended: Vec<_> = running.into_iter().map(|thread| thread.join().unwrap_or_else(|fault| panic::resume_unwind(fault))).collect();
        let mut made = Vec::new();
        for one in ended {
            made.extend(one?);
        }
        Ok(made)
    })
}

/// Small enough that all threads end at about the same time.
fn shares(pages: &[Pages<'_>], threads: usize) -> Vec<Share> {
    let all: usize = pages.iter().map(|pages| pages.rows).sum();
    let each = (all / threads.saturating_mul(4).max(1)).clamp(1, SHARE);
    let mut shares = Vec::new();
    let mut first = 1;
    for (batch, pages) in pages.iter().enumerate() {
        for start in (0..pages.rows).step_by(each) {
            let rows = each.min(pages.rows - start);
            shares.push(Share { batch, start, rows, first });
            first += rows as u64;
        }
    }
    shares
}

fn read_share(pages: &Pages<'_>, share: &Share, budget: &Budget, go_on: &(dyn Fn(usize) -> bool + Sync)) -> Result<Vec<RecordBatch>, PagesError> {
    let (mut batches, mut rows, mut bytes) = (Vec::new(), Vec::new(), 0_usize);
    for at in 0..share.rows {
        if !go_on(usize::from(at > 0)) {
            return Err(PagesError::Stopped);
        }
        let row = Row::read(pages, share.start + at, share.first + at as u64, budget);
        if !rows.is_empty() && bytes.saturating_add(row.bytes()) > BYTES {
            batches.push(output::batch(&rows)?);
            rows.clear();
            bytes = 0;
        }
        bytes += row.bytes();
        rows.push(row);
    }
    batches.push(output::batch(&rows)?);
    go_on(1);
    Ok(batches)
}
