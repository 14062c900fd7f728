//! Stored and exchanged forms. A version never changes once published: old files load for ever.

pub mod v1;
