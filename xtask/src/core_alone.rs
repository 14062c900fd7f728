//! The core stands alone: `#![no_std]` by construction, and one version of each library that exchanges data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Result, paths, step};

/// Libraries whose types cross crates: two versions of one could not talk to each other.
const ONCE: [&str; 3] = ["arrow", "parquet", "pyo3"];

/// What the core is built from, and with which features, when nothing else asks for more.
const FEATURES: &str = "tree -p gov-site-compliance --edges features,no-dev,no-build,no-proc-macro --prefix none --locked";

/// The core declares `#![no_std]`, none of its files brings `std` back, and none of its dependencies is built with it.
pub fn no_std() -> Result<String> {
    let source = paths::root()?.join("crates/gov-site-compliance/src");
    let files = rust_files(&source)?;
    for file in &files {
        let text = fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        if file.ends_with("src/lib.rs") && !has_line(&text, "#![no_std]") {
            return Err(format!("{} lacks the line #![no_std]", file.display()));
        }
        if let Some(line) = brings_std(&text) {
            return Err(format!("{}:{line}: the core may not use std; take it from core or alloc", file.display()));
        }
    }
    let features = step::capture(paths::cargo(FEATURES)?)?;
    match with_std(&String::from_utf8_lossy(&features)) {
        None => Ok(format!("{} files", files.len())),
        Some(name) => Err(format!("{name} is built with its feature `std`; ask for it with default-features = false, or see who does: cargo {FEATURES}")),
    }
}

/// The first library in a tree of features whose feature `std` is on.
fn with_std(tree: &str) -> Option<&str> {
    tree.lines().find_map(|line| line.trim_end_matches(" (*)").strip_suffix(" feature \"std\""))
}

/// No library of [`ONCE`] stands in the tree with two versions.
pub fn no_duplicates() -> Result<String> {
    let tree = step::capture(paths::cargo("tree --duplicates --workspace --all-features --depth 0 --prefix none --locked")?)?;
    let twice = duplicates(&String::from_utf8_lossy(&tree));
    match twice.first() {
        None => Ok(String::new()),
        Some((name, versions)) => Err(format!("{name} is there in the versions {versions}; `cargo tree --workspace --invert {name}` tells who asks for them")),
    }
}

fn duplicates(tree: &str) -> Vec<(String, String)> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            versions.entry(name).or_default().insert(version);
        }
    }
    let matters = |name: &str| ONCE.iter().any(|prefix| name.starts_with(prefix));
    let twice = versions.into_iter().filter(|(name, versions)| matters(name) && versions.len() > 1);
    twice.map(|(name, versions)| (name.to_owned(), versions.into_iter().collect::<Vec<_>>().join(", "))).collect()
}

fn has_line(text: &str, wanted: &str) -> bool {
    text.lines().any(|line| line.trim() == wanted)
}

/// Number of the first line, comments apart, with `extern crate std`.
fn brings_std(text: &str) -> Option<usize> {
    let code = |line: &str| line.split("//").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().position(|line| code(line).contains("extern crate std")).map(|index| index + 1)
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let told = |error| format!("cannot list {}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn std_is_seen_in_code_but_not_in_comments() {
        assert_eq!(brings_std("// extern crate std;\nuse core::fmt;\n"), None);
        assert_eq!(brings_std("use core::fmt;\n    pub extern  crate std;\n"), Some(2));
    }

    #[test]
    fn a_feature_std_is_seen() {
        assert_eq!(with_std("serde v1.0.0\nserde feature \"alloc\"\n"), None);
        assert_eq!(with_std("serde feature \"alloc\"\nserde feature \"std\" (*)\n"), Some("serde"));
    }

    #[test]
    fn one_version_built_twice_is_no_duplicate() {
        let tree = "arrow-array v59.0.0\n\narrow-array v59.0.0\n\nsyn v1.0.0\n\nsyn v2.0.0\n";
        assert_eq!(duplicates(tree), []);
        let tree = "arrow-array v58.1.0\n\narrow-array v59.0.0\n";
        assert_eq!(duplicates(tree), [("arrow-array".to_owned(), "v58.1.0, v59.0.0".to_owned())]);
        let tree = "parquet v58.1.0\n\nparquet v59.0.0\n";
        assert_eq!(duplicates(tree), [("parquet".to_owned(), "v58.1.0, v59.0.0".to_owned())]);
    }
}
