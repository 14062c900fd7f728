//! Civil days and moments.

use alloc::string::String;
use core::fmt::{self, Write};

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Microseconds of a ten-minute slot.
const SLOT_MICROS: i64 = 600_000_000;
const SLOTS_A_DAY: i64 = 144;
/// Shanghai is UTC+8 for every date from 1992 on (summer time ended in 1991).
const SHANGHAI_MICROS: i64 = 8 * 3_600_000_000;
const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(1970, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// A civil date in Asia/Shanghai: days since 1970-01-01, bit-equal to Arrow's Date32.
///
/// ```
/// use gov_site_compliance::Day;
/// let day: Day = "2017-11-29".parse()?;
/// assert_eq!(day.0, 17_499);
/// assert_eq!(day.to_string(), "2017-11-29");
/// # Ok::<(), gov_site_compliance::DayError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// A text that is no civil date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date: write YYYY-MM-DD")]
pub struct DayError(pub String);

impl Day {
    /// The first day that is accepted anywhere: before 1992 Shanghai had summer time.
    pub const FIRST: Day = Day(8_035);
    /// The last day that is accepted anywhere: 2199-12-31.
    pub const LAST: Day = Day(84_005);

    /// The day of a civil date.
    pub fn from_date(date: NaiveDate) -> Day {
        Day(date.signed_duration_since(EPOCH).num_days() as i32)
    }

    /// The civil date of the day.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or(if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
    }

    /// The day `days` later (earlier if negative).
    pub fn plus_days(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Calendar months back, clamped at the end of the month (reading 5): 2017-08-31 less 6 months is 2017-02-28.
    pub fn minus_months(self, months: u32) -> Day {
        self.date().checked_sub_months(Months::new(months)).map_or(Day(i32::MIN), Day::from_date)
    }

    /// Calendar months forward, clamped at the end of the month (reading 16): 2016-11-30 and 3 months is 2017-02-28.
    pub fn plus_months(self, months: u32) -> Day {
        self.date().checked_add_months(Months::new(months)).map_or(Day(i32::MAX), Day::from_date)
    }

    /// The civil year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// The day in the form 2017年11月29日, without leading zeros.
    pub fn chinese(self) -> String {
        let date = self.date();
        alloc::format!("{}年{}月{}日", date.year(), date.month(), date.day())
    }
}

impl core::str::FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Day, DayError> {
        parts(text).and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day)).map(Day::from_date).ok_or_else(|| DayError(text.into()))
    }
}

/// Year, month and day of `YYYY-MM-DD`; read digit by digit, since there are millions.
fn parts(text: &str) -> Option<(i32, u32, u32)> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |digits: &[u8]| digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')));
    let dashes = bytes[4] == b'-' && bytes[7] == b'-';
    dashes.then_some((number(&bytes[..4])? as i32, number(&bytes[5..7])?, number(&bytes[8..])?))
}

/// A day as text that need not be stored anywhere, in two pieces of tables: findings and warnings name millions of days.
#[derive(Clone, Copy)]
pub(crate) struct DayText {
    year: YearText,
    month_day: &'static str,
}

