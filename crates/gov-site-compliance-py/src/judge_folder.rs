//! `judge_folder`: a census over a folder, as the command line judges it.

use std::path::PathBuf;

use chrono::NaiveDate;
use gov_site_compliance::Day;
use gov_site_tables::{Folder, Setup};
use pyo3::prelude::*;

use crate::{
    census::{Census, Evidence, How},
    error::Failure,
    standard::Named,
    work,
};

/// Judges a census folder.
#[pyfunction]
#[pyo3(signature = (path, *, standard=None, checkpoint=None, project_workdays=false, strict=false, threads=None, progress=None))]
#[allow(clippy::too_many_arguments)]
pub fn judge_folder(
    py: Python<'_>,
    path: PathBuf,
    standard: Option<Named<'_>>,
    checkpoint: Option<NaiveDate>,
    project_workdays: bool,
    strict: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Census> {
    // `explain` reads the folder again, from wherever the process is then.
    let path = std::path::absolute(&path)?;
    let folder = Folder::open(&path).map_err(Failure::from)?;
    let checkpoint = checkpoint.map(Day::from_date);
    let setup = match standard {
        None => Setup::of_folder(&folder, None, checkpoint).map_err(Failure::from)?,
        Some(named) => {
            let (sources, resolved) = named.resolve()?;
            Setup::of_resolved(sources, resolved, Setup::header_of(&folder, checkpoint).map_err(Failure::from)?).map_err(Failure::from)?
        }
    };
    let (texts, how) = (folder.notice_texts().clone(), How { project: project_workdays, strict, threads });
    work::run(py, progress, &folder.stop(), move |tell| Census::judge(setup, Evidence::Folder(Box::new(folder)), texts, how, tell))
}
