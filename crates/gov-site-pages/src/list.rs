//! The main list of a column: its items in order, apart from sidebars, rankings and menus.

use std::ops::Range;

use gov_site_compliance::Gap;
use scraper::Html;
use serde::Serialize;

use crate::beside::is_beside;
use crate::context::Context;
use crate::entry::ListItem;
use crate::items::{Item, List, Records, alike, complete, dated_items, in_year, joined, lists, unlinked, with_undated};
use crate::marks::{DateMark, Marks};
use crate::outline::{At, Node, Page, Tag, What};
use crate::shown::Shown;
use crate::template::Template;

mod aside;
mod blank;
mod content;
mod paging;
mod rows;
mod script;
mod undated;
mod unread;

pub(crate) use blank::absent_letters;
use paging::Listed;
pub use paging::Paging;
pub(crate) use unread::{is_date_like, is_unread};

/// What a column page lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ColumnList {
    /// The items in the order of the page.
    pub items: Vec<ListItem>,
    /// What says that the column is blank for sure: its words (共0条, 暂无内容) or the empty list itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank: Option<Shown>,
    /// Why the list could not be read, or not whole: there are neither items nor a sign that it is blank, items show dates that cannot be
    /// read, or something dated stands among them that is no item for sure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<Gap>,
    /// The template of the office that read the list, in place of the general reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Pages of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
}

pub(crate) fn read(page: &Page<'_>, context: &Context, marks: &Marks) -> ColumnList {
    let (mut list, nodes) = found(page, context, marks);
    list.paging = paging::read(page, context, &Listed { items: list.items.len(), nodes: nodes.clone() });
    if is_doubtful(page, &list, nodes.as_ref()) || is_contradicted(&list) || nodes.is_some_and(|nodes| is_rivalled(page, marks, &list, nodes.start)) {
        return ColumnList { gap: Some(Gap::Unreadable), paging: list.paging, ..ColumnList::default() };
    }
    list
}

/// The list of the page, and the nodes where it stands.
fn found(page: &Page<'_>, context: &Context, marks: &Marks) -> (ColumnList, Option<Range<At>>) {
    let gap = |items: &[ListItem]| items.iter().any(|item| item.unread.is_some()).then_some(Gap::Unreadable);
    let listed = |items: Vec<ListItem>| ColumnList { gap: gap(&items), items, ..ColumnList::default() };
    let mut lists = joined(page, lists(dated_items(page, marks)));
    lists.retain(|list| may_be_list(page, list) && !aside::is_of_sidebar(page, list));
    if let Some(main) = main_list(page, &lists).filter(|main| !is_outweighed(page, marks, main)) {
        let records = records(page, marks, &lists, main);
        let nodes = nodes_of(page, &records.items);
        let list = listed(entries(page, context, records.items));
        return (ColumnList { gap: list.gap.or(records.unread.then_some(Gap::Unreadable)), ..list }, nodes);
    }
    let in_rows = rows::items(page, context, marks);
    if !in_rows.is_empty() {
        return (listed(in_rows), None);
    }
    let in_script = script::items(page, context);
    if !in_script.is_empty() {
        return (listed(in_script), None);
    }
    let undated = once(page, undated::items(page, marks));
    let nodes = nodes_of(page, &undated);
    let found = blank::read(page, marks, &undated);
    if found.blank.is_some() || found.gap.is_some() {
        return (ColumnList { blank: found.blank, gap: found.gap, ..ColumnList::default() }, nodes);
    }
    let gap = undated::has_days_beside(page, marks, &undated).then_some(Gap::Unreadable);
    let list = listed(entries(page, context, undated));
    (ColumnList { gap: list.gap.or(gap), ..list }, nodes)
}

/// The records of the main list and of its further blocks, in their order.
fn records(page: &Page<'_>, marks: &Marks, lists: &[List], main: &List) -> Records {
    let mut all = Records::default();
    for list in lists.iter().filter(|list| list.at == main.at || is_block_of(page, main, list)) {
        let single = single_in_block(page, main, list);
        let list = single.as_ref().unwrap_or(list);
        let others = unlinked(page, marks, list);
        all.unread |= others.unread;
        all.items.extend(by_year(year_over(page, list), in_order(with_undated(page, marks, list), others.items)));
    }
    all
}

/// How many items stand in a script of the page.
pub(crate) fn items_in_script(page: &Page<'_>, context: &Context) -> usize {
    script::items(page, context).len()
}

/// Items of a list with others that stand among them.
fn in_order(mut items: Vec<Item>, others: Vec<Item>) -> Vec<Item> {
    items.extend(others);
    items.sort_by_key(|item| item.link);
    items
}

