//! Where the content of a page stands: between the words that say where one is and the footer.

use std::ops::Range;

use crate::beside::is_beside;
use crate::outline::{At, Page, Tag, What};
use crate::sieve::Words;

/// Signs of running text.
pub(super) const PARAGRAPH: usize = 40;
/// Nodes of a trail at most.
const TRAIL: usize = 40;
/// Nodes and texts around the name of a sponsor among which another mark of a footer stands.
const FOOTER: usize = 400;
const NEXT: usize = 3;
/// Signs of the heading 友情链接.
const LINKS: usize = 12;

/// The nodes of the content.
pub(super) struct Content {
    pub(super) from: At,
    pub(super) end: At,
    /// The path from the home page, before the content.
    pub(super) trail: Range<At>,
    /// Whether the page says where it begins.
    pub(super) located: bool,
}

impl Content {
    pub(super) fn of(page: &Page<'_>) -> Content {
        let trail = trail(page);
        let located = trail.is_some();
        let trail = trail.unwrap_or(0..0);
        let end = (trail.end..page.nodes.len()).find(|at| is_footer(page, *at)).unwrap_or(page.nodes.len());
        Content { from: trail.end, end, trail, located }
    }

    /// Whether a text of more than some signs stands in the content before a node.
    pub(super) fn has_running_text(&self, page: &Page<'_>, signs: usize, before: At) -> bool {
        (self.from..self.end.min(before)).any(|at| match page.nodes[at].what {
            What::Text(text) => !page.nodes[at].hidden && text.trim().chars().count() > signs && !is_beside(page, at),
            What::Element(..) => false,
        })
    }
}

/// The nodes from the words that say where one is to the end of the path, or the link to the home page where there is no such path.
fn trail(page: &Page<'_>) -> Option<Range<At>> {
    let mut texts = page.texts(0);
    let Some((at, text)) = texts.find(|(_, text)| PLACE.stand_in(text) && says_place(text)) else { return home(page) };
    let parent = page.nodes[at].parent;
    if text.contains('>') || text.contains("首页") {
        return Some(at..page.nodes[parent].end);
    }
    let has_link = |above: &At| page.subtree(*above).len() <= TRAIL && page.subtree(*above).any(|at| page.is(at, Tag::A));
    let trail = page.ancestors(at).take(3).filter(|above| !page.is(*above, Tag::Body)).find(has_link);
    Some(at..page.nodes[trail.unwrap_or(parent)].end)
}

const PLACE: Words<1> = Words::new(["位置"]);

/// 当前位置：, but not 项目位置 or 地理位置.
fn says_place(text: &str) -> bool {
    let text = text.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    ["当前", "您", "你", "所在", "现在", "目前", "位置", "我"].iter().any(|word| text.starts_with(word)) && !text.starts_with("所在位置在")
}

/// The first link to the home page that is none of a pager, with what follows it in a line.
fn home(page: &Page<'_>) -> Option<Range<At>> {
    const HOME_PAGE: Words<1> = Words::new(["首页"]);
    let is_paging = |text: &str| ["上一页", "上页", "前页", "前一页", "下一页", "尾页", "末页"].iter().any(|word| text.contains(word));
    let mut texts = page.texts(0).peekable();
    while let Some((at, text)) = texts.next() {
        if !HOME_PAGE.stand_in(text) || is_paging(text) || texts.peek().is_some_and(|(_, next)| is_paging(next)) {
            continue;
        }
        let line = page.ancestors(at).find(|above| page.tag(*above).is_some_and(Tag::is_block)).filter(|line| is_line(page, *line));
        return Some(at..line.map_or(at, |line| page.nodes[line].end));
    }
    None
}

/// Whether an element holds a few words in a line and no other lines.
fn is_line(page: &Page<'_>, at: At) -> bool {
    let inner = page.subtree(at).skip(1).take(TRAIL);
    page.subtree(at).len() <= TRAIL && !inner.into_iter().any(|at| page.tag(at).is_some_and(Tag::is_block))
}

/// Whether the footer begins at a node.
fn is_footer(page: &Page<'_>, at: At) -> bool {
    match page.nodes[at].what {
        What::Text(text) => !page.nodes[at].hidden && FOOTER_WORDS.stand_in(text) && is_footer_text(page, at, text.trim()),
        What::Element(Tag::Footer, _) => true,
        What::Element(..) => {
            [page.attr(at, "class"), page.attr(at, "id")].into_iter().flatten().any(|names| names.contains("foot") || names.contains("copyright"))
        }
    }
}

const FOOTER_WORDS: Words<6> = Words::new(["主办单位", "主办：", "版权所有", "ICP备", "网站标识码", "友情链接"]);
/// Marks that footers of sites have beside the name of the sponsor, and programmes of events have not.
const MARKS: Words<7> = Words::new(["版权", "ICP", "标识码", "Copyright", "网站地图", "公网安备", "技术支持"]);

/// Whether such words are those of a footer, and not of a title (关于版权所有权登记的通知) or of the programme of an event (主办单位：县文旅局).
fn is_footer_text(page: &Page<'_>, at: At, text: &str) -> bool {
    const OTHER: [&str; 4] = ["版权所有权", "关于", "通知", "公告"];
    let is_title = || OTHER.iter().any(|word| text.contains(word));
    let begins = text.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    if begins.starts_with("主办") {
        return has_mark(page, at);
    }
    match text.split_once("ICP备") {
        Some((_, number)) => number.contains(|sign: char| sign.is_ascii_digit()),
        None if text.contains("友情链接") => text.chars().count() <= LINKS,
        None => !is_title(),
    }
}

/// Whether another mark of a footer stands beside the name of a sponsor: in the same block, or next to it.
fn has_mark(page: &Page<'_>, at: At) -> bool {
    let is_block = |above: &At| !page.is(*above, Tag::Body) && page.subtree(*above).len() <= FOOTER;
    let in_block = |above: At| page.texts(above).any(|(_, text)| MARKS.stand_in(text));
    let shown = |at: At| if let What::Text(text) = page.nodes[at].what { (!page.nodes[at].hidden).then_some(text) } else { None };
    let mut lines = (at..page.nodes.len()).filter_map(shown).take(NEXT + 1).skip_while(|text| LABELS.stand_in(text) && !MARKS.stand_in(text));
    lines.next().is_some_and(|text| MARKS.stand_in(text)) || page.ancestors(at).take(NEXT).filter(is_block).any(in_block)
}

/// Labels of the lines between the name of the sponsor and such a mark.
const LABELS: Words<6> = Words::new(["主办", "承办", "地址", "电话", "邮编", "维护"]);
