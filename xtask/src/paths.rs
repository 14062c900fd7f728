//! Where things lie: the repository, the target folder, the programs that are built.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

/// The repository: the folder above `xtask`.
pub fn root() -> Result<PathBuf> {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
    Path::new(&manifest).parent().map(Path::to_path_buf).ok_or_else(|| "xtask has no parent folder; start it as `cargo xtask`".to_owned())
}

/// The target folder, read off where this very program was built, so that every way of setting it is honoured.
pub fn target() -> Result<PathBuf> {
    let program = env::current_exe().map_err(|error| format!("cannot tell where xtask was built: {error}"))?;
    program.ancestors().nth(2).map(Path::to_path_buf).ok_or_else(|| format!("{} lies in no target folder; start it as `cargo xtask`", program.display()))
}

/// A program of this workspace, built with `profile`.
pub fn built(profile: &str, name: &str) -> Result<PathBuf> {
    Ok(target()?.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX)))
}

/// `cargo` with `words` as its arguments, in the repository.
pub fn cargo(words: &str) -> Result<Command> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(words.split_whitespace()).current_dir(root()?);
    Ok(command)
}

/// The PATH with the programs of `folder` before all others.
pub fn before_others(folder: PathBuf) -> Result<OsString> {
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(folder).chain(env::split_paths(&others))).map_err(|error| format!("the PATH cannot be extended: {error}"))
}
