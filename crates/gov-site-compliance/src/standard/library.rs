//! Files of standards: which there are, and which a standard is made from.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use toml::Spanned;

use super::{file::RawStandard, resolve::resolve, *};

include!(concat!(env!("OUT_DIR"), "/standards.rs"));

/// Files of standards, found by `id` or `id@revision`.
///
/// ```
/// use gov_site_compliance::standard::Library;
/// let mut library = Library::embedded();
/// library.add("ours.toml", r#"
/// id = "ours"
/// revision = 1
/// title = "本市办法"
/// extends = "zibo-2017"
/// [clause.blank_columns.limits]
/// columns = { amount = 3, unit = "count", edge = "at_least", grade = "B", source = "本市通知" }
/// "#)?;
/// let ours = library.resolve("ours")?;
/// assert_eq!(ours.clause("blank_columns").unwrap().limit("columns").unwrap().from(0), 3);
/// assert_eq!(ours.overrides[0].figure, "blank_columns.limits.columns");
/// # Ok::<(), gov_site_compliance::StandardError>(())
/// ```
#[derive(Debug, Default)]
pub struct Library {
    files: Vec<Source>,
}

#[derive(Debug)]
pub(super) struct Source {
    file: String,
    pub(super) text: String,
    pub(super) raw: RawStandard,
    /// Whether it ships with the crate: then its own clauses are no local change.
    pub(super) embedded: bool,
    /// The base that it was loaded on.
    given: Option<String>,
}

impl Library {
    /// The standards that ship with the crate. Each file is checked by the tests.
    pub fn embedded() -> Library {
        let mut library = Library::default();
        for (file, text) in STANDARDS {
            let added = library.load(&SourceFile { file: (*file).to_string(), text: (*text).to_string(), embedded: true, extends: None });
            debug_assert!(added.is_ok(), "{added:?}");
        }
        library
    }

    /// Adds a file and returns its id.
    ///
    /// # Errors
    /// Not TOML, an unknown or a missing key, an id and revision that are taken.
    pub fn add(&mut self, file: &str, text: &str) -> Result<String, StandardError> {
        let named = self.load(&SourceFile { file: file.into(), text: text.into(), embedded: false, extends: None })?;
        Ok(named.split('@').next().unwrap_or_default().into())
    }

    /// Adds a file and returns its id with its revision.
    pub(super) fn load(&mut self, added: &SourceFile) -> Result<String, StandardError> {
        let SourceFile { file, text, embedded, extends } = added.clone();
        let mut raw: RawStandard = toml::from_str(&text).map_err(|error| syntax(&file, &text, &error))?;
        if raw.extends.is_none() {
            raw.extends = extends.as_ref().map(|base| Spanned::new(0..0, base.clone()));
        }
        let source = Source { file, text, raw, embedded, given: extends };
        let id = source.raw.id.get_ref().clone();
        let taken = |other: &Source| other.raw.id == source.raw.id && other.raw.revision == source.raw.revision;
        if self.files.iter().any(taken) {
            return Err(source.error(&source.raw.id, "id", format!("`{id}` of this revision is loaded already"), "raise `revision` or choose another id"));
        }
        let named = format!("{id}@{}", source.raw.revision.get_ref());
        self.files.push(source);
        Ok(named)
    }

    /// Ids and revisions of all files, sorted.
    pub fn list(&self) -> Vec<(&str, u32)> {
        let mut list: Vec<_> = self.files.iter().map(|source| (source.raw.id.get_ref().as_str(), *source.raw.revision.get_ref())).collect();
        list.sort_unstable();
        list
    }

    /// The standard of an id (its newest revision) or `id@revision`, with all its bases.
    ///
    /// # Errors
    /// An unknown id or base, a cycle, an unknown family, limit, list or reading, a missing figure, contradicting limits.
    pub fn resolve(&self, name: &str) -> Result<Standard, StandardError> {
        resolve(&self.chain(name)?)
    }

