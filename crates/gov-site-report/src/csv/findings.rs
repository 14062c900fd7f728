//! `findings.csv`: each thing that an indicator counted.

use std::io::{self, Write};

use gov_site_compliance::Finding;

use super::cell::{Sheet, text};

const HEADINGS: [&str; 9] = ["site_code", "clause", "table", "key", "certain", "day", "detail", "source_ref", "basis"];

/// Writes findings one by one, in whatever order they come.
pub struct FindingWriter<W: Write> {
    sheet: Sheet<W>,
    basis: String,
}

impl<W: Write> FindingWriter<W> {
    /// Begins the file; `basis` is [`crate::basis`] of the run.
    ///
    /// # Errors
    /// Whatever hinders writing.
    pub fn new(out: W, basis: &str) -> io::Result<FindingWriter<W>> {
        Ok(FindingWriter { sheet: Sheet::new(out, HEADINGS)?, basis: text(basis).into_owned() })
    }

    /// Adds a finding.
    ///
    /// # Errors
    /// Whatever hinders writing.
    pub fn write(&mut self, finding: &Finding) -> io::Result<()> {
        let day = finding.day.map(|day| day.to_string()).unwrap_or_default();
        self.sheet.row([
            &*text(&finding.site_code),
            &*text(&finding.clause),
            finding.table,
            &*text(&finding.key),
            if finding.certain { "true" } else { "false" },
            &day,
            &*text(&finding.detail),
            &*text(finding.source_ref.as_deref().unwrap_or_default()),
            &self.basis,
        ])
    }

    /// Writes what is still held back and gives the file back.
    ///
    /// # Errors
    /// Whatever hinders writing.
    pub fn finish(self) -> io::Result<W> {
        self.sheet.finish()
    }
}
