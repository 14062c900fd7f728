//! A judged census and its tables.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use arrow_array::RecordBatch;
use chrono::NaiveDate;
use gov_site_arrow::{
    ArrowError,
    results::{self, FindingBatches, RejectBatches},
};
use gov_site_compliance::{
    Census as Judged, Finding, Notice, Reject,
    notice::NoticeTexts,
    standard::Sources,
    wire::{StoredCensus, v1},
};
use gov_site_report::{Audience, basis, markdown};
use gov_site_tables::{Evidence as Read, Folder, Frames, ReadReport, RejectSink, Setup, Stop};
use pyo3::{prelude::*, types::PyBytes};

use crate::{
    error::{Failure, InputError, with_rejects},
    explain::{self, Sources as Rows},
    frame::Frame,
    html,
    standard::Standard,
    stored,
    work::{self, Tell},
    write::{self, Wanted},
};

/// Findings, or rejected rows, of a batch.
const TOGETHER: usize = 1 << 16;

/// Census, texts, report, findings, rejected rows.
type Kept<'py> = (String, String, String, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// A judged census.
#[pyclass(frozen, module = "gov_site_compliance._native")]
pub struct Census {
    pub judged: Judged,
    sources: Sources,
    basis: String,
    texts: NoticeTexts,
    pub findings: Vec<RecordBatch>,
    rejected: Vec<RecordBatch>,
    /// What reading found, as JSON.
    report: String,
    /// Where the rows are that `explain` shows; a census out of a pickle has none.
    pub rows: Option<Rows>,
    made: Made,
}

/// Tables that are made when somebody asks for them.
#[derive(Default)]
struct Made {
    verdicts: OnceLock<RecordBatch>,
    outcomes: OnceLock<RecordBatch>,
    groups: OnceLock<RecordBatch>,
    overdue_tickets: OnceLock<RecordBatch>,
    tickets: OnceLock<RecordBatch>,
}

/// Where the evidence is.
pub enum Evidence {
    Folder(Box<Folder>),
    Frames(Box<Frames>),
}

/// How to judge.
#[derive(Clone, Copy)]
pub struct How {
    pub project: bool,
    /// Rejected rows are refused.
    pub strict: bool,
    pub threads: Option<usize>,
}

/// Rejected rows on their way into batches.
#[derive(Default)]
struct Rejects {
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

impl Evidence {
    fn read(&self, setup: &Setup, rejects: &mut Rejects, tell: &Tell) -> Result<Read, Failure> {
        Ok(match self {
            Evidence::Folder(folder) => {
                folder.read(&setup.standard, &setup.plan, rejects, &mut |progress| tell.tell(progress.table, progress.bytes, progress.bytes_total))?
            }
            Evidence::Frames(frames) => {
                sound(frames)?.read(&setup.standard, &setup.plan, rejects, &mut |progress| tell.tell(progress.table, progress.rows, 0))?
            }
        })
    }
}

/// Tables of others, once they are found to be sound.
pub fn sound(frames: &Frames) -> Result<&Frames, Failure> {
    frames.check_sound()?;
    Ok(frames)
}

impl Census {
    /// Reads the evidence and judges it.
    pub fn judge(setup: Setup, evidence: Evidence, texts: NoticeTexts, how: How, tell: &Tell) -> Result<Census, Failure> {
        let mut rejects = Rejects::default();
        let read = evidence.read(&setup, &mut rejects, tell)?;
        let rejected = rejects.finish()?;
        refuse_rejects(how, &read.report, &rejected)?;
        let basis = basis(&setup.header, &setup.standard);
        let (judged, findings) = judged(&setup, &read, &basis, how, tell)?;
        let report = serde_json::to_string(&read.report)?;
        let (sources, rows) = (setup.sources.clone(), Some(Rows { evidence, plan: setup.plan }));
        Ok(Census { judged, sources, basis, texts, findings, rejected, report, rows, made: Made::default() })
    }

    fn made(&self, cell: &OnceLock<RecordBatch>, make: fn(&Judged, &str) -> Result<RecordBatch, ArrowError>) -> Result<RecordBatch, Failure> {
        if let Some(batch) = cell.get() {
            return Ok(batch.clone());
        }
        let batch = make(&self.judged, &self.basis)?;
        Ok(cell.get_or_init(|| batch).clone())
    }

