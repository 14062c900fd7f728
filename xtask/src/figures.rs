//! Files of figures that are kept in the repository: lines `name = 1_234`, blank lines, and comments.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::{Result, paths};

/// Figures by their names.
pub type Figures = BTreeMap<String, u64>;

/// The figures of `file`, a path in the repository; none when there is no such file.
pub fn read(file: &str) -> Result<Figures> {
    let path = paths::root()?.join(file);
    if !path.exists() {
        return Ok(Figures::new());
    }
    parsed(file, &fs::read_to_string(&path).map_err(|error| format!("cannot read {file}: {error}"))?)
}

/// Writes the figures in the order given, below a comment.
pub fn write(file: &str, comment: &str, figures: &[(String, u64)]) -> Result<()> {
    fs::write(paths::root()?.join(file), written(comment, figures)).map_err(|error| format!("cannot write {file}: {error}"))
}

/// 1234567 as 1_234_567.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join("_")
}

fn parsed(file: &str, text: &str) -> Result<Figures> {
    let mut figures = Figures::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let (name, figure) = entry(line).ok_or_else(|| format!("{file}:{}: expected `name = 1_234`, found `{line}`", index + 1))?;
        figures.insert(name, figure);
    }
    Ok(figures)
}

fn entry(line: &str) -> Option<(String, u64)> {
    let (name, figure) = line.split_once('=')?;
    Some((name.trim().to_owned(), figure.trim().replace('_', "").parse().ok()?))
}

fn written(comment: &str, figures: &[(String, u64)]) -> String {
    let mut text = format!("# {comment}\n");
    for (name, figure) in figures {
        // writing to a String does not fail
        let _ = writeln!(text, "{name} = {}", grouped(*figure));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_back_as_they_were_written() {
        let figures = [("sites_100".to_owned(), 1_234_567), ("fold".to_owned(), 89)];
        assert_eq!(written("Sizes.", &figures), "# Sizes.\nsites_100 = 1_234_567\nfold = 89\n");
        assert_eq!(parsed("x.toml", &written("Sizes.", &figures)), Ok(Figures::from(figures)));
        assert_eq!(parsed("x.toml", "\nfold = many\n").unwrap_err(), "x.toml:2: expected `name = 1_234`, found `fold = many`");
    }
}
