//! Files of the results folder.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use gov_site_compliance::{Finding, Reject};
use gov_site_report::{
    Audience, Edition,
    csv::{FindingWriter, RejectWriter},
};
use gov_site_tables::RejectSink;

use crate::{failure::Failure, held::Held};

/// Rejected rows that are held for documents.
const REJECTS_HELD: usize = 10_000;

/// Every file that a census may write, so that none of an earlier run stays beside new ones.
const FILES: &[&str] = &[
    "census.json",
    "run.json",
    "verdicts.csv",
    "findings.csv",
    "tickets.csv",
    "rejected.csv",
    "notice.md",
    "notice.docx",
    "census.xlsx",
    "census.html",
    "follow_up.csv",
];
/// Folder of the sheets of units. It is the program's own: files of these endings in it are of an earlier run.
const UNITS: &str = "units";
const UNIT_ENDINGS: &[&str] = &["md", "docx", "xlsx"];

/// Files that the public edition does without.
const WORKING_PAPERS: &[&str] = &["rejected.csv", "run.json", "follow_up.csv"];

/// The results folder, or nowhere.
pub struct Output {
    dir: Option<PathBuf>,
    edition: Edition,
}

impl Output {
    /// Makes the folder and clears the files of an earlier census.
    pub fn prepare(dir: Option<&Path>, edition: Edition) -> Result<Output, Failure> {
        if let Some(dir) = dir {
            refuse_census_folder(dir)?;
            fs::create_dir_all(dir).map_err(|error| Failure::at(dir, error))?;
            for name in FILES {
                let path = dir.join(name);
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Failure::at(&path, error)),
                    _ => {}
                }
            }
            clear_units(&dir.join(UNITS))?;
        }
        Ok(Output { dir: dir.map(Path::to_path_buf), edition })
    }

    /// A file of the folder; without one what is written is dropped.
    pub fn file(&self, name: &str) -> Result<Box<dyn Write>, Failure> {
        let is_left_out = self.edition.audience == Audience::Public && WORKING_PAPERS.contains(&name);
        match self.dir.as_ref().filter(|_| !is_left_out) {
            Some(dir) => {
                let path = dir.join(name);
                Ok(Box::new(BufWriter::new(File::create(&path).map_err(|error| Failure::at(&path, error))?)))
            }
            None => Ok(Box::new(io::sink())),
        }
    }

    /// Writes a whole file.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let mut file = self.file(name)?;
        file.write_all(bytes)?;
        Ok(file.flush()?)
    }

    /// Writes a document, those of units into their folder.
    pub fn document(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let Some(dir) = &self.dir else { return Ok(()) };
        let path = dir.join(path);
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
        path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, bytes)).map_err(named)
    }

    /// Who reads the results.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Names of the files that were written.
    pub fn written(&self) -> String {
        let is_public = self.edition.audience == Audience::Public;
        let files = FILES.iter().copied().filter(|name| !is_public || !WORKING_PAPERS.contains(name));
        files.chain((!is_public).then_some("units/")).collect::<Vec<_>>().join(", ")
    }

    /// Where to look for the rejected rows of a census folder.
    pub fn rejected(&self, input: &Path) -> String {
        match &self.dir {
            Some(dir) => dir.join("rejected.csv").display().to_string(),
            None => format!("`gov-site-compliance check {}`", input.display()),
        }
    }

    /// The folder, if there is one.
    pub fn dir(&self) -> Option<&Path> {
        self.dir.as_deref()
    }
}

/// Removes the sheets of an earlier census, and their folder unless somebody has put something else there.
fn clear_units(units: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(units) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(|error| Failure::at(units, error))?,
    };
    for entry in entries {
        let path = entry.map_err(|error| Failure::at(units, error))?.path();
        let is_sheet = path.extension().is_some_and(|ending| UNIT_ENDINGS.iter().any(|known| ending == *known));
        if is_sheet && path.is_file() {
            fs::remove_file(&path).map_err(|error| Failure::at(&path, error))?;
        }
    }
    // It stays where something else is in it.
    let _ = fs::remove_dir(units);
    Ok(())
}

/// A census folder holds a `tickets.csv` of its own, which results would overwrite.
fn refuse_census_folder(dir: &Path) -> Result<(), Failure> {
    let Some(input) = ["census.toml", "sites.csv"].into_iter().find(|name| dir.join(name).exists()) else { return Ok(()) };
    let text = format!(
        "--out {}: the folder holds {input}, so it is a census folder and results would overwrite its tables; choose another folder, such as {}",
        dir.display(),
        dir.join("out").display()
    );
    Err(Failure::input_text(text))
}

/// Streams rejected rows to `rejected.csv` and holds the first of them.
pub struct RejectFile {
    writer: RejectWriter<Box<dyn Write>>,
    held: Held<Reject>,
    edition: Edition,
}

impl RejectFile {
    pub fn open(output: &Output) -> Result<RejectFile, Failure> {
        let held = Held::new(if output.dir().is_some() { REJECTS_HELD } else { 0 });
        Ok(RejectFile { writer: RejectWriter::new(output.file("rejected.csv")?)?, held, edition: output.edition() })
    }

    pub fn finish(self) -> Result<Held<Reject>, Failure> {
        self.writer.finish()?;
        Ok(self.held)
    }
}

impl RejectSink for RejectFile {
    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        let mut shown = reject.clone();
        self.edition.reject(&mut shown);
        self.held.push(&shown);
        self.writer.write(&shown)
    }
}

/// Streams findings to `findings.csv`; the first error is kept for the end.
pub struct FindingFile {
    writer: FindingWriter<Box<dyn Write>>,
    error: Option<io::Error>,
}

impl FindingFile {
    pub fn open(output: &Output, basis: &str) -> Result<FindingFile, Failure> {
        Ok(FindingFile { writer: FindingWriter::new(output.file("findings.csv")?, basis)?, error: None })
    }

    pub fn write(&mut self, finding: &Finding) {
        if self.error.is_none() {
            self.error = self.writer.write(finding).err();
        }
    }

    pub fn finish(self) -> Result<(), Failure> {
        match self.error {
            Some(error) => Err(error.into()),
            None => {
                self.writer.finish()?;
                Ok(())
            }
        }
    }
}
