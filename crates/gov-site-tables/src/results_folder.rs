//! The results folder of a census: `census.json`, `findings.csv` and `tickets.csv`, and what differs between two of them.

use std::{
    collections::BTreeMap,
    fs, io,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use gov_site_compliance::{
    Day,
    compare::{self, Comparison, Differing, Digests, FindingChange, FindingCounts, FindingRow, KeyTwice, TicketChange, TicketRow},
    wire::v1::{self, LoadError},
};

use crate::result_rows::{self, Record};

/// Findings that differ and are held at a time; with more, the files are read once more for each part of the sites.
const HELD: u64 = 1 << 18;

/// Results that cannot be compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResultsError {
    /// The folder holds no results.
    #[error("{}: there is no {file}; give a folder that `gov-site-compliance census … --out` wrote", .folder.display())]
    NoResults {
        /// The folder.
        folder: PathBuf,
        /// The file that is missing.
        file: &'static str,
    },
    /// A file cannot be read.
    #[error("{}: {source}; check that the file may be read", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// `census.json` cannot be used.
    #[error("{}: {source}", .path.display())]
    Census {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: LoadError,
    },
    /// A table is not as a census writes it.
    #[error("{}:{line}: {problem}; write the results anew", .path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// Line where the row begins.
        line: u64,
        /// What is wrong.
        problem: String,
    },
    /// A site or a ticket stands twice.
    #[error("{0}; write the results anew")]
    KeyTwice(#[from] KeyTwice),
    /// Whoever takes the findings cannot go on.
    #[error("{0}")]
    Taken(io::Error),
}

/// Stored results of a census.
#[derive(Debug)]
pub struct ResultsFolder {
    dir: PathBuf,
    census: v1::Census,
}

impl ResultsFolder {
    /// Reads `census.json` of a folder and looks whether the tables are there.
    ///
    /// # Errors
    /// [`ResultsError`].
    pub fn open(dir: &Path) -> Result<ResultsFolder, ResultsError> {
        for file in ["census.json", "findings.csv", "tickets.csv"] {
            if !dir.join(file).is_file() {
                return Err(ResultsError::NoResults { folder: dir.into(), file });
            }
        }
        let path = dir.join("census.json");
        let text = fs::read_to_string(&path).map_err(|source| ResultsError::Io { path: path.clone(), source })?;
        let census = v1::Census::from_json(&text).map_err(|source| ResultsError::Census { path, source })?;
        Ok(ResultsFolder { dir: dir.into(), census })
    }

    /// The stored census.
    pub fn census(&self) -> &v1::Census {
        &self.census
    }

    /// Hands out every finding.
    ///
    /// # Errors
    /// [`ResultsError::Io`] and [`ResultsError::Table`].
    pub fn findings(&self, take: &mut dyn FnMut(FindingRow<'_>)) -> Result<(), ResultsError> {
        result_rows::read(&self.dir.join("findings.csv"), FINDINGS, &mut |record| {
            take(finding(record)?);
            Ok(())
        })
    }

    /// Hands out every ticket on the reply clock.
    ///
    /// # Errors
    /// [`ResultsError::Io`] and [`ResultsError::Table`].
    pub fn tickets(&self, take: &mut dyn FnMut(TicketRow<'_>)) -> Result<(), ResultsError> {
        result_rows::read(&self.dir.join("tickets.csv"), TICKETS, &mut |record| {
            take(ticket(record)?);
            Ok(())
        })
    }

    /// What differs from these results to later ones, but for the findings: see [`ResultsFolder::compare_findings`].
    ///
    /// # Errors
    /// [`ResultsError`].
    pub fn compare(&self, later: &ResultsFolder) -> Result<Comparison, ResultsError> {
        let mut comparison = compare::censuses(&self.census, &later.census)?;
        let differing = self.ticket_digests()?.differing(later.ticket_digests()?);
        let pairs = compare::tickets(self.differing_tickets(&differing)?, later.differing_tickets(&differing)?)?;
        comparison.tickets = pairs.iter().filter_map(TicketChange::of).collect();
        Ok(comparison)
    }

    /// Hands out the findings that differ from these results to later ones, by site, clause, table and key. What both have alike takes 16
    /// bytes a finding, and of what differs a bounded part is held at a time.
    ///
    /// # Errors
    /// [`ResultsError`].
    pub fn compare_findings(&self, later: &ResultsFolder, take: &mut dyn FnMut(FindingChange) -> io::Result<()>) -> Result<FindingCounts, ResultsError> {
        self.compare_findings_in_parts(later, HELD, take)
    }

    /// `held` is about how many are held at a time.
    fn compare_findings_in_parts(
        &self,
        later: &ResultsFolder,
        held: u64,
        take: &mut dyn FnMut(FindingChange) -> io::Result<()>,
    ) -> Result<FindingCounts, ResultsError> {
        let differing = self.finding_digests()?.differing(later.finding_digests()?);
        let mut counts = FindingCounts::default();
        for sites in self.parts(later, &differing, held)? {
            let rows = |folder: &ResultsFolder| folder.differing_findings(&differing, &sites);
            for change in compare::findings(rows(self)?, rows(later)?).iter().filter_map(FindingChange::of) {
                counts.add(&change);
                take(change).map_err(ResultsError::Taken)?;
            }
        }
        Ok(counts)
    }

    fn finding_digests(&self) -> Result<Digests, ResultsError> {
        let mut digests = Digests::default();
        self.findings(&mut |row| digests.push(row.digest()))?;
        Ok(digests)
    }

    fn ticket_digests(&self) -> Result<Digests, ResultsError> {
        let mut digests = Digests::default();
        self.tickets(&mut |row| digests.push(row.digest()))?;
        Ok(digests)
    }

    fn differing_tickets(&self, differing: &Differing) -> Result<Vec<TicketRow<'static>>, ResultsError> {
        let mut rows = Vec::new();
        self.tickets(&mut |row| rows.extend(differing.contains(row.digest()).then(|| row.into_owned())))?;
        Ok(rows)
    }

    fn differing_findings(&self, differing: &Differing, sites: &RangeInclusive<String>) -> Result<Vec<FindingRow<'static>>, ResultsError> {
        let mut rows = Vec::new();
        let within = |row: &FindingRow<'_>| sites.start().as_str() <= &*row.site_code && &*row.site_code <= sites.end().as_str();
        self.findings(&mut |row| rows.extend((within(&row) && differing.contains(row.digest())).then(|| row.into_owned())))?;
        Ok(rows)
    }

