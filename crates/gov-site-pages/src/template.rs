//! Selectors of an office for a site where the general reader fails.
//!
//! The evidence names the template. A template that finds nothing is a fault (gap `unreadable`), never a blank column: the site may
//! have changed its pages.

use scraper::{ElementRef, Html, Selector, error::SelectorErrorKind};
use serde::Deserialize;
use url::Url;

use crate::context::{Context, is_no_address};
use crate::date_text::{Written, dates_in, day_of_address};
use crate::entry::ListItem;
use crate::outline::line;
use crate::shown::{DatePlace, Shown, ShownDate};

/// Templates of an office, from one TOML file.
///
/// ```
/// use gov_site_pages::Templates;
/// let templates = Templates::parse(r#"
/// [[template]]
/// name = "教育局通知公告"
/// host = "jyj.sample.example"
/// path = "/tzgg/"
/// record = "div.box > div.row"
/// date = "span.when"
/// "#)?;
/// assert!(templates.of("http://jyj.sample.example/tzgg/index.html").is_some());
/// assert!(templates.of("http://jyj.sample.example/other/").is_none());
/// # Ok::<(), gov_site_pages::TemplateError>(())
/// ```
#[derive(Debug, Default)]
pub struct Templates(Vec<Template>);

/// Selectors for the lists of one site, or of one folder of it.
#[derive(Debug)]
pub struct Template {
    name: String,
    host: String,
    path: String,
    record: Selector,
    link: Option<Selector>,
    date: Selector,
}

