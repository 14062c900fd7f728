//! Which column of a file is which field of the table.

use gov_site_compliance::Table;

use crate::{FolderError, ForeignHeadings};

/// The headings of one file.
#[derive(Debug)]
pub(crate) struct Headings {
    /// Position of the field for each column of the file, `None` when it is dropped.
    pub fields: Vec<Option<usize>>,
    /// Headings that nobody knows.
    pub dropped: Vec<String>,
}

/// Where the headings stand and what they may mean.
pub(crate) struct HeadingLine<'a> {
    pub table: &'static Table,
    pub file: &'a str,
    pub line: u64,
    pub foreign: &'a ForeignHeadings,
}

impl HeadingLine<'_> {
    /// Matches the headings with the fields.
    pub(crate) fn read(&self, texts: &[&str]) -> Result<Headings, FolderError> {
        let mut names: Vec<Option<&str>> = vec![None; self.table.fields.len()];
        let mut headings = Headings { fields: Vec::with_capacity(texts.len()), dropped: Vec::new() };
        for (column, text) in texts.iter().enumerate() {
            let text = text.trim();
            let field = self.field(text);
            headings.fields.push(field);
            let Some(field) = field else {
                headings.drop(column, text);
                continue;
            };
            if let Some(first) = names[field].replace(text) {
                return Err(self.twice(first, text, field));
            }
        }
        self.complete(&names)?;
        Ok(headings)
    }

    fn field(&self, text: &str) -> Option<usize> {
        let mapped = self.foreign.field(self.table, text).and_then(|name| self.table.position(name));
        mapped.or_else(|| self.table.position_of_heading(text))
    }

    fn twice(&self, first: &str, second: &str, field: usize) -> FolderError {
        FolderError::HeadingTwice { file: self.file.into(), line: self.line, first: first.into(), second: second.into(), field: self.table.fields[field].name }
    }

    /// A compulsory field without a column would reject every row.
    fn complete(&self, names: &[Option<&str>]) -> Result<(), FolderError> {
        let absent = self.table.fields.iter().zip(names).filter(|(field, name)| field.compulsory && name.is_none());
        let missing: Vec<String> = absent.map(|(field, _)| format!("{} ({})", field.name, field.heading)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(FolderError::HeadingMissing { file: self.file.into(), line: self.line, missing: missing.join(", ") })
    }
}

impl Headings {
    fn drop(&mut self, column: usize, text: &str) {
        let name = if text.is_empty() { format!("(column {}, without a heading)", column + 1) } else { text.to_owned() };
        if !self.dropped.contains(&name) {
            self.dropped.push(name);
        }
    }
}

/// The compulsory headings of a table, as an error shows them.
pub(crate) fn example(table: &Table) -> String {
    table.fields.iter().filter(|field| field.compulsory).map(|field| field.name).collect::<Vec<_>>().join(",")
}
