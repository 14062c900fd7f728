//! Reads the files of the years.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    Calendar,
    year::{Year, is_weekend},
};
use crate::{
    model::Day,
    standard::{Grade, line_of},
};

include!(concat!(env!("OUT_DIR"), "/calendars.rs"));

pub(super) const EMBEDDED: &[(&str, &str)] = CALENDARS;

/// The notice that arranges (a part of) a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearNotice {
    /// The civil year.
    pub year: i32,
    /// Document number, where known.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// Day of issue, where known.
    pub issued: Option<Day>,
    /// How sure the number is.
    pub grade: Grade,
    /// Where it was seen.
    pub source: String,
}

/// A file of a year that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFileError {
    /// Not TOML, an unknown or a missing key.
    #[error("{file}:{line}: {message}; compare it with another file of calendars/")]
    Syntax {
        /// File.
        file: String,
        /// Line from 1.
        line: usize,
        /// What the parser says, with the key.
        message: String,
    },
    /// A day in the wrong list or year.
    #[error("{file}:{line}: {key}: {day} {problem}")]
    Day {
        /// File.
        file: String,
        /// Line from 1.
        line: usize,
        /// `off` or `work`.
        key: &'static str,
        /// The day as written.
        day: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Two files for one year, a year missing between two others, or one that no date of the census can lie in.
    #[error("{file}: year {year} {problem}; every year from the first to the last needs exactly one file")]
    Year {
        /// File.
        file: String,
        /// The civil year.
        year: i32,
        /// What is wrong with it.
        problem: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYear {
    year: i32,
    off: Vec<Spanned<Datetime>>,
    work: Vec<Spanned<Datetime>>,
    notice: Vec<RawNotice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNotice {
    number: Option<String>,
    title: String,
    issued: Option<Spanned<Datetime>>,
    grade: Grade,
    source: String,
}

pub(super) fn load(files: &[(&str, &str)]) -> Result<Calendar, CalendarFileError> {
    let mut years = Vec::new();
    let mut notices = Vec::new();
    for (file, text) in files {
        let raw: RawYear = toml::from_str(text).map_err(|error| CalendarFileError::Syntax {
            file: file.to_string(),
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_string(),
        })?;
        if !(Day::FIRST.year()..=Day::LAST.year()).contains(&raw.year) {
            return Err(CalendarFileError::Year { file: file.to_string(), year: raw.year, problem: "lies outside 1992 to 2199" });
        }
        years.push((raw.year, file, read_year(file, text, &raw)?));
        notices.extend(raw.notice.into_iter().map(|notice| YearNotice {
            year: raw.year,
            number: notice.number,
            title: notice.title,
            issued: notice.issued.and_then(|issued| issued.get_ref().to_string().parse().ok()),
            grade: notice.grade,
            source: notice.source,
        }));
    }
    years.sort_by_key(|(number, ..)| *number);
    for pair in years.windows(2) {
        let (left, right) = (pair[0].0, pair[1].0);
        let problem = if left == right { "has two files" } else { "follows a year without a file" };
        if right != left + 1 {
            return Err(CalendarFileError::Year { file: pair[1].1.to_string(), year: right, problem });
        }
    }
    notices.sort_by_key(|notice| notice.year);
    let first_year = years.first().map_or(0, |(number, ..)| *number);
    Ok(Calendar { first_year, years: years.into_iter().map(|(.., year)| year).collect(), notices })
}

fn read_year(file: &str, text: &str, raw: &RawYear) -> Result<Year, CalendarFileError> {
    let mut year = Year::weekdays(raw.year);
    for (key, days, worked) in [("off", &raw.off, false), ("work", &raw.work, true)] {
        for written in days {
            let fail = |problem| CalendarFileError::Day {
                file: file.into(),
                line: line_of(text, written.span().start),
                key,
                day: written.get_ref().to_string(),
                problem,
            };
            let day: Day = written.get_ref().to_string().parse().map_err(|_| fail("is no date"))?;
            if day.year() != raw.year {
                return Err(fail("lies in another year"));
            }
            if is_weekend(day) != worked {
                return Err(fail(if worked { "is worked anyway (Monday to Friday)" } else { "is off anyway (Saturday or Sunday)" }));
            }
            year.set(day, worked);
        }
    }
    Ok(year)
}
