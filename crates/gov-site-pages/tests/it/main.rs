//! Behaviour of the readers through the public API.
