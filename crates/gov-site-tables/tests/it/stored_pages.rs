//! Saved pages: listed files and WARC files, and what is not used with its reason.

use std::fs;
use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use gov_site_tables::{StoredPage, UnusedPage, stored_pages};

const PAGE: &str = "<html><body>通知公告</body></html>";

fn read(dir: &std::path::Path) -> (Vec<StoredPage>, Vec<UnusedPage>) {
    let mut pages = Vec::new();
    let unused = stored_pages(dir, 1_000, &mut |page| pages.push(page)).unwrap();
    (pages, unused.pages)
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
fn a_line_that_cannot_be_used_is_named_by_its_number() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("pages")).unwrap();
    for end in ["\n", "\r\n"] {
        let lines = [
            "file,url,observed_at",
            "a.html,http://a.example/,gestern",
            "",
            "",
            "\"b",
            ".html\",http://a.example/,gestern",
            "c.html,http://a.example/,gestern",
        ];
        for last in [end, ""] {
            fs::write(dir.path().join("pages/index.csv"), format!("{}{last}", lines.join(end))).unwrap();
            let numbers: Vec<_> = read(dir.path()).1.iter().map(|page| page.reason.split(": ").next().unwrap().to_owned()).collect();
            assert_eq!(numbers, ["index.csv line 2", "index.csv line 5", "index.csv line 7"], "{end:?}");
        }
    }
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

#[test]
fn the_largest_limit_is_no_limit() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("pages")).unwrap();
    fs::write(dir.path().join("pages/a.html"), PAGE).unwrap();
    fs::write(dir.path().join("pages/index.csv"), "file,url,observed_at\na.html,http://a.example/,2017-11-29 08:30\n").unwrap();
    let gzip = answer("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &packed(PAGE.as_bytes()));
    fs::write(dir.path().join("a.warc"), record("response", "http://a.example/gz", "application/http", &gzip)).unwrap();
    let mut pages = Vec::new();
    stored_pages(dir.path(), usize::MAX, &mut |page| pages.push(page)).unwrap();
    assert_eq!(pages.iter().map(|page| page.bytes.as_slice()).collect::<Vec<_>>(), [PAGE.as_bytes(), PAGE.as_bytes()]);
}

fn listed(list: &[u8]) -> (Vec<StoredPage>, Vec<UnusedPage>) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("pages")).unwrap();
    fs::write(dir.path().join("pages/甲.html"), PAGE).unwrap();
    fs::write(dir.path().join("pages/index.csv"), list).unwrap();
    read(dir.path())
}

#[test]
fn a_list_is_read_in_every_encoding_and_under_every_heading() {
    let chinese = "文件,网址,采集时间,编码\n甲.html,http://a.example/,2017-11-29 08:30,gbk\n";
    let utf_16 = |text: &str| [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let lists = [
        chinese.as_bytes().to_vec(),
        ["\u{FEFF}", chinese].concat().into_bytes(),
        encoding_rs::GBK.encode(chinese).0.into_owned(),
        utf_16(&chinese.replace(',', "\t")),
        "FILE, Url ,Observed_At,CHARSET\r\n 甲.html , http://a.example/ , 2017-11-29T08:30:00+08:00 , gbk \r\n,,,\r\n".into(),
        "url;file;charset;observed_at\nhttp://a.example/;甲.html;gbk;2017-11-29 08:30\n".into(),
    ];
    for (number, list) in lists.iter().enumerate() {
        let (pages, unused) = listed(list);
        let found: Vec<_> = pages.iter().map(|page| (page.file.as_str(), page.url.as_str(), page.charset.as_deref(), page.observed_at.to_string())).collect();
        assert_eq!(found, [("pages/甲.html", "http://a.example/", Some("gbk"), "2017-11-29T08:30:00+08:00".to_owned())], "{number}");
        assert_eq!(unused, [], "{number}");
    }
}

#[test]
fn a_day_alone_is_its_end() {
    let (pages, _) = listed("file,url,observed_at\n甲.html,http://a.example/,2017-11-29\n".as_bytes());
    assert_eq!(pages[0].observed_at.to_string(), "2017-11-29T23:59:59+08:00");
    assert_eq!(pages[0].charset, None);
}

#[test]
fn a_list_without_a_column_says_which_once() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("pages")).unwrap();
    fs::write(dir.path().join("pages/index.csv"), "file,url\na.html,http://a.example/\n").unwrap();
    let error = stored_pages(dir.path(), 1_000, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("no column is headed observed_at (采集时间)"), "{error}");
    assert!(std::error::Error::source(&error).is_none(), "its text would be printed twice");
}

