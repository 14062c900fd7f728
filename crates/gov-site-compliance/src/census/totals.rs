//! Totals of the census (reading 7).

use alloc::string::String;

use super::{Census, percent};
use crate::verdict::Status;

/// Numbers of sites; `registered = total + excluded`, `total = assessed + not_assessed`, `assessed = qualified + unqualified`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Qualified sites.
    pub qualified: u64,
    /// Unqualified sites.
    pub unqualified: u64,
    /// Sites that could not be judged.
    pub not_assessed: u64,
    /// Sites left out with approval.
    pub excluded: u64,
}

impl Totals {
    /// Sites with a verdict.
    pub const fn assessed(&self) -> u64 {
        self.qualified + self.unqualified
    }

    /// Sites to be judged.
    pub const fn total(&self) -> u64 {
        self.assessed() + self.not_assessed
    }

    /// All sites of the registry.
    pub const fn registered(&self) -> u64 {
        self.total() + self.excluded
    }

    /// Whether the pass rate is a share of some of the sites only.
    pub const fn is_partial(&self) -> bool {
        self.not_assessed > 0 && self.assessed() > 0
    }

    /// Qualified ÷ assessed in percent with two places.
    pub fn pass_rate(&self) -> Option<String> {
        percent(self.qualified, self.assessed(), 2)
    }

    /// Assessed ÷ total in percent with two places.
    pub fn coverage(&self) -> Option<String> {
        percent(self.assessed(), self.total(), 2)
    }

    /// Adds one verdict.
    pub fn add(&mut self, status: Status) {
        match status {
            Status::Qualified => self.qualified += 1,
            Status::Unqualified => self.unqualified += 1,
            Status::NotAssessed => self.not_assessed += 1,
        }
    }
}

impl Census {
    /// Totals over all sites.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals { excluded: self.excluded().count() as u64, ..Totals::default() };
        self.verdicts().for_each(|verdict| totals.add(verdict.status));
        totals
    }
}
