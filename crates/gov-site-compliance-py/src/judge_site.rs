//! `judge_site`: one site alone.

use arrow_array::RecordBatch;
use gov_site_arrow::results::RejectBatches;
use gov_site_compliance::{Reject, wire::v1::SiteVerdict};
use gov_site_tables::{Evidence, Frames, Setup, Stop};
use pyo3::prelude::*;

use crate::{
    error::{Failure, InputError, with_rejects},
    head::Head,
    site_evidence::SiteEvidence,
    standard::Named,
    work,
};

/// Rows from which on the work is done beside the interpreter: a thread takes longer to begin than fewer rows to be judged.
const MANY: u64 = 100_000;

/// Judges one site and gives its verdict as JSON.
#[pyfunction]
#[pyo3(signature = (evidence, head, *, standard))]
pub fn judge_site(py: Python<'_>, evidence: &SiteEvidence, head: Head, standard: Named<'_>) -> PyResult<String> {
    let (sources, resolved) = standard.resolve()?;
    let setup = Setup::of_resolved(sources, resolved, head.header()).map_err(Failure::from)?;
    if evidence.frames.rows() < MANY {
        return Ok(py.detach(|| judged(&setup, &evidence.frames))?);
    }
    let stop = Stop::default();
    let frames = evidence.frames.with_stop(stop.clone());
    work::run(py, None, &stop, move |_| judged(&setup, &frames))
}

fn judged(setup: &Setup, frames: &Frames) -> Result<String, Failure> {
    let mut rejects: Vec<Reject> = Vec::new();
    let evidence = frames.read(&setup.standard, &setup.plan, &mut rejects, &mut |_| {})?;
    let one = the_site(&evidence).and_then(|code| setup.judge_one(&evidence, code));
    let Some(one) = one else { return Err(not_one(&evidence, rejects)) };
    Ok(serde_json::to_string(&SiteVerdict::of(&one.site, &one.findings, &one.warnings, &rejects, &setup.header, &setup.standard))?)
}

/// Code of the only site; its row may have been rejected.
fn the_site(evidence: &Evidence) -> Option<&str> {
    match (&evidence.registry.sites[..], &evidence.registry.lost_sites[..]) {
        ([site], []) => Some(&site.site_code),
        ([], [stub]) => stub.id.as_deref(),
        _ => None,
    }
}

fn not_one(evidence: &Evidence, rejects: Vec<Reject>) -> Failure {
    let found = evidence.registry.sites.len() + evidence.registry.lost_sites.len();
    let why = rejects.first().map(|reject| format!(" ({}: {})", reject.column, reject.code.reason())).unwrap_or_default();
    let error = InputError::new_err(format!("site: {found} sites{why}; hand over the row of exactly one with its code, or use judge for more"));
    let batch: Option<RecordBatch> = {
        let mut batches = RejectBatches::default();
        rejects.into_iter().for_each(|reject| batches.push(reject));
        batches.finish().ok()
    };
    with_rejects(error, batch.into_iter().collect())
}
