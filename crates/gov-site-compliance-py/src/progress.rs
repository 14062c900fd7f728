//! Progress to a Python callable.

use pyo3::prelude::*;

/// Calls `callable(stage, done, total)`; the first exception that it raises is kept for the end.
pub struct Calls {
    callable: Option<Py<PyAny>>,
    raised: Option<PyErr>,
}

impl Calls {
    pub fn new(callable: Option<Py<PyAny>>) -> Calls {
        Calls { callable, raised: None }
    }

    pub fn tell(&mut self, stage: &str, done: u64, total: u64) {
        let Some(callable) = self.callable.as_ref().filter(|_| self.raised.is_none()) else { return };
        self.raised = Python::attach(|py| callable.call1(py, (stage, done, total)).err());
    }

    /// The exception that a call raised.
    pub fn finish(self) -> PyResult<()> {
        self.raised.map_or(Ok(()), Err)
    }
}
