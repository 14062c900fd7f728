//! Reads a document for Word: an archive of XML files.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use roxmltree::{Document, Node};

/// Texts of the files by name.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let name = file.name().unwrap().into_owned();
        parts.insert(name, text);
    }
    parts
}

/// Elements of a name, wherever they stand.
pub fn elements<'a, 'input>(node: Node<'a, 'input>, name: &'a str) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// An attribute, whatever its namespace.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// What the paragraphs of a file say in their order, those of tables too; empty ones are left out.
pub fn lines(xml: &str) -> Vec<String> {
    let document = Document::parse(xml).unwrap();
    let text = |paragraph: Node<'_, '_>| elements(paragraph, "t").filter_map(|text| text.text()).collect::<String>();
    elements(document.root(), "p").map(text).filter(|line| !line.is_empty()).collect()
}

/// What the body of a document says.
pub fn body(bytes: &[u8]) -> Vec<String> {
    lines(&parts(bytes)["word/document.xml"])
}
