//! The notice (通报) in Markdown, in the order in which offices write it.
//!
//! Every figure comes with the [`Notice`]; this file only adds the fixed words between them. All text is escaped, so
//! whatever a name holds, the document keeps its structure.

mod escape;
mod numeral;
mod parts;
mod unit;

use escape::{inline, paragraph, paragraphs};
use gov_site_compliance::Notice;
use numeral::numeral;
pub use unit::unit;

/// The document with a last line break. A text that the office has not given prints as a blank to be filled in.
pub fn notice(notice: &Notice) -> String {
    let mut document = Document::default();
    parts::head(&mut document, notice);
    document.push("## 一、普查情况".to_string());
    parts::overall(&mut document, notice);
    parts::problems(&mut document, notice);
    parts::consequences(&mut document, notice);
    document.push("## 二、加强政府网站信息内容建设".to_string());
    parts::requirements(&mut document, &notice.texts.requirements);
    parts::signature(&mut document, &notice.texts);
    parts::annex(&mut document, &notice.annex);
    parts::footnotes(&mut document, &notice.footnotes);
    document.finish()
}

/// Blocks, each parted from the next by an empty line.
#[derive(Default)]
struct Document(Vec<String>);

impl Document {
    fn push(&mut self, block: String) {
        self.0.push(block);
    }

    /// A text of the office, each of its lines a paragraph.
    fn texts(&mut self, text: &str) {
        self.0.extend(paragraphs(text));
    }

    fn finish(self) -> String {
        let mut text = self.0.join("\n\n");
        text.push('\n');
        text
    }
}

/// A text of the office on one line that may begin a block, or a visible blank.
fn or_blank(text: Option<&str>, what: &str) -> String {
    match text.map(paragraph).filter(|text| !text.is_empty()) {
        Some(text) => text,
        None => blank(what),
    }
}

/// Never two in one paragraph: Markdown would take the text between them for emphasis.
fn blank(what: &str) -> String {
    format!("____________({what}待填)")
}
