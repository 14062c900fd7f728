//! The evidence of one page, and the one function that reads it.

use gov_site_compliance::Day;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::article::{self, Article};
use crate::context::Context;
use crate::decode::{self, Decoding};
use crate::guide::{self, Guide};
use crate::input::{Budget, PageInput, Unread};
use crate::outline::Page;
use crate::parse;

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
    /// What it says of its article.
    pub article: Option<Article>,
    /// The elements of the service guide that it is.
    pub guide: Option<Guide>,
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
    Ok(PageEvidence {
        digest: hex(&Sha256::digest(input.bytes)),
        url: input.url.map(str::to_owned),
        observed_on: context.observed,
        decoding,
        article: article::read(&page, &context),
        guide: guide::read(&page, &context),
    })
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
