//! A census folder: its settings and which tables are there.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use gov_site_compliance::{Plan, Standard, Table, notice::NoticeTexts};
use sha2::{Digest, Sha256};

#[cfg(feature = "jsonl")]
use crate::json_rows::JsonRows;
#[cfg(feature = "parquet")]
use crate::parquet::ParquetTable;
#[cfg(feature = "xlsx")]
use crate::workbook::{SheetRows, Workbook};
use crate::{
    Evidence, FolderError, Progress, RejectSink, Settings, SkippedSheet, Stop, TableFile, TableFiles, TableForm,
    csv_rows::CsvRows,
    notice_texts::notice_texts,
    reading::Reading,
    rows::Rows,
    source::{Opened, Source},
    table_files::Listing,
};

const SETTINGS: &str = "census.toml";
const NOTICE: &str = "notice.toml";
/// Endings of files that somebody may have meant as a table or as settings.
const MEANT: &[&str] = &["csv", "tsv", "txt", "xlsx", "xls", "xlsm", "xlsb", "et", "ett", "ods", "json", "jsonl", "parquet", "arrow", "toml"];

/// A census folder whose settings are read; its tables are read by [`Folder::read`].
#[derive(Clone, Debug)]
pub struct Folder {
    dir: PathBuf,
    settings: Settings,
    notice: NoticeTexts,
    tables: BTreeMap<&'static str, TableFiles>,
    unknown: Vec<String>,
    skipped: Vec<SkippedSheet>,
    #[cfg(feature = "xlsx")]
    workbooks: BTreeMap<String, std::sync::Arc<Workbook>>,
    stop: Stop,
}

