//! Columns without an update inside the window of their kind.
//!
//! # What it checks
//! The number of columns whose kind has a window and that hold no update in it; with `states = ["stale", "blank"]`
//! also blank columns, once each, whatever their kind.
//!
//! # Clauses
//! 2015: 栏目不更新 ① (`core_columns_not_updated`), ② (`overdue_columns`).
//!
//! # Facts needed
//! Columns with their activity, coverage of columns, exemptions.
//!
//! # When not assessed
//! When columns that were not read, dates that could not be read or rejected rows could lift the count to the limit.
//!
//! # A passing and a failing example
//! Four stale news columns of thirty: pass, 4 of 5. Five: fail under 超过(含), pass under 超过.

use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    Case, Family, Finding, Indicator, Judge, ListParameter, Measure, Outcome, Parameter, Phrase, Scope, Unit, Words,
    columns::{Counted, CountedSet, States, counted, states},
    windows::{Windows, windows},
};
use crate::{
    facts::SiteFacts,
    model::{ColumnKind, Day, DayText, Gap},
    standard::{BlankInCore, Clause, Readings},
};

const STATES: &[(&str, &str)] = &[("stale", "不更新"), ("blank", "空白")];

pub(super) static FAMILY: Family = Family {
    name: "stale_columns",
    scope: Scope::Site,
    phrase: Phrase { english: "columns not updated", chinese_of: "", chinese: "个栏目不更新" },
    limits: &[
        Parameter { name: "columns", units: &[Unit::Count], required: true },
        Parameter { name: "window_*", units: &[Unit::Days, Unit::Months], required: false },
    ],
    lists: &[ListParameter { name: "states", words: Words::Closed(STATES) }, ListParameter { name: "window_*", words: Words::Closed(ColumnKind::WORDS) }],
    rates: &[],
    contradiction,
    judge: Judge::Site(&StaleColumns),
};

struct StaleColumns;

impl Indicator for StaleColumns {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        weigh(clause, case, |column, windows, seen| out(finding(clause, column, case.facts, windows, seen)))
    }

    fn decide(&self, clause: &Clause, case: &Case<'_>) -> Outcome {
        weigh(clause, case, |_, _, _| {})
    }
}

/// Counts the columns and hands each of them out with what it is.
fn weigh(clause: &Clause, case: &Case<'_>, mut take: impl FnMut(&Counted, &Windows, &Seen)) -> Outcome {
    let facts = case.facts;
    let Some(limit) = clause.limit("columns") else { return Outcome::not_assessed(Gap::NotCollected) };
    let stubs = facts.charges.columns.len() as u64;
    if facts.columns.is_empty() && stubs == 0 {
        return Outcome::not_assessed(Gap::NotCollected);
    }
    let CountedSet { columns, mut gaps, mut readings } = counted(clause, case);
    let blanks = clause.selects("states", "blank");
    let lens = Lens { windows: Windows::of(clause, case.plan.checkpoint), blanks, counts: counting_states(clause, case.readings), case };
    let (mut certain, mut possible) = (0, stubs);
    for column in columns.iter() {
        let seen = lens.look(column, &mut gaps);
        if !blanks && seen.may_be_blank {
            readings.insert("blank_in_core");
        }
        if seen.possible {
            possible += 1;
            certain += u64::from(seen.certain);
            take(column, &lens.windows, &seen);
        }
    }
    if stubs > 0 {
        gaps.insert(Gap::InputRejected);
    }
    let outcome = Outcome { gaps, readings, ..Outcome::measured(Measure::of_count(certain, possible, limit)) };
    match facts.list_gap(false) {
        Some(gap) => outcome.unproven(gap),
        None => outcome,
    }
}

/// States that count: stale, and blank where the clause says so; ① only by the switch (reading 14).
pub(super) fn counting_states(clause: &Clause, readings: &Readings) -> States {
    let stale = clause.select("states").is_empty() || clause.selects("states", "stale");
    let blanks = clause.selects("states", "blank");
    match (stale, blanks || readings.blank_in_core == BlankInCore::Yes) {
        (true, true) => States::STALE.or(States::BLANK),
        (true, false) => States::STALE,
        (false, _) => States::BLANK,
    }
}

/// How the clause looks at columns.
pub(super) struct Lens<'a> {
    pub windows: Windows,
    /// Whether blank columns count whatever their kind.
    pub blanks: bool,
    pub counts: States,
    pub case: &'a Case<'a>,
}

