//! Watches the text of a CSV file on its way to the reader: line of every record, quotes that never close.

use std::{
    collections::VecDeque,
    io::{self, Read},
};

/// A quoted cell longer than this never closes, as far as anybody can tell; the rest of the file is only read.
const LONGEST_CELL: u64 = 16 << 20;
const BOM: &[u8; 3] = b"\xef\xbb\xbf";

/// Where in a record the next byte stands; the same steps as those of the `csv` crate with quotes, commas, CR and LF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    RecordStart,
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// A reader that is watched.
pub(crate) struct Watched<R> {
    inner: R,
    /// Bytes read ahead in search of a BOM.
    head: VecDeque<u8>,
    delimiter: u8,
    at: At,
    line: u64,
    after_cr: bool,
    starts: VecDeque<u64>,
    quoted: u64,
    ended: bool,
}

impl<R: Read> Watched<R> {
    /// Watches a reader of cells with this sign between them; BOMs at its beginning are left out.
    pub(crate) fn new(mut inner: R, delimiter: u8) -> io::Result<Watched<R>> {
        let mut head = Vec::from(BOM);
        // More than one is possible when files were joined; the reader behind would strip the second unseen.
        while head == BOM {
            head.clear();
            inner.by_ref().take(BOM.len() as u64).read_to_end(&mut head)?;
        }
        let head = VecDeque::from(head);
        let starts = VecDeque::new();
        Ok(Watched { inner, head, delimiter, at: At::RecordStart, line: 1, after_cr: false, starts, quoted: 0, ended: false })
    }

    /// Line where the next record begins, for each record in turn.
    pub(crate) fn next_start(&mut self) -> Option<u64> {
        self.starts.pop_front()
    }

    /// Whether the record whose start was taken last is cut off by the end of the file inside a quoted cell.
    pub(crate) fn is_unclosed(&self) -> bool {
        self.ended && self.at == At::Quoted && self.starts.is_empty()
    }

    /// The reader that is watched.
    pub(crate) fn inner(&self) -> &R {
        &self.inner
    }

    fn watch(&mut self, byte: u8) {
        let is_end = matches!(byte, b'\n' | b'\r');
        if self.at == At::RecordStart && !is_end {
            self.starts.push_back(self.line);
            self.at = At::FieldStart;
        }
        self.at = match (self.at, byte) {
            (At::Quoted, b'"') => At::QuoteInQuoted,
            (At::Quoted, _) | (At::FieldStart | At::QuoteInQuoted, b'"') => At::Quoted,
            (_, byte) if byte == self.delimiter => At::FieldStart,
            (_, b'\n' | b'\r') => At::RecordStart,
            _ => At::Plain,
        };
        self.quoted = if self.at == At::Quoted { self.quoted + 1 } else { 0 };
        self.line += u64::from(byte == b'\r' || (byte == b'\n' && !self.after_cr));
        self.after_cr = byte == b'\r';
    }

    /// Reads the rest of the file without handing it on.
    fn drain(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        while self.inner.read(buffer)? > 0 {}
        Ok(())
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.ended {
            return Ok(0);
        }
        if self.quoted > LONGEST_CELL {
            self.drain(buffer)?;
            self.ended = true;
            return Ok(0);
        }
        let mut count = self.head.read(buffer)?;
        if count == 0 {
            count = self.inner.read(buffer)?;
        }
        buffer[..count].iter().for_each(|byte| self.watch(*byte));
        self.ended = count == 0;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(bytes: &[u8]) -> (Vec<u8>, Watched<&[u8]>) {
        let mut reader = Watched::new(bytes, b',').unwrap();
        let mut out = Vec::new();
        reader.read_to_end(&mut out).unwrap();
        (out, reader)
    }

    fn starts(bytes: &[u8]) -> Vec<u64> {
        let (_, mut reader) = watched(bytes);
        std::iter::from_fn(|| reader.next_start()).collect()
    }

    #[test]
    fn records_know_their_line() {
        assert_eq!(starts(b"a,b\n1,2\n3,4"), [1, 2, 3]);
        assert_eq!(starts(b"a,b\r\n\r\n1,2\r\n"), [1, 3]);
        assert_eq!(starts(b"a\r1\r2\r"), [1, 2, 3]);
        assert_eq!(starts(b"a,b\n\"x\ny\",2\n3,4\n"), [1, 2, 4]);
        assert_eq!(starts(b"a,b\n\"x\r\n\"\"y\",2\n3,4\n"), [1, 2, 4]);
    }

    #[test]
    fn boms_are_left_out() {
        let (out, _) = watched(b"\xef\xbb\xbfa");
        assert_eq!(out, b"a");
        let (out, _) = watched(b"\xef\xbb\xbf\xef\xbb\xbf\"a");
        assert_eq!(out, b"\"a");
        let (out, _) = watched(b"\xef\xbb");
        assert_eq!(out, b"\xef\xbb");
    }

    #[test]
    fn only_a_quote_that_opens_a_cell_can_stay_open() {
        let unclosed = |bytes: &[u8]| {
            let (_, mut reader) = watched(bytes);
            while reader.next_start().is_some() {}
            reader.is_unclosed()
        };
        assert!(unclosed(b"a\n\"b\nc"));
        assert!(unclosed(b"a\n\"b\"\""));
        assert!(!unclosed(b"a\n5\" screen\nc"));
        assert!(!unclosed(b"a\n\"b\"\"\"\nc"));
        assert!(!unclosed(b"a\n\"b\""));
    }

    #[test]
    fn an_endless_quoted_cell_is_cut() {
        let mut bytes = b"a\n\"".to_vec();
        bytes.resize(bytes.len() + (LONGEST_CELL as usize) + (1 << 20), b'x');
        let mut reader = Watched::new(bytes.as_slice(), b',').unwrap();
        let mut buffer = vec![0; 1 << 16];
        let mut handed_on = 0;
        while let count @ 1.. = reader.read(&mut buffer).unwrap() {
            handed_on += count;
        }
        assert!(handed_on < bytes.len());
        assert!(reader.inner().is_empty());
        assert_eq!((reader.next_start(), reader.next_start(), reader.is_unclosed()), (Some(1), Some(2), true));
    }
}
