//! Dates in addresses: the year that a shown month and day lack, if the address agrees.

use chrono::NaiveDate;
use gov_site_compliance::Day;

/// A date that an address holds: a day, or only a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressDate {
    /// Year, month and day.
    Day(Day),
    /// Year and month.
    Month {
        /// The year.
        year: i32,
        /// 1 to 12.
        month: u8,
    },
}

/// The day of a month and day, with the year that an address gives them, if one of its dates agrees.
pub(crate) fn day_of_address(address: &str, month: u8, day: u8) -> Option<Day> {
    let in_year = |year| NaiveDate::from_ymd_opt(year, month.into(), day.into()).map(Day::from_date);
    address_dates(address).into_iter().find_map(|found| match found {
        AddressDate::Day(written) => in_year(written.year()).filter(|day| *day == written),
        AddressDate::Month { year, month: named } => in_year(year).filter(|_| named == month),
    })
}

/// The dates in the path of an address: `/2021/1/4/`, `/2021-01-05/`, `t20170811_`, `/20251014104752137.html`, `/202310/`.
///
/// An address is no proof of a publication date (a transfer stamps old items with the day of the transfer); it may only supply the year
/// of a month and day that agree.
///
/// ```
/// use gov_site_pages::dates::{AddressDate, address_dates};
/// assert!(matches!(address_dates("/zwyw/202310/34e1.shtml")[..], [AddressDate::Month { year: 2023, month: 10 }]));
/// let [AddressDate::Day(day)] = address_dates("gzdt/t20170811_65399695.html")[..] else { panic!() };
/// assert_eq!(day.to_string(), "2017-08-11");
/// assert!(address_dates("/info/1004/12878.html").is_empty());
/// ```
pub fn address_dates(address: &str) -> Vec<AddressDate> {
    let numbers = numbers(address);
    let mut found = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        if let Some(date) = joined(number) {
            push(&mut found, date);
        }
        if number.len() == 4
            && let Some(date) = parted(&numbers[at..], address)
        {
            push(&mut found, date);
        }
    }
    found
}

fn push(found: &mut Vec<AddressDate>, date: AddressDate) {
    if !found.contains(&date) {
        found.push(date);
    }
}

/// The runs of digits in an address, at most the first 32.
fn numbers(address: &str) -> Vec<&str> {
    address.split(|sign: char| !sign.is_ascii_digit()).filter(|run| !run.is_empty()).take(32).collect()
}

/// `20170811`, with a time behind it or not; `202310`.
fn joined(number: &str) -> Option<AddressDate> {
    let year = number.get(..4)?.parse().ok()?;
    let month = number.get(4..6)?.parse().ok()?;
    match number.len() {
        6 => month_of(year, month),
        8 | 12 | 14 | 17 => day_of(year, month, number.get(6..8)?.parse().ok()?),
        _ => None,
    }
}

/// Whether a number of an address is the name of its file: `3` in `/2018/3.html` is the third item, not a month.
fn is_file(address: &str, number: &str) -> bool {
    let start = number.as_ptr() as usize - address.as_ptr() as usize;
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let behind = path.get(start + number.len()..).unwrap_or("");
    address[..start].ends_with('/') && (behind.is_empty() || behind.starts_with('.')) && !behind.contains('/')
}

/// `2021/1/4`, `2020_12/23`, `2021/01/`, and `2021/0104`.
fn parted(numbers: &[&str], address: &str) -> Option<AddressDate> {
    let year: i32 = numbers.first()?.parse().ok()?;
    let second = numbers.get(1)?;
    if second.len() == 4 {
        return day_of(year, second[..2].parse().ok()?, second[2..].parse().ok()?);
    }
    let month = second.parse().ok().filter(|_| second.len() <= 2 && !is_file(address, second))?;
    let day = numbers.get(2).filter(|number| number.len() <= 2).and_then(|number| number.parse().ok());
    day.and_then(|day| day_of(year, month, day)).or_else(|| month_of(year, month))
}

fn day_of(year: i32, month: u32, day: u32) -> Option<AddressDate> {
    within(year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten().map(|date| AddressDate::Day(Day::from_date(date)))
}

fn month_of(year: i32, month: u32) -> Option<AddressDate> {
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    within(year).then_some(AddressDate::Month { year, month })
}

/// Years in which there were government sites.
fn within(year: i32) -> bool {
    (1995..=2099).contains(&year)
}
