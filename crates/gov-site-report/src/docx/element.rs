//! Elements of XML.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// An element with its attributes and what stands in it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Content>,
}

#[derive(Clone, Debug)]
enum Content {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn new(name: &'static str) -> Element {
        Element { name, attributes: Vec::new(), content: Vec::new() }
    }

    /// `<name w:val="value"/>`, the usual form of a property.
    pub(super) fn value(name: &'static str, value: impl ToString) -> Element {
        Element::new(name).with("w:val", value)
    }

    /// Adds an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Element {
        self.attributes.push((name, allowed(&value.to_string())));
        self
    }

    pub(super) fn child(mut self, child: Element) -> Element {
        self.content.push(Content::Element(child));
        self
    }

    pub(super) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.content.extend(children.into_iter().map(Content::Element));
        self
    }

    pub(super) fn text(mut self, text: &str) -> Element {
        self.content.push(Content::Text(allowed(text)));
        self
    }

    /// The element as a file of its own.
    pub(super) fn file(&self) -> io::Result<Vec<u8>> {
        let mut out = Writer::new(Vec::new());
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        self.write(&mut out)?;
        Ok(out.into_inner())
    }

    fn write(&self, out: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let start = BytesStart::new(self.name).with_attributes(self.attributes.iter().map(|(name, value)| (*name, value.as_str())));
        if self.content.is_empty() {
            return out.write_event(Event::Empty(start));
        }
        out.write_event(Event::Start(start))?;
        for content in &self.content {
            match content {
                Content::Element(element) => element.write(out)?,
                Content::Text(text) => out.write_event(Event::Text(BytesText::new(text)))?,
            }
        }
        out.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// The text with U+FFFD for each sign that XML 1.0 forbids even when escaped: Word opens no file that holds one.
fn allowed(text: &str) -> String {
    let forbidden = |sign: char| matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.replace(forbidden, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::Element;

    #[test]
    fn texts_stand_for_themselves() {
        let element = Element::new("a").with("b", "<\"&\u{0}>").child(Element::new("c")).text("</a> & \u{1}\u{ffff}");
        let file = String::from_utf8(element.file().unwrap()).unwrap();
        let (_, body) = file.split_once("?>").unwrap();
        assert_eq!(body, "<a b=\"&lt;&quot;&amp;\u{fffd}&gt;\"><c/>&lt;/a&gt; &amp; \u{fffd}\u{fffd}</a>");
    }
}
