//! Instructions of a program, counted by valgrind's callgrind: the same on a busy machine and on an idle one.

use std::path::Path;
use std::process::Command;

use crate::{Result, install, step};

/// A count may lie this much above the one that is kept: another compiler, another allocator.
pub const TOLERANCE: f64 = 1.05;

/// Installs valgrind where it is missing and that is possible.
pub fn prepare() -> Result<()> {
    let valgrind = || {
        let mut command = Command::new("valgrind");
        command.arg("--version");
        command
    };
    if step::succeeds(valgrind()) {
        return Ok(());
    }
    install::debian_package("valgrind")?;
    step::quiet("valgrind", valgrind()).map(drop)
}

/// Instructions of `program` with `argument`: of all of it, or of its function `within` and what that calls.
pub fn count(name: &str, program: &Path, argument: &str, within: Option<&str>) -> Result<u64> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    if let Some(function) = within {
        // stars, for compilers wrap the name in more
        command.arg(format!("--toggle-collect=*{function}*"));
    }
    command.arg(program).arg(argument);
    collected(&step::quiet(name, command)?)
}

/// Whether a count is more than the kept one allows.
pub fn exceeds(count: u64, kept: u64) -> bool {
    count as f64 > kept as f64 * TOLERANCE
}

/// How much more than the kept one a count is, in percent.
pub fn percent_above(count: u64, kept: u64) -> f64 {
    (count as f64 / kept as f64 - 1.0) * 100.0
}

/// The number in callgrind's `==123== Collected : 456`; none at all means that the function was not found.
fn collected(output: &str) -> Result<u64> {
    let number = output.lines().find_map(|line| line.split_once("Collected :")).and_then(|(_, count)| count.trim().parse().ok());
    match number {
        None => Err("callgrind printed no line `Collected : N`; is this valgrind 3.15 or newer?".to_owned()),
        Some(0) => Err("callgrind counted nothing: the function to count is not in the program, or was inlined".to_owned()),
        Some(count) => Ok(count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_collected_count_is_read() {
        assert_eq!(collected("==1== Events    : Ir\n==1== Collected : 126559\n"), Ok(126_559));
        assert!(collected("==1== Events    : Ir\n").unwrap_err().contains("no line"));
        assert!(collected("==1== Collected : 0\n").unwrap_err().contains("nothing"));
    }

    #[test]
    fn five_percent_more_are_allowed() {
        assert!(!exceeds(1_050, 1_000));
        assert!(exceeds(1_051, 1_000));
        assert!(!exceeds(1, 1_000));
    }
}
