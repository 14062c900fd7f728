//! `Standard`: a resolved standard, and what it is made from.

use std::sync::Arc;

use gov_site_arrow::results;
use gov_site_compliance::{
    Standard as Resolved,
    standard::{Library, Sources},
    wire::v1,
};
use gov_site_tables::Setup;
use pyo3::prelude::*;

use crate::{
    error::{Failure, SettingError},
    frame::Frame,
};

/// A standard (or an overlay on one), resolved.
#[pyclass(frozen, module = "gov_site_compliance._native")]
pub struct Standard {
    pub sources: Sources,
    pub resolved: Arc<Resolved>,
}

impl Standard {
    fn of(sources: Sources) -> Result<Standard, Failure> {
        let resolved = Arc::new(sources.resolve()?);
        Ok(Standard { sources, resolved })
    }

    fn by_name(name: &str) -> Result<Standard, Failure> {
        Standard::of(Setup::sources(name)?)
    }
}

#[pymethods]
impl Standard {
    /// The standard of a name, or of a TOML file that may extend one.
    #[staticmethod]
    fn load(name: &str) -> PyResult<Standard> {
        Ok(Standard::by_name(name)?)
    }

    /// The standard of a TOML text, which may extend an embedded one.
    #[staticmethod]
    fn parse(text: &str, file: &str) -> PyResult<Standard> {
        let sources = Sources::of_file(file, text).map_err(Failure::from)?;
        Ok(Standard::of(sources)?)
    }

    /// The standard of a TOML text that extends this one, whether it says so or not.
    fn overlay(&self, text: &str, file: &str) -> PyResult<Standard> {
        let sources = self.sources.overlaid(file, text).map_err(Failure::from)?;
        let overlaid = Standard::of(sources)?;
        let own = format!("{}@{}", self.resolved.id, self.resolved.revision);
        if !overlaid.resolved.chain.iter().rev().skip(1).any(|base| *base == own) {
            let id = &self.resolved.id;
            return Err(SettingError::new_err(format!("{file}: extends: the overlay does not extend {own}; write extends = \"{id}\"")));
        }
        Ok(overlaid)
    }

    /// Names of the standards that ship with the package, as `id@revision`.
    #[staticmethod]
    fn names() -> Vec<String> {
        Library::embedded().list().into_iter().map(|(id, revision)| format!("{id}@{revision}")).collect()
    }

    /// SHA-256 of the resolved form.
    #[getter]
    fn digest(&self) -> &str {
        &self.resolved.digest
    }

    /// What the standard demands, as JSON.
    fn describe(&self) -> PyResult<String> {
        Ok(serde_json::to_string(&v1::Standard::from(&*self.resolved)).map_err(Failure::from)?)
    }

    /// What the two standards have differently.
    fn diff(&self, other: &Standard) -> PyResult<Frame> {
        Ok(Frame::of(results::differences(&self.resolved.differences(&other.resolved)).map_err(Failure::from)?))
    }

    /// All files of the standard, as JSON that makes it again.
    fn to_json(&self) -> PyResult<String> {
        let sources = self.sources.pinned().map_err(Failure::from)?;
        Ok(serde_json::to_string(&sources).map_err(Failure::from)?)
    }

    /// The standard of such JSON.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Standard> {
        let sources = serde_json::from_str(text).map_err(|error| SettingError::new_err(format!("this is no stored standard: {error}")))?;
        Ok(Standard::of(sources)?)
    }
}

/// A standard, or the name or file of one.
#[derive(FromPyObject)]
pub enum Named<'py> {
    Standard(PyRef<'py, Standard>),
    Name(String),
}

impl Named<'_> {
    /// What it is made from, and the standard itself.
    pub fn resolve(&self) -> Result<(Sources, Arc<Resolved>), Failure> {
        match self {
            Named::Standard(standard) => Ok((standard.sources.clone(), Arc::clone(&standard.resolved))),
            Named::Name(name) => Standard::by_name(name).map(|Standard { sources, resolved }| (sources, resolved)),
        }
    }
}
