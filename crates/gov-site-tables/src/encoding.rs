//! In which encoding a file of text is.
//!
//! A file has one encoding:
//!
//! 1. that of its byte order mark;
//! 2. without one, UTF-16 if more than a tenth of the pairs of its first 256 bytes have a zero at the same place, as commas, digits and
//!    Latin signs have it there;
//! 3. GB18030 (GBK and GB 2312 are parts of it) if in the 64 KiB from the first byte beyond ASCII on more places contradict UTF-8 than agree
//!    with it, and fewer contradict GB18030;
//! 4. otherwise UTF-8.
//!
//! So a few broken bytes never turn a file of UTF-8 into one of GB18030, and bytes that the encoding of the file does not have, wherever they
//! stand, reject the row in which they are.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use encoding_rs::{DecoderResult, GB18030, UTF_16BE, UTF_16LE};

/// Bytes that are looked at.
pub(crate) const HEAD: usize = 1 << 16;
/// Bytes in which zeros are counted: the headings have digits, blanks or Latin signs, or at least something between them.
const HEADINGS: usize = 256;
/// An encoding of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    #[default]
    Utf8,
    Utf16Le,
    Utf16Be,
    Gb18030,
}

impl Encoding {
    /// Its name in reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Gb18030 => "GB18030",
        }
    }

    /// What a cell must be, in Chinese.
    pub(crate) fn expected(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8 文字",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16 文字",
            Encoding::Gb18030 => "GB18030 文字",
        }
    }

    /// How it is decoded; `None` for UTF-8.
    pub(crate) fn rules(self) -> Option<&'static encoding_rs::Encoding> {
        match self {
            Encoding::Utf8 => None,
            Encoding::Utf16Le => Some(UTF_16LE),
            Encoding::Utf16Be => Some(UTF_16BE),
            Encoding::Gb18030 => Some(GB18030),
        }
    }

    /// The encoding of a file that begins with these bytes, if they tell it.
    fn by_head(head: &[u8]) -> Option<Encoding> {
        match head {
            [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
            [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
            [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
            _ => by_zeros(&head[..head.len().min(HEADINGS)]),
        }
    }

    /// The encoding of a file with these bytes, none of them UTF-16.
    fn by_signs(bytes: &[u8]) -> Encoding {
        let (sound, broken) = multibyte(bytes);
        if broken > sound && broken_in_gb18030(bytes, broken) < broken { Encoding::Gb18030 } else { Encoding::Utf8 }
    }

    /// Looks at the beginning of a file and, where that is ASCII, on to its first signs beyond; leaves the file where it was.
    pub(crate) fn of(head: &[u8], file: &mut File) -> io::Result<Encoding> {
        if let Some(encoding) = Encoding::by_head(head) {
            return Ok(encoding);
        }
        if let Some(first) = head.iter().position(|byte| !byte.is_ascii()) {
            return Ok(Encoding::by_signs(&head[first..]));
        }
        let here = file.stream_position()?;
        let signs = first_signs(file)?;
        file.seek(SeekFrom::Start(here))?;
        Ok(Encoding::by_signs(&signs))
    }
}

/// The bytes of a file from the first one beyond ASCII on.
fn first_signs(file: &mut File) -> io::Result<Vec<u8>> {
    let mut piece = vec![0; HEAD];
    while let count @ 1.. = file.read(&mut piece)? {
        if let Some(first) = piece[..count].iter().position(|byte| !byte.is_ascii()) {
            let mut signs = piece[first..count].to_vec();
            file.take(HEAD as u64).read_to_end(&mut signs)?;
            return Ok(signs);
        }
    }
    Ok(Vec::new())
}

/// UTF-16 has a zero in each Latin sign, digit and comma, at the same place of every pair; a few Chinese signs have one at the other.
fn by_zeros(head: &[u8]) -> Option<Encoding> {
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let enough = |zeros: usize, others: usize| zeros * 10 > head.len() / 2 && zeros > others * 4;
    match (enough(second, first), enough(first, second)) {
        (true, _) => Some(Encoding::Utf16Le),
        (_, true) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Signs beyond ASCII that are UTF-8, and places that are not; what the end of `head` cuts is neither.
fn multibyte(head: &[u8]) -> (usize, usize) {
    let (mut sound, mut broken) = (0, 0);
    let mut rest = head;
    loop {
        let (valid, skip) = match str::from_utf8(rest) {
            Ok(_) => (rest, None),
            Err(error) => (&rest[..error.valid_up_to()], Some(error.error_len())),
        };
        sound += valid.iter().filter(|byte| **byte >= 0xc0).count();
        let Some(Some(length)) = skip else { return (sound, broken) };
        broken += 1;
        rest = &rest[valid.len() + length..];
    }
}

/// Places that are not GB18030, at most `enough` of them.
fn broken_in_gb18030(head: &[u8], enough: usize) -> usize {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut out = vec![0; HEAD];
    let (mut broken, mut rest) = (0, head);
    while broken < enough {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(rest, &mut out, false);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => broken += 1,
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(rules: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
        rules.encode(text).0.into_owned()
    }

    fn utf16(text: &str, swap: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    fn told(bytes: &[u8]) -> Encoding {
        Encoding::by_head(bytes).unwrap_or_else(|| Encoding::by_signs(bytes))
    }

    #[test]
    fn a_file_tells_its_encoding() {
        let text = "栏目编号,信息网址,发布日期\n一,http://a.example/1,2017-11-29\n";
        assert_eq!(told(text.as_bytes()), Encoding::Utf8);
        assert_eq!(told(&encoded(GB18030, text)), Encoding::Gb18030);
        assert_eq!(told(&utf16(text, false)), Encoding::Utf16Le);
        assert_eq!(told(&utf16(text, true)), Encoding::Utf16Be);
        assert_eq!(told(&[&b"\xff\xfe"[..], &utf16("一", false)].concat()), Encoding::Utf16Le);
        assert_eq!(told(&[&b"\xfe\xff"[..], &utf16("一", true)].concat()), Encoding::Utf16Be);
        assert_eq!(told(b""), Encoding::Utf8);
    }

    #[test]
    fn broken_bytes_do_not_turn_utf_8_into_gb18030() {
        let broken = [&b"unit,aliases\n"[..], "示例单位".as_bytes(), b"\xff\xfe,x\n\xe4\xbd,y\n"].concat();
        assert_eq!(told(&broken), Encoding::Utf8);
        assert_eq!(told(b"unit\n\xff\n"), Encoding::Utf8);
        assert_eq!(told(b"unit\n\xe9,\n"), Encoding::Utf8);
        assert_eq!(told(b"unit\n\xca\xbe\xc0\xfd\n"), Encoding::Gb18030);
        let cut = "示".repeat(HEAD).into_bytes();
        assert_eq!(told(&cut[..HEAD]), Encoding::Utf8);
    }

    #[test]
    fn a_nul_here_and_there_is_no_utf_16() {
        assert_eq!(told(b"unit,aliases\n\x00a,b\nabcdefghijklmnopqrstuvwxyz\n"), Encoding::Utf8);
    }
}
