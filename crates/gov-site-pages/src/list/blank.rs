//! Whether a column is blank for sure: its own words, or an empty list.

use gov_site_compliance::Gap;

use super::content::{Content, PARAGRAPH};
use crate::beside::is_beside;
use crate::items::Item;
use crate::marks::Marks;
use crate::outline::{At, Page, Tag, What, trimmed};
use crate::shown::Shown;
use crate::sieve::Words;

mod filled;
mod other;

use filled::{fetches, has_own_script, pages_written};

/// The signs without which no text says that there is nothing.
const MAY_SAY: Words<5> = Words::new(["无", "没", "未", "中", "空"]);

/// Words that say that there is nothing.
const WORDS: [&str; 24] = [
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
    "列表为空",
    "数据为空",
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
pub(super) fn read(page: &Page<'_>, marks: &Marks, undated: &[Item]) -> Found {
    if is_template(page) {
        return Found::gap(Gap::ScriptOnly);
    }
    let content = Content::of(page);
    match sign(page, marks, &content, undated) {
        Some(Sign { shown, sure }) if sure || !may_be_filled(page, &content, &shown) => Found { blank: Some(shown.shown(page)), gap: None },
        Some(_) => Found::gap(Gap::ScriptOnly),
        None if !undated.is_empty() && words(page, &content).is_none() && !labels_nothing(page) => Found::default(),
        None if undated.is_empty() && fetches(page, &content) => Found::gap(Gap::ScriptOnly),
        None => Found::gap(Gap::Unreadable),
    }
}

/// Whether the page says that there is nothing, by words or a count; of a list beside the content also by an empty list in the content.
pub(super) fn is_said(page: &Page<'_>, beside: bool) -> bool {
    let content = Content::of(page);
    count(page).or_else(|| words(page, &content)).is_some() || beside && empty_list(page, &content).is_some()
}

impl Found {
    fn gap(gap: Gap) -> Found {
        Found { blank: None, gap: Some(gap) }
    }
}

/// What says that there is nothing.
enum Said<'a> {
    Count(At, &'a str),
    Words(At, &'a str),
    List(At),
}

impl Said<'_> {
    /// The element that says so.
    fn element(&self, page: &Page<'_>) -> At {
        match self {
            Said::Count(at, _) | Said::Words(at, _) => page.nodes[*at].parent,
            Said::List(at) => *at,
        }
    }

    fn shown(&self, page: &Page<'_>) -> Shown {
        let text = if let Said::Count(_, text) | Said::Words(_, text) = self { crate::outline::line(text) } else { String::new() };
        Shown { text, place: page.place(self.element(page)) }
    }
}

/// A sign of blankness, and whether the system that wrote the page put it there: then no script fills the list later.
struct Sign<'a> {
    shown: Said<'a>,
    sure: bool,
}

fn sign<'a>(page: &Page<'a>, marks: &Marks, content: &Content, undated: &[Item]) -> Option<Sign<'a>> {
    // Rows that show days, or a table with data: whatever says that there is nothing speaks of something else.
    if other::shows_rows(page, marks, content) {
        return None;
    }
    let sure = pages_written(page) == Some(0);
    if let Some((at, text)) = count(page) {
        return Some(Sign { shown: Said::Count(at, text), sure });
    }
    let is_menu = |item: &Item| page.attr(item.link, "href").is_some_and(leads_to_column);
    if !undated.iter().all(is_menu) {
        return None;
    }
    if let Some((at, text)) = words(page, content) {
        return (!content.has_links_around(page, marks, at)).then_some(Sign { shown: Said::Words(at, text), sure });
    }
    // An empty list says less than words: nothing else may stand in the content.
    if !undated.is_empty() || content.has_links(page, marks) || other::stands_in(page, content) {
        return None;
    }
    empty_list(page, content).map(|at| Sign { shown: Said::List(at), sure })
}

/// Whether an address is that of a folder: links to columns and topics, not to items.
pub(super) fn leads_to_column(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let file = path.rsplit('/').next().unwrap_or(path);
    path.contains('/') && (file.is_empty() || file.starts_with("index."))
}

