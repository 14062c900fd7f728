//! The whole folder: settings, tables, truth.

use std::{fs, path::Path};

use gov_site_compliance::Day;

use crate::{
    GenerateError,
    bulk::{AllVisits, Updates},
    ids::IdForm,
    options::Options,
    sheet::{ADDRESSES, CHANNELS, COLUMNS, COVERAGE, Cell, EXEMPTIONS, LIFE, REVIEWS, SITES, Sheet, TICKETS},
    site::{CHECKPOINT, Site},
    truth::{Range, Truth},
    write::{CsvTable, Streamed, Table, Target, streamed},
};

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is written: `sites` stands for all tables but updates and visits.
    pub table: &'static str,
    /// Rows (of `sites`: sites) so far.
    pub done: u64,
    /// Rows altogether.
    pub of: u64,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Sites.
    pub sites: u64,
    /// Rows of the table of columns.
    pub columns: u64,
    /// Rows of the table of updates.
    pub updates: u64,
    /// Rows of the table of visits.
    pub visits: u64,
    /// Rows of the table of tickets.
    pub tickets: u64,
    /// Sites with an anomaly.
    pub anomalies: u64,
    /// Sites that a veto hits.
    pub unqualified: u64,
}

/// Writes a census folder and its truth into an empty folder, which is made if it is missing.
///
/// `truth/verdicts.csv` holds the verdict of each site (`excluded` for those that are not judged), `truth/outcomes.csv` the outcome of
/// each veto with what is proven and what is possible (empty where nothing is measured), `truth/anomalies.csv` what is odd about a site.
///
/// # Errors
/// Options out of range, a folder that is not empty, a file that cannot be written.
pub fn generate(dir: &Path, options: &Options, progress: &mut dyn FnMut(Progress)) -> Result<Summary, GenerateError> {
    options.check()?;
    prepare(dir)?;
    write_settings(dir, options)?;
    let target = Target { dir: dir.into(), options: *options };
    let mut files = Files::open(&target)?;
    let mut truth = TruthFiles::open(dir)?;
    let (mut updates, mut visits) = (Updates::new(options), AllVisits::default());
    let mut summary = Summary { sites: options.sites, ..Summary::default() };
    for index in 0..options.sites {
        let site = Site::plan(options, index);
        let ids = IdForm::of(options).site(index);
        updates.push(&site, &ids);
        visits.push(&site);
        truth.write(&site, &mut summary)?;
        count(&site, &mut summary);
        files.write(site, options)?;
        if index.is_multiple_of(256) {
            progress(Progress { table: "sites", done: index, of: options.sites });
        }
    }
    truth.finish()?;
    updates.close(options);
    visits.close(options);
    summary.updates += updates.rows();
    summary.visits += visits.rows();
    files.finish(&updates, &visits, progress)?;
    Ok(summary)
}

fn prepare(dir: &Path) -> Result<(), GenerateError> {
    fs::create_dir_all(dir).map_err(GenerateError::io(dir))?;
    if fs::read_dir(dir).map_err(GenerateError::io(dir))?.next().is_some() {
        return Err(GenerateError::NotEmpty { dir: dir.into() });
    }
    let truth = dir.join("truth");
    fs::create_dir(&truth).map_err(GenerateError::io(&truth))
}

fn write_settings(dir: &Path, options: &Options) -> Result<(), GenerateError> {
    let path = dir.join("census.toml");
    let text = format!(
        "title = \"模拟普查(种子{})\"\nissuer = \"示例市人民政府办公室\"\nperiod = {{ from = 2017-10-01, to = 2017-12-31 }}\ncheckpoint = {}\n\
         standard = \"zibo-2017\"\ncomplete = [\"columns\", \"updates\", \"tickets\", \"reviews\"]\n",
        options.seed,
        Day(CHECKPOINT)
    );
    fs::write(&path, text).map_err(GenerateError::io(&path))
}

fn count(site: &Site, summary: &mut Summary) {
    summary.columns += (site.columns.len() + site.more_columns.len()) as u64;
    summary.tickets += site.tickets.len() as u64;
    summary.updates += site.odd_updates.len() as u64;
    summary.visits += site.odd_visits.len() as u64;
    summary.anomalies += u64::from(site.anomaly.is_some());
}

