//! `rejected.csv`: each row that could not be used.

use std::io::{self, Write};

use gov_site_compliance::Reject;

use super::cell::{Sheet, text};

const HEADINGS: [&str; 8] = ["file", "row", "column", "code", "reason", "expected", "original", "remedy"];

/// Writes rejected rows one by one, as they are found.
///
/// ```
/// use gov_site_compliance::{Place, Update, ingest::read_row};
/// use gov_site_report::RejectWriter;
/// let place = Place { file: "updates.csv".into(), row: 2 };
/// let reject = read_row::<Update>(&[Some("C1"), Some("http://a.example/1"), Some("17-11-29")], &place).unwrap_err();
/// let mut out = RejectWriter::new(Vec::new())?;
/// out.write(&reject)?;
/// let text = String::from_utf8(out.finish()?).unwrap();
/// assert!(text.ends_with("\nupdates.csv,2,published_on,two_digit_year,年份只有两位,日期，格式 2017-11-29,17-11-29,补全四位年份\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct RejectWriter<W: Write> {
    sheet: Sheet<W>,
}

impl<W: Write> RejectWriter<W> {
    /// Begins the file.
    ///
    /// # Errors
    /// Whatever hinders writing.
    pub fn new(out: W) -> io::Result<RejectWriter<W>> {
        Ok(RejectWriter { sheet: Sheet::new(out, HEADINGS)? })
    }

    /// Adds a rejected row.
    ///
    /// # Errors
    /// Whatever hinders writing.
    pub fn write(&mut self, reject: &Reject) -> io::Result<()> {
        self.sheet.row([
            &*text(&reject.place.file),
            &reject.place.row.to_string(),
            reject.column,
            reject.code.code(),
            reject.code.reason(),
            &*text(&reject.expected),
            &*text(&reject.original),
            reject.code.remedy(),
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
