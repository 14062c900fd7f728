//! The columns of pages, found by their names and types.

use arrow_array::{Array, Date32Array, RecordBatch};
use arrow_schema::DataType;
use gov_site_arrow::workdays::read_days;
use gov_site_compliance::Day;

use super::PagesError;
use super::cell::{bytes, holds_bytes, holds_text, text};
use super::row::RowError;
use crate::input::{Observed, PageInput, is_address};
use crate::template::Templates;

/// Names of the columns of a table of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageColumns {
    /// Final addresses: texts of any kind; null where the address is not known.
    pub url: String,
    /// Bodies as they were received: bytes of any kind, or texts.
    pub body: String,
    /// When each page was received: dates, or timestamps, which without a zone are Shanghai time. `None`: the column `observed`, if there is one.
    pub observed: Option<String>,
    /// The charsets that the answers declared. `None`: the column `charset`, if there is one.
    pub charset: Option<String>,
}

impl Default for PageColumns {
    fn default() -> PageColumns {
        PageColumns { url: "url".to_owned(), body: "body".to_owned(), observed: None, charset: None }
    }
}

const TEXTS: &str = "cast it to texts";
const BYTES: &str = "give the bodies as bytes (binary, large binary, binary view) or texts";
const DAYS: &str = "cast it to dates or timestamps";

impl PageColumns {
    /// The columns of a batch.
    pub(super) fn of<'b>(&self, batch: &'b RecordBatch, templates: &'b Templates) -> Result<Pages<'b>, PagesError> {
        let url = named(batch, &self.url, "address of a page")?;
        let body = named(batch, &self.body, "body of a page")?;
        let charset = optional(batch, self.charset.as_deref(), "charset", "charset of an answer")?;
        let observed = optional(batch, self.observed.as_deref(), "observed", "time at which a page was received")?;
        let texts = |name: &str, array: &dyn Array, what| fits(name, array, what, TEXTS, holds_text);
        texts(&self.url, url, "addresses")?;
        fits(&self.body, body, "bodies of pages", BYTES, holds_bytes)?;
        charset.map_or(Ok(()), |(name, array)| texts(name, array, "charsets"))?;
        let days = |(name, array): (&str, &dyn Array)| read_days(array).map_err(|_| wrong(name, array, "days", DAYS));
        let observed = observed.map(days).transpose()?;
        Ok(Pages { rows: batch.num_rows(), url, body, charset: charset.map(|(_, array)| array), observed, templates })
    }
}

/// The column of a name; there is just one.
fn named<'b>(batch: &'b RecordBatch, name: &str, what: &'static str) -> Result<&'b dyn Array, PagesError> {
    found(batch, name)?.ok_or_else(|| {
        let names: Vec<&str> = batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
        PagesError::NoColumn { column: name.to_owned(), what, there: names.join(", ") }
    })
}

/// The column that the caller names, else the usual one where there is one.
fn optional<'b, 'n>(batch: &'b RecordBatch, name: Option<&'n str>, usual: &'n str, what: &'static str) -> Result<Option<(&'n str, &'b dyn Array)>, PagesError> {
    match name {
        Some(name) => named(batch, name, what).map(|array| Some((name, array))),
        None => Ok(found(batch, usual)?.map(|array| (usual, array))),
    }
}

fn found<'b>(batch: &'b RecordBatch, name: &str) -> Result<Option<&'b dyn Array>, PagesError> {
    let fields = batch.schema_ref().fields().iter().zip(batch.columns());
    let mut columns = fields.filter(|(field, _)| field.name() == name).map(|(_, array)| array.as_ref());
    match (columns.next(), columns.next()) {
        (_, Some(_)) => Err(PagesError::TwoColumns { column: name.to_owned() }),
        (column, None) => Ok(column),
    }
}

fn fits(name: &str, array: &dyn Array, what: &'static str, remedy: &'static str, holds: fn(&DataType) -> bool) -> Result<(), PagesError> {
    if holds(array.data_type()) { Ok(()) } else { Err(wrong(name, array, what, remedy)) }
}

fn wrong(column: &str, array: &dyn Array, what: &'static str, remedy: &'static str) -> PagesError {
    PagesError::WrongType { column: column.to_owned(), kind: array.data_type().to_string(), what, remedy }
}

/// The pages of a batch.
pub(super) struct Pages<'b> {
    pub(super) rows: usize,
    url: &'b dyn Array,
    body: &'b dyn Array,
    charset: Option<&'b dyn Array>,
    observed: Option<Date32Array>,
    templates: &'b Templates,
}

impl Pages<'_> {
    /// The address of a row, if it can be read.
    pub(super) fn url(&self, row: usize) -> Option<&str> {
        text(self.url, row).ok().flatten()
    }

    /// The page of a row.
    pub(super) fn page(&self, row: usize) -> Result<PageInput<'_>, RowError> {
        let url = text(self.url, row).map_err(|fault| RowError::cell("url", fault))?;
        if url.is_some_and(|url| !is_address(url)) {
            return Err(RowError::cell("url", "no absolute address, which begins with http:// or https:// (null: not known)"));
        }
        let charset = self.charset.map_or(Ok(None), |charset| text(charset, row)).map_err(|fault| RowError::cell("charset", fault))?;
        let observed = self.observed(row)?;
        let body = bytes(self.body, row).map_err(|fault| RowError::cell("body", fault))?.ok_or_else(RowError::no_body)?;
        let template = url.and_then(|url| self.templates.of(url));
        Ok(PageInput { url, charset, observed, template, ..PageInput::new(body) })
    }

    fn observed(&self, row: usize) -> Result<Option<Observed>, RowError> {
        let Some(days) = self.observed.as_ref().filter(|days| days.is_valid(row)) else { return Ok(None) };
        let day = days.values().get(row).map(|day| Day(*day)).filter(|day| (Day::FIRST..=Day::LAST).contains(day));
        day.map(|day| Some(Observed::On(day))).ok_or_else(|| RowError::cell("observed", "a day outside 1992-01-01 to 2199-12-31"))
    }
}
