//! `census.toml`: what census the tables belong to.

use gov_site_compliance::{Day, TABLES, census::UpcomingCheck};

use crate::{
    FolderError, ForeignHeadings,
    toml_file::{Section, read_toml},
};

const KEYS: &[&str] = &[
    "title",
    "issuer",
    "document_no",
    "period",
    "checkpoint",
    "visits_until",
    "standard",
    "reconstruction",
    "complete",
    "compare",
    "headings",
    "upcoming_checks",
];

/// First and last day of the period, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// Settings of a census.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Title of the census, empty when absent.
    pub title: String,
    /// Who issues it, empty when absent.
    pub issuer: String,
    /// Number of the document.
    pub document_no: Option<String>,
    /// The period that it is about.
    pub period: Option<Period>,
    /// The day at whose end everything is judged; the command may give another.
    pub checkpoint: Option<Day>,
    /// Last day of the visit week as the file has it; see [`Settings::visits_until`].
    pub visits_until: Option<Day>,
    /// Name or file of the standard.
    pub standard: Option<String>,
    /// Whether rows are a reconstruction; every output says so.
    pub reconstruction: bool,
    /// Tables that their owner declares complete for all sites.
    pub complete: Vec<String>,
    /// How many groups are named as better.
    pub name_best: usize,
    /// Foreign headings.
    pub headings: ForeignHeadings,
    /// Announced checks.
    pub upcoming_checks: Vec<UpcomingCheck>,
}

impl Settings {
    /// Reads the bytes of `census.toml`.
    ///
    /// # Errors
    /// An error with file, line and key: no TOML, an unknown key, a wrong type, a date that is none, a period that ends
    /// before it begins, an unknown table in `complete`, an unknown field in `[headings]`.
    ///
    /// ```
    /// use gov_site_tables::Settings;
    /// let settings = Settings::parse(b"checkpoint = 2017-11-29\ncomplete = [\"updates\"]\n")?;
    /// assert_eq!(settings.checkpoint, "2017-11-29".parse().ok());
    /// let error = Settings::parse(b"title = \"x\"\nchekpoint = 2017-11-29\n").unwrap_err();
    /// assert!(error.to_string().starts_with("census.toml:2: chekpoint: unknown key; the keys are title, "));
    /// # Ok::<(), gov_site_tables::FolderError>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<Settings, FolderError> {
        read_toml("census.toml", bytes, settings)
    }

    /// Last day of the visit week: the file's, else the checkpoint of the run.
    pub fn visits_until(&self, checkpoint: Day) -> Day {
        self.visits_until.unwrap_or(checkpoint)
    }
}

fn settings(top: &Section<'_>) -> Result<Settings, FolderError> {
    top.only(KEYS)?;
    Ok(Settings {
        title: top.text("title")?.unwrap_or_default(),
        issuer: top.text("issuer")?.unwrap_or_default(),
        document_no: top.text("document_no")?,
        period: top.section("period")?.map(|section| period(&section)).transpose()?,
        checkpoint: top.day("checkpoint")?,
        visits_until: top.day("visits_until")?,
        standard: top.text("standard")?,
        reconstruction: top.flag("reconstruction")?,
        complete: complete(top)?,
        name_best: top.section("compare")?.map_or(Ok(0), |section| name_best(&section))?,
        headings: top.section("headings")?.map(|section| ForeignHeadings::read(&section)).transpose()?.unwrap_or_default(),
        upcoming_checks: upcoming_checks(top)?,
    })
}

fn period(section: &Section<'_>) -> Result<Period, FolderError> {
    section.only(&["from", "to"])?;
    let period = Period { from: section.compulsory_day("from")?, to: section.compulsory_day("to")? };
    if period.to < period.from {
        let problem = format!("the period ends on {}, before it begins on {}", period.to, period.from);
        return Err(section.fault("to", problem, "mend one of the two dates"));
    }
    Ok(period)
}

fn complete(top: &Section<'_>) -> Result<Vec<String>, FolderError> {
    let mut names = Vec::new();
    for entry in top.items("complete")? {
        let name = entry.text()?;
        if !TABLES.iter().any(|table| table.name == name) {
            return Err(entry.error(format!("there is no table `{name}`"), format!("the tables are {}", table_names())));
        }
        names.push(name);
    }
    Ok(names)
}

fn name_best(section: &Section<'_>) -> Result<usize, FolderError> {
    section.only(&["name_best"])?;
    Ok(section.count("name_best")?.map_or(0, |count| count as usize))
}

fn upcoming_checks(top: &Section<'_>) -> Result<Vec<UpcomingCheck>, FolderError> {
    let mut checks = Vec::new();
    for entry in top.items("upcoming_checks")? {
        let section = entry.section()?;
        section.only(&["name", "on"])?;
        checks.push(UpcomingCheck { name: section.compulsory_text("name")?, on: section.compulsory_day("on")? });
    }
    Ok(checks)
}

/// Names of all tables as a message lists them.
pub(crate) fn table_names() -> String {
    TABLES.iter().map(|table| table.name).collect::<Vec<_>>().join(", ")
}
