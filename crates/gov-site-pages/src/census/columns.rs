//! Updates and coverage of one column, from its own pages or from its block on the home page.

use super::address::is_other_address;
use super::{Coverage, DateState, Day, Gap, ListItem, Moment, SavedPage, Site, SiteRows, Subject, Update, Written, coverage, source_of_list, source_ref};
use crate::letters::Letters;
use crate::list::ColumnList;
use crate::shown::ShownDate;
use gov_site_compliance::Column;

/// Updates of all pages of a column, and one row of coverage for it: its first page and those that follow without one missing.
pub(super) fn rows(site: &Site, column: &Column, pages: &mut Vec<(u32, &SavedPage)>, out: &mut SiteRows) {
    pages.sort_by_key(|(number, page)| (place_in_list(*number, page), *number, std::cmp::Reverse(page.observed_at)));
    for (_, page) in pages.iter() {
        match shown(page) {
            Shown::List(list) => out.updates.extend(list.items.iter().map(|item| update(column, page, item, source_of_list))),
            Shown::Letters(letters) => out.updates.extend(
                letters.items.iter().filter_map(|letter| Some(answered(column, page, letter.answered.as_ref().or(letter.asked.as_ref())?, letter.url.clone()))),
            ),
            Shown::Nothing(_) => {}
        }
    }
    out.coverage.push(covered(site, column, pages));
    let own: Vec<&SavedPage> = pages.iter().map(|(_, page)| *page).collect();
    if let Some(source) = source(&own) {
        out.sources.push((column.column_id.clone(), source));
    }
}

/// The updates that the home page shows of a column without pages of its own; never complete.
pub(super) fn rows_of_block(site: &Site, column: &Column, home: Option<&SavedPage>, out: &mut SiteRows) {
    let Some(home) = home else { return };
    let Some(shown) = home.evidence.as_ref().ok().and_then(|evidence| evidence.home.as_ref()) else { return };
    let is_own = |shown: &Option<String>| column.url.as_deref().zip(shown.as_deref()).is_some_and(|(url, shown)| super::page_of(url, shown) == Some(0));
    let Some(block) = shown.blocks.iter().find(|block| is_own(&block.column_url)) else { return };
    out.updates.extend(block.items.iter().map(|item| update(column, home, item, source_ref)));
    out.coverage.push(Coverage { complete: false, gap: Some(Gap::Incomplete), ..coverage(site, Subject::Column, Some(column), home, &block.place) });
}

/// What a page of a column shows.
enum Shown<'p> {
    List(&'p ColumnList),
    Letters(&'p Letters),
    Nothing(Gap),
}

fn shown(page: &SavedPage) -> Shown<'_> {
    let Ok(evidence) = &page.evidence else { return Shown::Nothing(page.gap().unwrap_or(Gap::Unreadable)) };
    match (page.gap(), &evidence.list, &evidence.letters) {
        (Some(gap), ..) => Shown::Nothing(gap),
        (None, Some(list), _) => Shown::List(list),
        (None, None, Some(letters)) => Shown::Letters(letters),
        (None, None, None) => Shown::Nothing(Gap::Unreadable),
    }
}

/// How far a column was looked at. `from` is the day after the oldest date of a run of pages that goes on: older items stand on pages that
/// were not saved.
fn covered(site: &Site, column: &Column, pages: &[(u32, &SavedPage)]) -> Coverage {
    let first = pages[0].1;
    let gap = |page: &SavedPage, gap| Coverage { complete: false, gap: Some(gap), ..of_list(site, column, page, "") };
    if pages[0].0 != 0 || is_later(first) {
        return gap(first, Gap::Incomplete);
    }
    let list = match shown(first) {
        Shown::List(list) => list,
        Shown::Letters(letters) => return covered_letters(site, column, first, letters),
        Shown::Nothing(why) => return gap(first, why),
    };
    if let Some(why) = list.gap {
        return gap(first, why);
    }
    let run = run(pages);
    let place = list.blank.as_ref().map_or("", |blank| blank.place.as_str());
    let whole = of_list(site, column, first, place);
    let seen: usize = run.iter().map(|list| list.items.len()).sum();
    // A later page that is no part of the run says that the list goes on, unless the list is blank today.
    let more = list.blank.is_none() && pages.iter().filter(|(number, _)| *number != 0).count() >= run.len();
    if run.last().is_none_or(|last| !goes_on(last, seen, more)) {
        return Coverage { items_seen: i64::try_from(seen).ok(), ..whole };
    }
    match oldest_in_order(&run) {
        Some(oldest) => Coverage { from: Some(oldest.plus_days(1)), ..whole },
        None => gap(first, Gap::Incomplete),
    }
}

