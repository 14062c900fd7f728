//! `cargo xtask bench pages`: builds what is compared, then leaves it to `benches/run_pages.py`, which knows the works.

use std::fs;

use super::results;
use crate::{Result, package, paths, python, step};

/// As the programs are handed out.
const PROFILE: &str = "dist";
const READERS: &str = "build --profile dist --locked -p benches --bin pages --features benches/pages";
const PACKAGE: &str = "build --profile dist --locked -p gov-site-compliance-py --lib";

/// Runs the comparison over the folders of the command line; its text becomes a part of the results where nothing is left out.
pub fn run(options: &[&str]) -> Result<()> {
    step::quiet("build of pages", paths::cargo(READERS)?)?;
    python::PEERS.prepare()?;
    let (report, table) = (paths::target()?.join("bench-pages.md"), paths::target()?.join("bench-pages.jsonl"));
    let mut command = python::PEERS.python("benches/run_pages.py")?;
    command.arg("--program").arg(paths::built(PROFILE, "pages")?).arg("--report").arg(&report).arg("--table").arg(&table);
    command.args(options).env("PYTHONDONTWRITEBYTECODE", "1");
    if has_articles(options) {
        step::quiet("build of the package", paths::cargo(PACKAGE)?)?;
        command.env("PYTHONPATH", package::lay(PROFILE, "bench-python")?);
    }
    // an older text must not pass for the one of this run
    fs::write(&report, "").map_err(|error| format!("cannot write {}: {error}", report.display()))?;
    let ended = step::open("pages", command);
    let text = fs::read_to_string(&report).map_err(|error| format!("cannot read {}: {error}", report.display()))?;
    if text.is_empty() {
        return ended;
    }
    println!("the text of this run: {}\nits ratios for machines: {}", report.display(), table.display());
    if is_whole(options) {
        results::replace(results::Part::Pages, &text)?;
    }
    ended
}

/// Whether the peers have something to read; else the package needs not be built.
fn has_articles(options: &[&str]) -> bool {
    options.contains(&"--articles")
}

fn is_whole(options: &[&str]) -> bool {
    has_articles(options) && !options.contains(&"--quick")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_run_is_published() {
        assert!(is_whole(&["lists", "--articles", "articles", "--gate"]));
        assert!(!is_whole(&["lists"]));
        assert!(!is_whole(&["--quick", "--articles", "articles"]));
    }
}
