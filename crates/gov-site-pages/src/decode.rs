//! Bytes to text: which encoding was taken, and why.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use serde::Serialize;

/// What an encoding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DecodedBy {
    /// A byte order mark.
    Bom,
    /// The charset of the answer.
    Header,
    /// The declaration in the page.
    Meta,
    /// The bytes themselves, against a declaration that they contradict or in its absence.
    Detection,
}

/// The encoding that was assumed (part of the evidence: a wrong one would make wrong texts).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decoding {
    /// Name of the encoding (WHATWG).
    pub encoding: &'static str,
    /// What it rests on.
    pub by: DecodedBy,
    /// The charset that the answer or the page declared, as written.
    pub declared: Option<String>,
    /// Signs that could not be decoded and stand as U+FFFD.
    pub replaced: usize,
}

/// Decodes a page: a byte order mark first, then the charset of the answer, then the declaration in the page, each only if the bytes
/// can be read that way; else what the bytes look like.
pub(crate) fn decode<'a>(bytes: &'a [u8], header: Option<&str>) -> (Cow<'a, str>, Decoding) {
    let meta = declared_in(bytes);
    let declared = header.map(str::to_owned).or_else(|| meta.map(str::to_owned));
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return finish(&bytes[mark..], encoding, DecodedBy::Bom, declared);
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return finish(bytes, encoding, DecodedBy::Detection, declared);
    }
    for (label, by) in [(header, DecodedBy::Header), (meta, DecodedBy::Meta)] {
        let Some(encoding) = label.and_then(|label| Encoding::for_label(label.trim().as_bytes())) else { continue };
        if encoding != UTF_16LE && encoding != UTF_16BE && reads(bytes, encoding) {
            return finish(bytes, encoding, by, declared);
        }
    }
    finish(bytes, detected(bytes), DecodedBy::Detection, declared)
}

fn finish<'a>(bytes: &'a [u8], encoding: &'static Encoding, by: DecodedBy, declared: Option<String>) -> (Cow<'a, str>, Decoding) {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    (text, Decoding { encoding: encoding.name(), by, declared, replaced })
}

/// Whether bytes are what a declaration says. UTF-8 is strict enough to contradict any other declaration that it passes under: Chinese
/// text in GBK is almost never well-formed UTF-8.
fn reads(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let well_formed = std::str::from_utf8(trimmed(bytes)).is_ok();
    if encoding == UTF_8 { well_formed } else { !well_formed || bytes.is_ascii() }
}

/// The bytes without a sign cut off at the end: saved pages are cut by size.
fn trimmed(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    if guess == encoding_rs::GBK { GB18030 } else { guess }
}

/// UTF-16 without a mark: markup is ASCII, so every second byte of it is zero.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = head.len() / 8;
    match head.len() >= 16 {
        true if odd > enough && even * 8 < odd => Some(UTF_16LE),
        true if even > enough && odd * 8 < even => Some(UTF_16BE),
        _ => None,
    }
}

/// The charset of a `meta` tag (or XML declaration) in the first bytes of a page.
fn declared_in(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(4096)];
    memchr::memmem::find_iter(head, b"=").filter(|at| name_before(head, *at)).find_map(|at| label_after(&head[at + 1..]))
}

/// Whether `charset` or `encoding` stands before a sign of equality.
fn name_before(head: &[u8], at: usize) -> bool {
    let name = head[..at].trim_ascii_end();
    let ends = |word: &[u8]| name.len() >= word.len() && name[name.len() - word.len()..].eq_ignore_ascii_case(word);
    ends(b"charset") || ends(b"encoding")
}

fn label_after(rest: &[u8]) -> Option<&str> {
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte)).unwrap_or(rest.len());
    std::str::from_utf8(&rest[..end]).ok().filter(|label| !label.is_empty())
}
