//! `SiteEvidence`: the tables of one site, taken over once and judged as often as somebody likes.

use gov_site_tables::Frames;
use pyo3::prelude::*;

use crate::{census::sound, input::batches_or_rows, judge::frames};

/// Tables of one site, found to be sound.
#[pyclass(frozen, module = "gov_site_compliance._native")]
pub struct SiteEvidence {
    pub frames: Frames,
}

#[pymethods]
impl SiteEvidence {
    #[new]
    #[pyo3(signature = (tables, *, complete))]
    fn new(tables: Vec<(String, Bound<'_, PyAny>)>, complete: Vec<String>) -> PyResult<SiteEvidence> {
        let frames = frames(&tables, &batches_or_rows, complete, Some(1))?;
        sound(&frames)?;
        Ok(SiteEvidence { frames })
    }

    /// Columns that are no fields, by table.
    fn dropped(&self) -> Vec<(&'static str, String)> {
        self.frames.dropped().into_iter().map(|(table, name)| (table, name.to_owned())).collect()
    }
}
