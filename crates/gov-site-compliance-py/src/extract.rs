//! `extract`: the evidence of one page; `extract_article`: its article alone.

use chrono::NaiveDate;
use gov_site_pages::{Budget, Observed, PageInput, Template, Templates, Unread, is_address, is_charset, read_article, read_page};
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
    let saved = Saved::new(page, url, observed, charset, max_bytes)?;
    let templates = templates::parsed(templates)?;
    let read = saved.read(py, move |input, budget| read_page(&PageInput { template: template(&templates, input), ..*input }, budget))?;
    plain::object(py, &read)
}

/// Reads the article of a page and gives it as a dictionary; `None` where the page shows none.
#[pyfunction]
#[pyo3(signature = (page, *, url, observed, charset, max_bytes))]
pub fn extract_article<'py>(
    py: Python<'py>,
    page: PyBackedBytes,
    url: Option<String>,
    observed: Option<NaiveDate>,
    charset: Option<String>,
    max_bytes: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let read = Saved::new(page, url, observed, charset, max_bytes)?.read(py, read_article)?;
    plain::object(py, &read)
}

/// The template of the office for a page.
fn template<'a>(templates: &'a Templates, input: &PageInput<'_>) -> Option<&'a Template> {
    input.url.and_then(|url| templates.of(url))
}

/// A page and what its receiver says of it.
struct Saved {
    page: PyBackedBytes,
    url: Option<String>,
    observed: Option<Observed>,
    charset: Option<String>,
    budget: Budget,
}

impl Saved {
    fn new(page: PyBackedBytes, url: Option<String>, observed: Option<NaiveDate>, charset: Option<String>, max_bytes: usize) -> PyResult<Saved> {
        see_settings(url.as_deref(), charset.as_deref())?;
        let observed = observed.map(|date| accepted("observed", date)).transpose()?.map(Observed::On);
        Ok(Saved { page, url, observed, charset, budget: Budget::of_bytes(max_bytes) })
    }

    /// Runs a reader while the interpreter is free.
    fn read<T: Send + 'static>(self, py: Python<'_>, reader: impl FnOnce(&PageInput<'_>, &Budget) -> Result<T, Unread> + Send + 'static) -> PyResult<T> {
        let large = self.page.len() > LARGE;
        let read = move || {
            let (url, charset) = (self.url.as_deref(), self.charset.as_deref());
            let input = PageInput { url, charset, observed: self.observed, ..PageInput::new(&self.page) };
            let read = caught(|| reader(&input, &self.budget));
            let read = read.ok_or_else(|| ComplianceError::new_err("a fault of the program ended its work; please report it with the page"))?;
            read.map_err(unread)
        };
        if large { work::run(py, None, &Stop::default(), move |_| read()) } else { Ok(py.detach(read)?) }
    }
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

fn unread(unread: Unread) -> Failure {
    let error = UnreadError::new_err(unread.to_string());
    let told = Python::attach(|py| error.value(py).setattr("gap", unread.gap().code()));
    told.err().unwrap_or(error).into()
}
