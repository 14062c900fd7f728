//! A resolved standard in its exchanged form: what it demands, and where each figure is from.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::{Figure, Override};
use crate::standard::{self, Grade, SWITCHES};

/// A standard with everything that it demands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    /// Identifier.
    pub id: String,
    /// Revision.
    pub revision: u32,
    /// Title in Chinese.
    pub title: String,
    /// Document number.
    pub document: String,
    /// Bases and overlays, the first base first.
    pub chain: Vec<String>,
    /// SHA-256 of the resolved form.
    pub digest: String,
    /// Dates of effect as `2015-03-11..2019-03-31`, null without any.
    pub effective: Option<String>,
    /// Clauses in the order of the files.
    pub clauses: Vec<Clause>,
    /// Value of every switch by its key.
    pub readings: BTreeMap<String, String>,
    /// Figures that overlays changed.
    pub overrides: Vec<Override>,
    /// Figures without a verified source.
    pub unverified: Vec<Figure>,
}

/// A clause of a standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Its key.
    pub clause: String,
    /// Heading under which it stands.
    pub item: String,
    /// Title in Chinese.
    pub title: String,
    /// The rule as the document words it.
    pub text: String,
    /// The family of code that sees it in facts.
    pub indicator: String,
    /// `veto`, `deduct` or `report`.
    pub effect: String,
    /// How sure its wording is.
    pub grade: Grade,
    /// Its source.
    pub source: String,
    /// Limits and windows by name.
    pub limits: BTreeMap<String, Limit>,
    /// Closed lists by name.
    pub select: BTreeMap<String, Vec<String>>,
    /// Points off by name (`points.home`), and the `cap` of all of them.
    #[serde(default)]
    pub points: BTreeMap<String, Limit>,
}

/// A limit with where it is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// `5 or more`.
    pub text: String,
    /// How sure it is.
    pub grade: Grade,
    /// Its source.
    pub source: String,
    /// Whether the source is verified.
    pub verified: bool,
    /// The standard or overlay that set it.
    pub standard: String,
}

impl From<&standard::Standard> for Standard {
    fn from(standard: &standard::Standard) -> Standard {
        let reading = |switch: &standard::Switch| (switch.key.into(), standard.readings.get(switch.key).unwrap_or_default().into());
        Standard {
            id: standard.id.clone(),
            revision: standard.revision,
            title: standard.title.clone(),
            document: standard.document.clone(),
            chain: standard.chain.clone(),
            digest: standard.digest.clone(),
            effective: standard.effective.as_ref().map(standard::Effective::text),
            clauses: standard.clauses.iter().map(Clause::from).collect(),
            readings: SWITCHES.iter().map(reading).collect(),
            overrides: standard.overrides.iter().map(Override::from).collect(),
            unverified: standard.unverified().into_iter().map(Figure::from).collect(),
        }
    }
}

impl From<&standard::Clause> for Clause {
    fn from(clause: &standard::Clause) -> Clause {
        Clause {
            clause: clause.key.clone(),
            item: clause.item.clone(),
            title: clause.title.clone(),
            text: clause.text.clone(),
            indicator: clause.family.name.into(),
            effect: clause.effect.code().into(),
            grade: clause.origin.grade,
            source: clause.origin.source.clone(),
            limits: clause.limits.iter().map(|(name, limit)| (name.clone(), Limit::from(limit))).collect(),
            select: clause.select.clone(),
            points: clause.rates().map(|(name, rate)| (name, Limit::from(rate))).collect(),
        }
    }
}

impl From<&standard::Rate> for Limit {
    fn from(rate: &standard::Rate) -> Limit {
        Limit {
            text: rate.points.short(),
            grade: rate.origin.grade,
            source: rate.origin.source.clone(),
            verified: rate.origin.verified,
            standard: rate.origin.standard.clone(),
        }
    }
}

impl From<&standard::Limit> for Limit {
    fn from(limit: &standard::Limit) -> Limit {
        Limit {
            text: limit.text(),
            grade: limit.origin.grade,
            source: limit.origin.source.clone(),
            verified: limit.origin.verified,
            standard: limit.origin.standard.clone(),
        }
    }
}
