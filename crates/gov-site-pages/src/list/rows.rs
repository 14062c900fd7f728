//! Rows whose title is no link: one that says 查看 stands beside it, or the row itself leads on by its script.

use crate::context::Context;
use crate::entry::{ListItem, quoted_address};
use crate::marks::{DateMark, Marks};
use crate::outline::{At, Page, Tag, What};

/// Nodes that a row has at most.
const ROW: usize = 60;
/// Elements above a date among which its row is looked for.
const ABOVE: usize = 4;
/// Signs that a title has at least.
const TITLE: usize = 5;

/// The items of such rows, if there are at least two. Of several dates of a row that of its publication counts; of two such nobody can tell.
pub(super) fn items(page: &Page<'_>, context: &Context, marks: &Marks) -> Vec<ListItem> {
    let mut rows: Vec<ListItem> = Vec::new();
    for item in marks.dates.iter().filter_map(|mark| item(page, context, mark)) {
        match rows.last_mut().filter(|last| last.place == item.place) {
            Some(last) if last.date.is_some() && item.date.is_some() => return Vec::new(),
            Some(last) if last.date.is_none() && item.date.is_some() => *last = item,
            Some(_) => {}
            None => rows.push(item),
        }
    }
    if rows.len() >= 2 { rows } else { Vec::new() }
}

fn item(page: &Page<'_>, context: &Context, mark: &DateMark) -> Option<ListItem> {
    let (row, href) = page.ancestors(mark.node).take(ABOVE).find_map(|row| Some((row, leads_to(page, row)?)))?;
    let title = title(page, row, mark)?;
    let url = (!crate::context::is_no_address(href)).then(|| context.resolve(href));
    let is_read = !mark.is_other() && mark.turned.is_none();
    Some(ListItem {
        title: crate::outline::line(title),
        href: href.to_owned(),
        url,
        date: is_read.then(|| crate::entry::shown(page, mark.clone())),
        unread: (!is_read).then(|| crate::entry::unread(page, mark)),
        place: page.place(row),
    })
}

/// Where a row leads: by its script, or by its one link that says 查看.
fn leads_to<'a>(page: &Page<'a>, row: At) -> Option<&'a str> {
    if !matches!(page.tag(row), Some(Tag::Tr | Tag::Li | Tag::Div | Tag::P | Tag::Dl)) || page.nodes[row].end - row > ROW {
        return None;
    }
    if let Some(script) = page.attr(row, "onclick") {
        return quoted_address(script);
    }
    let mut links = page.subtree(row).filter(|at| page.is(*at, Tag::A));
    let (Some(link), None) = (links.next(), links.next()) else { return None };
    let says = |text: &str| ["查看", "详情", "详细", "浏览"].iter().any(|word| text.trim().starts_with(word));
    page.attr(link, "href").filter(|_| page.is(row, Tag::Tr) && page.texts(link).any(|(_, text)| says(text)))
}

/// The longest text of a row that is not its date.
fn title<'a>(page: &Page<'a>, row: At, mark: &DateMark) -> Option<&'a str> {
    let texts = page.subtree(row).filter_map(|at| match page.nodes[at].what {
        What::Text(text) if !page.nodes[at].hidden && !(mark.node..=mark.last).contains(&at) => Some(text.trim()),
        _ => None,
    });
    let title = texts.max_by_key(|text| text.chars().count())?;
    (title.chars().filter(|sign| sign.is_alphabetic()).count() >= TITLE).then_some(title)
}
