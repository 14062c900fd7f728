//! What a census is judged by beside its rows: standard, dates, working days and the head of its documents.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use gov_site_compliance::{
    Calendar, CalendarError, Census, Day, Finding, Plan, Standard, StandardError,
    census::{Header, Judged, SiteResult, UpcomingCheck, Warning},
    facts::{PlanError, Setting},
    followup::long_promises,
    standard::Sources,
};

use crate::{Evidence, Folder, Judging};

/// Reading it takes longer than judging a site.
static CALENDAR: LazyLock<Arc<Calendar>> = LazyLock::new(|| Arc::new(Calendar::embedded()));

/// Everything that judging needs beside evidence: whoever has evidence, from whatever source, judges it by this.
///
/// ```
/// use gov_site_tables::{Folder, Setup};
/// let dir = tempfile::tempdir()?;
/// std::fs::write(dir.path().join("census.toml"), "standard = \"zibo-2017\"\ncheckpoint = 2017-11-29\n")?;
/// let site = "网站标识码,网站名称,首页网址,网站类型,层级,所属地区,主办单位\n3703000001,示例,http://a.example/,部门,city,市本级,示例单位\n";
/// std::fs::write(dir.path().join("sites.csv"), site)?;
///
/// let folder = Folder::open(dir.path())?;
/// let setup = Setup::of_folder(&folder, None, None)?;
/// let evidence = folder.read(&setup.standard, &setup.plan, &mut Vec::new(), &mut |_| {})?;
/// let census = setup.judge(&evidence, false, None, &mut |finding| println!("{}", finding.detail), &mut |_, _| {})?;
/// assert_eq!(census.totals().total(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Setup {
    /// What the standard is made from.
    pub sources: Sources,
    /// The standard.
    pub standard: Arc<Standard>,
    /// Checkpoint and visit week.
    pub plan: Plan,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// Head of the documents, with the dates of the run.
    pub header: Header,
}

/// What came of one site.
#[derive(Clone, Debug)]
pub struct OneSite {
    /// Its verdict, or why it is excluded.
    pub site: SiteResult,
    /// What was counted at it, on its channels as well.
    pub findings: Vec<Finding>,
    /// What a reader must know beside the verdict.
    pub warnings: Vec<Warning>,
}

