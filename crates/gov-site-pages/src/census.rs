//! From pages to the tables of a census: which page is which column, which items it shows, and what could not be read.
//!
//! Each row names its page in `source_ref`: file, digest, place and the text that it rests on.

use gov_site_compliance::{Column, Coverage, DateState, Gap, Moment, Service, ServiceFile, Site, Subject, Ticket, Update};
use sha2::{Digest, Sha256};

use crate::date_text::Written;
use crate::entry::ListItem;
use crate::evidence::PageEvidence;
use crate::input::Unread;
use crate::list::ColumnList;

mod address;
mod discovered;
mod guides;
mod letters;

pub use address::{belongs_to, is_home, is_page_of};
pub use discovered::columns_of_home;

/// A saved page of a site, read.
#[derive(Debug)]
pub struct SavedPage {
    /// Where the page is stored, as `source_ref` names it.
    pub file: String,
    /// Its final address.
    pub url: String,
    /// When it was received.
    pub observed_at: Moment,
    /// What it shows, or why it was not read.
    pub evidence: Result<PageEvidence, Unread>,
}

/// Rows of one site, as the tables of the data dictionary hold them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteRows {
    /// Columns that the home page shows, where the registry names none.
    pub columns: Vec<Column>,
    /// For each column that was seen the page, its digest, the place and the text on which its state rests: the newest date, or the words
    /// of blankness.
    pub sources: Vec<(String, String)>,
    /// Dated and undated items.
    pub updates: Vec<Update>,
    /// What was looked at, and what could not be read.
    pub coverage: Vec<Coverage>,
    /// Letters, possible as tickets.
    pub tickets: Vec<Ticket>,
    /// Services with the state of the elements of their guides.
    pub services: Vec<Service>,
    /// Their forms.
    pub service_files: Vec<ServiceFile>,
    /// Files of pages that belong to no column of the site and are no letters and no guide.
    pub unused: Vec<String>,
}

/// The rows that the pages of one site give. `columns` are those of the registry; without any, the blocks of the home page are taken.
pub fn site_rows(site: &Site, columns: &[Column], pages: &[SavedPage]) -> SiteRows {
    let mut rows = SiteRows::default();
    let home = pages.iter().find(|page| is_home(site, &page.url));
    if columns.is_empty() {
        rows.columns = home.and_then(|page| page.evidence.as_ref().ok()?.home.as_ref()).map_or_else(Vec::new, |home| columns_of_home(site, home));
    }
    let known = if columns.is_empty() { rows.columns.clone() } else { columns.to_vec() };
    let mut used = vec![false; pages.len()];
    for column in &known {
        let of_column: Vec<usize> = (0..pages.len()).filter(|at| column.url.as_deref().is_some_and(|url| is_page_of(url, &pages[*at].url))).collect();
        of_column.iter().for_each(|at| used[*at] = true);
        let own: Vec<&SavedPage> = of_column.iter().map(|at| &pages[*at]).collect();
        column_rows(site, column, &own, home, &mut rows);
    }
    if let Some(home) = home {
        rows.coverage.push(home_coverage(site, home));
    }
    for at in (0..pages.len()).filter(|at| !used[*at] && !is_home(site, &pages[*at].url)) {
        other_page(site, &pages[at], &mut rows);
    }
    rows
}

/// A page that is neither home nor column: letters, a guide, or nothing that a table asks for.
fn other_page(site: &Site, page: &SavedPage, rows: &mut SiteRows) {
    let Ok(evidence) = &page.evidence else {
        rows.unused.push(page.file.clone());
        return;
    };
    match (&evidence.letters, &evidence.guide) {
        (Some(shown), _) => letters::rows(site, page, shown, rows),
        (None, Some(guide)) => guides::rows(site, page, evidence, guide, rows),
        (None, None) => rows.unused.push(page.file.clone()),
    }
}

/// Updates and coverage of one column, from its own pages; without any, from its block on the home page, which is never complete.
fn column_rows(site: &Site, column: &Column, pages: &[&SavedPage], home: Option<&SavedPage>, rows: &mut SiteRows) {
    if pages.is_empty() {
        let Some(home) = home else { return };
        let block = home.evidence.as_ref().ok().and_then(|evidence| evidence.home.as_ref()).and_then(|shown| {
            shown.blocks.iter().find(|block| column.url.as_deref().zip(block.column_url.as_deref()).is_some_and(|(url, shown)| is_page_of(url, shown)))
        });
        let Some(block) = block else { return };
        let items: Vec<&ListItem> = block.items.iter().chain(&block.undated).collect();
        rows.updates.extend(items.iter().map(|item| update(column, home, item)));
        rows.coverage.push(Coverage { complete: false, gap: Some(Gap::Incomplete), ..coverage(site, Subject::Column, Some(column), home, "") });
        return;
    }
    if let Some(source) = source(pages) {
        rows.sources.push((column.column_id.clone(), source));
    }
    for page in pages {
        match page.evidence.as_ref().map(|evidence| evidence.list.as_ref()) {
            Ok(Some(list)) => {
                rows.updates.extend(list.items.iter().map(|item| update(column, page, item)));
                rows.coverage.push(list_coverage(site, column, page, list, pages.len()));
            }
            Ok(None) => rows.coverage.push(unread(site, column, page, page.evidence.as_ref().ok().and_then(PageEvidence::gap).unwrap_or(Gap::Unreadable))),
            Err(error) => rows.coverage.push(unread(site, column, page, error.gap())),
        }
    }
}