/// Whether a dated list stands in a sidebar while the content lists titles without dates.
fn is_outweighed(page: &Page<'_>, marks: &Marks, main: &List) -> bool {
    let of_others = main.items.iter().all(|item| item.date.as_ref().is_some_and(DateMark::is_other));
    if !of_others && !is_beside(page, main.at) && !names_sidebar(heading(page, main).unwrap_or("")) {
        return false;
    }
    let undated = undated::items(page, marks);
    if of_others && undated.len() < main.items.len() {
        return false;
    }
    let is_menu = |item: &Item| page.attr(item.link, "href").is_some_and(blank::leads_to_column);
    undated.len() > SHORT_WITH_PAGER && undated.iter().all(|item| item.list != main.at) && !undated.iter().all(is_menu)
}

/// The nodes from the first to the last item.
fn nodes_of(page: &Page<'_>, items: &[Item]) -> Option<Range<At>> {
    let first = items.iter().map(Item::begin).min()?;
    Some(first..items.iter().map(|item| item.end(page)).max()?)
}

/// Items of a list that words of blankness leave in doubt: as many as sidebars show. Of one with a pager only the fewest.
const SHORT: usize = 10;
const SHORT_WITH_PAGER: usize = 3;

/// Whether signs of blankness stand beside a dated list that may be another: one beside the content, or a short one.
fn is_doubtful(page: &Page<'_>, list: &ColumnList, nodes: Option<&Range<At>>) -> bool {
    if !list.items.iter().any(|item| item.date.is_some()) {
        return false;
    }
    let goes_on = list.paging.as_ref().is_some_and(|paging| paging.goes_on);
    let is_short = list.items.len() <= if goes_on { SHORT_WITH_PAGER } else { SHORT };
    let beside = nodes.is_some_and(|nodes| is_beside(page, nodes.start));
    (is_short || beside) && blank::is_said(page, beside) || nodes.is_some_and(|nodes| aside::stands_beside_empty(page, nodes))
}

/// Titles without dates that make a list beside another.
const RIVALS: usize = 3;

/// Whether a dated list under a heading of its own (图片新闻), which the page does not have for its name, stands below a list of titles without dates
/// in the content: the column may be the other one.
fn is_rivalled(page: &Page<'_>, marks: &Marks, list: &ColumnList, begin: At) -> bool {
    if !list.items.iter().any(|item| item.date.is_some()) {
        return false;
    }
    let Some(heading) = heading_before(page, begin).filter(|heading| !is_known_head(heading)) else { return false };
    if page.all(Tag::Title).next().is_none_or(|title| page.source(title).contains(heading)) {
        return false;
    }
    let before = marks.links.partition_point(|link| *link < begin);
    let rivals = undated::among(page, marks, &marks.links[..before]);
    rivals.len() >= RIVALS && {
        let content = content::Content::of(page);
        content.located && rivals.iter().all(|item| item.link >= content.from)
    }
}

/// Whether the text before a list is the head of its dates, or a day.
fn is_known_head(text: &str) -> bool {
    crate::day_words::of_head_over_rows(text).is_some() || text.chars().any(|sign| sign.is_ascii_digit())
}

/// Whether a list that seems blank counts items or several pages.
fn is_contradicted(list: &ColumnList) -> bool {
    let counted = |paging: &Paging| paging.items.is_some_and(|items| items > 0) || paging.pages.is_some_and(|pages| pages > 1);
    list.blank.is_some() && list.paging.as_ref().is_some_and(counted)
}

/// Whether a single dated link may be the item of a list: a title in the content, no link of header or footer beside the day of today.
fn may_be_list(page: &Page<'_>, list: &List) -> bool {
    const CHROME: [&str; 8] = ["网站地图", "订阅", "统计", "更新时间", "联系我们", "关于我们", "无障碍", "首页"];
    let [item] = &list.items[..] else { return true };
    let signs = page.texts(item.link).flat_map(|(_, text)| text.chars()).filter(|sign| sign.is_alphanumeric()).take(TITLE + 1).count();
    if next_article(page, item.link) {
        return false;
    }
    let is_chrome = || page.texts(item.link).any(|(_, text)| CHROME.iter().any(|word| text.contains(word)));
    signs >= SOLE && !is_beside(page, item.link) && (signs > TITLE || !is_chrome())
}

/// Whether a link is the next article or the one before, as the text before it says.
fn next_article(page: &Page<'_>, link: At) -> bool {
    let before = (link.saturating_sub(NEXT)..link).rev().find_map(|at| match page.nodes[at].what {
        What::Text(text) if !page.nodes[at].hidden => Some(text.trim_end_matches(|sign: char| !sign.is_alphabetic())),
        _ => None,
    });
    let before = before.map_or("", |text| text.strip_suffix("文章").unwrap_or(text));
    ["上一篇", "下一篇", "上一条", "下一条"].iter().any(|word| before.ends_with(word))
}

