//! What a family declares of itself, and what it is given to judge with.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::cell::{OnceCell, RefCell};

use super::{
    Finding, Outcome, Phrase,
    columns::{CountedColumns, CountedRoom},
};
use crate::{
    calendar::Calendar,
    facts::{Plan, SiteFacts},
    standard::{Clause, Readings},
};

/// Whom a clause judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope {
    /// One site.
    Site,
    /// The whole registry.
    Registry,
    /// One ticket, for follow-up.
    Ticket,
}

/// Unit of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Civil days.
    Days,
    /// Calendar months.
    Months,
    /// Working days.
    WorkingDays,
    /// Seconds, decimal text allowed.
    Seconds,
    /// Percent, decimal text allowed.
    Percent,
    /// Points of a score, decimal text allowed.
    Points,
}

impl Unit {
    const ALL: &[Unit] = &[Unit::Count, Unit::Days, Unit::Months, Unit::WorkingDays, Unit::Seconds, Unit::Percent, Unit::Points];

    /// The word in a standard's file.
    pub const fn code(self) -> &'static str {
        match self {
            Unit::Count => "count",
            Unit::Days => "days",
            Unit::Months => "months",
            Unit::WorkingDays => "working_days",
            Unit::Seconds => "seconds",
            Unit::Percent => "percent",
            Unit::Points => "points",
        }
    }

    /// Reads the word.
    pub fn read(code: &str) -> Option<Unit> {
        Unit::ALL.iter().copied().find(|unit| unit.code() == code)
    }
}

/// A limit that a family takes. A name that ends in `*` stands for all names with that beginning.
#[derive(Debug)]
pub struct Parameter {
    /// Name in `limits`.
    pub name: &'static str,
    /// Units that make sense.
    pub units: &'static [Unit],
    /// Whether a clause must give it.
    pub required: bool,
}

/// A list that a family takes.
#[derive(Debug)]
pub struct ListParameter {
    /// Name in `select`.
    pub name: &'static str,
    /// Words that it may hold.
    pub words: Words,
}

/// Words of a list.
#[derive(Debug)]
pub enum Words {
    /// Codes of a closed list.
    Closed(&'static [(&'static str, &'static str)]),
    /// Final status codes, or whole classes as `5xx`.
    Status,
    /// Any text.
    Any,
}

impl ListParameter {
    /// Whether a word may stand in the list.
    pub fn knows(&self, word: &str) -> bool {
        match self.words {
            Words::Closed(words) => words.iter().any(|(code, _)| *code == word),
            Words::Status => {
                let digits = word.strip_suffix("xx").unwrap_or(word);
                let length = if digits.len() == word.len() { 3 } else { 1 };
                digits.len() == length && digits.bytes().all(|sign| sign.is_ascii_digit()) && ("1".."6").contains(&digits)
            }
            Words::Any => !word.is_empty(),
        }
    }

    /// What may stand in the list, for messages.
    pub fn known_words(&self) -> String {
        match self.words {
            Words::Closed(words) => {
                let codes: Vec<_> = words.iter().map(|(code, _)| *code).collect();
                alloc::format!("it takes {}", codes.join(", "))
            }
            Words::Status => "write status codes such as \"404\", or classes such as \"5xx\"".to_string(),
            Words::Any => "write a text".to_string(),
        }
    }
}

/// One family of rules.
pub struct Family {
    /// Name in `indicator` of a clause.
    pub name: &'static str,
    /// Whom it judges.
    pub scope: Scope,
    /// What it counts, in English and Chinese.
    pub phrase: Phrase,
    /// Limits that it takes.
    pub limits: &'static [Parameter],
    /// Lists that it takes.
    pub lists: &'static [ListParameter],
    /// What points can be taken off for, by name; a name that ends in `*` stands for the limits with that beginning. Empty: for nothing.
    pub rates: &'static [&'static str],
    /// Limits of one clause that contradict each other: the limit's name and why.
    pub contradiction: fn(&Clause) -> Option<(String, String)>,
    /// The code that decides.
    pub judge: Judge,
}

/// The code of a family.
pub enum Judge {
    /// Judges one site.
    Site(&'static (dyn Indicator + Sync)),
    /// Judges the registry.
    Registry(&'static (dyn RegistryIndicator + Sync)),
    /// Only gives figures to the follow-up or the census.
    Figures,
}

impl core::fmt::Debug for Family {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Family({})", self.name)
    }
}

impl Family {
    /// The limit of a name.
    pub fn limit(&self, name: &str) -> Option<&Parameter> {
        let fits = |parameter: &&Parameter| match parameter.name.strip_suffix('*') {
            Some(beginning) => name.len() > beginning.len() && name.starts_with(beginning),
            None => parameter.name == name,
        };
        self.limits.iter().find(fits)
    }