    /// Ranges of site codes with about `held` differing findings each.
    fn parts(&self, later: &ResultsFolder, differing: &Differing, held: u64) -> Result<Vec<RangeInclusive<String>>, ResultsError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        if differing.is_empty() {
            return Ok(Vec::new());
        }
        for folder in [self, later] {
            folder.findings(&mut |row| {
                if differing.contains(row.digest()) {
                    *counts.entry(row.site_code.into_owned()).or_default() += 1;
                }
            })?;
        }
        Ok(parts_of(counts, held))
    }
}

fn parts_of(counts: BTreeMap<String, u64>, held: u64) -> Vec<RangeInclusive<String>> {
    let mut parts: Vec<(String, String, u64)> = Vec::new();
    for (site, rows) in counts {
        match parts.last_mut() {
            Some((_, last, sum)) if *sum + rows <= held => (*last, *sum) = (site, *sum + rows),
            _ => parts.push((site.clone(), site, rows)),
        }
    }
    parts.into_iter().map(|(first, last, _)| first..=last).collect()
}

const FINDINGS: &[&str] = &["site_code", "clause", "table", "key", "certain", "day", "detail", "source_ref", "basis"];

fn finding<'a>(record: &Record<'a>) -> Result<FindingRow<'a>, String> {
    let text = |at: usize| record.text(at).into();
    Ok(FindingRow {
        site_code: text(0),
        clause: text(1),
        table: text(2),
        key: text(3),
        certain: record.text(4) == "true",
        day: day(record, 5)?,
        detail: text(6),
        source_ref: Some(record.text(7)).filter(|text| !text.is_empty()).map(Into::into),
        basis: text(8),
    })
}

const TICKETS: &[&str] = &["ticket_id", "site_code", "unit", "state", "deadline", "answered_on", "working_days_over", "basis"];

fn ticket<'a>(record: &Record<'a>) -> Result<TicketRow<'a>, String> {
    let text = |at: usize| record.text(at).into();
    let over = record.text(6);
    Ok(TicketRow {
        ticket_id: text(0),
        site_code: Some(record.text(1)).filter(|text| !text.is_empty()).map(Into::into),
        unit: text(2),
        state: text(3),
        deadline: day(record, 4)?,
        answered_on: day(record, 5)?,
        working_days_over: over.parse().ok(),
        basis: text(7),
    })
}

fn day(record: &Record<'_>, at: usize) -> Result<Option<Day>, String> {
    let text = record.text(at);
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| format!("`{}` is no date", text.chars().take(40).collect::<String>())) }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::{ResultsFolder, parts_of};

    const CENSUS: &str = include_str!("../../../tests/golden/zibo-2017q4/census.json");
    const FINDINGS: &str = include_str!("../../../tests/golden/zibo-2017q4/findings.csv");
    const TICKETS: &str = include_str!("../../../tests/golden/zibo-2017q4/tickets.csv");

    fn folder(dir: &Path, findings: &str) -> ResultsFolder {
        for (name, text) in [("census.json", CENSUS), ("findings.csv", findings), ("tickets.csv", TICKETS)] {
            fs::write(dir.join(name), text).unwrap();
        }
        ResultsFolder::open(dir).unwrap()
    }

    #[test]
    fn parts_change_nothing() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (before, after) = (folder(one.path(), FINDINGS), folder(two.path(), &FINDINGS.replace("2017-1", "2016-1").replace("blank_columns", "blanks")));
        let changes = |held: u64| {
            let mut changes = Vec::new();
            let take = &mut |change| {
                changes.push(change);
                Ok(())
            };
            let counts = before.compare_findings_in_parts(&after, held, take).unwrap();
            (counts, changes)
        };
        let whole = changes(u64::MAX);
        assert!(whole.0.added > 0 && whole.0.removed > 0 && whole.0.changed > 100, "{:?}", whole.0);
        assert_eq!(whole.0.total(), whole.1.len() as u64);
        for held in [1, 7, 100] {
            assert_eq!(changes(held), whole);
        }
    }

    #[test]
    fn sites_are_parted_by_their_findings() {
        let counts = [("a", 2), ("b", 3), ("c", 9), ("d", 1), ("e", 4), ("f", 1)].map(|(site, rows)| (site.to_owned(), rows));
        let parts = parts_of(counts.into_iter().collect(), 5);
        let shown: Vec<_> = parts.iter().map(|part| (part.start().as_str(), part.end().as_str())).collect();
        assert_eq!(shown, [("a", "b"), ("c", "c"), ("d", "e"), ("f", "f")]);
        assert_eq!(parts_of(Default::default(), 5), []);
    }
}
