//! The clauses on columns, counted over columns of which nothing is unknown.

use alloc::vec::Vec;

use super::{
    Measure, Outcome,
    columns::{States, counts_alone, states_alone},
    stale_columns::counting_states,
    windows::Windows,
};
use crate::{
    facts::{ColumnFacts, Plan},
    model::{ColumnKind, Day},
    standard::{Clause, Readings, Standard},
};

/// The clauses on stale and blank columns (栏目不更新 ①②③), compiled for columns that stand alone: all rows of their site are
/// there and sound, no column is above another, none shares its address, and none is exempt. Each column is seen by the same
/// functions as in a whole verdict.
///
/// ```
/// use gov_site_compliance::{Column, ColumnActivity, Day, Plan, facts::{ColumnFacts, Setting}, indicator::ColumnsAlone, standard::Library};
/// # use gov_site_compliance::{ingest::read_row, Place};
/// let standard = Library::embedded().resolve("zibo-2017")?;
/// let checkpoint = Day(17_499);
/// let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: Day(17_440) })?;
/// let clauses = ColumnsAlone::new(&standard, &plan);
/// # let cells: Vec<Option<&str>> = ["column_id", "site_code", "column_name", "kind"].iter().map(|name| name.eq(&"kind").then_some("news").or(Some("1"))).collect();
/// # let column: Column = read_row(&cells, &Place { file: "columns.csv".into(), row: 2 }).unwrap();
/// let blank = ColumnFacts::of(&column, ColumnActivity::default());
/// let mut counts = vec![0; clauses.keys().count()];
/// clauses.count(&blank, &mut counts);
/// let counted: Vec<_> = clauses.keys().zip(&counts).filter(|(_, count)| **count == 1).map(|(key, _)| key).collect();
/// assert_eq!(counted, ["overdue_columns", "blank_columns"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ColumnsAlone<'a> {
    clauses: Vec<Compiled<'a>>,
    readings: Readings,
    at: Day,
    /// By kind, the first day of the shortest window through which a clause looks at it; the first of all days where none does.
    fresh_from: [Day; ColumnKind::ALL.len()],
}

#[derive(Clone, Debug)]
struct Compiled<'a> {
    clause: &'a Clause,
    windows: Windows,
    /// Whether a kind without a window is looked at.
    blanks: bool,
    counts: States,
}

impl<'a> ColumnsAlone<'a> {
    /// The clauses of a standard.
    pub fn new(standard: &'a Standard, plan: &Plan) -> ColumnsAlone<'a> {
        let compile = |clause: &'a Clause| match clause.family.name {
            "blank_columns" => Some(Compiled { clause, windows: Windows::NONE, blanks: true, counts: States::BLANK }),
            "stale_columns" => {
                let (windows, counts) = (Windows::of(clause, plan.checkpoint), counting_states(clause, &standard.readings));
                Some(Compiled { clause, windows, blanks: clause.selects("states", "blank"), counts })
            }
            _ => None,
        };
        let clauses: Vec<Compiled<'a>> = standard.clauses.iter().filter_map(compile).collect();
        let first_day = |kind| clauses.iter().filter_map(|compiled| compiled.windows.first_day(ColumnKind::ALL[kind])).max().unwrap_or(Day(i32::MIN));
        let fresh_from = core::array::from_fn(first_day);
        ColumnsAlone { clauses, readings: standard.readings, at: plan.checkpoint, fresh_from }
    }

    /// Whether a column is fresh for every clause, whatever else is known of it: its newest update lies in the shortest of their windows. No
    /// clause counts such a column.
    ///
    /// ```
    /// use gov_site_compliance::{ColumnKind, Day, Plan, facts::Setting, indicator::ColumnsAlone, standard::Library};
    /// let standard = Library::embedded().resolve("zibo-2017")?;
    /// let checkpoint: Day = "2017-11-29".parse()?;
    /// let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint })?;
    /// let clauses = ColumnsAlone::new(&standard, &plan);
    /// let is_fresh = |day: &str| clauses.is_fresh(ColumnKind::News, day.parse().ok());
    /// assert!(is_fresh("2017-11-15") && !is_fresh("2017-11-14"), "14 days are 15 civil dates");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn is_fresh(&self, kind: ColumnKind, last: Option<Day>) -> bool {
        last.is_some_and(|last| self.fresh_from[kind as usize] <= last)
    }

    /// Keys of the clauses, in the order of their counts.
    pub fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.clauses.iter().map(|compiled| compiled.clause.key.as_str())
    }

    /// Adds a column to the count of every clause that counts it; `counts[i]` belongs to the clause `i`. One of an unknown kind
    /// counts in none.
    #[inline]
    pub fn count(&self, column: &ColumnFacts<'_>, counts: &mut [u32]) {
        let may_count = |kind: &ColumnKind| !self.is_fresh(*kind, column.activity.last) && counts_alone(column, &self.readings, self.at);
        let Some(kind) = column.kind.filter(may_count) else { return };
        for (compiled, count) in self.clauses.iter().zip(counts) {
            let first = compiled.windows.first_day(kind);
            if first.is_some() || compiled.blanks {
                *count += u32::from(states_alone(column, first, self.at).is(compiled.counts));
            }
        }
    }

    /// Outcomes of a site's counts, by clause.
    pub fn outcomes(&self, counts: &[u32]) -> impl Iterator<Item = (&'a str, Outcome)> {
        self.clauses.iter().zip(counts).filter_map(|(compiled, count)| {
            let limit = compiled.clause.limit("columns")?;
            Some((compiled.clause.key.as_str(), Outcome::measured(Measure::of_count(u64::from(*count), u64::from(*count), limit))))
        })
    }
}