/// What the state of a column rests on: the item with the newest date, else what says that the column is blank, else the first page.
fn source(pages: &[&SavedPage]) -> Option<String> {
    let lists = || pages.iter().filter_map(|page| Some((*page, page.evidence.as_ref().ok()?.list.as_ref()?)));
    let dated = lists().flat_map(|(page, list)| list.items.iter().filter_map(move |item| Some((page, item.date.as_ref()?))));
    let newest = dated.filter(|(_, date)| matches!(date.date, Written::Day(_))).max_by_key(|(_, date)| date.date);
    let blank = || lists().find_map(|(page, list)| list.blank.as_ref().map(|blank| source_ref(page, &blank.place, &blank.text)));
    newest.map(|(page, date)| source_ref(page, &date.place, &date.text)).or_else(blank).or_else(|| pages.first().map(|page| source_ref(page, "", "")))
}

fn update(column: &Column, page: &SavedPage, item: &ListItem) -> Update {
    let date = item.date.as_ref();
    let day = date.and_then(|date| if let Written::Day(day) = date.date { Some(day) } else { None });
    let state = match (date, day) {
        (Some(_), Some(_)) => DateState::Shown,
        (Some(_), None) => DateState::Unreadable,
        (None, _) => DateState::NotShown,
    };
    let time = date.and_then(|date| date.time);
    let place = date.map_or(item.place.as_str(), |date| date.place.as_str());
    Update {
        column_id: column.column_id.clone(),
        url: item.url.clone().unwrap_or_else(|| format!("{}#{}", page.url, item.title)),
        published_on: day,
        date_state: Some(state),
        published_at: day
            .zip(time)
            .and_then(|(day, time)| Moment::parse(&format!("{day}T{:02}:{:02}:{:02}+08:00", time.hour, time.minute, time.second.unwrap_or(0)))),
        title: Some(item.title.clone()),
        observed_at: Some(page.observed_at),
        content_source: None,
        document_no: None,
        repost_of: None,
        note: None,
        source_ref: Some(source_ref(page, place, date.map_or("", |date| date.text.as_str()))),
    }
}

/// Where a row comes from: file, digest, place, and the text that says it.
fn source_ref(page: &SavedPage, place: &str, text: &str) -> String {
    let digest = page.evidence.as_ref().map_or("", |evidence| evidence.digest.as_str());
    let quoted = if text.is_empty() { String::new() } else { format!(" “{text}”") };
    let place = if place.is_empty() { String::new() } else { format!(" {place}") };
    format!("{} sha256:{digest}{place}{quoted}", page.file)
}

fn coverage(site: &Site, subject: Subject, column: Option<&Column>, page: &SavedPage, place: &str) -> Coverage {
    Coverage {
        site_code: site.site_code.clone(),
        subject,
        column_id: column.map(|column| column.column_id.clone()),
        observed_at: page.observed_at,
        from: None,
        to: None,
        complete: true,
        items_seen: None,
        gap: None,
        reviewer: None,
        note: None,
        source_ref: Some(source_ref(page, place, "")),
    }
}

fn unread(site: &Site, column: &Column, page: &SavedPage, gap: Gap) -> Coverage {
    Coverage { complete: false, gap: Some(gap), ..coverage(site, Subject::Column, Some(column), page, "") }
}

/// How far a list was looked at: wholly where it has no further page; else back to the day after its oldest date, if it runs in order
/// (older items stand on pages that were not saved).
fn list_coverage(site: &Site, column: &Column, page: &SavedPage, list: &ColumnList, pages: usize) -> Coverage {
    let place = list.blank.as_ref().map_or("", |blank| blank.place.as_str());
    let whole = coverage(site, Subject::Column, Some(column), page, place);
    let seen = i64::try_from(list.items.len()).ok();
    if let Some(gap) = list.gap {
        return Coverage { complete: false, gap: Some(gap), ..whole };
    }
    let goes_on = pages > 1 || list.paging.as_ref().is_some_and(|paging| paging.next.is_some() || paging.pages.is_some_and(|pages| pages > 1));
    if !goes_on {
        return Coverage { items_seen: seen, ..whole };
    }
    match oldest_in_order(list) {
        Some(from) => Coverage { from: Some(from.plus_days(1)), items_seen: None, ..whole },
        None => Coverage { complete: false, gap: Some(Gap::Incomplete), ..whole },
    }
}

/// The oldest day of a list that runs from new to old; pinned items at its head may be older.
fn oldest_in_order(list: &ColumnList) -> Option<gov_site_compliance::Day> {
    let days: Option<Vec<_>> =
        list.items.iter().filter_map(|item| item.date.as_ref()).map(|date| if let Written::Day(day) = date.date { Some(day) } else { None }).collect();
    let days = days?;
    let pinned = days.windows(2).take(5).take_while(|pair| pair[0] < pair[1]).count();
    let run = days.get(pinned..)?;
    run.windows(2).all(|pair| pair[0] >= pair[1]).then(|| run.last().copied()).flatten()
}

fn home_coverage(site: &Site, home: &SavedPage) -> Coverage {
    let seen = coverage(site, Subject::Home, None, home, "");
    let gap = match &home.evidence {
        Ok(evidence) => evidence.gap(),
        Err(error) => Some(error.gap()),
    };
    Coverage { complete: gap.is_none(), gap, ..seen }
}

/// An id that stays the same as long as what it is made of does.
fn short_id(site: &Site, key: &str) -> String {
    let digest = Sha256::digest(key.as_bytes());
    let start: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{start}", site.site_code)
}