#[test]
fn a_torn_warc_file_gives_what_stands_before_the_tear_and_revisits_are_named() {
    let html = |body: &str| answer("200 OK\r\nContent-Type: text/html", body.as_bytes());
    let whole = [
        record("response", "http://a.example/one", "application/http", &html(PAGE)),
        record("revisit", "http://a.example/seen", "application/http", &answer("304 Not Modified", b"")),
    ]
    .concat();
    let torn = record("response", "http://a.example/two", "application/http", &html(&"xyzzy".repeat(100)));
    let bytes = [whole, torn[..torn.len() - 100].to_vec()].concat();
    let gzip = packed(&bytes);
    for (name, bytes) in [("a.warc", bytes.clone()), ("b.warc.gz", gzip[..gzip.len() - 12].to_vec())] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), bytes).unwrap();
        let (pages, unused) = read(dir.path());
        assert_eq!(pages.iter().map(|page| page.url.as_str()).collect::<Vec<_>>(), ["http://a.example/one"], "{name}");
        let [revisit, rest] = &unused[..] else { panic!("{name}: {unused:?}") };
        assert!(revisit.file.ends_with("/seen") && revisit.reason.contains("revisit"), "{revisit:?}");
        assert!(rest.file.ends_with("record 3") && rest.reason.contains("two is cut off"), "{rest:?}");
    }
}

#[test]
fn a_warc_file_torn_in_the_head_of_a_record_says_so() {
    let html = answer("200 OK\r\nContent-Type: text/html", PAGE.as_bytes());
    let whole = record("response", "http://a.example/one", "application/http", &html);
    for (cut, expected) in [(0, 0), (1, 1), (40, 1)] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.warc"), [&whole[..], &whole[..cut]].concat()).unwrap();
        let (pages, unused) = read(dir.path());
        assert_eq!((pages.len(), unused.len()), (1, expected), "{cut}: {unused:?}");
        assert!(unused.iter().all(|rest| rest.file == "a.warc record 2" && rest.reason.contains("head is cut off")), "{unused:?}");
    }
}

#[test]
fn a_file_that_is_no_warc_file_is_an_error_that_names_it() {
    let whole = record("response", "http://a.example/", "application/http", &answer("200 OK\r\nContent-Type: text/html", PAGE.as_bytes()));
    let torn_in_first = &whole[..60];
    let junk: [(&str, &[u8]); 6] = [
        ("junk.warc", b"junk"),
        ("lines.warc", b"<html>\r\n\r\n</html>\r\n\r\n"),
        ("empty.warc", b""),
        ("junk.warc.gz", b"junk"),
        ("gz.warc.gz", &packed(b"junk")),
        ("torn.warc", torn_in_first),
    ];
    for (name, bytes) in junk {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), bytes).unwrap();
        let error = stored_pages(dir.path(), 1_000, &mut |_| {}).unwrap_err().to_string();
        assert!(error.contains(&format!("{name}: record 1: ")) && error.contains("move it away"), "{error}");
    }
}

#[test]
fn a_warc_file_is_unpacked_by_what_it_is_and_not_by_its_name() {
    let whole = record("response", "http://a.example/", "application/http", &answer("200 OK\r\nContent-Type: text/html", PAGE.as_bytes()));
    for (name, bytes) in [("plain.warc.gz", whole.clone()), ("packed.warc", packed(&whole))] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(name), bytes).unwrap();
        assert_eq!(read(dir.path()).0.len(), 1, "{name}");
    }
}

#[test]
fn pages_that_no_line_of_the_list_names_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let pages = dir.path().join("pages");
    fs::create_dir_all(pages.join("b_files")).unwrap();
    for file in ["a.html", "b.HTM", "b_files/c.shtml", "b_files/d.js", "e.png", "tzgg", ".hidden", "x.warc.txt"] {
        fs::write(pages.join(file), PAGE).unwrap();
    }
    let told = || stored_pages(dir.path(), 1_000, &mut |_| {}).unwrap().unlisted;
    fs::write(pages.join("index.csv"), "file,url,observed_at\na.html,http://a.example/,2017-11-29 08:30\n").unwrap();
    assert_eq!(told(), ["pages/b.HTM", "pages/b_files/c.shtml", "pages/tzgg"]);
    let all = "file,url,observed_at\na.html,http://a.example/,gestern\nb.HTM,http://a.example/b,2017-11-29\n\
               b_files//c.shtml,http://a.example/c,2017-11-29\ntzgg,http://a.example/tzgg,2017-11-29\n";
    fs::write(pages.join("index.csv"), all).unwrap();
    assert_eq!(told(), [""; 0]);
    fs::remove_file(pages.join("index.csv")).unwrap();
    fs::write(dir.path().join("a.warc"), record("warcinfo", "http://a.example/", "application/warc-fields", b"software: x\r\n")).unwrap();
    assert_eq!(told().len(), 4, "beside a WARC file too");
}
