//! What is wrong with a Parquet file, before it is known under which name the file stands in the folder.

use std::{fmt::Display, io};

use parquet::errors::ParquetError;

use crate::FolderError;

/// What is wrong, and what to do.
#[derive(Debug)]
pub(super) enum Broken {
    /// The file cannot be read at all.
    Io(io::Error),
    /// The content.
    Content { problem: String, remedy: &'static str },
}

impl Broken {
    /// Bytes that no sound writer leaves.
    pub(super) fn bytes(problem: impl Display) -> Broken {
        Broken::Content { problem: problem.to_string(), remedy: "the file is damaged or cut off: write or copy it anew" }
    }

    /// Something that a sound file may hold and that is not read.
    pub(super) fn foreign(problem: impl Display, remedy: &'static str) -> Broken {
        Broken::Content { problem: problem.to_string(), remedy }
    }

    /// The error with the file's name.
    pub(super) fn of(self, file: &str) -> FolderError {
        match self {
            Broken::Io(error) => FolderError::io(file, error),
            Broken::Content { problem, remedy } => FolderError::Parquet { file: file.into(), problem, remedy },
        }
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Broken {
        Broken::Io(error)
    }
}

impl From<ParquetError> for Broken {
    fn from(error: ParquetError) -> Broken {
        Broken::bytes(error)
    }
}
