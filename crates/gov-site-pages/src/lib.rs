//! Evidence from saved pages of government sites.
//!
//! Bytes of a page in, owned evidence out: which items a column lists and when each was published, what letters asked and when they
//! were answered, who runs the site under which code, when and from where an article was published, which elements a guide has. A page is
//! decoded and parsed once, within a [`Budget`], and all readers work on that; the tree never leaves this crate. No file, no clock, no network:
//! the same bytes give the same evidence.
//!
//! What a page does not show is not there (evidence); what could not be read is a gap with its reason. The two are never mixed
//! (readings 1 to 3).
#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(feature = "arrow")]
pub mod arrow;
mod article;
mod beside;
pub mod census;
mod context;
mod date_text;
mod day_words;
mod decode;
mod entry;
mod evidence;
mod footer;
mod guide;
mod home;
mod input;
mod items;
mod kind;
mod letter;
mod letter_words;
mod letters;
mod lines;
mod links;
mod list;
mod marks;
mod outline;
mod parse;
mod place;
mod privacy;
mod shown;
mod sieve;
mod tags;
mod template;
mod tree;

/// Dates in texts and addresses.
pub mod dates {
    pub use crate::date_text::{AddressDate, Clock, DateText, Written, address_dates, dates_in, whole_date};
}

pub use article::{Article, ConflictKind, DateConflict, FileLink, InterpretationLink, InterpretationSide};
pub use decode::{DecodedBy, Decoding, is_charset};
pub use entry::ListItem;
pub use evidence::{PageEvidence, digest, read_article, read_page};
pub use footer::{Footer, FooterItem, site_code};
pub use guide::{Element, Guide, GuideElement};
pub use home::{Home, HomeBlock};
pub use input::{Budget, Observed, PageInput, Unread, is_address, saved_from};
pub use kind::{KindFound, PageKind};
pub use letter::Letter;
pub use letters::{LetterItem, Letters};
pub use links::{LinkKind, PageLink};
pub use list::{ColumnList, Paging};
pub use shown::{DatePlace, Shown, ShownDate};
pub use tags::{PageTag, PageTags, TagFault, TagProblem, TaggedPage};
pub use template::{Template, TemplateError, Templates};
