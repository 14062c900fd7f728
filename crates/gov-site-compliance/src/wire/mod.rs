//! Stored and exchanged forms. A version never changes once published: old files load for ever.

pub(crate) mod known;
mod stored;
pub mod v1;

pub use stored::{StoredCensus, StoredError};
