//! Paths of the machine that builds: kept out of what is handed out, and looked for in it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Result, paths, python, step};

/// Compiler flags (as `CARGO_ENCODED_RUSTFLAGS`) that put names in the place of the folders of this machine.
pub fn hidden() -> Result<String> {
    let flags = [(paths::target()?, "/target"), (paths::root()?, "/gov-site-compliance"), (cargo_home()?, "/cargo")];
    // the last that fits is taken: the repository before the target folder in it
    let [target, root, cargo] = flags.map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    Ok([cargo, root, target].join("\u{1f}"))
}

/// Fails when a file of the wheel names a folder of this machine.
pub fn none_in(wheel: &Path) -> Result<String> {
    let folder = paths::target()?.join("xtask").join("wheel-unpacked");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("cannot clear {}: {error}", folder.display()))?;
    }
    let mut unpack = python::BUILDER.python("-m zipfile -e")?;
    unpack.arg(wheel).arg(&folder);
    step::capture(unpack)?;
    let machine: Vec<String> = [paths::root()?, paths::target()?, cargo_home()?].iter().map(|path| path.display().to_string()).collect();
    let files = files(&folder)?;
    for file in &files {
        let bytes = fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        if let Some(path) = machine.iter().find(|path| contains(&bytes, path.as_bytes())) {
            return Err(format!("{} names {path}", file.strip_prefix(&folder).unwrap_or(file).display()));
        }
    }
    Ok(format!("{} files", files.len()))
}

fn cargo_home() -> Result<PathBuf> {
    let home = || env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" }).map(|home| Path::new(&home).join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home).ok_or_else(|| "cargo's folder is not known: set CARGO_HOME".to_owned())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let told = |error| format!("cannot list {}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_among_other_bytes() {
        assert!(contains(b"\0\xff/home/x/src/lib.rs\0", b"/home/x"));
        assert!(!contains(b"\0\xff/home/y/src/lib.rs\0", b"/home/x"));
        assert!(!contains(b"/ho", b"/home/x"));
    }
}
