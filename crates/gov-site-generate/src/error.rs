//! Why a census folder could not be generated.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a census folder could not be generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// An option out of its range.
    #[error("{option}: {given} is out of range; give {range}")]
    OutOfRange {
        /// The option.
        option: &'static str,
        /// What was given.
        given: String,
        /// What may be given.
        range: String,
    },
    /// The folder holds something already.
    #[error("{}: the folder is not empty, and its files would mix with the new ones; name a new folder, or empty it", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// Parquet was asked for and is not built in.
    #[error("format parquet: this program was built without Parquet; use csv, or build it with the feature `parquet`")]
    WithoutParquet,
    /// A file could not be written.
    #[error("{}: cannot be written: {source}; check space and rights, empty the folder and start again", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// A Parquet file could not be written.
    #[cfg(feature = "parquet")]
    #[error("{}: cannot be written: {source}; check space and rights, empty the folder and start again", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: parquet::errors::ParquetError,
    },
}

impl GenerateError {
    /// Puts the file's path to an error of the system.
    pub(crate) fn io(path: &Path) -> impl Fn(io::Error) -> GenerateError + '_ {
        move |source| GenerateError::Io { path: path.into(), source }
    }

    /// Puts the file's path to an error of the writer.
    #[cfg(feature = "parquet")]
    pub(crate) fn parquet<E: Into<parquet::errors::ParquetError>>(path: &Path) -> impl Fn(E) -> GenerateError + '_ {
        move |source| GenerateError::Parquet { path: path.into(), source: source.into() }
    }
}
