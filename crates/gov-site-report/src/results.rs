//! What documents are made of.

use std::borrow::Cow;

use gov_site_compliance::{
    Census, Coverage, Finding, Kind, Notice, Registry, Reject, TABLES,
    census::{Decision, SiteResult},
};

use crate::{personal::without_personal_ids, plain, without_personal_numbers};

/// Who reads a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everybody (`--public`): nothing of citizens, no contacts, no working papers.
    Public,
    /// The office: the same with working papers.
    #[default]
    Office,
    /// The office's own use (`--internal`): quotations, contacts and numbers are shown as they were handed in.
    Internal,
}

/// Which edition of a document is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Every page is marked as a draft (征求意见稿).
    pub draft: bool,
    /// Who reads it.
    pub audience: Audience,
}

/// Mark of a draft.
pub const DRAFT: &str = "征求意见稿";

impl Edition {
    /// A text of somebody else as this edition may show it, on one line: without personal numbers unless for internal use.
    pub fn shown(&self, text: &str) -> String {
        match self.audience {
            Audience::Internal => plain(text),
            Audience::Public | Audience::Office => without_personal_numbers(&plain(text)).into_owned(),
        }
    }

    /// An id as this edition may show it: whole, however long, but that the public sees no mobile number (11 digits from 13 to 19) and no
    /// identity number (18 signs with a sound day of birth) that somebody made an id of.
    ///
    /// ```
    /// use gov_site_report::{Audience, Edition};
    /// let public = Edition { audience: Audience::Public, ..Edition::default() };
    /// assert_eq!(public.id("ZB201711290001234567"), "ZB201711290001234567");
    /// assert_eq!(public.id("T-13800138000"), "T-***");
    /// assert_eq!(Edition::default().id("T-13800138000"), "T-13800138000");
    /// ```
    pub fn id(&self, id: &str) -> String {
        match self.audience {
            Audience::Internal | Audience::Office => plain(id),
            Audience::Public => without_personal_ids(&plain(id)).into_owned(),
        }
    }

    /// The key of a row of a table: an id, or an address, which may hold anything (`tel:13800138000`) and is a text like others.
    pub fn key(&self, table: &str, key: &str) -> String {
        if is_address(table, key) { self.shown(key) } else { self.id(key) }
    }

    /// Makes a census one of this edition: names and texts of others without personal numbers unless for internal use, and for the public
    /// without where a supplier has his rows from. Codes stay but as [`Edition::id`] says; counts and verdicts stay.
    pub fn census(&self, census: &mut Census) {
        let header = &mut census.header;
        let own = [&mut header.title, &mut header.issuer].into_iter().chain(&mut header.document_no);
        census.sites.iter_mut().for_each(|site| self.site(site));
        let warnings = census.warnings.iter_mut().map(|warning| &mut warning.text);
        let units = census.replies.iter_mut().flatten().map(|reply| &mut reply.unit);
        own.chain(warnings).chain(units).for_each(|text| self.hide(text));
        let codes = census.warnings.iter_mut().filter_map(|warning| warning.site_code.as_mut());
        let tickets = census.replies.iter_mut().flatten().flat_map(|reply| core::iter::once(&mut reply.ticket_id).chain(&mut reply.site_code));
        codes.chain(tickets).for_each(|id| self.hide_id(id));
        census.replies.iter_mut().flatten().for_each(|reply| self.hide_source(&mut reply.source_ref));
    }

    /// The same for a site.
    pub fn site(&self, site: &mut SiteResult) {
        texts_of_site(site).for_each(|text| self.hide(text));
        self.hide_id(&mut site.site_code);
        if let Decision::Judged(verdict) = &mut site.result {
            self.hide_id(&mut verdict.site_code);
        }
    }

