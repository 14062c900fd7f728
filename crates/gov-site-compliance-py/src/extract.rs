//! `extract`: the evidence of one page.

use chrono::NaiveDate;
use gov_site_pages::{Budget, Observed, PageEvidence, PageInput, Unread, is_address, is_charset, read_page};
use gov_site_tables::Stop;
use pyo3::{prelude::*, pybacked::PyBackedBytes};

use crate::{
    calendar::accepted,
    error::{ComplianceError, Failure, SettingError, UnreadError},
    plain,
    quiet::caught,
    templates::{self, shown},
    work,
};

/// Bytes from which on the work is done beside the interpreter: a thread takes longer to begin than a smaller page to be read.
const LARGE: usize = 1 << 20;

/// Reads a page and gives its evidence as a dictionary.
#[pyfunction]
#[pyo3(signature = (page, *, url, observed, charset, max_bytes, templates))]
pub fn extract<'py>(
    py: Python<'py>,
    page: PyBackedBytes,
    url: Option<String>,
    observed: Option<NaiveDate>,
    charset: Option<String>,
    max_bytes: usize,
    templates: Option<String>,
) -> PyResult<Bound<'py, PyAny>> {
    see_settings(url.as_deref(), charset.as_deref())?;
    let templates = templates::parsed(templates)?;
    let observed = observed.map(|date| accepted("observed", date)).transpose()?.map(Observed::On);
    let (large, budget) = (page.len() > LARGE, Budget::of_bytes(max_bytes));
    let read = move || {
        let template = url.as_deref().and_then(|url| templates.of(url));
        let input = PageInput { url: url.as_deref(), charset: charset.as_deref(), observed, template, ..PageInput::new(&page) };
        evidence(&input, &budget)
    };
    let read = if large { work::run(py, None, &Stop::default(), move |_| read())? } else { py.detach(read)? };
    plain::object(py, &read)
}

/// A slip of the caller's would pass for what the page is without a word.
fn see_settings(url: Option<&str>, charset: Option<&str>) -> PyResult<()> {
    if let Some(url) = url.filter(|url| !is_address(url)) {
        let remedy = "is no absolute address; write it with http:// or https://, or leave it out";
        return Err(SettingError::new_err(format!("url: {:?} {remedy}", shown(url))));
    }
    if let Some(charset) = charset.filter(|charset| !is_charset(charset)) {
        let remedy = "is not known; write utf-8, gbk, gb18030 or another name of the WHATWG, or leave it out";
        return Err(SettingError::new_err(format!("charset: {:?} {remedy}", shown(charset))));
    }
    Ok(())
}

fn evidence(input: &PageInput<'_>, budget: &Budget) -> Result<PageEvidence, Failure> {
    let read = caught(|| read_page(input, budget));
    let read = read.ok_or_else(|| ComplianceError::new_err("a fault of the program ended its work; please report it with the page"))?;
    read.map_err(unread)
}

fn unread(unread: Unread) -> Failure {
    let error = UnreadError::new_err(unread.to_string());
    let told = Python::attach(|py| error.value(py).setattr("gap", unread.gap().code()));
    told.err().unwrap_or(error).into()
}
