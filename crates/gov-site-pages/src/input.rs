//! What comes in: the bytes of a page, and what is known of them.

use gov_site_compliance::{Day, Gap, Moment};

use crate::kind::PageKind;
use crate::template::Template;

/// The bytes of one page as they were received, and what its receiver knows of them. Nothing else reaches the readers.
#[derive(Clone, Copy, Debug)]
pub struct PageInput<'a> {
    /// The bytes, undecoded.
    pub bytes: &'a [u8],
    /// The charset that the answer declared (`Content-Type`), if any.
    pub charset: Option<&'a str>,
    /// The final address, after redirects. Without it links stay as they are written.
    pub url: Option<&'a str>,
    /// When the page was received.
    pub observed: Option<Observed>,
    /// What the page is known to be, as a registry knows its columns: it is read as such whatever it looks like, unless it is an error page,
    /// a check for machines, a log-in or a notice of closure.
    pub read_as: Option<PageKind>,
    /// Selectors of the office for this page, where the general reader fails.
    pub template: Option<&'a Template>,
}

impl<'a> PageInput<'a> {
    /// A page of which nothing but its bytes is known.
    pub fn new(bytes: &'a [u8]) -> PageInput<'a> {
        PageInput { bytes, charset: None, url: None, observed: None, read_as: None, template: None }
    }
}

/// When a page was received: the moment, or at least the civil day in Shanghai.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observed {
    /// The moment.
    At(Moment),
    /// Only the day is known.
    On(Day),
}

impl Observed {
    /// The civil day in Shanghai.
    pub fn day(self) -> Day {
        match self {
            Observed::At(moment) => moment.day(),
            Observed::On(day) => day,
        }
    }
}

/// How much of a page is read. What is beyond ends in the gap `budget_reached`; no clock decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Bytes of the page as received, and of its text. Default 8 MB.
    pub bytes: usize,
    /// Elements inside one another, `html` and `body` among them. Default 512.
    pub depth: usize,
    /// Elements, texts and comments. Default 100,000.
    pub nodes: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { bytes: 8_000_000, depth: 512, nodes: 100_000 }
    }
}

impl Budget {
    /// The budget of which the caller says the bytes: it allows one node to 80 bytes, as the usual one does, and never less than that.
    ///
    /// ```
    /// use gov_site_pages::Budget;
    /// assert_eq!(Budget::of_bytes(80_000_000).nodes, 1_000_000);
    /// assert_eq!(Budget::of_bytes(8_000_000), Budget::default());
    /// ```
    pub fn of_bytes(bytes: usize) -> Budget {
        let usual = Budget::default();
        Budget { bytes, nodes: usual.nodes.max(bytes / 80), ..usual }
    }
}

/// Why a page was not read at all. The page is a gap, never an empty page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unread {
    /// A budget was reached.
    #[error("page not read: {what} exceed the budget of {limit}; {}", remedy(what))]
    Budget {
        /// Bytes, nodes, nested elements, steps through them, attributes, or attributes of one element.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// The bytes are a file of another kind.
    #[error("page not read: the bytes are {what}; pass the bytes of an HTML page")]
    NoPage {
        /// What they are.
        what: &'static str,
    },
}

/// What helps where a budget is reached: some limits are those of the parser itself, and more of them would make a page cost too much.
fn remedy(what: &str) -> &'static str {
    match what {
        "bytes" | "nodes" | "attributes" | "steps through nested elements" => "raise the budget of bytes (--max-bytes, max_bytes) if the page is genuine",
        "nested elements" => "no option raises this limit (in Rust, Budget::depth does)",
        _ => "no option raises this limit",
    }
}

impl Unread {
    /// The gap that stands in tables.
    pub fn gap(&self) -> Gap {
        match self {
            Unread::Budget { .. } => Gap::BudgetReached,
            Unread::NoPage { .. } => Gap::Unreadable,
        }
    }
}

/// Whether a text is an address that a page can have: absolute, of HTTP.
///
/// ```
/// assert!(gov_site_pages::is_address("http://www.sample.example/tzgg/"));
/// assert!(!gov_site_pages::is_address("www.sample.example"));
/// assert!(!gov_site_pages::is_address("file:///tzgg.html"));
/// ```
pub fn is_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The address that a browser wrote into a page when it saved it: `<!-- saved from url=(0026)http://www.sample.example/ -->`.
///
/// ```
/// use gov_site_pages::saved_from;
/// assert_eq!(saved_from(b"<!DOCTYPE html>\n<!-- saved from url=(0026)http://www.sample.example/ -->"), Some("http://www.sample.example/"));
/// assert_eq!(saved_from(b"<!DOCTYPE html>"), None);
/// ```
pub fn saved_from(bytes: &[u8]) -> Option<&str> {
    const MARK: &[u8] = b"<!-- saved from url=(";
    let head = &bytes[..bytes.len().min(4096)];
    let at = memchr::memmem::find(head, MARK)? + MARK.len();
    let rest = &head[at..];
    let start = rest.iter().position(|byte| *byte == b')')? + 1;
    let end = start + rest[start..].iter().position(|byte| byte.is_ascii_whitespace())?;
    std::str::from_utf8(&rest[start..end]).ok()
}

/// Which other file bytes are, told by how they begin; a list that was read out of one would be blank for sure and untrue.
pub(crate) fn other_file(bytes: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: [(&[u8], &str); 10] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP, Word or Excel file"),
        (b"\xD0\xCF\x11\xE0", "a Word or Excel file"),
        (b"\x89PNG", "a picture"),
        (b"GIF8", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\x1F\x8B", "packed with gzip"),
        (b"Rar!", "a RAR file"),
        (b"7z\xBC\xAF", "a 7z file"),
        (b"wOFF", "a font"),
    ];
    BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, what)| *what)
}

/// Signs that no text has, at least, where bytes are no text.
const FEW_ODD: usize = 16;
/// Signs of a text to one that no text has, at least.
const SIGNS_AN_ODD_ONE: usize = 16;

/// Whether what was decoded is no text at all: noise, or a packed file. More than one sign in sixteen could not be decoded (U+FFFD) or is a
/// control; a page that was cut, or that two encodings stand in, has far fewer. Bytes by chance have one in nine under any encoding.
pub(crate) fn is_noise(text: &str) -> bool {
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 0x0B | 0x0E..=0x1F | 0x7F);
    // Few enough at a time for the count of them to be a byte: many are counted at once then.
    let controls = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(is_control(byte))).sum::<u8>();
    let replaced = memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}").count();
    let odd = text.as_bytes().chunks(255).map(|bytes| usize::from(controls(bytes))).sum::<usize>() + replaced;
    if odd <= FEW_ODD {
        return false;
    }
    odd * SIGNS_AN_ODD_ONE > text.chars().count()
}