/// Nodes between 下一篇 and its link.
const NEXT: usize = 4;
/// Signs of the title of a single item at least.
const SOLE: usize = 5;
/// Signs that links of headers and footers have at most.
const TITLE: usize = 8;

/// The list that a template finds. One that finds no record is a fault, and so is a record whose date it does not find: whether the page
/// shows none a template cannot know.
pub(crate) fn by_template(page: &Page<'_>, html: &Html, context: &Context, template: &Template) -> ColumnList {
    let items = template.items(html, context);
    let gap = (items.is_empty() || items.iter().any(|item| item.unread.is_some())).then_some(Gap::Unreadable);
    let paging = paging::read(page, context, &Listed { items: items.len(), nodes: None });
    ColumnList { items, gap, template: Some(template.name().to_owned()), paging, blank: None }
}

pub(crate) fn entries(page: &Page<'_>, context: &Context, items: Vec<Item>) -> Vec<ListItem> {
    let mut items = once(page, items);
    unread::read_at_ends(page, &mut items);
    complete(page, &mut items);
    items.into_iter().map(|item| entry(page, context, item)).collect()
}

/// An item as evidence, with what it shows in the place of a date.
fn entry(page: &Page<'_>, context: &Context, item: Item) -> ListItem {
    let shown = if item.date.is_none() && item.unread.is_none() { unread::shown(page, &item) } else { None };
    let entry = ListItem::new(page, context, item);
    ListItem { unread: entry.unread.or(shown), ..entry }
}

/// The heaviest list.
fn main_list<'l>(page: &Page<'_>, lists: &'l [List]) -> Option<&'l List> {
    let paged = paging::paged(page, lists);
    let title = page.all(Tag::Title).next().map(|title| page.source(title)).unwrap_or_default();
    let weight = |at: usize| weight(page, title.trim_start(), &lists[at]) * if paged == Some(at) { PAGED } else { 1 };
    (0..lists.len()).map(|at| (weight(at), std::cmp::Reverse(at))).max().filter(|(weight, _)| *weight > 0).map(|(_, at)| &lists[at.0])
}

/// How much more a list weighs that a pager follows: it is the one that goes on.
const PAGED: usize = 6;

/// How much speaks for a list: the signs of its titles, less where it stands beside the content.
fn weight(page: &Page<'_>, title: &str, list: &List) -> usize {
    let signs: usize = list.items.iter().map(|item| title_signs(page, item.link)).sum();
    let heading = heading(page, list).unwrap_or("");
    let beside = is_beside(page, list.at) || names_sidebar(heading);
    let named = || heading.chars().count() >= 2 && title.starts_with(heading);
    match beside {
        _ if !is_beside(page, list.at) && named() => signs * 16,
        true => signs,
        false => signs * 8,
    }
}

/// Headings of lists that stand beside the content of any column.
const OF_SIDEBARS: [&str; 12] = ["最新更新", "最新发布", "最新文章", "最新信息", "热门", "排行", "推荐", "相关", "热点", "猜你喜欢", "最新动态", "最新资讯"];

fn names_sidebar(heading: &str) -> bool {
    OF_SIDEBARS.iter().any(|word| heading.contains(word))
}

/// Nodes before a list among which its heading stands.
const ABOVE: usize = 16;

/// The short text that stands last before a list.
fn heading<'a>(page: &Page<'a>, list: &List) -> Option<&'a str> {
    heading_before(page, list.items.first()?.begin())
}

/// The short text that stands last before a node.
fn heading_before<'a>(page: &Page<'a>, first: At) -> Option<&'a str> {
    heading_at(page, first).map(|(_, text)| text)
}

/// The same, and where it stands.
fn heading_at<'a>(page: &Page<'a>, first: At) -> Option<(At, &'a str)> {
    let texts = (first.saturating_sub(ABOVE)..first).rev().filter_map(|at| match page.nodes[at] {
        Node { what: What::Text(text), hidden: false, .. } => Some((at, text.trim())),
        _ => None,
    });
    let is_word = |(_, text): &(At, &str)| text.chars().filter(|sign| sign.is_alphanumeric()).count() >= 2 && !text.starts_with("更多");
    let (at, text) = texts.into_iter().find(is_word)?;
    let text = text.trim_matches(|sign: char| !sign.is_alphanumeric());
    (text.chars().count() <= 12).then_some((at, text))
}

