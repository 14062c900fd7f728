//! Behaviour of the readers through the public API.

#![allow(clippy::unwrap_used)]

#[cfg(feature = "arrow")]
mod arrow;
mod blank;
mod budgets;
mod census;
mod date_like;
mod dates;
mod decode;
mod footer;
mod home;
mod kind;
mod letter;
mod letters;
mod links;
mod list;
mod privacy;
mod saved;
mod tags;
mod template;
mod unread;

mod article;
mod article_alone;
mod guide;
mod systems;
