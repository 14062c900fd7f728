//! Lists of columns and home pages.

use std::io::{self, Write};

use gov_site_compliance::DateState;
use gov_site_pages::{ColumnList, Home, ListItem, Paging, Shown};
use gov_site_report::plain;

use super::{Screen, date, line, padded, some};

pub(super) fn column(screen: &mut Screen, list: &ColumnList) -> io::Result<()> {
    some(screen, "template", list.template.as_ref())?;
    if let Some(shown) = &list.blank {
        blank(screen, "blank column", shown)?;
    }
    if let Some(gap) = list.gap {
        line(screen, "not readable", &format!("{} {gap}{}", gap.chinese(), nothing_found(list)))?;
    }
    if list.blank.is_none() {
        line(screen, "items", &list.items.len().to_string())?;
    }
    list.items.iter().try_for_each(|shown| item(screen, shown))?;
    list.paging.as_ref().map_or(Ok(()), |shown| paging(screen, shown))
}

/// That a template fits no longer: the page looks otherwise than when it was written.
fn nothing_found(list: &ColumnList) -> String {
    let template = list.template.as_ref().filter(|_| list.items.is_empty());
    template.map(|name| format!(": template {name} found no record with a link; look at its `record` and `link`")).unwrap_or_default()
}

pub(super) fn home(screen: &mut Screen, home: &Home) -> io::Result<()> {
    line(screen, "blocks", &home.blocks.len().to_string())?;
    for block in &home.blocks {
        let heading = block.heading.as_ref().map_or("-", |heading| heading.text.as_str());
        line(screen, "block", &format!("{heading}  {}", block.column_url.as_deref().unwrap_or("")))?;
        block.items.iter().chain(&block.undated).try_for_each(|shown| item(screen, shown))?;
    }
    Ok(())
}

/// By which words, or by which empty list, a list is blank.
pub(super) fn blank(screen: &mut Screen, name: &str, shown: &Shown) -> io::Result<()> {
    let words = if shown.text.is_empty() { "空列表" } else { &shown.text };
    line(screen, name, &format!("{words} ({})", shown.place))
}

fn item(screen: &mut Screen, item: &ListItem) -> io::Result<()> {
    let date = match (&item.date, &item.unread) {
        (Some(shown), _) => date(Some(shown)),
        (None, Some(unread)) => format!("{} {}", DateState::Unreadable.chinese(), plain(&unread.text)),
        (None, None) => DateState::NotShown.chinese().to_owned(),
    };
    writeln!(screen, "    {}{}  {}", padded(&date, 20), plain(&item.title), plain(item.url.as_deref().unwrap_or(&item.href)))
}

fn paging(screen: &mut Screen, paging: &Paging) -> io::Result<()> {
    let counts = [("page", paging.page), ("of pages", paging.pages), ("items on all", paging.items)];
    let counts = counts.iter().filter_map(|(name, count)| Some(format!("{name} {}", (*count)?)));
    let goes_on = if paging.goes_on { "goes on" } else { "ends here" };
    line(screen, "paging", &std::iter::once(goes_on.to_owned()).chain(counts).collect::<Vec<_>>().join(", "))?;
    some(screen, "next page", paging.next.as_ref())
}
