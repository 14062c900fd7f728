//! Reads a census folder: `census.toml`, `notice.toml` and the tables: files of CSV, JSON Lines and Parquet, and workbooks of Excel.
//!
//! Every row ends as accepted, rejected or collapsed into an identical one, and [`ReadReport`] counts all three; a
//! rejected row streams to a [`RejectSink`] and is charged as possible to what it names. Updates and visits are never
//! held in memory: they stream into a [`gov_site_compliance::Fold`].
//!
//! ```
//! # #[cfg(feature = "csv")] {
//! use gov_site_compliance::{Plan, Reject, facts::Setting, standard::Library};
//! use gov_site_tables::Folder;
//!
//! let dir = tempfile::tempdir()?;
//! std::fs::write(dir.path().join("census.toml"), "title = \"普查\"\ncheckpoint = 2017-11-29\n")?;
//! let site = "网站标识码,网站名称,首页网址,网站类型,层级,所属地区,主办单位\n3703000001,示例,http://a.example/,部门,city,市本级,示例单位\n";
//! std::fs::write(dir.path().join("sites.csv"), site)?;
//!
//! let folder = Folder::open(dir.path())?;
//! let standard = Library::embedded().resolve("zibo-2017")?;
//! let checkpoint = folder.settings().checkpoint.ok_or("no checkpoint")?;
//! let setting = Setting { checkpoint, visits_until: folder.settings().visits_until(checkpoint), period_from: checkpoint };
//! let plan = Plan::compile(&[&standard], setting)?;
//! let mut rejects: Vec<Reject> = Vec::new();
//! let evidence = folder.read(&standard, &plan, &mut rejects, &mut |_| {})?;
//! assert_eq!(evidence.registry.sites.len(), 1);
//! assert!(rejects.is_empty());
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(feature = "csv")]
mod bad_rows;
#[cfg(feature = "parquet")]
mod batches;
#[cfg(feature = "parquet")]
mod buffers;
#[cfg(feature = "parquet")]
mod compact;
#[cfg(feature = "csv")]
mod csv_rows;
#[cfg(feature = "csv")]
mod decoded;
#[cfg(feature = "csv")]
mod delimiter;
#[cfg(feature = "parquet")]
mod desk;
#[cfg(feature = "csv")]
mod digested;
#[cfg(feature = "csv")]
mod encoding;
mod error;
#[cfg(feature = "csv")]
mod finding_rows;
#[cfg(feature = "csv")]
mod folder;
mod foreign;
#[cfg(feature = "parquet")]
mod frames;
#[cfg(feature = "parquet")]
mod frames_sound;
#[cfg(feature = "csv")]
mod headings;
#[cfg(any(feature = "jsonl", feature = "xlsx"))]
mod held;
#[cfg(feature = "jsonl")]
mod json_object;
#[cfg(feature = "jsonl")]
mod json_rows;
mod judging;
mod notice_texts;
#[cfg(feature = "parquet")]
mod outbox;
#[cfg(feature = "parquet")]
pub mod parquet;
#[cfg(feature = "parquet")]
mod queue;
#[cfg(any(feature = "parquet", feature = "xlsx"))]
mod quiet;
#[cfg(feature = "csv")]
mod reading;
#[cfg(feature = "csv")]
mod record;
mod report;
#[cfg(feature = "csv")]
mod result_rows;
#[cfg(feature = "csv")]
mod results_folder;
mod rows;
mod settings;
#[cfg(feature = "csv")]
mod setup;
mod sink;
#[cfg(feature = "csv")]
mod site_rows;
#[cfg(feature = "csv")]
mod source;
#[cfg(feature = "csv")]
mod stop;
#[cfg(feature = "pages")]
mod stored_pages;
#[cfg(feature = "csv")]
mod table_files;
#[cfg(feature = "csv")]
mod targets;
mod toml_file;
#[cfg(feature = "csv")]
mod watched;
#[cfg(feature = "xlsx")]
mod workbook;
#[cfg(feature = "xlsx")]
mod workbook_files;
#[cfg(feature = "csv")]
mod write_rows;

pub use error::FolderError;
#[cfg(feature = "csv")]
pub use finding_rows::{FindingRows, INTERNAL_FIELDS};
#[cfg(feature = "csv")]
pub use folder::Folder;
pub use foreign::ForeignHeadings;
#[cfg(feature = "parquet")]
pub use frames::Frames;
pub use judging::Judging;
pub use notice_texts::notice_texts;
#[cfg(feature = "csv")]
pub use reading::Evidence;
pub use report::{Progress, ReadReport, SkipReason, SkippedSheet, TableReport};
#[cfg(feature = "csv")]
pub use results_folder::{ResultsError, ResultsFolder};
pub use settings::{Period, Settings};
#[cfg(feature = "csv")]
pub use setup::{OneSite, Setup, SetupError};
pub use sink::RejectSink;
#[cfg(feature = "csv")]
pub use stop::Stop;
#[cfg(feature = "pages")]
pub use stored_pages::{StoredPage, StoredPagesError, UnusedPage, UnusedPages, stored_pages};
#[cfg(feature = "csv")]
pub use table_files::{TableFile, TableFiles, TableForm};
#[cfg(feature = "csv")]
pub use write_rows::write_rows;
