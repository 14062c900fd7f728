//! What stands between the cells of a file of text.

use csv::{ReaderBuilder, StringRecord};
use gov_site_compliance::Table;

use crate::{ForeignHeadings, headings::known};

/// A sign between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delimiter {
    Comma,
    Tab,
    Semicolon,
}

impl Delimiter {
    /// The sign that parts the first line into the most headings that the table knows; a comma when that tells nothing.
    pub(crate) fn of(head: &[u8], table: &Table, foreign: &ForeignHeadings) -> Delimiter {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let known = |delimiter: Delimiter| {
            let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter.byte()).from_reader(head);
            let mut record = StringRecord::new();
            let found = reader.read_record(&mut record).unwrap_or(false);
            if found { known(table, foreign, &record.iter().collect::<Vec<_>>()).0 } else { 0 }
        };
        let others = [Delimiter::Tab, Delimiter::Semicolon];
        others.into_iter().fold(Delimiter::Comma, |best, other| if known(other) > known(best) { other } else { best })
    }

    pub(crate) fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Tab => b'\t',
            Delimiter::Semicolon => b';',
        }
    }

    /// Its name in reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Delimiter::Comma => "comma",
            Delimiter::Tab => "tab",
            Delimiter::Semicolon => "semicolon",
        }
    }
}
