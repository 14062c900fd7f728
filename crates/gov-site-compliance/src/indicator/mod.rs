//! Indicators: one family of rules a file, with parameters from the clause. Only `judge` decides.
//!
//! To add a family: one file here, one `mod` line, one line in [`FAMILIES`], and a case folder under `tests/cases`.

mod blank_columns;
mod census_coverage;
mod channel;
mod channel_activities;
mod channel_messages;
mod column_updates;
mod columns;
mod columns_alone;
mod confirmed_reviews;
mod dead_links;
mod deduction;
mod failed_visits;
mod family;
mod group_comparison;
mod guide_elements;
mod home_availability;
mod home_page;
mod home_update_count;
mod home_updates;
mod inaccurate_facts;
mod online_systems;
mod outcome;
mod pass_mark;
mod reply_clock;
mod service_files;
mod stale_columns;
mod unanswered_tickets;
mod windows;

pub(crate) use columns::{CountedRoom, has_left};
pub use columns_alone::ColumnsAlone;
pub use deduction::{Count, Deduction};
pub use family::{Case, Family, Indicator, Judge, ListParameter, Parameter, RegistryFacts, RegistryIndicator, Scope, Unit, Words};
pub use outcome::{Finding, Judgement, Measure, Outcome, Phrase};

/// Every family, in the order of their names.
pub static FAMILIES: &[&Family] = &[
    &blank_columns::FAMILY,
    &census_coverage::FAMILY,
    &channel_activities::FAMILY,
    &channel_messages::FAMILY,
    &column_updates::FAMILY,
    &confirmed_reviews::FAMILY,
    &dead_links::FAMILY,
    &failed_visits::FAMILY,
    &group_comparison::FAMILY,
    &guide_elements::FAMILY,
    &home_availability::FAMILY,
    &home_update_count::FAMILY,
    &home_updates::FAMILY,
    &inaccurate_facts::FAMILY,
    &online_systems::FAMILY,
    &pass_mark::FAMILY,
    &reply_clock::FAMILY,
    &service_files::FAMILY,
    &stale_columns::FAMILY,
    &unanswered_tickets::FAMILY,
];

/// The family of a name.
pub fn family(name: &str) -> Option<&'static Family> {
    FAMILIES.iter().copied().find(|family| family.name == name)
}
