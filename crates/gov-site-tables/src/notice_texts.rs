//! `notice.toml`: the texts of the notice that no number can produce.

use gov_site_compliance::notice::{NoticeTexts, Requirement};

use crate::{
    FolderError,
    toml_file::{Entry, Section, read_toml},
};

const KEYS: &[&str] = &["addressees", "basis", "rectify_by", "object_by", "reply_to", "requirements", "attachments", "signed_by", "signed_on", "copies"];

/// Reads the bytes of `notice.toml`. Every key may be absent. A list of names is joined by `，`, a list of paragraphs by
/// line ends; a date where a text belongs is worded in Chinese.
///
/// # Errors
/// An error with file, line and key.
///
/// ```
/// let texts = gov_site_tables::notice_texts("addressees = [\"各区县政府\", \"市政府各部门\"]".as_bytes())?;
/// assert_eq!(texts.addressees.as_deref(), Some("各区县政府，市政府各部门"));
/// assert_eq!(texts.signed_by, None);
/// # Ok::<(), gov_site_tables::FolderError>(())
/// ```
pub fn notice_texts(bytes: &[u8]) -> Result<NoticeTexts, FolderError> {
    read_toml("notice.toml", bytes, texts)
}

fn texts(top: &Section<'_>) -> Result<NoticeTexts, FolderError> {
    top.only(KEYS)?;
    Ok(NoticeTexts {
        addressees: joined(top, "addressees", "，")?,
        basis: joined(top, "basis", "\n")?,
        rectify_by: joined(top, "rectify_by", "，")?,
        object_by: joined(top, "object_by", "，")?,
        reply_to: joined(top, "reply_to", "\n")?,
        requirements: top.items("requirements")?.iter().map(requirement).collect::<Result<_, _>>()?,
        attachments: joined(top, "attachments", "\n")?,
        signed_by: joined(top, "signed_by", "，")?,
        signed_on: top.day("signed_on")?,
        copies: joined(top, "copies", "，")?,
    })
}

fn joined(top: &Section<'_>, name: &str, with: &str) -> Result<Option<String>, FolderError> {
    let parts: Vec<String> = top.items(name)?.iter().map(Entry::text_or_day).collect::<Result<_, _>>()?;
    Ok(Some(parts.join(with)).filter(|text| !text.trim().is_empty()))
}

/// A table with heading and paragraphs, or a bare paragraph.
fn requirement(entry: &Entry<'_>) -> Result<Requirement, FolderError> {
    let Some(section) = entry.as_section() else {
        return Ok(Requirement { heading: String::new(), paragraphs: vec![entry.text()?] });
    };
    section.only(&["heading", "paragraphs"])?;
    Ok(Requirement { heading: section.text("heading")?.unwrap_or_default(), paragraphs: section.texts("paragraphs")? })
}
