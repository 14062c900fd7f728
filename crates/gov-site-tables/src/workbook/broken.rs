//! What is wrong with a workbook as a whole, and what to do about it.

use std::io;

use calamine::XlsxError;
use zip::result::ZipError;

use crate::FolderError;

const SAVE_ANEW: &str = "open it in Excel or WPS, save it as .xlsx anew, or remove it from the folder";
const SAVE_AS: &str = "open it in Excel or WPS and save it as .xlsx, or remove it from the folder";

/// A workbook that cannot be read.
#[derive(Debug)]
pub(crate) struct Broken {
    problem: String,
    remedy: &'static str,
}

impl Broken {
    pub(super) fn damaged(problem: String) -> Broken {
        Broken { problem: format!("the workbook is damaged or cut off: {problem}"), remedy: SAVE_ANEW }
    }

    pub(super) fn contradiction() -> Broken {
        Broken::damaged("its bytes contradict the format".into())
    }

    pub(super) fn too_large(problem: String) -> Broken {
        Broken { problem: format!("the workbook is larger than any table needs: {problem}"), remedy: SAVE_ANEW }
    }

    pub(super) fn encrypted() -> Broken {
        Broken {
            problem: "the workbook is encrypted".into(),
            remedy: "open it in Excel or WPS, take its password away and save it, or remove it from the folder",
        }
    }

    /// No sheet can be seen.
    pub(crate) fn hidden() -> Broken {
        Broken {
            problem: "the workbook has no visible sheet with cells".into(),
            remedy: "show the sheet that holds the table, or remove the file from the folder",
        }
    }

    /// The format of Excel before 2007.
    pub(crate) fn old() -> Broken {
        Broken { problem: "the file is a workbook of the old kind (.xls)".into(), remedy: SAVE_AS }
    }

    pub(super) fn foreign(problem: &str) -> Broken {
        Broken { problem: problem.into(), remedy: SAVE_AS }
    }

    pub(super) fn of_zip(error: ZipError) -> Broken {
        match error {
            ZipError::Io(error) => Broken::from(error),
            error => Broken::damaged(error.to_string()),
        }
    }

    /// The error of a file.
    pub(crate) fn within(self, file: &str) -> FolderError {
        FolderError::Workbook { file: file.into(), problem: self.problem, remedy: self.remedy }
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Broken {
        match error.kind() {
            io::ErrorKind::Other if error.to_string().contains("MiB") => Broken::too_large(error.to_string()),
            _ => Broken::damaged(error.to_string()),
        }
    }
}

impl From<quick_xml::Error> for Broken {
    fn from(error: quick_xml::Error) -> Broken {
        match &error {
            quick_xml::Error::Io(cause) if cause.to_string().contains("MiB") => Broken::too_large(cause.to_string()),
            _ => Broken::damaged(error.to_string()),
        }
    }
}

impl From<XlsxError> for Broken {
    fn from(error: XlsxError) -> Broken {
        match error {
            XlsxError::Password => Broken::encrypted(),
            XlsxError::Io(error) => Broken::from(error),
            XlsxError::Zip(error) => Broken::of_zip(error),
            error => Broken::damaged(error.to_string()),
        }
    }
}
