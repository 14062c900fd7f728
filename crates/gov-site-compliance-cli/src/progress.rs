//! Progress of long work, on a terminal only.

use std::io::IsTerminal;

use gov_site_tables::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// A line on standard error that is gone when the work is done.
pub struct Line(ProgressBar);

impl Line {
    /// Shown on a terminal, silent elsewhere.
    pub fn new() -> Line {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        Line(bar)
    }

    /// Reading a table.
    pub fn reading(&self, progress: &Progress) {
        let done = (progress.bytes * 100).checked_div(progress.bytes_total).unwrap_or(100);
        self.0.set_message(format!("reading {}: {} rows, {done} % of the input", progress.table, progress.rows));
        self.0.tick();
    }

    /// Writing rows of a generated table.
    pub fn writing(&self, progress: gov_site_generate::Progress) {
        let done = (progress.done * 100).checked_div(progress.of).unwrap_or(100);
        self.0.set_message(format!("writing {}: {} of {}, {done} %", progress.table, progress.done, progress.of));
        self.0.tick();
    }

    /// Reading saved pages.
    #[cfg(feature = "pages")]
    pub fn pages(&self, done: usize) {
        self.0.set_message(format!("reading pages: {done}"));
        self.0.tick();
    }

    /// Judging sites.
    pub fn judging(&self, done: usize, of: usize) {
        self.0.set_message(format!("judging: {done} of {of} sites"));
        self.0.tick();
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
