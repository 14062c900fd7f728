//! Facts on their way between machines: what the executors of a cluster fold and merge, for the one who judges.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Schema};
use gov_site_arrow::{
    ArrowError, Fields,
    columnar::{Columns, Facts, Known, UpdateFacts, VisitFacts},
};
use gov_site_tables::{Frames, Setup};
use pyo3::prelude::*;

use crate::{error::Failure, frame::Frame, head::Head, input, judge, standard::Named};

/// Which of these names of columns are fields of a table.
#[pyfunction]
pub fn known_columns(table: &str, names: Vec<String>) -> PyResult<Vec<String>> {
    let known = gov_site_arrow::table(table).map_err(Failure::from)?;
    let schema = Schema::new(names.iter().map(|name| Field::new(name, DataType::Null, true)).collect::<Vec<_>>());
    let fields = Fields::of(known, &schema, &|_| None).map_err(Failure::from)?;
    Ok(fields.positions().into_iter().map(|position| names[position].clone()).collect())
}

/// Raises what hinders reading a table, whatever its rows are.
#[pyfunction]
pub fn check_table(table: &str, data: &Bound<'_, PyAny>) -> PyResult<()> {
    let mut frames = Frames::default();
    input::batches(table, data)?.into_iter().try_for_each(|batch| Ok(frames.push(table, batch).map_err(Failure::from)?))
}

/// Folds batches of updates, as they come, to the facts of their columns.
#[pyfunction]
#[pyo3(signature = (batches, head, *, standard))]
pub fn fold_updates(py: Python<'_>, batches: &Bound<'_, PyAny>, head: Head, standard: Named<'_>) -> PyResult<Frame> {
    let setup = setup(&head, &standard)?;
    let mut folding = UpdateFacts::new(&setup.plan);
    each("updates", batches, |batch| folding.fold(batch))?;
    frame(py, folding.finish())
}

/// Folds batches of visits, as they come, to the facts of their sites.
#[pyfunction]
#[pyo3(signature = (batches, tables, head, *, standard))]
pub fn fold_visits(py: Python<'_>, batches: &Bound<'_, PyAny>, tables: Vec<(String, Bound<'_, PyAny>)>, head: Head, standard: Named<'_>) -> PyResult<Frame> {
    let setup = setup(&head, &standard)?;
    let frames = judge::frames(&tables, &input::batches, Vec::new(), Some(1))?;
    let read = || frames.read(&setup.standard, &setup.plan, &mut Unheard, &mut |_| {});
    let registry = py.detach(read).map_err(Failure::from)?.registry;
    let columns = Columns::default();
    let mut folding = VisitFacts::new(Known { columns: &columns, registry: &registry, plan: &setup.plan });
    each("visits", batches, |batch| folding.fold(batch))?;
    frame(py, folding.finish())
}

/// Puts facts together.
#[pyfunction]
pub fn merge_facts(py: Python<'_>, batches: &Bound<'_, PyAny>) -> PyResult<Frame> {
    let mut whole = Facts::default();
    each("facts", batches, |batch| whole.push(batch))?;
    frame(py, whole)
}

fn setup(head: &Head, standard: &Named<'_>) -> Result<Setup, Failure> {
    let (sources, resolved) = standard.resolve()?;
    Ok(Setup::of_resolved(sources, resolved, head.header())?)
}

/// Takes the batches of an iterator one by one, with the interpreter free meanwhile.
fn each(table: &str, batches: &Bound<'_, PyAny>, mut take: impl FnMut(&RecordBatch) -> Result<(), ArrowError> + Send) -> PyResult<()> {
    let py = batches.py();
    for item in batches.try_iter()? {
        for batch in input::batches(table, &item?)? {
            py.detach(|| take(&batch)).map_err(Failure::from)?;
        }
        py.check_signals()?;
    }
    Ok(())
}

fn frame(py: Python<'_>, facts: Facts) -> PyResult<Frame> {
    let batches = py.detach(|| facts.batches()).map_err(Failure::from)?;
    Ok(Frame::new(batches, Arc::clone(&Facts::schema())))
}

/// Rejected rows of the sites are told by the one who judges.
struct Unheard;

impl gov_site_tables::RejectSink for Unheard {
    fn reject(&mut self, _: &gov_site_compliance::Reject) -> std::io::Result<()> {
        Ok(())
    }
}
