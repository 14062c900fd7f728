//! The id of a column as a text that need not be stored anywhere.

use alloc::vec::Vec;
use core::{fmt, ops::Deref};

use super::digest::write_text;
use crate::model::Decimal;

/// Id of a column: borrowed text, or a whole number that stands for its decimal text.
///
/// ```
/// use gov_site_compliance::facts::ColumnId;
/// assert_eq!(&*ColumnId::from(-120), "-120");
/// assert_eq!(ColumnId::from(7), ColumnId::from("7"));
/// assert!(ColumnId::from(10) < ColumnId::from(9), "ids are ordered as texts");
/// ```
#[derive(Clone, Copy)]
pub struct ColumnId<'a>(Form<'a>);

#[derive(Clone, Copy)]
enum Form<'a> {
    Text(&'a str),
    Number(Decimal),
}

impl<'a> From<&'a str> for ColumnId<'a> {
    fn from(text: &'a str) -> ColumnId<'a> {
        ColumnId(Form::Text(text))
    }
}

impl From<i64> for ColumnId<'_> {
    #[inline]
    fn from(number: i64) -> Self {
        ColumnId(Form::Number(number.into()))
    }
}

impl ColumnId<'_> {
    /// The text as bytes.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Form::Text(text) => text.as_bytes(),
            Form::Number(number) => number.as_bytes(),
        }
    }

    /// Writes the text behind its length.
    #[inline]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match &self.0 {
            Form::Text(text) => write_text(text.as_bytes(), out),
            Form::Number(number) => {
                out.push(number.as_bytes().len() as u8);
                number.write(out);
            }
        }
    }
}

impl Deref for ColumnId<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Form::Text(text) => text,
            Form::Number(number) => number.as_str(),
        }
    }
}

impl PartialEq for ColumnId<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for ColumnId<'_> {}

impl PartialOrd for ColumnId<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ColumnId<'_> {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl fmt::Debug for ColumnId<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}
