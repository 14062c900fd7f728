//! The evidence of one page, and the one function that reads it.

use gov_site_compliance::Day;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::context::Context;
use crate::decode::{self, Decoding};
use crate::footer::{self, Footer};
use crate::home::{self, Home};
use crate::input::{Budget, PageInput, Unread};
use crate::kind::{self, KindFound};
use crate::letter::{self, Letter};
use crate::letters::{self, Letters};
use crate::links::{self, PageLink};
use crate::list::{self, ColumnList};
use crate::marks::Marks;
use crate::outline::Page;
use crate::parse;
use crate::tags::{self, PageTags};

/// What one page proves. Texts are those of the page; nothing of a citizen is kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageEvidence {
    /// SHA-256 of the bytes.
    pub digest: String,
    /// The final address, as given.
    pub url: Option<String>,
    /// The civil day (Shanghai) on which the page was received, if known.
    pub observed_on: Option<Day>,
    /// How the bytes were read.
    pub decoding: Decoding,
    /// The main list, on a column page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<ColumnList>,
    /// The blocks, on a home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
    /// What the foot of the page says of the site.
    pub footer: Footer,
    /// The page tags of the national guideline.
    pub tags: PageTags,
    /// The links, each target once.
    pub links: Vec<PageLink>,
    /// What kind of page it is, and on which grounds.
    pub kind: KindFound,
    /// The letters that it lists, where it is such a list.
    pub letters: Option<Letters>,
    /// The letter that it shows, where it shows one.
    pub letter: Option<Letter>,
}

/// Reads a page: decodes and parses it once, finds out of which kind it is, and runs the readers of that kind.
///
/// # Errors
/// [`Unread`] where a budget is reached or the bytes are no text: the page is a gap, not an empty page.
///
/// ```
/// use gov_site_pages::{Budget, PageInput, read_page};
/// let page = "<ul><li><a href='1.html'>关于放假的通知</a> <span>2017-11-29</span></li></ul>";
/// let evidence = read_page(&PageInput::new(page.as_bytes()), &Budget::default())?;
/// assert_eq!(evidence.decoding.encoding, "UTF-8");
/// # Ok::<(), gov_site_pages::Unread>(())
/// ```
pub fn read_page(input: &PageInput<'_>, budget: &Budget) -> Result<PageEvidence, Unread> {
    let bytes = |measured: usize| if measured > budget.bytes { Err(Unread::Budget { what: "bytes", limit: budget.bytes }) } else { Ok(()) };
    bytes(input.bytes.len())?;
    let (text, decoding) = decode::decode(input.bytes, input.charset);
    // A legacy encoding grows by half when it becomes UTF-8.
    bytes(text.len() / 2)?;
    let html = parse::parse(&text, budget)?;
    let page = Page::new(&html);
    let context = Context::new(input, &page);
    let marks = Marks::new(&page);
    let footer = footer::read(&page, &context);
    Ok(PageEvidence {
        digest: hex(&Sha256::digest(input.bytes)),
        url: input.url.map(str::to_owned),
        observed_on: context.observed,
        decoding,
        list: Some(match input.template {
            Some(template) => list::by_template(&page, &html, &context, template),
            None => list::read(&page, &context, &marks),
        }),
        home: Some(home::read(&page, &context, &marks)),
        tags: tags::read(&page, &context, footer.shown_code()),
        links: links::read(&page, &context),
        footer,
        kind: kind::read(&page, &context),
        letters: letters::read(&page, &context),
        letter: letter::read(&page, &context),
    })
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
