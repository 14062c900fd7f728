//! A TOML file whose every key knows its line, so that each error can name it.

use gov_site_compliance::{Day, standard::line_of};
use toml::{
    de::{DeTable, DeValue},
    value::Datetime,
};

use crate::FolderError;

/// A parsed file.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

/// A table of the file, the top one included.
pub(crate) struct Section<'a> {
    source: &'a Source<'a>,
    key: String,
    at: usize,
    table: &'a DeTable<'a>,
}

/// A key with its value.
pub(crate) struct Entry<'a> {
    source: &'a Source<'a>,
    /// Last part of the key.
    pub name: String,
    key: String,
    at: usize,
    value: &'a DeValue<'a>,
}

/// Parses a file and hands its top table to `read`.
pub(crate) fn read_toml<T>(file: &str, bytes: &[u8], read: impl FnOnce(&Section<'_>) -> Result<T, FolderError>) -> Result<T, FolderError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let syntax = |line: usize, problem: String| FolderError::Syntax { file: file.into(), line, problem };
    let text = str::from_utf8(bytes).map_err(|error| {
        let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        syntax(line, "no UTF-8 text".into())
    })?;
    let table = DeTable::parse(text).map_err(|error| {
        let line = line_of(text, error.span().map_or(0, |span| span.start));
        syntax(line, error.message().replace('\n', " "))
    })?;
    read(&Section { source: &Source { file, text }, key: String::new(), at: 0, table: table.get_ref() })
}

impl<'a> Section<'a> {
    /// Refuses keys that are not in `known`.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), FolderError> {
        let strange = self.entries().into_iter().find(|entry| !known.contains(&entry.name.as_str()));
        let Some(entry) = strange else { return Ok(()) };
        let place = if self.key.is_empty() { String::new() } else { format!(" in [{}]", self.key) };
        Err(entry.error("unknown key", format!("the keys{place} are {}", known.join(", "))))
    }

    /// All keys in the order of the file.
    pub(crate) fn entries(&self) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> = self
            .table
            .iter()
            .map(|(name, value)| Entry {
                source: self.source,
                name: name.get_ref().to_string(),
                key: dotted(&self.key, name.get_ref()),
                at: name.span().start,
                value: value.get_ref(),
            })
            .collect();
        entries.sort_by_key(|entry| entry.at);
        entries
    }

    fn get<T>(&self, name: &str, read: impl FnOnce(&Entry<'a>) -> Result<T, FolderError>) -> Result<Option<T>, FolderError> {
        self.entries().iter().find(|entry| entry.name == name).map(read).transpose()
    }

    /// A text; a blank one is none.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, FolderError> {
        Ok(self.get(name, Entry::text)?.filter(|text| !text.trim().is_empty()))
    }

    /// A text or a list of texts; absent is empty.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>, FolderError> {
        Ok(self.get(name, Entry::texts)?.unwrap_or_default())
    }

    /// A civil date.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Day>, FolderError> {
        self.get(name, Entry::day)
    }

    /// A civil date that must be there.
    pub(crate) fn compulsory_day(&self, name: &str) -> Result<Day, FolderError> {
        self.day(name)?.ok_or_else(|| self.absent(name, "write a date such as 2017-10-01"))
    }

    /// A text that must be there.
    pub(crate) fn compulsory_text(&self, name: &str) -> Result<String, FolderError> {
        self.text(name)?.ok_or_else(|| self.absent(name, "write a text in quotes"))
    }

    /// true or false; absent is false.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, FolderError> {
        Ok(self.get(name, Entry::flag)?.unwrap_or(false))
    }

    /// A whole number from 0.
    pub(crate) fn count(&self, name: &str) -> Result<Option<u32>, FolderError> {
        self.get(name, Entry::count)
    }

    /// A table below.
    pub(crate) fn section(&self, name: &str) -> Result<Option<Section<'a>>, FolderError> {
        self.get(name, Entry::section)
    }

    /// The single parts of a list; absent is empty, anything else is a list of one.
    pub(crate) fn items(&self, name: &str) -> Result<Vec<Entry<'a>>, FolderError> {
        self.get(name, |entry| Ok(entry.items())).map(Option::unwrap_or_default)
    }

    /// An error about a key of the table, found or not.
    pub(crate) fn fault(&self, name: &str, problem: impl Into<String>, remedy: impl Into<String>) -> FolderError {
        let at = self.entries().iter().find(|entry| entry.name == name).map_or(self.at, |entry| entry.at);
        let line = line_of(self.source.text, at);
        FolderError::Setting { file: self.source.file.into(), line, key: dotted(&self.key, name), problem: problem.into(), remedy: remedy.into() }
    }

    fn absent(&self, name: &str, remedy: &str) -> FolderError {
        self.fault(name, "is missing", remedy)
    }
}

