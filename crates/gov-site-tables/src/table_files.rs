//! Which tables a folder holds, in which form, in which files.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use gov_site_compliance::{TABLES, Table};

use crate::{FolderError, ForeignHeadings, SkippedSheet};

/// In which form a table is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// One CSV file.
    Csv,
    /// One Parquet file, or a folder of them.
    Parquet,
    /// One file of JSON Lines.
    Jsonl,
    /// One sheet of a workbook.
    Xlsx,
}

/// A file of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFile {
    /// Its name as in the folder, such as `updates/part-0.parquet`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// The files of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFiles {
    /// Their form.
    pub form: TableForm,
    /// The files in the order in which they are read.
    pub files: Vec<TableFile>,
    /// Bytes of all files; of a workbook the share of the sheet.
    pub bytes: u64,
    /// The sheet of a workbook, `None` for other files.
    pub sheet: Option<String>,
}

/// What a listing found.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// Each table that is there.
    pub tables: BTreeMap<&'static str, TableFiles>,
    /// Names of everything else.
    pub others: Vec<String>,
    /// Sheets that are not read.
    pub skipped: Vec<SkippedSheet>,
    /// The workbooks that hold a table.
    #[cfg(feature = "xlsx")]
    pub workbooks: BTreeMap<String, std::sync::Arc<crate::workbook::Workbook>>,
    /// Names under which each table is there, folders with a slash.
    forms: BTreeMap<&'static str, Vec<String>>,
}

impl Listing {
    /// Lists a folder; `foreign` are the headings by which the sheet of a table is found.
    ///
    /// # Errors
    /// A table in two forms, a folder of a table without a part, a form that cannot be read.
    pub(crate) fn of(dir: &Path, foreign: &ForeignHeadings) -> Result<Listing, FolderError> {
        let mut listing = Listing::default();
        for name in names(dir)? {
            listing.take(dir, name, foreign)?;
        }
        match listing.forms.iter().find(|(_, forms)| forms.len() > 1) {
            Some((table, forms)) => Err(FolderError::TwoForms { table, forms: forms.join(", ") }),
            None => Ok(listing),
        }
    }

    fn take(&mut self, dir: &Path, name: String, foreign: &ForeignHeadings) -> Result<(), FolderError> {
        let path = dir.join(&name);
        let Ok(data) = fs::metadata(&path) else { return Ok(()) };
        if data.is_file() && is_workbook(&name) {
            return self.take_workbook(&path, name, foreign);
        }
        let (stem, form) = match name.rsplit_once('.') {
            Some((stem, "csv")) if data.is_file() => (stem, TableForm::Csv),
            Some((stem, "jsonl")) if data.is_file() => (stem, TableForm::Jsonl),
            Some((stem, "parquet")) => (stem, TableForm::Parquet),
            None if data.is_dir() => (name.as_str(), TableForm::Parquet),
            _ => ("", TableForm::Csv),
        };
        let Some(table) = TABLES.iter().find(|table| table.name == stem).map(|table| table.name) else {
            self.others.push(name);
            return Ok(());
        };
        let shown = if data.is_dir() { format!("{name}/") } else { name.clone() };
        refuse_absent(form, &shown)?;
        let files =
            if data.is_dir() { self.parts(&path, &name)? } else { TableFiles { form, files: vec![TableFile { name, path }], bytes: data.len(), sheet: None } };
        self.add(table, shown, files);
        Ok(())
    }

    /// Notes where a table is.
    pub(crate) fn add(&mut self, table: &'static str, shown: String, files: TableFiles) {
        self.forms.entry(table).or_default().push(shown);
        self.tables.insert(table, files);
    }

    /// Workbooks need their feature; without it one that is named after a table is an error and any other nothing.
    #[cfg(not(feature = "xlsx"))]
    fn take_workbook(&mut self, _: &Path, name: String, _: &ForeignHeadings) -> Result<(), FolderError> {
        if named_after(&name).is_some() {
            return Err(FolderError::WithoutFormat { file: name, format: "workbooks of Excel", feature: "xlsx" });
        }
        self.others.push(name);
        Ok(())
    }

    /// The parts in the folder of a table; whatever else lies there is one of the others.
    fn parts(&mut self, dir: &Path, folder: &str) -> Result<TableFiles, FolderError> {
        let mut parts = TableFiles { form: TableForm::Parquet, files: Vec::new(), bytes: 0, sheet: None };
        for name in names(dir)? {
            let path = dir.join(&name);
            let Ok(data) = fs::metadata(&path) else { continue };
            let shown = format!("{folder}/{name}");
            if data.is_file() && name.ends_with(".parquet") && !is_aside(&name) {
                parts.bytes += data.len();
                parts.files.push(TableFile { name: shown, path });
            } else if !is_aside(&name) {
                self.others.push(if data.is_dir() { format!("{shown}/") } else { shown });
            }
        }
        if parts.files.is_empty() {
            return Err(FolderError::NoParts { folder: folder.into() });
        }
        Ok(parts)
    }
}

/// A form that the program was built without.
fn refuse_absent(form: TableForm, file: &str) -> Result<(), FolderError> {
    match form {
        TableForm::Parquet if !cfg!(feature = "parquet") => Err(FolderError::WithoutParquet { file: file.into() }),
        TableForm::Jsonl if !cfg!(feature = "jsonl") => Err(FolderError::WithoutFormat { file: file.into(), format: "JSON Lines", feature: "jsonl" }),
        _ => Ok(()),
    }
}

/// Whether a file is a workbook by its name; those that begin with `~$` mark that another one is open.
fn is_workbook(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !name.starts_with(['.', '~']) && ending.is_some_and(|ending| ["xlsx", "xls"].contains(&ending.as_str()))
}

/// The table that a workbook or a sheet is named after, in English or Chinese.
pub(crate) fn named_after(name: &str) -> Option<&'static Table> {
    let (stem, _) = name.rsplit_once('.').unwrap_or((name, ""));
    table_named(stem)
}

/// The table of a name in English or Chinese.
pub(crate) fn table_named(name: &str) -> Option<&'static Table> {
    let name = name.trim();
    TABLES.iter().copied().find(|table| table.name.eq_ignore_ascii_case(name) || table.heading == name)
}

/// Marks and checksums that writers of many parts leave beside them, and hidden files.
fn is_aside(name: &str) -> bool {
    name.starts_with(['.', '_'])
}

/// Names in a folder, sorted.
fn names(dir: &Path) -> Result<Vec<String>, FolderError> {
    let io = |error| FolderError::io(dir.display().to_string(), error);
    let entries = fs::read_dir(dir).map_err(io)?;
    let mut names = entries.map(|entry| Ok(entry.map_err(io)?.file_name().to_string_lossy().into_owned())).collect::<Result<Vec<_>, _>>()?;
    names.sort();
    Ok(names)
}
