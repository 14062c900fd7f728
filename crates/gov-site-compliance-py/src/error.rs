//! Exceptions: one base, and below it what a caller may want to tell apart.

use std::sync::Arc;

use arrow_array::RecordBatch;
use gov_site_arrow::{ArrowError, results};
use gov_site_compliance::{CalendarError, StandardError, wire::StoredError};
use gov_site_report::DocumentError;
use gov_site_tables::{FolderError, SetupError};
use pyo3::{create_exception, exceptions::PyException, prelude::*};

use crate::frame::Frame;

create_exception!(
    gov_site_compliance,
    ComplianceError,
    PyException,
    "Base of every error of this package. `rejects` is the table of rejected rows where they are the reason, else None."
);
create_exception!(gov_site_compliance, InputError, ComplianceError, "Tables, a folder or a file cannot be used: what, where, and what to do.");
create_exception!(gov_site_compliance, SettingError, ComplianceError, "A standard, a date or another setting cannot be used.");
create_exception!(
    gov_site_compliance,
    UnreadError,
    ComplianceError,
    "A page was not read, so it is a gap and not an empty page. `gap` is the code of the gap: `budget_reached` or `unreadable`."
);

/// Adds the exceptions to the module.
pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    let base = py.get_type::<ComplianceError>();
    base.setattr("rejects", py.None())?;
    module.add("ComplianceError", base)?;
    module.add("InputError", py.get_type::<InputError>())?;
    module.add("SettingError", py.get_type::<SettingError>())?;
    let unread = py.get_type::<UnreadError>();
    unread.setattr("gap", "unreadable")?;
    module.add("UnreadError", unread)
}

/// An error of the crates on its way to Python.
pub struct Failure(PyErr);

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> PyErr {
        failure.0
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Failure {
        Failure(error)
    }
}

/// The error with the rejected rows that are its reason.
pub fn with_rejects(error: PyErr, rejected: Vec<RecordBatch>) -> Failure {
    let frame = Frame::new(rejected, Arc::new(results::rejects_schema()));
    let told = Python::attach(|py| error.value(py).setattr("rejects", Py::new(py, frame)?));
    Failure(told.err().unwrap_or(error))
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Failure {
        let text = match &error {
            // A table in memory has no file, and its own errors name it.
            FolderError::Columns { file, source } if !file.contains('.') => source.to_string(),
            other => other.to_string(),
        };
        Failure(InputError::new_err(text))
    }
}

macro_rules! failures {
    ($($error:ty => $exception:ty),+ $(,)?) => { $(impl From<$error> for Failure {
        fn from(error: $error) -> Failure {
            Failure(<$exception>::new_err(error.to_string()))
        }
    })+ };
}

failures! {
    ArrowError => InputError,
    SetupError => SettingError,
    StandardError => SettingError,
    CalendarError => SettingError,
    StoredError => InputError,
    DocumentError => InputError,
    std::io::Error => InputError,
    serde_json::Error => InputError,
}
