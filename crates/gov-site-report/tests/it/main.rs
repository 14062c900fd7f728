//! Every renderer against a small census that is made through the public API of the core.
#![allow(clippy::unwrap_used)]

mod comparison;
mod csv;
#[cfg(feature = "docx")]
mod docx;
mod explain;
mod fixture;
mod follow_up;
mod golden;
#[cfg(feature = "html")]
mod hostile;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "html")]
mod ids;
mod markdown;
mod objection;
#[cfg(feature = "xlsx")]
mod template;
mod terminal;
#[cfg(feature = "docx")]
mod word;
#[cfg(feature = "xlsx")]
mod workbook;
