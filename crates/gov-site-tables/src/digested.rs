//! Counts and digests the bytes of a file on their way.

use std::{
    fmt::Write as _,
    io::{self, Read},
};

use sha2::{Digest, Sha256};

/// A reader whose bytes are counted and digested.
pub(crate) struct Digested<R> {
    inner: R,
    digest: Sha256,
    bytes: u64,
}

impl<R: Read> Digested<R> {
    pub(crate) fn new(inner: R) -> Digested<R> {
        Digested { inner, digest: Sha256::new(), bytes: 0 }
    }

    /// The reader: whatever is read from it here goes by unseen.
    pub(crate) fn inner(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Bytes so far.
    pub(crate) fn count(&self) -> u64 {
        self.bytes
    }

    /// SHA-256 of all bytes so far in hexadecimal.
    pub(crate) fn sha256(&self) -> String {
        self.digest.clone().finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

impl<R: Read> Read for Digested<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.digest.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}
