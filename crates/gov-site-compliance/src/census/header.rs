//! What a census was asked.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::model::Day;

/// What `census.toml` and the command say of a census.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Title.
    pub title: String,
    /// Issuing body.
    pub issuer: String,
    /// Document number, where there is one.
    pub document_no: Option<String>,
    /// First day of the period, [`Header::NO_PERIOD`] where none was given.
    pub period_from: Day,
    /// Last day of the period, where given.
    pub period_to: Option<Day>,
    /// The day at whose end everything is judged.
    pub checkpoint: Day,
    /// Last day of the visit week.
    pub visits_until: Day,
    /// Whether the rows are a reconstruction and no observation.
    pub reconstruction: bool,
    /// How many divisions are named as better.
    pub name_best: usize,
    /// Checks by higher bodies.
    pub upcoming_checks: Vec<UpcomingCheck>,
}

impl Header {
    /// First day of the period where none was given.
    pub const NO_PERIOD: Day = Day::FIRST;

    /// Whether a period was given.
    pub fn has_period(&self) -> bool {
        self.period_from > Header::NO_PERIOD
    }
}

/// A check by a higher body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpcomingCheck {
    /// Who checks.
    pub name: String,
    /// When.
    pub on: Day,
}
