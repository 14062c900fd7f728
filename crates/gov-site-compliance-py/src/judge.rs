//! `judge`: a census over tables in memory.

use chrono::NaiveDate;
use gov_site_compliance::{Day, census::Header, notice::NoticeTexts};
use gov_site_tables::{Frames, Setup};
use pyo3::prelude::*;

use crate::{
    census::{Census, Rejects},
    error::Failure,
    frame,
    progress::Calls,
};

/// Dates and names of a census, as `census.toml` has them.
#[derive(FromPyObject)]
pub struct Head {
    #[pyo3(item)]
    checkpoint: NaiveDate,
    #[pyo3(item)]
    visits_until: Option<NaiveDate>,
    #[pyo3(item)]
    period: Option<(NaiveDate, NaiveDate)>,
    #[pyo3(item)]
    title: String,
    #[pyo3(item)]
    issuer: String,
    #[pyo3(item)]
    name_best: usize,
}

impl Head {
    fn header(self) -> Header {
        let checkpoint = Day::from_date(self.checkpoint);
        Header {
            title: self.title,
            issuer: self.issuer,
            document_no: None,
            period_from: self.period.map_or(Header::NO_PERIOD, |(from, _)| Day::from_date(from)),
            period_to: self.period.map(|(_, to)| Day::from_date(to)),
            checkpoint,
            visits_until: self.visits_until.map_or(checkpoint, Day::from_date),
            reconstruction: false,
            name_best: self.name_best,
            upcoming_checks: Vec::new(),
        }
    }
}

/// Judges tables by name. The tables are pulled on the calling thread; the interpreter is free while the work is done.
#[pyfunction]
#[pyo3(signature = (tables, head, *, standard, complete, project_workdays=false, threads=None, progress=None))]
#[allow(clippy::too_many_arguments)]
pub fn judge(
    py: Python<'_>,
    tables: Vec<(String, Bound<'_, PyAny>)>,
    head: Head,
    standard: &str,
    complete: Vec<String>,
    project_workdays: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Census> {
    let mut frames = Frames::default();
    for (name, data) in &tables {
        for batch in frame::batches(name, data)? {
            frames.push(name, batch).map_err(Failure::from)?;
        }
    }
    frames.declare_complete(complete);
    threads.into_iter().for_each(|threads| frames.set_threads(threads));
    let setup = Setup::new(Setup::load_standard(standard).map_err(Failure::from)?, head.header()).map_err(Failure::from)?;
    let mut calls = Calls::new(progress);
    let census = py.detach(|| read(&frames, &setup, project_workdays, threads, &mut calls));
    calls.finish()?;
    Ok(census?)
}

fn read(frames: &Frames, setup: &Setup, project: bool, threads: Option<usize>, calls: &mut Calls) -> Result<Census, Failure> {
    let mut rejects = Rejects::default();
    let evidence = frames.read(&setup.standard, &setup.plan, &mut rejects, &mut |progress| calls.tell(progress.table, progress.rows, 0))?;
    Census::judge(setup, &evidence, rejects, NoticeTexts::default(), project, threads, calls)
}
