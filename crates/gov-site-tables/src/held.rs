//! A cell that owns its value, as a sheet and a line of JSON have it.

use std::borrow::Cow;

use gov_site_compliance::{
    Day, Moment, RejectCode,
    ingest::{Cell, Unreadable},
};

/// A cell with its value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Held<'a> {
    #[default]
    Empty,
    Text(Cow<'a, str>),
    Bool(bool),
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
    Integer(i64),
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
    Day(Day),
    #[cfg_attr(not(feature = "xlsx"), allow(dead_code))]
    Moment(Moment),
    Unreadable(Box<Unreadable>),
}

impl Held<'_> {
    pub(crate) fn own(text: impl Into<String>) -> Held<'static> {
        Held::Text(Cow::Owned(text.into()))
    }

    pub(crate) fn unreadable(code: RejectCode, expected: &'static str, shown: impl Into<String>) -> Held<'static> {
        Held::Unreadable(Box::new(Unreadable::new(code, expected, shown)))
    }

    /// The cell as the core reads it.
    pub(crate) fn cell(&self) -> Cell<'_> {
        match self {
            Held::Empty => Cell::Empty,
            Held::Text(text) => Cell::Text(text),
            Held::Bool(truth) => Cell::Bool(*truth),
            Held::Integer(number) => Cell::Integer(*number),
            Held::Day(day) => Cell::Day(*day),
            Held::Moment(moment) => Cell::Moment(*moment),
            Held::Unreadable(bad) => Cell::Unreadable(bad),
        }
    }
}
