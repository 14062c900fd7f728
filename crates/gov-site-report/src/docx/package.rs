//! The file itself: parts of OOXML in a ZIP archive.

use std::io::{self, Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{
    element::Element,
    page::{NAMESPACE, header},
};

/// Parts that are the same in every document.
const FIXED: &[(&str, &str)] = &[
    ("[Content_Types].xml", include_str!("parts/content_types.xml")),
    ("_rels/.rels", include_str!("parts/package_rels.xml")),
    ("docProps/app.xml", include_str!("parts/app.xml")),
    ("word/_rels/document.xml.rels", include_str!("parts/document_rels.xml")),
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
    ("word/fontTable.xml", include_str!("parts/font_table.xml")),
    ("word/footer1.xml", include_str!("parts/footer_odd.xml")),
    ("word/footer2.xml", include_str!("parts/footer_even.xml")),
];

/// A document of this title; each page bears the marks.
pub(super) fn pack(title: &str, body: Element, marks: &[&str]) -> io::Result<Vec<u8>> {
    let document = Element::new("w:document").with("xmlns:w", NAMESPACE).with("xmlns:r", RELATIONSHIPS).child(body);
    let header = header(marks).file()?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in FIXED {
        add(&mut archive, name, text.as_bytes())?;
    }
    add(&mut archive, "docProps/core.xml", &properties(title).file()?)?;
    add(&mut archive, "word/header1.xml", &header)?;
    add(&mut archive, "word/header2.xml", &header)?;
    add(&mut archive, "word/document.xml", &document.file()?)?;
    Ok(archive.finish()?.into_inner())
}

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Times are fixed and the level is named, so that the same document is the same bytes.
fn add(archive: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    archive.start_file(name, options)?;
    archive.write_all(bytes)
}

/// What the file says of itself. No author and no times: nobody could vouch for them.
fn properties(title: &str) -> Element {
    Element::new("cp:coreProperties")
        .with("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .child(Element::new("dc:title").text(title))
}
