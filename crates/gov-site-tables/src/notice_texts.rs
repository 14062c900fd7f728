//! `notice.toml`: the texts of the notice that no number can produce.

use gov_site_compliance::Day;

use crate::{
    FolderError,
    toml_file::{Entry, Section, read_toml},
};

const KEYS: &[&str] =
    &["addressees", "basis", "rectify_by", "reply_to", "requirements", "attachments", "signed_by", "signed_on", "copies"];

/// One heading of part two with its paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// The heading, empty when the text has none.
    pub heading: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
}

/// Texts of the notice; a missing one prints as a visible blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeTexts {
    /// 主送; the names of a list are joined by a comma.
    pub addressees: Option<String>,
    /// 依据, a paragraph each.
    pub basis: Vec<String>,
    /// 整改期限, a text or a date.
    pub rectify_by: Option<String>,
    /// 答复方式.
    pub reply_to: Option<String>,
    /// 第二部分.
    pub requirements: Vec<Requirement>,
    /// 附件说明.
    pub attachments: Vec<String>,
    /// 落款.
    pub signed_by: Option<String>,
    /// Day of signature.
    pub signed_on: Option<Day>,
    /// 抄送; the names of a list are joined by a comma.
    pub copies: Option<String>,
}

impl NoticeTexts {
    /// Reads the bytes of `notice.toml`.
    ///
    /// # Errors
    /// An error with file, line and key.
    ///
    /// ```
    /// use gov_site_tables::NoticeTexts;
    /// let texts = NoticeTexts::parse("addressees = [\"各区县政府\", \"市政府各部门\"]".as_bytes())?;
    /// assert_eq!(texts.addressees.as_deref(), Some("各区县政府，市政府各部门"));
    /// assert_eq!(texts.signed_by, None);
    /// # Ok::<(), gov_site_tables::FolderError>(())
    /// ```
    pub fn parse(bytes: &[u8]) -> Result<NoticeTexts, FolderError> {
        read_toml("notice.toml", bytes, texts)
    }
}

fn texts(top: &Section<'_>) -> Result<NoticeTexts, FolderError> {
    top.only(KEYS)?;
    Ok(NoticeTexts {
        addressees: joined(top, "addressees", "，")?,
        basis: top.texts("basis")?,
        rectify_by: joined(top, "rectify_by", "，")?,
        reply_to: joined(top, "reply_to", "")?,
        requirements: top.items("requirements")?.iter().map(requirement).collect::<Result<_, _>>()?,
        attachments: top.texts("attachments")?,
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
