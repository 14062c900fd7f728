//! `cargo xtask`: one command for everything that is not compiling. Run `cargo xtask help`.

mod as_cargo;
mod bench;
mod build_paths;
mod callgrind;
mod core_alone;
mod figures;
mod install;
mod instructions;
mod oracle;
mod package;
mod pages;
mod paths;
mod python;
mod schema;
mod step;
mod test;
mod wheel;

use std::env;
use std::process::ExitCode;

/// An error is a text for the person who typed the command: what failed, where, and what to do.
type Result<T> = std::result::Result<T, String>;

const HELP: &str = "\
Tests, benches and generated files of this workspace.

cargo xtask test [STEP…]      run every check; sets up what it needs in target/ (steps: cargo xtask test --list)
cargo xtask oracle            compare the program with the independent oracle on 10,000 generated sites
cargo xtask schema [--check]  write docs/census.schema.json and docs/REJECTS.md from the types; --check only compares
cargo xtask wheel [--try]     build the wheel of the Python package into target/wheels; --try installs it into clean environments and tries it
cargo xtask instructions [--record]
                              count the instructions of folding and judging, compare with benches/instructions.toml; --record writes new figures
cargo xtask bench             the first two of the following
cargo xtask bench scaling [--record]
                              count instructions, compare with benches/ceilings.toml; --record writes new ceilings
cargo xtask bench columnar [--quick] [--gate] [--only PART]…
                              compare the columnar path with Polars, DuckDB, pandas and numpy; --gate: a missed floor is a failure
cargo xtask bench pages FOLDER… [--articles FOLDER…] [--quick] [--gate]
                              compare the readers of saved pages with the bare parse, and over articles with GNE, trafilatura and htmldate
cargo xtask predict-pages LABELS.jsonl OUT.jsonl
                              read the pages that a file of labels names; write what was found, in the form that scorers of such labels take
cargo xtask score-pages CORPUS_FOLDER…
                              predict, run the score.py of each folder, look in the readers for rules that hold for one site of these only
cargo xtask help              this text

Examples
  cargo xtask test                       all of it, as on a fresh machine
  cargo xtask test format lint           two steps only
  cargo xtask test build python          the program and its black-box tests
  PYTHON=python3.12 cargo xtask test     with another Python (3.11 or newer)
  cargo xtask schema && git diff docs    after a change of the wire types
  cargo xtask instructions --record      after a change that is meant to cost instructions, and a line in CHANGELOG.md
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let Some(code) = as_cargo::run(&arguments) {
        return code;
    }
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Result<()> {
    match words {
        [] | ["help" | "--help" | "-h", ..] => {
            print!("{HELP}");
            Ok(())
        }
        ["test", "--list"] => test::list(),
        ["test", steps @ ..] => test::run(steps),
        ["oracle"] => oracle::run(),
        ["schema"] => schema::write(),
        ["schema", "--check"] => schema::check(),
        ["wheel", options @ ..] => wheel::run(options),
        ["instructions"] => instructions::check(),
        ["instructions", "--record"] => instructions::record(),
        ["bench", words @ ..] => bench::run(words),
        ["predict-pages", labels, out] => pages::predict(labels.as_ref(), out.as_ref()),
        ["score-pages", folders @ ..] if !folders.is_empty() => pages::score(folders),
        [command, ..] => Err(usage(command).unwrap_or_else(|| format!("unknown command `{}`; cargo xtask help lists them", words.join(" ")))),
    }
}

/// How a command is written that is there, and was written otherwise.
fn usage(command: &str) -> Option<String> {
    let is_own = |line: &&str| line.strip_prefix("cargo xtask ").is_some_and(|rest| rest.split_whitespace().next() == Some(command));
    let commands = HELP.split("\nExamples\n").next().unwrap_or(HELP);
    let lines: Vec<&str> = commands.lines().filter(is_own).collect();
    (!lines.is_empty()).then(|| format!("usage:\n  {}\ncargo xtask help says more", lines.join("\n  ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_command_that_lacks_its_arguments_says_how_it_is_written() {
        for words in [&["predict-pages"][..], &["predict-pages", "labels.jsonl"], &["predict-pages", "a", "b", "c"]] {
            let told = dispatch(words).unwrap_err();
            assert!(told.starts_with("usage:") && told.contains("cargo xtask predict-pages LABELS.jsonl OUT.jsonl"), "{told}");
            assert!(!told.contains("score-pages") && !told.contains("unknown"), "{told}");
        }
        let told = dispatch(&["score-pages"]).unwrap_err();
        assert!(told.contains("cargo xtask score-pages CORPUS_FOLDER…"), "{told}");
        assert!(dispatch(&["predict"]).unwrap_err().contains("unknown command `predict`"));
    }

    #[test]
    fn a_missing_file_of_labels_is_named_before_anything_is_built() {
        let told = dispatch(&["predict-pages", "no/such/labels.jsonl", "out.jsonl"]).unwrap_err();
        assert!(told.contains("no/such/labels.jsonl"), "{told}");
        let told = dispatch(&["score-pages", "no/such/corpus"]).unwrap_err();
        assert!(told.contains("labels.jsonl"), "{told}");
    }
}