#[derive(Clone, Copy)]
enum YearText {
    Usual(&'static str),
    Far(FarYear),
}

impl DayText {
    /// Year, and month and day with the dashes before them.
    pub(crate) fn pieces(&self) -> [&str; 2] {
        let year = match &self.year {
            YearText::Usual(year) => year,
            YearText::Far(year) => str::from_utf8(&year.bytes[..year.length]).unwrap_or_default(),
        };
        [year, self.month_day]
    }
}

const FIRST_YEAR: usize = 1970;
const YEARS: usize = 230;
/// Years from [`FIRST_YEAR`] on.
static YEAR_TEXTS: [u8; 4 * YEARS] = {
    let mut bytes = [0; 4 * YEARS];
    let mut at = 0;
    while at < YEARS {
        write_digits(&mut bytes, 4 * at, (FIRST_YEAR + at) / 100);
        write_digits(&mut bytes, 4 * at + 2, (FIRST_YEAR + at) % 100);
        at += 1;
    }
    bytes
};
/// `-01-01`, and so on with 31 days for every month.
static MONTH_DAY_TEXTS: [u8; 6 * 12 * 31] = {
    let mut bytes = [b'-'; 6 * 12 * 31];
    let mut at = 0;
    while at < 12 * 31 {
        write_digits(&mut bytes, 6 * at + 1, at / 31 + 1);
        write_digits(&mut bytes, 6 * at + 4, at % 31 + 1);
        at += 1;
    }
    bytes
};

const fn write_digits(bytes: &mut [u8], at: usize, number: usize) {
    bytes[at] = b'0' + (number / 10) as u8;
    bytes[at + 1] = b'0' + (number % 10) as u8;
}

const fn table(bytes: &'static [u8]) -> &'static str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

const YEAR_TABLE: &str = table(&YEAR_TEXTS);
const MONTH_DAY_TABLE: &str = table(&MONTH_DAY_TEXTS);

impl Day {
    /// The day in the form 2017-11-29.
    pub(crate) fn text(self) -> DayText {
        let date = self.date();
        let month_day = (date.month0() * 31 + date.day0()) as usize * 6;
        let year = usize::try_from(date.year()).ok().and_then(|year| year.checked_sub(FIRST_YEAR)).map(|year| 4 * year);
        DayText {
            year: year.and_then(|at| YEAR_TABLE.get(at..at + 4)).map_or_else(|| YearText::Far(FarYear::of(date)), YearText::Usual),
            month_day: MONTH_DAY_TABLE.get(month_day..month_day + 6).unwrap_or_default(),
        }
    }
}

/// A year outside the table.
#[derive(Clone, Copy)]
struct FarYear {
    bytes: [u8; 8],
    length: usize,
}

impl FarYear {
    #[cold]
    fn of(date: NaiveDate) -> FarYear {
        let mut text = FarYear { bytes: [0; 8], length: 0 };
        let year = date.year();
        // The longest is +262142.
        let _ = if (0..=9_999).contains(&year) { write!(text, "{year:04}") } else { write!(text, "{year:+05}") };
        text
    }
}

impl fmt::Write for FarYear {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        let [year, month_day] = text.pieces();
        if out.width().is_some() || out.precision().is_some() {
            return out.pad(&[year, month_day].concat());
        }
        out.write_str(year)?;
        out.write_str(month_day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        let text = <alloc::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A moment: microseconds since 1970-01-01T00:00:00 UTC.
///
/// ```
/// use gov_site_compliance::Moment;
/// let moment = Moment::parse("2017-11-29 00:05").unwrap();
/// assert_eq!(moment.day().to_string(), "2017-11-29");
/// assert_eq!(moment.slot(), 0);
/// assert_eq!(moment.to_string(), "2017-11-29T00:05:00+08:00");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// Reads `2017-11-29T08:30:00+08:00`, with `T` or a blank, seconds and their fraction optional; without offset it is Shanghai time.
    pub fn parse(text: &str) -> Option<Moment> {
        let with_t = text.replacen(' ', "T", 1);
        let tail = with_t.get(10..)?;
        with_t.get(..10)?.parse::<Day>().ok()?;
        // Leap seconds are none in Shanghai's civil time, where they fall on 08:00 and no form asks for them.
        if tail.get(6..9) == Some(":60") {
            return None;
        }
        if tail.ends_with(['Z', 'z']) || tail.contains(['+', '-']) {
            return DateTime::parse_from_rfc3339(&with_t)
                .or_else(|_| DateTime::parse_from_str(&with_t, "%Y-%m-%dT%H:%M%:z"))
                .ok()
                .map(|moment| Moment(moment.timestamp_micros()));
        }
        ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(&with_t, form).ok())
            .map(|civil| Moment(civil.and_utc().timestamp_micros() - SHANGHAI_MICROS))
    }

    /// The first moment of a civil day in Shanghai.
    pub(crate) fn start_of(day: Day) -> Moment {
        Moment(i64::from(day.0) * SLOTS_A_DAY * SLOT_MICROS - SHANGHAI_MICROS)
    }

    /// Whole days and ten-minute slots of a further day from the start of a day to a moment after it.
    #[inline]
    pub(crate) fn slots_between(start: i64, moment: i64) -> (usize, u8) {
        // 32 bits of slots are 80,000 years.
        let slots = ((moment - start) as u64 / SLOT_MICROS as u64) as u32;
        ((slots / SLOTS_A_DAY as u32) as usize, (slots % SLOTS_A_DAY as u32) as u8)
    }

    /// The civil day in Shanghai.
    pub fn day(self) -> Day {
        self.day_and_slot().0
    }

    /// The ten-minute slot of the civil day, 0 to 143 (reading 10).
    pub fn slot(self) -> u8 {
        self.day_and_slot().1
    }

    /// The civil day in Shanghai and the ten-minute slot of it.
    pub fn day_and_slot(self) -> (Day, u8) {
        let slots = self.0.saturating_add(SHANGHAI_MICROS).div_euclid(SLOT_MICROS);
        // 64 bits of microseconds are less than 32 bits of days.
        (Day(slots.div_euclid(SLOTS_A_DAY) as i32), slots.rem_euclid(SLOTS_A_DAY) as u8)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(zone) = FixedOffset::east_opt(8 * 3600) else { return Err(fmt::Error) };
        let Some(utc) = DateTime::from_timestamp_micros(self.0) else { return write!(out, "{}us", self.0) };
        let civil = utc.with_timezone(&zone).naive_local();
        write!(out, "{}+08:00", civil.format("%Y-%m-%dT%H:%M:%S%.f"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Moment, D::Error> {
        let text = <alloc::borrow::Cow<'de, str>>::deserialize(from)?;
        Moment::parse(&text).ok_or_else(|| serde::de::Error::custom(alloc::format!("`{text}` is no moment")))
    }
}
