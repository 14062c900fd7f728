//! Facts: what rows amount to, before anybody judges. A commutative monoid: `push` a row, `fold` a slice, `merge` two.

mod activity;
mod charges;
mod column_id;
mod column_tree;
mod cover;
mod declared;
mod digest;
mod fold;
mod home_items;
mod known;
mod lost;
mod plan;
mod registry;
mod settle;
mod site;
mod spans;
mod tables;
mod tally;
mod units;
mod visits;

pub use activity::ColumnActivity;
pub use charges::SiteCharges;
pub use column_id::ColumnId;
pub use cover::{Cover, Span};
pub use declared::Declared;
pub(crate) use digest::hex;
pub use fold::Fold;
pub use home_items::{HomeItems, HomeWindow, is_home_column};
pub use plan::{Attempt, Plan, PlanError, Setting, VisitClass};
pub use registry::{ActivityFacts, ColumnSource, NoColumns, Registry, ServiceFileFacts, SiteIndex, TicketFacts};
pub use site::{ColumnFacts, SiteFacts};
pub use tables::{Placed, Tables};
pub use tally::{Tally, WeekCells};
pub use units::UnitNames;
pub use visits::{DayVisits, Slots, VisitSummary};

/// For counts that are left out of the stored form.
fn is_zero(count: &u32) -> bool {
    *count == 0
}
