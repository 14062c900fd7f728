//! Where the content of a page stands: between the words that say where one is and the footer.

use std::ops::Range;

use crate::beside::is_beside;
use crate::marks::Marks;
use crate::outline::{At, Page, Tag, What};
use crate::sieve::Words;

/// Signs of running text.
pub(super) const PARAGRAPH: usize = 40;
/// Elements above words that make up their block.
const BLOCK: usize = 3;
/// Bytes of a link to a form: 网上查询, not the title of a notice on a query.
const FORM: usize = 30;
/// Nodes of a trail at most.
const TRAIL: usize = 40;

/// The nodes of the content.
pub(super) struct Content {
    pub(super) from: At,
    pub(super) end: At,
    /// Whether the page says where it begins.
    pub(super) located: bool,
}

impl Content {
    pub(super) fn of(page: &Page<'_>) -> Content {
        let trail = trail_end(page);
        let from = trail.unwrap_or(0);
        let end = (from..page.nodes.len()).find(|at| is_footer(page, *at)).unwrap_or(page.nodes.len());
        Content { from, end, located: trail.is_some() }
    }

    /// Whether a link stands in the content that may be an item.
    pub(super) fn has_links(&self, page: &Page<'_>, marks: &Marks) -> bool {
        self.has_links_in(page, marks, self.from..self.end)
    }

    /// Whether such a link stands around a text: in the block that holds it, or anywhere if that is the whole page.
    pub(super) fn has_links_around(&self, page: &Page<'_>, marks: &Marks, text: At) -> bool {
        let block = page.ancestors(text).take(BLOCK).last().filter(|block| !page.ancestors(text).take(BLOCK).any(|at| page.is(at, Tag::Body)) && *block > 0);
        let range = block.map_or(self.from..self.end, |block| block.max(self.from)..page.nodes[block].end.min(self.end));
        self.has_links_in(page, marks, range)
    }

    fn has_links_in(&self, page: &Page<'_>, marks: &Marks, range: Range<At>) -> bool {
        let first = marks.links.partition_point(|link| *link < range.start);
        let last = marks.links.partition_point(|link| *link < range.end);
        marks.links.get(first..last).unwrap_or_default().iter().any(|link| may_be_item(page, *link))
    }

    /// Whether a text of more than some signs stands in the content before a node.
    pub(super) fn has_running_text(&self, page: &Page<'_>, signs: usize, before: At) -> bool {
        (self.from..self.end.min(before)).any(|at| match page.nodes[at].what {
            What::Text(text) => !page.nodes[at].hidden && text.trim().chars().count() > signs && !is_beside(page, at),
            What::Element(..) => false,
        })
    }
}

/// Whether a link may be an item: it leads to a page, not to a column or a form, and stands under no heading of a sidebar.
fn may_be_item(page: &Page<'_>, link: At) -> bool {
    const FORMS: [&str; 9] = ["我要", "查询", "写信", "提问", "返回", "搜索", "网站地图", "联系我们", "订阅"];
    let href = page.attr(link, "href").unwrap_or("");
    let is_form = || page.texts(link).any(|(_, text)| text.trim().len() <= FORM && FORMS.iter().any(|word| text.contains(word)));
    let holder = page.ancestors(link).take(4).find(|at| matches!(page.tag(*at), Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table))).unwrap_or(link);
    let in_sidebar = || super::heading_before(page, holder).is_some_and(super::is_of_sidebar);
    !super::blank::leads_to_column(href) && !is_beside(page, link) && !is_form() && !in_sidebar()
}

/// The first node behind the trail, or the word for the home page where there is no trail.
fn trail_end(page: &Page<'_>) -> Option<At> {
    let shown = |word: &Words<1>| page.nodes.iter().position(|node| matches!(node.what, What::Text(text) if !node.hidden && word.stand_in(text)));
    let Some(at) = shown(&const { Words::new(["位置"]) }) else { return shown(&const { Words::new(["首页"]) }) };
    let What::Text(text) = page.nodes[at].what else { return None };
    let parent = page.nodes[at].parent;
    if text.contains('>') || text.contains("首页") {
        return Some(page.nodes[parent].end);
    }
    let has_link = |above: &At| page.subtree(*above).len() <= TRAIL && page.subtree(*above).any(|at| page.is(at, Tag::A));
    let trail = page.ancestors(at).take(3).filter(|above| !page.is(*above, Tag::Body)).find(has_link);
    Some(page.nodes[trail.unwrap_or(parent)].end)
}

/// Whether the footer begins at a node.
fn is_footer(page: &Page<'_>, at: At) -> bool {
    const WORDS: Words<6> = Words::new(["主办单位", "主办：", "版权所有", "ICP备", "网站标识码", "友情链接"]);
    match page.nodes[at].what {
        What::Text(text) => !page.nodes[at].hidden && WORDS.stand_in(text),
        What::Element(Tag::Footer, _) => true,
        What::Element(..) => {
            [page.attr(at, "class"), page.attr(at, "id")].into_iter().flatten().any(|names| names.contains("foot") || names.contains("copyright"))
        }
    }
}
