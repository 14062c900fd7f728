//! Limits: the only comparison with a figure in the program.

use alloc::{format, string::String};

use serde::{Deserialize, Serialize};

use super::Points;
use crate::model::Day;

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Grade {
    /// Same wording in two or more independent copies.
    A,
    /// One copy.
    B,
    /// Held by a program that implements it, or applied by a published scoring.
    C,
    /// Recollection.
    D,
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The standard or overlay that set it.
    pub standard: String,
    /// Its file.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// How sure it is.
    pub grade: Grade,
    /// Document or person it is from.
    pub source: String,
    /// Grades A and B, unless the file says otherwise.
    pub verified: bool,
}

/// Whether the amount itself already reaches the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// 超过(含): reached at the amount.
    AtLeast,
    /// 超过: reached only above it.
    Above,
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number of things.
    Count(u64),
    /// Civil days.
    Days(u32),
    /// Calendar months.
    Months(u32),
    /// Working days.
    WorkingDays(u32),
    /// Microseconds.
    Micros(i64),
    /// Hundredths of a point.
    Points(u64),
    /// A share as a fraction, never a float.
    Share {
        /// Above the line.
        numerator: u64,
        /// Below the line.
        denominator: u64,
    },
}

/// A limit of a clause.
///
/// ```
/// use gov_site_compliance::standard::{Amount, Edge, Limit, Library};
/// let standard = Library::embedded().resolve("national-2015")?;
/// let share = standard.clause("site_unreachable").unwrap().limit("share").unwrap();
/// assert_eq!(share.from(672), 34); // 5 % of 672 is 33.6
/// assert!(!share.reached(33, 672) && share.reached(34, 672));
/// # Ok::<(), gov_site_compliance::StandardError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The figure.
    pub amount: Amount,
    /// Whether the figure itself reaches it.
    pub edge: Edge,
    /// Where it is from.
    pub origin: Origin,
}

impl Limit {
    /// The smallest whole number that reaches the limit; a share is taken of `of`.
    pub fn from(&self, of: u64) -> u64 {
        let (whole, rest) = match self.amount {
            Amount::Count(count) | Amount::Points(count) => (count, false),
            Amount::Days(number) | Amount::Months(number) | Amount::WorkingDays(number) => (u64::from(number), false),
            Amount::Micros(micros) => (micros.unsigned_abs(), false),
            Amount::Share { numerator, denominator } => {
                let product = u128::from(of) * u128::from(numerator);
                let denominator = u128::from(denominator.max(1));
                ((product / denominator) as u64, product % denominator != 0)
            }
        };
        whole + u64::from(rest || self.edge == Edge::Above)
    }

    /// Whether a count reaches the limit.
    pub fn reached(&self, count: u64, of: u64) -> bool {
        count >= self.from(of)
    }

    /// First day of the window that ends on `last`, both included: 14 days are 15 civil dates (reading 5).
    pub fn window(&self, last: Day) -> Day {
        let first = match self.amount {
            Amount::Days(days) => last.plus_days(-i32::try_from(days).unwrap_or(i32::MAX)),
            Amount::Months(months) => last.minus_months(months),
            _ => last,
        };
        first.plus_days(i32::from(self.edge == Edge::AtLeast))
    }

    /// First day on which the limit, counted forward from `start`, is reached: more than 3 months after it, say.
    pub fn day_after(&self, start: Day) -> Day {
        let day = match self.amount {
            Amount::Days(days) => start.plus_days(i32::try_from(days).unwrap_or(i32::MAX)),
            Amount::Months(months) => start.plus_months(months),
            _ => start,
        };
        day.plus_days(i32::from(self.edge == Edge::Above))
    }

    /// The figure as officials read it: `5%（含）以上`, `超过3个月`.
    pub fn chinese(&self) -> String {
        self.counted("个")
    }

    /// The same with the measure word (量词) of what the limit of this name counts: `visits_a_day`, 20次.
    pub fn chinese_of(&self, name: &str) -> String {
        self.counted(match name {
            "visits_a_day" | "enough_portal" | "enough_others" => "次",
            "updates" => "条",
            "tickets" => "件",
            "errors" => "处",
            _ => "个",
        })
    }

    fn counted(&self, counter: &str) -> String {
        let figure = match self.amount {
            Amount::Count(count) => format!("{count}{counter}"),
            Amount::Days(days) => format!("{days}天"),
            Amount::Months(months) => format!("{months}个月"),
            Amount::WorkingDays(days) => format!("{days}个工作日"),
            Amount::Micros(micros) => format!("{}秒", micros as f64 / 1e6),
            Amount::Points(hundredths) => format!("{}分", Points(hundredths as i64).short()),
            Amount::Share { numerator, denominator } => format!("{}%", percent_text(numerator, denominator)),
        };
        match self.edge {
            Edge::AtLeast => format!("{figure}（含）以上"),
            Edge::Above => format!("超过{figure}"),
        }
    }

    /// The figure for people: `5 % or more`, `more than 3 months`.
    pub fn text(&self) -> String {
        let figure = match self.amount {
            Amount::Count(count) => format!("{count}"),
            Amount::Days(days) => format!("{days} days"),
            Amount::Months(months) => format!("{months} months"),
            Amount::WorkingDays(days) => format!("{days} working days"),
            Amount::Micros(micros) => format!("{} s", micros as f64 / 1e6),
            Amount::Points(hundredths) => format!("{} points", Points(hundredths as i64).short()),
            Amount::Share { numerator, denominator } => format!("{} %", percent_text(numerator, denominator)),
        };
        match self.edge {
            Edge::AtLeast => format!("{figure} or more"),
            Edge::Above => format!("more than {figure}"),
        }
    }
}

/// A share in percent without trailing zeros; the loader makes denominators of 100 and further tens.
fn percent_text(numerator: u64, denominator: u64) -> String {
    let scale = (denominator / 100).max(1);
    let (whole, rest) = (numerator / scale, numerator % scale);
    if rest == 0 {
        return format!("{whole}");
    }
    let width = scale.ilog10() as usize;
    format!("{whole}.{}", format!("{rest:0width$}").trim_end_matches('0'))
}
