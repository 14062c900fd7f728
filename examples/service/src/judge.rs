//! From a body to an answer, on a thread that may be busy for seconds: the one place that calls the crates.

use gov_site_compliance::{Finding, Reject, wire::v1};
use gov_site_tables::{RejectSink, Setup};

use crate::{
    Code, Document, Limits, Problem,
    answer::{CensusAnswer, Evidence, RejectedRow, SiteAnswer, counts},
    app::Ask,
    decode,
};

/// Judges a body and writes the answer as JSON.
///
/// # Errors
/// A [`Problem`] when the body cannot be used. A bad row is none: it is listed in the answer.
///
/// ```
/// use gov_site_compliance_service::{Ask, Limits, judge};
/// let site = r#"{"site_code": "3799000001", "site_name": "示例市人民政府", "home_url": "http://www.sample.example/", "role": "portal",
///     "level": "city", "division": "市本级", "sponsor": "示例市人民政府办公厅"}"#;
/// let body = format!(r#"{{"checkpoint": "2017-11-29", "tables": {{"sites": [{site}]}}}}"#);
/// let answer: serde_json::Value = serde_json::from_slice(&judge(Ask::Site, body.as_bytes(), &Limits::default()).unwrap())?;
/// assert_eq!(answer["verdict"]["verdict"], "not_assessed");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn judge(ask: Ask, body: &[u8], limits: &Limits) -> Result<Vec<u8>, Problem> {
    let Document { settings, frames } = decode(body, limits)?;
    let setup = settings.setup()?;
    let mut rejects = Rejects { listed: limits.listed, total: 0, first: Vec::new() };
    // A reject that is only counted and a table of texts leave nothing that could fail here.
    let evidence = frames.read(&setup.standard, &setup.plan, &mut rejects, &mut |_| {}).map_err(|_| Problem::internal())?;
    if ask == Ask::Site {
        one_site(evidence.registry.sites.len() + evidence.registry.lost_sites.len(), &rejects)?;
    }
    let (census, findings) = close(&setup, &evidence, settings.project_workdays, limits)?;
    let evidence = Evidence { rejected_total: rejects.total, rejected: rejects.first, tables: counts(&evidence.report), ..findings };
    let written = match ask {
        Ask::Census => serde_json::to_vec(&CensusAnswer { census, evidence }),
        Ask::Site => serde_json::to_vec(&SiteAnswer::of(census, evidence)),
    };
    written.map_err(|_| Problem::internal())
}

/// Judges, and keeps the first findings.
fn close(setup: &Setup, evidence: &gov_site_tables::Evidence, project: bool, limits: &Limits) -> Result<(v1::Census, Evidence), Problem> {
    let mut found = Evidence::default();
    let mut take = |finding: Finding| {
        found.findings_total += 1;
        if found.findings.len() < limits.listed {
            found.findings.push(v1::Finding::from(&finding));
        }
    };
    let census = setup.judge(evidence, project, Some(1), &mut take, &mut |_, _| {}).map_err(|_| {
        let message = format!("the working days of {} are not arranged yet; set `project_workdays` to guess them", setup.header.checkpoint.year());
        Problem::new(Code::UnknownWorkdays, message)
    })?;
    Ok((v1::Census::from(&census), found))
}

/// Evidence of one site: `sites` are those that rows could be read of.
fn one_site(sites: usize, rejects: &Rejects) -> Result<(), Problem> {
    match sites {
        1 => Ok(()),
        0 => {
            let message = "tables.sites holds no row with a readable `site_code`; send the row of the site that is to be judged";
            Err(Problem { rejected: rejects.first.clone(), ..Problem::new(Code::NotOneSite, message) })
        }
        more => Err(Problem::new(Code::NotOneSite, format!("tables.sites holds {more} sites; send one, or use /v1/census"))),
    }
}

/// Counts rejected rows and keeps the first.
struct Rejects {
    listed: usize,
    total: u64,
    first: Vec<RejectedRow>,
}

impl RejectSink for Rejects {
    fn reject(&mut self, reject: &Reject) -> std::io::Result<()> {
        self.total += 1;
        if self.first.len() < self.listed {
            self.first.push(RejectedRow::from(reject));
        }
        Ok(())
    }
}
