//! Long work beside the interpreter: on a thread of its own, so that signals are heard and progress is told on the calling one.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use gov_site_tables::Stop;
use pyo3::prelude::*;

use crate::error::{ComplianceError, Failure};

/// How often signals are looked after.
const TICK: Duration = Duration::from_millis(50);
/// How long stopped work may take to end before the caller goes on without it.
const GRACE: Duration = Duration::from_millis(700);

/// Stopped work that has not ended yet; the interpreter waits for it when it leaves.
static LEFT: Mutex<Vec<Box<dyn Unfinished>>> = Mutex::new(Vec::new());

/// Work whose result nobody wants any more.
trait Unfinished: Send {
    fn is_finished(&self) -> bool;
    fn wait(self: Box<Self>);
}

impl<T: Send> Unfinished for JoinHandle<T> {
    fn is_finished(&self) -> bool {
        JoinHandle::is_finished(self)
    }

    /// A panic was told when it mattered.
    fn wait(self: Box<Self>) {
        drop(self.join());
    }
}

/// What a stage has done, of how much; 0 where the total is not known.
struct Told(String, u64, u64);

/// Tells progress from within the work: nobody is woken for it, since work that is woken for loses its core to the listener.
pub struct Tell {
    /// Of each stage what is newest.
    stages: Arc<Mutex<Vec<Told>>>,
    /// Closes when the work ends, however that comes about.
    _ended: Sender<()>,
}

impl Tell {
    pub fn tell(&self, stage: &str, done: u64, total: u64) {
        let mut stages = lock(&self.stages);
        match stages.last_mut().filter(|last| last.0 == stage) {
            Some(last) => (last.1, last.2) = (done, total),
            None => stages.push(Told(stage.to_owned(), done, total)),
        }
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does the work and hands out what it made. An exception of `progress` and a signal stop it; what is raised then goes to the caller.
pub fn run<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    stop: &Stop,
    body: impl FnOnce(&Tell) -> Result<T, Failure> + Send + 'static,
) -> PyResult<T> {
    let (_ended, mut ended) = mpsc::channel();
    let stages = Arc::new(Mutex::new(Vec::new()));
    let tell = Tell { stages: Arc::clone(&stages), _ended };
    let worker = thread::spawn(move || body(&tell));
    if let Err(raised) = listen(py, progress.as_ref(), &stages, &mut ended) {
        stop.stop();
        py.detach(|| leave(worker));
        return Err(raised);
    }
    match py.detach(|| worker.join()) {
        Ok(result) => Ok(result?),
        Err(_) => Err(ComplianceError::new_err("a fault of the program ended its work; please report it with what was handed over")),
    }
}

/// Tells progress until the work is done.
fn listen(py: Python<'_>, progress: Option<&Py<PyAny>>, stages: &Mutex<Vec<Told>>, ended: &mut Receiver<()>) -> PyResult<()> {
    loop {
        let heard = py.detach(|| next(ended));
        py.check_signals()?;
        let told = std::mem::take(&mut *lock(stages));
        told.into_iter().try_for_each(|told| call(py, progress, told))?;
        if heard == Err(RecvTimeoutError::Disconnected) {
            return Ok(());
        }
    }
}

/// By unique reference, since a receiver is for one thread at a time.
fn next(ended: &mut Receiver<()>) -> Result<(), RecvTimeoutError> {
    ended.recv_timeout(TICK)
}

fn call(py: Python<'_>, progress: Option<&Py<PyAny>>, Told(stage, done, total): Told) -> PyResult<()> {
    progress.map_or(Ok(()), |callable| callable.call1(py, (stage, done, total)).map(drop))
}

/// Waits a little for stopped work.
fn leave<T: Send + 'static>(worker: JoinHandle<Result<T, Failure>>) {
    let until = Instant::now() + GRACE;
    while !worker.is_finished() && Instant::now() < until {
        thread::sleep(TICK / 10);
    }
    let mut left = lock(&LEFT);
    left.retain(|worker| !worker.is_finished());
    if !worker.is_finished() {
        left.push(Box::new(worker));
    }
}

/// Waits for all stopped work: threads that hold tables of Python must not outlive the interpreter.
#[pyfunction]
pub fn wait_for_stopped_work(py: Python<'_>) {
    py.detach(|| {
        let left = std::mem::take(&mut *lock(&LEFT));
        left.into_iter().for_each(Unfinished::wait);
    });
}
