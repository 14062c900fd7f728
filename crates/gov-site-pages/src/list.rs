//! The main list of a column: its items in order, apart from sidebars, rankings and menus.

use gov_site_compliance::Gap;
use scraper::Html;
use serde::Serialize;

use crate::beside::is_beside;
use crate::context::Context;
use crate::entry::ListItem;
use crate::items::{Item, List, complete, dated_items, joined, lists, with_undated};
use crate::marks::Marks;
use crate::outline::{At, Page};
use crate::shown::Shown;
use crate::template::Template;

mod blank;
mod paging;
mod script;
mod undated;

pub use paging::Paging;

/// What a column page lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ColumnList {
    /// The items in the order of the page.
    pub items: Vec<ListItem>,
    /// What says that the column is blank for sure: its words (共0条, 暂无内容) or the empty list itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank: Option<Shown>,
    /// Why the list could not be read, where there are neither items nor a sign that it is blank.
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
    let paging = paging::read(page, context);
    let listed = |items: Vec<ListItem>| ColumnList { items, paging: paging.clone(), ..ColumnList::default() };
    let lists = joined(page, lists(dated_items(page, marks)));
    if let Some(main) = main_list(page, &lists) {
        return listed(entries(page, context, with_undated(page, marks, main)));
    }
    let in_script = script::items(page, context);
    if !in_script.is_empty() {
        return listed(in_script);
    }
    let undated = once(page, undated::items(page, marks));
    let found = blank::read(page, &undated);
    let items = if found.blank.is_none() && found.gap.is_none() { entries(page, context, undated) } else { Vec::new() };
    ColumnList { items, blank: found.blank, gap: found.gap, template: None, paging }
}

/// The list that a template finds; one that finds nothing is a fault.
pub(crate) fn by_template(page: &Page<'_>, html: &Html, context: &Context, template: &Template) -> ColumnList {
    let items = template.items(html, context);
    let gap = items.is_empty().then_some(Gap::Unreadable);
    ColumnList { items, gap, template: Some(template.name().to_owned()), paging: paging::read(page, context), blank: None }
}

pub(crate) fn entries(page: &Page<'_>, context: &Context, items: Vec<Item>) -> Vec<ListItem> {
    let mut items = once(page, items);
    complete(page, &mut items);
    items.into_iter().map(|item| ListItem::new(page, context, item)).collect()
}

/// The heaviest list.
fn main_list<'l>(page: &Page<'_>, lists: &'l [List]) -> Option<&'l List> {
    let paged = paging::paged(page, lists);
    let weight = |at: usize| weight(page, &lists[at]) * if paged == Some(at) { PAGED } else { 1 };
    (0..lists.len()).map(|at| (weight(at), std::cmp::Reverse(at))).max().filter(|(weight, _)| *weight > 0).map(|(_, at)| &lists[at.0])
}

/// How much more a list weighs that a pager follows: it is the one that goes on.
const PAGED: usize = 6;

/// How much speaks for a list: the signs of its titles, less where it stands beside the content.
fn weight(page: &Page<'_>, list: &List) -> usize {
    let signs: usize = list.items.iter().map(|item| title_signs(page, item.link)).sum();
    let share = if is_beside(page, list.at) { 1 } else { 8 };
    signs * share
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
        href.map_or_else(|| page.text(item.link), str::to_owned)
    };
    items.into_iter().filter(|item| seen.insert((key(item), item.date.as_ref().map(|mark| mark.date)))).collect()
}
