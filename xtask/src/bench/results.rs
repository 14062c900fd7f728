//! `benches/RESULTS.md`: one part for each bench, so that running one leaves the other's numbers alone.

use std::fs;

use crate::{Result, paths};

const RESULTS: &str = "benches/RESULTS.md";
const COLUMNAR: &str = "<!-- written by cargo xtask bench columnar -->";
const SCALING: &str = "<!-- written by cargo xtask bench scaling -->";

/// A part of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Columnar,
    Scaling,
}

/// Puts `text` in the place of what a bench wrote before.
pub fn replace(part: Part, text: &str) -> Result<()> {
    let path = paths::root()?.join(RESULTS);
    let before = if path.exists() { fs::read_to_string(&path).map_err(|error| format!("cannot read {RESULTS}: {error}"))? } else { String::new() };
    fs::write(&path, replaced(&before, part, text)).map_err(|error| format!("cannot write {RESULTS}: {error}"))
}

fn replaced(before: &str, part: Part, text: &str) -> String {
    let (columnar, scaling) = split(before);
    let (columnar, scaling) = match part {
        Part::Columnar => (text, scaling),
        Part::Scaling => (columnar, text),
    };
    let parts = [(COLUMNAR, columnar.trim()), (SCALING, scaling.trim())];
    let written: Vec<String> = parts.iter().filter(|(_, text)| !text.is_empty()).map(|(mark, text)| format!("{mark}\n{text}\n")).collect();
    written.join("\n")
}

/// The texts of both parts; a file without marks is dropped.
fn split(before: &str) -> (&str, &str) {
    let (first, scaling) = before.split_once(SCALING).unwrap_or((before, ""));
    let columnar = first.split_once(COLUMNAR).map_or("", |(_, columnar)| columnar);
    (columnar, scaling)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_replaced_and_the_other_stays() {
        let scaling = replaced("# without marks\n", Part::Scaling, "old scaling\n");
        assert_eq!(scaling, format!("{SCALING}\nold scaling\n"));
        let both = replaced(&scaling, Part::Columnar, "columnar\n");
        assert_eq!(both, format!("{COLUMNAR}\ncolumnar\n\n{SCALING}\nold scaling\n"));
        let newer = replaced(&both, Part::Scaling, "new scaling");
        assert_eq!(newer, format!("{COLUMNAR}\ncolumnar\n\n{SCALING}\nnew scaling\n"));
        assert_eq!(replaced(&newer, Part::Scaling, "new scaling"), newer);
    }
}
