//! Backpressure: some requests are judged, some wait, and all others are told at once to come back later.

use std::sync::Arc;

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::{Instant, timeout_at},
};

use crate::{Code, Limits, Problem};

/// Where requests wait for a worker.
pub struct Desk {
    /// For those that are judged and those that wait.
    places: Arc<Semaphore>,
    /// For those that are judged.
    workers: Arc<Semaphore>,
    /// Places and workers when nobody is there.
    all: (usize, usize),
}

/// How much a desk has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Requests that are judged.
    pub judging: usize,
    /// Requests that wait.
    pub waiting: usize,
}

impl Desk {
    /// A desk with the workers and waiting places of the limits.
    pub fn new(limits: &Limits) -> Desk {
        let all = (limits.workers + limits.waiting, limits.workers);
        Desk { places: Arc::new(Semaphore::new(all.0)), workers: Arc::new(Semaphore::new(all.1)), all }
    }

    /// Who is there now.
    pub fn load(&self) -> Load {
        let judging = self.all.1 - self.workers.available_permits();
        Load { judging, waiting: (self.all.0 - self.places.available_permits()).saturating_sub(judging) }
    }

    /// Does work on a thread that may block. Work cannot be broken off: past the deadline its result is thrown away, and its worker
    /// counts as busy until it ends, so that late work is bounded as well.
    ///
    /// # Errors
    /// [`Code::Busy`] when no place is free, or no worker before the deadline; [`Code::TooSlow`] past the deadline;
    /// [`Code::Internal`] when the work panics; whatever the work says.
    pub async fn run<T: Send + 'static>(&self, deadline: Instant, work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
        let full = |_| Problem::busy("every worker is busy and the queue is full");
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(full)?;
        let worker = self.worker(deadline).await?;
        let running = spawn_blocking(move || {
            let _held = (place, worker);
            work()
        });
        match timeout_at(deadline, running).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(Problem::internal()),
            Err(_) => Err(Problem::new(Code::TooSlow, "judging took too long; send fewer sites at a time, or use the command line")),
        }
    }

    async fn worker(&self, deadline: Instant) -> Result<OwnedSemaphorePermit, Problem> {
        let free = timeout_at(deadline, Arc::clone(&self.workers).acquire_owned()).await;
        free.ok().and_then(Result::ok).ok_or_else(|| Problem::busy("no worker became free in time"))
    }
}
