//! Whether a column is blank for sure: its own words, or an empty list.

use gov_site_compliance::Gap;

use crate::beside::is_beside;
use crate::items::Item;
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
    "暂未",
    "无数据",
    "无记录",
    "无内容",
];

/// Words that say so where they end a text: 栏目建设中, but not 建设中心.
const UNDER_WAY: [&str; 3] = ["建设中", "更新中", "整理中"];
const END: [char; 8] = ['.', '…', '。', '！', '!', ' ', '，', '~'];

/// What is known of a page without dated items.
#[derive(Default)]
pub(super) struct Found {
    pub(super) blank: Option<Shown>,
    pub(super) gap: Option<Gap>,
}

/// Whether the page lists nothing for sure, or cannot be read. Words of blankness beside titles without dates decide nothing: one of the
/// two may belong to something else on the page.
pub(super) fn read(page: &Page<'_>, undated: &[Item]) -> Found {
    if is_template(page) {
        return Found { blank: None, gap: Some(Gap::ScriptOnly) };
    }
    if let Some(blank) = count(page) {
        return Found { blank: Some(blank), gap: None };
    }
    match (words(page), undated.is_empty()) {
        // A menu beside the words.
        (Some(blank), false) if undated.iter().all(|item| page.attr(item.link, "href").is_some_and(leads_to_column)) => Found { blank: Some(blank), gap: None },
        (Some(_), false) => Found { blank: None, gap: Some(Gap::Unreadable) },
        (None, false) => Found::default(),
        (Some(blank), true) => Found { blank: Some(blank), gap: None },
        (None, true) => nothing_said(page),
    }
}

/// Whether an address is that of a folder: links to columns and topics, not to items.
fn leads_to_column(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let file = path.rsplit('/').next().unwrap_or(path);
    path.contains('/') && (file.is_empty() || file.starts_with("index."))
}

/// Neither items nor words: an empty list says it as well, unless a script fills it later.
fn nothing_said(page: &Page<'_>) -> Found {
    if page.nodes.iter().any(|node| matches!(node.what, What::Text(text) if node.hidden && loads_later(text))) {
        return Found { blank: None, gap: Some(Gap::ScriptOnly) };
    }
    match empty_list(page) {
        Some(blank) => Found { blank: Some(blank), gap: None },
        None => Found { blank: None, gap: Some(Gap::Unreadable) },
    }
}

/// Whether marks of a template stand where a script puts the items: `{{ item.title }}`.
fn is_template(page: &Page<'_>) -> bool {
    page.texts(0).any(|(_, text)| text.contains("{{") && text.contains("}}"))
}

/// A count of zero: `共 0 条`, also split over elements. It says more than links that might be items.
fn count(page: &Page<'_>) -> Option<Shown> {
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

/// Whether words of blankness speak of the list, not of something beside a text: 附件：暂无, 暂无评论.
fn speaks_of_list(text: &str, at: usize, word: &str) -> bool {
    let label = text[..at].trim_end().strip_suffix(['：', ':']);
    let of_other = |text: &str| OF_OTHER.iter().any(|word| text.contains(word));
    !label.is_some_and(of_other) && !OF_OTHER.iter().any(|other| text[at + word.len()..].trim_start_matches("相关").starts_with(other))
}

/// What may be absent without a column being blank.
const OF_OTHER: [&str; 9] = ["附件", "评论", "图片", "视频", "解读", "下载", "推荐", "备注", "链接"];

/// A text without the courtesy and the signs at its end: 栏目建设中，敬请期待……
fn under_way(text: &str) -> &str {
    let text = text.trim_end_matches(END);
    let polite = ["，请", "，敬请", ",请", ",敬请", " 请", " 敬请"].iter().find_map(|word| text.rfind(word));
    text[..polite.unwrap_or(text.len())].trim_end_matches(END)
}

/// Whether a script decides if an element is shown: what it says is said of no page yet.
fn is_conditional(page: &Page<'_>, at: At) -> bool {
    const CONDITIONS: [&str; 8] = ["v-if", "v-else", "v-show", "v-else-if", "ng-if", "ng-show", "x-show", "wx:if"];
    page.ancestors(at).take(6).any(|at| {
        let hidden = page.attr(at, "style").is_some_and(|style| style.replace(' ', "").to_ascii_lowercase().contains("display:none"));
        hidden || CONDITIONS.iter().any(|name| page.attr(at, name).is_some())
    })
}

/// A short text of blankness in the content, no link.
fn words(page: &Page<'_>) -> Option<Shown> {
    let may_say = |text: &str| text.len() <= 120 && text.chars().any(|sign| matches!(sign, '无' | '没' | '未' | '中'));
    let says = |text: &str| {
        WORDS.iter().any(|word| text.find(word).is_some_and(|at| speaks_of_list(text, at, word)))
            || UNDER_WAY.iter().any(|word| under_way(text).ends_with(word))
    };
    let (at, text) = page.texts(0).find(|(at, text)| {
        may_say(text) && says(text) && !page.ancestors(*at).take(3).any(|at| page.is(at, Tag::A)) && !is_beside(page, *at) && !is_conditional(page, *at)
    })?;
    Some(Shown { text: crate::outline::line(text), place: page.place(page.nodes[at].parent) })
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

/// A list without a single element in the content, in which no script stands. One with an `id` is there to be filled.
fn empty_list(page: &Page<'_>) -> Option<Shown> {
    let from = trail_end(page)?;
    (from..page.nodes.len()).find(|at| is_empty_list(page, *at)).map(|at| Shown { text: String::new(), place: page.place(at) })
}

/// Where the content begins: behind the words that say where one is.
fn trail_end(page: &Page<'_>) -> Option<At> {
    page.nodes.iter().position(|node| matches!(node.what, What::Text(text) if !node.hidden && (text.contains("位置") || text.contains("首页"))))
}

fn is_empty_list(page: &Page<'_>, at: At) -> bool {
    let is_list = matches!(page.tag(at), Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Tbody));
    is_list && page.nodes[at].end == at + 1 && page.attr(at, "id").is_none() && !is_beside(page, at)
}

/// Whether a script fetches what the page shows.
fn loads_later(source: &str) -> bool {
    ["ajax", "XMLHttpRequest", "fetch(", "axios", ".load(", "getJSON"].iter().any(|word| source.contains(word))
}
