//! What is wrong with a standard's file.

use alloc::string::String;

/// A standard that cannot be used: file, line, key, problem, what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {key}: {problem}; {remedy}")]
pub struct StandardError {
    /// File.
    pub file: String,
    /// Line from 1.
    pub line: usize,
    /// Key, dotted from the top.
    pub key: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

/// The line (from 1) of a byte of a text.
pub fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|sign| *sign == b'\n').count() + 1
}
