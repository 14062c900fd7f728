//! Working days over arrays: two look-ups a day.

use alloc::vec::Vec;

use super::{Calendar, CalendarError, Projected};
use crate::model::Day;

/// A [`Calendar`] made ready for many questions: the rank of each known day among the working days, and the day of each rank.
///
/// Every answer equals the calendar's own. Slices hold days since 1970-01-01, as [`Day`] and Arrow's Date32 do.
///
/// ```
/// use gov_site_compliance::{Calendar, Day, calendar::WorkdayTable};
/// let table = WorkdayTable::new(Calendar::embedded());
/// let friday: Day = "2017-09-29".parse().unwrap();
/// // Saturday 30 September 2017 was worked, 1 to 8 October were off.
/// let mut due = [0; 2];
/// table.add_all(&[friday.0, friday.0 + 1], 1, &mut due)?;
/// assert_eq!(due.map(|day| Day(day).to_string()), ["2017-09-30", "2017-10-09"]);
/// # Ok::<(), gov_site_compliance::calendar::WorkdayError>(())
/// ```
#[derive(Clone, Debug)]
pub struct WorkdayTable {
    calendar: Calendar,
    /// The day before the first known one.
    base: i32,
    /// Working days after `base` up to and including `base + position`.
    ranks: Vec<i32>,
    /// The working days in order.
    days: Vec<i32>,
}

/// How many working days to add.
#[derive(Clone, Copy, Debug)]
pub enum Shift<'n> {
    /// The same number to every day.
    Same(i32),
    /// A number of its own to each day.
    Each(&'n [i32]),
}

/// Slices that cannot be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkdayError {
    /// The first element whose answer rests on a year without a known arrangement; those before it are written.
    #[error("element {index} (from 0): {source}")]
    Element {
        /// Position from 0.
        index: usize,
        /// The year.
        source: CalendarError,
    },
    /// Slices of different lengths; nothing is written.
    #[error("`{slice}` has {found} elements, the days are {expected}: give slices of one length")]
    Length {
        /// The slice at fault.
        slice: &'static str,
        /// Number of days.
        expected: usize,
        /// Its own length.
        found: usize,
    },
}

impl From<i32> for Shift<'_> {
    fn from(n: i32) -> Self {
        Shift::Same(n)
    }
}

impl<'n> From<&'n [i32]> for Shift<'n> {
    fn from(each: &'n [i32]) -> Self {
        Shift::Each(each)
    }
}

impl WorkdayTable {
    /// The table of a calendar: some 60 KB for the embedded years.
    pub fn new(calendar: Calendar) -> WorkdayTable {
        let (mut ranks, mut days) = (Vec::new(), Vec::new());
        let Some((first, last)) = calendar.known_days() else {
            return WorkdayTable { calendar, base: 0, ranks, days };
        };
        ranks.push(0);
        for day in first.0..=last.0 {
            if calendar.is_working_day(Day(day)) == Ok(true) {
                days.push(day);
            }
            ranks.push(days.len() as i32);
        }
        WorkdayTable { calendar, base: first.0 - 1, ranks, days }
    }

