//! A verdict that was kept as JSON.

use gov_site_compliance::wire::v1::{SCHEMA_VERSION, SiteVerdict};
use pyo3::prelude::*;

use crate::error::InputError;

/// The words of a verdict without one.
const EXCLUDED: &str = "excluded";

/// Raises for a text that is no verdict of this form.
#[pyfunction]
pub fn check_verdict(text: &str) -> PyResult<()> {
    let kept: SiteVerdict = serde_json::from_str(text).map_err(|error| InputError::new_err(format!("this is no stored verdict: {error}")))?;
    if kept.schema_version != SCHEMA_VERSION {
        let version = kept.schema_version;
        return Err(InputError::new_err(format!("a verdict of schema_version {version}, this release reads {SCHEMA_VERSION}: judge the site again")));
    }
    let judged = kept.judged.as_ref().map(|verdict| serde_json::json!(verdict.verdict));
    let word = judged.as_ref().map_or(Some(EXCLUDED), |word| word.as_str());
    if word != Some(kept.verdict.as_str()) || kept.judged.is_some() == kept.excluded.is_some() {
        return Err(InputError::new_err("this verdict contradicts itself: it was changed after it was written"));
    }
    Ok(())
}
