//! A census folder: its settings and which tables are there.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use gov_site_compliance::{Plan, Standard, TABLES, Table, notice::NoticeTexts};

use crate::{Evidence, FolderError, Progress, RejectSink, Settings, csv_rows::CsvRows, notice_texts::notice_texts, reading::Reading};

const SETTINGS: &str = "census.toml";
const NOTICE: &str = "notice.toml";
/// Endings of files that somebody may have meant as a table or as settings.
const MEANT: &[&str] = &["csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "jsonl", "parquet", "arrow", "toml"];

/// A census folder whose settings are read; its tables are read by [`Folder::read`].
#[derive(Clone, Debug)]
pub struct Folder {
    dir: PathBuf,
    settings: Settings,
    notice: NoticeTexts,
    /// Bytes of each table that is there.
    tables: BTreeMap<&'static str, u64>,
    unknown: Vec<String>,
}

impl Folder {
    /// Opens a folder: reads `census.toml` and `notice.toml` and looks which tables are there.
    ///
    /// # Errors
    /// No folder, no `census.toml`, no `sites.csv`, or settings that are wrong.
    pub fn open(dir: &Path) -> Result<Folder, FolderError> {
        if !dir.is_dir() {
            return Err(FolderError::NotAFolder { path: dir.into() });
        }
        let settings = optional(dir, SETTINGS)?.ok_or(FolderError::MissingFile {
            folder: dir.into(),
            file: SETTINGS,
            remedy: "write one with at least `checkpoint`, `period` and `standard`",
        })?;
        let settings = Settings::parse(&settings)?;
        let notice = optional(dir, NOTICE)?.map_or_else(|| Ok(NoticeTexts::default()), |bytes| notice_texts(&bytes))?;
        let mut folder = Folder { dir: dir.into(), settings, notice, tables: BTreeMap::new(), unknown: Vec::new() };
        folder.list()?;
        if !folder.has("sites") {
            let remedy = "it is the one compulsory table: write one line a site";
            return Err(FolderError::MissingFile { folder: dir.into(), file: "sites.csv", remedy });
        }
        Ok(folder)
    }

    fn list(&mut self) -> Result<(), FolderError> {
        let io = |error| FolderError::io(self.dir.display().to_string(), error);
        for entry in fs::read_dir(&self.dir).map_err(io)? {
            let entry = entry.map_err(io)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let Ok(data) = fs::metadata(entry.path()) else { continue };
            let table = TABLES.iter().find(|table| name == file_name(table));
            match table.filter(|_| data.is_file()) {
                Some(table) => {
                    self.tables.insert(table.name, data.len());
                }
                None if self.is_unknown(&name) => self.unknown.push(name),
                None => {}
            }
        }
        self.unknown.sort();
        Ok(())
    }

    fn is_unknown(&self, name: &str) -> bool {
        let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let standard = self.settings.standard.as_deref().and_then(|path| Path::new(path).file_name()?.to_str());
        let expected = [Some(SETTINGS), Some(NOTICE), standard].contains(&Some(name));
        !expected && !name.starts_with('.') && ending.is_some_and(|ending| MEANT.contains(&ending.as_str()))
    }

    /// The path of the folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What `census.toml` says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What `notice.toml` says; all empty without it.
    pub fn notice_texts(&self) -> &NoticeTexts {
        &self.notice
    }

    /// Whether the file of a table is there.
    pub fn has(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    /// Files that look like tables or settings and are not read.
    pub fn unknown_files(&self) -> &[String] {
        &self.unknown
    }

    /// Reads all tables under a standard. Rejected rows go to `sink` as they are found.
    ///
    /// # Errors
    /// A file that cannot be read, headings that cannot be used, a sink that fails. Bad rows are no error.
    pub fn read(&self, standard: &Standard, plan: &Plan, sink: &mut dyn RejectSink, progress: &mut dyn FnMut(Progress)) -> Result<Evidence, FolderError> {
        Reading::new(self, sink, progress).run(standard, plan)
    }

    /// Bytes of all tables.
    pub(crate) fn bytes(&self) -> u64 {
        self.tables.values().sum()
    }

    /// Opens the file of a table, if it is there.
    pub(crate) fn rows(&self, table: &'static Table) -> Result<Option<CsvRows>, FolderError> {
        if !self.has(table.name) {
            return Ok(None);
        }
        let file = file_name(table);
        CsvRows::open(table, &self.dir.join(&file), &file, &self.settings.headings).map(Some)
    }
}

/// Name of the file of a table.
pub(crate) fn file_name(table: &Table) -> String {
    format!("{}.csv", table.name)
}

/// The bytes of a file that may be absent.
fn optional(dir: &Path, file: &str) -> Result<Option<Vec<u8>>, FolderError> {
    match fs::read(dir.join(file)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FolderError::io(file, error)),
    }
}
