//! Arguments of all commands.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use gov_site_compliance::{Calendar, Day};
#[cfg(feature = "pages")]
use gov_site_pages::Observed;

#[cfg(feature = "pages")]
use crate::page_options;

const EXAMPLES: &str = "\
Examples:
  gov-site-compliance census examples/zibo-2017q4
  gov-site-compliance census q4 --out q4/out --standard ours.toml
  gov-site-compliance explain examples/zibo-2017q4 3703009002
  gov-site-compliance workdays add 2017-09-29 7

Exit codes:
  0  done (also when sites are unqualified)
  1  a file could not be read or written, or another trouble outside the input
  2  wrong usage
  3  the census folder, a standard or a date cannot be used
  4  --strict: rows were rejected, nothing was judged";

/// Census (普查) of Chinese government websites: each verdict traceable to a clause, a moment and rows.
#[derive(Debug, Parser)]
#[command(name = "gov-site-compliance", version, about, after_help = EXAMPLES, max_term_width = 110)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge all sites of a census folder and draw up the notice
    Census(CensusArgs),
    /// Show clause by clause why a site got its verdict
    Explain(ExplainArgs),
    /// Read a census folder and say what is wrong with its rows, without judging
    Check(CheckArgs),
    /// Say what changed between the results of two censuses
    Compare(CompareArgs),
    /// List, show and compare standards
    Standard(StandardArgs),
    #[command(about = workdays())]
    Workdays(WorkdaysArgs),
    /// Write a synthetic census folder with known truth, for tests and measurements
    Generate(GenerateArgs),
    /// Write a workbook of empty tables to fill in, and settings beside it
    Template(TemplateArgs),
    /// Show what saved pages prove: items and dates, letters, articles, guides, footer, page tags
    #[cfg(feature = "pages")]
    Extract(ExtractArgs),
    /// Make the tables of a census from saved pages and the registry
    #[cfg(feature = "pages")]
    EvidenceFromPages(EvidenceFromPagesArgs),
    /// Print the JSON Schema of census.json
    #[command(hide = true)]
    Schema,
    /// Print docs/REJECTS.md
    #[command(hide = true)]
    Rejects,
}

/// Says which years are known, which a new file of `calendars` changes.
fn workdays() -> String {
    let years = Calendar::embedded().known_years().map(|(first, last)| format!(", {first} to {last}"));
    format!("Working days of mainland China{}", years.unwrap_or_default())
}

