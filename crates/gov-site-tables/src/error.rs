//! What is wrong with a census folder as a whole; a bad row is a reject, not an error.

use std::{io, path::PathBuf};

/// A folder that cannot be read: where, what, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// The path is no folder.
    #[error("{}: no such folder; give the path of a folder that holds census.toml and sites.csv", .path.display())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// No table of sites in any form.
    #[error("{}: there is no sites.csv and no workbook with a sheet 网站; {remedy}", .folder.display())]
    NoSites {
        /// The folder.
        folder: PathBuf,
        /// What to do.
        remedy: String,
    },
    /// A compulsory file is absent.
    #[error("{}: there is no {file}; {remedy}", .folder.display())]
    MissingFile {
        /// The folder.
        folder: PathBuf,
        /// The file.
        file: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// A file cannot be read.
    #[error("{file}: {source}; check that the file is there and may be read")]
    Io {
        /// The file.
        file: String,
        /// The cause.
        source: io::Error,
    },
    /// A key of `census.toml` or `notice.toml` is wrong.
    #[error("{file}:{line}: {key}: {problem}; {remedy}")]
    Setting {
        /// The file.
        file: String,
        /// Line from 1.
        line: usize,
        /// Key, dotted from the top.
        key: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        remedy: String,
    },
    /// A file of settings is no TOML at all.
    #[error("{file}:{line}: {problem}; mend the syntax (TOML, UTF-8)")]
    Syntax {
        /// The file.
        file: String,
        /// Line from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// A table has no headings.
    #[error("{file}: there is no line of headings; write one such as `{example}`, or delete the file")]
    NoHeadings {
        /// The file.
        file: String,
        /// The compulsory headings.
        example: String,
    },
    /// A sheet has no headings.
    #[error("{file}: there is no row of headings among the first {rows}; write one such as `{example}`, or delete the sheet")]
    SheetWithoutHeadings {
        /// Workbook and sheet.
        file: String,
        /// Rows in which headings are looked for.
        rows: u32,
        /// The compulsory headings.
        example: String,
    },
    /// The headings cannot be read as text.
    #[error("{file}:{line}: the headings are no UTF-8 text; save the file as CSV in UTF-8 or as .xlsx")]
    HeadingsNotUtf8 {
        /// The file.
        file: String,
        /// Line from 1.
        line: u64,
    },
    /// A quote of the headings never closes.
    #[error("{file}:{line}: a quotation mark in the headings never closes; add the closing one")]
    HeadingsUnclosed {
        /// The file.
        file: String,
        /// Line from 1.
        line: u64,
    },
    /// Two columns stand for one field.
    #[error("{file}:{line}: the headings `{first}` and `{second}` both stand for the field {field}; delete or rename one of them")]
    HeadingTwice {
        /// The file.
        file: String,
        /// Line from 1.
        line: u64,
        /// The first heading.
        first: String,
        /// The second heading.
        second: String,
        /// The field.
        field: &'static str,
    },
    /// Compulsory headings are absent: every row would be rejected.
    #[error(
        "{file}:{line}: no column with the heading {missing}; add it, or map your own heading in [headings] of census.toml (cells are separated by commas)"
    )]
    HeadingMissing {
        /// The file.
        file: String,
        /// Line from 1.
        line: u64,
        /// The absent headings in English and Chinese.
        missing: String,
    },
    /// No table of this name.
    #[error("there is no table `{table}`; the tables are {known}")]
    UnknownTable {
        /// The name.
        table: String,
        /// All names.
        known: String,
    },
    /// A table is there in more than one form.
    #[error("the table {table} is there as {forms}; keep one and remove the others, or its rows would count twice")]
    TwoForms {
        /// The table.
        table: &'static str,
        /// The files and folders.
        forms: String,
    },
    /// A folder of a table holds no part of it.
    #[error("{folder}/: there is no *.parquet file in it; put the parts of the table there, or remove the folder")]
    NoParts {
        /// The folder.
        folder: String,
    },
    /// A Parquet table in a program that reads none.
    #[error("{file}: this program was built without Parquet; build it with `--features parquet`, or convert the file to CSV")]
    WithoutParquet {
        /// The file or folder.
        file: String,
    },
    /// A table in a format that the program does not read.
    #[error("{file}: this program was built without {format}; build it with `--features {feature}`, or convert the file to CSV")]
    WithoutFormat {
        /// The file.
        file: String,
        /// What it is.
        format: &'static str,
        /// The feature that reads it.
        feature: &'static str,
    },
    /// A workbook that cannot be read.
    #[error("{file}: {problem}; {remedy}")]
    Workbook {
        /// The file, with the sheet where one is meant.
        file: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A Parquet file that cannot be read.
    #[error("{file}: {problem}; {remedy}")]
    Parquet {
        /// The file.
        file: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        remedy: &'static str,
    },
    /// The columns of a Parquet file do not fit the table.
    #[cfg(feature = "parquet")]
    #[error("{file}: {source}")]
    Columns {
        /// The file.
        file: String,
        /// What does not fit, and what to do.
        source: gov_site_arrow::ArrowError,
    },
    /// Somebody ended the reading.
    #[error("the reading was stopped before its end; nothing was judged")]
    Stopped,
    /// A rejected row could not be written down.
    #[error("a rejected row could not be written: {0}; check the space and the rights of the output folder")]
    Sink(io::Error),
}

impl FolderError {
    /// An error of the file system.
    #[cfg(feature = "csv")]
    pub(crate) fn io(file: impl Into<String>, source: io::Error) -> FolderError {
        FolderError::Io { file: file.into(), source }
    }
}
