//! `cargo xtask test`: every check, one after the other; the first that fails stops the run.

use std::time::Instant;

use crate::{Result, core_alone, install, instructions, paths, python, schema, step, wheel};

struct Check {
    name: &'static str,
    what: &'static str,
    body: fn() -> Result<()>,
}

const STEPS: [Check; 11] = [
    Check { name: "format", what: "cargo fmt changes nothing", body: format },
    Check { name: "lint", what: "clippy has nothing to say", body: lint },
    Check { name: "rust", what: "unit, integration, property and documentation tests", body: rust },
    Check { name: "core", what: "the core builds alone, without std", body: core },
    Check { name: "small", what: "tables and generator without Parquet", body: small },
    Check { name: "tree", what: "arrow, parquet and pyo3 are there once", body: tree },
    Check { name: "build", what: "the program and the extension that the Python tests use", body: build },
    Check { name: "schema", what: "docs/census.schema.json and docs/REJECTS.md are what the types give", body: schema::check },
    Check { name: "python", what: "black-box tests of the program and the independent oracle", body: python_tests },
    Check { name: "wheel", what: "the wheel, in environments with nothing else, and README's Python part", body: wheel::check },
    Check { name: "instructions", what: "folding and judging cost what benches/instructions.toml allows", body: instructions::check },
];

/// What can be built without Parquet; in one command, so that what both stand on is built once.
const SMALL: &str = "--profile ci --locked -p gov-site-tables -p gov-site-generate";

/// Runs the steps named, or all.
pub fn run(names: &[&str]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|check| check.name != **name)) {
        return Err(format!("unknown step `{unknown}`; cargo xtask test --list names them"));
    }
    let started = Instant::now();
    for check in STEPS {
        if names.is_empty() || names.contains(&check.name) {
            (check.body)()?;
        }
    }
    println!("all that was asked for is well; {}", step::seconds(started.elapsed()));
    Ok(())
}

/// Prints the steps in their order.
pub fn list() -> Result<()> {
    for Check { name, what, .. } in STEPS {
        println!("{name:<12} {what}");
    }
    Ok(())
}

/// Builds the program and the extension that the Python tests use.
///
/// The whole workspace with an example is named so that cargo settles on the features of `rust`: without it, parquet and all below it
/// would be built a second time. What is built is the program, that example, the one that writes pages for a browser and the libraries, the
/// Python extension among them.
pub const BUILD: &str = "build --profile ci --locked --workspace --all-features --lib --bin gov-site-compliance --example judge_one_site --example pages";

/// The program and the extension that the Python tests use.
pub fn build() -> Result<()> {
    step::quiet("build", paths::cargo(BUILD)?).map(drop)
}

fn format() -> Result<()> {
    if !step::succeeds(paths::cargo("fmt --version")?) {
        step::left_out("format", "`rustup component add rustfmt` brings it");
        return Ok(());
    }
    step::quiet("format", paths::cargo("fmt --all --check -- --color never")?).map(drop)
}

fn lint() -> Result<()> {
    if !step::succeeds(paths::cargo("clippy --version")?) {
        step::left_out("lint", "`rustup component add clippy` brings it");
        return Ok(());
    }
    step::quiet("lint", paths::cargo("clippy --workspace --all-targets --all-features --profile ci --locked -- -D warnings")?)?;
    step::quiet("lint without parquet", paths::cargo(&format!("clippy {SMALL} -- -D warnings"))?).map(drop)
}

fn rust() -> Result<()> {
    tests("rust", "test --workspace --all-features --profile ci --locked")
}

fn small() -> Result<()> {
    tests("without parquet", &format!("test {SMALL}"))
}

/// Runs tests of cargo; shows its lines on them and one that closes.
fn tests(name: &str, words: &str) -> Result<()> {
    let output = step::quiet(name, paths::cargo(words)?)?;
    test_lines(&output).for_each(|line| println!("{line}"));
    println!("{name}: {}", totals(&output));
    Ok(())
}

fn core() -> Result<()> {
    step::quiet("core alone", paths::cargo("build --profile ci --locked -p gov-site-compliance")?)?;
    step::check("core without std", "cargo xtask test core", core_alone::no_std)
}

fn tree() -> Result<()> {
    step::check("tree", "cargo xtask test tree", core_alone::no_duplicates)
}

fn python_tests() -> Result<()> {
    python::TESTS.prepare()?;
    python::chinese_font()?;
    install::java()?;
    install::chromium()?;
    step::open("python", python::pytest("-n 2 tests/python tests/oracle")?)
}

/// The lines on tests and on where they come from, without those of the compiler.
fn test_lines(output: &str) -> impl Iterator<Item = &str> {
    output.lines().filter(|line| line.starts_with("test ") || ["Running ", "Doc-tests "].iter().any(|start| line.trim_start().starts_with(start)))
}

/// One closing line out of the closing lines of all test binaries.
fn totals(output: &str) -> String {
    let sum = |word: &str| output.lines().filter(|line| line.starts_with("test result:")).map(|line| before(line, word)).sum::<u64>();
    format!("{} passed, {} failed, {} skipped", sum("passed;"), sum("failed;"), sum("ignored;"))
}

/// The number that stands before `word`.
fn before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_add_up() {
        let line = |passed, ignored| format!("test result: ok. {passed} passed; 0 failed; {ignored} ignored; 0 measured; 3 filtered out; finished in 0.1s\n");
        assert_eq!(totals(&(line(12, 1) + "noise 5 passed;\n" + &line(30, 0))), "42 passed, 0 failed, 1 skipped");
    }

    #[test]
    fn lines_of_the_compiler_are_left_out() {
        let output = "   Compiling core v0.1.0\n     Running unittests src/lib.rs (target/core)\nrunning 1 test\ntest day::adds ... ok\n\ntest result: ok. 1 passed; 0 failed\n";
        let lines: Vec<&str> = test_lines(output).collect();
        assert_eq!(lines, ["     Running unittests src/lib.rs (target/core)", "test day::adds ... ok", "test result: ok. 1 passed; 0 failed"]);
    }
}