    pub fn verdict_batch(&self) -> Result<RecordBatch, Failure> {
        self.made(&self.made.verdicts, results::verdicts)
    }

    pub fn excluded_batch(&self) -> Result<RecordBatch, Failure> {
        Ok(results::excluded(&self.judged, &self.basis)?)
    }

    pub fn ticket_batch(&self) -> Result<RecordBatch, Failure> {
        self.made(&self.made.tickets, results::tickets)
    }

    /// The notice of this census, or of an edition of it.
    pub fn notice_of(&self, judged: &Judged) -> Result<Notice, Failure> {
        let remarks = self.read_findings(&|_, table| table == "sites")?;
        let remark = |site: &str, clause: &str| {
            let found = remarks.iter().rev().find(|finding| finding.site_code == site && finding.clause == clause);
            found.map(|finding| finding.detail.clone())
        };
        Ok(Notice::of(judged, self.texts.clone(), &remark))
    }

    /// Rejected rows.
    pub fn rejected_rows(&self) -> u64 {
        self.rejected.iter().map(|batch| batch.num_rows() as u64).sum()
    }

    /// Findings of which `wanted` likes site and table.
    pub fn read_findings(&self, wanted: &dyn Fn(&str, &str) -> bool) -> Result<Vec<Finding>, Failure> {
        let mut found = Vec::new();
        for batch in &self.findings {
            found.extend(results::read_findings(batch, wanted)?);
        }
        Ok(found)
    }
}

fn refuse_rejects(how: How, report: &ReadReport, rejected: &[RecordBatch]) -> Result<(), Failure> {
    if !how.strict || report.rejected() == 0 {
        return Ok(());
    }
    let tables: Vec<_> = report.rejected_by_table().iter().map(|(table, rows)| format!("{table} {rows}")).collect();
    let said = format!("strict: {} rows were rejected ({}), nothing was judged; see the attribute `rejects`", report.rejected(), tables.join(", "));
    Err(with_rejects(InputError::new_err(said), rejected.to_vec()))
}

fn judged(setup: &Setup, read: &Read, basis: &str, how: How, tell: &Tell) -> Result<(Judged, Vec<RecordBatch>), Failure> {
    let (mut open, mut findings, mut failed) = (FindingBatches::new(basis), Vec::new(), None);
    let mut take = |finding: Finding| {
        open.push(finding);
        if open.len() == TOGETHER {
            match open.finish() {
                Ok(batch) => findings.push(batch),
                Err(error) => failed = failed.take().or(Some(error)),
            }
        }
    };
    let census = setup.judge(read, how.project, how.threads, &mut take, &mut |done, sites| tell.tell("judge", done as u64, sites as u64))?;
    findings.push(open.finish()?);
    failed.map_or(Ok(()), Err)?;
    Ok((census, findings))
}

#[pymethods]
impl Census {
    #[getter]
    fn verdicts(&self) -> PyResult<Frame> {
        Ok(Frame::of(self.verdict_batch()?))
    }

    #[getter]
    fn outcomes(&self) -> PyResult<Frame> {
        Ok(Frame::of(self.made(&self.made.outcomes, results::outcomes)?))
    }

    #[getter]
    fn findings(&self) -> Frame {
        Frame::new(self.findings.clone(), Arc::new(results::findings_schema()))
    }

    #[getter]
    fn groups(&self) -> PyResult<Frame> {
        Ok(Frame::of(self.made(&self.made.groups, results::groups)?))
    }

    #[getter]
    fn overdue_tickets(&self) -> PyResult<Frame> {
        Ok(Frame::of(self.made(&self.made.overdue_tickets, results::overdue_tickets)?))
    }

    #[getter]
    fn tickets(&self) -> PyResult<Frame> {
        Ok(Frame::of(self.ticket_batch()?))
    }

    #[getter]
    fn rejected(&self) -> Frame {
        Frame::new(self.rejected.clone(), Arc::new(results::rejects_schema()))
    }