    /// The calendar that the table was made from.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// As [`Calendar::is_working_day`].
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`].
    #[inline]
    pub fn is_working_day(&self, day: Day) -> Result<bool, CalendarError> {
        match (self.rank(day.0.wrapping_sub(1)), self.rank(day.0)) {
            (Some(before), Some(through)) => Ok(before != through),
            _ => self.calendar.is_working_day(day),
        }
    }

    /// As [`Calendar::add`].
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`].
    #[inline]
    pub fn add(&self, day: Day, n: i32) -> Result<Day, CalendarError> {
        self.known_add(day, n).map_or_else(|| self.calendar.add(day, n), Ok)
    }

    /// As [`Calendar::count`].
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`].
    #[inline]
    pub fn count(&self, from: Day, to: Day) -> Result<i32, CalendarError> {
        self.known_count(from, to).map_or_else(|| self.calendar.count(from, to), Ok)
    }

    /// As [`Calendar::project_add`].
    #[inline]
    pub fn project_add(&self, day: Day, n: i32) -> Projected<Day> {
        self.known_add(day, n).map_or_else(|| self.calendar.project_add(day, n), certain)
    }

    /// As [`Calendar::project_count`].
    #[inline]
    pub fn project_count(&self, from: Day, to: Day) -> Projected<i32> {
        self.known_count(from, to).map_or_else(|| self.calendar.project_count(from, to), certain)
    }

    /// [`WorkdayTable::add`] for each day; `n` is one number or a slice of them.
    ///
    /// # Errors
    /// [`WorkdayError::Element`] names the first day that cannot be answered; [`WorkdayError::Length`].
    ///
    /// ```
    /// use gov_site_compliance::{Calendar, calendar::WorkdayTable};
    /// let table = WorkdayTable::new(Calendar::embedded());
    /// let mut out = [0; 2];
    /// let error = table.add_all(&[17_499, 99_999], 15, &mut out).unwrap_err();
    /// assert!(error.to_string().starts_with("element 1 (from 0): the arrangement of working days of 2243 is not known"));
    /// ```
    pub fn add_all<'n>(&self, days: &[i32], n: impl Into<Shift<'n>>, out: &mut [i32]) -> Result<(), WorkdayError> {
        same_length("out", days, out)?;
        match n.into() {
            Shift::Same(n) => fill(out, days.iter().map(|day| self.add(Day(*day), n).map(|day| day.0))),
            Shift::Each(each) => {
                same_length("n", days, each)?;
                fill(out, days.iter().zip(each).map(|(day, n)| self.add(Day(*day), *n).map(|day| day.0)))
            }
        }
    }

    /// [`WorkdayTable::count`] for each pair of days.
    ///
    /// # Errors
    /// [`WorkdayError::Element`] names the first pair that cannot be answered; [`WorkdayError::Length`].
    pub fn count_all(&self, from: &[i32], to: &[i32], out: &mut [i32]) -> Result<(), WorkdayError> {
        same_length("to", from, to)?;
        same_length("out", from, out)?;
        fill(out, from.iter().zip(to).map(|(from, to)| self.count(Day(*from), Day(*to))))
    }

    /// [`WorkdayTable::project_add`] for each day, with the guessed ones marked in `projected`.
    ///
    /// # Errors
    /// [`WorkdayError::Length`].
    pub fn project_add_all<'n>(&self, days: &[i32], n: impl Into<Shift<'n>>, out: &mut [i32], projected: &mut [bool]) -> Result<(), WorkdayError> {
        same_length("out", days, out)?;
        same_length("projected", days, projected)?;
        match n.into() {
            Shift::Same(n) => fill_marked(out, projected, days.iter().map(|day| number(self.project_add(Day(*day), n)))),
            Shift::Each(each) => {
                same_length("n", days, each)?;
                fill_marked(out, projected, days.iter().zip(each).map(|(day, n)| number(self.project_add(Day(*day), *n))));
            }
        }
        Ok(())
    }

    /// [`WorkdayTable::project_count`] for each pair of days, with the guessed ones marked in `projected`.
    ///
    /// # Errors
    /// [`WorkdayError::Length`].
    pub fn project_count_all(&self, from: &[i32], to: &[i32], out: &mut [i32], projected: &mut [bool]) -> Result<(), WorkdayError> {
        same_length("to", from, to)?;
        same_length("out", from, out)?;
        same_length("projected", from, projected)?;
        fill_marked(out, projected, from.iter().zip(to).map(|(from, to)| self.project_count(Day(*from), Day(*to))));
        Ok(())
    }

    /// `None` where a day outside the table is asked for: the calendar then says what is wrong, or guesses.
    #[inline]
    fn known_add(&self, day: Day, n: i32) -> Option<Day> {
        if n == 0 {
            return Some(day);
        }
        // Backwards the day itself must not be counted even if it is worked.
        let back = i32::from(n < 0);
        let rank = self.rank(day.0.wrapping_sub(back))?.wrapping_add(n).wrapping_add(back);
        self.days.get(rank.wrapping_sub(1) as u32 as usize).copied().map(Day)
    }

    #[inline]
    fn known_count(&self, from: Day, to: Day) -> Option<i32> {
        // Backwards the first day is counted and the last is not: both ends move by one.
        let back = i32::from(to < from);
        Some(self.rank(to.0.wrapping_sub(back))? - self.rank(from.0.wrapping_sub(back))?)
    }

    #[inline]
    fn rank(&self, day: i32) -> Option<i32> {
        self.ranks.get(day.wrapping_sub(self.base) as u32 as usize).copied()
    }
}

fn certain<T>(value: T) -> Projected<T> {
    Projected { value, projected: false }
}

fn number(day: Projected<Day>) -> Projected<i32> {
    Projected { value: day.value.0, projected: day.projected }
}

fn same_length<T>(slice: &'static str, days: &[i32], other: &[T]) -> Result<(), WorkdayError> {
    if days.len() == other.len() {
        return Ok(());
    }
    Err(WorkdayError::Length { slice, expected: days.len(), found: other.len() })
}

fn fill(out: &mut [i32], answers: impl Iterator<Item = Result<i32, CalendarError>>) -> Result<(), WorkdayError> {
    for (index, (slot, answer)) in out.iter_mut().zip(answers).enumerate() {
        *slot = answer.map_err(|source| WorkdayError::Element { index, source })?;
    }
    Ok(())
}

fn fill_marked(out: &mut [i32], projected: &mut [bool], answers: impl Iterator<Item = Projected<i32>>) {
    for ((slot, mark), answer) in out.iter_mut().zip(projected).zip(answers) {
        (*slot, *mark) = (answer.value, answer.projected);
    }
}