/// A row of coverage that rests on the list of a page.
fn of_list(site: &Site, column: &Column, page: &SavedPage, place: &str) -> Coverage {
    Coverage { source_ref: Some(source_of_list(page, place, "")), ..coverage(site, Subject::Column, Some(column), page, place) }
}

fn covered_letters(site: &Site, column: &Column, page: &SavedPage, letters: &Letters) -> Coverage {
    match &letters.blank {
        Some(blank) => Coverage { items_seen: Some(0), ..coverage(site, Subject::Column, Some(column), page, &blank.place) },
        None => Coverage { complete: false, gap: Some(Gap::Incomplete), ..coverage(site, Subject::Column, Some(column), page, "") },
    }
}

/// The number that a page states of itself, from 1.
fn stated(page: &SavedPage) -> Option<u32> {
    let list = page.evidence.as_ref().ok()?.list.as_ref()?;
    list.paging.as_ref()?.page.filter(|page| *page > 0)
}

/// Pages before a page of a list: as it states itself, else as the number in its address says. The first page is told by its address.
fn place_in_list(number: u32, page: &SavedPage) -> u32 {
    if number == 0 { 0 } else { stated(page).map_or(number, |page| page - 1) }
}

/// Whether what was saved under the address of the first page is a later one: pagers of forms and scripts leave the address as it is.
/// A number alone may be that of a link to another page; beside the number of all pages it is that of the page.
fn is_later(first: &SavedPage) -> bool {
    let Ok(evidence) = &first.evidence else { return false };
    let paging = evidence.list.as_ref().and_then(|list| list.paging.as_ref());
    paging.is_some_and(|paging| paging.pages.is_some_and(|pages| paging.page.is_some_and(|page| (2..=pages).contains(&page))))
}

/// The lists of the first page and of those that follow on it, as far as none is missing or unread.
fn run<'p>(pages: &[(u32, &'p SavedPage)]) -> Vec<&'p ColumnList> {
    let mut lists: Vec<&ColumnList> = Vec::new();
    for (at, later) in pages.iter().enumerate() {
        let follows = at == 0 || follows(at, lists[at - 1], pages[at - 1], *later);
        match shown(later.1) {
            Shown::List(list) if follows && list.gap.is_none() => lists.push(list),
            _ => break,
        }
    }
    lists
}

/// Whether a page follows on the one before it, behind `before` pages of the list: by the number that it states, else by that in its address
/// (second pages are numbered 1 or 2), and by the link of the page before. Between pages of different days items may stand that neither shows.
fn follows(before: usize, list: &ColumnList, (last, earlier): (u32, &SavedPage), (number, later): (u32, &SavedPage)) -> bool {
    let in_order = match stated(later) {
        Some(page) => page as usize == before + 1,
        None => number.checked_sub(1) == Some(last) || (before == 1 && number == 2),
    };
    let next = list.paging.as_ref().and_then(|paging| paging.next.as_deref());
    let linked = next.is_none_or(|next| !is_other_address(next, &later.url));
    in_order && linked && earlier.observed_at.day() == later.observed_at.day()
}

/// Whether a list goes on behind its last saved page. `more`: later pages were saved that do not follow on it.
fn goes_on(last: &ColumnList, seen: usize, more: bool) -> bool {
    let Some(paging) = &last.paging else { return more };
    let is_last = paging.page.zip(paging.pages).is_some_and(|(page, pages)| page >= pages);
    let all_seen = paging.items.is_some_and(|items| items as usize <= seen);
    (paging.goes_on || more) && !is_last && !all_seen
}

