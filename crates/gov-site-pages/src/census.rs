//! From pages to the tables of a census: which page is which column, which items it shows, and what could not be read.
//!
//! Each row names its page in `source_ref`: file, digest, place and the text that it rests on.

use std::collections::BTreeMap;

use gov_site_compliance::{Column, Coverage, DateState, Day, Gap, Moment, Service, ServiceFile, Site, Subject, Ticket, Update};
use sha2::{Digest, Sha256};

use crate::date_text::Written;
use crate::entry::ListItem;
use crate::evidence::{PageEvidence, hex};
use crate::input::Unread;

mod address;
mod columns;
mod discovered;
mod guides;
mod letters;

pub use address::{Addresses, is_home, page_of};
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
    /// SHA-256 of its bytes, where it was not read and all of them are known; what was read has its own.
    pub digest: Option<String>,
    /// What it shows, or why it was not read. Of its links one is enough: whether it leads anywhere.
    pub evidence: Result<PageEvidence, Unread>,
}

impl SavedPage {
    /// The template of the office that read its list.
    fn template(&self) -> Option<&str> {
        self.evidence.as_ref().ok()?.list.as_ref()?.template.as_deref()
    }

    /// Why the page does not show what stands at its address.
    fn gap(&self) -> Option<Gap> {
        match &self.evidence {
            Ok(evidence) => evidence.gap(),
            Err(unread) => Some(unread.gap()),
        }
    }
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

/// The rows that the pages of one site give. `columns` are those of the registry; where it has no table of columns at all (`None`) the blocks
/// of the home page propose them.
pub fn site_rows(site: &Site, columns: Option<&[Column]>, pages: &[SavedPage]) -> SiteRows {
    let mut rows = SiteRows::default();
    let pages = newest(pages);
    let home = pages.iter().copied().filter(|page| is_home(site, &page.url)).max_by_key(|page| (page.gap().is_none(), page.observed_at));
    if let (None, Some(home)) = (columns, home) {
        rows.columns = columns_of_home(site, home);
    }
    let known = columns.map_or_else(|| rows.columns.clone(), <[Column]>::to_vec);
    let addresses = Addresses::new(std::slice::from_ref(site), &known);
    let mut of_column: BTreeMap<&str, Vec<(u32, &SavedPage)>> = BTreeMap::new();
    for page in pages.iter().copied().filter(|page| !is_home(site, &page.url)) {
        match addresses.column_of(&page.url) {
            Some((column, number)) => of_column.entry(column.column_id.as_str()).or_default().push((number, page)),
            None => other_page(site, page, &mut rows),
        }
    }
    for column in &known {
        match of_column.get_mut(column.column_id.as_str()) {
            Some(own) => columns::rows(site, column, own, &mut rows),
            None => columns::rows_of_block(site, column, home, &mut rows),
        }
    }
    if let Some(home) = home {
        rows.coverage.extend(home_gap(site, home));
    }
    letters::settle(&mut rows);
    rows
}

/// Of captures of one address the newest that shows the page, else the newest.
fn newest(pages: &[SavedPage]) -> Vec<&SavedPage> {
    let mut best: BTreeMap<&str, &SavedPage> = BTreeMap::new();
    for page in pages {
        let rank = |page: &SavedPage| (page.gap().is_none(), page.observed_at);
        let known = best.entry(page.url.as_str()).or_insert(page);
        if rank(page) > rank(known) {
            *known = page;
        }
    }
    best.into_values().collect()
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

/// Where a row comes from: file, digest, place, and the text that says it.
fn source_ref(page: &SavedPage, place: &str, text: &str) -> String {
    let digest = page.evidence.as_ref().ok().map(|evidence| &evidence.digest).or(page.digest.as_ref());
    let digest = digest.map(|digest| format!(" sha256:{digest}")).unwrap_or_default();
    let quoted = if text.is_empty() { String::new() } else { format!(" “{text}”") };
    let place = if place.is_empty() { String::new() } else { format!(" {place}") };
    format!("{}{digest}{place}{quoted}", page.file)
}

/// The same for what the list of a page shows: also the template of the office that read it, where one did.
fn source_of_list(page: &SavedPage, place: &str, text: &str) -> String {
    let template = page.template().map(|name| format!(" 模板：{name}")).unwrap_or_default();
    format!("{}{template}", source_ref(page, place, text))
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

/// A home page that was not seen is a gap. One that was seen says nothing of columns that were not: their own pages do.
fn home_gap(site: &Site, home: &SavedPage) -> Option<Coverage> {
    let gap = home.gap().or_else(|| shows_no_home(home).then_some(Gap::Unreadable))?;
    Some(Coverage { complete: false, gap: Some(gap), ..coverage(site, Subject::Home, None, home, "") })
}

/// Whether what stands at the address of the home page is none: an empty page, a text without any link, a notice of closure.
fn shows_no_home(page: &SavedPage) -> bool {
    let Ok(evidence) = &page.evidence else { return true };
    evidence.home.as_ref().is_none_or(|home| home.blocks.is_empty() && evidence.links.is_empty())
}

/// An id that stays the same as long as what it is made of does.
fn short_id(site: &Site, key: &str) -> String {
    format!("{}-{}", site.site_code, hex(&Sha256::digest(key.as_bytes())[..6]))
}