/// A setup that cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// Neither `census.toml` nor the caller names a standard.
    #[error("{}: `standard` is missing; add standard = \"zibo-2017\" (or the one you mean)", .path.display())]
    NoStandard {
        /// The file.
        path: PathBuf,
    },
    /// Neither `census.toml` nor the caller gives a checkpoint.
    #[error("{}: `checkpoint` is missing; add the day at whose end everything is judged, as checkpoint = 2017-11-29", .path.display())]
    NoCheckpoint {
        /// The file.
        path: PathBuf,
    },
    /// The standard that `census.toml` names cannot be used.
    #[error("{}: `standard`: {source}", .path.display())]
    Named {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Box<SetupError>,
    },
    /// A standard's file cannot be read.
    #[error("{name}: {source}; give a standard's name (`standard list`) or a readable UTF-8 file")]
    Unreadable {
        /// What was given.
        name: String,
        /// The cause.
        source: io::Error,
    },
    /// A standard that is wrong.
    #[error(transparent)]
    Standard(#[from] StandardError),
    /// Dates that contradict each other.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

impl Setup {
    /// The setup of a standard and the dates of a header.
    ///
    /// # Errors
    /// [`SetupError::Standard`] and [`SetupError::Plan`].
    pub fn new(sources: Sources, header: Header) -> Result<Setup, SetupError> {
        let standard = sources.resolve()?;
        Setup::of_resolved(sources, standard, header)
    }

    /// The same for sources that are resolved already.
    ///
    /// # Errors
    /// [`SetupError::Plan`].
    pub fn of_resolved(sources: Sources, standard: impl Into<Arc<Standard>>, header: Header) -> Result<Setup, SetupError> {
        let standard = standard.into();
        let setting = Setting { checkpoint: header.checkpoint, visits_until: header.visits_until, period_from: header.period_from };
        let plan = Plan::compile(&[&standard], setting)?;
        Ok(Setup { sources, standard, plan, calendar: Arc::clone(&CALENDAR), header })
    }

    /// The setup of `census.toml`; a standard (name or file, see [`Setup::load_standard`]) and a checkpoint that are given go
    /// before it, and so does a given checkpoint before a later `visits_until`.
    ///
    /// # Errors
    /// Whatever hinders a setup: see [`SetupError`].
    pub fn of_folder(folder: &Folder, standard: Option<&str>, checkpoint: Option<Day>) -> Result<Setup, SetupError> {
        let sources = match standard {
            Some(name) => Setup::sources(name)?,
            None => named_standard(folder)?,
        };
        Setup::new(sources, Setup::header_of(folder, checkpoint)?)
    }

    /// The head of the documents of a folder, with a checkpoint that goes before that of `census.toml`.
    ///
    /// # Errors
    /// [`SetupError::NoCheckpoint`].
    pub fn header_of(folder: &Folder, given: Option<Day>) -> Result<Header, SetupError> {
        let settings = folder.settings();
        let Some(checkpoint) = given.or(settings.checkpoint) else { return Err(SetupError::NoCheckpoint { path: settings_path(folder) }) };
        Ok(Header {
            title: settings.title.clone(),
            issuer: settings.issuer.clone(),
            document_no: settings.document_no.clone(),
            period_from: settings.period.map_or(Header::NO_PERIOD, |period| period.from),
            period_to: settings.period.map(|period| period.to),
            checkpoint,
            visits_until: settings.visits_until.filter(|until| given.is_none() || *until <= checkpoint).unwrap_or(checkpoint),
            reconstruction: settings.reconstruction,
            name_best: settings.name_best,
            upcoming_checks: settings.upcoming_checks.iter().map(|check| UpcomingCheck { name: check.name.clone(), on: check.on }).collect(),
        })
    }

    /// A standard by name, or a TOML file that may extend one.
    ///
    /// # Errors
    /// [`SetupError::Unreadable`] and [`SetupError::Standard`].
    pub fn load_standard(name: &str) -> Result<Standard, SetupError> {
        Ok(Setup::sources(name)?.resolve()?)
    }

    /// What the standard of a name or file is made from.
    ///
    /// # Errors
    /// As [`Setup::load_standard`], apart from what only resolving it tells.
    pub fn sources(name: &str) -> Result<Sources, SetupError> {
        let path = Path::new(name);
        if !name.ends_with(".toml") && !path.is_file() {
            return Ok(Sources::embedded(name));
        }
        let text = fs::read_to_string(path).map_err(|source| SetupError::Unreadable { name: name.into(), source })?;
        // The folder in which it lies must not show in results.
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Ok(Sources::of_file(&file, &text)?)
    }

    /// Judges all sites and closes the census; without `threads` one for each core judges. `project` guesses working days of
    /// years without a known arrangement. `take` hears every finding in the order of the sites, then those on channels;
    /// `progress` how many of how many sites are judged. Both are called from the calling thread only.
    ///
    /// # Errors
    /// [`CalendarError`] when the checkpoint lies in a year without a known arrangement and `project` is not set.
    pub fn judge(
        &self,
        evidence: &Evidence,
        project: bool,
        threads: Option<usize>,
        take: &mut dyn FnMut(Finding),
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Census, CalendarError> {
        let (rejected, columns) = (evidence.report.rejected_by_table(), evidence.columns());
        let facts = evidence.census(&*columns, &rejected);
        let judging = Judging { standard: &self.standard, plan: &self.plan, calendar: &self.calendar, threads };
        let judged = judging.judge(&facts, &Vec::push, &mut |findings: Vec<Finding>| findings.into_iter().for_each(&mut *take), progress);
        long_promises(&evidence.registry, &self.standard, &self.plan, &self.calendar).into_iter().for_each(take);
        judged.close(&facts, self.header.clone(), &self.standard, &self.plan, &self.calendar, project)
    }

    /// Judges one site of the evidence alone; `None` for a code that no site has.
    pub fn judge_one(&self, evidence: &Evidence, site_code: &str) -> Option<OneSite> {
        let columns = evidence.columns();
        let facts = evidence.census(&*columns, &[]);
        let index = evidence.registry.site(site_code)?;
        let (mut judged, mut findings) = (Judged::default(), Vec::new());
        judged.push(&facts, &self.standard, &self.plan, &self.calendar, index, &mut |finding| findings.push(finding));
        let promises = long_promises(&evidence.registry, &self.standard, &self.plan, &self.calendar);
        findings.extend(promises.into_iter().filter(|finding| finding.site_code == site_code));
        Some(OneSite { site: judged.sites.pop()?, findings, warnings: judged.warnings })
    }
}

fn settings_path(folder: &Folder) -> PathBuf {
    folder.dir().join("census.toml")
}

/// The standard that `census.toml` names: a file beside it goes before a name.
fn named_standard(folder: &Folder) -> Result<Sources, SetupError> {
    let path = settings_path(folder);
    let Some(name) = &folder.settings().standard else { return Err(SetupError::NoStandard { path }) };
    let beside = folder.dir().join(name);
    let name = if name.ends_with(".toml") && beside.is_file() { beside.to_string_lossy() } else { name.into() };
    let found = Setup::sources(&name).and_then(|sources| sources.resolve().map(|_| sources).map_err(SetupError::from));
    found.map_err(|source| SetupError::Named { path, source: Box::new(source) })
}
