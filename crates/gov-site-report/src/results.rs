//! What documents are made of.

use std::borrow::Cow;

use gov_site_compliance::{
    Census, Coverage, Finding, Notice, Registry, Reject,
    census::{Decision, SiteResult},
};

use crate::{plain, without_personal_numbers};

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

    /// Makes a census one of this edition: names and texts of others without personal numbers unless for internal use, and for the public
    /// without where a supplier has his rows from. Codes, counts and verdicts stay.
    pub fn census(&self, census: &mut Census) {
        let header = &mut census.header;
        let own = [&mut header.title, &mut header.issuer].into_iter().chain(&mut header.document_no);
        census.sites.iter_mut().for_each(|site| self.site(site));
        let warnings = census.warnings.iter_mut().map(|warning| &mut warning.text);
        let units = census.replies.iter_mut().flatten().map(|reply| &mut reply.unit);
        own.chain(warnings).chain(units).for_each(|text| self.hide(text));
        census.replies.iter_mut().flatten().for_each(|reply| self.hide_source(&mut reply.source_ref));
    }

    /// The same for a site.
    pub fn site(&self, site: &mut SiteResult) {
        texts_of_site(site).for_each(|text| self.hide(text));
    }

    /// The same for a finding.
    pub fn finding(&self, finding: &mut Finding) {
        self.hide(&mut finding.detail);
        self.hide_source(&mut finding.source_ref);
    }

    /// Adds the words that a review quotes to its finding, in the edition for internal use alone.
    pub fn quote(&self, finding: &mut Finding, registry: &Registry) {
        let review = registry.review(&finding.site_code, &finding.key).filter(|_| finding.table == "reviews");
        if let Some(words) = review.and_then(|review| self.internal(review.quote.as_deref()?)) {
            finding.detail.push_str(&format!("，原文：“{}”", plain(&words)));
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
