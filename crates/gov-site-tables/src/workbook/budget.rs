//! A reader that gives out no more than it may, so that nobody behind it gathers a piece without end.

use std::io::{self, BufRead, BufReader, Read};

/// Longest piece of a part: a tag, a text, or a whole cell.
pub(super) const PIECE: u64 = 16 << 20;

/// A reader with the bytes that the piece at hand may still have, and all bytes so far.
pub(super) struct Budget<R> {
    inner: BufReader<R>,
    left: u64,
    total: u64,
    limit: u64,
}

impl<R: Read> Budget<R> {
    pub(super) fn new(inner: R) -> Budget<R> {
        Budget { inner: BufReader::with_capacity(1 << 16, inner), left: PIECE, total: 0, limit: u64::MAX }
    }

    /// Begins a new piece.
    pub(super) fn renew(&mut self) {
        self.left = PIECE;
    }

    /// Sets how many bytes there may be in all.
    pub(super) fn limit(&mut self, limit: u64) {
        self.limit = limit;
    }
}

impl<R: Read> BufRead for Budget<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("a cell or a tag of it is longer than 16 MiB"));
        }
        if self.total > self.limit {
            return Err(io::Error::other(format!("a part of it is longer than {} MiB when unpacked", self.limit >> 20)));
        }
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        let bytes = self.inner.fill_buf()?;
        Ok(&bytes[..bytes.len().min(left)])
    }

    fn consume(&mut self, count: usize) {
        self.inner.consume(count);
        self.left = self.left.saturating_sub(count as u64);
        self.total += count as u64;
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
