//! Values of cells: how each type reads a text or takes a typed cell, and its one canonical form.

use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;

use super::{Day, Decimal, Kind, Moment};
use crate::ingest::{Cell, Fault, RejectCode, why, written_day, written_moment};

/// Type of a cell in a row's struct: a value is compulsory, `Option` of it is not.
pub trait FromCell: Sized {
    /// Type of the cell.
    const KIND: Kind;
    /// Whether an empty cell is a fault.
    const COMPULSORY: bool = true;
    /// Reads a text that is not empty.
    fn read(text: &str) -> Result<Self, Fault>;
    /// Takes a cell that is neither empty nor text, as its text would be read.
    fn take(cell: Cell<'_>) -> Result<Self, Fault>;
    /// Whether it is an empty cell.
    fn is_empty(&self) -> bool {
        false
    }
    /// Writes the value in its one canonical form; nothing for an empty cell.
    fn canonical(&self, out: &mut Vec<u8>);
    /// The cell as a text that [`FromCell::read`] takes back.
    fn text(&self) -> String {
        let mut out = Vec::new();
        self.canonical(&mut out);
        String::from_utf8_lossy(&out).into_owned()
    }
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

    fn take(cell: Cell<'_>) -> Result<Self, Fault> {
        T::take(cell).map(Some)
    }

    fn is_empty(&self) -> bool {
        self.as_ref().is_none_or(FromCell::is_empty)
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        if let Some(value) = self {
            value.canonical(out);
        }
    }

    fn text(&self) -> String {
        self.as_ref().map_or_else(String::new, FromCell::text)
    }

    fn empty() -> Result<Self, Fault> {
        Ok(None)
    }
}

/// Milliseconds of a visit as whole microseconds; further digits are cut, so 14 999.9999 ms never becomes 15 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Micros(pub i64);

impl FromCell for String {
    const KIND: Kind = Kind::Text;

    fn read(text: &str) -> Result<String, Fault> {
        Ok(text.into())
    }

    /// Ids may be integers of any width and equal their decimal text.
    fn take(cell: Cell<'_>) -> Result<String, Fault> {
        cell.text().map_or_else(Self::empty, |text| Ok(Cow::into_owned(text)))
    }

    fn is_empty(&self) -> bool {
        String::is_empty(self)
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.as_bytes());
    }
}

impl FromCell for i64 {
    const KIND: Kind = Kind::Integer;

    fn read(text: &str) -> Result<i64, Fault> {
        text.parse().map_err(|_| Fault::new(why::no_integer(text), "整数，如 12"))
    }

    fn take(cell: Cell<'_>) -> Result<i64, Fault> {
        match cell {
            Cell::Integer(number) => Ok(number),
            other => as_text(other),
        }
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        write_number(*self, out);
    }
}

/// A typed cell of another type is what its text would be.
#[cold]
fn as_text<T: FromCell>(cell: Cell<'_>) -> Result<T, Fault> {
    cell.text().map_or_else(T::empty, |text| T::read(&text))
}

