//! A judged census and its tables.

use std::sync::Arc;

use arrow_array::RecordBatch;
use gov_site_arrow::{
    ArrowError,
    results::{self, FindingBatches, RejectBatches},
};
use gov_site_compliance::{Finding, Notice, Reject, notice::NoticeTexts, wire::v1};
use gov_site_report::{basis, markdown};
use gov_site_tables::{Evidence, RejectSink, Setup};
use pyo3::prelude::*;

use crate::{
    compare::Heading,
    error::{Failure, SettingError},
    frame::Frame,
    progress::Calls,
};

/// Findings of a batch.
const TOGETHER: usize = 1 << 16;

/// A judged census.
#[pyclass(frozen, module = "gov_site_compliance")]
pub struct Census {
    census: gov_site_compliance::Census,
    basis: String,
    texts: NoticeTexts,
    findings: Vec<RecordBatch>,
    /// What findings on the registry say of a site and clause.
    remarks: Vec<Finding>,
    rejected: Vec<RecordBatch>,
}

/// Rejected rows on their way into batches.
#[derive(Default)]
pub struct Rejects {
    open: RejectBatches,
    batches: Vec<RecordBatch>,
}

impl RejectSink for Rejects {
    fn reject(&mut self, reject: &Reject) -> std::io::Result<()> {
        self.open.push(reject.clone());
        if self.open.len() == TOGETHER {
            self.batches.push(self.open.finish().map_err(std::io::Error::other)?);
        }
        Ok(())
    }
}

impl Rejects {
    fn finish(mut self) -> Result<Vec<RecordBatch>, ArrowError> {
        self.batches.push(self.open.finish()?);
        Ok(self.batches)
    }
}

impl Census {
    /// Judges evidence.
    pub fn judge(
        setup: &Setup,
        evidence: &Evidence,
        rejects: Rejects,
        texts: NoticeTexts,
        project: bool,
        threads: Option<usize>,
        calls: &mut Calls,
    ) -> Result<Census, Failure> {
        let basis = basis(&setup.header, &setup.standard);
        let (mut open, mut findings, mut remarks, mut failed) = (FindingBatches::new(&basis), Vec::new(), Vec::new(), None);
        let mut take = |finding: Finding| {
            if finding.table == "sites" {
                remarks.push(finding.clone());
            }
            open.push(finding);
            if open.len() == TOGETHER {
                match open.finish() {
                    Ok(batch) => findings.push(batch),
                    Err(error) => failed = failed.take().or(Some(error)),
                }
            }
        };
        let census = setup.judge(evidence, project, threads, &mut take, &mut |done, sites| calls.tell("judge", done as u64, sites as u64))?;
        findings.push(open.finish()?);
        failed.map_or(Ok(()), Err)?;
        Ok(Census { census, basis, texts, findings, remarks, rejected: rejects.finish()? })
    }

    fn frame(&self, batch: Result<RecordBatch, ArrowError>) -> PyResult<Frame> {
        Ok(Frame::of(batch.map_err(Failure::from)?))
    }
}

#[pymethods]
impl Census {
    /// A row for each site that is not excluded.
    #[getter]
    fn verdicts(&self) -> PyResult<Frame> {
        self.frame(results::verdicts(&self.census, &self.basis))
    }

    /// A row for each clause at each judged site.
    #[getter]
    fn outcomes(&self) -> PyResult<Frame> {
        self.frame(results::outcomes(&self.census, &self.basis))
    }

    /// A row for each thing that was counted.
    #[getter]
    fn findings(&self) -> Frame {
        Frame::new(self.findings.clone(), Arc::new(results::findings_schema()))
    }

    /// A row for each group of sites.
    #[getter]
    fn groups(&self) -> PyResult<Frame> {
        self.frame(results::groups(&self.census, &self.basis))
    }

    /// A row for each unit with overdue tickets.
    #[getter]
    fn overdue_tickets(&self) -> PyResult<Frame> {
        self.frame(results::overdue_tickets(&self.census, &self.basis))
    }

    /// A row for each ticket on the reply clock.
    #[getter]
    fn tickets(&self) -> PyResult<Frame> {
        self.frame(results::tickets(&self.census, &self.basis))
    }

    /// A row for each row that could not be used.
    #[getter]
    fn rejected(&self) -> Frame {
        Frame::new(self.rejected.clone(), Arc::new(results::rejects_schema()))
    }

    /// `census.json`.
    fn to_json(&self) -> PyResult<String> {
        v1::Census::from(&self.census).to_json().map_err(|error| SettingError::new_err(error.to_string()))
    }

    /// The notice (通报) in Markdown.
    fn notice(&self) -> String {
        let remark = |site: &str, clause: &str| {
            let found = self.remarks.iter().rev().find(|finding| finding.site_code == site && finding.clause == clause);
            found.map(|finding| finding.detail.clone())
        };
        markdown::notice(&Notice::of(&self.census, self.texts.clone(), &remark))
    }

    fn __repr__(&self) -> String {
        let totals = self.census.totals();
        let header = &self.census.header;
        format!(
            "Census({}, checkpoint {}: {} sites, {} qualified, {} unqualified, {} not assessed)",
            header.title,
            header.checkpoint,
            totals.total(),
            totals.qualified,
            totals.unqualified,
            totals.not_assessed
        )
    }
}

/// Results in batches, and what the census says of itself.
impl Census {
    /// Batches of `verdicts`.
    pub fn verdict_batches(&self) -> Result<Vec<RecordBatch>, Failure> {
        Ok(vec![results::verdicts(&self.census, &self.basis)?])
    }

    /// Batches of `findings`.
    pub fn finding_batches(&self) -> Result<Vec<RecordBatch>, Failure> {
        Ok(self.findings.clone())
    }

    /// Batches of `tickets`.
    pub fn ticket_batches(&self) -> Result<Vec<RecordBatch>, Failure> {
        Ok(vec![results::tickets(&self.census, &self.basis)?])
    }

    /// Title, checkpoint and standard.
    pub fn heading(&self) -> Heading {
        let (header, standard) = (&self.census.header, &self.census.standard);
        Heading {
            title: header.title.clone(),
            checkpoint: header.checkpoint,
            standard: format!("{}@{}", standard.id, standard.revision),
            digest: standard.digest.clone(),
        }
    }
}
