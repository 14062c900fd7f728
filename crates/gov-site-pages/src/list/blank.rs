//! Whether a column is blank for sure: its own words, or an empty list.

use crate::outline::{At, Page, Tag, What};
use crate::shown::Shown;

/// Words that say that there is nothing.
const WORDS: [&str; 22] = [
    "暂无",
    "尚无",
    "暂时没有",
    "没有找到",
    "没有相关",
    "没有符合",
    "没有任何",
    "没有留言",
    "没有信息",
    "没有数据",
    "没有内容",
    "没有记录",
    "无相关",
    "还没有",
    "未找到",
    "未查询到",
    "没有信件",
    "没有资料",
    "建设中",
    "无数据",
    "无记录",
    "无内容",
];

/// What says that the page lists nothing.
pub(super) fn read(page: &Page<'_>) -> Option<Shown> {
    words(page).or_else(|| empty_list(page))
}

/// A count of zero: `共 0 条`, also split over elements. It says more than links that might be items.
pub(super) fn count(page: &Page<'_>) -> Option<Shown> {
    let texts: Vec<(At, &str)> = page.texts(0).collect();
    let one = texts.iter().find(|(_, text)| text.len() <= 400 && is_zero_count(text));
    let split = || {
        texts.windows(3).find(|three| three[1].1.trim() == "0" && is_zero_count(&format!("{}0{}", tail(three[0].1), head(three[2].1)))).map(|three| &three[1])
    };
    let (at, text) = one.or_else(split)?;
    Some(Shown { text: crate::outline::line(text), place: page.place(page.nodes[*at].parent) })
}

/// The last and the first signs of texts beside a number.
fn tail(text: &str) -> &str {
    let text = text.trim_end();
    text.char_indices().rev().nth(5).map_or(text, |(at, _)| &text[at..])
}

fn head(text: &str) -> &str {
    let text = text.trim_start();
    text.char_indices().nth(6).map_or(text, |(at, _)| &text[..at])
}

fn words(page: &Page<'_>) -> Option<Shown> {
    for node in &page.nodes {
        let What::Text(text) = node.what else { continue };
        if node.hidden || text.len() > 400 {
            continue;
        }
        if WORDS.iter().any(|word| text.contains(word)) {
            return Some(Shown { text: crate::outline::line(text), place: page.place(node.parent) });
        }
    }
    None
}

/// `共 0 条`, `0条记录`, `共有0篇`.
fn is_zero_count(text: &str) -> bool {
    text.match_indices('0').any(|(at, _)| {
        let before = text[..at].trim_end();
        let after = text[at + 1..].trim_start();
        let counted = ["条", "篇", "项", "个记录", "封", "件"].iter().any(|word| after.starts_with(word));
        let total = ["共", "共有", "总计", "合计", "总数", "总数：", "共：", "找到", "共计", ""].iter().any(|word| !word.is_empty() && before.ends_with(word));
        counted && (total || before.is_empty() && after.contains("记录"))
    })
}

/// A list without a single element in the content: nothing fills it, no script stands in it.
fn empty_list(page: &Page<'_>) -> Option<Shown> {
    if page.nodes.iter().any(|node| matches!(node.what, What::Text(text) if node.hidden && loads_later(text))) {
        return None;
    }
    let from = trail_end(page)?;
    (from..page.nodes.len()).find(|at| is_empty_list(page, *at)).map(|at| Shown { text: String::new(), place: page.place(at) })
}

/// Where the content begins: behind the words that say where one is.
fn trail_end(page: &Page<'_>) -> Option<At> {
    page.nodes.iter().position(|node| matches!(node.what, What::Text(text) if !node.hidden && (text.contains("位置") || text.contains("首页"))))
}

fn is_empty_list(page: &Page<'_>, at: At) -> bool {
    matches!(page.tag(at), Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Tbody)) && page.nodes[at].end == at + 1 && !super::is_beside(page, at)
}

/// Whether a script fetches what the page shows.
fn loads_later(source: &str) -> bool {
    ["ajax", "XMLHttpRequest", "fetch(", "axios", ".load(", "getJSON"].iter().any(|word| source.contains(word))
}
