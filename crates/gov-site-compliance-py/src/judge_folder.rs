//! `judge_folder`: a census over a folder, as the command line judges it.

use std::path::PathBuf;

use chrono::NaiveDate;
use gov_site_compliance::Day;
use gov_site_tables::{Folder, Setup};
use pyo3::prelude::*;

use crate::{
    census::{Census, Rejects},
    error::Failure,
    progress::Calls,
};

/// Judges a census folder.
#[pyfunction]
#[pyo3(signature = (path, *, standard=None, checkpoint=None, project_workdays=false, threads=None, progress=None))]
pub fn judge_folder(
    py: Python<'_>,
    path: PathBuf,
    standard: Option<&str>,
    checkpoint: Option<NaiveDate>,
    project_workdays: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Census> {
    let mut calls = Calls::new(progress);
    let judged = py.detach(|| -> Result<Census, Failure> {
        let folder = Folder::open(&path)?;
        let setup = Setup::of_folder(&folder, standard, checkpoint.map(Day::from_date))?;
        let mut rejects = Rejects::default();
        let tell = &mut |progress: gov_site_tables::Progress| calls.tell(progress.table, progress.bytes, progress.bytes_total);
        let evidence = folder.read(&setup.standard, &setup.plan, &mut rejects, tell)?;
        Census::judge(&setup, &evidence, rejects, folder.notice_texts().clone(), project_workdays, threads, &mut calls)
    });
    calls.finish()?;
    Ok(judged?)
}