impl<'a> Entry<'a> {
    /// An error about the key.
    pub(crate) fn error(&self, problem: impl Into<String>, remedy: impl Into<String>) -> FolderError {
        FolderError::Setting {
            file: self.source.file.into(),
            line: line_of(self.source.text, self.at),
            key: self.key.clone(),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    fn unlike<T>(&self, wanted: &str, remedy: &str) -> Result<T, FolderError> {
        Err(self.error(format!("{} where {wanted} belongs", kind(self.value)), remedy))
    }

    /// The text.
    pub(crate) fn text(&self) -> Result<String, FolderError> {
        match self.value {
            DeValue::String(text) => Ok(text.to_string()),
            _ => self.unlike("a text", "write it in quotes"),
        }
    }

    /// The text, or the texts of the list.
    pub(crate) fn texts(&self) -> Result<Vec<String>, FolderError> {
        self.items().iter().map(Entry::text).collect()
    }

    /// The text; a date is worded in Chinese.
    pub(crate) fn text_or_day(&self) -> Result<String, FolderError> {
        match self.value {
            DeValue::Datetime(_) => self.day().map(Day::chinese),
            _ => self.text(),
        }
    }

    /// A local date, or the same in quotes.
    pub(crate) fn day(&self) -> Result<Day, FolderError> {
        let day = match self.value {
            DeValue::String(text) => text.trim().parse().ok(),
            DeValue::Datetime(moment) => local_date(moment),
            _ => None,
        };
        match day {
            Some(day) if (Day::FIRST..=Day::LAST).contains(&day) => Ok(day),
            Some(_) => Err(self.error("a date outside 1992-01-01 to 2199-12-31", "check the year")),
            None => Err(self.error("no date", "write a date such as 2017-11-29, without a time")),
        }
    }

    fn flag(&self) -> Result<bool, FolderError> {
        match self.value {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => self.unlike("true or false", "write true or false without quotes"),
        }
    }

    fn count(&self) -> Result<u32, FolderError> {
        let number = match self.value {
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        number.map_or_else(|| self.unlike("a whole number from 0", "write a number such as 3 without quotes"), Ok)
    }

    /// The table, if it is one.
    pub(crate) fn as_section(&self) -> Option<Section<'a>> {
        match self.value {
            DeValue::Table(table) => Some(Section { source: self.source, key: self.key.clone(), at: self.at, table }),
            _ => None,
        }
    }

    /// The table.
    pub(crate) fn section(&self) -> Result<Section<'a>, FolderError> {
        self.as_section().map_or_else(|| self.unlike("a table", &format!("write [{}] and its keys below", self.key)), Ok)
    }

    fn items(&self) -> Vec<Entry<'a>> {
        let part = |value, at: usize, key: String| Entry { source: self.source, name: self.name.clone(), key, at, value };
        match self.value {
            DeValue::Array(list) => {
                let numbered = list.iter().enumerate();
                numbered.map(|(index, value)| part(value.get_ref(), value.span().start, format!("{}[{index}]", self.key))).collect()
            }
            value => vec![part(value, self.at, self.key.clone())],
        }
    }
}

fn local_date(moment: &Datetime) -> Option<Day> {
    let date = moment.date.filter(|_| moment.time.is_none() && moment.offset.is_none())?;
    format!("{date}").parse().ok()
}

fn dotted(key: &str, name: &str) -> String {
    if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
