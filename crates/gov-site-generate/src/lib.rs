//! Synthetic census folders of any size whose truth is known.
//!
//! Each site is first decided (what each veto shall come to: just under its limit, on it, just over it, or undecidable because of an
//! [`Anomaly`]), then written so that it is so; nothing here judges rows. Rows come from the seed alone: the same options give the same
//! bytes, and verdicts depend neither on the format nor on the order of rows. Rows of updates and visits are made where they are
//! written, so that memory grows with the number of columns (about 20 bytes each), never with the number of rows.
//!
//! ```
//! use gov_site_generate::{Options, generate};
//!
//! let dir = tempfile::tempdir()?;
//! let options = Options { sites: 20, updates: 5, anomalies: 0.5, ..Options::default() };
//! let summary = generate(dir.path(), &options, &mut |_| {})?;
//! assert_eq!(summary.sites, 20);
//! assert!(dir.path().join("updates.csv").is_file());
//! assert!(dir.path().join("truth/verdicts.csv").is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod anomaly;
mod bulk;
mod census;
mod error;
mod ids;
mod options;
mod random;
mod sheet;
mod site;
mod truth;
mod write;

pub use anomaly::Anomaly;
pub use census::{Progress, Summary, generate};
pub use error::GenerateError;
pub use options::{Format, Ids, Options, Order};
