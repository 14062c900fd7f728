//! Lists that stand inside a script: records of markup in CDATA sections, which the script of the system lays out.

use crate::context::Context;
use crate::entry::ListItem;
use crate::input::Budget;
use crate::items::{dated_items, joined, lists, unlinked, with_undated};
use crate::marks::Marks;
use crate::outline::{At, Page, Tag, What};
use crate::parse;
use crate::shown::DatePlace;

/// The items of the first script that holds records.
pub(super) fn items(page: &Page<'_>, context: &Context) -> Vec<ListItem> {
    let scripts = page.all(Tag::Script).filter_map(|at| Some((at, markup(page, at)?)));
    scripts.map(|(at, markup)| read(page, context, at, &markup)).find(|items| !items.is_empty()).unwrap_or_default()
}

/// The markup of all records of a script, one after the other.
fn markup(page: &Page<'_>, script: At) -> Option<String> {
    let source = page.subtree(script).find_map(|at| if let What::Text(text) = page.nodes[at].what { Some(text) } else { None })?;
    if !source.contains("<record") {
        return None;
    }
    let records: Vec<&str> = source.split("<![CDATA[").skip(1).filter_map(|rest| rest.split("]]>").next()).collect();
    let items = records.iter().map(|record| format!("<div>{record}</div>"));
    (!records.is_empty()).then(|| items.collect())
}

fn read(page: &Page<'_>, context: &Context, script: At, markup: &str) -> Vec<ListItem> {
    let Ok(html) = parse::parse(markup, &Budget::default()) else { return Vec::new() };
    let inner = Page::new(&html);
    let marks = Marks::new(&inner);
    let lists = joined(&inner, lists(dated_items(&inner, &marks)));
    let Some(list) = lists.iter().max_by_key(|list| list.items.len()) else { return Vec::new() };
    let place = page.place(script);
    let mut items = super::entries(&inner, context, super::in_order(with_undated(&inner, &marks, list), unlinked(&inner, &marks, list).items));
    for item in &mut items {
        item.place.clone_from(&place);
        if let Some(date) = &mut item.date {
            date.from = DatePlace::Script;
            date.place.clone_from(&place);
        }
        if let Some(unread) = &mut item.unread {
            unread.place.clone_from(&place);
        }
    }
    items
}
