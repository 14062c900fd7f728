//! The evidence of one page, and the functions that read it: all of it, or its article alone.

use std::borrow::Cow;

use gov_site_compliance::{Day, Gap};
use scraper::Html;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::article::{self, Article};
use crate::context::Context;
use crate::decode::{self, Decoding};
use crate::footer::{self, Footer};
use crate::guide::{self, Guide};
use crate::home::{self, Home};
use crate::input::{Budget, PageInput, Unread, is_noise, other_file};
use crate::kind::{self, KindFound, PageKind};
use crate::letter::{self, Letter};
use crate::letters::{self, Letters};
use crate::lines::Lines;
use crate::links::{self, PageLink};
use crate::list::{self, ColumnList};
use crate::marks::Marks;
use crate::outline::Page;
use crate::parse;
use crate::privacy;
use crate::tags::{self, PageTags, TaggedPage};

/// What one page proves. Texts are those of the page; nothing of a citizen is kept.
///
/// Of the readers of lists, homes, letters, articles and guides those run that the kind of the page asks for; what did not run is `None`.
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
    /// What kind of page it is, and on which grounds.
    pub kind: KindFound,
    /// The page tags of the national guideline.
    pub tags: PageTags,
    /// What the foot of the page says of the site.
    pub footer: Footer,
    /// The links, each target once; of those that scripts write out, the first 10,000.
    pub links: Vec<PageLink>,
    /// The main list, on a column page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<ColumnList>,
    /// The blocks, on a home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
    /// The letters that it lists, on a page of letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letters: Option<Letters>,
    /// The letter that it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<Letter>,
    /// Title, publication and source, on a page of one text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Article>,
    /// The elements of the service guide that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guide: Option<Guide>,
}

impl PageEvidence {
    /// Why the page does not show what stands at its address: a check for machines, a log-in, a shell of scripts, an error page.
    pub fn gap(&self) -> Option<Gap> {
        match self.kind.kind {
            PageKind::Challenge => Some(Gap::Blocked),
            PageKind::Login => Some(Gap::Login),
            PageKind::ScriptShell => Some(Gap::ScriptOnly),
            PageKind::ErrorPage => Some(Gap::Unreadable),
            _ => None,
        }
    }
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
    let (text, decoding) = text_of(input, budget)?;
    let tree = parse::parse(&text, budget)?;
    let page = Page::new(&tree);
    let context = Context::new(input, &page);
    let mut kind = kind::read(&page, &context);
    let footer = footer::read(&page, &context);
    let wanted = wanted(input, kind.kind);
    let Content { list, home, letters, letter, article, guide } = read_as(wanted, &Parsed { text: &text, page: &page, context: &context, input }, &mut kind);
    let mut evidence = PageEvidence {
        digest: digest(input.bytes),
        url: input.url.map(str::to_owned),
        observed_on: context.observed,
        decoding,
        tags: tags::read(&page, TaggedPage::of(wanted), footer.shown_code()),
        links: links::read(&page, &context),
        footer,
        kind,
        list,
        home,
        letters,
        letter,
        article,
        guide,
    };
    privacy::hide(&mut evidence);
    Ok(evidence)
}

/// Reads the article of a page, which is [`PageEvidence::article`] of [`read_page`], and nothing else: no foot, tags and links, and no digest.
/// For many articles of which only title, publication and source are asked for, in some two thirds of the time.
///
/// # Errors
/// As [`read_page`].
///
/// ```
/// use gov_site_pages::{Budget, PageInput, read_article};
/// let page = "<h1>关于放假的通知</h1><p>发布时间：2017-11-29 来源：市教育局</p><p>各单位要按照要求做好值班工作。</p>";
/// let article = read_article(&PageInput::new(page.as_bytes()), &Budget::default())?.expect("an article");
/// assert_eq!(article.published.expect("a date").date.to_string(), "2017-11-29");
/// # Ok::<(), gov_site_pages::Unread>(())
/// ```
pub fn read_article(input: &PageInput<'_>, budget: &Budget) -> Result<Option<Article>, Unread> {
    let (text, _) = text_of(input, budget)?;
    let tree = parse::parse(&text, budget)?;
    let page = Page::new(&tree);
    let context = Context::new(input, &page);
    let mut kind = kind::read(&page, &context);
    let wanted = wanted(input, kind.kind);
    if !may_be_text(wanted) {
        return Ok(None);
    }
    let mut article = read_as(wanted, &Parsed { text: &text, page: &page, context: &context, input }, &mut kind).article;
    article.iter_mut().for_each(privacy::article);
    Ok(article)
}

