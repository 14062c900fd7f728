//! Whether a column is blank for sure: its own words, or an empty list.

use gov_site_compliance::Gap;

use super::content::{Content, PARAGRAPH};
use crate::beside::is_beside;
use crate::items::Item;
use crate::marks::Marks;
use crate::outline::{At, Page, Tag, What, trimmed};
use crate::shown::Shown;

mod filled;
mod frame;
mod other;
mod shows;
mod words;

use filled::{fetches, has_own_script, is_counted, is_written, pages_written};
use frame::Frame;
pub(crate) use words::absent_letters;
pub(super) use words::names_sidebar;
use words::{MAY_SAY, WORDS, is_other_label};

/// What is known of a page without dated items.
#[derive(Default)]
pub(super) struct Found {
    pub(super) blank: Option<Shown>,
    pub(super) gap: Option<Gap>,
}

/// Whether the page lists nothing for sure, or cannot be read.
///
/// A column is blank for sure if a count of zero, words or an empty list in its content say so, and nothing else stands there but the frame
/// of the page ([`frame`]). Otherwise one of the two may belong to something else, and nobody can tell.
pub(super) fn read(page: &Page<'_>, marks: &Marks, undated: &[Item]) -> Found {
    if is_template(page) {
        return Found::gap(Gap::ScriptOnly);
    }
    let content = Content::of(page);
    let told = Told::of(page, &content);
    match sign(page, marks, &content, undated, &told) {
        Some(Sign { shown, sure }) if sure || !may_be_filled(page, &content, &shown) => Found { blank: Some(shown.shown(page)), gap: None },
        Some(_) => Found::gap(Gap::ScriptOnly),
        None if !undated.is_empty() && !told.is_any() && !labels_nothing(page) => Found::default(),
        None if undated.is_empty() && fetches(page, &content) => Found::gap(Gap::ScriptOnly),
        None => Found::gap(Gap::Unreadable),
    }
}

/// Whether the page says that there is nothing, by words or a count; of a list beside the content also by an empty list in the content.
pub(super) fn is_said(page: &Page<'_>, beside: bool) -> bool {
    let content = Content::of(page);
    Told::of(page, &content).is_any() || beside && empty_list(page, &content).is_some()
}

