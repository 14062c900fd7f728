//! One subcommand a file.

pub mod census;
pub mod check;
pub mod compare;
#[cfg(feature = "pages")]
pub mod evidence_from_pages;
pub mod explain;
#[cfg(feature = "pages")]
pub mod extract;
pub mod generate;
pub mod rejects;
pub mod schema;
pub mod standard;
pub mod template;
pub mod workdays;
