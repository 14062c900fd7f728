//! The cells of one row and the faults found while reading them.

use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::RejectCode;
use crate::model::{
    Day, Moment,
    table::{FromCell, Micros, Table},
};

/// What is wrong with a cell and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Code of the reject.
    pub code: RejectCode,
    /// What was expected, in Chinese.
    pub expected: Cow<'static, str>,
}

impl Fault {
    /// A fault.
    pub fn new(code: RejectCode, expected: impl Into<Cow<'static, str>>) -> Fault {
        Fault { code, expected: expected.into() }
    }
}

/// A cell that has a place and no value of any kind, such as `#REF!` of a sheet or an object within JSON: always a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong with it.
    pub fault: Fault,
    /// How its carrier shows it.
    pub shown: String,
}

impl Unreadable {
    /// A cell with this fault.
    pub fn new(code: RejectCode, expected: impl Into<Cow<'static, str>>, shown: impl Into<String>) -> Unreadable {
        Unreadable { fault: Fault::new(code, expected), shown: shown.into() }
    }
}

/// One cell as its carrier has it: text of a file, or a value that Arrow and Parquet have typed already.
///
/// A typed cell reads as its text would: the same value, or the same [`RejectCode`].
///
/// ```
/// use gov_site_compliance::{Day, ingest::Cell};
/// assert_eq!(Cell::Integer(7).text().as_deref(), Some("7"));
/// assert_eq!(Cell::Day(Day(17_499)).text().as_deref(), Some("2017-11-29"));
/// assert_eq!(Cell::Text("  ").text(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing: unknown, or what the data dictionary says of an empty cell.
    #[default]
    Empty,
    /// Text, read as in CSV; blank text is empty.
    Text(&'a str),
    /// Whole number: an id, a count, 0 or 1 for 否 or 是, milliseconds.
    Integer(i64),
    /// 是/否.
    Bool(bool),
    /// Civil date, of any range.
    Day(Day),
    /// Moment, of any range.
    Moment(Moment),
    /// Milliseconds in exact microseconds.
    Micros(Micros),
    /// No value, whatever the field: it is a fault where another carrier would have a text.
    Unreadable(&'a Unreadable),
}

impl<'a> Cell<'a> {
    /// The cell as text, trimmed; `None` when empty.
    pub fn text(self) -> Option<Cow<'a, str>> {
        let written = match self.trimmed() {
            Cell::Empty | Cell::Unreadable(_) => return None,
            Cell::Text(text) => return Some(Cow::Borrowed(text)),
            Cell::Integer(number) => number.to_string(),
            Cell::Bool(truth) => truth.to_string(),
            Cell::Day(day) => day.to_string(),
            Cell::Moment(moment) if (-WRITABLE..=WRITABLE).contains(&moment.0) => moment.to_string(),
            Cell::Moment(moment) => format!("{}us", moment.0),
            Cell::Micros(micros) => micros.to_string(),
        };
        Some(Cow::Owned(written))
    }

    /// Text without surrounding blanks, blank text as empty.
    fn trimmed(self) -> Cell<'a> {
        let Cell::Text(text) = self else { return self };
        trimmed(text).map_or(Cell::Empty, Cell::Text)
    }
}

/// Microseconds up to which a moment has a civil date in Shanghai that can be written.
const WRITABLE: i64 = 8_000_000_000_000_000_000;

/// One row, in the order of the table's fields.
#[derive(Debug)]
pub struct Cells<'a> {
    table: &'static Table,
    row: Carried<'a>,
    next: usize,
    faults: Vec<(usize, Fault)>,
}

/// How the row came: texts are not turned into cells first, for CSV has a hundred million of them.
#[derive(Clone, Copy, Debug)]
enum Carried<'a> {
    Texts(&'a [Option<&'a str>]),
    Cells(&'a [Cell<'a>]),
}

impl<'a> Cells<'a> {
    /// The cells of one row of `table` as texts; `texts[i]` belongs to `table.fields[i]`.
    pub fn new(table: &'static Table, texts: &'a [Option<&'a str>]) -> Cells<'a> {
        Cells { table, row: Carried::Texts(texts), next: 0, faults: Vec::new() }
    }

    /// The cells of one row of `table`; `cells[i]` belongs to `table.fields[i]`.
    pub fn typed(table: &'static Table, cells: &'a [Cell<'a>]) -> Cells<'a> {
        Cells { table, row: Carried::Cells(cells), next: 0, faults: Vec::new() }
    }

    /// Reads the next field; a fault is noted and the rest of the row is still read.
    pub(crate) fn take<T: FromCell>(&mut self) -> Option<T> {
        let field = self.next;
        self.next += 1;
        let read = match self.row {
            Carried::Texts(texts) => text_at(texts, field).map_or_else(T::empty, T::read),
            Carried::Cells(cells) => match cells.get(field).copied().unwrap_or_default() {
                Cell::Empty => T::empty(),
                Cell::Text(text) => trimmed(text).map_or_else(T::empty, T::read),
                Cell::Unreadable(bad) => Err(bad.fault.clone()),
                typed => T::take(typed),
            },
        };
        read.map_err(|fault| self.faults.push((field, fault))).ok()
    }

    /// The trimmed text of a field, `None` when empty; typed cells are written out.
    pub fn text(&self, field: &str) -> Option<Cow<'a, str>> {
        self.cell(field).text()
    }

    /// The cell of a field; blank text is empty.
    pub(crate) fn cell(&self, field: &str) -> Cell<'a> {
        self.table.position(field).map_or(Cell::Empty, |position| self.cell_at(position))
    }

    fn cell_at(&self, field: usize) -> Cell<'a> {
        match self.row {
            Carried::Texts(texts) => text_at(texts, field).map_or(Cell::Empty, Cell::Text),
            Carried::Cells(cells) => cells.get(field).copied().unwrap_or_default().trimmed(),
        }
    }

    /// Faults so far, by position of the field.
    pub(crate) fn faults(&self) -> &[(usize, Fault)] {
        &self.faults
    }
}

fn text_at<'a>(texts: &[Option<&'a str>], field: usize) -> Option<&'a str> {
    trimmed(texts.get(field).copied().flatten()?)
}

/// The text without surrounding blanks, `None` when nothing is left.
fn trimmed(text: &str) -> Option<&str> {
    // Most cells begin and end with a visible ASCII sign, and looking for blanks of Unicode takes time.
    if let ([b'!'..=b'~', ..], [.., b'!'..=b'~']) = (text.as_bytes(), text.as_bytes()) {
        return Some(text);
    }
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// The words of a closed list as a message shows them.
pub(crate) fn word_list(words: &[(&str, &str)]) -> String {
    let mut text = String::from("下列之一：");
    for (position, (code, chinese)) in words.iter().enumerate() {
        if position > 0 {
            text.push('、');
        }
        text.push_str(code);
        text.push(' ');
        text.push_str(chinese);
    }
    text
}
