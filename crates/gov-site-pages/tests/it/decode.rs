//! Bytes of pages in the encodings in which they really come, under right and wrong declarations.

use encoding_rs::{GB18030, GBK};
use gov_site_pages::{Budget, DecodedBy, Decoding, PageInput, read_page};

const HEAD: &str = "<html><head><meta charset=\"";
const BODY: &str = "\"><meta name=\"SiteName\" content=\"云岭县人民政府\"></head><body>关于印发农村饮水安全工作方案的通知，请认真贯彻执行。</body></html>";

fn page(charset: &str) -> String {
    [HEAD, charset, BODY].concat()
}

/// How a page was decoded, and what its first tag then says.
fn decoded(bytes: &[u8], header: Option<&str>) -> (Decoding, String) {
    let evidence = read_page(&PageInput { charset: header, ..PageInput::new(bytes) }, &Budget::default()).unwrap_or_else(|error| panic!("{error}"));
    (evidence.decoding, evidence.tags.get("SiteName").unwrap_or("").to_owned())
}

fn assert_read(bytes: &[u8], header: Option<&str>, encoding: &str, by: DecodedBy, replaced: usize) {
    let (decoding, name) = decoded(bytes, header);
    assert_eq!((decoding.encoding, decoding.by, decoding.replaced), (encoding, by, replaced));
    assert_eq!(name, "云岭县人民政府");
}

fn gbk(text: &str) -> Vec<u8> {
    GBK.encode(text).0.into_owned()
}

fn utf_16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn a_right_declaration_is_believed() {
    assert_read(page("utf-8").as_bytes(), None, "UTF-8", DecodedBy::Meta, 0);
    assert_read(page("gb2312").as_bytes(), Some("UTF-8"), "UTF-8", DecodedBy::Header, 0);
    assert_read(&gbk(&page("gb2312")), None, "GBK", DecodedBy::Meta, 0);
    assert_read(&gbk(&page("utf-8")), Some("gbk"), "GBK", DecodedBy::Header, 0);
    assert_read(&GB18030.encode(&page("gb18030")).0, None, "gb18030", DecodedBy::Meta, 0);
}

#[test]
fn gbk_declared_as_utf_8_is_read_as_gbk() {
    assert_read(&gbk(&page("utf-8")), None, "gb18030", DecodedBy::Detection, 0);
    assert_read(&gbk(&page("utf-8")), Some("utf-8"), "gb18030", DecodedBy::Detection, 0);
    assert_eq!(decoded(&gbk(&page("utf-8")), None).0.declared.as_deref(), Some("utf-8"));
}

#[test]
fn utf_8_declared_as_gb2312_is_read_as_utf_8() {
    assert_read(page("gb2312").as_bytes(), None, "UTF-8", DecodedBy::Detection, 0);
    assert_read(page("gb2312").as_bytes(), Some("GBK"), "UTF-8", DecodedBy::Detection, 0);
}

#[test]
fn a_server_that_was_never_told_says_a_western_encoding() {
    assert_read(&gbk(&page("gb2312")), Some("ISO-8859-1"), "GBK", DecodedBy::Meta, 0);
    assert_read(&gbk(&page("")), Some("ISO-8859-1"), "gb18030", DecodedBy::Detection, 0);
}

#[test]
fn utf_16_needs_neither_mark_nor_declaration() {
    assert_read(&utf_16(&page(""), false), None, "UTF-16LE", DecodedBy::Detection, 0);
    assert_read(&utf_16(&page("utf-8"), true), Some("utf-8"), "UTF-16BE", DecodedBy::Detection, 0);
    assert_read(&utf_16(&format!("\u{FEFF}{}", page("")), false), None, "UTF-16LE", DecodedBy::Bom, 0);
}

#[test]
fn a_byte_order_mark_goes_before_the_answer() {
    let bytes = format!("\u{FEFF}{}", page("gb2312"));
    assert_read(bytes.as_bytes(), Some("gb2312"), "UTF-8", DecodedBy::Bom, 0);
    assert_eq!(decoded(bytes.as_bytes(), Some("gb2312")).0.declared.as_deref(), Some("gb2312"));
}

#[test]
fn a_page_cut_inside_of_a_sign_loses_that_sign_alone() {
    let whole = page("utf-8");
    let cut = whole.find('方').unwrap() + 2;
    assert_read(&whole.as_bytes()[..cut], None, "UTF-8", DecodedBy::Meta, 1);
    let legacy = gbk(&page("gb2312"));
    let cut = legacy.len() - "</body></html>".len() - 1;
    assert_read(&legacy[..cut], None, "GBK", DecodedBy::Meta, 1);
}

#[test]
fn one_broken_sign_does_not_make_a_page_gbk() {
    let mut bytes = page("utf-8").into_bytes();
    let broken = page("utf-8").find('农').unwrap();
    bytes.remove(broken + 2);
    assert_read(&bytes, None, "UTF-8", DecodedBy::Meta, 1);
}

#[test]
fn the_charset_of_a_script_is_not_the_page_s() {
    let page = page("utf-8").replacen("<head>", "<head><script src=a.js charset=\"gb2312\"></script>", 1);
    assert_read(page.as_bytes(), None, "UTF-8", DecodedBy::Meta, 0);
    assert_eq!(decoded(page.as_bytes(), None).0.declared.as_deref(), Some("utf-8"));
}

#[test]
fn another_file_is_no_page_and_so_no_blank_column() {
    for (bytes, what) in [(&b"%PDF-1.4\n"[..], "a PDF file"), (b"PK\x03\x04...", "a ZIP, Word or Excel file"), (b"\x1F\x8B\x08", "packed with gzip")] {
        let error = read_page(&PageInput::new(bytes), &Budget::default()).unwrap_err();
        assert_eq!(error.gap(), gov_site_compliance::Gap::Unreadable);
        assert!(error.to_string().contains(what), "{error}");
    }
}

/// Bytes as if by chance, always the same.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn noise_is_no_page() {
    let told = ["gbk", "utf-8", "windows-1252", "iso-8859-1", "big5", "koi8-r"];
    for charset in told.map(Some).into_iter().chain([None]) {
        let bytes = noise(20_000);
        let error = read_page(&PageInput { charset, ..PageInput::new(&bytes) }, &Budget::default()).unwrap_err();
        assert_eq!(error.gap(), gov_site_compliance::Gap::Unreadable);
        assert!(error.to_string().contains("the bytes are no text"), "{charset:?}: {error}");
    }
}

#[test]
fn one_odd_sign_in_sixteen_is_a_page_and_more_are_none() {
    let read = |odd: &str, count: usize, signs: usize| {
        let text = format!("{}{}", odd.repeat(count), "通".repeat(signs - count));
        read_page(&PageInput { charset: Some("utf-8"), ..PageInput::new(text.as_bytes()) }, &Budget::default()).is_ok()
    };
    for odd in ["\u{FFFD}", "\u{1}", "\u{7f}"] {
        assert!(read(odd, 100, 1_600), "{odd:?}");
        assert!(!read(odd, 101, 1_600), "{odd:?}");
        assert!(read(odd, 16, 20), "{odd:?}: a few say nothing");
        assert!(!read(odd, 17, 20), "{odd:?}");
    }
    for blank in ["\n", "\t", "\r", "\u{c}"] {
        assert!(read(blank, 1_000, 1_600), "{blank:?}");
    }
}
