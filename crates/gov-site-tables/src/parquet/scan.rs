//! Reading all rows: row groups in order for one thread, or shared out in contiguous runs among several.

use std::{
    fs::File,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Sender},
    },
    thread,
};

use super::{Batch, Projection, part::Part};
use crate::FolderError;

/// How far a scan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Rows so far.
    pub rows: u64,
    /// Packed bytes of them, whole files counted.
    pub bytes: u64,
}

/// One row group to be read.
pub(crate) struct Task<'a> {
    part: &'a Part,
    group: usize,
    first_row: u64,
    rows: u64,
}

/// All row groups in order.
pub(super) fn tasks(parts: &[Part]) -> Vec<Task<'_>> {
    let mut tasks = Vec::new();
    for part in parts {
        let mut first_row = 1;
        for (group, rows) in part.group_rows().enumerate() {
            if rows > 0 {
                tasks.push(Task { part, group, first_row, rows });
            }
            first_row += rows;
        }
    }
    tasks
}

/// The file that a thread read last, which mostly is the one to be read next.
#[derive(Default)]
pub(crate) struct LastFile<'a>(Option<(&'a Part, Arc<File>)>);

impl<'a> LastFile<'a> {
    fn handle(&mut self, part: &'a Part) -> Result<Arc<File>, FolderError> {
        if let Some((_, handle)) = self.0.as_ref().filter(|(last, _)| std::ptr::eq(*last, part)) {
            return Ok(Arc::clone(handle));
        }
        let handle = part.handle()?;
        self.0 = Some((part, Arc::clone(&handle)));
        Ok(handle)
    }
}

/// Reads row groups in order, until `done` says no.
pub(crate) fn in_order<'a>(
    tasks: &[Task<'a>],
    last: &mut LastFile<'a>,
    projection: &Projection<'_>,
    each: &mut dyn FnMut(&Batch<'_>) -> Result<(), FolderError>,
    done: &mut dyn FnMut(Scanned) -> bool,
) -> Result<(), FolderError> {
    for task in tasks {
        let handle = last.handle(task.part)?;
        let mut group = task.part.group(&handle, task.group, task.first_row, projection)?;
        let mut first_row = task.first_row;
        while let Some(columns) = task.part.next(&mut group)? {
            let batch = Batch::new(task.part, first_row, columns, &group.filled, group.late.as_ref());
            each(&batch)?;
            let rows = batch.len() as u64;
            first_row += rows;
            if !done(Scanned { rows, bytes: task.bytes_of(rows) }) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Reads row groups with a thread for each worker.
pub(super) fn shared<W: Send>(
    tasks: &[Task<'_>],
    projection: &Projection<'_>,
    workers: Vec<W>,
    on_batch: &(impl Fn(&mut W, &Batch<'_>) -> Result<(), FolderError> + Sync),
    progress: &mut dyn FnMut(Scanned),
) -> Result<Vec<W>, FolderError> {
    let shares = shares(tasks, workers.len());
    let failed = AtomicBool::new(false);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        let spawn = |(mut worker, share): (W, Range<usize>)| {
            let (sender, failed) = (sender.clone(), &failed);
            scope.spawn(move || {
                let mut done = |scanned| announce(&sender, scanned) && !failed.load(Ordering::Relaxed);
                let outcome = in_order(&tasks[share], &mut LastFile::default(), projection, &mut |batch| on_batch(&mut worker, batch), &mut done);
                failed.fetch_or(outcome.is_err(), Ordering::Relaxed);
                outcome.map(|()| worker)
            })
        };
        let threads: Vec<_> = workers.into_iter().zip(shares).map(spawn).collect();
        drop(sender);
        let mut total = Scanned::default();
        for scanned in receiver {
            total.add(scanned);
            progress(total);
        }
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

fn announce(sender: &Sender<Scanned>, scanned: Scanned) -> bool {
    sender.send(scanned).is_ok()
}

/// Contiguous runs of row groups with about equal rows, one a worker.
fn shares(tasks: &[Task<'_>], workers: usize) -> Vec<Range<usize>> {
    let total: u64 = tasks.iter().map(|task| task.rows).sum();
    let mut before = 0;
    // The worker in whose part of all rows the middle of the row group lies.
    let of = |task: &Task<'_>| {
        let middle = u128::from(before) + u128::from(task.rows / 2);
        before += task.rows;
        (middle * workers as u128 / u128::from(total.max(1))) as usize
    };
    let owners: Vec<usize> = tasks.iter().map(of).collect();
    (0..workers).map(|worker| owners.partition_point(|owner| *owner < worker)..owners.partition_point(|owner| *owner <= worker)).collect()
}

impl Task<'_> {
    /// The row group's packed bytes, shared out among its rows.
    fn bytes_of(&self, rows: u64) -> u64 {
        (u128::from(self.part.group_bytes(self.group)) * u128::from(rows) / u128::from(self.rows.max(1))) as u64
    }
}

impl Scanned {
    pub(super) fn add(&mut self, other: Scanned) {
        self.rows += other.rows;
        self.bytes += other.bytes;
    }
}
