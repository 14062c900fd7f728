//! The links of a page: where each leads, of which kind it is, each target once.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use gov_site_compliance::TargetKind;
use hashbrown::{HashSet, HashTable};
use serde::Serialize;

use crate::context::{Context, is_no_address};
use crate::outline::{At, Node, Page, Tag, What, is_bare, push_line};

mod address;
mod host;
mod script;

use address::Resolver;
pub(crate) use address::{PlainBase, plain};
use host::Hosts;

/// Of which kind a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LinkKind {
    /// To the same host (with or without `www.`).
    Inside,
    /// To another host under the same portal: `jw.example.gov.cn` and `www.example.gov.cn`.
    Subsite,
    /// To a host elsewhere.
    Outside,
    /// To a document, an archive or a recording, wherever it lies.
    Attachment,
    /// To a picture, or a picture of the page.
    Image,
    /// To another program: mail, telephone.
    Mail,
    /// By a script: without an address, or with one that stands in it.
    Script,
    /// An absolute address on a page whose own is unknown: inside or outside cannot be told.
    Unknown,
}

impl LinkKind {
    /// The kind in the table `links`; `None` for links that have none.
    pub fn target(self) -> Option<TargetKind> {
        match self {
            LinkKind::Inside => Some(TargetKind::Inside),
            LinkKind::Subsite => Some(TargetKind::Subsite),
            LinkKind::Outside => Some(TargetKind::Outside),
            LinkKind::Attachment => Some(TargetKind::Attachment),
            LinkKind::Image => Some(TargetKind::Image),
            LinkKind::Mail | LinkKind::Script | LinkKind::Unknown => None,
        }
    }
}

/// One target of a page: its first link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageLink {
    /// The address as written; of a click, its script. Of mail and telephone on pages of letters, the scheme alone.
    pub href: String,
    /// The absolute address without a fragment (as written, where the page's own is unknown); `None` where a script holds none.
    pub url: Option<String>,
    /// Its kind.
    pub kind: LinkKind,
    /// The shown text, else the title or the words for the picture; at most 200 bytes. Empty on pages of letters.
    pub text: String,
    /// CSS selector of the link; of one more than 48 elements deep, of the element around it at that depth.
    pub place: String,
}

/// Links of one page that scripts write out: they cost no nodes, so the budget does not end them.
const WRITTEN: usize = 10_000;
/// Nodes of a page for each of its links, in the middle of many pages.
const NODES_A_LINK: usize = 8;
/// Bytes of a text that are kept, and nodes that are looked through for them.
const TEXT: usize = 200;
const NODES: usize = 64;

pub(crate) fn read(page: &Page<'_>, context: &Context) -> Vec<PageLink> {
    let some = page.nodes.len() / NODES_A_LINK;
    let mut links = Links {
        page,
        resolver: Resolver::new(context),
        hosts: Hosts::of(context.url.as_ref()),
        written: HashSet::with_capacity_and_hasher(some, RandomState::default()),
        targets: HashTable::with_capacity(some),
        random: RandomState::default(),
        by_scripts: 0,
        found: Vec::with_capacity(some),
    };
    page.nodes.iter().enumerate().for_each(|(at, node)| links.node(at, node));
    links.found
}

struct Links<'p, 'a> {
    page: &'p Page<'a>,
    resolver: Resolver<'p>,
    hosts: Hosts,
    /// Addresses and scripts as written: most repetitions are found before they are resolved.
    written: HashSet<&'a str, RandomState>,
    /// The links in `found`, by their targets.
    targets: HashTable<usize>,
    random: RandomState,
    /// How many links scripts wrote out.
    by_scripts: usize,
    found: Vec<PageLink>,
}

