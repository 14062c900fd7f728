//! Saved pages of a census folder: files under `pages/` with `pages/index.csv` beside them, and WARC files.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use gov_site_compliance::Moment;

mod http;
mod index;
mod unlisted;
mod warc_file;

/// Folder of saved pages in a census folder.
const PAGES: &str = "pages";
/// List of the pages: one line a file.
const INDEX: &str = "index.csv";

/// A page as it was stored, undecoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPage {
    /// Where it is stored: a file of the folder, or a WARC file and the address in it.
    pub file: String,
    /// Its final address.
    pub url: String,
    /// When it was received.
    pub observed_at: Moment,
    /// The charset that the answer declared.
    pub charset: Option<String>,
    /// The bytes of the body.
    pub bytes: Vec<u8>,
}

/// A stored page that cannot be used, and why. The page is not evidence of anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedPage {
    /// Where it is stored.
    pub file: String,
    /// Why it is not used, and what to do.
    pub reason: String,
}

/// What is not used of the saved pages of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnusedPages {
    /// Pages that cannot be used, each with the reason.
    pub pages: Vec<UnusedPage>,
    /// Files of pages in the folder of pages that no line of its list names, so that nobody says where and when they were seen.
    pub unlisted: Vec<String>,
}

/// Why saved pages cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoredPagesError {
    /// No page is there.
    #[error("{}: there are no saved pages; put them in {PAGES}/ with {PAGES}/{INDEX} (file,url,observed_at,charset), or add a .warc or .warc.gz file", path.display())]
    Nothing {
        /// The folder.
        path: PathBuf,
    },
    /// A file cannot be read.
    #[error("{}: {cause}; see that it is there and readable", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says; part of the text, so no source of it.
        cause: std::io::Error,
    },
    /// The list of pages is wrong.
    #[error("{}: {reason}; write a line of headings file,url,observed_at,charset and one line a page", path.display())]
    Index {
        /// The list.
        path: PathBuf,
        /// Line and fault.
        reason: String,
    },
    /// A WARC file is none, or damaged in its first record; one that is damaged later gives the pages before it.
    #[error("{}: record {record}: {reason}; what comes behind it cannot be read: fetch the file anew, or move it away", path.display())]
    Warc {
        /// The file.
        path: PathBuf,
        /// Number of the record, from 1.
        record: usize,
        /// What is wrong.
        reason: String,
    },
}

/// Hands each saved page of a folder to `use_page`, one at a time, in the order of the list and of the WARC files' names; pages that
/// cannot be used come back with the reason, and so do pages in the folder that the list does not name. `limit` is the largest body that is taken whole; a larger one is cut one byte beyond it, so
/// that its reader sees that the budget is reached.
///
/// # Errors
/// [`StoredPagesError`]: no pages, a list or a WARC file that cannot be read.
pub fn stored_pages(dir: &Path, limit: usize, use_page: &mut dyn FnMut(StoredPage)) -> Result<UnusedPages, StoredPagesError> {
    let mut unused = Vec::new();
    let folder = dir.join(PAGES);
    let index = folder.join(INDEX);
    let warcs = warc_files(dir)?;
    if !index.is_file() && warcs.is_empty() {
        return Err(StoredPagesError::Nothing { path: dir.into() });
    }
    let listed = if index.is_file() { listed_pages(&index, limit, use_page, &mut unused)? } else { BTreeSet::new() };
    for path in warcs {
        warc_file::pages(&path, limit, use_page, &mut unused)?;
    }
    let unlisted = if folder.is_dir() { unlisted::pages(&folder, &listed).map_err(|cause| StoredPagesError::Io { path: folder, cause })? } else { Vec::new() };
    Ok(UnusedPages { pages: unused, unlisted })
}

/// Reads the pages of a list, and says which files it names.
fn listed_pages(path: &Path, limit: usize, use_page: &mut dyn FnMut(StoredPage), unused: &mut Vec<UnusedPage>) -> Result<BTreeSet<PathBuf>, StoredPagesError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut listed = BTreeSet::new();
    index::lines(path, &mut |line| {
        let number = line.number;
        let file = format!("{PAGES}/{}", line.file);
        listed.insert(PathBuf::from(&line.file));
        match listed_page(folder, &line, limit) {
            Ok((observed_at, bytes)) => use_page(StoredPage { file, url: line.url, observed_at, charset: line.charset, bytes }),
            Err(reason) => unused.push(UnusedPage { file, reason: format!("{INDEX} line {number}: {reason}") }),
        }
    })?;
    Ok(listed)
}

fn listed_page(folder: &Path, line: &index::Line, limit: usize) -> Result<(Moment, Vec<u8>), String> {
    let outside = Path::new(&line.file).components().any(|part| !matches!(part, std::path::Component::Normal(_)));
    if outside || line.file.is_empty() {
        return Err(format!("file {:?} is not inside of {PAGES}; name a file below it", line.file));
    }
    let observed_at = index::moment(&line.observed_at)
        .ok_or_else(|| format!("observed_at {:?} is no moment; write 2017-11-29T08:30:00+08:00, or the day 2017-11-29", line.observed_at))?;
    let bytes = read_up_to(&folder.join(&line.file), limit).map_err(|error| format!("{error}; put the file there, or take its line out of {INDEX}"))?;
    Ok((observed_at, bytes))
}

/// The bytes of a file, one more than the limit at most.
fn read_up_to(path: &Path, limit: usize) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    fs::File::open(path)?.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The WARC files of a folder and of its folder of pages, by name.
fn warc_files(dir: &Path) -> Result<Vec<PathBuf>, StoredPagesError> {
    let mut found = Vec::new();
    for folder in [dir.to_path_buf(), dir.join(PAGES)].iter().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(folder).map_err(|cause| StoredPagesError::Io { path: folder.clone(), cause })? {
            let path = entry.map_err(|cause| StoredPagesError::Io { path: folder.clone(), cause })?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
            if name.ends_with(".warc") || name.ends_with(".warc.gz") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
