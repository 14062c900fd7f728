//! Text to tree, stopped as soon as a budget is reached.
//!
//! The parser cannot be stopped from inside and is quadratic in nesting and in the attributes of a tag, so it is fed in pieces and
//! looked at between them.

use std::borrow::Cow;
use std::cell::{Cell, Ref};

use ego_tree::NodeId;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, QualName, driver};
use scraper::{Html, HtmlTreeSink};

use crate::input::{Budget, Unread};

/// Bytes fed at a time. A piece is also what a single tag may cost beyond its budget.
const PIECE: usize = 4096;
/// Nodes and attributes that one piece may make beyond the budget. Formatting elements that nobody closes are made again in each block, with
/// their attributes: four bytes make as many as were ever made in one piece.
const BEYOND: usize = 300_000;
/// Bytes of the shortest tag and text that do so.
const SHORTEST: usize = 4;
/// Attributes of all elements, for each node of the budget.
const ATTRIBUTES_A_NODE: usize = 8;
/// Attributes of one element. Real pages stay far below.
const ATTRIBUTES: usize = 256;
/// Signs between attributes in one tag, the root of the sum of their squares over all tags. A tag cannot be told from a comment while it is
/// open, and sites comment out whole pages: hence so many.
const SEPARATORS: usize = 40_000;
/// End tags with attributes: faults that cost as much as a start tag and leave nothing in the tree.
const ODD_END_TAGS: usize = 32;

/// Parses a page.
///
/// # Errors
/// Which budget was reached.
pub(crate) fn parse(text: &str, budget: &Budget) -> Result<Html, Unread> {
    let mut parser = driver::parse_document(Counting::new(), driver::ParseOpts::default());
    let mut rest = text;
    let (mut silent, mut spent, mut heaviest) = (0, 0, 0);
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(boundary(rest, piece_size(heaviest)));
        rest = after;
        let weight = parser.tokenizer.sink.sink.weight();
        let before = parser.tokenizer.sink.sink.events.get();
        parser.process(StrTendril::from_slice(piece));
        let sink = &parser.tokenizer.sink.sink;
        heaviest = heaviest.max(sink.weight() - weight);
        if sink.events.get() != before {
            spent += silent * silent;
            silent = 0;
        } else {
            silent += separators(piece);
        }
        if spent + silent * silent > SEPARATORS * SEPARATORS {
            return Err(Unread::Budget { what: "signs of one tag", limit: SEPARATORS });
        }
        sink.within(budget)?;
    }
    Ok(parser.finish())
}

/// The size of the next piece, by what the heaviest one so far made.
fn piece_size(heaviest: usize) -> usize {
    (BEYOND * SHORTEST / heaviest.max(1)).clamp(SHORTEST, PIECE)
}

fn boundary(text: &str, size: usize) -> usize {
    let mut end = size.min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// How often signs that may stand between two attributes follow on others.
fn separators(piece: &str) -> usize {
    let is_one = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' | b'/' | b'"' | b'\'');
    piece.as_bytes().windows(2).filter(|pair| is_one(&pair[1]) && !is_one(&pair[0])).count()
}

/// The tree of scraper, with a count of what goes into it.
struct Counting {
    inner: HtmlTreeSink,
    nodes: Cell<usize>,
    events: Cell<usize>,
    /// The most attributes of one element, and those of all.
    attributes: Cell<usize>,
    all_attributes: Cell<usize>,
    odd_end_tags: Cell<usize>,
    last: Cell<Option<NodeId>>,
}

impl Counting {
    fn new() -> Counting {
        let zero = || Cell::new(0);
        let inner = HtmlTreeSink::new(Html::new_document());
        Counting { inner, nodes: zero(), events: zero(), attributes: zero(), all_attributes: zero(), odd_end_tags: zero(), last: Cell::new(None) }
    }

    fn node(&self) {
        self.nodes.set(self.nodes.get() + 1);
        self.event();
    }

    fn event(&self) {
        self.events.set(self.events.get() + 1);
    }

    fn has(&self, attributes: usize) {
        self.attributes.set(self.attributes.get().max(attributes));
        self.all_attributes.set(self.all_attributes.get() + attributes);
    }

    /// What was made so far.
    fn weight(&self) -> usize {
        self.nodes.get() + self.all_attributes.get()
    }

    fn within(&self, budget: &Budget) -> Result<(), Unread> {
        let check = |what, measured, limit| if measured > limit { Err(Unread::Budget { what, limit }) } else { Ok(()) };
        check("nodes", self.nodes.get(), budget.nodes)?;
        check("attributes of one element", self.attributes.get(), ATTRIBUTES)?;
        check("attributes", self.all_attributes.get(), budget.nodes.saturating_mul(ATTRIBUTES_A_NODE))?;
        check("end tags with attributes", self.odd_end_tags.get(), ODD_END_TAGS)?;
        check("nested elements", self.depth(), budget.depth)
    }

    /// How deep the parser is just now: a piece cannot open more elements than it has bytes.
    fn depth(&self) -> usize {
        let tree = self.inner.0.borrow();
        self.last.get().and_then(|id| tree.tree.get(id)).map_or(0, |node| node.ancestors().count())
    }
}

impl TreeSink for Counting {
    type Output = Html;
    type Handle = NodeId;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Html {
        self.inner.finish()
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        if message.starts_with("Attributes on an end tag") {
            self.odd_end_tags.set(self.odd_end_tags.get() + 1);
        }
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.inner.set_quirks_mode(mode);
    }

    fn get_document(&self) -> NodeId {
        self.inner.get_document()
    }

    fn same_node(&self, left: &NodeId, right: &NodeId) -> bool {
        left == right
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.inner.elem_name(target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.node();
        self.has(attributes.len());
        self.inner.create_element(name, attributes, flags)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.node();
        self.inner.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.node();
        self.inner.create_pi(target, data)
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.inner.append_doctype_to_document(name, public_id, system_id);
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        if matches!(child, NodeOrText::AppendText(_)) && self.goes_on(*parent) {
            self.event();
        } else {
            self.placed(*parent, &child);
        }
        self.inner.append(parent, child);
    }

    fn append_before_sibling(&self, sibling: &NodeId, node: NodeOrText<NodeId>) {
        self.placed(*sibling, &node);
        self.inner.append_before_sibling(sibling, node);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        self.placed(*element, &child);
        self.inner.append_based_on_parent_node(element, previous, child);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.inner.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        self.inner.reparent_children(node, parent);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.has(attributes.len());
        self.inner.add_attrs_if_missing(target, attributes);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.inner.get_template_contents(target)
    }

    fn mark_script_already_started(&self, node: &NodeId) {
        self.inner.mark_script_already_started(node);
    }
}

impl Counting {
    /// Whether a text that is appended goes on with the last one.
    fn goes_on(&self, parent: NodeId) -> bool {
        let tree = self.inner.0.borrow();
        tree.tree.get(parent).and_then(|node| node.last_child()).is_some_and(|last| last.value().is_text())
    }

    /// A text is a node at most; an element was counted when it was made.
    fn placed(&self, near: NodeId, child: &NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendText(_) => self.node(),
            NodeOrText::AppendNode(_) => self.event(),
        }
        self.last.set(Some(near));
    }
}
