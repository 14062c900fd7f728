//! Cells and the sheet that they stand in.

use std::{
    borrow::Cow,
    io::{self, Write},
};

/// What Excel and LibreOffice take for UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Text from input that no spreadsheet computes: a beginning of a formula is quoted by `'`.
///
/// Control characters other than line breaks and tabs become U+FFFD. Wide forms are taken for formulas by spreadsheets set to Chinese or Japanese.
pub(super) fn text(cell: &str) -> Cow<'_, str> {
    let hidden = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
    if cell.contains(hidden) {
        return Cow::Owned(text(&cell.replace(hidden, "\u{fffd}")).into_owned());
    }
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => Cow::Owned(format!("'{cell}")),
        _ => Cow::Borrowed(cell),
    }
}

/// A CSV file under construction.
pub(super) struct Sheet<W: Write>(csv::Writer<W>);

impl<W: Write> Sheet<W> {
    /// Begins the file with its headings.
    pub(super) fn new<'a>(mut out: W, headings: impl IntoIterator<Item = &'a str>) -> io::Result<Sheet<W>> {
        out.write_all(MARK)?;
        let mut sheet = Sheet(csv::Writer::from_writer(out));
        sheet.row(headings)?;
        Ok(sheet)
    }

    /// Writes a row; cells must have gone through [`text`] unless the program made them.
    pub(super) fn row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
        self.0.write_record(cells).map_err(io::Error::from)
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.0.into_inner().map_err(|error| error.into_error())
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn formulas_are_quoted_and_nothing_else() {
        for bad in ["=1+1", "+1", "-5", "@sum", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(text(bad), format!("'{bad}"));
        }
        assert_eq!(text("甲\u{1b}[31m\0"), "甲\u{fffd}[31m\u{fffd}");
        for good in ["", "甲=乙", "2017-11-29", "'=1"] {
            assert_eq!(text(good), good);
        }
    }
}
