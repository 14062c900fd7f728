//! The parts of the document in their order.

use gov_site_compliance::{
    Notice,
    notice::{AnnexRow, NoticeTexts, Requirement},
    standard::Points,
};

use super::{Block, Line, Table, numeral::numeral};
use crate::{Edition, text::shortened};

/// Words with which a basis begins that is no whole sentence.
const BASIS_WORDS: &[&str] = &["根据", "按照", "依据", "依照", "按", "为"];

/// What stands between the basis and the results.
const SUBJECT: &str = "现将普查情况、整改要求和下一步内容建设工作通知如下：";

/// Columns of the annex.
const ANNEX: &[(&str, u32)] = &[("序号", 75), ("网站标识码", 185), ("网站名称", 255), ("单项否决指标", 215), ("测得情况", 270)];

/// The same where a standard says how many points a line takes off (reading 21).
const ANNEX_WITH_POINTS: &[(&str, u32)] = &[("序号", 70), ("网站标识码", 175), ("网站名称", 230), ("单项否决指标", 195), ("测得情况", 240), ("扣分", 90)];

/// A text of the office, unless there is nothing in it.
pub(crate) fn given(text: Option<&str>, edition: &Edition) -> Option<String> {
    text.map(|text| edition.shown(text)).filter(|text| !text.is_empty())
}

pub(super) fn head(notice: &Notice, edition: &Edition) -> Vec<Block> {
    let mut blocks = vec![Block::Title(Line::of(edition.shown(&notice.title)))];
    if let Some(number) = given(notice.document_no.as_deref(), edition) {
        blocks.push(Block::Number(Line::of(format!("（{number}）"))));
    }
    if !notice.remarks.is_empty() {
        blocks.push(Block::Remarks(notice.remarks.iter().map(|remark| Line::of(edition.shown(remark))).collect()));
    }
    blocks.push(Block::Addressees(addressees(given(notice.texts.addressees.as_deref(), edition))));
    blocks.push(Block::Paragraph(opening(given(notice.texts.basis.as_deref(), edition))));
    blocks
}

/// A full-width colon follows the last of them (GB/T 9704—2012, 7.3.2).
fn addressees(names: Option<String>) -> Line {
    let names = names.map(|names| names.trim_end_matches([':', '：', '。']).to_string());
    Line::default().words_or_blank(names, "主送机关").words("：")
}

/// A basis that is a whole sentence stands before the opening, any other inside it.
fn opening(basis: Option<String>) -> Line {
    let Some(basis) = basis else { return Line::of("根据").blank("依据").words(format!("，{SUBJECT}")) };
    if basis.ends_with('。') {
        return Line::of(format!("{basis}{SUBJECT}"));
    }
    let basis = basis.trim_end_matches([',', '，', '、', ';', '；']);
    let begins = if BASIS_WORDS.iter().any(|word| basis.starts_with(word)) { "" } else { "根据" };
    Line::of(format!("{begins}{basis}，{SUBJECT}"))
}

pub(super) fn overall(notice: &Notice, edition: &Edition) -> Vec<Block> {
    let heading = Block::Subheading(Line::of("（一）总体情况"));
    let texts = notice.overall.iter().map(|text| Block::Paragraph(Line::of(edition.shown(text))));
    [heading].into_iter().chain(texts).collect()
}

/// Kinds of problems, then the overdue tickets, numbered through; then what could not be assessed.
pub(super) fn problems(notice: &Notice, edition: &Edition) -> Vec<Block> {
    let mut blocks = vec![Block::Subheading(Line::of("（二）存在的主要问题"))];
    let mut items: Vec<Line> = notice.problems.iter().map(|problem| led(&edition.shown(&problem.title), &edition.shown(&problem.text))).collect();
    if items.is_empty() {
        blocks.push(Block::Paragraph(Line::of(notice.none_failed.as_str())));
    }
    items.extend(notice.tickets.iter().map(|tickets| Line::default().leading("政民互动办理：").words(edition.shown(tickets))));
    if !items.is_empty() {
        blocks.push(Block::Items(items));
    }
    if let Some(text) = &notice.not_assessed {
        blocks.push(Block::Paragraph(Line::of(format!("未评估网站：{}", edition.shown(text)))));
    }
    blocks
}

/// A text that begins with its title and a colon has them as its heading.
fn led(title: &str, text: &str) -> Line {
    let after = text.strip_prefix(title).filter(|after| !title.is_empty() && after.starts_with([':', '：']));
    let Some(colon) = after.and_then(|after| after.chars().next()) else { return Line::of(text) };
    let (heading, rest) = text.split_at(title.len() + colon.len_utf8());
    Line::default().leading(heading).words(rest)
}

