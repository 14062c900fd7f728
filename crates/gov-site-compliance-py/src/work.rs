//! Long work beside the interpreter: on a thread of its own, so that signals are heard and progress is told on the calling one.

use std::{
    sync::{
        Mutex, PoisonError,
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

/// Tells progress from within the work.
pub struct Tell(Sender<Told>);

impl Tell {
    pub fn tell(&self, stage: &str, done: u64, total: u64) {
        // Nobody listens to stopped work.
        let _ = self.0.send(Told(stage.to_owned(), done, total));
    }
}

/// Does the work and hands out what it made. An exception of `progress` and a signal stop it; what is raised then goes to the caller.
pub fn run<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<Py<PyAny>>,
    stop: &Stop,
    body: impl FnOnce(&Tell) -> Result<T, Failure> + Send + 'static,
) -> PyResult<T> {
    let (sender, mut receiver) = mpsc::channel();
    // The channel closes when the work ends, however that comes about.
    let worker = thread::spawn(move || body(&Tell(sender)));
    if let Err(raised) = listen(py, progress.as_ref(), &mut receiver) {
        stop.stop();
        py.detach(|| leave(worker));
        return Err(raised);
    }
    match py.detach(|| worker.join()) {
        Ok(result) => Ok(result?),
        Err(_) => Err(ComplianceError::new_err("a fault of the program ended its work; please report it with what was handed over")),
    }
}

/// Tells progress until the work is done: of each stage what is newest.
fn listen(py: Python<'_>, progress: Option<&Py<PyAny>>, receiver: &mut Receiver<Told>) -> PyResult<()> {
    loop {
        let heard = py.detach(|| next(receiver));
        py.check_signals()?;
        let mut newest = match heard {
            Ok(told) => told,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        };
        for told in receiver.try_iter() {
            let before = std::mem::replace(&mut newest, told);
            if before.0 != newest.0 {
                call(py, progress, before)?;
            }
        }
        call(py, progress, newest)?;
    }
}

/// By unique reference, since a receiver is for one thread at a time.
fn next(receiver: &mut Receiver<Told>) -> Result<Told, RecvTimeoutError> {
    receiver.recv_timeout(TICK)
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
    let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
    left.retain(|worker| !worker.is_finished());
    if !worker.is_finished() {
        left.push(Box::new(worker));
    }
}

/// Waits for all stopped work: threads that hold tables of Python must not outlive the interpreter.
#[pyfunction]
pub fn wait_for_stopped_work(py: Python<'_>) {
    py.detach(|| {
        let left = std::mem::take(&mut *LEFT.lock().unwrap_or_else(PoisonError::into_inner));
        left.into_iter().for_each(Unfinished::wait);
    });
}
