//! The one declaration of every table: fields, Chinese headings, types, keys. Readers of every format work from it.

use alloc::{string::String, vec::Vec};

use super::{Day, Moment, rows};
use crate::ingest::{Cells, Fault, RejectCode};

/// One table of a census folder.
#[derive(Debug)]
pub struct Table {
    /// Name of the table and of its file.
    pub name: &'static str,
    /// Chinese name.
    pub heading: &'static str,
    /// Fields in the order of the data dictionary, `note` and `source_ref` last.
    pub fields: &'static [Field],
    /// Names of the key fields.
    pub key: &'static [&'static str],
}

impl Table {
    /// Position of a field by its name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Position of a field by its name (in any letter case) or its Chinese heading.
    pub fn position_of_heading(&self, heading: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name.eq_ignore_ascii_case(heading) || field.heading == heading)
    }
}

/// One field of a table.
#[derive(Debug)]
pub struct Field {
    /// English heading, the name everywhere.
    pub name: &'static str,
    /// Chinese heading.
    pub heading: &'static str,
    /// Type of the cell.
    pub kind: Kind,
    /// Whether an empty cell rejects the row.
    pub compulsory: bool,
}

/// Type of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole number.
    Integer,
    /// Milliseconds as decimal text, kept as whole microseconds.
    Millis,
    /// 是/否.
    Bool,
    /// Civil date.
    Day,
    /// Moment with offset.
    Moment,
    /// One of a closed list of codes and Chinese words.
    Word(&'static [(&'static str, &'static str)]),
}

/// Type of a cell in a row's struct: a value is compulsory, `Option` of it is not.
pub trait FromCell: Sized {
    /// Type of the cell.
    const KIND: Kind;
    /// Whether an empty cell is a fault.
    const COMPULSORY: bool = true;
    /// Reads a cell that is not empty.
    fn read(text: &str) -> Result<Self, Fault>;
    /// Writes the value in its one canonical form; nothing for an empty cell.
    fn canonical(&self, out: &mut Vec<u8>);
    /// What an empty cell means.
    fn empty() -> Result<Self, Fault> {
        Err(Fault::new(RejectCode::MissingValue, "必填项"))
    }
}

impl<T: FromCell> FromCell for Option<T> {
    const KIND: Kind = T::KIND;
    const COMPULSORY: bool = false;

    fn read(text: &str) -> Result<Self, Fault> {
        T::read(text).map(Some)
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        if let Some(value) = self {
            value.canonical(out);
        }
    }

    fn empty() -> Result<Self, Fault> {
        Ok(None)
    }
}

/// A typed row of a table.
pub trait Row: Sized + Ord + Clone {
    /// Its declaration.
    const TABLE: &'static Table;
    /// Reads all cells; faults are collected in `cells`.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;
    /// Writes name and value of every filled cell, for digests: a later optional field changes no digest of older rows.
    fn canonical(&self, out: &mut Vec<u8>);
}

/// Milliseconds of a visit as whole microseconds; further digits are cut, so 14 999.9999 ms never becomes 15 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Micros(pub i64);

impl FromCell for String {
    const KIND: Kind = Kind::Text;

    fn read(text: &str) -> Result<String, Fault> {
        Ok(text.into())
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.as_bytes());
    }
}

impl FromCell for i64 {
    const KIND: Kind = Kind::Integer;

    fn read(text: &str) -> Result<i64, Fault> {
        text.parse().map_err(|_| Fault::new(RejectCode::NotAnInteger, "整数,如 12"))
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        write_number(*self, out);
    }
}

impl FromCell for Micros {
    const KIND: Kind = Kind::Millis;

    fn read(text: &str) -> Result<Micros, Fault> {
        decimal_micros(text).map(Micros).ok_or_else(|| Fault::new(RejectCode::NotANumber, "非负小数(毫秒),如 1830.5"))
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        write_number(self.0, out);
    }
}

/// Writes one cell as name, value and the value's length, so that no text can imitate another cell.
pub(crate) fn write_cell(name: &str, value: &impl FromCell, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(name.as_bytes());
    out.push(b'=');
    let before = out.len();
    value.canonical(out);
    match out.len() - before {
        0 => out.truncate(start),
        length => {
            out.push(b'#');
            write_number(length as i64, out);
            out.push(b';');
        }
    }
}

pub(crate) fn write_number(number: i64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut left = number.unsigned_abs();
    let mut position = digits.len();
    loop {
        position -= 1;
        digits[position] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[position..]);
}

/// Decimal milliseconds in exact microseconds.
fn decimal_micros(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let thousandths = fraction.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(thousandths)
}

impl FromCell for bool {
    const KIND: Kind = Kind::Bool;

