//! A row that could not be used.

use alloc::{borrow::Cow, string::String};

use super::RejectCode;
use crate::model::{Gap, Moment, Subject};

/// Where a row stands: file and row (1 is the first line; for Parquet and Arrow the first row).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the file in the census folder.
    pub file: Cow<'static, str>,
    /// Line of the file where the row begins.
    pub row: u64,
}

/// A rejected row: never lost, never charged as certain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reject {
    /// Table of the row.
    pub table: &'static str,
    /// Where the row stands.
    pub place: Place,
    /// Field at fault, empty when the whole row is.
    pub column: &'static str,
    /// Why.
    pub code: RejectCode,
    /// What was expected, in Chinese.
    pub expected: Cow<'static, str>,
    /// The text of the cell, as far as it may be shown.
    pub original: String,
    /// Whom the row names.
    pub charge: Charge,
}

/// What a rejected row names; it widens what is possible there (reading 2) and decides nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Charge {
    /// Nothing that is known.
    Nobody,
    /// A site of the registry that could not be read.
    Site(Stub),
    /// A column row of a site.
    Column {
        /// The site.
        site: String,
        /// What of the row could be read.
        stub: Stub,
    },
    /// An update of a column.
    Update {
        /// The column.
        column: String,
        /// Whether the row proves that the column has an item: only its date is at fault.
        proves_item: bool,
    },
    /// A visit of a site.
    Visit(String),
    /// A ticket, with what can be read of its site and channel.
    Ticket {
        /// Site that the row names.
        site: Option<String>,
        /// Channel that the row names.
        channel: Option<String>,
    },
    /// A review of a site.
    Review(String),
    /// A state of a site: whether it is excluded is unknown.
    Life(String),
    /// A filed address of a site.
    Address(String),
    /// A channel: its tickets keep their site and lose their kind.
    Channel {
        /// The site.
        site: Option<String>,
        /// The channel.
        channel: String,
    },
    /// An exemption of a site or of one column, from one indicator or from all.
    Exemption {
        /// The site.
        site: String,
        /// The column.
        column: Option<String>,
        /// The clause.
        indicator: Option<String>,
    },
    /// A statement on what was looked at.
    Coverage {
        /// The site.
        site: String,
        /// The subject, all when unreadable.
        subject: Option<Subject>,
        /// The column.
        column: Option<String>,
        /// When, newest of all when unreadable.
        observed_at: Option<Moment>,
    },
    /// An activity of a channel.
    Activity {
        /// The channel.
        channel: Option<String>,
    },
    /// A link of a site.
    Link(String),
    /// A service of a site.
    Service(String),
    /// A file of a service.
    ServiceFile {
        /// The service.
        service: Option<String>,
    },
    /// An online system of a site.
    System(String),
    /// The table as a whole can no longer be declared complete.
    Table(&'static str),
}

/// What could be read of a rejected row of `sites` or `columns`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stub {
    /// Its id.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its parent.
    pub parent: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Whether its parent is what is wrong with it: mended, any column of its site could be the one above it.
    pub parent_at_fault: bool,
}

impl Charge {
    /// The gap that the charge leaves.
    pub const fn gap(&self) -> Gap {
        match self {
            Charge::Update { proves_item: true, .. } => Gap::UnreadableDate,
            _ => Gap::InputRejected,
        }
    }
}
