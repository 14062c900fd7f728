//! `cargo xtask bench columnar`: builds what is compared, then leaves it to `benches/run.py`, which knows the works.

use std::fs;

use super::results;
use crate::{Result, package, paths, python, step};

/// As the programs are handed out.
const PROFILE: &str = "dist";
const BUILD: &str = "build --profile dist --locked -p benches -p gov-site-compliance-cli -p gov-site-compliance-py --lib --bin columnar --bin gov-site-compliance --features gov-site-compliance-cli/parquet,benches/columnar";

/// Runs the comparison; its text becomes a part of the results, unless it is of a run that left something out.
pub fn run(options: &[&str]) -> Result<()> {
    step::quiet("build", paths::cargo(BUILD)?)?;
    python::PEERS.prepare()?;
    let report = paths::target()?.join("bench-columnar.md");
    let mut command = python::PEERS.python("benches/run.py")?;
    command.arg("--generator").arg(paths::built(PROFILE, "gov-site-compliance")?);
    command.arg("--columnar").arg(paths::built(PROFILE, "columnar")?);
    command.arg("--data").arg(paths::target()?.join("bench-data")).arg("--report").arg(&report);
    command.args(options).env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONPATH", package::lay(PROFILE, "bench-python")?);
    // with --gate, a missed floor ends the run with an error and a text all the same; an older text must not pass for it
    fs::write(&report, "").map_err(|error| format!("cannot write {}: {error}", report.display()))?;
    let ended = step::open("columnar", command);
    let text = fs::read_to_string(&report).map_err(|error| format!("cannot read {}: {error}", report.display()))?;
    if text.is_empty() {
        return ended;
    }
    println!("the text of this run: {}", report.display());
    if is_whole(options) {
        results::replace(results::Part::Columnar, &text)?;
    }
    ended
}

fn is_whole(options: &[&str]) -> bool {
    options.iter().all(|option| *option == "--gate")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_run_is_published() {
        assert!(is_whole(&[]));
        assert!(is_whole(&["--gate"]));
        assert!(!is_whole(&["--gate", "--quick"]));
        assert!(!is_whole(&["--only", "workdays"]));
    }
}
