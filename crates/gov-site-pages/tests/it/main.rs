//! Behaviour of the readers through the public API.

mod budgets;
mod decode;
mod footer;
mod links;
mod saved;
mod tags;
