//! Small folders and their rows.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use gov_site_generate::{Options, Summary, generate};
use tempfile::TempDir;

/// A generated folder that is gone at the end.
pub struct Made {
    pub dir: TempDir,
    pub summary: Summary,
}

/// Small sites with all that a veto needs.
pub fn small() -> Options {
    Options { sites: 60, columns: 14, updates: 4, visits: 140, tickets: 3, ..Options::default() }
}

pub fn made(options: &Options) -> Made {
    let dir = tempfile::tempdir().unwrap();
    let summary = generate(dir.path(), options, &mut |_| {}).unwrap();
    Made { dir, summary }
}

impl Made {
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Rows of a CSV file without its headings; no generated cell holds a comma.
    pub fn rows(&self, name: &str) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.path(name)).unwrap();
        text.lines().skip(1).map(|line| line.split(',').map(str::to_string).collect()).collect()
    }

    /// Bytes of every file by its path in the folder.
    pub fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(self.dir.path(), self.dir.path(), &mut found);
        found
    }

    /// Bytes of the files of the truth.
    pub fn truth(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.bytes().into_iter().filter(|(path, _)| path.starts_with("truth")).collect()
    }
}

fn collect(root: &Path, dir: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            found.insert(path.strip_prefix(root).unwrap().into(), fs::read(&path).unwrap());
        }
    }
}
