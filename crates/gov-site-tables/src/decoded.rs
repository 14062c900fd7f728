//! The bytes of a file of text as UTF-8.

use std::{
    fs::File,
    io::{self, Chain, Cursor, Read},
};

use encoding_rs::{Decoder, DecoderResult};

use crate::{
    digested::Digested,
    encoding::{Encoding, HEAD},
};

/// Bytes that are decoded at once.
const PIECE: usize = 1 << 16;
/// A byte that UTF-8 does not have: it stands for whatever could not be decoded.
const BROKEN: u8 = 0xff;

/// The bytes of a file, and which of them were read ahead.
type Bytes = Chain<Cursor<Vec<u8>>, Digested<File>>;

/// The bytes of a file as UTF-8.
pub(crate) struct Decoded {
    bytes: Bytes,
    encoding: Encoding,
    decoder: Option<Decoder>,
    /// Bytes that are still to be decoded, from a position on.
    raw: Vec<u8>,
    at: usize,
    /// Decoded bytes that are still to be handed out, from a position on.
    out: Vec<u8>,
    out_at: usize,
    /// Whether the decoder knows that the file is at its end, and whether it is done.
    told: bool,
    done: bool,
}

impl Decoded {
    /// Looks at the beginning of a file.
    pub(crate) fn new(file: File) -> io::Result<Decoded> {
        let mut digested = Digested::new(file);
        let mut head = Vec::new();
        digested.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        let encoding = Encoding::of(&head, digested.inner())?;
        let decoder = encoding.rules().map(|rules| rules.new_decoder_without_bom_handling());
        let bytes = Cursor::new(head).chain(digested);
        Ok(Decoded { bytes, encoding, decoder, raw: Vec::new(), at: 0, out: Vec::new(), out_at: 0, told: false, done: false })
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The beginning of the file as UTF-8.
    pub(crate) fn head(&self) -> Vec<u8> {
        let head = self.bytes.get_ref().0.get_ref();
        match self.encoding.rules() {
            None => head.clone(),
            Some(rules) => rules.decode_without_bom_handling(head).0.into_owned().into_bytes(),
        }
    }

    /// Bytes of the file so far.
    pub(crate) fn count(&self) -> u64 {
        let (head, rest) = self.bytes.get_ref();
        rest.count() - (head.get_ref().len() as u64 - head.position())
    }

    /// SHA-256 of the bytes so far.
    pub(crate) fn sha256(&self) -> String {
        self.bytes.get_ref().1.sha256()
    }

    /// Decodes until there is something to hand out or nothing is left.
    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        self.out_at = 0;
        self.out.clear();
        while self.out.is_empty() && !self.done {
            if self.at == self.raw.len() && !self.told {
                self.raw.resize(PIECE, 0);
                let count = self.bytes.read(&mut self.raw)?;
                self.raw.truncate(count);
                (self.at, self.told) = (0, count == 0);
            }
            self.out.resize(PIECE, 0);
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(&self.raw[self.at..], &mut self.out, self.told);
            self.at += read;
            self.out.truncate(written);
            match result {
                DecoderResult::Malformed(..) => self.out.push(BROKEN),
                DecoderResult::InputEmpty => self.done = self.told,
                DecoderResult::OutputFull => {}
            }
        }
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return self.bytes.read(buffer);
        }
        if self.out_at == self.out.len() {
            self.decode()?;
        }
        let count = (&self.out[self.out_at..]).read(buffer)?;
        self.out_at += count;
        Ok(count)
    }
}
