//! The Pythons of the tests and of the benches: virtual environments in the target folder, made once and again when their requirements change.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, install, package, paths, step};

/// `tomllib` and the wider `date.fromisoformat` of the tests came with 3.11.
const OLDEST: (u32, u32) = (3, 11);
const CANDIDATES: [&str; 6] = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];
const INSTALL: &str = "-m pip install --quiet --disable-pip-version-check --no-input";

/// A virtual environment and what is installed into it.
pub struct Environment {
    folder: &'static str,
    requirements: &'static str,
    repeat: &'static str,
}

/// What the tests need.
pub const TESTS: Environment = Environment { folder: "venv", requirements: "tests/python/requirements.txt", repeat: "cargo xtask test python" };
/// What builds wheels.
pub const BUILDER: Environment = Environment { folder: "wheel-venv", requirements: "python/build-requirements.txt", repeat: "cargo xtask wheel" };
/// The C compiler and linker of wheels that run on older systems than this one.
pub const ZIG: Environment = Environment { folder: "zig-venv", requirements: "python/zig-requirements.txt", repeat: "cargo xtask wheel" };
/// The peers of the benches.
pub const PEERS: Environment = Environment { folder: "bench-venv", requirements: "benches/peers/requirements.txt", repeat: "cargo xtask bench" };

impl Environment {
    /// Makes the virtual environment, unless the one that is there was made from the same Python and requirements.
    pub fn prepare(&self) -> Result<()> {
        let (python, version) = find()?;
        let folder = self.folder()?;
        let stamp = folder.join("made-from.txt");
        let file = paths::root()?.join(self.requirements);
        let requirements = fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", self.requirements))?;
        let wanted = format!("# {python} {version}\n{requirements}");
        if fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == wanted) && step::succeeds(self.python("--version")?) {
            return step::check("python packages", self.repeat, || Ok("already there".to_owned()));
        }
        create(&python, &folder)?;
        step::quiet("python packages", self.installer(&python)?)?;
        fs::write(&stamp, wanted).map_err(|error| format!("cannot write {}: {error}", stamp.display()))
    }

    /// Its Python with `words`, in the repository.
    pub fn python(&self, words: &str) -> Result<Command> {
        let mut command = Command::new(self.interpreter()?);
        command.args(words.split_whitespace()).current_dir(paths::root()?);
        Ok(command)
    }

    /// The folder of its programs.
    pub fn programs(&self) -> Result<PathBuf> {
        Ok(self.folder()?.join(if cfg!(windows) { "Scripts" } else { "bin" }))
    }

    /// pip of the environment, or of the Python that it was made from.
    fn installer(&self, python: &str) -> Result<Command> {
        let mut command = if step::succeeds(self.python("-m pip --version")?) {
            self.python(INSTALL)?
        } else {
            let mut outside = plain(python, "-m pip --python");
            outside.arg(self.interpreter()?).args(INSTALL.split_whitespace().skip(2));
            outside
        };
        command.args(["-r", self.requirements]).current_dir(paths::root()?);
        Ok(command)
    }

    fn folder(&self) -> Result<PathBuf> {
        Ok(paths::target()?.join(self.folder))
    }

    fn interpreter(&self) -> Result<PathBuf> {
        Ok(self.programs()?.join(if cfg!(windows) { "python.exe" } else { "python" }))
    }
}

/// pytest on `words`, testing the program and the package that profile `ci` built.
pub fn pytest(words: &str) -> Result<Command> {
    let mut command = TESTS.python(&format!("-m pytest -q -ra -p no:cacheprovider {words}"))?;
    command.env("GOV_SITE_COMPLIANCE", paths::built("ci", "gov-site-compliance")?).env("PYTHONPATH", package::lay("ci", "python")?);
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("HYPOTHESIS_STORAGE_DIRECTORY", paths::target()?.join("hypothesis"));
    Ok(command)
}

/// A Python without any packages, outside of the repository's own code.
pub fn any() -> Result<Command> {
    Ok(plain(&find()?.0, ""))
}

/// Charts are drawn with Chinese labels: installs a font that has them where there is none.
pub fn chinese_font() -> Result<()> {
    if step::succeeds(TESTS.python("tests/python/glyphs.py")?) { Ok(()) } else { install::debian_package("fonts-wqy-microhei") }
}

fn create(python: &str, folder: &Path) -> Result<()> {
    let venv = |flags: &str| {
        let mut command = plain(python, &format!("-m venv --clear {flags}"));
        command.arg(folder);
        command
    };
    if step::succeeds(venv("")) {
        return Ok(());
    }
    // Debian keeps `ensurepip` in a package of its own; a pip that is there already can serve the new environment
    if step::succeeds(plain(python, "-m pip --version")) && step::succeeds(venv("--without-pip")) {
        return Ok(());
    }
    install::debian_package("python3-venv")?;
    step::quiet("python environment", venv("")).map(drop)
}

/// The first Python that is new enough, and its version; the variable PYTHON goes before all.
fn find() -> Result<(String, String)> {
    let chosen = env::var("PYTHON").ok();
    let candidates = chosen.as_deref().map_or(CANDIDATES.to_vec(), |python| vec![python]);
    for python in candidates {
        let version = step::capture(plain(python, "--version")).unwrap_or_default();
        let version = String::from_utf8_lossy(&version).trim().to_owned();
        if number(&version).is_some_and(|number| number >= OLDEST) {
            return Ok((python.to_owned(), version));
        }
    }
    let (major, minor) = OLDEST;
    Err(format!("no Python {major}.{minor} or newer found; install one, or name it: PYTHON=/path/to/python cargo xtask test"))
}

/// Major and minor number out of `Python 3.11.7`.
fn number(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix("Python ")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn plain(python: &str, words: &str) -> Command {
    let mut command = Command::new(python);
    command.args(words.split_whitespace());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert_eq!(number("Python 3.9.2"), Some((3, 9)));
        assert!(number("Python 3.9.2") < Some(OLDEST));
        assert!(number("Python 3.14.0rc1") > Some(OLDEST));
        assert_eq!(number("pyenv: python3: command not found"), None);
    }
}