    fn read(text: &str) -> Result<bool, Fault> {
        match text {
            "是" | "1" => Ok(true),
            "否" | "0" => Ok(false),
            _ if text.eq_ignore_ascii_case("true") => Ok(true),
            _ if text.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(Fault::new(RejectCode::NotABoolean, "是 或 否(true/false,1/0)")),
        }
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        out.push(if *self { b'1' } else { b'0' });
    }
}

impl FromCell for Day {
    const KIND: Kind = Kind::Day;

    fn read(text: &str) -> Result<Day, Fault> {
        let day: Day = text.parse().map_err(|_| Fault::new(RejectCode::NotADate, "日期,格式 2017-11-29"))?;
        if !(Day::FIRST..=Day::LAST).contains(&day) {
            return Err(Fault::new(RejectCode::DateOutOfRange, "1992-01-01 至 2199-12-31 之间的日期"));
        }
        Ok(day)
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        write_number(i64::from(self.0), out);
    }
}

impl FromCell for Moment {
    const KIND: Kind = Kind::Moment;

    fn read(text: &str) -> Result<Moment, Fault> {
        let moment = Moment::parse(text).ok_or_else(|| Fault::new(RejectCode::NotAMoment, "时间,格式 2017-11-29T08:30:00+08:00"))?;
        if !(Day::FIRST..=Day::LAST).contains(&moment.day()) {
            return Err(Fault::new(RejectCode::DateOutOfRange, "1992-01-01 至 2199-12-31 之间的时间"));
        }
        Ok(moment)
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        write_number(self.0, out);
    }
}

macro_rules! word_cells {
    ($($name:ident),+ $(,)?) => { $(
        impl FromCell for super::words::$name {
            const KIND: Kind = Kind::Word(Self::WORDS);

            fn read(text: &str) -> Result<Self, Fault> {
                Self::read(text).ok_or_else(|| Fault::new(RejectCode::UnknownWord, crate::ingest::word_list(Self::WORDS)))
            }

            fn canonical(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.code().as_bytes());
            }
        }
    )+ };
}

word_cells! {
    Role, Level, LifeState, UnitKind, ColumnKind, DateState, VisitFailure, ChannelKind, ChannelForm, PromisedUnit, ReplyKind, ReviewKind, ReviewStatus,
    TargetKind, LinkResult, ElementState, FileState, Subject, Gap,
}

/// Declares a table and its row: every field once, with type and Chinese heading; `note` and `source_ref` are added.
macro_rules! table {
    ($(#[$doc:meta])* $row:ident $name:literal $chinese:literal key [$($key:literal),*] { $($field:ident : $kind:ty = $heading:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $row {
            $(#[doc = $heading] pub $field: $kind,)+
            /// 备注
            pub note: Option<String>,
            /// 出处: where the supplier has the row from
            pub source_ref: Option<String>,
        }

        impl $crate::model::table::Row for $row {
            const TABLE: &'static $crate::model::table::Table = &$crate::model::table::Table {
                name: $name,
                heading: $chinese,
                key: &[$($key),*],
                fields: &[
                    $($crate::model::table::Field {
                        name: stringify!($field),
                        heading: $heading,
                        kind: <$kind as $crate::model::table::FromCell>::KIND,
                        compulsory: <$kind as $crate::model::table::FromCell>::COMPULSORY,
                    },)+
                    $crate::model::table::Field { name: "note", heading: "备注", kind: $crate::model::table::Kind::Text, compulsory: false },
                    $crate::model::table::Field { name: "source_ref", heading: "出处", kind: $crate::model::table::Kind::Text, compulsory: false },
                ],
            };

            fn read(cells: &mut $crate::ingest::Cells<'_>) -> Option<Self> {
                $(let $field = cells.take::<$kind>();)+
                let note = cells.take::<Option<String>>();
                let source_ref = cells.take::<Option<String>>();
                Some($row { $($field: $field?,)+ note: note?, source_ref: source_ref? })
            }

            fn canonical(&self, out: &mut alloc::vec::Vec<u8>) {
                $($crate::model::table::write_cell(stringify!($field), &self.$field, out);)+
                $crate::model::table::write_cell("note", &self.note, out);
                $crate::model::table::write_cell("source_ref", &self.source_ref, out);
                out.push(b'\n');
            }
        }
    };
}
pub(crate) use table;

/// All tables that a census folder may hold, in the order in which they are read.
pub static TABLES: &[&Table] = &[
    rows::Site::TABLE,
    rows::SiteLife::TABLE,
    rows::SiteAddress::TABLE,
    rows::Unit::TABLE,
    rows::Column::TABLE,
    rows::Channel::TABLE,
    rows::Exemption::TABLE,
    rows::Coverage::TABLE,
    rows::Ticket::TABLE,
    rows::Review::TABLE,
    rows::Activity::TABLE,
    rows::Link::TABLE,
    rows::Service::TABLE,
    rows::ServiceFile::TABLE,
    rows::System::TABLE,
    rows::Update::TABLE,
    rows::Visit::TABLE,
];
