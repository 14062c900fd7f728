//! Working days over Arrow arrays: nulls stay null, everything else is the calendar's own answer.
//!
//! ```
//! use arrow_array::Date32Array;
//! use gov_site_arrow::workdays::{add_workdays, count_workdays};
//! use gov_site_compliance::{Calendar, calendar::WorkdayTable};
//! let table = WorkdayTable::new(Calendar::embedded());
//! // 29 September 2017, a Friday: the Saturday after it was worked, 1 to 8 October were off.
//! let received = Date32Array::from(vec![Some(17_438), None]);
//! let due = add_workdays(&table, &received, 2)?;
//! assert_eq!(due, Date32Array::from(vec![Some(17_448), None]));
//! assert_eq!(count_workdays(&table, &received, &due)?.value(0), 2);
//! # Ok::<(), gov_site_compliance::calendar::WorkdayError>(())
//! ```

mod read;

use std::borrow::Cow;

use arrow_array::{Array, BooleanArray, Date32Array, Int32Array};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use gov_site_compliance::{
    Day,
    calendar::{Shift, WorkdayError, WorkdayTable},
};

pub use read::{ReadError, check_days, read_days, read_numbers};

/// How many working days to add: one number, or an array of them.
#[derive(Clone, Copy, Debug)]
pub enum ShiftArray<'n> {
    /// The same number to every day.
    Same(i32),
    /// A number of its own to each day; null makes the answer null.
    Each(&'n Int32Array),
}

impl From<i32> for ShiftArray<'_> {
    fn from(n: i32) -> Self {
        ShiftArray::Same(n)
    }
}

impl<'n> From<&'n Int32Array> for ShiftArray<'n> {
    fn from(each: &'n Int32Array) -> Self {
        ShiftArray::Each(each)
    }
}

/// Answers of which some may rest on guessed years: Monday to Friday worked, no holiday.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectedArray<A> {
    /// The answers.
    pub values: A,
    /// Which of them are guesses; null where the answer is.
    pub projected: BooleanArray,
}

/// The `n`-th working day after each day (before it, if `n` is negative; the day itself for 0).
///
/// # Errors
/// [`WorkdayError::Element`] names the first day whose answer rests on an unknown year; [`WorkdayError::Length`] if `n` has another length.
pub fn add_workdays<'n>(table: &WorkdayTable, days: &Date32Array, n: impl Into<ShiftArray<'n>>) -> Result<Date32Array, WorkdayError> {
    let (n, nulls) = numbers(days, n.into())?;
    let mut out = vec![0; days.len()];
    table.add_all(days.values(), n.shift(), &mut out)?;
    Ok(Date32Array::new(out.into(), nulls))
}

/// As [`add_workdays`], with unknown years guessed and marked.
///
/// # Errors
/// [`WorkdayError::Length`].
pub fn project_add_workdays<'n>(table: &WorkdayTable, days: &Date32Array, n: impl Into<ShiftArray<'n>>) -> Result<ProjectedArray<Date32Array>, WorkdayError> {
    let (n, nulls) = numbers(days, n.into())?;
    let (mut out, mut projected) = (vec![0; days.len()], vec![false; days.len()]);
    table.project_add_all(days.values(), n.shift(), &mut out, &mut projected)?;
    Ok(ProjectedArray { projected: BooleanArray::new(projected.into(), nulls.clone()), values: Date32Array::new(out.into(), nulls) })
}

/// Working days after `from` up to and including `to`, negative if `to` lies before.
///
/// # Errors
/// [`WorkdayError::Element`] names the first pair whose answer rests on an unknown year; [`WorkdayError::Length`].
pub fn count_workdays(table: &WorkdayTable, from: &Date32Array, to: &Date32Array) -> Result<Int32Array, WorkdayError> {
    let (to, nulls) = ends(from, to)?;
    let mut out = vec![0; from.len()];
    table.count_all(from.values(), &to, &mut out)?;
    Ok(Int32Array::new(out.into(), nulls))
}

