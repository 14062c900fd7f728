//! `extract_batch`: the evidence of many pages.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
    thread,
};

use arrow_array::RecordBatch;
use gov_site_pages::Budget;
use gov_site_pages::arrow::{PageColumns, PagesError, read_pages, schema};
use gov_site_tables::Stop;
use pyo3::prelude::*;

use crate::{
    error::{Failure, InputError},
    frame::Frame,
    input, templates, work,
};

/// Reads the pages of a table. It is pulled on the calling thread; the interpreter is free while the pages are read.
#[pyfunction]
#[pyo3(signature = (pages, *, url, body, observed, charset, max_bytes, templates, threads=None, progress=None))]
#[allow(clippy::too_many_arguments)]
pub fn extract_batch(
    py: Python<'_>,
    pages: &Bound<'_, PyAny>,
    url: String,
    body: String,
    observed: Option<String>,
    charset: Option<String>,
    max_bytes: usize,
    templates: Option<String>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Frame> {
    let columns = PageColumns { url, body, observed, charset };
    let templates = templates::parsed(templates)?;
    let batches = input::batches("pages", pages)?;
    let (stop, budget) = (Stop::default(), Budget::of_bytes(max_bytes));
    let threads = threads.or_else(|| thread::available_parallelism().ok().map(NonZeroUsize::get)).unwrap_or(1);
    let stopped = stop.clone();
    work::run(py, progress, &stop, move |tell| {
        let (done, all) = (Mutex::new(0), batches.iter().map(RecordBatch::num_rows).sum::<usize>() as u64);
        let go_on = |read: usize| {
            // Counted and told under one lock: what is done never falls.
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            *done += read as u64;
            tell.tell("pages", *done, all);
            !stopped.is_stopped()
        };
        let read = read_pages(&batches, &columns, &templates, &budget, threads, &go_on)?;
        Ok(Frame::new(read, schema()?))
    })
}

impl From<PagesError> for Failure {
    fn from(error: PagesError) -> Failure {
        InputError::new_err(format!("pages: {error}")).into()
    }
}
