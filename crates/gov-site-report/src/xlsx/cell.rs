//! Writes one cell.

use gov_site_compliance::{Day, Moment};
use rust_xlsxwriter::{Format, Worksheet};
use unicode_width::UnicodeWidthStr;

use super::{XlsxError, column::Value, formats::Formats};
use crate::Edition;

/// Excel counts days from 1899-12-30.
const EPOCH: i64 = 25_569;
/// Excel has no date before 1900-03-01 that others read alike, and none after 9999-12-31.
const DATES: std::ops::RangeInclusive<i64> = 61..=2_958_465;
const MICROS_OF_DAY: f64 = 86_400e6;
const SHANGHAI_MICROS: i64 = 8 * 3_600_000_000;
/// Whole numbers up to here are exact in a cell.
const EXACT: u64 = 1 << 53;
/// Points of a line.
const LINE_HEIGHT: f64 = 14.25;
/// Lines of the highest row that Excel has, 409 points.
const MOST_LINES: u32 = 28;
/// What a text that was cut ends with.
const CUT: &str = "…（已截断）";

/// Writes cells of one edition.
pub(super) struct Pen<'a> {
    pub formats: &'a Formats,
    pub edition: Edition,
    /// Signs that a cell may hold, as UTF-16 has them.
    pub longest: usize,
}

impl Pen<'_> {
    /// Writes a value into a cell that is so many signs wide.
    pub(super) fn write(&self, sheet: &mut Worksheet, (row, column): (u32, u16), width: f64, value: &Value<'_>) -> Result<Ink, XlsxError> {
        let formats = self.formats;
        let mut number = |number: f64, format: &Format| sheet.write_number_with_format(row, column, number, format).map(|_| Ink { cut: false, lines: 1 });
        let written = match value {
            Value::Count(count) if *count <= EXACT => number(*count as f64, &formats.count),
            Value::Number(count) if count.unsigned_abs() <= EXACT => number(*count as f64, &formats.count),
            Value::Share(share) => number(*share, &formats.share),
            Value::Decimal(Some(percent)) if percent.parse::<f64>().is_ok() => number(percent.parse().unwrap_or_default(), &formats.percent),
            Value::Day(day) if DATES.contains(&serial(*day)) => number(serial(*day) as f64, &formats.day),
            Value::Moment(moment) if DATES.contains(&serial(moment.day())) => number(serial_of_moment(*moment), &formats.moment),
            other => return self.text(sheet, (row, column), width, other),
        };
        Ok(written?)
    }

    fn text(&self, sheet: &mut Worksheet, place: (u32, u16), width: f64, value: &Value<'_>) -> Result<Ink, XlsxError> {
        let formats = self.formats;
        let (text, format) = match value {
            Value::Text(text) => (self.edition.shown(text), &formats.text),
            Value::Id(id) => (self.edition.id(id), &formats.id),
            Value::Word(word) => ((*word).to_string(), &formats.word),
            Value::Flag(flag) => (if *flag { "是" } else { "否" }.to_string(), &formats.word),
            Value::Empty | Value::Decimal(None) => (String::new(), &formats.text),
            Value::Decimal(Some(percent)) => (percent.clone(), &formats.id),
            Value::Share(share) => (share.to_string(), &formats.id),
            Value::Count(count) => (count.to_string(), &formats.id),
            Value::Number(number) => (number.to_string(), &formats.id),
            Value::Day(day) => (day.to_string(), &formats.id),
            Value::Moment(moment) => (moment.to_string(), &formats.id),
        };
        let (text, cut) = cut(text, self.longest);
        write_text(sheet, place, &text, format)?;
        Ok(Ink { cut, lines: lines(&text, width) })
    }
}

/// What became of a cell.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    /// Whether its text had to be cut.
    pub cut: bool,
    /// Lines that it takes.
    pub lines: u32,
}

/// Lines of a text in a column so many narrow signs wide. Excel finds the height of a row by itself; WPS and LibreOffice do not.
fn lines(text: &str, width: f64) -> u32 {
    if text.len() as f64 <= width {
        return 1;
    }
    (text.width() as f64 / width.max(1.0)).ceil().clamp(1.0, f64::from(MOST_LINES)) as u32
}

/// Sets the height of a row for so many lines.
pub(super) fn set_lines(sheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height(row, LINE_HEIGHT * f64::from(lines.min(MOST_LINES)))?;
    }
    Ok(())
}

/// Writes a text that is already shown as it may be.
pub(super) fn write_text(sheet: &mut Worksheet, (row, column): (u32, u16), text: &str, format: &Format) -> Result<(), XlsxError> {
    // The library takes a text in these tags for XML of its own making. In two runs it is escaped like any other.
    match text.strip_prefix("<r>").filter(|rest| rest.ends_with("</r>")) {
        Some(rest) => sheet.write_rich_string_with_format(row, column, &[(&Format::default(), "<r>"), (&Format::default(), rest)], format)?,
        None => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

/// The text, with a visible mark where it was cut.
fn cut(text: String, longest: usize) -> (String, bool) {
    if text.len() <= longest || text.encode_utf16().count() <= longest {
        return (text, false);
    }
    let room = longest.saturating_sub(CUT.encode_utf16().count());
    let mut used = 0;
    let kept = text.chars().take_while(|sign| {
        used += sign.len_utf16();
        used <= room
    });
    (kept.chain(CUT.chars()).collect(), true)
}

fn serial(day: Day) -> i64 {
    i64::from(day.0) + EPOCH
}

fn serial_of_moment(moment: Moment) -> f64 {
    moment.0.saturating_add(SHANGHAI_MICROS) as f64 / MICROS_OF_DAY + EPOCH as f64
}

#[cfg(test)]
mod tests {
    use gov_site_compliance::Moment;

    use super::{cut, lines, serial_of_moment};

    #[test]
    fn a_text_is_cut_only_where_it_must_be() {
        assert_eq!(cut("甲".repeat(10), 10), ("甲".repeat(10), false));
        assert_eq!(cut("甲".repeat(11), 10), ("甲甲甲甲…（已截断）".into(), true));
        let (text, is_cut) = cut("😀".repeat(6), 10);
        assert_eq!((text.as_str(), is_cut), ("😀😀…（已截断）", true), "a sign of two units is not halved");
    }

    #[test]
    fn a_row_is_as_high_as_its_texts() {
        assert_eq!([lines("", 10.0), lines("甲乙丙丁戊", 10.0), lines("甲乙丙丁戊己", 10.0), lines("abcdefghijk", 10.0)], [1, 1, 2, 2]);
        assert_eq!(lines(&"甲".repeat(32_000), 10.0), 28);
    }

    #[test]
    fn moments_are_in_the_time_of_shanghai() {
        let serial = serial_of_moment(Moment::parse("2017-11-29T12:00:00+08:00").unwrap());
        assert_eq!(serial, 43_068.5);
    }
}
