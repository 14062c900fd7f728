//! `calendar`: working days of single dates and of columns. What kind of series a column is made into, Python says.

use std::sync::LazyLock;

use arrow_array::Date32Array;
use chrono::NaiveDate;
use gov_site_arrow::workdays::{self, ShiftArray, check_days};
use gov_site_compliance::{
    Calendar, CalendarError, Day, Projected,
    calendar::{WorkdayError, WorkdayTable},
};
use pyo3::prelude::*;

use crate::{
    column::Column,
    error::{Failure, InputError, SettingError},
};

/// What a caller can do about an unknown year.
const GUESS: &str = "; project=True guesses them: Monday to Friday worked, no holiday";

static TABLE: LazyLock<WorkdayTable> = LazyLock::new(|| WorkdayTable::new(Calendar::embedded()));

/// Adds the functions to the module.
pub fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Column>()?;
    module.add_function(wrap_pyfunction!(workday_add, module)?)?;
    module.add_function(wrap_pyfunction!(workday_count, module)?)?;
    module.add_function(wrap_pyfunction!(workday_is, module)?)?;
    module.add_function(wrap_pyfunction!(workdays_add, module)?)?;
    module.add_function(wrap_pyfunction!(workdays_count, module)?)?;
    module.add_function(wrap_pyfunction!(workdays_is, module)?)?;
    module.add_function(wrap_pyfunction!(known_years, module)?)?;
    module.add_function(wrap_pyfunction!(year_notices, module)?)
}

/// One day for all, or a column of them.
#[derive(FromPyObject)]
pub enum Days {
    /// One.
    One(NaiveDate),
    /// A column.
    Each(Py<Column>),
}

/// One number for all, or a column of them.
#[derive(FromPyObject)]
pub enum Numbers {
    /// One.
    One(i32),
    /// A column.
    Each(Py<Column>),
}

impl Days {
    fn column(&self) -> Option<&Column> {
        match self {
            Days::One(_) => None,
            Days::Each(column) => Some(column.get()),
        }
    }

    fn read(&self, name: &str, length: usize) -> Result<Date32Array, Failure> {
        match self {
            Days::One(date) => Ok(Date32Array::from_value(accepted(name, *date)?.0, length)),
            Days::Each(column) => column.get().days(),
        }
    }
}

impl Numbers {
    fn column(&self) -> Option<&Column> {
        match self {
            Numbers::One(_) => None,
            Numbers::Each(column) => Some(column.get()),
        }
    }
}

/// Answers, and which of them are guesses where guessing was asked for.
type Answers = (Column, Option<Column>);

#[pyfunction]
fn workday_add(day: NaiveDate, n: i32, project: bool) -> PyResult<(NaiveDate, bool)> {
    let day = accepted("days", day)?;
    if !project {
        let answer = TABLE.add(day, n).map_err(|error| unknown(&format!("{day}: "), &error, GUESS))?;
        return Ok((answer.date(), false));
    }
    let Projected { value, projected } = TABLE.project_add(day, n);
    Ok((accepted("the answer", value.date())?.date(), projected))
}

#[pyfunction]
fn workday_count(start: NaiveDate, end: NaiveDate, project: bool) -> PyResult<(i32, bool)> {
    let (start, end) = (accepted("start", start)?, accepted("end", end)?);
    if !project {
        let answer = TABLE.count(start, end).map_err(|error| unknown(&format!("{start} to {end}: "), &error, GUESS))?;
        return Ok((answer, false));
    }
    let Projected { value, projected } = TABLE.project_count(start, end);
    Ok((value, projected))
}

#[pyfunction]
fn workday_is(day: NaiveDate) -> PyResult<bool> {
    let day = accepted("days", day)?;
    Ok(TABLE.is_working_day(day).map_err(|error| unknown(&format!("{day}: "), &error, ""))?)
}

#[pyfunction]
fn workdays_add(py: Python<'_>, days: Days, n: Numbers, project: bool) -> PyResult<Answers> {
    let answers = py.detach(|| {
        let lead = lead(days.column(), n.column())?;
        let days = days.read("days", lead.len())?;
        // Zero working days on is the day itself, in whatever year.
        if project || !matches!(n, Numbers::One(n) if n != 0) {
            within("days", &days)?;
        }
        match &n {
            Numbers::One(n) => added(lead, &days, (*n).into(), project),
            Numbers::Each(column) => added(lead, &days, (&column.get().numbers()?).into(), project),
        }
    });
    Ok(answers?)
}

fn added(lead: &Column, days: &Date32Array, n: ShiftArray<'_>, project: bool) -> Result<Answers, Failure> {
    let failed = |error| at_day("days", error, days, GUESS);
    if !project {
        return Ok((lead.like(workdays::add_workdays(&TABLE, days, n).map_err(failed)?), None));
    }
    let answers = workdays::project_add_workdays(&TABLE, days, n).map_err(failed)?;
    within("the answers", &answers.values)?;
    Ok((lead.like(answers.values), Some(lead.like(answers.projected))))
}

