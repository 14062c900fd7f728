//! Years that a list leaves out, where its order gives them.

use gov_site_compliance::Day;

use super::Item;
use crate::date_text::Written;
use crate::shown::DatePlace;

pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Day> {
    chrono::NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)).map(Day::from_date)
}

/// Dates without a year, or with one of two digits, that the order of the list settles.
pub(super) fn from_order(items: &mut [Item]) {
    short_years(items);
    between_neighbours(items);
}

/// `17-11-29`: year first, if all dates of the list are of that form and run in order when read so.
fn short_years(items: &mut [Item]) {
    let days: Vec<Day> = items.iter().filter_map(|item| if let Written::ShortYear(day) = item.date.as_ref()?.date { Some(day) } else { None }).collect();
    let dated = items.iter().filter(|item| item.date.is_some()).count();
    let in_order = days.windows(2).all(|pair| pair[0] >= pair[1]) || days.windows(2).all(|pair| pair[0] <= pair[1]);
    if days.len() < 3 || days.len() < dated || !in_order || days.first() == days.last() {
        return;
    }
    for mark in items.iter_mut().filter_map(|item| item.date.as_mut()) {
        if let Written::ShortYear(day) = mark.date {
            (mark.date, mark.from) = (Written::Day(day), DatePlace::TextAndOrder);
        }
    }
}

/// A month and day between two days of one year, in a list that runs in order.
fn between_neighbours(items: &mut [Item]) {
    let known: Vec<Option<Day>> = items.iter().map(|item| if let Written::Day(day) = item.date.as_ref()?.date { Some(day) } else { None }).collect();
    let days: Vec<Day> = known.iter().flatten().copied().collect();
    if days.len() < 2 || !days.windows(2).all(|pair| pair[0] >= pair[1]) {
        return;
    }
    let mut passed: usize = 0;
    for (item, known) in items.iter_mut().zip(&known) {
        let neighbours = passed.checked_sub(1).and_then(|before| Some((days.get(before)?, days.get(passed)?)));
        passed += usize::from(known.is_some());
        let (Some((newer, older)), Some(mark)) = (neighbours, item.date.as_mut()) else { continue };
        let Written::MonthDay { month, day: of_month } = mark.date else { continue };
        if newer.year() != older.year() {
            continue;
        }
        if let Some(between) = day(newer.year(), month, of_month).filter(|day| older <= day && day <= newer) {
            (mark.date, mark.from) = (Written::Day(between), DatePlace::TextAndOrder);
        }
    }
}
