//! What a standard is made from, so that it can be made again elsewhere and years later.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use serde::{Deserialize, Serialize};

use super::{Library, Standard, StandardError};

/// The name of a standard, and the files that it needs beside those of this crate or, once pinned, all of them.
///
/// ```
/// use gov_site_compliance::standard::Sources;
/// let zibo = Sources::embedded("zibo-2017");
/// let ours = zibo.with("ours.toml", r#"
/// id = "ours"
/// revision = 1
/// title = "本市办法"
/// extends = "zibo-2017"
/// [readings]
/// overdue_total = "open"
/// "#)?;
/// assert_eq!(ours.resolve()?.chain.last().map(String::as_str), Some("ours@1"));
/// assert_eq!(ours.pinned()?.resolve()?.digest, ours.resolve()?.digest);
/// # Ok::<(), gov_site_compliance::StandardError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// Id, perhaps with `@revision`.
    pub standard: String,
    /// Files, bases first.
    pub files: Vec<SourceFile>,
    /// Whether these files are all that is needed, whatever this crate ships with.
    pub pinned: bool,
}

/// A file of a standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Its name, for messages.
    pub file: String,
    /// TOML.
    pub text: String,
    /// Whether it ships with the crate: what it sets is no local change.
    pub embedded: bool,
    /// The standard that it extends where its text does not say so.
    pub extends: Option<String>,
}

impl Sources {
    /// A standard that ships with this crate, by `id` or `id@revision`.
    pub fn embedded(standard: &str) -> Sources {
        Sources { standard: standard.to_string(), files: Vec::new(), pinned: false }
    }

    /// The standard of a file, which may extend an embedded one.
    ///
    /// # Errors
    /// As [`Library::add`].
    pub fn of_file(file: &str, text: &str) -> Result<Sources, StandardError> {
        Sources::embedded("").with(file, text)
    }

    /// The standard of a further file, which may extend the ones before it.
    ///
    /// # Errors
    /// As [`Library::add`].
    pub fn with(&self, file: &str, text: &str) -> Result<Sources, StandardError> {
        let mut sources = self.clone();
        let added = SourceFile { file: file.to_string(), text: text.to_string(), embedded: false, extends: None };
        sources.standard = self.library()?.load(&added)?;
        sources.files.push(added);
        Ok(sources)
    }

    /// The standard of a further file that extends this one, whether its text says so or not.
    ///
    /// # Errors
    /// As [`Sources::resolve`]; a text that extends another standard.
    pub fn overlaid(&self, file: &str, text: &str) -> Result<Sources, StandardError> {
        let base = self.resolve()?;
        let base = format!("{}@{}", base.id, base.revision);
        let mut sources = self.clone();
        let added = SourceFile { file: file.to_string(), text: text.to_string(), embedded: false, extends: Some(base) };
        sources.standard = self.library()?.load(&added)?;
        sources.files.push(added);
        Ok(sources)
    }

    /// The standard.
    ///
    /// # Errors
    /// As [`Library::add`] and [`Library::resolve`].
    pub fn resolve(&self) -> Result<Standard, StandardError> {
        self.library()?.resolve(&self.standard)
    }

    /// The same with the texts of all its files: no later release changes what it resolves to.
    ///
    /// # Errors
    /// As [`Sources::resolve`].
    pub fn pinned(&self) -> Result<Sources, StandardError> {
        let (standard, files) = self.library()?.files_of(&self.standard)?;
        Ok(Sources { standard, files, pinned: true })
    }

    fn library(&self) -> Result<Library, StandardError> {
        let mut library = if self.pinned { Library::default() } else { Library::embedded() };
        for source in &self.files {
            library.load(source)?;
        }
        Ok(library)
    }
}
