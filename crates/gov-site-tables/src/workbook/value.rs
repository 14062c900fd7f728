//! The cell of a sheet as the core reads it.

use std::borrow::Cow;

use calamine::DataRef;
use gov_site_compliance::{Kind, RejectCode};

use super::{
    SheetCell,
    serial::{Epoch, dated, plain},
};
use crate::held::Held;

/// A cell of a sheet in a field of this kind.
pub(super) fn held<'a>(cell: SheetCell<'a>, kind: Kind, epoch: Epoch) -> Held<'a> {
    match cell.value {
        DataRef::Empty if cell.uncalculated => Held::unreadable(RejectCode::FormulaText, "公式算出的内容", ""),
        DataRef::Empty => Held::Empty,
        DataRef::SharedString(text) => Held::Text(Cow::Borrowed(text)),
        DataRef::String(text) => Held::Text(Cow::Owned(text)),
        DataRef::Bool(truth) => Held::Bool(truth),
        DataRef::Int(number) => Held::Integer(number),
        DataRef::Float(number) => plain(number, kind, epoch),
        DataRef::DateTime(time) if time.is_duration() => plain(time.as_f64(), kind, epoch),
        DataRef::DateTime(time) => dated(time.as_f64(), kind, epoch),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => iso(&text, kind),
        DataRef::Error(error) => Held::unreadable(RejectCode::FormulaError, "公式算出的内容", error.to_string()),
    }
}

/// A date in ISO 8601, which sheets write without a zone and with a time that a day does not need.
fn iso<'a>(text: &str, kind: Kind) -> Held<'a> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    match kind {
        Kind::Day => Held::own(day),
        Kind::Moment if !time.is_empty() && !time.contains(['+', '-', 'Z']) => Held::own(format!("{text}+08:00")),
        _ => Held::own(text),
    }
}

/// The text of a heading, of which no more than its beginning is looked at.
pub(super) fn heading(value: &DataRef<'_>) -> String {
    const LONGEST: usize = 200;
    let shorten = |text: &str| text.chars().take(LONGEST).collect();
    match value {
        DataRef::SharedString(text) => shorten(text),
        DataRef::String(text) => shorten(text),
        DataRef::Float(number) => number.to_string(),
        DataRef::Int(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Whether a cell outside of all fields holds anything.
pub(super) fn is_filled(value: &DataRef<'_>) -> bool {
    match value {
        DataRef::Empty => false,
        DataRef::SharedString(text) => !text.trim().is_empty(),
        DataRef::String(text) => !text.trim().is_empty(),
        _ => true,
    }
}
