//! The tree as one list in the order of the document: what the readers work on.

use std::cell::RefCell;

use html5ever::{LocalName, local_name};

use crate::place::Places;
use crate::tree::{Data, Element, Id, Tree, TreeNode};

/// Index of a node in [`Page::nodes`].
pub(crate) type At = usize;

/// The tags that a reader asks for; all others are [`Tag::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tag {
    A,
    Area,
    Body,
    Br,
    Button,
    Dd,
    Div,
    Dl,
    Dt,
    Em,
    Font,
    Footer,
    Form,
    Frame,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Head,
    Header,
    Html,
    I,
    Iframe,
    Img,
    Input,
    Label,
    Li,
    Link,
    Meta,
    Nav,
    Noscript,
    Ol,
    Option,
    P,
    Script,
    Section,
    Select,
    Small,
    Span,
    Strong,
    Style,
    Table,
    Tbody,
    Td,
    Textarea,
    Tfoot,
    Th,
    Thead,
    Time,
    Title,
    Tr,
    Ul,
    Other,
}

impl Tag {
    pub(crate) fn of(name: &LocalName) -> Tag {
        macro_rules! tags {
            ($($tag:ident $name:tt),+) => { match *name { $(local_name!($name) => Tag::$tag,)+ _ => Tag::Other } };
        }
        tags!(
            Div "div", A "a", Li "li", Span "span", Td "td", Tr "tr", P "p", Script "script", Img "img", Br "br", Ul "ul", Table "table", Tbody "tbody",
            Meta "meta", Link "link", Font "font", Strong "strong", Em "em", I "i", Dd "dd", Dl "dl", Dt "dt", H1 "h1", H2 "h2", H3 "h3", H4 "h4",
            H5 "h5", H6 "h6", Input "input", Option "option", Select "select", Form "form", Style "style", Title "title", Th "th", Thead "thead",
            Tfoot "tfoot", Ol "ol", Label "label", Section "section", Small "small", Time "time", Button "button", Body "body", Head "head", Html "html",
            Header "header", Footer "footer", Nav "nav", Iframe "iframe", Frame "frame", Noscript "noscript", Textarea "textarea", Area "area"
        )
    }

    /// Whether text in it is not shown.
    pub(crate) fn is_hidden(self) -> bool {
        matches!(self, Tag::Script | Tag::Style | Tag::Noscript | Tag::Head | Tag::Title | Tag::Textarea | Tag::Option)
    }

    /// Whether its content begins on a line of its own.
    pub(crate) fn is_block(self) -> bool {
        !matches!(
            self,
            Tag::A
                | Tag::Area
                | Tag::Button
                | Tag::Em
                | Tag::Font
                | Tag::I
                | Tag::Img
                | Tag::Input
                | Tag::Label
                | Tag::Small
                | Tag::Span
                | Tag::Strong
                | Tag::Time
                | Tag::Other
        )
    }
}

/// What a node is. Comments and texts of blanks alone are left out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What<'a> {
    Element(Tag, &'a Element),
    Text(&'a str),
}

/// One node of the outline.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) what: What<'a>,
    pub(crate) parent: At,
    /// The first node after its subtree.
    pub(crate) end: At,
    /// Position among the elements of its parent, from 1 (of a text: of the element before it).
    pub(crate) nth: u32,
    pub(crate) depth: u16,
    /// Whether it stands inside of something that is not shown (scripts, styles, the head).
    pub(crate) hidden: bool,
}

