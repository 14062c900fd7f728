//! One subcommand a file.

pub mod census;
pub mod check;
pub mod compare;
pub mod explain;
pub mod generate;
pub mod rejects;
pub mod schema;
pub mod standard;
pub mod template;
pub mod workdays;
