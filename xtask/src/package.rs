//! The Python package as a folder that `PYTHONPATH` can name: its sources and the extension that cargo built.

use std::{env, fs, path::PathBuf};

use crate::{Result, paths};

const SOURCES: &str = "python/gov_site_compliance";

/// Lays the package, with the extension that `profile` built, below `folder` in the target folder; returns that folder.
pub fn lay(profile: &str, folder: &str) -> Result<PathBuf> {
    let above = paths::target()?.join(folder);
    let package = above.join("gov_site_compliance");
    let told = |what: String| move |error: std::io::Error| format!("cannot {what}: {error}");
    if package.exists() {
        fs::remove_dir_all(&package).map_err(told(format!("clear {}", package.display())))?;
    }
    fs::create_dir_all(&package).map_err(told(format!("make {}", package.display())))?;
    let sources = fs::read_dir(paths::root()?.join(SOURCES)).map_err(told(format!("list {SOURCES}")))?;
    for source in sources {
        let source = source.map_err(told(format!("list {SOURCES}")))?;
        if source.path().is_file() {
            fs::copy(source.path(), package.join(source.file_name())).map_err(told(format!("copy {}", source.path().display())))?;
        }
    }
    let built = paths::target()?.join(profile).join(format!("{}_native{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX));
    let extension = package.join(if cfg!(windows) { "_native.pyd" } else { "_native.abi3.so" });
    fs::copy(&built, extension).map_err(told(format!("copy {}", built.display())))?;
    Ok(above)
}
