//! Bytes to text: which encoding was taken, and why.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;

/// Signs of more than one byte that are well-formed for each fault, where a text is taken for UTF-8 with faults.
const SIGNS_A_FAULT: usize = 8;

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

/// Whether a charset has a decoder, in any of its names (WHATWG).
///
/// ```
/// assert!(gov_site_pages::is_charset("GB2312"));
/// assert!(!gov_site_pages::is_charset("gbk2"));
/// ```
pub fn is_charset(label: &str) -> bool {
    Encoding::for_label(label.trim().as_bytes()).is_some()
}

/// Decodes a page: a byte order mark first, then the charset of the answer, then the declaration in the page, each only if the bytes
/// can be read that way; else what the bytes look like.
pub(crate) fn decode<'a>(bytes: &'a [u8], header: Option<&str>) -> (Cow<'a, str>, Decoding) {
    let utf8 = simdutf8::basic::from_utf8(bytes).ok();
    let meta = declared_in(bytes);
    let declared = header.map(str::to_owned).or_else(|| meta.map(str::to_owned));
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return finish(&bytes[mark..], utf8.map(|text| &text[mark..]), encoding, DecodedBy::Bom, declared);
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return finish(bytes, utf8, encoding, DecodedBy::Detection, declared);
    }
    for (label, by) in [(header, DecodedBy::Header), (meta, DecodedBy::Meta)] {
        let Some(encoding) = label.and_then(|label| Encoding::for_label(label.trim().as_bytes())) else { continue };
        if encoding != UTF_16LE && encoding != UTF_16BE && reads(bytes, utf8, encoding) {
            return finish(bytes, utf8, encoding, by, declared);
        }
    }
    finish(bytes, utf8, detected(bytes, utf8), DecodedBy::Detection, declared)
}

/// The text of bytes under an encoding; `utf8` is their text where they are UTF-8 without a fault.
fn finish<'a>(bytes: &'a [u8], utf8: Option<&'a str>, encoding: &'static Encoding, by: DecodedBy, declared: Option<String>) -> (Cow<'a, str>, Decoding) {
    if let Some(text) = utf8.filter(|_| encoding == UTF_8) {
        return (Cow::Borrowed(text), Decoding { encoding: encoding.name(), by, declared, replaced: 0 });
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    (text, Decoding { encoding: encoding.name(), by, declared, replaced })
}

/// Whether bytes are what a declaration says. UTF-8 is strict enough to contradict any other declaration that it passes under: Chinese
/// text in GBK is almost never well-formed UTF-8. A Western encoding is what servers say who were never told.
fn reads(bytes: &[u8], utf8: Option<&str>, encoding: &'static Encoding) -> bool {
    match encoding == UTF_8 {
        true => is_utf8(bytes, utf8),
        false => bytes.is_ascii() || (encoding != WINDOWS_1252 && !is_utf8(bytes, utf8)),
    }
}

/// Whether bytes are UTF-8: but for few faults, because programs cut titles in the middle of a sign, and saved pages are cut by size. GBK read
/// as UTF-8 has far more faults than signs.
fn is_utf8(bytes: &[u8], utf8: Option<&str>) -> bool {
    if utf8.is_some() {
        return true;
    }
    let (mut faults, mut signs) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        signs += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    faults * SIGNS_A_FAULT <= signs || (faults == 1 && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none()))
}

fn detected(bytes: &[u8], utf8: Option<&str>) -> &'static Encoding {
    if is_utf8(bytes, utf8) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
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

/// Whether `charset` or `encoding` stands before a sign of equality, in a tag that speaks of the page and not of a script.
fn name_before(head: &[u8], at: usize) -> bool {
    let tag = memchr::memrchr(b'<', &head[..at]).map_or(head, |open| &head[open + 1..]);
    if ![b"meta".as_slice(), b"?xml"].iter().any(|name| tag.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(name))) {
        return false;
    }
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
