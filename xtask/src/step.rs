//! One step: a line with its name and its seconds; if it fails, its output and the command that repeats it.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::{Result, paths};

/// Lines of a failed step's output that are shown; the file has the rest.
const SHOWN: usize = 120;

/// Runs `command` with its output in a log file, and returns that output.
pub fn quiet(name: &str, mut command: Command) -> Result<String> {
    let log = log_file(name)?;
    let file = File::create(&log).map_err(|error| format!("cannot write {}: {error}", log.display()))?;
    let second = file.try_clone().map_err(|error| format!("cannot write {}: {error}", log.display()))?;
    let (status, time) = timed(name, || command.stdin(Stdio::null()).stdout(file).stderr(second).status());
    let status = status.map_err(|error| not_started(&command, &error))?;
    let output = String::from_utf8_lossy(&fs::read(&log).unwrap_or_default()).into_owned();
    if !status.success() {
        finish("FAILED", time);
        println!("{}", tail(&output, SHOWN));
        return Err(format!("{}\nall of its output: {}", failed(name, &command, status), shown(&log)));
    }
    finish("", time);
    Ok(output)
}

/// Runs `command` with its output where the person sees it.
pub fn open(name: &str, mut command: Command) -> Result<()> {
    println!("{name}:");
    let started = Instant::now();
    let status = command.stdin(Stdio::null()).status().map_err(|error| not_started(&command, &error))?;
    println!("{name:.<28} {}", seconds(started.elapsed()));
    if status.success() { Ok(()) } else { Err(failed(name, &command, status)) }
}

/// Runs a check that needs no other program; its result is a remark for the line, or what is wrong.
pub fn check(name: &str, repeat: &str, body: impl FnOnce() -> Result<String>) -> Result<()> {
    let (result, time) = timed(name, body);
    match result {
        Ok(remark) => {
            finish(&remark, time);
            Ok(())
        }
        Err(message) => {
            finish("FAILED", time);
            Err(format!("{name}: {message}\nrepeat it with\n  {repeat}"))
        }
    }
}

/// Says in one line that a step is left out, and what would change that.
pub fn left_out(name: &str, why: &str) {
    println!("{name:.<28} left out: {why}");
}

/// Whether `command` starts and succeeds; its output is dropped.
pub fn succeeds(mut command: Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Standard output of `command` and of nothing else; an error quotes what it said.
pub fn capture(mut command: Command) -> Result<Vec<u8>> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(&command, &error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(format!("{}\n{}", failed("command", &command, output.status), tail(&String::from_utf8_lossy(&output.stderr), SHOWN)))
}

pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// `command` as one would type it in the repository.
pub fn line(command: &Command) -> String {
    let settings = command.get_envs().filter_map(|(name, value)| Some(format!("{}={}", name.display(), quoted(value?))));
    let program = Path::new(command.get_program());
    let program = if program.file_stem() == Some(OsStr::new("cargo")) { "cargo".to_owned() } else { quoted(OsStr::new(&shown(program))) };
    settings.chain([program]).chain(command.get_args().map(quoted)).collect::<Vec<_>>().join(" ")
}

fn timed<T>(name: &str, body: impl FnOnce() -> T) -> (T, Duration) {
    print!("{name:.<28} ");
    // a line that cannot be flushed is not a reason to stop
    let _ = std::io::stdout().flush();
    let started = Instant::now();
    (body(), started.elapsed())
}

fn finish(remark: &str, time: Duration) {
    println!("{}{}{remark}", seconds(time), if remark.is_empty() { "" } else { "  " });
}

fn failed(name: &str, command: &Command, status: ExitStatus) -> String {
    format!("{name} failed ({status}); repeat it with\n  {}", line(command))
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start {}: {error}; is it installed and on the PATH?", command.get_program().display())
}

fn log_file(name: &str) -> Result<PathBuf> {
    let folder = paths::target()?.join("xtask");
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    Ok(folder.join(format!("{}.log", name.replace(' ', "-"))))
}

/// A path below the repository without the repository.
fn shown(path: &Path) -> String {
    let root = paths::root().unwrap_or_default();
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=:,+@".contains(letter);
    if !word.is_empty() && word.chars().all(plain) { word.into_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_reads_as_one_would_type_it() {
        let mut command = Command::new("/opt/rust/bin/cargo");
        command.args(["test", "it's", ""]).env("A", "b c");
        assert_eq!(line(&command), r"A='b c' cargo test 'it'\''s' ''");
    }

    #[test]
    fn the_tail_is_the_end() {
        assert_eq!(tail("a\nb\nc\n", 2), "b\nc");
        assert_eq!(tail("a", 2), "a");
    }
}
