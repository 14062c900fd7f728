//! This program in the place of cargo, for maturin: what is to be built is what the step `build` builds.
//!
//! maturin asks cargo for the extension's crate alone and tells pyo3 about the Python that it has found. Alone, the crate's libraries
//! have other features than in the workspace, and would be compiled a second time, parquet among them: minutes; and pyo3 would be
//! compiled anew at each turn between tests and wheel. The tests try the package as maturin packs it, with the extension that the
//! tests before had.

use std::env;
use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};

use crate::{Result, test};

/// Names the real cargo, and tells this program that it stands in its place.
const REAL: &str = "XTASK_AS_CARGO";
/// What `.cargo/config.toml` tells pyo3.
const OURS: [&str; 2] = ["PYO3_BUILD_EXTENSION_MODULE", "PYO3_NO_PYTHON"];

/// Makes maturin take this program for cargo.
pub fn stand_in(maturin: &mut Command) -> Result<()> {
    let here = env::current_exe().map_err(|error| format!("cannot tell where xtask is: {error}"))?;
    let real = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    maturin.env("CARGO", here).env(REAL, real);
    Ok(())
}

/// Runs cargo, if this program stands in its place.
pub fn run(arguments: &[String]) -> Option<ExitCode> {
    let mut cargo = Command::new(env::var_os(REAL)?);
    cargo.env_remove(REAL).args(instead(arguments));
    for (name, _) in env::vars_os().filter(|(name, _)| tells_of_python(name)) {
        cargo.env_remove(name);
    }
    let code = cargo.status().ok().and_then(|status| status.code()).and_then(|code| u8::try_from(code).ok());
    Some(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// What cargo is asked instead.
fn instead(arguments: &[String]) -> Vec<&str> {
    if arguments.first().is_some_and(|word| word == "rustc") {
        return test::BUILD.split_whitespace().chain(["--message-format", "json-render-diagnostics"]).collect();
    }
    arguments.iter().map(String::as_str).collect()
}

/// Whether maturin has set a variable that changes how pyo3 is built.
fn tells_of_python(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("PYO3_") && !OURS.contains(&name.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn building_one_crate_becomes_building_what_the_tests_build() {
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let built = instead(&words("rustc --profile ci --lib -- -C link-arg=x")).join(" ");
        assert_eq!(built, format!("{} --message-format json-render-diagnostics", test::BUILD));
        assert_eq!(instead(&words("metadata --format-version 1")), ["metadata", "--format-version", "1"]);
    }

    #[test]
    fn only_what_maturin_says_of_python_is_dropped() {
        assert!(tells_of_python(OsStr::new("PYO3_CONFIG_FILE")));
        assert!(!tells_of_python(OsStr::new("PYO3_NO_PYTHON")));
        assert!(!tells_of_python(OsStr::new("RUSTFLAGS")));
    }
}