impl<'a> Links<'_, 'a> {
    fn node(&mut self, at: At, node: &Node<'a>) {
        let (tag, element) = match node.what {
            What::Element(tag, element) => (tag, element),
            What::Text(text) => {
                if node.hidden && self.page.is(node.parent, Tag::Script) {
                    let left = WRITTEN.saturating_sub(self.by_scripts);
                    for href in script::hrefs(text).take(left) {
                        self.by_scripts += 1;
                        self.add(at, href, Some(href), Some(LinkKind::Script));
                    }
                }
                return;
            }
        };
        let mut address = None;
        let mut click = None;
        for (name, value) in element.attrs() {
            match (tag, name) {
                (Tag::A | Tag::Area, "href") => address = Some(value.trim()),
                (Tag::Img | Tag::Iframe | Tag::Frame, "src") => address = Some(value.trim()),
                (Tag::Option, "value") if starts_with(value, "http") => click = Some(value),
                (_, "onclick") => click = Some(value),
                _ => {}
            }
        }
        self.element(at, tag, address, click);
    }

    fn element(&mut self, at: At, tag: Tag, address: Option<&'a str>, click: Option<&'a str>) {
        let leads = address.is_some_and(|address| !is_no_address(address));
        // The entries of a menu that opens what is chosen are addresses themselves.
        let opened = if tag == Tag::Option { click } else { click.and_then(script::address) };
        match (address, opened) {
            (Some(address), _) if leads => self.add(at, address, Some(address), (tag == Tag::Img).then_some(LinkKind::Image)),
            (_, Some(inner)) => self.add(at, click.unwrap_or(inner), Some(inner), Some(LinkKind::Script)),
            (Some(address), None) if !address.is_empty() && !address.starts_with('#') => {
                self.add(at, address, script::address(address), Some(LinkKind::Script))
            }
            _ => {}
        }
    }

    fn add(&mut self, at: At, href: &'a str, address: Option<&'a str>, kind: Option<LinkKind>) {
        if !self.written.insert(address.unwrap_or(href)) || address.is_some_and(is_content) {
            return;
        }
        let url = address.map(|address| self.resolver.absolute(address));
        let kind = kind.unwrap_or_else(|| self.hosts.kind(url.as_deref().unwrap_or(href)));
        if url.as_ref().is_some_and(|url| !self.is_new(url)) {
            return;
        }
        let (text, place) = (text_of(self.page, at), self.page.place(at));
        self.found.push(PageLink { href: href.to_owned(), url, kind, text, place });
    }

    /// Whether no link that was found has a target; if so, it is the next one's.
    fn is_new(&mut self, target: &str) -> bool {
        let hash = self.random.hash_one(target);
        let url = |at: &usize| self.found[*at].url.as_deref().unwrap_or("");
        let known = self.targets.find(hash, |at| url(at) == target).is_some();
        if !known {
            self.targets.insert_unique(hash, self.found.len(), |at| self.random.hash_one(url(at)));
        }
        !known
    }
}

/// Addresses that hold their content themselves.
fn is_content(address: &str) -> bool {
    ["data:", "about:", "blob:"].iter().any(|scheme| starts_with(address, scheme))
}

fn starts_with(address: &str, scheme: &str) -> bool {
    address.as_bytes().get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
}

/// The words of a link: those in it, else its title, else those for its picture.
fn text_of(page: &Page<'_>, at: At) -> String {
    let mut out = String::new();
    let mut of_picture = None;
    for node in page.subtree(at).take(NODES) {
        match page.nodes[node].what {
            What::Text(text) if !page.nodes[node].hidden || page.is(at, Tag::Option) => push_line(&mut out, head(begun(text))),
            What::Element(Tag::Img, _) if of_picture.is_none() && out.is_empty() => {
                of_picture = page.attr(node, "alt").or_else(|| page.attr(node, "title")).filter(|words| !words.is_empty())
            }
            _ => {}
        }
        if out.len() >= TEXT {
            break;
        }
    }
    if out.is_empty() {
        let own = page.attr(at, "title").or_else(|| page.attr(at, "alt")).filter(|words| !words.is_empty());
        push_line(&mut out, head(own.or(of_picture).unwrap_or("")));
    }
    out.truncate(head(&out).trim_end().len());
    out
}

fn begun(text: &str) -> &str {
    if is_bare(text) { text } else { text.trim_start() }
}

fn head(text: &str) -> &str {
    if text.len() <= TEXT {
        return text;
    }
    let end = (0..=TEXT.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
