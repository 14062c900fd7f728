//! The service as a caller meets it: over TCP on 127.0.0.1.
#![allow(clippy::unwrap_used)]

mod backpressure;
mod bodies;
mod client;
mod folders;
mod openapi;
mod program;
mod readme;
mod settings;
mod stop;
mod values;
mod verdicts;
mod wire;
