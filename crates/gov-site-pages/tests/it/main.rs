//! Behaviour of the readers through the public API.

mod kind;
mod letter;
mod letters;
