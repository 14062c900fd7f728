//! The id of a column as a text that need not be stored anywhere.

use core::{fmt, ops::Deref};

/// Longest decimal text of an `i64`, sign included.
const LONGEST: usize = 20;

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
    Number { digits: [u8; LONGEST], start: u8 },
}

impl<'a> From<&'a str> for ColumnId<'a> {
    fn from(text: &'a str) -> ColumnId<'a> {
        ColumnId(Form::Text(text))
    }
}

impl From<i64> for ColumnId<'_> {
    fn from(number: i64) -> Self {
        let mut digits = [b'0'; LONGEST];
        let mut start = LONGEST;
        let mut left = number.unsigned_abs();
        // Two digits a division.
        while left > 9 {
            let pair = (left % 100) as u8;
            left /= 100;
            start -= 2;
            digits[start] += pair / 10;
            digits[start + 1] += pair % 10;
        }
        if left > 0 || number == 0 {
            start -= 1;
            digits[start] += left as u8;
        }
        if number < 0 {
            start -= 1;
            digits[start] = b'-';
        }
        ColumnId(Form::Number { digits, start: start as u8 })
    }
}

impl ColumnId<'_> {
    /// The text as bytes.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Form::Text(text) => text.as_bytes(),
            Form::Number { digits, start } => &digits[usize::from(*start)..],
        }
    }
}

impl Deref for ColumnId<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Form::Text(text) => text,
            Form::Number { digits, start } => str::from_utf8(&digits[usize::from(*start)..]).unwrap_or_default(),
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
