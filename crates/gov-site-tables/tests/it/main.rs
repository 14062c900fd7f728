//! Reading census folders as their owners write them.
#![allow(clippy::unwrap_used)]

mod arbitrary;
mod counts;
mod formats;
mod headings;
mod notice;
mod rejects;
mod settings;
mod site_rows;
mod support;
