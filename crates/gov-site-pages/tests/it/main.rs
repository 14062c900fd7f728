//! Behaviour of the readers through the public API.
#![allow(clippy::unwrap_used)]

mod article;
mod guide;
