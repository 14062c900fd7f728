//! Standards as versioned data: clauses, limits, readings, each figure with its origin.

mod differences;
mod digest;
mod error;
mod file;
mod library;
mod limit;
mod points;
mod readings;
mod resolve;
mod sources;
pub mod words;

use alloc::{collections::BTreeMap, string::String, vec::Vec};

pub use differences::Difference;
pub use error::{StandardError, line_of};
pub use library::Library;
pub use limit::{Amount, Edge, Grade, Limit, Origin};
pub use points::{Points, Rate};
pub use readings::*;
pub use sources::{SourceFile, Sources};

use crate::{
    indicator::Family,
    model::{Day, Role},
};

/// A standard (or a local overlay) in its resolved form.
#[derive(Clone, Debug)]
pub struct Standard {
    /// Identifier, such as `national-2015`.
    pub id: String,
    /// Revision; a corrected figure is a new one.
    pub revision: u32,
    /// Title in Chinese.
    pub title: String,
    /// Document number.
    pub document: String,
    /// Bases and overlays, from the first base to this file.
    pub chain: Vec<String>,
    /// SHA-256 of the resolved form in hexadecimal.
    pub digest: String,
    /// Dates of effect.
    pub effective: Option<Effective>,
    /// Switches for the readings of the rules.
    pub readings: Readings,
    /// Clauses in the order of the files.
    pub clauses: Vec<Clause>,
    /// Points of the yearly assessment (考核), where an overlay gives them (reading 21).
    pub assessment_points: AssessmentPoints,
    /// Figures that an extending file changed.
    pub overrides: Vec<Override>,
}

/// Dates between which a standard is in force, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective {
    /// First day.
    pub from: Option<Day>,
    /// Last day, `None` while in force.
    pub to: Option<Day>,
    /// Where the dates are from.
    pub origin: Origin,
}

/// Points that a local assessment takes off: no standard has them, only an overlay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssessmentPoints {
    /// For each failed veto of a site.
    pub veto: Option<Rate>,
    /// For each overdue ticket.
    pub overdue_ticket: Option<Rate>,
}

/// One rule of a standard.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Key everywhere: TOML, case folder, Python, CLI, `indicator` of reviews and exemptions.
    pub key: String,
    /// Heading of the document under which the clause stands.
    pub item: String,
    /// Title in Chinese.
    pub title: String,
    /// The rule as the document words it.
    pub text: String,
    /// The code that sees it in facts.
    pub family: &'static Family,
    /// What a fail means.
    pub effect: Effect,
    /// Sites that the clause is for.
    pub applies: Applies,
    /// Limits and windows.
    pub limits: BTreeMap<String, Limit>,
    /// Closed lists that the clause takes.
    pub select: BTreeMap<String, Vec<String>>,
    /// Where each list is from.
    pub select_origins: BTreeMap<String, Origin>,
    /// Points off for each thing counted, by what it is.
    pub points: BTreeMap<String, Rate>,
    /// Points that the clause takes off at most.
    pub cap: Option<Rate>,
    /// Where the clause is from.
    pub origin: Origin,
}

/// What a failed clause does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// The site is unqualified (单项否决).
    Veto,
    /// Takes points off the score (扣分).
    Deduct,
    /// Shown in reports, decides nothing.
    Report,
}

/// Sites that a clause is for; empty means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applies {
    /// Roles of sites.
    pub role: Vec<Role>,
    /// Whether the sponsor has outward services.
    pub has_services: Option<bool>,
}

/// A figure that an overlay changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Where it stands, such as `blank_columns.limits.columns` or `readings.promise`.
    pub figure: String,
    /// Before.
    pub was: String,
    /// After.
    pub is: String,
    /// The change as officials read it.
    pub chinese: String,
    /// Who changed it.
    pub origin: Origin,
}

