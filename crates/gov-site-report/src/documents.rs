//! All documents of a census, as files with their bytes: what the command line and the Python package write into a folder.

use std::io;

use gov_site_compliance::followup::UnitList;
use thiserror::Error;

use crate::{Audience, Results, csv, docx, file_stems, html, markdown, objections, unit_sheets, xlsx};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `notice.md`, and a list for each unit in `units/`.
    Markdown,
    /// `follow_up.csv`.
    Csv,
    /// `notice.docx`, and in `units/` a sheet for each unit that the notice names, for its objection.
    Docx,
    /// `census.xlsx`.
    Xlsx,
    /// `census.html`.
    Html,
}

impl Format {
    /// Every kind.
    pub const ALL: [Format; 5] = [Format::Markdown, Format::Csv, Format::Docx, Format::Xlsx, Format::Html];
}

/// Why there is no document.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// No document for Word.
    #[error(transparent)]
    Docx(#[from] docx::DocxError),
    /// No workbook.
    #[error(transparent)]
    Xlsx(#[from] xlsx::XlsxError),
    /// No page.
    #[error(transparent)]
    Html(#[from] html::HtmlError),
    /// Whoever takes the files failed.
    #[error(transparent)]
    Taken(#[from] io::Error),
}

/// Hands out each document of a format with its path in the folder. The public edition has no working papers: nothing in `units/` and no
/// `follow_up.csv`.
///
/// # Errors
/// [`DocumentError`]; documents before the one at fault are handed out.
pub fn documents(results: &Results<'_>, lists: &[UnitList], format: Format, take: &mut dyn FnMut(&str, &[u8]) -> io::Result<()>) -> Result<(), DocumentError> {
    let is_public = results.edition.audience == Audience::Public;
    match format {
        Format::Markdown => {
            take("notice.md", markdown::edition(results).as_bytes())?;
            for sheet in unit_sheets(results.census, results.notice, lists, results.edition) {
                take(&format!("units/{}.md", sheet.file_stem), markdown::unit(&sheet).as_bytes())?;
            }
        }
        Format::Csv if is_public => {}
        Format::Csv => take("follow_up.csv", &csv::follow_up(results.census, lists, results.edition, Vec::new())?)?,
        Format::Docx => {
            take("notice.docx", &docx::notice(results)?)?;
            let objections = if is_public { Vec::new() } else { objections(results) };
            let stems = file_stems(objections.iter().map(|objection| objection.unit));
            for (objection, stem) in objections.iter().zip(stems) {
                take(&format!("units/{stem}.docx"), &docx::objection(objection, results)?)?;
            }
        }
        Format::Xlsx => take("census.xlsx", &xlsx::workbook(results)?)?,
        Format::Html => take("census.html", html::page(results)?.as_bytes())?,
    }
    Ok(())
}
