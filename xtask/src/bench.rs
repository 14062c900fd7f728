//! `cargo xtask bench`: instructions of growing registries (`scaling`), the columnar path (`columnar`) and the readers of pages (`pages`) against
//! their peers.

mod columnar;
mod pages;
mod results;
mod scaling;

use crate::Result;

/// Runs one of the benches, or both that need nothing from outside.
pub fn run(words: &[&str]) -> Result<()> {
    match words {
        [] => {
            scaling::run(false)?;
            columnar::run(&[])
        }
        ["scaling"] => scaling::run(false),
        ["scaling", "--record"] => scaling::run(true),
        ["columnar", options @ ..] => columnar::run(options),
        ["pages", options @ ..] => pages::run(options),
        _ => Err(format!("unknown bench `{}`; cargo xtask help lists them", words.join(" "))),
    }
}
