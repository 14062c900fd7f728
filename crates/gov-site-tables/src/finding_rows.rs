//! Rows that findings name: the second pass of `explain`. Which tables there are and what their keys are, `TABLES` says.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use gov_site_compliance::{
    Finding, Kind, Place, Plan, Row, TABLES, Table, Visit,
    facts::{Attempt, VisitClass},
    ingest::{read_row, written_day, written_moment},
};

#[cfg(feature = "parquet")]
use crate::Frames;
use crate::{Folder, FolderError, Stop, site_rows::rows_of_site, source::Source};

/// Rows shown under one finding.
const SHOWN: usize = 3;
/// Fields of persons, of working papers, and of free text that explains nothing and may name some: for internal use only, whatever the table.
pub const INTERNAL_FIELDS: &[&str] = &["contact", "deputy", "evidence_ref", "note", "principal", "quote", "responsible", "reviewer", "title"];

/// Rows of the tables by (table, key) of the findings that they stand under, as text: a line each, at most three and `…`.
pub type FindingRows = BTreeMap<(String, String), String>;

impl Folder {
    /// The rows of the tables that the findings of a site name, read again from the files, without the fields of `hidden`:
    /// [`INTERNAL_FIELDS`], or none for internal use.
    ///
    /// # Errors
    /// A file that can no longer be read; [`FolderError::Stopped`].
    pub fn rows_of_findings(&self, plan: &Plan, site: &str, findings: &[Finding], hidden: &[&str], stop: &Stop) -> Result<FindingRows, FolderError> {
        of_findings(self, plan, site, findings, hidden, stop)
    }
}

#[cfg(feature = "parquet")]
impl Frames {
    /// The rows of the tables that the findings of a site name, without the fields of `hidden`: [`INTERNAL_FIELDS`], or none for internal use.
    ///
    /// # Errors
    /// [`FolderError::Stopped`].
    pub fn rows_of_findings(&self, plan: &Plan, site: &str, findings: &[Finding], hidden: &[&str], stop: &Stop) -> Result<FindingRows, FolderError> {
        of_findings(self, plan, site, findings, hidden, stop)
    }
}

fn of_findings(source: &dyn Source, plan: &Plan, site: &str, findings: &[Finding], hidden: &[&str], stop: &Stop) -> Result<FindingRows, FolderError> {
    let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for finding in findings {
        wanted.entry(finding.table).or_default().insert(&finding.key);
    }
    let mut rows = FindingRows::new();
    for table in TABLES {
        let Some(keys) = wanted.get(table.name) else { continue };
        let search = Search { plan, site, table, keys, hidden, stop };
        search.take(source, table, table.key, &mut rows)?;
        for detail in search.details() {
            search.take(source, detail, &detail.key[..1], &mut rows)?;
        }
    }
    Ok(rows)
}

/// Keys of one table that findings name.
struct Search<'a> {
    plan: &'a Plan,
    site: &'a str,
    table: &'static Table,
    keys: &'a BTreeSet<&'a str>,
    hidden: &'a [&'a str],
    stop: &'a Stop,
}

/// A row to be shown: its date, its place, its text; sorted, the newest is first.
type Shown = (Reverse<Option<String>>, Place, String);

/// Reads a cell by its field.
type Cell<'a> = dyn Fn(&str) -> Option<&'a str> + 'a;

impl Search<'_> {
    /// Tables that say more of a row, such as the updates of a column: their key begins with the key of this table.
    /// The code of a site begins half of all keys and says nothing of the kind.
    fn details(&self) -> impl Iterator<Item = &'static Table> {
        let own = self.table.key;
        TABLES.iter().copied().filter(move |other| own.len() == 1 && own != ["site_code"] && other.key.len() > 1 && other.key.first() == own.first())
    }

    /// Adds the rows of `source` that a finding names by one of the fields of `by`, the newest first where its key has a date:
    /// of the updates of a column the last one is the proof.
    fn take(&self, from: &dyn Source, source: &'static Table, by: &[&str], rows: &mut FindingRows) -> Result<(), FolderError> {
        let date = source.fields.iter().find(|field| field.kind == Kind::Day && source.key.contains(&field.name));
        let mut found: BTreeMap<String, Vec<Shown>> = BTreeMap::new();
        let wanted = |row: &BTreeMap<&str, &str>| !self.named(source, by, &|field| row.get(field).copied()).is_empty();
        let mut add = |place: &Place, row: &BTreeMap<String, String>| {
            for key in self.named(source, by, &|field| row.get(field).map(String::as_str)) {
                let on = date.and_then(|field| written_day(row.get(field.name)?).ok()).map(|day| day.to_string());
                found.entry(key).or_default().push((Reverse(on), place.clone(), shown(place, row, self.hidden)));
            }
        };
        rows_of_site(from, source.name, &wanted, &mut add, self.stop)?;
        for (key, mut lines) in found {
            lines.sort_unstable();
            let text = rows.entry((self.table.name.to_string(), key)).or_default();
            lines.iter().for_each(|(.., line)| append(text, line));
        }
        Ok(())
    }

    /// Under which of the keys a row stands: a finding names it by any field of its key, a moment also by its day.
    fn named(&self, source: &'static Table, by: &[&str], cell: &Cell<'_>) -> BTreeSet<String> {
        if cell("site_code").is_some_and(|code| code != self.site) {
            return BTreeSet::new();
        }
        let mut found = BTreeSet::new();
        for field in source.fields.iter().filter(|field| by.contains(&field.name)) {
            let Some(text) = cell(field.name) else { continue };
            let written = match field.kind {
                Kind::Word(words) => words.iter().find(|(_, chinese)| *chinese == text).map_or(Cow::Borrowed(text), |(code, _)| Cow::Borrowed(*code)),
                Kind::Day => written_day(text).map_or(Cow::Borrowed(text), |day| Cow::Owned(day.to_string())),
                _ => Cow::Borrowed(text),
            };
            found.extend(self.keys.get(written.as_ref()).map(|key| key.to_string()));
            if field.kind == Kind::Moment && self.counts_by_day(source, cell) {
                let day = written_moment(text).ok().map(|moment| moment.day().to_string());
                found.extend(day.filter(|day| self.keys.contains(day.as_str())));
            }
        }
        found
    }

    /// A day of visits is named for those that failed, not for all that there were.
    fn counts_by_day(&self, source: &'static Table, cell: &Cell<'_>) -> bool {
        if source.name != Visit::TABLE.name {
            return true;
        }
        let texts: Vec<_> = source.fields.iter().map(|field| cell(field.name)).collect();
        let place = Place { file: source.name.into(), row: 0 };
        read_row::<Visit>(&texts, &place).is_ok_and(|visit| self.plan.classify(&Attempt::from(&visit)) == VisitClass::Failed)
    }
}

fn shown(place: &Place, row: &BTreeMap<String, String>, hidden: &[&str]) -> String {
    let cells: Vec<_> =
        row.iter().filter(|(field, _)| !hidden.contains(&field.as_str())).map(|(field, cell)| format!("{field}={}", cell.replace(['\r', '\n'], " "))).collect();
    format!("{}:{}  {}\n", place.file, place.row, cells.join("  "))
}

fn append(text: &mut String, line: &str) {
    match text.lines().count() {
        count if count > SHOWN => {}
        SHOWN => text.push_str("…\n"),
        _ => text.push_str(line),
    }
}
