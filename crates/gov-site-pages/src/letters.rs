//! Lists of letters to an office: what each asked, when, and when it was answered.

use serde::Serialize;

use crate::context::Context;
use crate::list;
use crate::marks::Marks;
use crate::outline::Page;
use crate::shown::{Shown, ShownDate};

mod book;
mod cells;
mod loose;
mod table;

/// The letters that a page lists. No name of a citizen is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Letters {
    /// The letters in the order of the page.
    pub items: Vec<LetterItem>,
    /// The words by which the page says that there are none. A list without items and without such words could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blank: Option<Shown>,
}

/// One letter of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LetterItem {
    /// What it is about, in full where the page cuts it; without the numbers of persons and a name at its head.
    pub title: String,
    /// The link as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// The link as an absolute address; `None` where it leads nowhere by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was written or came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<ShownDate>,
    /// When it was answered or closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered: Option<ShownDate>,
    /// How far it is, the known word of what is shown: 已答复, 处理中.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Its kind, as shown: 咨询, 投诉.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The office that answers, as shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl LetterItem {
    fn new(title: String) -> LetterItem {
        LetterItem { title, href: None, url: None, asked: None, answered: None, status: None, category: None, unit: None }
    }
}

/// Reads a list under heads such as 信件标题 and 写信时间, else rows that show states or labelled times of letters, else letters that are shown
/// whole one below the other.
pub(crate) fn read(page: &Page<'_>, context: &Context) -> Option<Letters> {
    let under_heads = table::read(page, context);
    if under_heads.as_ref().is_some_and(|letters| !letters.items.is_empty() || letters.blank.is_some()) {
        return under_heads;
    }
    loose::read(page, context).or_else(|| book::read(page)).or(under_heads).or_else(|| blank(page, context))
}

/// A list without heads and rows: blank by the words of a blank column.
fn blank(page: &Page<'_>, context: &Context) -> Option<Letters> {
    let blank = list::read(page, context, &Marks::new(page)).blank?;
    (!blank.text.is_empty()).then_some(Letters { items: Vec::new(), blank: Some(blank) })
}
