//! A column of a sheet and the values of its cells.

use std::borrow::Cow;

use gov_site_compliance::{Day, Moment};

use crate::Audience;

/// What a cell holds.
pub(super) enum Value<'a> {
    /// Nothing.
    Empty,
    /// A text of somebody, or one made with such texts: shown as the edition allows.
    Text(Cow<'a, str>),
    /// An id, a code or a key: never a number, never shortened by the rules for texts.
    Id(Cow<'a, str>),
    /// A word or a sentence of the program.
    Word(&'static str),
    /// A count.
    Count(u64),
    /// A number that may be negative.
    Number(i64),
    /// A decimal with two places: percent, or points.
    Decimal(Option<String>),
    /// A share of one: how far on the way to a limit.
    Share(f64),
    /// 是 or 否.
    Flag(bool),
    /// A civil day.
    Day(Day),
    /// A moment, in the time of Shanghai.
    Moment(Moment),
}

impl<'a> Value<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Value<'a> {
        Value::Text(text.into())
    }

    pub(super) fn id(id: impl Into<Cow<'a, str>>) -> Value<'a> {
        Value::Id(id.into())
    }

    /// The value of what may be absent.
    pub(super) fn of<T>(value: Option<T>, make: impl FnOnce(T) -> Value<'a>) -> Value<'a> {
        value.map_or(Value::Empty, make)
    }
}

type Read<'a, R> = Box<dyn Fn(R) -> Value<'a> + 'a>;

/// One column: its name in the other formats, its Chinese heading, its width in signs, and its cell of a row.
pub(super) struct Column<'a, R> {
    pub name: Cow<'a, str>,
    pub heading: Cow<'a, str>,
    pub width: f64,
    pub place: Place,
    least: Audience,
    pub read: Read<'a, R>,
}

/// Where a column stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among those that people read.
    Open,
    /// In the folded group at the right: codes and what is the same in each row.
    Folded,
}

impl<'a, R> Column<'a, R> {
    pub(super) fn new(name: impl Into<Cow<'a, str>>, heading: impl Into<Cow<'a, str>>, width: u8, read: impl Fn(R) -> Value<'a> + 'a) -> Column<'a, R> {
        Column { name: name.into(), heading: heading.into(), width: f64::from(width), place: Place::Open, least: Audience::Public, read: Box::new(read) }
    }

    /// A column for programs, in the folded group.
    pub(super) fn folded(self) -> Column<'a, R> {
        Column { place: Place::Folded, ..self }
    }

    /// A column that the public edition does not have.
    pub(super) fn for_office(self) -> Column<'a, R> {
        Column { least: Audience::Office, ..self }
    }

    /// A column for internal use only.
    pub(super) fn internal(self) -> Column<'a, R> {
        Column { least: Audience::Internal, ..self }
    }

    pub(super) fn is_for(&self, audience: Audience) -> bool {
        match self.least {
            Audience::Public => true,
            Audience::Office => audience != Audience::Public,
            Audience::Internal => audience == Audience::Internal,
        }
    }
}
