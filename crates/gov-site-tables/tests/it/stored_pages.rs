//! Saved pages: listed files and WARC files, and what is not used with its reason.

use std::fs;
use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use gov_site_tables::{StoredPage, UnusedPage, stored_pages};

const PAGE: &str = "<html><body>通知公告</body></html>";

fn read(dir: &std::path::Path) -> (Vec<StoredPage>, Vec<UnusedPage>) {
    let mut pages = Vec::new();
    let unused = stored_pages(dir, 1_000, &mut |page| pages.push(page)).unwrap();
    (pages, unused)
}

fn record(kind: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{:08x}>\r\nWARC-Date: 2017-11-29T00:30:00Z\r\nWARC-Target-URI: {url}\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        url.len(),
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn listed_files_come_in_the_order_of_the_list_and_bad_lines_with_their_reason() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("pages")).unwrap();
    fs::write(dir.path().join("pages/b.html"), PAGE).unwrap();
    let list = "file,url,observed_at,charset\nb.html,http://a.example/,2017-11-29T08:30:00+08:00,gbk\nnone.html,http://a.example/x,2017-11-29 08:30,\n\
                ../census.toml,http://a.example/y,2017-11-29 08:30,\nb.html,http://a.example/z,gestern,\n";
    fs::write(dir.path().join("pages/index.csv"), list).unwrap();
    let (pages, unused) = read(dir.path());
    assert_eq!(pages.len(), 1);
    assert_eq!(
        (pages[0].file.as_str(), pages[0].charset.as_deref(), pages[0].observed_at.to_string().as_str()),
        ("pages/b.html", Some("gbk"), "2017-11-29T08:30:00+08:00")
    );
    let reasons: Vec<_> = unused.iter().map(|page| page.reason.as_str()).collect();
    assert!(reasons[0].contains("put the file there"), "{reasons:?}");
    assert!(reasons[1].contains("not inside of pages"), "{reasons:?}");
    assert!(reasons[2].contains("is no moment"), "{reasons:?}");
}

#[test]
fn a_file_beyond_the_limit_is_cut_one_byte_beyond_it() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("pages")).unwrap();
    fs::write(dir.path().join("pages/a.html"), vec![b'x'; 5_000]).unwrap();
    fs::write(dir.path().join("pages/index.csv"), "file,url,observed_at\na.html,http://a.example/,2017-11-29 08:30\n").unwrap();
    assert_eq!(read(dir.path()).0[0].bytes.len(), 1_001);
}

#[test]
fn pages_of_a_warc_file_are_unpacked_and_the_rest_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let html = "text/html; charset=GB2312";
    let chunked = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
    let bytes = [
        record("warcinfo", "http://a.example/", "application/warc-fields", b"software: x\r\n"),
        record("response", "http://a.example/plain", "application/http", &answer(&format!("200 OK\r\nContent-Type: {html}"), PAGE.as_bytes())),
        record(
            "response",
            "http://a.example/chunks",
            "application/http",
            &answer(&format!("200 OK\r\nContent-Type: {html}\r\nTransfer-Encoding: chunked"), chunked.as_bytes()),
        ),
        record(
            "response",
            "http://a.example/gz",
            "application/http",
            &answer(&format!("200 OK\r\nContent-Type: {html}\r\nContent-Encoding: gzip"), &packed(PAGE.as_bytes())),
        ),
        record("response", "http://a.example/gone", "application/http", &answer("404 Not Found\r\nContent-Type: text/html", b"gone")),
        record("response", "http://a.example/p.png", "application/http", &answer("200 OK\r\nContent-Type: image/png", b"\x89PNG")),
        record("resource", "http://a.example/resource", "text/html", PAGE.as_bytes()),
        record("response", "http://a.example/torn", "application/http", b"HTTP/1.1 200"),
    ]
    .concat();
    for (name, bytes) in [("a.warc", bytes.clone()), ("b.warc.gz", packed(&bytes))] {
        let dir = tempfile::tempdir_in(dir.path()).unwrap();
        fs::write(dir.path().join(name), bytes).unwrap();
        let (pages, unused) = read(dir.path());
        let urls: Vec<_> = pages.iter().map(|page| page.url.rsplit('/').next().unwrap()).collect();
        assert_eq!(urls, ["plain", "chunks", "gz", "resource"], "{name}");
        assert!(pages.iter().all(|page| page.bytes == PAGE.as_bytes()), "{name}");
        assert_eq!((pages[0].charset.as_deref(), pages[0].observed_at.to_string().as_str()), (Some("GB2312"), "2017-11-29T08:30:00+08:00"));
        let reasons: Vec<_> = unused.iter().map(|page| page.reason.as_str()).collect();
        assert!(reasons[0].contains("status 404") && reasons[1].contains("cut off"), "{reasons:?}");
    }
}

#[test]
fn a_damaged_warc_file_and_an_empty_folder_are_errors() {
    let dir = tempfile::tempdir().unwrap();
    let none = stored_pages(dir.path(), 1_000, &mut |_| {}).unwrap_err().to_string();
    assert!(none.contains("there are no saved pages"), "{none}");
    fs::write(dir.path().join("a.warc"), "WARC/1.0\r\nnonsense\r\n\r\n").unwrap();
    let torn = stored_pages(dir.path(), 1_000, &mut |_| {}).unwrap_err().to_string();
    assert!(torn.contains("a.warc: record 1"), "{torn}");
}