#[pyfunction]
fn workdays_count(py: Python<'_>, start: Days, end: Days, project: bool) -> PyResult<Answers> {
    let answers = py.detach(|| {
        let lead = lead(start.column(), end.column())?;
        let (from, to) = (start.read("start", lead.len())?, end.read("end", lead.len())?);
        within("start", &from)?;
        within("end", &to)?;
        let failed = |error| at_element(error, &|index| format!("{} to {}", Day(from.value(index)), Day(to.value(index))), GUESS);
        if !project {
            return Ok((lead.like(workdays::count_workdays(&TABLE, &from, &to).map_err(failed)?), None));
        }
        let answers = workdays::project_count_workdays(&TABLE, &from, &to).map_err(failed)?;
        Ok::<_, Failure>((lead.like(answers.values), Some(lead.like(answers.projected))))
    });
    Ok(answers?)
}

#[pyfunction]
fn workdays_is(py: Python<'_>, days: Py<Column>) -> PyResult<Column> {
    let column = days.get();
    let answers = py.detach(|| {
        let days = column.days()?;
        Ok::<_, Failure>(column.like(workdays::is_workday(&TABLE, &days).map_err(|error| at_day("days", error, &days, ""))?))
    });
    Ok(answers?)
}

#[pyfunction]
fn known_years() -> Vec<i32> {
    TABLE.calendar().known_years().map_or_else(Vec::new, |(first, last)| (first..=last).collect())
}

/// A notice as a dictionary.
#[derive(IntoPyObject)]
struct YearNotice {
    number: Option<String>,
    title: String,
    issued: Option<NaiveDate>,
    grade: String,
    source: String,
}

#[pyfunction]
fn year_notices(year: i32) -> PyResult<Vec<YearNotice>> {
    if !known_years().contains(&year) {
        return Err(unknown("", &CalendarError::UnknownYear(year), "").into());
    }
    let of_year = TABLE.calendar().notices().iter().filter(|notice| notice.year == year);
    let shown = |notice: &gov_site_compliance::calendar::YearNotice| YearNotice {
        number: notice.number.clone(),
        title: notice.title.clone(),
        issued: notice.issued.map(Day::date),
        grade: format!("{:?}", notice.grade),
        source: notice.source.clone(),
    };
    Ok(of_year.map(shown).collect())
}

/// The column that answers are made like: the first there is. Two must be of one length.
fn lead<'c>(first: Option<&'c Column>, second: Option<&'c Column>) -> Result<&'c Column, Failure> {
    if let (Some(first), Some(second)) = (first, second)
        && first.len() != second.len()
    {
        let (name, other) = (first.name(), second.name());
        return Err(InputError::new_err(format!("{other}: {} elements, but {name} has {}: give both one length", second.len(), first.len())).into());
    }
    first.or(second).ok_or_else(|| InputError::new_err("neither of both is a column").into())
}

/// A date as a day, within the days that are accepted anywhere.
pub fn accepted(name: &str, date: NaiveDate) -> Result<Day, Failure> {
    let day = Day::from_date(date);
    if (Day::FIRST..=Day::LAST).contains(&day) {
        return Ok(day);
    }
    Err(InputError::new_err(format!("{name}: {date} lies outside {} to {}", Day::FIRST, Day::LAST)).into())
}

/// Days within those that are accepted anywhere.
fn within(name: &str, days: &Date32Array) -> Result<(), Failure> {
    check_days(days).map_err(|error| InputError::new_err(format!("{name}: {error}")).into())
}

/// An answer in a known year comes from a day that is accepted; so it is enough to look where there is none.
fn at_day(name: &str, error: WorkdayError, days: &Date32Array, hint: &str) -> Failure {
    match within(name, days) {
        Ok(()) => at_element(error, &|index| Day(days.value(index)).to_string(), hint),
        Err(outside) => outside,
    }
}

fn at_element(error: WorkdayError, shown: &dyn Fn(usize) -> String, hint: &str) -> Failure {
    match error {
        WorkdayError::Element { index, source } => unknown(&format!("element {index} (from 0), {}: ", shown(index)), &source, hint),
        WorkdayError::Length { .. } => InputError::new_err(error.to_string()).into(),
    }
}

fn unknown(place: &str, error: &CalendarError, hint: &str) -> Failure {
    let CalendarError::UnknownYear(year) = error;
    let known = TABLE.calendar().known_years().map_or_else(|| "none".to_owned(), |(first, last)| format!("{first} to {last}"));
    SettingError::new_err(format!("{place}the working days of {year} are not known (known years: {known}){hint}")).into()
}
