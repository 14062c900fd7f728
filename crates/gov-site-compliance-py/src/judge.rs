//! `judge`: a census over tables in memory.

use arrow_array::RecordBatch;
use gov_site_tables::{Frames, Setup};
use pyo3::prelude::*;

use crate::{
    census::{Census, Evidence, How},
    error::Failure,
    head::Head,
    input,
    standard::Named,
    work,
};

/// Judges tables by name. The tables are pulled on the calling thread; the interpreter is free while the work is done.
#[pyfunction]
#[pyo3(signature = (tables, head, *, standard, complete, project_workdays=false, strict=false, threads=None, progress=None, facts=None))]
#[allow(clippy::too_many_arguments)]
pub fn judge(
    py: Python<'_>,
    tables: Vec<(String, Bound<'_, PyAny>)>,
    head: Head,
    standard: Named<'_>,
    complete: Vec<String>,
    project_workdays: bool,
    strict: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    facts: Option<Bound<'_, PyAny>>,
) -> PyResult<Census> {
    let (sources, resolved) = standard.resolve()?;
    let setup = Setup::of_resolved(sources, resolved, head.header()).map_err(Failure::from)?;
    let texts = head.notice_texts()?;
    let mut frames = frames(&tables, &input::batches, complete, threads)?;
    for batch in facts.map_or(Ok(Vec::new()), |facts| input::batches("facts", &facts))? {
        frames.push_facts(&batch).map_err(Failure::from)?;
    }
    let how = How { project: project_workdays, strict, threads };
    work::run(py, progress, &frames.stop(), move |tell| Census::judge(setup, Evidence::Frames(Box::new(frames)), texts, how, tell))
}

/// Reads a table of this name.
type ReadTable = dyn Fn(&str, &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>>;

/// Tables that Python hands over.
pub fn frames(tables: &[(String, Bound<'_, PyAny>)], read: &ReadTable, complete: Vec<String>, threads: Option<usize>) -> PyResult<Frames> {
    let mut frames = Frames::default();
    for (name, data) in tables {
        for batch in read(name, data)? {
            frames.push(name, batch).map_err(Failure::from)?;
        }
    }
    frames.declare_complete(complete);
    threads.into_iter().for_each(|threads| frames.set_threads(threads));
    Ok(frames)
}
