//! Every renderer against a small census that is made through the public API of the core.
#![allow(clippy::unwrap_used)]

mod comparison;
mod csv;
mod explain;
mod fixture;
mod follow_up;
mod golden;
mod markdown;
mod terminal;
