//! Rows that are no data: totals, notes, numbers of columns, headings. They name nothing, whatever stands in their cells.

use alloc::{borrow::Cow, string::String, vec::Vec};

use crate::{
    ingest::{Cells, RejectCode, dates},
    model::Table,
};

/// What every cell of the example of a template begins with (例：), with half-width signs.
const EXAMPLE: &str = "例:";
/// First cells of rows that add others up.
const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "总数", "汇总"];
/// What forms have below their rows, each before a colon.
const NOTES: &[&str] = &[
    "注",
    "备注",
    "说明",
    "填表说明",
    "填表人",
    "制表人",
    "填报人",
    "经办人",
    "审核人",
    "复核人",
    "签发人",
    "负责人",
    "单位负责人",
    "主要负责人",
    "分管负责人",
    "联系人",
    "联系电话",
    "联系方式",
    "电话",
    "填报单位",
    "填表单位",
    "制表单位",
    "单位公章",
    "填表日期",
    "填报日期",
    "制表日期",
    "填表时间",
    "填报时间",
    "制表时间",
    "截止时间",
    "截至时间",
    "数据来源",
    "统计口径",
];
/// Beginnings of notes without a colon.
const NOTES_WITHOUT_COLON: &[&str] = &["以上数据", "以下空白", "以下无正文", "本表"];
/// Headings of the numbers of rows, which are no field.
const NUMBER_HEADINGS: &[&str] = &["序号", "编号", "行次", "栏次"];
/// Marks of columns in statistical forms, beside their numbers.
const MARKS: &str = "甲乙丙丁戊己庚辛壬癸";
/// Cells of a row of numbers, at least: fewer may be data.
const NUMBERED: usize = 3;

/// Field and code of a rejected row that is no data. Its cells name nothing: it is charged to nobody.
#[cold]
pub(crate) fn of_row(table: &'static Table, cells: &Cells<'_>) -> Option<(&'static str, RejectCode)> {
    let filled: Vec<(&'static str, Cow<'_, str>)> = table.fields.iter().filter_map(|field| Some((field.name, cells.text(field.name)?))).collect();
    let (name, first) = filled.first()?;
    if let Some(code) = of_text(first) {
        return Some((name, code));
    }
    if is_numbering(&filled) {
        return Some((name, RejectCode::NumberRow));
    }
    let headings = filled.iter().filter(|(name, text)| is_heading(table, name, text)).count();
    (headings * 2 > filled.len()).then_some((name, RejectCode::RepeatedHeading))
}

/// What a row is that begins with this text, where it is no data.
pub(super) fn of_text(text: &str) -> Option<RejectCode> {
    let text: String = dates::half_width(text).chars().filter(|sign| !sign.is_whitespace()).collect();
    if text.starts_with(EXAMPLE) {
        return Some(RejectCode::ExampleRow);
    }
    if is_total(&text) {
        return Some(RejectCode::TotalRow);
    }
    if is_note(&text) {
        return Some(RejectCode::NoteRow);
    }
    NUMBER_HEADINGS.contains(&text.as_str()).then_some(RejectCode::RepeatedHeading)
}

/// 合计, 小计:3个, 合计(22件), 本页小计.
fn is_total(text: &str) -> bool {
    let goes_on = |rest: &str| rest.is_empty() || rest.starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, ':' | '(' | '=' | ','));
    let begins = TOTALS.iter().any(|word| text.strip_prefix(word).is_some_and(goes_on));
    begins || text.chars().count() <= 8 && ["合计", "小计", "总计", "共计"].iter().any(|word| text.ends_with(word))
}

/// 填表人:…, 负责人(签字):…, 注1:….
fn is_note(text: &str) -> bool {
    if NOTES_WITHOUT_COLON.iter().any(|word| text.starts_with(word)) {
        return true;
    }
    let Some((head, _)) = text.split_once(':') else { return false };
    let head = head.split('(').next().unwrap_or(head).trim_end_matches(|sign: char| sign.is_ascii_digit());
    NOTES.contains(&head)
}

/// Whether the cells are 1, 2, 3 … or 甲, 乙, 1, 2 …, as forms have below their headings.
fn is_numbering(filled: &[(&'static str, Cow<'_, str>)]) -> bool {
    let marks: Option<Vec<String>> = filled.iter().map(|(_, text)| column_mark(text)).collect();
    let Some(mut marks) = marks else { return false };
    let all = marks.len();
    marks.sort_unstable();
    marks.dedup();
    all >= NUMBERED && marks.len() == all
}

fn column_mark(text: &str) -> Option<String> {
    let half = dates::half_width(text);
    let mark = half.trim().trim_start_matches('(').trim_end_matches(')');
    let is_number = (1..=2).contains(&mark.len()) && mark.bytes().all(|sign| sign.is_ascii_digit()) && mark != "0";
    let mut signs = mark.chars();
    let is_sign = signs.next().is_some_and(|sign| MARKS.contains(sign)) && signs.next().is_none();
    (is_number || is_sign).then(|| mark.into())
}

/// Whether the text is the heading of its own field.
pub(crate) fn is_heading(table: &Table, field: &str, text: &str) -> bool {
    table.fields.iter().any(|known| known.name == field && (text.eq_ignore_ascii_case(known.name) || text == known.heading))
}