    /// The list of a name; a window `window_x` has the list of its kinds under the same name.
    pub fn list(&self, name: &str) -> Option<&ListParameter> {
        let fits = |list: &&ListParameter| match list.name.strip_suffix('*') {
            Some(beginning) => name.len() > beginning.len() && name.starts_with(beginning),
            None => list.name == name,
        };
        self.lists.iter().find(fits)
    }

    /// Whether points can be taken off for a name.
    pub fn has_rate(&self, name: &str) -> bool {
        self.rates.iter().any(|rate| match rate.strip_suffix('*') {
            Some(beginning) => name.len() > beginning.len() && name.starts_with(beginning),
            None => *rate == name,
        })
    }

    /// Names for which a clause of this family must give points to have them all.
    pub fn rates_of<'c>(&'c self, clause: &'c Clause) -> impl Iterator<Item = &'c str> {
        self.rates.iter().flat_map(move |rate| {
            let beginning = rate.strip_suffix('*');
            let windows = clause.limits.keys().filter(move |name| beginning.is_some_and(|beginning| name.starts_with(beginning)));
            windows.map(String::as_str).chain(Some(*rate).filter(|_| beginning.is_none()))
        })
    }

    /// Names of its limits, for messages.
    pub fn limit_names(&self) -> String {
        let names: Vec<_> = self.limits.iter().map(|limit| limit.name).collect();
        if names.is_empty() { "none".into() } else { names.join(", ") }
    }

    /// Names of its lists, for messages.
    pub fn list_names(&self) -> String {
        let names: Vec<_> = self.lists.iter().map(|list| list.name).collect();
        if names.is_empty() { "none".into() } else { names.join(", ") }
    }
}

/// One site with all that an indicator may know. It stands for this site under these switches alone: what is found once is kept.
#[derive(Debug)]
pub struct Case<'a> {
    pub(crate) facts: &'a SiteFacts<'a>,
    pub(crate) plan: &'a Plan,
    pub(crate) readings: &'a Readings,
    calendar: &'a Calendar,
    /// Its columns that count, found when the first clause on columns asks.
    counted: OnceCell<CountedColumns>,
    /// Memory for them.
    room: RefCell<CountedRoom>,
    /// The same, where they were found under other switches that count columns alike.
    counted_before: Option<&'a CountedColumns>,
}

impl<'a> Case<'a> {
    /// A site to be judged.
    pub fn new(facts: &'a SiteFacts<'a>, plan: &'a Plan, readings: &'a Readings, calendar: &'a Calendar) -> Case<'a> {
        Case { facts, plan, readings, calendar, counted: OnceCell::new(), room: RefCell::default(), counted_before: None }
    }

    /// The same with memory of a case before.
    pub(crate) fn with_room(self, room: CountedRoom) -> Case<'a> {
        Case { room: room.into(), ..self }
    }

    /// Its memory, for a case that follows.
    pub(crate) fn into_room(self) -> CountedRoom {
        self.counted.into_inner().map_or_else(|| self.room.into_inner(), CountedColumns::into_room)
    }

    /// The same site under other switches.
    pub(crate) fn under<'c>(&'c self, readings: &'c Readings) -> Case<'c> {
        let alike = readings.counted_columns == self.readings.counted_columns;
        let counted_before = self.counted_before.or(self.counted.get()).filter(|_| alike);
        Case { facts: self.facts, plan: self.plan, readings, calendar: self.calendar, counted: OnceCell::new(), room: RefCell::default(), counted_before }
    }

    /// Working days, for clauses that count in them.
    pub fn calendar(&self) -> &'a Calendar {
        self.calendar
    }

    /// Its columns that count in any clause, but for exemptions.
    pub(super) fn counted(&self) -> &CountedColumns {
        self.counted_before.unwrap_or_else(|| self.counted.get_or_init(|| CountedColumns::of(self, self.room.take())))
    }
}

/// Judges one site by one clause.
pub trait Indicator {
    /// Decides from facts alone, and hands out each thing that it counted.
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome;

    /// Decides the same, where nobody asks for what it counted.
    fn decide(&self, clause: &Clause, case: &Case<'_>) -> Outcome {
        self.judge(clause, case, &mut |_| {})
    }
}

/// Sums over the whole registry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegistryFacts {
    /// Sites that were to be judged.
    pub total: u64,
    /// Of them, judged.
    pub assessed: u64,
    /// Rejected rows of the table of sites that name no site.
    pub nameless: u64,
}

/// Judges the registry as a whole by one clause.
pub trait RegistryIndicator {
    /// Decides from sums alone.
    fn judge(&self, clause: &Clause, facts: &RegistryFacts) -> Outcome;
}
