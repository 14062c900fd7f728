//! Which column of a file is which field of the table.

use gov_site_compliance::Table;

use crate::{FolderError, ForeignHeadings};

/// The headings of one file.
#[derive(Debug)]
pub(crate) struct Headings {
    /// Position of the field for each column of the file, `None` when it is dropped.
    pub fields: Vec<Option<usize>>,
    /// Headings that stand for a field, with its name, in the order of the file.
    pub mapped: Vec<(String, &'static str)>,
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
        let mut names: Vec<Option<String>> = vec![None; self.table.fields.len()];
        let mut headings = Headings { fields: Vec::with_capacity(texts.len()), mapped: Vec::new(), dropped: Vec::new() };
        for (column, text) in texts.iter().enumerate() {
            let text = on_one_line(text);
            let field = field_of(self.table, self.foreign, &text);
            headings.fields.push(field);
            let Some(field) = field else {
                headings.drop(column, &text);
                continue;
            };
            headings.mapped.push((text.clone(), self.table.fields[field].name));
            if let Some(first) = names[field].replace(text.clone()) {
                return Err(self.twice(first, text, field));
            }
        }
        self.complete(&names)?;
        Ok(headings)
    }

    fn twice(&self, first: String, second: String, field: usize) -> FolderError {
        FolderError::HeadingTwice { file: self.file.into(), line: self.line, first, second, field: self.table.fields[field].name }
    }

    /// A compulsory field without a column would reject every row.
    fn complete(&self, names: &[Option<String>]) -> Result<(), FolderError> {
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
        let name = if text.is_empty() { nameless(column) } else { text.to_owned() };
        if !self.dropped.contains(&name) {
            self.dropped.push(name);
        }
    }
}

/// How many fields of the table the texts stand for, and whether each compulsory one is among them.
pub(crate) fn known(table: &Table, foreign: &ForeignHeadings, texts: &[&str]) -> (usize, bool) {
    let mut found = vec![false; table.fields.len()];
    texts.iter().filter_map(|text| field_of(table, foreign, &on_one_line(text))).for_each(|field| found[field] = true);
    let complete = table.fields.iter().zip(&found).all(|(field, found)| *found || !field.compulsory);
    (found.into_iter().filter(|found| *found).count(), complete)
}

/// The field that a heading stands for: mapped by the settings, or its own. Line breaks and blanks within it, which narrow columns of
/// sheets have, tell nothing.
pub(crate) fn field_of(table: &Table, foreign: &ForeignHeadings, text: &str) -> Option<usize> {
    let mapped = foreign.field(table, text).and_then(|name| table.position(name));
    let own = || table.position_of_heading(text).or_else(|| table.position_of_heading(&without_blanks(text)));
    mapped.or_else(own)
}

/// How a column without a heading is called.
pub(crate) fn nameless(column: usize) -> String {
    format!("(column {}, without a heading)", column + 1)
}

/// A heading as a report shows it: every run of blanks and line breaks as one blank.
pub(crate) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A heading without any blanks.
pub(crate) fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The compulsory headings of a table, as an error shows them.
pub(crate) fn example(table: &Table) -> String {
    table.fields.iter().filter(|field| field.compulsory).map(|field| field.name).collect::<Vec<_>>().join(",")
}
