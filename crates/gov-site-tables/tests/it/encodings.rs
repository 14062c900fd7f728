//! CSV in the encodings and with the delimiters that programs of offices write.

use encoding_rs::GB18030;
use gov_site_compliance::{RejectCode, ingest::Charge};

use super::support::{COLUMNS, Census, SETTINGS, SITES, UPDATES, VISITS, assert_same};

const HEADINGS: &str = "栏目编号,信息网址,发布日期,标题\n";

fn gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn utf16_le(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn utf16_be(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn dressed(change: impl Fn(&str) -> Vec<u8>) -> Census {
    let census = Census::new();
    for (file, text) in [("sites.csv", SITES), ("columns.csv", COLUMNS), ("updates.csv", UPDATES), ("visits.csv", VISITS)] {
        census.write(file, change(text));
    }
    census
}

fn assumed(census: &Census, table: &str) -> (&'static str, &'static str) {
    let (evidence, _) = census.read();
    let report = evidence.report.table(table).unwrap();
    (report.encoding, report.delimiter)
}

#[test]
fn every_encoding_gives_the_same_evidence_and_is_named() {
    let with_bom = |text: &str| format!("\u{feff}{text}");
    for (encoding, change) in [
        ("UTF-8", &(|text: &str| text.into()) as &dyn Fn(&str) -> Vec<u8>),
        ("UTF-8", &|text| with_bom(text).into()),
        ("GB18030", &gb18030),
        ("GB18030", &|text| gb18030(&with_bom(text))),
        ("UTF-16LE", &utf16_le),
        ("UTF-16LE", &|text| utf16_le(&with_bom(text))),
        ("UTF-16BE", &utf16_be),
        ("UTF-16BE", &|text| utf16_be(&with_bom(text))),
    ] {
        let census = dressed(change);
        assert_same(&census);
        assert_eq!(assumed(&census, "sites"), (encoding, "comma"));
        assert_eq!(assumed(&census, "updates"), (encoding, "comma"));
    }
}

#[test]
fn tabs_and_semicolons_are_told_by_the_headings() {
    let census = dressed(|text| text.replace(',', "\t").into());
    assert_same(&census);
    assert_eq!(assumed(&census, "columns"), ("UTF-8", "tab"));
    let census = dressed(|text| utf16_le(&text.replace(',', ";")));
    assert_same(&census);
    assert_eq!(assumed(&census, "columns"), ("UTF-16LE", "semicolon"));
}

#[test]
fn a_delimiter_within_cells_tells_nothing() {
    let census = Census::new();
    census.write("updates.csv", "column_id,url,title\nC1,http://a/1,\"甲;乙;丙\"\nC1,http://a/2,丁\t戊;己\n");
    assert_eq!(assumed(&census, "updates"), ("UTF-8", "comma"));
    census.write("updates.csv", "column_id\turl\ttitle\nC1\thttp://a/1\t甲,乙\nC1\thttp://a/2\t\"丁\t戊\"\n");
    let (evidence, rejects) = census.read();
    assert_eq!((rejects, evidence.report.table("updates").unwrap().accepted), (Vec::new(), 2));
    census.write("updates.csv", "column_id\turl\ttitle\nC1\thttp://a/1\tx\ty\n");
    assert_eq!(census.rejects(), [("updates.csv".to_owned(), 2, "", RejectCode::SurplusCells)]);
}

#[test]
fn lines_are_counted_as_the_file_has_them() {
    let text = format!("{HEADINGS}C1,http://a/1,2017-11-20,\"第一行\n第\"\"二\"\"行\"\n\nC1,http://a/2,soon,x\nC1,http://a/3,never,y\n");
    for bytes in [utf16_le(&text), utf16_be(&text.replace('\n', "\r\n")), gb18030(&text)] {
        let census = Census::new();
        census.write("updates.csv", bytes);
        let lines: Vec<u64> = census.rejects().iter().map(|reject| reject.1).collect();
        assert_eq!(lines, [5, 6]);
    }
}

#[test]
fn a_broken_sign_rejects_only_its_row() {
    let row = |title: &[u8]| [b"C2,http://a/1,2017-11-20,", title, b"\n"].concat();
    let rest = gb18030("C1,http://a/2,2017-11-21,好\n");
    // A first byte without its second, and a pair that GB18030 does not have.
    for broken in [&b"\xb1"[..], b"\xb1\xea\xb1", b"\xff\xff"] {
        let census = Census::new();
        census.write("updates.csv", [gb18030(HEADINGS), row(broken), rest.clone()].concat());
        let (evidence, rejects) = census.read();
        assert_eq!(rejects.len(), 1, "{broken:?}");
        assert_eq!((rejects[0].place.row, rejects[0].column, rejects[0].code), (2, "title", RejectCode::NotUtf8));
        assert_eq!((rejects[0].expected.as_ref(), rejects[0].original.as_str()), ("GB18030 文字", ""));
        assert_eq!(rejects[0].charge, Charge::Update { column: "C2".into(), proves_item: true });
        assert_eq!(evidence.report.table("updates").unwrap().accepted, 1);
    }
    let lone = [utf16_le(&format!("{HEADINGS}C1,http://a/1,2017-11-20,")), vec![0x00, 0xd8], utf16_le("\nC1,http://a/2,2017-11-21,好\n")].concat();
    let census = Census::new();
    census.write("updates.csv", lone);
    assert_eq!(census.rejects(), [("updates.csv".to_owned(), 2, "title", RejectCode::NotUtf8)]);
}

#[test]
fn a_byte_far_behind_the_beginning_does_not_change_the_encoding() {
    let filling = "C1,http://s1.example/1,2017-11-20,示例\n".repeat(3_000);
    let census = Census::new();
    census.write("updates.csv", [HEADINGS.as_bytes(), filling.as_bytes(), b"C1,http://a/2,2017-11-20,\xb1\xea\n"].concat());
    assert_eq!(assumed(&census, "updates"), ("UTF-8", "comma"));
    assert_eq!(census.rejects(), [("updates.csv".to_owned(), 3_002, "title", RejectCode::NotUtf8)]);
    // Latin letters alone tell nothing: the first signs beyond them do.
    let latin = "C1,http://s1.example/1,2017-11-20,example\n".repeat(3_000);
    census.write("updates.csv", [b"column_id,url,published_on,title\n", latin.as_bytes(), &gb18030("C1,http://a/2,2017-11-20,标题\n")].concat());
    assert_eq!((assumed(&census, "updates"), census.rejects()), (("GB18030", "comma"), Vec::new()));
    census.write("updates.csv", [b"column_id,url,published_on,title\n", latin.as_bytes(), "C1,http://a/2,2017-11-20,标题\n".as_bytes()].concat());
    assert_eq!((assumed(&census, "updates"), census.rejects()), (("UTF-8", "comma"), Vec::new()));
}

#[test]
fn signs_that_straddle_the_pieces_in_which_a_file_is_read_stay_whole() {
    for shift in 0..4 {
        let text = format!("{HEADINGS}C1,http://a/1,2017-11-20,{}{}\n", "a".repeat(shift), "示例𠮷".repeat(40_000));
        for bytes in [gb18030(&text), utf16_le(&text), utf16_be(&text)] {
            let census = Census::new();
            census.write("updates.csv", bytes);
            assert_eq!(census.rejects(), []);
        }
    }
}

#[test]
fn foreign_headings_and_digest_do_not_depend_on_the_encoding() {
    let census = Census::new();
    census.write("census.toml", format!("{SETTINGS}[headings]\n\"栏目 代码\" = \"column_id\"\n"));
    census.write("updates.csv", gb18030("栏目代码,\"信息\n网址\",姓名\nC1,http://a/1,王小明\n"));
    let (evidence, rejects) = census.read();
    assert_eq!(rejects, []);
    let report = evidence.report.table("updates").unwrap();
    assert_eq!(report.headings, [("栏目代码".to_owned(), "column_id"), ("信息 网址".to_owned(), "url")]);
    assert_eq!((report.heading_row, report.format, report.rows), (1, "csv", 1));
    assert_eq!(evidence.report.dropped_headings, [("updates.csv".to_owned(), "姓名".to_owned())]);
    assert_eq!(report.sha256, census.open().unwrap().digest("updates.csv").unwrap());
}
