//! The notice as the parts of an official document (公文), in the order of GB/T 9704—2012: what Markdown and Word both print.
//!
//! Figures and sentences come with the [`Notice`]; the fixed words between them and the numbers of headings stand here alone, so that
//! no two formats can differ in a word.

mod line;
mod numeral;
mod parts;
mod table;

use gov_site_compliance::Notice;

pub(crate) use line::{Line, Piece, blank};
pub(crate) use numeral::numeral;
#[cfg(feature = "docx")]
pub(crate) use parts::given;
pub(crate) use table::Table;

use crate::Edition;

/// A part of the document.
pub(crate) enum Block {
    /// 标题
    Title(Line),
    /// 发文字号
    Number(Line),
    /// What a reader must know before all else: a reconstruction, a local standard.
    Remarks(Vec<Line>),
    /// 主送机关
    Addressees(Line),
    /// First heading: 一、
    Heading(Line),
    /// Second heading: （一）
    Subheading(Line),
    /// 正文
    Paragraph(Line),
    /// Third headings with what belongs to each: 1.
    Items(Vec<Line>),
    /// 附件说明
    Attachments(Line),
    /// 发文机关署名
    SignedBy(Line),
    /// 成文日期
    SignedOn(Line),
    /// The word 附件 over the annex, which begins a page.
    AnnexMark(Line),
    /// 附件标题
    AnnexTitle(Line),
    /// The annex.
    Table(Table),
    /// 注
    Notes(Line, Vec<Line>),
    /// 抄送机关
    Copies(Line),
}

/// All parts of the document, each text of others as the edition may show it. A text that the office has not given is a blank to be
/// filled in.
pub(crate) fn blocks(notice: &Notice, edition: &Edition) -> Vec<Block> {
    let mut blocks = parts::head(notice, edition);
    blocks.push(Block::Heading(Line::of("一、普查情况")));
    blocks.extend(parts::overall(notice, edition));
    blocks.extend(parts::problems(notice, edition));
    blocks.extend(parts::consequences(notice, edition));
    blocks.push(Block::Heading(Line::of("二、加强政府网站信息内容建设")));
    blocks.extend(parts::requirements(&notice.texts.requirements, edition));
    blocks.extend(parts::signature(&notice.texts, edition));
    blocks.extend(parts::annex(notice, edition));
    blocks.extend(parts::notes(&notice.footnotes, edition));
    blocks.push(parts::copies(&notice.texts, edition));
    blocks
}
