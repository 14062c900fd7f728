//! `cargo xtask schema`: the JSON Schema of `census.json`, generated from the types.

use std::fs;
use std::process::Command;

use crate::{Result, paths, step, test};

const FILE: &str = "docs/census.schema.json";

/// Writes the schema.
pub fn write() -> Result<()> {
    let schema = generated()?;
    fs::write(paths::root()?.join(FILE), schema).map_err(|error| format!("cannot write {FILE}: {error}"))?;
    println!("wrote {FILE}");
    Ok(())
}

/// Compares the schema that the types give with the one in the repository.
pub fn check() -> Result<()> {
    step::check("schema", "cargo xtask schema --check", || same().map(|()| String::new()))
}

fn same() -> Result<()> {
    let kept = fs::read(paths::root()?.join(FILE)).map_err(|error| format!("cannot read {FILE}: {error}; `cargo xtask schema` writes it"))?;
    if text(&kept) == text(&generated()?) { Ok(()) } else { Err(format!("{FILE} differs from the types; `cargo xtask schema` writes it anew")) }
}

fn generated() -> Result<Vec<u8>> {
    step::capture(paths::cargo(test::BUILD)?)?;
    let mut program = Command::new(paths::built("ci", "gov-site-compliance")?);
    program.arg("schema");
    step::capture(program)
}

/// Bytes without carriage returns, which a checkout on Windows may add.
fn text(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| *byte != b'\r').collect()
}
