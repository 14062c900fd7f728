//! `benches/RESULTS.md`: one part for each bench, so that running one leaves the other's numbers alone.

use std::fs;

use crate::{Result, paths};

const RESULTS: &str = "benches/RESULTS.md";

/// A part of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Columnar,
    Pages,
    Scaling,
}

impl Part {
    /// All of them, in their order in the file.
    const ALL: [Part; 3] = [Part::Columnar, Part::Pages, Part::Scaling];

    /// The line that begins it.
    fn mark(self) -> &'static str {
        match self {
            Part::Columnar => "<!-- written by cargo xtask bench columnar -->",
            Part::Pages => "<!-- written by cargo xtask bench pages -->",
            Part::Scaling => "<!-- written by cargo xtask bench scaling -->",
        }
    }

    /// Its text in the file; a file without marks has none.
    fn text(self, file: &str) -> &str {
        let after = file.split_once(self.mark()).map_or("", |(_, after)| after);
        let end = Part::ALL.iter().filter_map(|part| after.find(part.mark())).min().unwrap_or(after.len());
        &after[..end]
    }
}

/// Puts `text` in the place of what a bench wrote before.
pub fn replace(part: Part, text: &str) -> Result<()> {
    let path = paths::root()?.join(RESULTS);
    let before = if path.exists() { fs::read_to_string(&path).map_err(|error| format!("cannot read {RESULTS}: {error}"))? } else { String::new() };
    fs::write(&path, replaced(&before, part, text)).map_err(|error| format!("cannot write {RESULTS}: {error}"))
}

fn replaced(before: &str, part: Part, text: &str) -> String {
    let texts = Part::ALL.iter().map(|one| (one.mark(), if *one == part { text } else { one.text(before) }.trim()));
    let written: Vec<String> = texts.filter(|(_, text)| !text.is_empty()).map(|(mark, text)| format!("{mark}\n{text}\n")).collect();
    written.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_replaced_and_the_others_stay() {
        let [columnar, pages, scaling] = Part::ALL.map(Part::mark);
        let first = replaced("# without marks\n", Part::Scaling, "old scaling\n");
        assert_eq!(first, format!("{scaling}\nold scaling\n"));
        let both = replaced(&first, Part::Columnar, "columnar\n");
        assert_eq!(both, format!("{columnar}\ncolumnar\n\n{scaling}\nold scaling\n"));
        let newer = replaced(&both, Part::Scaling, "new scaling");
        assert_eq!(newer, format!("{columnar}\ncolumnar\n\n{scaling}\nnew scaling\n"));
        let all = replaced(&newer, Part::Pages, "pages");
        assert_eq!(all, format!("{columnar}\ncolumnar\n\n{pages}\npages\n\n{scaling}\nnew scaling\n"));
        assert_eq!(replaced(&all, Part::Pages, "pages"), all);
    }
}
