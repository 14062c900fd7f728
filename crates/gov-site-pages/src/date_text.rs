//! Dates in running text: every form in which pages write them, and what looks like one and is none.

use std::fmt;

use chrono::NaiveDate;
use gov_site_compliance::Day;
use serde::Serialize;

mod address;
mod signs;

pub(crate) use address::day_of_address;
pub use address::{AddressDate, address_dates};

use signs::Signs;

/// A date that a text shows, as far as it shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Written {
    /// Year, month and day.
    Day(Day),
    /// A year of two digits, month and day: a date only where a label or the order of a list says so.
    ShortYear(Day),
    /// Month and day without a year.
    MonthDay {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// Year and month without a day.
    YearMonth {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u8,
    },
}

impl fmt::Display for Written {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Written::Day(day) | Written::ShortYear(day) => write!(out, "{day}"),
            Written::MonthDay { month, day } => write!(out, "--{month:02}-{day:02}"),
            Written::YearMonth { year, month } => write!(out, "{year:04}-{month:02}"),
        }
    }
}

impl Serialize for Written {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59, if shown.
    pub second: Option<u8>,
}

impl fmt::Display for Clock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.hour, self.minute)?;
        self.second.map_or(Ok(()), |second| write!(out, ":{second:02}"))
    }
}

impl Serialize for Clock {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

/// A date found in a text: where it stands (bytes), what it says, and the time beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateText {
    /// First byte.
    pub start: usize,
    /// First byte after it (and after its time).
    pub end: usize,
    /// The date.
    pub date: Written,
    /// The time of day, if one is written beside it.
    pub time: Option<Clock>,
}

/// The dates in a text, from left to right. What only looks like a date is left out: parts of longer numbers (telephone and document
/// numbers, addresses of machines), days that no calendar has, pagers such as `1/4`, prices such as `10.5`.
///
/// ```
/// use gov_site_pages::dates::dates_in;
/// let show = |text: &str| dates_in(text).iter().map(|found| found.date.to_string()).collect::<Vec<_>>().join(" ");
/// for text in ["2017-11-29", "2017/11/29", "2017.11.29", "2017年11月29日", "[2017-11-29]", "２０１７－１１－２９", "二〇一七年十一月二十九日", "17-11-29"] {
///     assert_eq!(show(text), "2017-11-29", "{text}");
/// }
/// for text in ["[11-29]", "(11月29日)", "11/29", "11.29"] {
///     assert_eq!(show(text), "--11-29", "{text}");
/// }
/// for text in ["1/4", "0533-2011-29", "9.11", "2017-02-30", "192.168.11.29", "鲁政发〔2017〕11号"] {
///     assert_eq!(show(text), "", "{text}");
/// }
/// assert_eq!(show("2017-11-29 10:30:00.0"), "2017-11-29");
/// assert_eq!(dates_in("2009年08月22日08:29")[0].time.map(|time| time.to_string()).as_deref(), Some("08:29"));
/// ```
pub fn dates_in(text: &str) -> Vec<DateText> {
    dates(text).collect()
}

/// The same one after the other, as far as they are asked for.
pub(crate) fn dates(text: &str) -> impl Iterator<Item = DateText> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(start) = signs::next_start(text, at) {
            let date = date_at(text, start);
            at = date.map_or_else(|| signs::after_number(text, start), |date| date.end);
            if date.is_some() {
                return date;
            }
        }
        None
    })
}

/// Whether a number stands in a text with which a date may begin.
pub(crate) fn has_number(text: &str) -> bool {
    signs::next_start(text, 0).is_some()
}

/// The date that is the whole of a text but for brackets, blanks and colons around it; where it stands is counted from the begin of the text.
///
/// ```
/// use gov_site_pages::dates::whole_date;
/// let text = "【 2017-11-29】";
/// let found = whole_date(text).ok_or("no date")?;
/// assert_eq!(&text[found.start..found.end], "2017-11-29");
/// assert_eq!(whole_date("自2017-11-29起"), None);
/// # Ok::<(), &str>(())
/// ```
pub fn whole_date(text: &str) -> Option<DateText> {
    let around = |sign: char| sign.is_whitespace() || "[]()【】（）〔〕［］<>《》:：|·-—".contains(sign);
    let begun = text.trim_start_matches(around);
    let inner = begun.trim_end_matches(around);
    if inner.len() > 64 {
        return None;
    }
    let mut found = dates(inner);
    let (Some(date), None) = (found.next(), found.next()) else { return None };
    let before = text.len() - begun.len();
    (date.start == 0 && date.end == inner.len()).then_some(DateText { start: before, end: before + inner.len(), ..date })
}

