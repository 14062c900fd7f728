//! Sites that are not judged: closed, suspended or exempt with approval (reading 8).

use alloc::string::{String, ToString};

use serde::{Deserialize, Serialize};

use crate::{
    facts::SiteFacts,
    model::{Day, LifeState, SiteLife},
};

/// Why a site is not judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Its state.
    pub state: LifeState,
    /// First day of the state.
    pub from: Day,
    /// The approval, as far as it is recorded.
    pub approval: Option<String>,
}

/// The approved state that covers a day (both ends), the newest if there are several.
pub fn exclusion(facts: &SiteFacts<'_>, on: Day) -> Option<Exclusion> {
    let covering = facts.life.iter().filter(|row| row.from <= on && row.to.is_none_or(|to| on <= to) && excludes(row));
    let row = covering.max_by_key(|row| (row.from, row.state))?;
    Some(Exclusion { state: row.state, from: row.from, approval: row.approval_no.clone().or_else(|| row.approved_by.as_ref().map(ToString::to_string)) })
}

fn excludes(row: &SiteLife) -> bool {
    let leaves = matches!(row.state, LifeState::Closed | LifeState::Suspended | LifeState::Exempt);
    leaves && row.approved == Some(true)
}