/// Whether a script or a frame may fill what seems to be blank.
fn may_be_filled(page: &Page<'_>, content: &Content, shown: &Said<'_>) -> bool {
    if fetches(page, content) {
        return true;
    }
    let element = shown.element(page);
    let named = std::iter::once(element).chain(page.ancestors(element).take(1)).any(|at| page.attr(at, "id").is_some() && !page.is(at, Tag::Body));
    match shown {
        // A count beside the number of pages was written with the page, unless a script stands there.
        Said::Count(_, text) if text.contains(['/', '页']) => has_own_script(page, content.from..content.end),
        Said::Count(..) => named || has_own_script(page, 0..page.nodes.len()),
        Said::Words(..) => named && has_own_script(page, 0..page.nodes.len()),
        Said::List(at) => page.attr(*at, "id").is_some() || pages_written(page).is_none() && has_own_script(page, 0..page.nodes.len()),
    }
}

/// Whether marks of a template stand where a script puts the items: `{{ item.title }}`.
fn is_template(page: &Page<'_>) -> bool {
    page.texts(0).any(|(_, text)| memchr::memchr(b'{', text.as_bytes()).is_some() && text.contains("{{") && text.contains("}}"))
}

/// A count of zero: `共 0 条`, also split over elements. It says more than links that might be items.
fn count<'a>(page: &Page<'a>) -> Option<(At, &'a str)> {
    let one = page.texts(0).find(|(_, text)| text.len() <= 400 && is_zero_count(text));
    one.or_else(|| split_count(page))
}

fn split_count<'a>(page: &Page<'a>) -> Option<(At, &'a str)> {
    let mut zeros = page.texts(0).zip(page.texts(0).skip(1)).zip(page.texts(0).skip(2)).filter(|((_, (_, zero)), _)| trimmed(zero) == "0");
    let ((_, zero), _) = zeros.find(|(((_, before), _), (_, after))| is_zero_count(&format!("{}0{}", tail(before), head(after))))?;
    Some(zero)
}

/// The last and the first signs of texts beside a number.
pub(super) fn tail(text: &str) -> &str {
    let text = text.trim_end();
    text.char_indices().rev().nth(5).map_or(text, |(at, _)| &text[at..])
}

pub(super) fn head(text: &str) -> &str {
    let text = text.trim_start();
    text.char_indices().nth(6).map_or(text, |(at, _)| &text[..at])
}

/// Whether words of blankness speak of the list, not of something beside a text: 附件：暂无, 传真：暂无, 暂无评论, 暂无更多.
fn speaks_of_list(text: &str, at: usize, word: &str) -> bool {
    let label = text[..at].rsplit_once(['：', ':']).map(|(label, _)| label);
    let rest = text[at + word.len()..].trim_start_matches("相关");
    !label.is_some_and(is_other_label) && !OF_OTHER.iter().any(|other| rest.starts_with(other))
}

/// Whether a label on the page has nothing behind it (评论：暂无数据): of what, a label does not always tell for sure.
fn labels_nothing(page: &Page<'_>) -> bool {
    let says = |text: &str| MAY_SAY.stand_in(text) && text.contains(['：', ':']) && WORDS.iter().any(|word| text.contains(word));
    page.texts(0).any(|(at, text)| text.len() <= 120 && says(text) && !is_beside(page, at))
}

/// Whether a label names something else than the list.
fn is_other_label(label: &str) -> bool {
    !OF_LIST.iter().any(|word| label.contains(word))
}

/// Words of labels that name the list.
const OF_LIST: [&str; 9] = ["栏目", "列表", "内容", "信息", "数据", "记录", "结果", "提示", "公告"];

/// Whether the text before, as a label of its own element, names something else: `<td>传真：</td><td>暂无</td>`.
fn is_labelled(page: &Page<'_>, at: At) -> bool {
    let before = (at.saturating_sub(4)..at).rev().find_map(|at| if let What::Text(text) = page.nodes[at].what { Some(text.trim_end()) } else { None });
    before.and_then(|text| text.strip_suffix(['：', ':'])).is_some_and(is_other_label)
}

/// What may be absent without a column being blank.
const OF_OTHER: [&str; 17] =
    ["附件", "评论", "图片", "视频", "解读", "下载", "推荐", "备注", "链接", "更多", "回复", "答复", "评价", "办理", "权限", "法", "登录"];