/// The oldest day of lists that run from new to old. Pinned items at the head may be older, but the run must be longer than they are.
fn oldest_in_order(lists: &[&ColumnList]) -> Option<Day> {
    let dates = lists.iter().flat_map(|list| &list.items).filter_map(|item| item.date.as_ref());
    let days: Vec<Day> = dates.map(|date| if let Written::Day(day) = date.date { Some(day) } else { None }).collect::<Option<_>>()?;
    let pinned = days.windows(2).take(5).rposition(|pair| pair[0] < pair[1]).map_or(0, |at| at + 1);
    let run = days.get(pinned..)?;
    let in_order = run.windows(2).all(|pair| pair[0] >= pair[1]);
    (in_order && run.len() >= 2 && run.len() > pinned).then(|| run.last().copied()).flatten()
}

/// What the state of a column rests on: the item with the newest date (those after the day of the page are none of its updates), else what
/// says that the column is blank, else what could not be read, else the first item, else the first page.
fn source(pages: &[&SavedPage]) -> Option<String> {
    let lists = || pages.iter().filter_map(|page| Some((*page, page.evidence.as_ref().ok()?.list.as_ref()?)));
    let dated = lists().flat_map(|(page, list)| list.items.iter().filter_map(move |item| Some((page, item.date.as_ref()?))));
    let newest = dated.filter(|(page, date)| matches!(date.date, Written::Day(day) if day <= page.observed_at.day())).max_by_key(|(_, date)| date.date);
    let blank = || lists().find_map(|(page, list)| list.blank.as_ref().map(|blank| source_of_list(page, &blank.place, &blank.text)));
    let items = || lists().flat_map(|(page, list)| list.items.iter().map(move |item| (page, item)));
    let unread = || items().find_map(|(page, item)| item.unread.as_ref().map(|unread| source_of_list(page, &unread.place, &unread.text)));
    let item = || items().next().map(|(page, item)| source_of_list(page, &item.place, ""));
    let first = || pages.first().map(|page| source_of_list(page, "", ""));
    newest.map(|(page, date)| source_of_list(page, &date.place, &date.text)).or_else(blank).or_else(unread).or_else(item).or_else(first)
}

/// How the source of a row is written.
type Source = fn(&SavedPage, &str, &str) -> String;

fn update(column: &Column, page: &SavedPage, item: &ListItem, source: Source) -> Update {
    let date = item.date.as_ref();
    let shown = date.map(|date| (&date.place, &date.text)).or_else(|| item.unread.as_ref().map(|unread| (&unread.place, &unread.text)));
    let (place, text) = shown.map_or((item.place.as_str(), ""), |(place, text)| (place, text));
    // Items without an address are told by all that they show.
    let url = item.url.clone().unwrap_or_else(|| format!("{}#{} {text} {}", page.url, item.title, item.href));
    let row = dated(column, page, date, url);
    let date_state = if item.unread.is_some() { Some(DateState::Unreadable) } else { row.date_state };
    Update { title: Some(item.title.clone()), source_ref: Some(source(page, place, text)), date_state, ..row }
}

/// An item of a column of letters: its day, and no word of it.
fn answered(column: &Column, page: &SavedPage, date: &ShownDate, url: Option<String>) -> Update {
    let url = url.unwrap_or_else(|| format!("{}#{}", page.url, date.place));
    Update { source_ref: Some(source_ref(page, &date.place, &date.text)), ..dated(column, page, Some(date), url) }
}

fn dated(column: &Column, page: &SavedPage, date: Option<&ShownDate>, url: String) -> Update {
    let day = date.and_then(|date| if let Written::Day(day) = date.date { Some(day) } else { None }).filter(|day| *day >= Day::FIRST);
    let state = match (date, day) {
        (Some(_), Some(_)) => DateState::Shown,
        (Some(_), None) => DateState::Unreadable,
        (None, _) => DateState::NotShown,
    };
    let time = date.and_then(|date| date.time);
    let moment = |(day, time): (Day, crate::date_text::Clock)| {
        Moment::parse(&format!("{day}T{:02}:{:02}:{:02}+08:00", time.hour, time.minute, time.second.unwrap_or(0)))
    };
    Update {
        column_id: column.column_id.clone(),
        url,
        published_on: day,
        date_state: Some(state),
        published_at: day.zip(time).and_then(moment),
        title: None,
        observed_at: Some(page.observed_at),
        content_source: None,
        document_no: None,
        repost_of: None,
        note: None,
        source_ref: None,
    }
}
