//! Which tables a folder holds, in which form, in which files.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use gov_site_compliance::TABLES;

use crate::FolderError;

/// In which form a table is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableForm {
    /// One CSV file.
    Csv,
    /// One Parquet file, or a folder of them.
    Parquet,
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
    /// Bytes of all files.
    pub bytes: u64,
}

/// What a listing found.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// Each table that is there.
    pub tables: BTreeMap<&'static str, TableFiles>,
    /// Names of everything else.
    pub others: Vec<String>,
    /// Names under which each table is there, folders with a slash.
    forms: BTreeMap<&'static str, Vec<String>>,
}

impl Listing {
    /// Lists a folder.
    ///
    /// # Errors
    /// A table in two forms, a folder of a table without a part, Parquet where it cannot be read.
    pub(crate) fn of(dir: &Path) -> Result<Listing, FolderError> {
        let mut listing = Listing::default();
        for name in names(dir)? {
            listing.take(dir, name)?;
        }
        match listing.forms.iter().find(|(_, forms)| forms.len() > 1) {
            Some((table, forms)) => Err(FolderError::TwoForms { table, forms: forms.join(", ") }),
            None => Ok(listing),
        }
    }

    fn take(&mut self, dir: &Path, name: String) -> Result<(), FolderError> {
        let path = dir.join(&name);
        let Ok(data) = fs::metadata(&path) else { return Ok(()) };
        let (stem, form) = match name.rsplit_once('.') {
            Some((stem, "csv")) if data.is_file() => (stem, TableForm::Csv),
            Some((stem, "parquet")) => (stem, TableForm::Parquet),
            None if data.is_dir() => (name.as_str(), TableForm::Parquet),
            _ => ("", TableForm::Csv),
        };
        let Some(table) = TABLES.iter().find(|table| table.name == stem).map(|table| table.name) else {
            self.others.push(name);
            return Ok(());
        };
        let shown = if data.is_dir() { format!("{name}/") } else { name.clone() };
        if form == TableForm::Parquet && !cfg!(feature = "parquet") {
            return Err(FolderError::WithoutParquet { file: shown });
        }
        let files = if data.is_dir() { self.parts(&path, &name)? } else { TableFiles { form, files: vec![TableFile { name, path }], bytes: data.len() } };
        self.forms.entry(table).or_default().push(shown);
        self.tables.insert(table, files);
        Ok(())
    }

    /// The parts in the folder of a table; whatever else lies there is one of the others.
    fn parts(&mut self, dir: &Path, folder: &str) -> Result<TableFiles, FolderError> {
        let mut parts = TableFiles { form: TableForm::Parquet, files: Vec::new(), bytes: 0 };
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
