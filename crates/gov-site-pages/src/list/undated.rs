//! A list whose items show no dates: links with titles, one below the other.

use crate::beside::is_beside;
use crate::items::{Item, is_trail};
use crate::marks::Marks;
use crate::outline::{At, Page, Tag};

/// Signs that titles have on average; menus have fewer.
const TITLE: usize = 10;

/// Headings of lists that belong to no column: of sidebars, topics, other sites.
const OTHERS: [&str; 10] = ["热门", "热点", "排行", "推荐", "相关", "专题", "链接", "最新更新", "最新发布", "最新动态"];

/// The items of the largest list of titles without dates, if there is one beside menus and links to other sites.
pub(super) fn items(page: &Page<'_>, marks: &Marks) -> Vec<Item> {
    among(page, marks, &marks.links)
}

/// The same of some of the links.
pub(super) fn among(page: &Page<'_>, marks: &Marks, links: &[At]) -> Vec<Item> {
    let mut groups: Vec<(At, Vec<Item>)> = Vec::new();
    for link in links {
        let record = record(page, marks, *link);
        if is_trail(page, record) {
            continue;
        }
        let list = page.nodes[record].parent;
        let item = Item { link: *link, date: None, unread: None, record, list };
        match groups.iter_mut().rev().take(4).find(|(at, _)| *at == list) {
            Some((_, items)) => items.push(item),
            None => groups.push((list, vec![item])),
        }
    }
    let fitting = groups.into_iter().filter(|(at, items)| is_list(page, *at, items));
    fitting.max_by_key(|(_, items)| signs(page, items)).map(|(_, items)| items).unwrap_or_default()
}

/// The largest element that holds no other link.
fn record(page: &Page<'_>, marks: &Marks, link: At) -> At {
    let alone = |at: &At| marks.links_in(page, *at).len() == 1 && !page.is(*at, Tag::Body);
    std::iter::once(link).chain(page.ancestors(link)).take(9).take_while(alone).last().unwrap_or(link)
}

fn signs(page: &Page<'_>, items: &[Item]) -> usize {
    items.iter().map(|item| super::title_signs(page, item.link)).sum()
}

fn is_list(page: &Page<'_>, at: At, items: &[Item]) -> bool {
    let in_rows = items.iter().all(|item| matches!(page.tag(item.record), Some(Tag::Li | Tag::Tr | Tag::Dd | Tag::Dt | Tag::P | Tag::Div | Tag::Td | Tag::A)));
    let here = is_beside(page, at);
    let of_other = || super::heading_before(page, items[0].link).is_some_and(|heading| OTHERS.iter().any(|word| heading.contains(word)));
    in_rows && !here && items.len() >= 2 && signs(page, items) >= TITLE * items.len() && !of_other()
}

/// Elements above a list beside which its days may stand.
const LEVELS: usize = 3;
/// Elements beside each that are looked at.
const BESIDE: usize = 8;

/// Whether days without links stand in an element beside a list of titles, half as many as titles at least: one column holds the titles, another
/// one their days, and which day is whose the page does not say.
pub(super) fn has_days_beside(page: &Page<'_>, marks: &Marks, items: &[Item]) -> bool {
    let Some(list) = items.first().map(|item| item.list) else { return false };
    let days = |at: At| {
        let begin = marks.dates.partition_point(|mark| mark.node < at);
        marks.dates[begin..].iter().take_while(|mark| mark.node < page.nodes[at].end).take(items.len()).count()
    };
    let holds_days = |at: At| marks.links_in(page, at).is_empty() && days(at) >= 2 && days(at) * 2 >= items.len();
    let levels = std::iter::once(list).chain(page.ancestors(list)).take(LEVELS).take_while(|at| !page.is(*at, Tag::Body));
    levels
        .into_iter()
        .any(|level| page.children(page.nodes[level].parent).filter(|at| *at > level || page.nodes[*at].end <= level).take(BESIDE).any(holds_days))
}