/// Whether a text says that the page itself is not ready: 栏目建设中, not 高铁新城正在建设中.
fn is_under_way(text: &str) -> bool {
    const OF_PAGE: [&str; 14] = ["栏目", "内容", "信息", "页面", "网站", "网页", "专栏", "频道", "数据", "资料", "系统", "功能", "平台", "版块"];
    const ITSELF: [&str; 5] = ["正在", "建设", "更新", "整理", "努力"];
    let said = under_way(text).trim_start();
    UNDER_WAY.iter().any(|word| said.ends_with(word))
        && !said.contains("续")
        && (ITSELF.iter().any(|word| said.starts_with(word)) || OF_PAGE.iter().any(|word| said.contains(word)))
}

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

/// A short text of blankness in the content: no link, and not behind running text, of which it would be a part.
fn words<'a>(page: &Page<'a>, content: &Content) -> Option<(At, &'a str)> {
    let says = |text: &str| WORDS.iter().any(|word| text.find(word).is_some_and(|at| speaks_of_list(text, at, word))) || is_under_way(text);
    let found = page.texts(0).find(|(at, text)| {
        text.len() <= 120
            && MAY_SAY.stand_in(text)
            && says(text)
            && !page.ancestors(*at).take(3).any(|at| page.is(at, Tag::A))
            && !is_beside(page, *at)
            && !is_conditional(page, *at)
            && !is_labelled(page, *at)
            && !other::is_in_row(page, *at)
    })?;
    (!content.has_running_text(page, PARAGRAPH, found.0)).then_some(found)
}

/// Names of a number of items that stand before it: `总记录数：0`.
const COUNTS: [&str; 5] = ["总记录数", "记录总数", "总条数", "信息总数", "文章总数"];

/// `共 0 条`, `0条记录`, `共有0篇`, `总记录数：0`.
fn is_zero_count(text: &str) -> bool {
    memchr::memchr_iter(b'0', text.as_bytes()).any(|at| is_total(text[..at].trim_end(), text[at + 1..].trim_start()))
}

/// Whether the words around a number say that it is that of the items.
fn is_total(before: &str, after: &str) -> bool {
    const COUNTED: [&str; 6] = ["条", "篇", "项", "个记录", "封", "件"];
    const TOTAL: [&str; 9] = ["共", "共有", "总计", "合计", "总数", "总数：", "共：", "找到", "共计"];
    const OF_OTHER: [&str; 5] = ["评论", "留言", "回复", "点评", "附件"];
    // What came today or was commented on is not what the list holds.
    const NOT_OF_LIST: [&str; 9] = ["今日", "今天", "昨日", "本周", "本月", "今年", "评论", "附件", "本页"];
    let label = &before[before.char_indices().rev().nth(9).map_or(0, |(at, _)| at)..];
    if NOT_OF_LIST.iter().any(|word| label.contains(word)) {
        return false;
    }
    // Whole: 评论总条数：0 counts something else.
    if before.ends_with(['数', ':', '：']) && COUNTS.contains(&before.trim_end_matches([':', '：', ' ']).trim_start()) {
        return !after.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.');
    }
    if !COUNTED.iter().any(|word| after.starts_with(word)) {
        return false;
    }
    let near = &after[..after.char_indices().nth(6).map_or(after.len(), |(at, _)| at)];
    let total = TOTAL.iter().any(|word| before.ends_with(word)) || before.is_empty() && after.contains("记录");
    total && !OF_OTHER.iter().any(|word| near.contains(word))
}

/// A list without a single element in the content, in which no script stands; one with an `id`, there to be filled, only if no other is.
pub(super) fn empty_list(page: &Page<'_>, content: &Content) -> Option<At> {
    if !content.located {
        return None;
    }
    let mut lists = (content.from..page.nodes.len()).filter(|at| is_empty_list(page, *at));
    let first = lists.next()?;
    Some(std::iter::once(first).chain(lists).find(|at| page.attr(*at, "id").is_none()).unwrap_or(first))
}

fn is_empty_list(page: &Page<'_>, at: At) -> bool {
    let is_list = matches!(page.tag(at), Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Tbody));
    let is_pager = || page.attr(at, "class").is_some_and(|names| ["pag", "tab", "crumb", "share"].iter().any(|word| names.to_ascii_lowercase().contains(word)));
    is_list && page.nodes[at].end == at + 1 && !is_beside(page, at) && !is_pager()
}
