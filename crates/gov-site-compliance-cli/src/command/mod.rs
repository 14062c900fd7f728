//! One subcommand a file.

pub mod census;
pub mod check;
pub mod explain;
pub mod generate;
pub mod schema;
pub mod standard;
#[cfg(feature = "documents")]
pub mod template;
pub mod workdays;
