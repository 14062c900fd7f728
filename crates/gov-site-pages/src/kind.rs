//! What kind of page a page is, and on which grounds.

use serde::Serialize;

use crate::context::Context;
use crate::outline::Page;

mod address;
mod labels;
mod notice;
mod traits;
mod weights;
mod words;

use traits::Traits;
pub(crate) use words::{blank_words, ends_text};

/// What a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// The first page of a site or of a part of it, with blocks of items.
    Home,
    /// A first page that only leads on: links, no items.
    NavigationHome,
    /// A list of items, blank or not.
    Column,
    /// One text: news, a document, an introduction.
    Article,
    /// A list of letters to an office.
    LetterList,
    /// One letter with its answer.
    Letter,
    /// A guide to a service.
    Guide,
    /// The site is closed, moved or under repair.
    ClosureNotice,
    /// The page says that there is none here.
    ErrorPage,
    /// Only who logs in sees more.
    Login,
    /// A check whether the reader is a machine.
    Challenge,
    /// Nothing but scripts, frames or a redirect: what a browser would show is not in the page.
    ScriptShell,
    /// None of these, such as results of a search.
    Other,
}

/// The kind of a page and what was seen that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindFound {
    /// The kind.
    pub kind: PageKind,
    /// What was seen, in Chinese, the strongest first.
    pub grounds: Vec<String>,
}

pub(crate) fn read(page: &Page<'_>, context: &Context) -> KindFound {
    let traits = Traits::of(page);
    let says = context.url.as_ref().map_or(address::Says::Nothing, address::says);
    notice::kind(page, context, &traits).or_else(|| labels::kind(&traits, says)).unwrap_or_else(|| weights::kind(&traits, says))
}

/// The ground of a page on which nothing was seen that tells its kind, and which a list of titles makes a column.
const NOTHING: &str = "没有看到条目、正文或标签";

/// Items without dates or in a script that make a page a column.
const LISTED: usize = 5;

impl KindFound {
    fn new(kind: PageKind, ground: String) -> KindFound {
        KindFound { kind, grounds: vec![ground] }
    }

    /// A home page with dated items leads to more than columns: the reader of homes sees dates that one text alone does not show.
    pub(crate) fn settle_home(&mut self, dated: usize) {
        if self.kind == PageKind::NavigationHome && dated >= 3 {
            *self = KindFound::new(PageKind::Home, format!("{dated}条带日期的条目"));
        }
    }

    /// A page of which nothing else tells the kind is a column if it lists items: the reader of lists sees those without dates and in scripts.
    /// Whether it is one.
    pub(crate) fn settle_column(&mut self, items: usize) -> bool {
        let lists = self.kind == PageKind::Other && items >= LISTED && self.grounds.iter().all(|ground| ground == NOTHING);
        if lists {
            *self = KindFound::new(PageKind::Column, format!("一个列表有{items}条条目"));
        }
        lists
    }
}