    /// The same for a finding.
    pub fn finding(&self, finding: &mut Finding) {
        self.hide(&mut finding.detail);
        self.hide_id(&mut finding.site_code);
        match is_address(finding.table, &finding.key) {
            true => self.hide(&mut finding.key),
            false => self.hide_id(&mut finding.key),
        }
        self.hide_source(&mut finding.source_ref);
    }

    /// Adds the words that a review quotes to its finding, in the edition for internal use alone.
    pub fn quote(&self, finding: &mut Finding, registry: &Registry) {
        let review = registry.review(&finding.site_code, &finding.key).filter(|_| finding.table == "reviews");
        if let Some(words) = review.and_then(|review| self.internal(review.quote.as_deref()?)) {
            finding.detail.push_str(&format!("，原文：“{}”", plain(&words)));
        }
    }

    /// The same for a rejected row. What stands in the place of an id or a number is not known to be one: it
    /// is hidden for the office as well if it is a number of a person by its form.
    pub fn reject(&self, reject: &mut Reject) {
        if self.audience == Audience::Internal {
            return;
        }
        let shown = if holds_digits(reject) { without_personal_ids(&reject.original) } else { without_personal_numbers(&reject.original) };
        if let Cow::Owned(shown) = shown {
            reject.original = shown;
        }
    }

    fn hide_id(&self, id: &mut String) {
        if self.audience != Audience::Public {
            return;
        }
        if let Cow::Owned(shown) = without_personal_ids(id) {
            *id = shown;
        }
    }

    fn hide(&self, text: &mut String) {
        if self.audience == Audience::Internal {
            return;
        }
        if let Cow::Owned(shown) = without_personal_numbers(text) {
            *text = shown;
        }
    }

    fn hide_source(&self, source: &mut Option<String>) {
        match self.audience {
            Audience::Public => *source = None,
            Audience::Office | Audience::Internal => source.iter_mut().for_each(|text| self.hide(text)),
        }
    }

    /// A text that only internal use may see, such as a contact or a quotation.
    pub fn internal<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        (self.audience == Audience::Internal).then_some(Cow::Borrowed(text))
    }
}

/// Whether a rejected cell belongs to a field of ids or numbers, which may have many digits.
fn holds_digits(reject: &Reject) -> bool {
    let table = TABLES.iter().find(|table| table.name == reject.table);
    let field = table.and_then(|table| Some(&table.fields[table.position(reject.column)?]));
    let is_number = field.is_some_and(|field| matches!(field.kind, Kind::Integer | Kind::Millis));
    is_number || reject.column.ends_with("_id") || reject.column == "site_code"
}

/// Whether the key of a row is an address and no id.
fn is_address(table: &str, key: &str) -> bool {
    table == "links" || key.contains("://")
}

fn texts_of_site(site: &mut SiteResult) -> impl Iterator<Item = &mut String> {
    let place = site.place.iter_mut().flat_map(|place| [&mut place.division, &mut place.sponsor]);
    let (judged, approval) = match &mut site.result {
        Decision::Judged(verdict) => (Some(&mut verdict.site_name), None),
        Decision::Excluded(exclusion) => (None, exclusion.approval.as_mut()),
    };
    core::iter::once(&mut site.site_name).chain(place).chain(judged).chain(approval)
}

/// A judged census with all that its documents show.
#[derive(Clone, Copy)]
pub struct Results<'a> {
    /// The census.
    pub census: &'a Census,
    /// The notice.
    pub notice: &'a Notice,
    /// Findings, as many as are held for documents.
    pub findings: &'a [Finding],
    /// Findings there are.
    pub findings_total: u64,
    /// Rejected rows, as many as are held for documents.
    pub rejects: &'a [Reject],
    /// Rejected rows there are.
    pub rejects_total: u64,
    /// Tables that count as declared complete, in the order of the data dictionary; `None` where nobody knows any more.
    pub declared: Option<&'a [&'static str]>,
    /// Rows of the table `coverage`.
    pub coverage: &'a [Coverage],
    /// The edition.
    pub edition: Edition,
}
