//! The cells of one row and the faults found while reading them.

use alloc::{borrow::Cow, string::String, vec::Vec};

use super::RejectCode;
use crate::model::table::{FromCell, Table};

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

/// One row as texts, in the order of the table's fields. Empty and blank cells are `None`.
#[derive(Debug)]
pub struct Cells<'a> {
    table: &'static Table,
    texts: &'a [Option<&'a str>],
    next: usize,
    faults: Vec<(usize, Fault)>,
}

impl<'a> Cells<'a> {
    /// The cells of one row of `table`; `texts[i]` belongs to `table.fields[i]`.
    pub fn new(table: &'static Table, texts: &'a [Option<&'a str>]) -> Cells<'a> {
        Cells { table, texts, next: 0, faults: Vec::new() }
    }

    /// Reads the next field; a fault is noted and the rest of the row is still read.
    pub(crate) fn take<T: FromCell>(&mut self) -> Option<T> {
        let field = self.next;
        self.next += 1;
        let read = match self.text_at(field) {
            Some(text) => T::read(text),
            None => T::empty(),
        };
        read.map_err(|fault| self.faults.push((field, fault))).ok()
    }

    /// The trimmed text of a field, `None` when empty.
    pub fn text(&self, field: &str) -> Option<&'a str> {
        self.text_at(self.table.position(field)?)
    }

    fn text_at(&self, field: usize) -> Option<&'a str> {
        let text = self.texts.get(field).copied().flatten()?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// Faults so far, by position of the field.
    pub(crate) fn faults(&self) -> &[(usize, Fault)] {
        &self.faults
    }
}

/// The words of a closed list as a message shows them.
pub(crate) fn word_list(words: &[(&str, &str)]) -> String {
    let mut text = String::from("下列之一:");
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
