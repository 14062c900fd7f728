//! Documents for Word (OOXML), laid out as Chinese official documents are (GB/T 9704—2012).
//!
//! The parts are written through `quick-xml` and packed by `zip`: `docx-rs` has no repeated heading rows, no alternative fonts, and numbers
//! its paragraphs by a counter that outlives a document, so that the same document would not be the same bytes.

mod element;
mod form;
mod notice;
mod objection;
mod package;
mod page;
mod paragraph;
mod table;

use thiserror::Error;

use crate::{DRAFT, Objection, Results, official::blocks, remarks::page_warning};

/// Why there is no document.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocxError {
    /// It does not fit into a file, such as a part of more than 4 GiB.
    #[error("the document cannot be packed into a file: {0}")]
    Pack(#[from] std::io::Error),
}

/// The notice (通报): the words of `markdown::edition`. A text that the office has not given is a blank that stands out.
///
/// # Errors
/// [`DocxError`] when it does not fit into a file.
pub fn notice(results: &Results<'_>) -> Result<Vec<u8>, DocxError> {
    let blocks = blocks(results.notice, &results.edition);
    let title = results.edition.shown(&results.notice.title);
    document(&title, notice::body(&blocks), results)
}

/// The sheet on which a unit objects before the notice is published: its sites with what they fail and what was counted, its overdue tickets,
/// and fields to fill in and sign. At most fifty rows of a table are printed; the rest is named by the file that holds it.
///
/// # Errors
/// [`DocxError`] when it does not fit into a file.
pub fn objection(unit: &Objection<'_>, results: &Results<'_>) -> Result<Vec<u8>, DocxError> {
    let mut content = notice::body(&objection::sheet(unit, results));
    content.push(form::opinion());
    content.push(notice::end());
    document(&results.edition.shown(unit.unit), content, results)
}

fn document(title: &str, content: Vec<element::Element>, results: &Results<'_>) -> Result<Vec<u8>, DocxError> {
    let body = element::Element::new("w:body").children(content).child(page::section());
    let warning = page_warning(&results.census.header, &results.census.standard);
    Ok(package::pack(title, body, &results.edition.draft.then_some(DRAFT).into_iter().chain(warning).collect::<Vec<_>>())?)
}