/// Why a file of templates cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// The file is no TOML of the expected form.
    #[error("{0}; a template has name, host, record, date, and if wanted path, link")]
    Form(#[from] toml::de::Error),
    /// A field that every template has is not there.
    #[error("template {template}: `{field}` is missing; a template has name, host, record, date, and if wanted path, link")]
    Missing {
        /// The template: its name, or its place in the file, from 1.
        template: String,
        /// The field.
        field: &'static str,
    },
    /// A selector cannot be read.
    #[error("template {name}: {field} = {selector:?} is no CSS selector: {reason}")]
    Selector {
        /// The template.
        name: String,
        /// The field.
        field: &'static str,
        /// The text.
        selector: String,
        /// What is wrong.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    template: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    name: Option<String>,
    host: Option<String>,
    #[serde(default)]
    path: String,
    record: Option<String>,
    link: Option<String>,
    date: Option<String>,
}

impl Templates {
    /// Reads a file of templates.
    ///
    /// # Errors
    /// [`TemplateError`]: which template and field, and why.
    pub fn parse(text: &str) -> Result<Templates, TemplateError> {
        let file: RawFile = toml::from_str(text)?;
        file.template.into_iter().enumerate().map(|(at, raw)| Template::new(at + 1, raw)).collect::<Result<_, _>>().map(Templates)
    }

    /// The template for an address: that of the longest path.
    pub fn of(&self, url: &str) -> Option<&Template> {
        let url = Url::parse(url).ok()?;
        let fits = |template: &&Template| url.host_str() == Some(&template.host) && url.path().starts_with(&template.path);
        self.0.iter().filter(fits).max_by_key(|template| template.path.len())
    }
}

impl Template {
    fn new(number: usize, raw: Raw) -> Result<Template, TemplateError> {
        let name = there(raw.name, "name", &number.to_string())?;
        let (host, record, date) = (there(raw.host, "host", &name)?, there(raw.record, "record", &name)?, there(raw.date, "date", &name)?);
        let selector = |field: &'static str, text: String| {
            Selector::parse(&text).map_err(|error| TemplateError::Selector { name: name.clone(), field, selector: text.clone(), reason: reason(&error) })
        };
        Ok(Template {
            record: selector("record", record)?,
            link: raw.link.map(|text| selector("link", text)).transpose()?,
            date: selector("date", date)?,
            host: host.trim().to_ascii_lowercase(),
            path: absolute(raw.path.trim()),
            name,
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The items that it finds.
    pub(crate) fn items(&self, html: &Html, context: &Context) -> Vec<ListItem> {
        html.select(&self.record).filter_map(|record| self.item(record, context)).collect()
    }

    fn item(&self, record: ElementRef<'_>, context: &Context) -> Option<ListItem> {
        let link = match &self.link {
            Some(selector) => record.select(selector).next(),
            None => record.descendent_elements().find(|element| element.value().name() == "a"),
        };
        let href = link.and_then(|link| link.attr("href")).unwrap_or("").trim().to_owned();
        let date = record.select(&self.date).find_map(date).map(|date| with_year(date, &href));
        let unread = date.is_none().then(|| unread(record.select(&self.date).next().unwrap_or(record)));
        let title = match link {
            Some(link) => line(&link.text().collect::<String>()),
            None => self.plain_title(record).filter(|_| date.is_some() || !is_head(record))?,
        };
        let url = (!is_no_address(&href)).then(|| context.resolve(&href));
        Some(ListItem { title, href, url, date, unread, place: place(record) })
    }

    /// The title of a record without a link: its text without that of the date. None where it shows nothing else.
    fn plain_title(&self, record: ElementRef<'_>) -> Option<String> {
        let dates: Vec<_> = record.select(&self.date).map(|date| date.id()).collect();
        let shown = record.descendants().filter(|node| !node.ancestors().any(|above| dates.contains(&above.id())));
        let texts: String = shown.filter_map(|node| node.value().as_text().map(|text| &**text)).collect();
        Some(line(&texts)).filter(|title| !title.is_empty())
    }
}

/// Whether a record is the row of a table that names its columns.
fn is_head(record: ElementRef<'_>) -> bool {
    record.descendent_elements().any(|element| element.value().name() == "th")
}

/// A field that every template has.
fn there(value: Option<String>, field: &'static str, template: &str) -> Result<String, TemplateError> {
    value.ok_or_else(|| TemplateError::Missing { template: template.to_owned(), field })
}

/// What is wrong with a selector; the parser would have its own developer told of most faults.
fn reason(error: &SelectorErrorKind) -> String {
    match error {
        SelectorErrorKind::UnexpectedSelectorParseError(_) => "a part of it is unfinished or not known; write it as for document.querySelector".to_owned(),
        error => error.to_string(),
    }
}

/// A path as addresses have it: with the sign that begins it.
fn absolute(path: &str) -> String {
    if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

fn date(element: ElementRef<'_>) -> Option<ShownDate> {
    let text = line(&element.text().collect::<String>());
    let found = *dates_in(&text).first()?;
    Some(ShownDate::new(&found, &text, DatePlace::Text, place(element)))
}

/// What stands where the template expects a date; the whole record where it finds no such place.
fn unread(element: ElementRef<'_>) -> Shown {
    Shown { text: line(&element.text().collect::<String>()), place: place(element) }
}

/// A month and day with the year from the address of its item, where that agrees: as the general reader takes it.
fn with_year(mut date: ShownDate, href: &str) -> ShownDate {
    let Written::MonthDay { month, day } = date.date else { return date };
    if let Some(day) = Some(href).filter(|href| !is_no_address(href)).and_then(|href| day_of_address(href, month, day)) {
        (date.date, date.from) = (Written::Day(day), DatePlace::TextAndAddress);
    }
    date
}

/// CSS selector of an element.
fn place(element: ElementRef<'_>) -> String {
    let mut steps: Vec<String> = std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap)).map(step).collect();
    steps.reverse();
    steps.join(">")
}

fn step(element: ElementRef<'_>) -> String {
    let name = element.value().name();
    let before = element.prev_siblings().filter(|node| node.value().is_element()).count();
    if name == "html" { name.to_owned() } else { format!("{name}:nth-child({})", before + 1) }
}