/// Where the evidence is and what it is judged by.
#[derive(Debug, ClapArgs)]
pub struct Input {
    /// Census folder: census.toml, sites.csv and further tables
    pub dir: PathBuf,
    /// Standard by name (`standard list`) or a TOML file of your own; default: `standard` of census.toml
    #[arg(long, value_name = "NAME|FILE")]
    pub standard: Option<String>,
    /// Day at whose end everything is judged; default: `checkpoint` of census.toml
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub checkpoint: Option<Day>,
    /// Refuse to go on when any row is rejected
    #[arg(long)]
    pub strict: bool,
    /// Guess working days of years without a known arrangement (Monday to Friday), marked as projection
    #[arg(long)]
    pub project_workdays: bool,
    /// Print JSON for programs
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance census examples/zibo-2017q4
  gov-site-compliance census examples/zibo-2017q4 --out out
  gov-site-compliance census q4 --standard national-2015 --checkpoint 2017-11-29 --json

With --out the folder gets census.json, run.json, verdicts.csv, findings.csv, tickets.csv, rejected.csv, follow_up.csv, the notice as notice.md and
notice.docx, the census as census.xlsx and census.html, and in units/ a list for each unit that has something to do and a sheet for its objection.")]
pub struct CensusArgs {
    #[command(flatten)]
    pub input: Input,
    /// Folder for the results; made if missing
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Results of an earlier census: what it found already is marked in the follow-up lists (连续两期)
    #[arg(long, value_name = "OUT", requires = "out")]
    pub previous: Option<PathBuf>,
    /// Mark every page of the documents as a draft (征求意见稿)
    #[arg(long, requires = "out")]
    pub draft: bool,
    /// Results for everybody: no working papers, no sources of rows, nothing personal; the same numbers
    #[arg(long, requires = "out", conflicts_with = "internal")]
    pub public: bool,
    /// Results for the office's own use: contacts, quotations and numbers of persons as they were handed in
    #[arg(long, requires = "out")]
    pub internal: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance explain examples/zibo-2017q4 3703009002
  gov-site-compliance explain q4 3703009002 --standard ours.toml
  gov-site-compliance explain q4 3703009002 --internal")]
pub struct ExplainArgs {
    #[command(flatten)]
    pub input: Input,
    /// Site code (网站标识码)
    pub site: String,
    /// For the office's own use: contacts, reviewers, quotations and numbers of persons as they were handed in
    #[arg(long)]
    pub internal: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance check examples/zibo-2017q4
  gov-site-compliance check q4 --strict")]
pub struct CheckArgs {
    #[command(flatten)]
    pub input: Input,
    /// For the office's own use: numbers of persons in rejected cells as they were handed in
    #[arg(long)]
    pub internal: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance compare q3/out q4/out
  gov-site-compliance compare draft/out final/out --csv changes.csv

Both are folders that `census --out` wrote. Another checkpoint or standard alone makes results differ; the first lines say so.")]
pub struct CompareArgs {
    /// Results of the earlier census
    #[arg(value_name = "OUT1")]
    pub before: PathBuf,
    /// Results of the later census
    #[arg(value_name = "OUT2")]
    pub after: PathBuf,
    /// Write everything that changed to a CSV file
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Write what changed as a page for a browser
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Print JSON for programs
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance standard list
  gov-site-compliance standard show zibo-2017
  gov-site-compliance standard diff national-2015 ours.toml")]
pub struct StandardArgs {
    #[command(subcommand)]
    pub action: StandardAction,
}

#[derive(Debug, Subcommand)]
pub enum StandardAction {
    /// Standards that ship with the program
    List {
        /// Print JSON for programs
        #[arg(long)]
        json: bool,
    },
    /// Clauses, limits, readings, each figure with grade and source
    Show {
        /// Name or file
        standard: String,
        /// Print JSON for programs
        #[arg(long)]
        json: bool,
    },
    /// Figures in which two standards differ
    Diff {
        /// Name or file
        left: String,
        /// Name or file
        right: String,
        /// Print JSON for programs
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance workdays add 2017-09-29 7
  gov-site-compliance workdays count 2017-09-29 2017-10-16
  gov-site-compliance workdays show 2017")]
pub struct WorkdaysArgs {
    #[command(subcommand)]
    pub action: WorkdaysAction,
}

#[derive(Debug, Subcommand)]
pub enum WorkdaysAction {
    /// The N-th working day after a day (before it, if N is negative)
    Add {
        /// Day, YYYY-MM-DD
        day: Day,
        /// Number of working days
        #[arg(allow_negative_numbers = true)]
        number: i32,
        #[command(flatten)]
        shared: WorkdaysShared,
    },
    /// Working days after a day up to and including another
    Count {
        /// Day, YYYY-MM-DD
        from: Day,
        /// Day, YYYY-MM-DD
        to: Day,
        #[command(flatten)]
        shared: WorkdaysShared,
    },
    /// The arrangement of a year, with its notice
    Show {
        /// Year
        year: i32,
        #[command(flatten)]
        shared: WorkdaysShared,
    },
}

#[derive(Debug, ClapArgs)]
pub struct WorkdaysShared {
    /// Guess years without a known arrangement (Monday to Friday), marked as projection
    #[arg(long)]
    pub project: bool,
    /// Print JSON for programs
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance generate made
  gov-site-compliance generate large --sites 80000 --format parquet --anomalies 0
  gov-site-compliance generate odd --sites 400 --anomalies 0.8 --order shuffled --ids text

DIR/truth holds verdicts.csv, outcomes.csv and anomalies.csv: what each site was made to come to.")]
pub struct GenerateArgs {
    /// Folder for the census; made if missing, refused if not empty
    pub dir: PathBuf,
    /// Number of sites
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub sites: u64,
    /// Columns of each site
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub columns: u64,
    /// Mean number of updates of a column
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub updates: u64,
    /// Visits of each site in the visit week, spread evenly
    #[arg(long, value_name = "N", default_value_t = 672)]
    pub visits: u64,
    /// Mean number of tickets of a site
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub tickets: u64,
    /// Seed: the same seed and options give the same bytes
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Format of the tables
    #[arg(long, value_enum, default_value_t = TableFormat::Csv)]
    pub format: TableFormat,
    /// Order of the rows of updates and visits
    #[arg(long, value_enum, default_value_t = RowOrder::Sorted)]
    pub order: RowOrder,
    /// Form of the ids of columns
    #[arg(long, value_enum, default_value_t = IdForm::Dense)]
    pub ids: IdForm,
    /// Share of sites with an anomaly, 0 (clean) to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.05)]
    pub anomalies: f64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TableFormat {
    /// One CSV file a table
    Csv,
    /// One Parquet file a table, a folder of parts for updates and visits
    Parquet,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RowOrder {
    /// Updates by column, visits by site and time
    Sorted,
    /// In a random order
    Shuffled,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum IdForm {
    /// 0, 1, 2 …
    Dense,
    /// Whole numbers below 2^63
    Sparse,
    /// Text such as C00000042-xy
    Text,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance template q4
  gov-site-compliance template q4 --table sites --table columns --table tickets
  gov-site-compliance template q4 --table 网站,栏目,办件

DIR gets census.xlsx with a sheet a table, census.toml and notice.toml. Each sheet has headings with notes, lists to choose from and an
example above the headings, which is never read as data. Delete the sheets of tables that you do not have or hand in as other files.
Files that are there already are not touched.")]
pub struct TemplateArgs {
    /// Folder for the templates; made if missing
    pub dir: PathBuf,
    /// Tables to write, in English or Chinese; default: all
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub table: Vec<String>,
}

#[cfg(feature = "pages")]
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance extract list.html --url http://www.sample.example/tzgg/
  gov-site-compliance extract *.html --json

Without --url the address is taken that a browser wrote into the page (saved from url); without any, links stay as they are written.")]
pub struct ExtractArgs {
    /// Saved pages
    #[arg(required = true, value_name = "PAGE")]
    pub pages: Vec<PathBuf>,
    /// Final address of the page, if there is just one
    #[arg(long, value_parser = page_options::address)]
    pub url: Option<String>,
    #[command(flatten)]
    pub reading: PageReading,
    /// Day or moment at which the pages were received
    #[arg(long, value_name = "DATE", value_parser = page_options::observed)]
    pub observed: Option<Observed>,
    /// Charset that the answer declared
    #[arg(long, value_parser = page_options::charset)]
    pub charset: Option<String>,
    /// Print JSON, one line a page
    #[arg(long)]
    pub json: bool,
}

/// How pages are read.
#[cfg(feature = "pages")]
#[derive(Debug, ClapArgs)]
pub struct PageReading {
    /// TOML file with selectors of your own for sites that are not read well
    #[arg(long, value_name = "FILE")]
    pub templates: Option<PathBuf>,
    /// Largest page that is read, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = gov_site_pages::Budget::default().bytes, value_parser = page_options::max_bytes)]
    pub max_bytes: usize,
}

#[cfg(feature = "pages")]
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  gov-site-compliance evidence-from-pages q1 --out q1-evidence
  gov-site-compliance census q1-evidence --out q1-out

The folder holds census.toml, sites and, if you have it, columns, and the saved pages: files under pages/ with pages/index.csv
(file,url,observed_at,charset), or WARC files (.warc, .warc.gz). The new folder holds all of its tables, and updates and coverage made from the
pages; each row names its page, its digest and its place.")]
pub struct EvidenceFromPagesArgs {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub reading: PageReading,
    /// New folder for the tables
    #[arg(long, value_name = "FOLDER")]
    pub out: PathBuf,
}
