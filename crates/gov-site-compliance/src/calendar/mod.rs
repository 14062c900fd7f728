//! Working days of mainland China: weekends moved by the State Council's notices, year by year as data.

mod file;
mod guess;
mod table;
mod year;

use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::model::Day;
pub use file::{CalendarFileError, YearNotice};
pub use table::{Shift, WorkdayError, WorkdayTable};
use year::{Step, Year};

/// Working days of the loaded years. Questions allocate nothing.
///
/// ```
/// use gov_site_compliance::{Calendar, Day};
/// let calendar = Calendar::embedded();
/// let before_holiday: Day = "2017-09-29".parse().unwrap();
/// // 30 September 2017 was a worked Saturday, 1 to 8 October were off.
/// assert_eq!(calendar.add(before_holiday, 2).unwrap().to_string(), "2017-10-09");
/// assert!(calendar.is_working_day("2017-09-30".parse().unwrap()).unwrap());
/// ```
#[derive(Clone, Debug)]
pub struct Calendar {
    first_year: i32,
    years: Vec<Year>,
    notices: Vec<YearNotice>,
}

/// A question that the loaded years cannot answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The day, or a day on the way, lies in a year without a known arrangement.
    #[error("the arrangement of working days of {0} is not known: add calendars/{0}.toml, or ask for a projection")]
    UnknownYear(i32),
}

/// An answer that may rest on a guessed year: Monday to Friday worked, no holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Projected<T> {
    /// The answer.
    pub value: T,
    /// Whether a year without a known arrangement was guessed.
    pub projected: bool,
}

impl Calendar {
    /// The years that ship with the crate; [`Calendar::known_years`] names the first and the last.
    pub fn embedded() -> Calendar {
        match file::load(file::EMBEDDED) {
            Ok(calendar) => calendar,
            // The embedded files are checked by the tests; an empty calendar answers every question with UnknownYear.
            Err(_) => Calendar { first_year: 0, years: Vec::new(), notices: Vec::new() },
        }
    }

    /// Years from files: name of the file and its text.
    ///
    /// # Errors
    /// The file, line and key at fault; a hole between two years.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Calendar, CalendarFileError> {
        file::load(files)
    }

    /// First and last known year, `None` without any.
    pub fn known_years(&self) -> Option<(i32, i32)> {
        let last = self.years.len().checked_sub(1)?;
        Some((self.first_year, self.first_year + last as i32))
    }

    /// The notices that the years come from.
    pub fn notices(&self) -> &[YearNotice] {
        &self.notices
    }

    /// Whether the day is worked.
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`].
    pub fn is_working_day(&self, day: Day) -> Result<bool, CalendarError> {
        Ok(self.year(day.year())?.works(day))
    }

    /// The `n`-th working day after `day` (before it, if `n` is negative; `day` itself for 0).
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`] when the answer lies in one.
    pub fn add(&self, day: Day, n: i32) -> Result<Day, CalendarError> {
        let Projected { value, projected } = self.project_add(day, n);
        if !projected {
            return Ok(value);
        }
        Err(CalendarError::UnknownYear(self.first_unknown(day.plus_days(n.signum()), value)))
    }

    /// The first working day after `day`.
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`].
    pub fn next(&self, day: Day) -> Result<Day, CalendarError> {
        self.add(day, 1)
    }

    /// Working days after `from` up to and including `to`, negative if `to` lies before: `count(d, add(d, n)) == n`.
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`].
    pub fn count(&self, from: Day, to: Day) -> Result<i32, CalendarError> {
        let Projected { value, projected } = self.project_count(from, to);
        if !projected {
            return Ok(value);
        }
        let (nearest, farthest) = if to < from { (from.plus_days(-1), to) } else { (from.plus_days(1), to) };
        Err(CalendarError::UnknownYear(self.first_unknown(nearest, farthest)))
    }

    /// As [`Calendar::add`], with unknown years guessed and marked; a day that no [`Day`] can hold becomes the nearest one.
    pub fn project_add(&self, day: Day, n: i32) -> Projected<Day> {
        let step = n.signum();
        let mut left = n.unsigned_abs();
        let mut here = day.plus_days(step);
        let mut projected = false;
        while left > 0 {
            let found = match self.year(here.year()) {
                Ok(year) => walk(year, here, step, left),
                Err(_) => {
                    projected = true;
                    self.guess(here, step, left)
                }
            };
            match found {
                Step::At(value) => return Projected { value, projected },
                Step::Beyond { passed, edge } => {
                    left -= passed;
                    here = edge;
                }
            }
        }
        Projected { value: day, projected }
    }

    /// As [`Calendar::count`], with unknown years guessed and marked.
    pub fn project_count(&self, from: Day, to: Day) -> Projected<i32> {
        match from.cmp(&to) {
            Ordering::Equal => Projected { value: 0, projected: false },
            Ordering::Less => self.worked(from.plus_days(1), to),
            Ordering::Greater => {
                let Projected { value, projected } = self.worked(to, from.plus_days(-1));
                Projected { value: -value, projected }
            }
        }
    }

    /// Working days from `first` to `last`, both counted.
    fn worked(&self, first: Day, last: Day) -> Projected<i32> {
        let Some((known_first, known_last)) = self.known_days() else {
            return Projected { value: saturated(guess::count(first, last)), projected: true };
        };
        let guessed = guess::count(first, last.min(known_first.plus_days(-1))) + guess::count(first.max(known_last.plus_days(1)), last);
        let known = self.known_count(first.max(known_first), last.min(known_last));
        Projected { value: saturated(guessed + i64::from(known)), projected: first < known_first || known_last < last }
    }

    /// The first and the last day of the known years.
    fn known_days(&self) -> Option<(Day, Day)> {
        Some((self.years.first()?.first(), self.years.last()?.last()))
    }

    /// Working days from `first` to `last`, both known and counted.
    fn known_count(&self, first: Day, last: Day) -> i32 {
        let overlapping = self.years.iter().filter(|year| year.first() <= last && first <= year.last());
        overlapping.map(|year| year.count(first.max(year.first()), last.min(year.last()))).sum()
    }

    /// Walks through unknown years, to the edge of the known ones at most.
    fn guess(&self, from: Day, step: i32, n: u32) -> Step {
        let edge = self.known_days().and_then(|(first, last)| match step {
            1 => (from < first).then_some(first),
            _ => (last < from).then_some(last),
        });
        let value = if step > 0 { guess::forward(from, n) } else { guess::backward(from, n) };
        match edge {
            Some(edge) if step > 0 && edge <= value => Step::Beyond { passed: guess::count(from, edge.plus_days(-1)) as u32, edge },
            Some(edge) if step < 0 && value <= edge => Step::Beyond { passed: guess::count(edge.plus_days(1), from) as u32, edge },
            _ => Step::At(value),
        }
    }

    fn year(&self, number: i32) -> Result<&Year, CalendarError> {
        usize::try_from(number - self.first_year).ok().and_then(|position| self.years.get(position)).ok_or(CalendarError::UnknownYear(number))
    }

    /// The unknown year nearest to `from` on the way to `to`.
    fn first_unknown(&self, from: Day, to: Day) -> i32 {
        let (mut number, last) = (from.year(), to.year());
        while number != last && self.year(number).is_ok() {
            number += (last - number).signum();
        }
        number
    }
}

fn walk(year: &Year, from: Day, step: i32, n: u32) -> Step {
    if step > 0 { year.forward(from, n) } else { year.backward(from, n) }
}

fn saturated(count: i64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
