//! Pages that lie in the folder of pages and that its list does not name: nobody says where and when they were seen.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{INDEX, PAGES};

/// Endings of saved pages. What browsers save beside a page (pictures, scripts, styles) has others.
const ENDINGS: [&str; 9] = ["html", "htm", "shtml", "xhtml", "asp", "aspx", "jsp", "php", "do"];

/// The pages below a folder that are not among those listed, by name.
pub(super) fn pages(folder: &Path, listed: &BTreeSet<PathBuf>) -> io::Result<Vec<String>> {
    let (mut found, mut folders) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(folder.join(&below))? {
            let entry = entry?;
            let file = below.join(entry.file_name());
            // Links to folders are not followed: they may lead in a circle.
            if entry.file_type()?.is_dir() {
                folders.push(file);
            } else if is_page(&file) && !listed.contains(&file) && file != Path::new(INDEX) {
                found.push(format!("{PAGES}/{}", file.display()));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file has the ending of a page, or none at all, as addresses such as `/tzgg` leave it.
fn is_page(file: &Path) -> bool {
    let is_hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !is_hidden && file.extension().is_none_or(|end| ENDINGS.iter().any(|known| end.eq_ignore_ascii_case(known)))
}
