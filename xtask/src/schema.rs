//! `cargo xtask schema`: the documents that are generated from the types: the JSON Schema of `census.json`, the catalogue of rejects.

use std::fs;
use std::process::Command;

use crate::{Result, paths, step, test};

/// Each file with the command that prints it.
const FILES: [(&str, &str); 2] = [("docs/census.schema.json", "schema"), ("docs/REJECTS.md", "rejects")];

/// Writes the files.
pub fn write() -> Result<()> {
    build()?;
    for (file, command) in FILES {
        fs::write(paths::root()?.join(file), generated(command)?).map_err(|error| format!("cannot write {file}: {error}"))?;
        println!("wrote {file}");
    }
    Ok(())
}

/// Compares what the types give with the files in the repository.
pub fn check() -> Result<()> {
    step::check("schema", "cargo xtask schema --check", || same().map(|()| String::new()))
}

fn same() -> Result<()> {
    build()?;
    for (file, command) in FILES {
        let kept = fs::read(paths::root()?.join(file)).map_err(|error| format!("cannot read {file}: {error}; `cargo xtask schema` writes it"))?;
        if text(&kept) != text(&generated(command)?) {
            return Err(format!("{file} differs from the types; `cargo xtask schema` writes it anew"));
        }
    }
    Ok(())
}

fn build() -> Result<()> {
    step::capture(paths::cargo(test::BUILD)?).map(drop)
}

fn generated(command: &str) -> Result<Vec<u8>> {
    let mut program = Command::new(paths::built("ci", "gov-site-compliance")?);
    program.arg(command);
    step::capture(program)
}

/// Bytes without carriage returns, which a checkout on Windows may add.
fn text(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| *byte != b'\r').collect()
}