/// The items of a block under a heading that is a year (2023年): it is the year of their months and days.
fn by_year(year: Option<i32>, mut items: Vec<Item>) -> Vec<Item> {
    if let Some(year) = year {
        in_year(&mut items, year);
    }
    items
}

/// The year over a list. One of several side by side is a choice, and a link leads to the items of its year: neither is a heading.
fn year_over(page: &Page<'_>, list: &List) -> Option<i32> {
    let (at, text) = heading_at(page, list.items.first()?.begin())?;
    let year = year_of(text)?;
    let in_link = page.ancestors(at).take(LINKED).any(|above| page.is(above, Tag::A));
    let is_choice = in_link || heading_before(page, at).and_then(year_of).is_some();
    (!is_choice).then_some(year)
}

/// Elements above a text within which the link stands that holds it.
const LINKED: usize = 3;

fn year_of(text: &str) -> Option<i32> {
    let year = Some(text.trim_end_matches(['度', '年'])).filter(|text| text.len() == 4)?.parse().ok()?;
    (1995..=2099).contains(&year).then_some(year)
}

/// Elements above two blocks among which the one that holds both is looked for.
const BLOCKS: usize = 4;

/// Whether a list is another block of a column that shows several under headings: the elements around it are of the same tags and classes
/// up to one that holds both. Cells of one row stand beside each other, not below.
fn is_block_of(page: &Page<'_>, main: &List, list: &List) -> bool {
    let (Some(left), Some(right)) = (main.items.first(), list.items.first()) else { return false };
    if !alike(page, left, right) || is_beside(page, main.at) != is_beside(page, list.at) {
        return false;
    }
    if heading(page, list).is_some_and(names_sidebar) || is_of_other_column(page, main, list) {
        return false;
    }
    let form = |at: At| (page.tag(at), page.attr(at, "class"), page.attr(at, "width"));
    let Some(mut right) = block_at(page, main, list) else { return false };
    let mut left = main.at;
    for _ in 0..BLOCKS {
        if form(left) != form(right) || matches!(page.tag(left), Some(Tag::Td | Tag::Body) | None) {
            return false;
        }
        (left, right) = (page.nodes[left].parent, page.nodes[right].parent);
        if left == right {
            return true;
        }
    }
    false
}

/// The element that holds the items of a block. A single item has grown to all that holds no other: its block is the element around its link that
/// looks like that of the main list.
fn block_at(page: &Page<'_>, main: &List, list: &List) -> Option<At> {
    let [item] = &list.items[..] else { return Some(list.at) };
    let form = |at: At| (page.tag(at), page.attr(at, "class"));
    page.ancestors(item.link).take_while(|at| page.subtree(item.record).contains(at)).find(|at| form(*at) == form(main.at))
}

/// A further block of the main list with its only item in its own element.
fn single_in_block(page: &Page<'_>, main: &List, list: &List) -> Option<List> {
    let [item] = &list.items[..] else { return None };
    let at = block_at(page, main, list).filter(|at| *at != list.at && list.at != main.at)?;
    let record = std::iter::once(item.link).chain(page.ancestors(item.link)).find(|above| page.nodes[*above].parent == at)?;
    Some(List { items: vec![Item { record, list: at, ..item.clone() }], at })
}

/// Whether a list stands under the name of another column while the main one stands under that of the page.
fn is_of_other_column(page: &Page<'_>, main: &List, list: &List) -> bool {
    let Some(title) = page.all(Tag::Title).next().map(|title| page.source(title)) else { return false };
    let title = title.trim_start();
    let named = |list: &List| heading(page, list).filter(|heading| heading.chars().count() >= 2 && !is_known_head(heading));
    named(main).is_some_and(|heading| title.starts_with(heading)) && named(list).is_some_and(|heading| !title.contains(heading))
}

/// Signs of a title, long ones cut: one long sentence is no list.
fn title_signs(page: &Page<'_>, link: At) -> usize {
    page.texts(link).map(|(_, text)| text.chars().count()).sum::<usize>().min(40)
}

/// Items once: pages for two screens hold their list twice.
fn once(page: &Page<'_>, items: Vec<Item>) -> Vec<Item> {
    let mut seen = hashbrown::HashSet::with_hasher(foldhash::fast::FixedState::default());
    let key = |item: &Item| {
        let href = page.attr(item.link, "href").filter(|href| !crate::context::is_no_address(href));
        // Without an address items are told by what they show and by their scripts: three notices of one day may have one title.
        let script = |name| page.attr(item.link, name).unwrap_or("");
        href.map_or_else(|| format!("{} {} {}", page.text(item.link), script("href"), script("onclick")), str::to_owned)
    };
    items.into_iter().filter(|item| seen.insert((key(item), item.date.as_ref().map(|mark| mark.date)))).collect()
}
