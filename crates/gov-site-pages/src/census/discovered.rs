//! Columns as the home page shows them, for a registry that names none.

use gov_site_compliance::{Column, ColumnKind, Site};

use super::SavedPage;
use crate::home::HomeBlock;

/// The columns of the blocks of a home page that have a heading and a link: each once. Their kind is read off the heading; it is a
/// proposal for the office, and the row says so.
pub fn columns_of_home(site: &Site, page: &SavedPage) -> Vec<Column> {
    let Some(home) = page.evidence.as_ref().ok().and_then(|evidence| evidence.home.as_ref()) else { return Vec::new() };
    let mut columns: Vec<Column> = Vec::new();
    for block in &home.blocks {
        let Some(column) = column(site, page, block) else { continue };
        if columns.iter().all(|known| known.url != column.url) {
            columns.push(column);
        }
    }
    columns
}

fn column(site: &Site, page: &SavedPage, block: &HomeBlock) -> Option<Column> {
    let (heading, url) = (block.heading.as_ref()?, block.column_url.clone()?);
    let name = without_more(&heading.text);
    if name.is_empty() {
        return None;
    }
    Some(Column {
        column_id: super::short_id(site, &url),
        site_code: site.site_code.clone(),
        column_name: name.to_owned(),
        kind: Some(kind(name)),
        parent_id: None,
        depth: None,
        url: Some(url),
        lists_items: Some(true),
        on_home: Some(true),
        on_second_level: None,
        redirects_to: None,
        finished_topic: None,
        opened_on: None,
        closed_on: None,
        source_unit: None,
        responsible: None,
        note: Some("栏目及类别由首页识别，请核对".to_owned()),
        source_ref: Some(super::source_ref(page, &heading.place, &heading.text)),
    })
}

/// A heading without the link to all of its items that stands at its end: 更多>>, [更多], MORE +. Nothing is left of one that says only that.
fn without_more(heading: &str) -> &str {
    const WORDS: [&str; 4] = ["查看更多", "更多", "查看全部", "more"];
    const CLOSES: [char; 9] = [')', '）', ']', '】', '》', '」', '”', '"', '〕'];
    let mut name = heading.trim().trim_end_matches(['>', '＞', '»', '›']);
    loop {
        let bare = name.trim_end_matches(|sign: char| !sign.is_alphanumeric());
        let Some(before) = WORDS.iter().find_map(|word| before_word(bare, word)) else { return name.trim_end() };
        name = before.trim_end_matches(|sign: char| !sign.is_alphanumeric() && !CLOSES.contains(&sign));
    }
}

/// What stands before a word at the end of a text; a word in Latin letters stands by itself (Baltimore ends in none).
fn before_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(word.len()).filter(|at| text.is_char_boundary(*at))?;
    let (before, end) = text.split_at(at);
    let apart = !word.is_ascii() || !before.ends_with(|sign: char| sign.is_ascii_alphanumeric());
    (apart && end.eq_ignore_ascii_case(word)).then_some(before)
}

/// The kind that a heading names.
fn kind(heading: &str) -> ColumnKind {
    const WORDS: [(&str, ColumnKind); 18] = [
        ("解读", ColumnKind::Interpretation),
        ("人事", ColumnKind::Personnel),
        ("任免", ColumnKind::Personnel),
        ("规划", ColumnKind::Plan),
        ("计划", ColumnKind::Plan),
        ("财政", ColumnKind::Finance),
        ("预决算", ColumnKind::Finance),
        ("统计", ColumnKind::Statistics),
        ("访谈", ColumnKind::Interview),
        ("征集", ColumnKind::Survey),
        ("通知", ColumnKind::Notice),
        ("公告", ColumnKind::Notice),
        ("公示", ColumnKind::Notice),
        ("文件", ColumnKind::Policy),
        ("法规", ColumnKind::Policy),
        ("动态", ColumnKind::News),
        ("要闻", ColumnKind::News),
        ("新闻", ColumnKind::News),
    ];
    WORDS.iter().find(|(word, _)| heading.contains(word)).map_or(ColumnKind::Other, |(_, kind)| *kind)
}