/// What a page says of having nothing: by a count, and by words.
struct Told<'a> {
    count: Option<(At, &'a str)>,
    words: Option<(At, &'a str)>,
}

impl<'a> Told<'a> {
    fn of(page: &Page<'a>, content: &Content) -> Told<'a> {
        Told { count: count(page), words: words(page, content) }
    }

    fn is_any(&self) -> bool {
        self.count.or(self.words).is_some()
    }
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

    /// The node that says so.
    fn node(&self) -> At {
        let (Said::Count(at, _) | Said::Words(at, _) | Said::List(at)) = self;
        *at
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

fn sign<'a>(page: &Page<'a>, marks: &Marks, content: &Content, undated: &[Item], told: &Told<'a>) -> Option<Sign<'a>> {
    // Rows that show days, or a table with data, a hidden count: whatever says that there is nothing speaks of something else.
    if other::shows_rows(page, marks, content) || is_counted(page) {
        return None;
    }
    let said = said(page, content, told)?;
    let leads_away = |item: &Item| page.attr(item.link, "href").is_none_or(|href| frame::leads_nowhere(href) || href.starts_with("http"));
    let ends_list = undated.iter().all(leads_away) && matches!(said, Said::Count(_, text) if is_of_pager(text));
    let is_whole = Frame::new(page, content, said.node()).is_whole(ends_list);
    is_whole.then(|| Sign { shown: said, sure: pages_written(page) == Some(0) })
}

/// Whether a count stands beside the number of pages: the system wrote it behind the list.
fn is_of_pager(text: &str) -> bool {
    text.contains(['/', '页'])
}

/// The first sign of blankness in the content: a count, words, an empty list.
fn said<'a>(page: &Page<'a>, content: &Content, told: &Told<'a>) -> Option<Said<'a>> {
    let count = told.count.filter(|(at, _)| (content.from..content.end).contains(at));
    let words = || told.words.map(|(at, text)| Said::Words(at, text));
    count.map(|(at, text)| Said::Count(at, text)).or_else(words).or_else(|| empty_list(page, content).map(Said::List))
}

/// Whether an address is that of a folder: links to columns and topics, not to items.
pub(super) fn leads_to_column(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let file = path.rsplit('/').next().unwrap_or(path);
    path.contains('/') && (file.is_empty() || file.starts_with("index."))
}

/// Whether a script or a frame may fill what seems to be blank.
fn may_be_filled(page: &Page<'_>, content: &Content, shown: &Said<'_>) -> bool {
    if fetches(page, content) || is_written(page, content) {
        return true;
    }
    let element = shown.element(page);
    let named = std::iter::once(element).chain(page.ancestors(element).take(1)).any(|at| page.attr(at, "id").is_some() && !page.is(at, Tag::Body));
    match shown {
        // A count beside the number of pages was written with the page, unless a script stands there.
        Said::Count(_, text) if is_of_pager(text) => has_own_script(page, content.from..content.end),
        Said::Count(..) => named || has_own_script(page, 0..page.nodes.len()),
        // Words stand in the list that is blank, or beside one that a script may fill.
        Said::Words(..) => {
            (named || empty_list(page, content).is_some_and(|list| page.attr(list, "id").is_some())) && has_own_script(page, 0..page.nodes.len())
        }
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

/// Whether a label on the page has nothing behind it (评论：暂无数据): of what, a label does not always tell for sure.
fn labels_nothing(page: &Page<'_>) -> bool {
    let says = |text: &str| MAY_SAY.stand_in(text) && text.contains(['：', ':']) && WORDS.iter().any(|word| text.contains(word));
    page.texts(0).any(|(at, text)| text.len() <= 120 && says(text) && !is_beside(page, at))
}

/// Whether the text before, as a label of its own element, names something else: `<td>传真：</td><td>暂无</td>`.
fn is_labelled(page: &Page<'_>, at: At) -> bool {
    let before = (at.saturating_sub(4)..at).rev().find_map(|at| if let What::Text(text) = page.nodes[at].what { Some(text.trim_end()) } else { None });
    before.and_then(|text| text.strip_suffix(['：', ':'])).is_some_and(is_other_label)
}

/// Whether a script decides if an element is shown: what it says is said of no page yet.
fn is_conditional(page: &Page<'_>, at: At) -> bool {
    const CONDITIONS: [&str; 8] = ["v-if", "v-else", "v-show", "v-else-if", "ng-if", "ng-show", "x-show", "wx:if"];
    page.ancestors(at).take(6).any(|at| {
        let hidden = page.attr(at, "style").is_some_and(|style| style.replace(' ', "").to_ascii_lowercase().contains("display:none"));
        let named = page.attr(at, "class").is_some_and(|names| names.split(' ').any(|name| matches!(name, "hide" | "hidden" | "d-none" | "layui-hide")));
        hidden || named || page.attr(at, "hidden").is_some() || CONDITIONS.iter().any(|name| page.attr(at, name).is_some())
    })
}

/// A short text of blankness in the content: no link, and not behind running text, of which it would be a part.
fn words<'a>(page: &Page<'a>, content: &Content) -> Option<(At, &'a str)> {
    let found = page.texts(0).find(|(at, text)| {
        *at >= content.from
            && words::says(text)
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
    // 共0页0条记录
    let of_pages = || before.strip_suffix('页').is_some_and(|pages| pages.trim_end().is_empty() || pages.trim_end().ends_with('0')) && after.contains("记录");
    let total = of_pages() || TOTAL.iter().any(|word| before.ends_with(word)) || before.is_empty() && after.contains("记录");
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