/// As [`count_workdays`], with unknown years guessed and marked.
///
/// # Errors
/// [`WorkdayError::Length`].
pub fn project_count_workdays(table: &WorkdayTable, from: &Date32Array, to: &Date32Array) -> Result<ProjectedArray<Int32Array>, WorkdayError> {
    let (to, nulls) = ends(from, to)?;
    let (mut out, mut projected) = (vec![0; from.len()], vec![false; from.len()]);
    table.project_count_all(from.values(), &to, &mut out, &mut projected)?;
    Ok(ProjectedArray { projected: BooleanArray::new(projected.into(), nulls.clone()), values: Int32Array::new(out.into(), nulls) })
}

/// Whether each day is worked.
///
/// # Errors
/// [`WorkdayError::Element`] names the first day of an unknown year.
pub fn is_workday(table: &WorkdayTable, days: &Date32Array) -> Result<BooleanArray, WorkdayError> {
    let (values, nulls) = (days.values(), days.nulls());
    let mut unknown = None;
    let worked = BooleanBuffer::collect_bool(days.len(), |index| match table.is_working_day(Day(values[index])) {
        Ok(worked) => worked,
        Err(source) => {
            if unknown.is_none() && days.is_valid(index) {
                unknown = Some(WorkdayError::Element { index, source });
            }
            false
        }
    });
    unknown.map_or_else(|| Ok(BooleanArray::new(worked, nulls.cloned())), Err)
}

/// Numbers to add that cannot fail where the answer is null.
enum Numbers<'n> {
    Same(i32),
    Each(Cow<'n, [i32]>),
}

impl Numbers<'_> {
    fn shift(&self) -> Shift<'_> {
        match self {
            Numbers::Same(n) => Shift::Same(*n),
            Numbers::Each(each) => Shift::Each(each),
        }
    }
}

/// Under a null may stand any day, for which there may be no answer; none is needed to add 0.
fn numbers<'n>(days: &Date32Array, n: ShiftArray<'n>) -> Result<(Numbers<'n>, Option<NullBuffer>), WorkdayError> {
    let each = match n {
        ShiftArray::Same(n) => return Ok(same_number(days, n)),
        ShiftArray::Each(each) => each,
    };
    same_length("n", days, each.len())?;
    let nulls = NullBuffer::union(days.nulls(), each.nulls());
    let Some(valid) = nulls.as_ref().filter(|nulls| nulls.null_count() > 0) else {
        return Ok((Numbers::Each(Cow::Borrowed(each.values())), nulls));
    };
    let masked = each.values().iter().zip(valid).map(|(n, valid)| if valid { *n } else { 0 }).collect();
    Ok((Numbers::Each(Cow::Owned(masked)), nulls))
}

fn same_number(days: &Date32Array, n: i32) -> (Numbers<'static>, Option<NullBuffer>) {
    let nulls = days.nulls().cloned();
    let Some(valid) = nulls.as_ref().filter(|nulls| nulls.null_count() > 0) else {
        return (Numbers::Same(n), nulls);
    };
    let masked = valid.iter().map(|valid| if valid { n } else { 0 }).collect();
    (Numbers::Each(Cow::Owned(masked)), nulls)
}

/// As [`numbers`]: from a day to itself there is nothing to count.
fn ends<'t>(from: &Date32Array, to: &'t Date32Array) -> Result<(Cow<'t, [i32]>, Option<NullBuffer>), WorkdayError> {
    same_length("to", from, to.len())?;
    let nulls = NullBuffer::union(from.nulls(), to.nulls());
    let Some(valid) = nulls.as_ref().filter(|nulls| nulls.null_count() > 0) else {
        return Ok((Cow::Borrowed(to.values()), nulls));
    };
    let both = from.values().iter().zip(to.values());
    let masked = both.zip(valid).map(|((from, to), valid)| if valid { *to } else { *from }).collect();
    Ok((Cow::Owned(masked), nulls))
}

fn same_length(slice: &'static str, days: &Date32Array, found: usize) -> Result<(), WorkdayError> {
    if days.len() == found {
        return Ok(());
    }
    Err(WorkdayError::Length { slice, expected: days.len(), found })
}