impl Folder {
    /// Opens a folder: reads `census.toml` and `notice.toml` and looks which tables are there.
    ///
    /// # Errors
    /// No folder, no `census.toml`, no table of sites, settings that are wrong, a table that is there in two forms, a folder of
    /// a table without a part, a workbook that cannot be read, and a form that the program was built without.
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
        let listing = Listing::of(dir, &settings.headings)?;
        let mut folder = Folder {
            dir: dir.into(),
            settings,
            notice,
            tables: listing.tables,
            unknown: Vec::new(),
            skipped: listing.skipped,
            #[cfg(feature = "xlsx")]
            workbooks: listing.workbooks,
            stop: Stop::default(),
        };
        if !folder.has("sites") {
            return Err(without_sites(dir, &listing.others));
        }
        folder.unknown = listing.others.into_iter().filter(|name| folder.is_unknown(name)).collect();
        Ok(folder)
    }

    fn is_unknown(&self, name: &str) -> bool {
        let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let standard = self.settings.standard.as_deref().and_then(|path| Path::new(path).file_name()?.to_str());
        let expected = [Some(SETTINGS), Some(NOTICE), standard].contains(&Some(name));
        let in_table = name.contains('/');
        in_table || !expected && !name.starts_with(['.', '~']) && ending.is_some_and(|ending| MEANT.contains(&ending.as_str()))
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

    /// Whether a table is there.
    pub fn has(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    /// The files of a table, `None` without it.
    pub fn files(&self, table: &str) -> Option<&TableFiles> {
        self.tables.get(table)
    }

    /// SHA-256 in hexadecimal of a file of the folder.
    ///
    /// # Errors
    /// The file cannot be read.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?;
    /// # std::fs::write(dir.path().join("census.toml"), "")?;
    /// # std::fs::write(dir.path().join("sites.csv"), "")?;
    /// let folder = gov_site_tables::Folder::open(dir.path())?;
    /// let digest = folder.digest("sites.csv")?;
    /// assert_eq!(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn digest(&self, file: &str) -> Result<String, FolderError> {
        let io = |error| FolderError::io(file, error);
        let mut reader = File::open(self.dir.join(file)).map_err(io)?;
        let (mut digest, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
        while let count @ 1.. = reader.read(&mut buffer).map_err(io)? {
            digest.update(&buffer[..count]);
        }
        Ok(digest.finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }

    /// Files that look like tables or settings and are not read.
    pub fn unknown_files(&self) -> &[String] {
        &self.unknown
    }

    /// Sheets of workbooks that are not read, and why.
    pub fn skipped_sheets(&self) -> &[SkippedSheet] {
        &self.skipped
    }

    /// Ends [`Folder::read`] from another thread; clones of the folder are meant, too.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Reads all tables under a standard. Rejected rows go to `sink` as they are found.
    ///
    /// # Errors
    /// A file that cannot be read, headings that cannot be used, a sink that fails. Bad rows are no error.
    pub fn read(&self, standard: &Standard, plan: &Plan, sink: &mut dyn RejectSink, progress: &mut dyn FnMut(Progress)) -> Result<Evidence, FolderError> {
        Reading::new(self, sink, progress).run(standard, plan)
    }

    /// Opens the Parquet files of a table; `None` when it is not there in Parquet.
    ///
    /// # Errors
    /// A file that is no sound Parquet, or whose columns do not fit the table.
    #[cfg(feature = "parquet")]
    pub fn parquet(&self, table: &'static Table) -> Result<Option<ParquetTable>, FolderError> {
        let files = self.files(table.name).filter(|files| files.form == TableForm::Parquet);
        files.map(|files| ParquetTable::open(table, files.files.clone(), &self.settings.headings)).transpose()
    }

    /// Opens a table that is read row by row; `None` when it is not there as such.
    pub(crate) fn rows(&self, table: &'static Table) -> Result<Option<Rows>, FolderError> {
        let Some(files) = self.files(table.name) else { return Ok(None) };
        let [TableFile { name, path }] = files.files.as_slice() else { return Ok(None) };
        let foreign = &self.settings.headings;
        Ok(match files.form {
            TableForm::Csv => Some(Rows::Csv(Box::new(CsvRows::open(table, path, name, foreign)?))),
            #[cfg(feature = "jsonl")]
            TableForm::Jsonl => Some(Rows::Json(Box::new(JsonRows::open(table, path, name, foreign)?))),
            #[cfg(feature = "xlsx")]
            TableForm::Xlsx => self.sheet(table, files, name)?.map(|rows| Rows::Sheet(Box::new(rows))),
            _ => None,
        })
    }

    #[cfg(feature = "xlsx")]
    fn sheet(&self, table: &'static Table, files: &TableFiles, name: &str) -> Result<Option<SheetRows>, FolderError> {
        let (Some(workbook), Some(sheet)) = (self.workbooks.get(name), &files.sheet) else { return Ok(None) };
        SheetRows::open(table, std::sync::Arc::clone(workbook), sheet, files.bytes, &self.settings.headings).map(Some)
    }
}

impl Source for Folder {
    fn open(&self, table: &'static Table) -> Result<Option<Opened>, FolderError> {
        #[cfg(feature = "parquet")]
        if let Some(parquet) = self.parquet(table)? {
            return Ok(Some(Opened::Batches(crate::batches::Batches::Parquet(parquet))));
        }
        Ok(self.rows(table)?.map(Opened::Rows))
    }

    fn has(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    fn complete(&self) -> Vec<&str> {
        self.settings.complete.iter().map(String::as_str).collect()
    }

    fn stop(&self) -> Stop {
        self.stop.clone()
    }

    fn bytes(&self) -> u64 {
        self.tables.values().map(|files| files.bytes).sum()
    }

    fn unknown_files(&self) -> &[String] {
        &self.unknown
    }

    fn skipped_sheets(&self) -> &[SkippedSheet] {
        &self.skipped
    }
}

/// Why there are no sites: perhaps they stand in a file that this program does not read.
fn without_sites(dir: &Path, others: &[String]) -> FolderError {
    let ends = |ending: &str| others.iter().find(|name| !name.starts_with(['.', '~']) && name.to_ascii_lowercase().ends_with(ending));
    if let Some(file) = ends(".xlsx").filter(|_| !cfg!(feature = "xlsx")) {
        return FolderError::WithoutFormat { file: file.clone(), format: "workbooks of Excel", feature: "xlsx" };
    }
    let remedy = match [".xls", ".xlsm", ".xlsb", ".et", ".ett", ".ods"].into_iter().find_map(ends) {
        Some(file) => format!("save {file} as .xlsx, then its sheets are read"),
        None => "it is the one compulsory table: write one line a site".to_owned(),
    };
    FolderError::NoSites { folder: dir.into(), remedy }
}

/// The bytes of a file that may be absent.
fn optional(dir: &Path, file: &str) -> Result<Option<Vec<u8>>, FolderError> {
    match fs::read(dir.join(file)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FolderError::io(file, error)),
    }
}