/// Tables in which most sites have rows.
static USUAL: [&Sheet; 5] = [&SITES, &COLUMNS, &CHANNELS, &TICKETS, &REVIEWS];
/// Tables that only anomalies need.
static RARE: [&Sheet; 4] = [&LIFE, &ADDRESSES, &EXEMPTIONS, &COVERAGE];

/// The tables under way.
struct Files {
    tables: Vec<(&'static str, Table)>,
    updates: Streamed,
    visits: Streamed,
}

impl Files {
    fn open(target: &Target) -> Result<Files, GenerateError> {
        let rare = RARE.iter().filter(|_| target.options.has_anomalies());
        let open = |sheet: &&'static Sheet| Ok((sheet.table, Table::open(target, sheet)?));
        let tables = USUAL.iter().chain(rare).map(open).collect::<Result<_, GenerateError>>()?;
        let (updates, visits) = streamed(target)?;
        Ok(Files { tables, updates, visits })
    }

    fn rows(&mut self, table: &str, rows: impl IntoIterator<Item = Vec<Cell>>) -> Result<(), GenerateError> {
        match self.tables.iter_mut().find(|(name, _)| *name == table) {
            Some((_, table)) => table.rows(rows),
            None => Ok(()),
        }
    }

    fn write(&mut self, mut site: Site, options: &Options) -> Result<(), GenerateError> {
        let form = IdForm::of(options);
        let ids = form.site(site.index);
        self.rows("sites", [site.row()])?;
        self.rows("columns", site.column_rows(&ids, form))?;
        self.rows("channels", site.channel_rows())?;
        self.rows("tickets", site.tickets.iter().map(|ticket| site.ticket_row(ticket)))?;
        self.rows("reviews", site.reviews.iter().map(|review| site.review_row(review)))?;
        for (sheet, cells) in std::mem::take(&mut site.rare) {
            self.rows(sheet.table, [cells])?;
        }
        self.updates.odd(site.odd_updates)?;
        self.visits.odd(site.odd_visits)
    }

    fn finish(self, updates: &Updates, visits: &AllVisits, progress: &mut dyn FnMut(Progress)) -> Result<(), GenerateError> {
        self.tables.into_iter().try_for_each(|(_, table)| table.finish())?;
        self.updates.updates(updates, progress)?;
        self.visits.visits(visits, progress)
    }
}

/// What is true of the sites; always in CSV.
struct TruthFiles {
    verdicts: CsvTable,
    outcomes: CsvTable,
    anomalies: CsvTable,
}

impl TruthFiles {
    fn open(dir: &Path) -> Result<TruthFiles, GenerateError> {
        let open = |name: &str, headings: &[&str]| CsvTable::with_headings(dir.join("truth").join(name), headings);
        Ok(TruthFiles {
            verdicts: open("verdicts.csv", &["site_code", "verdict"])?,
            outcomes: open("outcomes.csv", &["site_code", "clause", "outcome", "certain", "possible"])?,
            anomalies: open("anomalies.csv", &["site_code", "anomaly"])?,
        })
    }

    fn write(&mut self, site: &Site, summary: &mut Summary) -> Result<(), GenerateError> {
        let code = || Cell::from(site.code.clone());
        let truth = Truth::of(site);
        summary.unqualified += u64::from(truth.verdict == "unqualified");
        self.verdicts.row(&[code(), truth.verdict.into()])?;
        for (clause, outcome, range) in truth.outcomes {
            let number = |part: fn(Range) -> u64| range.map_or(Cell::Empty, |range| Cell::Integer(part(range) as i64));
            self.outcomes.row(&[code(), clause.key().into(), outcome.into(), number(|range| range.certain), number(|range| range.possible)])?;
        }
        match site.anomaly {
            Some(anomaly) => self.anomalies.row(&[code(), anomaly.name().into()]),
            None => Ok(()),
        }
    }

    fn finish(self) -> Result<(), GenerateError> {
        self.verdicts.finish()?;
        self.outcomes.finish()?;
        self.anomalies.finish()
    }
}
