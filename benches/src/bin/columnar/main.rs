//! Ours in the comparison of `cargo xtask bench columnar`: `columnar WORK --data DIR --threads N` prints one line, see ../../README.md.

mod bandwidth;
mod census;
mod counts;
mod frames;
mod line;
mod one_site;
mod scan;
mod workdays;

use std::{env, path::PathBuf, process::ExitCode};

use benches::end;

/// As the release binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whatever went wrong: a bench only reports it.
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// What a work is given.
struct Task {
    data: PathBuf,
    threads: usize,
}

fn main() -> ExitCode {
    end(run())
}

fn run() -> Outcome<String> {
    let words: Vec<String> = env::args().skip(1).collect();
    let (work, task) = arguments(&words).ok_or("usage: columnar WORK --data DIR [--threads N]")?;
    let line = match work {
        "a" => counts::activity(&task),
        "b" => census::columns(&task),
        "verdict" => census::verdicts(&task),
        "frames" => frames::judge(&task),
        "parquet" => scan::census(&task),
        "parquet-once" => scan::census_once(&task),
        "parquet-read" => scan::read(&task),
        "bandwidth" => bandwidth::read(&task),
        "workdays" => workdays::add(&task),
        "one-site" => one_site::judge(&task),
        _ => Err(format!("unknown work `{work}`").into()),
    };
    Ok(line?.text(work))
}

fn arguments(words: &[String]) -> Option<(&str, Task)> {
    let (work, options) = words.split_first()?;
    let mut task = Task { data: PathBuf::new(), threads: 2 };
    for pair in options.chunks(2) {
        match pair {
            [name, value] if name == "--data" => task.data = value.into(),
            [name, value] if name == "--threads" => task.threads = value.parse().ok()?,
            _ => return None,
        }
    }
    Some((work, task))
}