impl fmt::Display for Micros {
    /// Milliseconds as decimal text: `1830.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, thousandths) = (self.0.unsigned_abs() / 1_000, self.0.unsigned_abs() % 1_000);
        let sign = if self.0 < 0 { "-" } else { "" };
        if thousandths == 0 {
            return write!(out, "{sign}{whole}");
        }
        let fraction = alloc::format!("{thousandths:03}");
        write!(out, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

impl FromCell for Micros {
    const KIND: Kind = Kind::Millis;

    fn read(text: &str) -> Result<Micros, Fault> {
        decimal_micros(text).map(Micros).ok_or_else(|| Fault::new(why::no_number(text), "非负小数（毫秒），如 1830.5"))
    }

    fn take(cell: Cell<'_>) -> Result<Micros, Fault> {
        let micros = match cell {
            Cell::Micros(micros) => Some(micros.0),
            Cell::Integer(millis) => millis.checked_mul(1_000),
            _ => None,
        };
        micros.filter(|micros| *micros >= 0).map(Micros).map_or_else(|| as_text(cell), Ok)
    }

    fn text(&self) -> String {
        alloc::format!("{self}")
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        write_number(self.0, out);
    }
}

/// Writes one cell as name, value and the value's length, so that no text can imitate another cell; nothing for an empty cell.
pub(crate) fn write_cell(name: &str, value: &impl FromCell, out: &mut Vec<u8>) {
    if value.is_empty() {
        return;
    }
    out.extend_from_slice(name.as_bytes());
    out.push(b'=');
    let before = out.len();
    value.canonical(out);
    let length = out.len() - before;
    out.push(b'#');
    write_number(length as i64, out);
    out.push(b';');
}

pub(crate) fn write_number(number: i64, out: &mut Vec<u8>) {
    match number {
        // Most are lengths of cells.
        0..=9 => out.push(b'0' + number as u8),
        10..=99 => out.extend_from_slice(&[b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]),
        _ => Decimal::from(number).write(out),
    }
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
            _ => Err(Fault::new(why::no_boolean(text), "是 或 否（true/false，1/0）")),
        }
    }

    fn take(cell: Cell<'_>) -> Result<bool, Fault> {
        match cell {
            Cell::Bool(truth) => Ok(truth),
            Cell::Integer(1) => Ok(true),
            Cell::Integer(0) => Ok(false),
            other => as_text(other),
        }
    }

    fn text(&self) -> String {
        if *self { "true".into() } else { "false".into() }
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        out.push(if *self { b'1' } else { b'0' });
    }
}

impl FromCell for Day {
    const KIND: Kind = Kind::Day;

    fn read(text: &str) -> Result<Day, Fault> {
        written_day(text).map_err(|code| Fault::new(code, "日期，格式 2017-11-29")).and_then(day_in_range)
    }

    fn take(cell: Cell<'_>) -> Result<Day, Fault> {
        match cell {
            Cell::Day(day) => day_in_range(day),
            Cell::Moment(moment) => day_in_range(moment.day()),
            other => as_text(other),
        }
    }

    fn text(&self) -> String {
        alloc::format!("{self}")
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        write_number(i64::from(self.0), out);
    }
}

fn day_in_range(day: Day) -> Result<Day, Fault> {
    if (Day::FIRST..=Day::LAST).contains(&day) {
        return Ok(day);
    }
    Err(Fault::new(RejectCode::DateOutOfRange, "1992-01-01 至 2199-12-31 之间的日期"))
}

impl FromCell for Moment {
    const KIND: Kind = Kind::Moment;

    fn read(text: &str) -> Result<Moment, Fault> {
        written_moment(text).map_err(|code| Fault::new(code, "时间，格式 2017-11-29T08:30:00+08:00")).and_then(moment_in_range)
    }

    fn take(cell: Cell<'_>) -> Result<Moment, Fault> {
        match cell {
            Cell::Moment(moment) => moment_in_range(moment),
            other => as_text(other),
        }
    }

    fn text(&self) -> String {
        alloc::format!("{self}")
    }

    fn canonical(&self, out: &mut Vec<u8>) {
        write_number(self.0, out);
    }
}

fn moment_in_range(moment: Moment) -> Result<Moment, Fault> {
    if (Day::FIRST..=Day::LAST).contains(&moment.day()) {
        return Ok(moment);
    }
    Err(Fault::new(RejectCode::DateOutOfRange, "1992-01-01 至 2199-12-31 之间的时间"))
}

macro_rules! word_cells {
    ($($name:ident),+ $(,)?) => { $(
        impl FromCell for super::words::$name {
            const KIND: Kind = Kind::Word(Self::WORDS);

            fn read(text: &str) -> Result<Self, Fault> {
                Self::read(text).ok_or_else(|| why::no_word(text, Self::WORDS))
            }

            fn take(cell: Cell<'_>) -> Result<Self, Fault> {
                as_text(cell)
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
