//! The texts in Rust source: string literals, without those of comments, attributes and test modules, and without what is formatted into them.

use std::io;
use std::path::{Path, PathBuf};

/// A text and its line, from 1.
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// What is no reader: tests, and the tables of Arrow, whose texts are names of fields and messages.
const NO_READERS: [&str; 4] = ["tests", "tests.rs", "arrow", "arrow.rs"];

/// The Rust files of the readers under a folder, in order.
pub fn of_readers(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| NO_READERS.iter().any(|other| name == *other)) {
            continue;
        }
        if path.is_dir() {
            files.extend(of_readers(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The literals of a file up to its test module, which stands at the end; one in a file of its own ends nothing.
pub fn of(source: &str) -> Vec<Literal> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or(source);
    let mut literals = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let width = match rest.as_bytes() {
            [b'/', b'/', ..] | [b'#', b'[', ..] => rest.find('\n').unwrap_or(rest.len()),
            [b'/', b'*', ..] => rest.find("*/").map_or(rest.len(), |end| end + 2),
            [b'\'', ..] => quoted_sign(rest),
            [b'r', b'"' | b'#', ..] if raw(rest).is_some() => keep(source, at, raw(rest), &mut literals),
            [b'"', ..] => keep(source, at, plain(rest), &mut literals),
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        at += width;
    }
    literals
}

/// A literal: what it holds, and how long it is with its quotes.
type Found<'s> = Option<(&'s str, usize)>;

fn keep(source: &str, at: usize, found: Found<'_>, literals: &mut Vec<Literal>) -> usize {
    let Some((text, width)) = found else { return 1 };
    literals.push(Literal { line: source[..at].matches('\n').count() + 1, text: without_arguments(text) });
    width
}

/// A text without `{…}`.
fn without_arguments(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |out, part| out + " " + part.split_once('}').map_or(part, |(_, after)| after))
}

fn plain(rest: &str) -> Found<'_> {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, sign)| {
        let closes = *sign == '"' && !escaped;
        escaped = *sign == '\\' && !escaped;
        closes
    });
    end.map(|(end, _)| (&rest[1..end], end + 1))
}

fn raw(rest: &str) -> Found<'_> {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    let inner = rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = inner.find(&close)?;
    Some((&inner[..end], 1 + hashes + 1 + end + close.len()))
}

/// The width of a sign in quotes (`'"'`, `'\''`); 1 of a lifetime.
fn quoted_sign(rest: &str) -> usize {
    let mut signs = rest.char_indices().skip(1);
    match (signs.next(), signs.next(), signs.next()) {
        (Some((_, '\\')), _, Some(_)) => rest[3..].find('\'').map_or(1, |end| end + 4),
        (Some(_), Some((end, '\'')), _) => end + 1,
        _ => 1,
    }
}
