//! Columns, updates and visits straight from the buffers, equal to the same rows one by one.

mod activities;
mod activity;
mod alike;
mod apart;
mod by_site;
mod columns;
mod counts;
mod evidence;
mod facts;
mod folded_updates;
mod home;
mod ids;
mod index;
mod lean;
mod partial;
mod plain_columns;
mod runs;
mod store;
mod texts;
mod threads;
mod updates;
mod visit_cells;
mod visit_fields;
mod visits;

pub use activity::{ByColumn, ColumnKey, column_activity};
pub use columns::{Columns, Folded};
pub use counts::{ColumnCounts, column_counts};
pub use evidence::Evidence;
pub use facts::{Added, Facts, UpdateFacts, VisitFacts};
pub use folded_updates::{FoldedUpdates, UpdatesPart};
pub use partial::{At, Counts, Known, Partial};
pub use store::{ColumnStore, Divided};
