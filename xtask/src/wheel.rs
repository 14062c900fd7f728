//! `cargo xtask wheel`: the wheel of the Python package, and its sources beside it. One wheel is handed out; the tests try one that is
//! quicker to build.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, as_cargo, build_paths, paths, python, step};

/// The oldest Linux whose C library the wheel asks for: glibc 2.17, of 2012. Rust itself asks for it.
const OLDEST_LINUX: &str = "manylinux2014";
const HANDED_OUT: &str = "wheels";
const TRIED: &str = "wheels-ci";

/// Builds the wheel that is handed out into `target/wheels`; with `--try`, installs it into clean environments and tries it.
pub fn run(options: &[&str]) -> Result<()> {
    if let Some(unknown) = options.iter().find(|option| **option != "--try") {
        return Err(format!("unknown option `{unknown}`; cargo xtask help lists them"));
    }
    let wheel = handed_out()?;
    step::check("no path of this machine", "cargo xtask wheel", || build_paths::none_in(&wheel))?;
    if options.contains(&"--try") {
        tried(&wheel)?;
    }
    println!("{}", wheel.display());
    Ok(())
}

/// What the tests do: a wheel out of what the step `build` has built, installed and tried.
pub fn check() -> Result<()> {
    let mut command = maturin("--profile ci", TRIED)?;
    as_cargo::stand_in(&mut command)?;
    step::quiet("wheel", command)?;
    sources(TRIED)?;
    tried(&built(TRIED)?)
}

fn handed_out() -> Result<PathBuf> {
    let mut command = maturin("--profile dist --strip", HANDED_OUT)?;
    command.env("CARGO_ENCODED_RUSTFLAGS", build_paths::hidden()?);
    command.env("SOURCE_DATE_EPOCH", day_of_commit());
    match zig() {
        Ok(path) => {
            command.args(["--zig", "--compatibility", OLDEST_LINUX]).env("PATH", path);
        }
        Err(why) => step::left_out(OLDEST_LINUX, &format!("{why}; the wheel asks for the C library of this machine, as its name says")),
    }
    step::quiet("wheel to hand out", command)?;
    sources(HANDED_OUT)?;
    built(HANDED_OUT)
}

/// The PATH with zig on it, or why there is none.
fn zig() -> Result<OsString> {
    if !cfg!(all(target_os = "linux", target_env = "gnu")) {
        return Err("only Linux with glibc knows it".to_owned());
    }
    python::ZIG.prepare().map_err(|_| "PyPI's ziglang cannot be installed".to_owned())?;
    paths::before_others(python::ZIG.programs()?)
}

/// maturin, writing into an empty folder `out` of the target folder.
fn maturin(words: &str, out: &str) -> Result<Command> {
    python::BUILDER.prepare()?;
    let (target, out) = (paths::target()?, paths::target()?.join(out));
    for older in [files(&out, "whl")?, files(&out, "gz")?].concat() {
        fs::remove_file(&older).map_err(|error| format!("cannot remove {}: {error}", older.display()))?;
    }
    let mut command = python::BUILDER.python(&format!("-m maturin build {words}"))?;
    command.arg("--target-dir").arg(target).arg("--out").arg(out);
    Ok(command)
}

/// The source distribution beside the wheel: the crates that the extension is made of, and the package.
fn sources(out: &str) -> Result<()> {
    let mut command = python::BUILDER.python("-m maturin sdist")?;
    command.arg("--out").arg(paths::target()?.join(out)).env("SOURCE_DATE_EPOCH", day_of_commit());
    step::quiet("source distribution", command).map(drop)
}

/// The only wheel in a folder.
fn built(folder: &str) -> Result<PathBuf> {
    let folder = paths::target()?.join(folder);
    match <[PathBuf; 1]>::try_from(files(&folder, "whl")?) {
        Ok([wheel]) => Ok(wheel),
        Err(found) => Err(format!("expected one wheel in {}, found {}", folder.display(), found.len())),
    }
}

/// Files of a folder that end so; none where there is no folder.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let told = |error| format!("cannot list {}: {error}", folder.display());
    let paths = fs::read_dir(folder).map_err(told)?.map(|entry| Ok(entry.map_err(told)?.path())).collect::<Result<Vec<PathBuf>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|found| found == extension)).collect())
}

/// Seconds since 1970 of the last commit, so that its wheel is the same whenever it is built; without git, the first day that a wheel can name.
fn day_of_commit() -> String {
    let mut git = Command::new("git");
    git.args(["log", "-1", "--format=%ct"]).current_dir(paths::root().unwrap_or_default());
    let told = step::capture(git).map(|seconds| String::from_utf8_lossy(&seconds).trim().to_owned());
    told.unwrap_or_else(|_| "315532800".to_owned())
}

fn tried(wheel: &Path) -> Result<()> {
    python::TESTS.prepare()?;
    let mut command = python::TESTS.python("-m pytest -q -ra -p no:cacheprovider tests/wheel")?;
    command.env("GOV_SITE_WHEEL", wheel).env("PYTHONPATH", paths::root()?.join("tests/python")).env("PYTHONDONTWRITEBYTECODE", "1");
    step::open("wheel tried", command)
}
