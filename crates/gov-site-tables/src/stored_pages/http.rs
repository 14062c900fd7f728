//! An answer of HTTP as WARC files store it: head, transfer coding, content coding, body.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// The parts of an answer that matter for reading its page.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The charset of the content type.
    pub(super) fn charset(&self) -> Option<String> {
        let lower = self.content_type.to_ascii_lowercase();
        let at = lower.find("charset=")?;
        let rest = self.content_type[at + "charset=".len()..].trim_matches(['"', '\'', ' ']);
        let label: String = rest.chars().take_while(|sign| sign.is_ascii_alphanumeric() || "-_".contains(*sign)).collect();
        (!label.is_empty()).then_some(label)
    }

    /// Whether the body may be a page.
    pub(super) fn is_page(&self) -> bool {
        let kind = self.content_type.to_ascii_lowercase();
        kind.is_empty() || kind.contains("html") || kind.starts_with("text/plain")
    }
}

/// Reads an answer; the body is unpacked up to one byte beyond the limit.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn answer(bytes: &[u8], limit: usize) -> Result<Answer, String> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut head = httparse::Response::new(&mut headers);
    let length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err("the head of the answer is cut off".to_owned()),
        Err(error) => return Err(format!("the head of the answer is malformed ({error})")),
    };
    let field = |name: &str| {
        let header = head.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        header.map(|header| String::from_utf8_lossy(header.value).into_owned()).unwrap_or_default()
    };
    let body = &bytes[length..];
    let chunked = field("transfer-encoding").to_ascii_lowercase().contains("chunked");
    // Some crawlers store the body without its chunks and leave the field.
    let body = if chunked { dechunked(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    let body = unpacked(body, &field("content-encoding").to_ascii_lowercase(), limit)?;
    Ok(Answer { status: head.code.unwrap_or(0), content_type: field("content-type"), body })
}

/// A body without the marks of its chunks; `None` where it has none.
fn dechunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let (start, size) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete(found)) => found,
            _ => return None,
        };
        let size = usize::try_from(size).ok()?;
        if size == 0 {
            return Some(body);
        }
        let end = start.checked_add(size)?;
        body.extend_from_slice(rest.get(start..end)?);
        rest = rest.get(end..)?.strip_prefix(b"\r\n")?;
    }
}

fn unpacked(body: Vec<u8>, coding: &str, limit: usize) -> Result<Vec<u8>, String> {
    let limit = (limit as u64).saturating_add(1);
    let mut out = Vec::new();
    let read = match coding.trim() {
        "" | "identity" => return Ok(body),
        // A body that its crawler has unpacked already.
        "gzip" | "x-gzip" if !body.starts_with(&[0x1F, 0x8B]) => return Ok(body),
        "gzip" | "x-gzip" => MultiGzDecoder::new(&body[..]).take(limit).read_to_end(&mut out),
        "deflate" => ZlibDecoder::new(&body[..]).take(limit).read_to_end(&mut out),
        other => return Err(format!("content coding {other} is not known; fetch the page with gzip or without a coding")),
    };
    read.map_err(|error| format!("the body cannot be unpacked ({error})"))?;
    Ok(out)
}