impl Standard {
    /// The clause of a key.
    pub fn clause(&self, key: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.key == key)
    }

    /// The first clause of a family.
    pub fn clause_of(&self, family: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.family.name == family)
    }

    /// Clauses that alone make a site unqualified.
    pub fn vetoes(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.effect == Effect::Veto)
    }

    /// The same without its clauses that take points off: the verdict rests on the vetoes alone, and nothing else is looked at.
    ///
    /// ```
    /// use gov_site_compliance::standard::Library;
    /// let standard = Library::embedded().resolve("national-2015")?;
    /// let vetoes = standard.clone().without_deductions();
    /// assert!(vetoes.deductions().next().is_none() && vetoes.vetoes().count() == 7 && vetoes.digest != standard.digest);
    /// # Ok::<(), gov_site_compliance::StandardError>(())
    /// ```
    pub fn without_deductions(mut self) -> Standard {
        self.clauses.retain(|clause| clause.effect != Effect::Deduct && clause.family.name != "pass_mark");
        self.digest = digest::digest(&self);
        self
    }

    /// Clauses that take points off.
    pub fn deductions(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.effect == Effect::Deduct)
    }

    /// The score from which on a site passes (合格分数线); a standard without one lets every score pass.
    pub fn pass_mark(&self) -> Option<&Limit> {
        self.clause_of("pass_mark")?.limit("pass")
    }

    /// Whether the standard is in force on a day (reading 9).
    pub fn in_force(&self, day: Day) -> bool {
        self.effective.as_ref().is_none_or(|effective| effective.from.is_none_or(|from| from <= day) && effective.to.is_none_or(|to| day <= to))
    }

    /// Figures without a verified source: name, value, origin.
    pub fn unverified(&self) -> Vec<(String, String, &Origin)> {
        let mut list = Vec::new();
        if let Some(effective) = self.effective.as_ref().filter(|effective| !effective.origin.verified) {
            list.push((String::from("effective"), effective.text(), &effective.origin));
        }
        for clause in &self.clauses {
            for (name, limit) in clause.limits.iter().filter(|(_, limit)| !limit.origin.verified) {
                list.push((alloc::format!("{}.limits.{name}", clause.key), limit.text(), &limit.origin));
            }
            for (name, rate) in clause.rates().filter(|(_, rate)| !rate.origin.verified) {
                list.push((alloc::format!("{}.{name}", clause.key), rate.points.short(), &rate.origin));
            }
            for (name, origin) in clause.select_origins.iter().filter(|(_, origin)| !origin.verified) {
                list.push((alloc::format!("{}.select.{name}", clause.key), clause.select(name).join(", "), origin));
            }
        }
        list
    }
}

impl AssessmentPoints {
    /// Points by name, those that are given.
    pub fn rates(&self) -> impl Iterator<Item = (&'static str, &Rate)> {
        [("veto", &self.veto), ("overdue_ticket", &self.overdue_ticket)].into_iter().filter_map(|(name, rate)| Some((name, rate.as_ref()?)))
    }
}

impl Effect {
    /// The word in a standard's file.
    pub const fn code(self) -> &'static str {
        match self {
            Effect::Veto => "veto",
            Effect::Deduct => "deduct",
            Effect::Report => "report",
        }
    }
}

impl Applies {
    /// The roles and services for people; `all sites` without a condition.
    pub fn text(&self) -> String {
        let mut parts: Vec<&str> = self.role.iter().map(|role| role.code()).collect();
        match self.has_services {
            Some(true) => parts.push("with outward services"),
            Some(false) => parts.push("without outward services"),
            None => {}
        }
        if parts.is_empty() { "all sites".into() } else { parts.join(", ") }
    }
}

impl Effective {
    /// The dates as `2015-03-11..2019-03-31`, open ends empty.
    pub fn text(&self) -> String {
        let side = |day: Option<Day>| day.map(|day| alloc::format!("{day}")).unwrap_or_default();
        alloc::format!("{}..{}", side(self.from), side(self.to))
    }
}

impl Clause {
    /// A limit by its name; the loader has checked that compulsory ones are there.
    pub fn limit(&self, name: &str) -> Option<&Limit> {
        self.limits.get(name)
    }

    /// Points off by name, `points.home` or `cap`.
    pub fn rates(&self) -> impl Iterator<Item = (String, &Rate)> {
        let points = self.points.iter().map(|(name, rate)| (alloc::format!("points.{name}"), rate));
        points.chain(self.cap.iter().map(|rate| ("cap".into(), rate)))
    }

    /// Whether every thing that the clause counts has its points, and all of them a cap (reading 6).
    pub fn is_priced(&self) -> bool {
        self.cap.is_some() && self.family.rates_of(self).all(|name| self.points.contains_key(name))
    }

    /// The words of a list, empty when the clause names none.
    pub fn select(&self, name: &str) -> &[String] {
        self.select.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a list names a word.
    pub fn selects(&self, name: &str, word: &str) -> bool {
        self.select(name).iter().any(|chosen| chosen == word)
    }
}
