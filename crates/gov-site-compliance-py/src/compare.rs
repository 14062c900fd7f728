//! `compare`: what changed between two censuses.

use std::sync::Arc;

use arrow_array::RecordBatch;
use gov_site_arrow::results::{self, Results};
use gov_site_compliance::compare::{Heading, outcomes};
use pyo3::prelude::*;

use crate::{census::Census, error::Failure, frame::Frame, html};

/// Verdicts that a notebook shows.
const SHOWN: usize = 20;

/// Adds class and function to the module.
pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Comparison>()?;
    module.add_function(wrap_pyfunction!(compare, module)?)
}

/// What differs between two censuses.
#[pyclass(frozen, module = "gov_site_compliance")]
pub struct Comparison {
    before: Heading,
    after: Heading,
    changes: results::Comparison,
    outcomes: RecordBatch,
}

#[pyfunction]
fn compare(py: Python<'_>, a: &Census, b: &Census) -> PyResult<Comparison> {
    let changes = py.detach(|| {
        let (before, after) = (Stored::of(a)?, Stored::of(b)?);
        let outcomes = results::outcome_changes(&outcomes(&a.judged, &b.judged))?;
        Ok::<_, Failure>((results::compare(before.results(), after.results())?, outcomes))
    });
    let (changes, outcomes) = changes?;
    Ok(Comparison { before: Heading::of(&a.judged), after: Heading::of(&b.judged), changes, outcomes })
}

/// Results of a census in batches.
struct Stored {
    verdicts: Vec<RecordBatch>,
    findings: Vec<RecordBatch>,
    tickets: Vec<RecordBatch>,
}

impl Stored {
    fn of(census: &Census) -> Result<Stored, Failure> {
        Ok(Stored {
            verdicts: vec![census.verdict_batch()?, census.excluded_batch()?],
            findings: census.findings.clone(),
            tickets: vec![census.ticket_batch()?],
        })
    }

    fn results(&self) -> Results<'_> {
        Results { verdicts: &self.verdicts, findings: &self.findings, tickets: &self.tickets }
    }
}

#[pymethods]
impl Comparison {
    /// Sites whose verdict, score, failed or open vetoes differ.
    #[getter]
    fn verdicts(&self) -> Frame {
        Frame::of(self.changes.verdicts.clone())
    }

    /// Clauses whose result or counts differ, at sites that both judged.
    #[getter]
    fn outcomes(&self) -> Frame {
        Frame::of(self.outcomes.clone())
    }

    /// Findings that came, went or are other ones.
    #[getter]
    fn findings(&self) -> Frame {
        Frame::new(self.changes.findings.clone(), Arc::new(results::Comparison::findings_schema()))
    }

    /// Tickets whose unit, state, deadline or answer differs.
    #[getter]
    fn tickets(&self) -> Frame {
        Frame::of(self.changes.tickets.clone())
    }

    fn __len__(&self) -> usize {
        self.changes.len() + self.outcomes.num_rows()
    }

    fn __repr__(&self) -> String {
        let parts: Vec<_> = self.headings().into_iter().chain(self.flips()).collect();
        format!("Comparison({}; {})", parts.join("; "), self.counts())
    }

    fn _repr_html_(&self) -> PyResult<String> {
        let lines: Vec<_> = self.headings().into_iter().chain(self.flips()).chain([self.counts()]).map(|line| html::escaped(&line)).collect();
        let verdicts = &self.changes.verdicts;
        let table = html::table(std::slice::from_ref(verdicts), &verdicts.schema(), SHOWN, verdicts.num_rows()).map_err(Failure::from)?;
        Ok(format!("<p>Comparison<br>{}</p>{table}", lines.join("<br>")))
    }
}

impl Comparison {
    /// Which censuses, and in what their settings differ.
    fn headings(&self) -> Vec<String> {
        let (before, after) = (&self.before, &self.after);
        let heads = [format!("before: {}", before.shown()), format!("after: {}", after.shown())];
        heads.into_iter().chain(before.differences(after)).collect()
    }

    fn flips(&self) -> Vec<String> {
        let flips = self.changes.flips().into_iter().map(|((before, after), sites)| match (before.as_str(), after.as_str()) {
            ("", after) => format!("{sites} sites only after ({after})"),
            (before, "") => format!("{sites} sites only before ({before})"),
            (before, after) => format!("{sites} sites {before} → {after}"),
        });
        flips.collect()
    }

    fn counts(&self) -> String {
        let changes = &self.changes;
        if self.__len__() == 0 {
            return "nothing differs".to_owned();
        }
        let (verdicts, outcomes, tickets) = (changes.verdicts.num_rows(), self.outcomes.num_rows(), changes.tickets.num_rows());
        format!("{verdicts} verdicts, {outcomes} outcomes, {} findings, {tickets} tickets differ", changes.count_findings())
    }
}