/// What a column is to the clause.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    pub certain: bool,
    pub possible: bool,
    pub blank: bool,
    pub may_be_blank: bool,
}

impl Lens<'_> {
    /// A column seen as its kind is seen; one of an unknown kind in every way that a kind can be.
    #[inline]
    pub(super) fn look(&self, column: &Counted, gaps: &mut BTreeSet<Gap>) -> Seen {
        match column.kind {
            Some(kind) => self.view(column, self.windows.first_day(kind), gaps),
            None => self.look_without_kind(column, gaps),
        }
    }

    #[cold]
    fn look_without_kind(&self, column: &Counted, gaps: &mut BTreeSet<Gap>) -> Seen {
        gaps.insert(Gap::InputRejected);
        let mut seen = self.view(column, None, gaps);
        for first in self.windows.days() {
            let next = self.view(column, Some(first), gaps);
            seen.certain &= next.certain;
            seen.blank &= next.blank;
            seen.possible |= next.possible;
            seen.may_be_blank |= next.may_be_blank;
        }
        seen
    }

    /// Through a window; a kind without one counts only as blank, and only where the clause counts blank columns.
    #[inline]
    fn view(&self, column: &Counted, first: Option<Day>, gaps: &mut BTreeSet<Gap>) -> Seen {
        // A fresh column is none of the states that a clause counts.
        if (first.is_none() && !self.blanks) || column.is_fresh(first) {
            return Seen { certain: false, possible: false, blank: false, may_be_blank: false };
        }
        let seen = states(column, self.case, first, false, gaps);
        Seen { certain: seen.is(self.counts), possible: seen.may_be(self.counts), blank: seen.is(States::BLANK), may_be_blank: seen.may_be(States::BLANK) }
    }
}

pub(super) fn finding(clause: &Clause, column: &Counted, facts: &SiteFacts<'_>, windows: &Windows, seen: &Seen) -> Finding {
    let row = &facts.columns[column.position];
    let since = row.kind.and_then(|kind| windows.first_day(kind));
    let detail = match (seen.blank, row.activity.last, since) {
        (true, ..) => ["栏目“", row.column_name, "”空白"].concat(),
        (false, last, Some(since)) => not_updated("栏目“", row.column_name, since, last),
        (false, _, None) => ["栏目“", row.column_name, "”可能不更新"].concat(),
    };
    Finding {
        site_code: facts.site.site_code.clone(),
        clause: clause.key.clone(),
        table: "columns",
        key: row.column_id.to_string(),
        certain: seen.certain,
        day: row.activity.last,
        detail,
        source_ref: row.source_ref.map(Into::into),
    }
}

/// A column without an update since the first day of its window.
pub(super) fn not_updated(what: &str, column: &str, since: Day, last: Option<Day>) -> String {
    let (since, last) = (since.text(), last.map(Day::text));
    let [since_year, since_day] = since.pieces();
    match last.as_ref().map(DayText::pieces) {
        Some([year, day]) => [what, column, "”自", since_year, since_day, "起无更新，最近更新", year, day].concat(),
        None => [what, column, "”自", since_year, since_day, "起无更新"].concat(),
    }
}

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    if clause.limit("columns").is_some_and(|limit| limit.from(0) == 0) {
        return Some(("limits.columns".into(), "a limit of 0 that includes itself fails every site".to_string()));
    }
    contradicting_windows(clause)
}

/// Windows without kinds, kinds without a window, kinds with two.
pub(super) fn contradicting_windows(clause: &Clause) -> Option<(String, String)> {
    let mut known: Vec<(&str, &str)> = Vec::new();
    for (name, _) in windows(clause) {
        if clause.select(name).is_empty() {
            let table = if clause.select.contains_key(name) { "select" } else { "limits" };
            return Some((format!("{table}.{name}"), format!("`{name}` has no list `select.{name}` of the kinds that it is for")));
        }
        for kind in clause.select(name) {
            if let Some((other, _)) = known.iter().find(|(_, seen)| seen == kind) {
                return Some((format!("select.{name}"), format!("`{kind}` stands in `{other}` and in `{name}`: a kind has one window")));
            }
            known.push((name, kind));
        }
    }
    let lonely = clause.select.keys().find(|name| name.starts_with("window_") && !clause.limits.contains_key(*name));
    lonely.map(|name| (format!("select.{name}"), format!("`select.{name}` has no limit `{name}`")))
}