/// What follows from the results, by when and to whom to report, and who checks next.
pub(super) fn consequences(notice: &Notice, edition: &Edition) -> Vec<Block> {
    let rectify = given(notice.texts.rectify_by.as_deref(), edition);
    let reply = given(notice.texts.reply_to.as_deref(), edition);
    let mut blocks = vec![
        Block::Subheading(Line::of("（三）处理意见")),
        Block::Paragraph(Line::of("普查结果送达网站主管、主办单位的主要负责人，并向社会公布；网站不合格以及办件逾期的情况，计入所属单位的年度考核。")),
        Block::Paragraph(Line::of("整改期限：").words_or_blank(rectify, "整改期限")),
        Block::Paragraph(Line::of("答复方式：").words_or_blank(reply, "答复方式")),
    ];
    if !notice.checks.is_empty() {
        let checks: Vec<_> = notice.checks.iter().map(|check| edition.shown(check)).collect();
        blocks.push(Block::Paragraph(Line::of(format!("上级检查：{}。各单位应在检查开始前完成自查。", checks.join("、")))));
    }
    blocks
}

pub(super) fn requirements(requirements: &[Requirement], edition: &Edition) -> Vec<Block> {
    if requirements.is_empty() {
        return vec![Block::Paragraph(Line::default().blank("工作要求"))];
    }
    let numbered = requirements.iter().enumerate();
    numbered.flat_map(|(position, requirement)| required(&format!("（{}）", numeral(position + 1)), requirement, edition)).collect()
}

/// One demand; without a heading, its number stands before its first paragraph.
fn required(number: &str, requirement: &Requirement, edition: &Edition) -> Vec<Block> {
    let heading = edition.shown(&requirement.heading);
    let mut paragraphs = requirement.paragraphs.iter();
    let first = if heading.is_empty() {
        let first = paragraphs.next().map(|text| edition.shown(text)).unwrap_or_default();
        Block::Paragraph(Line::of(format!("{number}{first}")))
    } else {
        Block::Subheading(Line::of(format!("{number}{heading}")))
    };
    let lines = paragraphs.flat_map(|text| text.lines()).map(|line| edition.shown(line)).filter(|line| !line.is_empty());
    [first].into_iter().chain(lines.map(|line| Block::Paragraph(Line::of(line)))).collect()
}

pub(super) fn signature(texts: &NoticeTexts, edition: &Edition) -> Vec<Block> {
    let attachments = given(texts.attachments.as_deref(), edition);
    vec![
        Block::Attachments(Line::of("附件：").words_or_blank(attachments, "附件说明")),
        Block::SignedBy(Line::default().words_or_blank(given(texts.signed_by.as_deref(), edition), "落款单位")),
        Block::SignedOn(Line::default().words_or_blank(texts.signed_on.map(|day| day.chinese()), "成文日期")),
    ]
}

/// Each failing site with its counts, under the name by which the document calls its one annex (GB/T 9704—2012, 7.3.7).
pub(super) fn annex(notice: &Notice, edition: &Edition) -> Vec<Block> {
    let (rows, attachments) = (&notice.annex[..], notice.texts.attachments.as_deref());
    let named = given(attachments.filter(|names| names.trim().lines().count() == 1), edition);
    let title = named.unwrap_or_else(|| "不合格网站情况".to_string());
    let mut blocks = vec![Block::AnnexMark(Line::of("附件")), Block::AnnexTitle(Line::of(title))];
    if rows.is_empty() {
        blocks.push(Block::Paragraph(Line::of(notice.none_failed.as_str())));
        return blocks;
    }
    blocks.push(Block::Table(annex_table(rows, edition)));
    blocks
}

/// Signs of a cell of the annex: a name of a million signs makes the page unreadable.
const CELL: usize = 500;

/// Lines without points have an empty cell where others have some.
fn annex_table(rows: &[AnnexRow], edition: &Edition) -> Table {
    let with_points = rows.iter().any(|row| row.points.is_some());
    let cells = |(position, row): (usize, &AnnexRow)| {
        let texts = [&row.site_name, &row.clause, &row.measured].map(|text| edition.shown(text));
        let cells = [edition.id(&row.site_code)].into_iter().chain(texts).map(|text| shortened(text, CELL));
        let points = with_points.then(|| row.points.map(Points::short).unwrap_or_default());
        [(position + 1).to_string()].into_iter().chain(cells).chain(points).collect()
    };
    let table = Table::of(if with_points { ANNEX_WITH_POINTS } else { ANNEX }, rows.iter().enumerate().map(cells));
    if rows.iter().all(|row| row.veto) { table } else { table.renamed("单项否决指标", "指标") }
}

pub(super) fn notes(notes: &[String], edition: &Edition) -> Option<Block> {
    let notes: Vec<Line> = notes.iter().map(|note| Line::of(edition.shown(note))).collect();
    (!notes.is_empty()).then(|| Block::Notes(Line::of("注："), notes))
}

/// The last element: it stands on the last page, behind the annex (GB/T 9704—2012, 7.4).
pub(super) fn copies(texts: &NoticeTexts, edition: &Edition) -> Block {
    Block::Copies(Line::of("抄送：").words_or_blank(given(texts.copies.as_deref(), edition), "抄送机关"))
}
