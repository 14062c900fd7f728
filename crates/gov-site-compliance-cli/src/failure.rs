//! Why a command ended early, and its exit code.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use gov_site_compliance::{CalendarError, StandardError, facts::PlanError};
use gov_site_tables::{FolderError, ResultsError};

/// An error with the exit code that the help documents.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    error: anyhow::Error,
}

/// Something outside the input went wrong, such as a full disk.
const TROUBLE: u8 = 1;
/// Options that do not go together.
#[cfg(feature = "pages")]
const USAGE: u8 = 2;
/// The input cannot be used.
const INPUT: u8 = 3;
/// `--strict` refused rejected rows.
const STRICT: u8 = 4;

impl Failure {
    /// The input cannot be used.
    pub fn input(error: impl Into<anyhow::Error>) -> Failure {
        Failure { code: INPUT, error: error.into() }
    }

    /// The input cannot be used, in words.
    pub fn input_text(text: String) -> Failure {
        Failure { code: INPUT, error: anyhow::Error::msg(text) }
    }

    /// Options that do not go together, in words.
    #[cfg(feature = "pages")]
    pub fn usage(text: String) -> Failure {
        Failure { code: USAGE, error: anyhow::Error::msg(text) }
    }

    /// The input cannot be used, for several reasons: all of them, so that one run names all.
    #[cfg(feature = "pages")]
    pub fn input_texts(texts: &[String]) -> Failure {
        Failure::input_text(texts.join("\nerror: "))
    }

    /// `--strict` refused rejected rows.
    pub fn strict(text: String) -> Failure {
        Failure { code: STRICT, error: anyhow::Error::msg(text) }
    }

    /// A file could not be written or read.
    pub fn at(path: &std::path::Path, error: io::Error) -> Failure {
        Failure { code: TROUBLE, error: anyhow::Error::new(error).context(format!("{}", path.display())) }
    }

    /// Files could not be read, while others were.
    #[cfg(feature = "pages")]
    pub fn at_each(files: &[(&std::path::Path, io::Error)]) -> Failure {
        let lines: Vec<String> = files.iter().map(|(path, error)| format!("{}: {error}", path.display())).collect();
        Failure { code: TROUBLE, error: anyhow::Error::msg(lines.join("\nerror: ")) }
    }

    /// What went wrong, to be told with other troubles.
    #[cfg(feature = "pages")]
    pub fn text(&self) -> String {
        format!("{:#}", self.error)
    }

    /// Prints the error and gives its exit code.
    pub fn report(&self) -> ExitCode {
        // With nobody to read it, the exit code is all that is left to say.
        let _ = writeln!(io::stderr(), "error: {:#}", self.error);
        ExitCode::from(self.code)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure { code: TROUBLE, error: error.into() }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure { code: TROUBLE, error: error.into() }
    }
}

impl From<gov_site_report::DocumentError> for Failure {
    fn from(error: gov_site_report::DocumentError) -> Failure {
        Failure { code: TROUBLE, error: error.into() }
    }
}

impl From<ResultsError> for Failure {
    fn from(error: ResultsError) -> Failure {
        match error {
            ResultsError::Taken(error) => Failure::from(error),
            error => Failure::input(error),
        }
    }
}

macro_rules! input_failures {
    ($($error:ty),+) => { $(impl From<$error> for Failure {
        fn from(error: $error) -> Failure {
            Failure::input(error)
        }
    })+ };
}

input_failures!(FolderError, StandardError, PlanError);

impl From<CalendarError> for Failure {
    fn from(error: CalendarError) -> Failure {
        Failure::input_text(format!("{error} with --project-workdays"))
    }
}