    /// What reading the tables found, as JSON.
    fn report(&self) -> &str {
        &self.report
    }

    #[getter]
    fn checkpoint(&self) -> NaiveDate {
        self.judged.header.checkpoint.date()
    }

    #[getter]
    fn standard(&self) -> Standard {
        Standard { sources: self.sources.clone(), resolved: Arc::new(self.judged.standard.clone()) }
    }

    fn to_json(&self) -> PyResult<String> {
        Ok(v1::Census::from(&self.judged).to_json().map_err(Failure::from)?)
    }

    fn notice(&self) -> PyResult<String> {
        Ok(markdown::notice(&self.notice_of(&self.judged)?))
    }

    /// Writes results into a folder; the paths that were written.
    #[pyo3(signature = (dir, formats, *, draft, audience))]
    fn write(slf: &Bound<'_, Self>, dir: PathBuf, formats: Vec<String>, draft: bool, audience: &str) -> PyResult<Vec<String>> {
        let wanted = Wanted::of(&formats, draft, audience)?;
        let (py, stop) = (slf.py(), Stop::default());
        let (census, ends) = (slf.clone().unbind(), stop.clone());
        work::run(py, None, &stop, move |_| {
            let written = write::write(census.get(), &dir, &wanted, &ends);
            // The last one to hold a census gives it back to the interpreter.
            Python::attach(|_| drop(census));
            written
        })
    }

    /// The explanation of a site as text, and its verdict as JSON.
    #[pyo3(signature = (site_code, internal = false))]
    fn explain(slf: &Bound<'_, Self>, site_code: &str, internal: bool) -> PyResult<(String, String)> {
        let audience = if internal { Audience::Internal } else { Audience::Office };
        let (py, stop, code) = (slf.py(), Stop::default(), site_code.to_owned());
        let (census, ends) = (slf.clone().unbind(), stop.clone());
        work::run(py, None, &stop, move |_| {
            let explained = explain::site(census.get(), &code, census.get().rows.as_ref(), audience, &ends);
            // The last one to hold a census gives it back to the interpreter.
            Python::attach(|_| drop(census));
            explained
        })
    }

    fn __repr__(&self) -> String {
        let (header, totals) = (&self.judged.header, self.judged.totals());
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

    fn _repr_html_(&self) -> PyResult<String> {
        let verdicts = html::table(&[self.verdict_batch()?], &results::verdicts_schema(), 20, self.judged.verdicts().count());
        Ok(format!("<p>{}</p>{}", html::escaped(&self.__repr__()), verdicts.map_err(Failure::from)?))
    }

    /// What a pickle keeps: the census, the texts of its notice and the report as JSON, findings and rejected rows as Arrow IPC.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Kept<'py>)> {
        let census = slf.get();
        let stored = StoredCensus::of(&census.judged, &census.sources).map_err(Failure::from)?;
        let texts = serde_json::to_string(&census.texts).map_err(Failure::from)?;
        let ipc = |batches, schema| stored::to_ipc(batches, schema).map(|bytes| PyBytes::new(slf.py(), &bytes)).map_err(Failure::from);
        let (findings, rejected) = (ipc(&census.findings, &results::findings_schema())?, ipc(&census.rejected, &results::rejects_schema())?);
        let json = stored.to_json().map_err(Failure::from)?;
        Ok((slf.get_type().getattr("_restore")?, (json, texts, census.report.clone(), findings, rejected)))
    }

    /// The census that a pickle kept.
    #[staticmethod]
    fn _restore(census: &str, texts: &str, report: String, findings: &[u8], rejected: &[u8]) -> PyResult<Census> {
        let stored = StoredCensus::from_json(census).map_err(Failure::from)?;
        let sources = stored.sources().clone();
        let judged = stored.restore().map_err(Failure::from)?;
        let texts = serde_json::from_str(texts).map_err(Failure::from)?;
        let (findings, rejected) = (stored::from_ipc(findings)?.0, stored::from_ipc(rejected)?.0);
        let basis = basis(&judged.header, &judged.standard);
        Ok(Census { judged, sources, basis, texts, findings, rejected, report, rows: None, made: Made::default() })
    }
}