/// The text of a page, unless it is beyond a budget or no page.
fn text_of<'a>(input: &PageInput<'a>, budget: &Budget) -> Result<(Cow<'a, str>, Decoding), Unread> {
    let bytes = |measured: usize| if measured > budget.bytes { Err(Unread::Budget { what: "bytes", limit: budget.bytes }) } else { Ok(()) };
    bytes(input.bytes.len())?;
    if let Some(what) = other_file(input.bytes) {
        return Err(Unread::NoPage { what });
    }
    let (text, decoding) = decode::decode(input.bytes, input.charset);
    // A legacy encoding grows by half when it becomes UTF-8.
    bytes(text.len() / 2)?;
    if is_noise(&text) {
        return Err(Unread::NoPage { what: "no text (too many signs are controls or cannot be decoded)" });
    }
    Ok((text, decoding))
}

/// The kind by which a page is read: what its receiver knows that it is, unless it is no page of the site at all.
fn wanted(input: &PageInput<'_>, found: PageKind) -> PageKind {
    // Letters stay letters, whatever column they are: nothing of a citizen is kept.
    let keeps = |found| matches!(found, PageKind::LetterList | PageKind::Letter) || is_no_page_of_site(found);
    input.read_as.filter(|_| !keeps(found)).unwrap_or(found)
}

/// Whether what was received is not the page of the site: a check for machines, a log-in, an error.
fn is_no_page_of_site(kind: PageKind) -> bool {
    matches!(kind, PageKind::Challenge | PageKind::Login | PageKind::ScriptShell | PageKind::ErrorPage | PageKind::ClosureNotice)
}

/// Whether pages of a kind are read as one text.
fn may_be_text(kind: PageKind) -> bool {
    matches!(kind, PageKind::Article | PageKind::Guide | PageKind::ClosureNotice | PageKind::Other)
}

/// A page on which readers work.
struct Parsed<'p> {
    text: &'p str,
    page: &'p Page<'p>,
    context: &'p Context,
    input: &'p PageInput<'p>,
}

/// What the readers of a kind found.
#[derive(Default)]
struct Content {
    list: Option<ColumnList>,
    home: Option<Home>,
    letters: Option<Letters>,
    letter: Option<Letter>,
    article: Option<Article>,
    guide: Option<Guide>,
}

/// Runs the readers of a kind, and settles with what they find what was found of the kind. A page of no known kind may be a list or a text:
/// both look.
fn read_as(kind: PageKind, parsed: &Parsed<'_>, found: &mut KindFound) -> Content {
    let Parsed { text, page, context, input } = parsed;
    let mut content = Content::default();
    let template = input.template.filter(|_| !is_no_page_of_site(kind));
    if matches!(kind, PageKind::Column | PageKind::Other) || template.is_some() {
        let list = match template {
            // Selectors work on the tree of their own library. The page was found to be within the budgets.
            Some(template) => list::by_template(page, &Html::parse_document(text), context, template),
            None => list::read(page, context, &Marks::new(page)),
        };
        let is_column = kind == PageKind::Other && found.settle_column(list.items.len());
        content.list = Some(list);
        if is_column {
            return content;
        }
    }
    if matches!(kind, PageKind::Home | PageKind::NavigationHome) {
        let home = home::read(page, context, &Marks::new(page));
        found.settle_home(home.blocks.iter().map(|block| block.items.len()).sum());
        content.home = Some(home);
    }
    if kind == PageKind::LetterList {
        content.letters = letters::read(page, context);
    }
    if kind == PageKind::Letter {
        content.letter = letter::read(page, context);
    }
    if may_be_text(kind) {
        (content.article, content.guide) = read_text(page, context, kind);
    }
    content
}

/// Runs the readers of one text; what a guide is about names the page where no heading does.
fn read_text(page: &Page<'_>, context: &Context, kind: PageKind) -> (Option<Article>, Option<Guide>) {
    let lines = Lines::new(page);
    let mut article = article::read(page, context, &lines);
    let guide = if kind == PageKind::Guide { guide::read(page, context, &lines) } else { None };
    if let Some(name) = guide.as_ref().and_then(Guide::name) {
        article.get_or_insert_default().name_by(name);
    }
    (article, guide)
}

/// The SHA-256 of a page's bytes as evidence has it; for pages that are not read, but whose rows name them.
///
/// ```
/// assert!(gov_site_pages::digest(b"").starts_with("e3b0c44298fc1c14"));
/// ```
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Hexadecimal text of a digest.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
