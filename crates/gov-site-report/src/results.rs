//! What documents are made of.

use std::borrow::Cow;

use gov_site_compliance::{Census, Coverage, Finding, Notice, Reject};

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

    /// A text that only internal use may see, such as a contact or a quotation.
    pub fn internal<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        (self.audience == Audience::Internal).then_some(Cow::Borrowed(text))
    }
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
    /// Rows of the table `coverage`.
    pub coverage: &'a [Coverage],
    /// The edition.
    pub edition: Edition,
}
