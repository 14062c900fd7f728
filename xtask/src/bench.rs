//! `cargo xtask bench`: instructions of growing registries (`scaling`), and the columnar path against its peers (`columnar`).

mod columnar;
mod results;
mod scaling;

use crate::Result;

/// Runs one of the benches, or both.
pub fn run(words: &[&str]) -> Result<()> {
    match words {
        [] => {
            scaling::run(false)?;
            columnar::run(&[])
        }
        ["scaling"] => scaling::run(false),
        ["scaling", "--record"] => scaling::run(true),
        ["columnar", options @ ..] => columnar::run(options),
        _ => Err(format!("unknown bench `{}`; cargo xtask help lists them", words.join(" "))),
    }
}
