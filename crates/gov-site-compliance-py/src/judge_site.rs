//! `judge_site`: one site alone.

use gov_site_compliance::{Reject, wire::v1::SiteVerdict};
use gov_site_tables::Setup;
use pyo3::prelude::*;

use crate::{
    error::{Failure, InputError},
    head::Head,
    site_evidence::SiteEvidence,
    standard::Named,
};

/// Judges one site and gives its verdict as JSON. The work is short, so it is done where it is called.
#[pyfunction]
#[pyo3(signature = (evidence, head, *, standard))]
pub fn judge_site(py: Python<'_>, evidence: &SiteEvidence, head: Head, standard: Named<'_>) -> PyResult<String> {
    let (sources, resolved) = standard.resolve()?;
    let setup = Setup::of_resolved(sources, resolved, head.header()).map_err(Failure::from)?;
    let judged = py.detach(|| -> Result<String, Failure> {
        let mut rejects: Vec<Reject> = Vec::new();
        let evidence = evidence.frames.read(&setup.standard, &setup.plan, &mut rejects, &mut |_| {})?;
        let [site] = &evidence.registry.sites[..] else {
            let why = rejects.first().map(|reject| format!(" ({}: {})", reject.column, reject.code.reason())).unwrap_or_default();
            let found = evidence.registry.sites.len();
            return Err(InputError::new_err(format!("site: {found} sites{why}; hand over the row of exactly one, or use judge for more")).into());
        };
        let one = setup.judge_one(&evidence, &site.site_code).ok_or_else(|| InputError::new_err("site: the site is not in the registry"))?;
        Ok(serde_json::to_string(&SiteVerdict::of(&one.site, &one.findings, &one.warnings, &rejects, &setup.header, &setup.standard))?)
    });
    Ok(judged?)
}