/// A page as a list of nodes in the order of the document; the subtree of `at` is `at..nodes[at].end`.
pub(crate) struct Page<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    /// The comments, which no reader shows: one that was a link once tells what the picture beside it is.
    pub(crate) comments: Vec<&'a str>,
    places: RefCell<Places>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(tree: &'a Tree) -> Page<'a> {
        let mut laid = Laid { tree, nodes: Vec::with_capacity(tree.len()), comments: Vec::new(), open: Vec::with_capacity(64) };
        let mut next = tree.root().first;
        while let Some(id) = next {
            let node = tree.node(id);
            next = if laid.enters(node) { node.first } else { laid.after(node) };
        }
        Page { nodes: laid.nodes, comments: laid.comments, places: RefCell::default() }
    }

    pub(crate) fn tag(&self, at: At) -> Option<Tag> {
        match self.nodes[at].what {
            What::Element(tag, _) => Some(tag),
            What::Text(_) => None,
        }
    }

    pub(crate) fn is(&self, at: At, tag: Tag) -> bool {
        self.tag(at) == Some(tag)
    }

    /// An attribute as written, without blanks around it.
    pub(crate) fn attr(&self, at: At, name: &str) -> Option<&'a str> {
        match self.nodes[at].what {
            What::Element(_, element) => element.attrs().find(|(at, _)| *at == name).map(|(_, value)| if is_bare(value) { value } else { value.trim() }),
            What::Text(_) => None,
        }
    }

    /// The attributes of an element as written.
    pub(crate) fn attributes(&self, at: At) -> impl Iterator<Item = (&'a str, &'a str)> {
        let element = if let What::Element(_, element) = self.nodes[at].what { Some(element) } else { None };
        element.into_iter().flat_map(Element::attrs)
    }

    /// Whether a node is an element of a name that [`Tag`] does not know.
    pub(crate) fn named(&self, at: At, name: &str) -> bool {
        matches!(self.nodes[at].what, What::Element(_, element) if element.name() == name)
    }

    pub(crate) fn subtree(&self, at: At) -> std::ops::Range<At> {
        at..self.nodes[at].end
    }

    /// All elements of a tag, in the order of the document.
    pub(crate) fn all(&self, tag: Tag) -> impl Iterator<Item = At> + '_ {
        (0..self.nodes.len()).filter(move |at| self.is(*at, tag))
    }

    /// The elements directly under a node.
    pub(crate) fn children(&self, at: At) -> impl Iterator<Item = At> + '_ {
        let end = self.nodes[at].end;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.nodes[child].end;
                child
            })
        })
    }

    /// The nodes above, from the parent to the root.
    pub(crate) fn ancestors(&self, at: At) -> impl Iterator<Item = At> + '_ {
        let mut here = at;
        std::iter::from_fn(move || {
            let parent = self.nodes[here].parent;
            (here != 0 && self.nodes[here].depth > 0).then(|| {
                here = parent;
                parent
            })
        })
    }

    /// The shown texts under a node.
    pub(crate) fn texts(&self, at: At) -> impl Iterator<Item = (At, &'a str)> + '_ {
        self.subtree(at).filter_map(|at| match self.nodes[at] {
            Node { what: What::Text(text), hidden: false, .. } => Some((at, text)),
            _ => None,
        })
    }

    /// The shown text under a node as one line: blanks run together, a blank where a block begins.
    pub(crate) fn text(&self, at: At) -> String {
        let mut out = String::new();
        for at in self.subtree(at) {
            match self.nodes[at] {
                Node { what: What::Text(text), hidden: false, .. } => push_line(&mut out, text),
                Node { what: What::Element(tag, _), .. } if tag.is_block() && !out.is_empty() && !out.ends_with(' ') => out.push(' '),
                _ => {}
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// The text of a script or style, which [`Page::text`] leaves out.
    pub(crate) fn source(&self, at: At) -> String {
        self.subtree(at).filter_map(|at| if let What::Text(text) = self.nodes[at].what { Some(text) } else { None }).collect()
    }

    /// Where a node stands, as a CSS selector that finds it in a browser.
    pub(crate) fn place(&self, at: At) -> String {
        self.places.borrow_mut().of(self, at)
    }
}

/// An outline in the making.
struct Laid<'a> {
    tree: &'a Tree,
    nodes: Vec<Node<'a>>,
    comments: Vec<&'a str>,
    /// The elements around the next node.
    open: Vec<Open>,
}

/// An element whose content is being laid out.
struct Open {
    at: At,
    /// Its elements so far.
    count: u32,
    hidden: bool,
}

impl<'a> Laid<'a> {
    /// Takes a node up: whether its content comes next.
    fn enters(&mut self, node: &'a TreeNode) -> bool {
        let (at, depth) = (self.nodes.len(), self.open.len() as u16);
        let mut above = self.open.last_mut();
        let (parent, nth, hidden) = above.as_ref().map_or((0, 0, false), |above| (above.at, above.count, above.hidden));
        match &node.data {
            Data::Element(element) => {
                if let Some(above) = &mut above {
                    above.count += 1;
                }
                let hidden = hidden || element.tag.is_hidden();
                self.nodes.push(Node { what: What::Element(element.tag, element), parent, end: at + 1, nth: nth + 1, depth, hidden });
                if node.first.is_some() {
                    self.open.push(Open { at, count: 0, hidden });
                }
                return node.first.is_some();
            }
            Data::Text(text) => {
                let text = self.tree.text(text);
                if !is_blank(text) {
                    self.nodes.push(Node { what: What::Text(text), parent, end: at + 1, nth, depth, hidden });
                }
            }
            Data::Comment(comment) => self.comments.push(comment),
            _ => {}
        }
        false
    }

    /// The node after a node and its content; what ends there is closed.
    fn after(&mut self, mut left: &'a TreeNode) -> Option<Id> {
        loop {
            if left.next.is_some() {
                return left.next;
            }
            let closed = self.open.pop()?;
            self.nodes[closed.at].end = self.nodes.len();
            left = self.tree.node(left.parent?);
        }
    }
}

/// Whether a text shows nothing.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// Whether a text begins and ends with an ASCII letter or digit or a Chinese sign (U+4000 to U+9FFF), as most texts do: then there is no
/// blank, bracket or mark around it to be taken off.
pub(crate) fn is_bare(text: &str) -> bool {
    let is_chinese = |byte: u8| matches!(byte, 0xE4..=0xE9);
    let bytes = text.as_bytes();
    let (&[first, ..], &[.., last]) = (bytes, bytes) else { return true };
    let begins = first.is_ascii_alphanumeric() || is_chinese(first);
    begins && (last.is_ascii_alphanumeric() || bytes.len() >= 3 && is_chinese(bytes[bytes.len() - 3]))
}

/// A text without the blanks around it.
pub(crate) fn trimmed(text: &str) -> &str {
    peeled(text, is_space)
}

/// A text without certain signs around it, none of them a letter or digit.
pub(crate) fn peeled(text: &str, around: impl Fn(char) -> bool) -> &str {
    if is_bare(text) { text } else { text.trim_matches(around) }
}

/// Blanks of every kind, also those that no eye sees.
pub(crate) fn is_space(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{200B}' | '\u{FEFF}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{E5E5}')
}

/// Whether a sign is a letter of any script; Chinese ones are told at once.
pub(crate) fn is_letter(sign: char) -> bool {
    matches!(sign, '\u{4E00}'..='\u{9FFF}') || sign.is_alphabetic()
}

/// Appends a text with its blanks run together.
pub(crate) fn push_line(out: &mut String, text: &str) {
    if is_bare(text) {
        push_words(out, text);
        return;
    }
    let begun = text.trim_start_matches(is_space);
    if begun.len() < text.len() && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    let inner = begun.trim_end_matches(is_space);
    if inner.is_empty() {
        return;
    }
    push_words(out, inner);
    if inner.len() < begun.len() {
        out.push(' ');
    }
}

/// Appends a text that neither begins nor ends with a blank.
fn push_words(out: &mut String, text: &str) {
    if !may_hold_space(text) {
        out.push_str(text);
        return;
    }
    for (nth, word) in text.split(is_space).filter(|word| !word.is_empty()).enumerate() {
        if nth > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Whether a text may hold blanks, by its bytes: most texts hold none. Some strangers are taken for blanks, too.
pub(crate) fn may_hold_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |byte: u8| byte <= b' ' || matches!(byte, 0xC2 | 0xE1 | 0xEE);
    // Without a way out in the middle many bytes are looked at together.
    bytes.chunks(CHUNK).any(|chunk| chunk.iter().fold(false, |any, byte| any | begins(*byte))) || holds_wide_space(bytes)
}

const CHUNK: usize = 64;

/// Whether a blank begins with one of the bytes with which common signs of punctuation begin as well.
fn holds_wide_space(bytes: &[u8]) -> bool {
    memchr::memchr3_iter(0xE2, 0xE3, 0xEF, bytes).any(|at| match bytes[at..] {
        [0xE2, 0x80, 0x90..=0xA7, ..] => false,
        [0xE2, second, ..] => matches!(second, 0x80 | 0x81),
        [0xE3, second, third, ..] => second == 0x80 && third == 0x80,
        [0xEF, second, ..] => second == 0xBB,
        _ => false,
    })
}

/// One line of a text: blanks run together, none around it.
pub(crate) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_line(&mut out, trimmed(text));
    out
}