fn date_at(text: &str, start: usize) -> Option<DateText> {
    let mut signs = Signs::new(text, start);
    let date = numbers(&mut signs)?;
    let time = clock(&mut signs);
    Some(DateText { start, end: signs.at(), date, time })
}

fn numbers(signs: &mut Signs<'_>) -> Option<Written> {
    if signs.before_is_number() {
        return None;
    }
    if let Some((year, month, day)) = signs.plain_day() {
        return day_of(year, month, day).map(Written::Day).filter(|_| signs.ends_number());
    }
    let (first, width) = signs.number()?;
    let date = match width {
        4 => with_year(signs, i32::try_from(first).ok()?)?,
        1 | 2 => without_year(signs, first, width)?,
        _ => return None,
    };
    signs.ends_number().then_some(date)
}

/// What stands between the parts of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Dash,
    Slash,
    Dot,
    Year,
    Month,
    /// 2018、03、19.
    Comma,
    /// 2018_03_19.
    Underscore,
    /// 2018\03\19.
    Backslash,
}

impl Between {
    /// Whether it parts the numbers of a date only where all three stand: two numbers are an enumeration or a name.
    fn needs_three(self) -> bool {
        matches!(self, Between::Comma | Between::Underscore | Between::Backslash)
    }
}

fn with_year(signs: &mut Signs<'_>, year: i32) -> Option<Written> {
    let between = signs.between()?;
    let (month, width) = signs.number().filter(|(_, width)| *width <= 2)?;
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let mark = signs.mark();
    match (between, signs.between()) {
        (Between::Year, Some(Between::Month)) => {}
        (Between::Year, _) => return None,
        (_, Some(second)) if second == between => {}
        _ => {
            signs.back_to(mark);
            return (width == 2 && between != Between::Dot && !between.needs_three() && plausible(year)).then_some(Written::YearMonth { year, month });
        }
    }
    let Some((day, _)) = signs.number().filter(|(_, width)| *width <= 2) else {
        signs.back_to(mark);
        return (between == Between::Year && plausible(year)).then(|| {
            signs.between();
            Written::YearMonth { year, month }
        });
    };
    if between == Between::Year {
        signs.day_word();
    }
    day_of(year, u32::from(month), day).map(Written::Day)
}

fn without_year(signs: &mut Signs<'_>, first: u32, width: usize) -> Option<Written> {
    let between = signs.between().filter(|between| *between != Between::Year && !between.needs_three())?;
    let (second, second_width) = signs.number().filter(|(_, width)| *width <= 2)?;
    let mark = signs.mark();
    if width == 2 && second_width == 2 && between != Between::Month && signs.between() == Some(between) {
        let (day, _) = signs.number().filter(|(_, width)| *width == 2)?;
        return day_of(2000 + i32::try_from(first).ok()?, second, day).map(Written::ShortYear);
    }
    signs.back_to(mark);
    let sure = match between {
        Between::Month => signs.day_word(),
        _ => width == 2 && second_width == 2,
    };
    // 2000 has every day that some year has.
    let (month, day) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
    (sure && day_of(2000, first, second).is_some()).then_some(Written::MonthDay { month, day })
}

/// The time of day beside a date: `08:30`, `8:30:05`, `08时30分`.
fn clock(signs: &mut Signs<'_>) -> Option<Clock> {
    let mark = signs.mark();
    let read = |signs: &mut Signs<'_>| {
        signs.blanks_and_t();
        let (hour, _) = signs.number().filter(|(_, width)| *width <= 2)?;
        let words = signs.colon_or('时')?;
        let (minute, _) = signs.number().filter(|(_, width)| *width <= 2)?;
        let second = signs.second(words);
        let within = |value: u32, limit: u32| u8::try_from(value).ok().filter(|_| value < limit);
        Some(Clock { hour: within(hour, 24)?, minute: within(minute, 60)?, second: second.and_then(|second| within(second, 60)) })
    };
    let time = read(signs);
    if time.is_none() {
        signs.back_to(mark);
    }
    time
}

fn day_of(year: i32, month: u32, day: u32) -> Option<Day> {
    plausible(year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten().map(Day::from_date)
}

/// Years that a government page can speak of; others are numbers.
fn plausible(year: i32) -> bool {
    (1949..=2099).contains(&year)
}
