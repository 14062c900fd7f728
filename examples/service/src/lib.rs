//! Example service: evidence in over HTTP, verdicts out.
//!
//! A request goes through one file after the other: [`serve`] takes the connection, `routes` finds the handler, `intake` reads the body
//! within its limits, [`Desk`] waits for a worker, [`decode`] turns JSON into record batches, [`judge`] hands them to the crates, and
//! `answer` words what they say. Nothing here judges anything: a verdict comes from `gov_site_tables::Setup::judge`, as it does on the
//! command line and in Python.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod answer;
mod app;
mod decode;
mod desk;
mod intake;
mod judge;
mod leaf;
mod limits;
mod openapi;
mod problem;
mod routes;
mod serve;
mod settings;
mod table_rows;

pub use app::{App, Ask, Work};
pub use decode::{Document, decode};
pub use desk::{Desk, Load};
pub use judge::judge;
pub use limits::Limits;
pub use openapi::document;
pub use problem::{Code, Problem};
pub use routes::router;
pub use serve::serve;
pub use settings::Settings;