    /// Name with revision and files of a standard, bases first.
    pub(super) fn files_of(&self, name: &str) -> Result<(String, Vec<SourceFile>), StandardError> {
        let chain = self.chain(name)?;
        let standard = resolve(&chain)?;
        let file =
            |source: &&Source| SourceFile { file: source.file.clone(), text: source.text.clone(), embedded: source.embedded, extends: source.given.clone() };
        Ok((format!("{}@{}", standard.id, standard.revision), chain.iter().map(file).collect()))
    }

    fn chain(&self, name: &str) -> Result<Vec<&Source>, StandardError> {
        let mut chain = Vec::new();
        let mut next = Some((name.to_string(), None));
        while let Some((wanted, asked)) = next {
            let source = self.find(&wanted).ok_or_else(|| self.unknown(&wanted, asked))?;
            if chain.iter().any(|known: &&Source| core::ptr::eq(*known, source)) {
                let (asking, start) = asked.unwrap_or((source, 0));
                return Err(StandardError {
                    file: asking.file.clone(),
                    line: line_of(&asking.text, start),
                    key: "extends".into(),
                    problem: format!("`{wanted}` extends itself"),
                    remedy: "let `extends` name another standard".into(),
                });
            }
            chain.push(source);
            next = source.raw.extends.as_ref().map(|base| (base.get_ref().clone(), Some((source, base.span().start))));
        }
        chain.reverse();
        Ok(chain)
    }

    fn find(&self, name: &str) -> Option<&Source> {
        let (id, revision) = match name.split_once('@') {
            Some((id, revision)) => (id, Some(revision.parse::<u32>().ok()?)),
            None => (name, None),
        };
        self.files
            .iter()
            .filter(|source| source.raw.id.get_ref() == id && revision.is_none_or(|wanted| *source.raw.revision.get_ref() == wanted))
            .max_by_key(|source| *source.raw.revision.get_ref())
    }

    pub(super) fn unknown(&self, name: &str, asked: Option<(&Source, usize)>) -> StandardError {
        let known: Vec<_> = self.list().iter().map(|(id, revision)| format!("{id}@{revision}")).collect();
        let (file, line) = asked.map_or((String::from("(command)"), 1), |(source, start)| (source.file.clone(), line_of(&source.text, start)));
        StandardError {
            file,
            line,
            key: if asked.is_some() { "extends".into() } else { "standard".into() },
            problem: format!("there is no standard `{name}`"),
            remedy: format!("known are {}", known.join(", ")),
        }
    }
}

impl Source {
    pub(super) fn error<T>(&self, at: &Spanned<T>, key: &str, problem: String, remedy: &str) -> StandardError {
        StandardError { file: self.file.clone(), line: line_of(&self.text, at.span().start), key: key.into(), problem, remedy: remedy.into() }
    }

    pub(super) fn origin<T>(&self, at: &Spanned<T>, grade: Grade, source: &str, verified: Option<bool>) -> Origin {
        Origin {
            standard: self.raw.id.get_ref().clone(),
            file: self.file.clone(),
            line: line_of(&self.text, at.span().start),
            grade,
            source: source.into(),
            verified: verified.unwrap_or(grade <= Grade::B),
        }
    }
}

fn syntax(file: &str, text: &str, error: &toml::de::Error) -> StandardError {
    let start = error.span().map_or(0, |span| span.start);
    let line = line_of(text, start);
    let key = key_at(text, start);
    StandardError {
        file: file.into(),
        line,
        key,
        problem: error.message().replace('\n', " "),
        remedy: "see docs/STANDARDS.md for the keys of a standard's file".into(),
    }
}

/// The key that a byte of the text belongs to, with the key at the beginning of its line.
fn key_at(text: &str, start: usize) -> String {
    let line_start = text[..start.min(text.len())].rfind('\n').map_or(0, |position| position + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let outer = line.split(['=', ']']).next().unwrap_or_default().trim().trim_start_matches('[');
    let before = text.get(line_start..start).unwrap_or_default();
    let word = |text: &str| text.trim_end().rsplit(|sign: char| !sign.is_alphanumeric() && sign != '_').next().unwrap_or_default().to_string();
    let inner = before.trim_end().strip_suffix('=').map(word).filter(|inner| !inner.is_empty() && inner != outer);
    inner.map_or_else(|| outer.to_string(), |inner| format!("{outer}.{inner}"))
}
