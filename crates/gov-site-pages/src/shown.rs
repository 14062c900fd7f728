//! What a page shows, with the place where it shows it.

use serde::Serialize;

use crate::date_text::{Clock, DateText, Written};

/// A text and where it stands on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The text as shown, blanks run together.
    pub text: String,
    /// CSS selector of the element that holds it: `document.querySelector(place)` finds it in a browser.
    pub place: String,
}

/// Where a date was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePlace {
    /// A shown text.
    Text,
    /// A shown month and day, its year from the address of the item, which agrees with them.
    TextAndAddress,
    /// A shown month and day, its year from the dates of the items before and after it.
    TextAndOrder,
    /// A shown month and day, its year from the heading of the list, which says nothing else.
    TextAndHeading,
    /// An attribute such as `title`.
    Attribute,
    /// A page tag.
    Tag,
    /// A text that a script of the page writes.
    Script,
}

/// A date that a page shows: what it says, the text that says so, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShownDate {
    /// The date; a month and day without a year stay what they are.
    pub date: Written,
    /// The time of day beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<Clock>,
    /// Where it was read.
    pub from: DatePlace,
    /// The text as written.
    pub text: String,
    /// CSS selector of the element.
    pub place: String,
}

impl ShownDate {
    /// A date found in a text that stands at a place.
    pub(crate) fn new(found: &DateText, text: &str, from: DatePlace, place: String) -> ShownDate {
        ShownDate { date: found.date, time: found.time, from, text: text[found.start..found.end].to_owned(), place }
    }
}
