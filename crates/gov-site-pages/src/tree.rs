//! The tree of a page as html5ever builds it: nodes in one list, linked by their numbers.
//!
//! Names and attributes stay as the parser hands them over, and texts lie in one string: what a tree costs beside the parse is little.

mod sink;
#[cfg(test)]
mod tests;

use std::num::NonZeroU32;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use crate::outline::Tag;

pub(crate) use sink::Sink;

/// Attributes that an element keeps at most. Real pages stay far below.
pub(crate) const ATTRIBUTES: usize = 256;

/// A node of a [`Tree`]: its index and one, so that no node at all takes no room of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Id(NonZeroU32);

impl Id {
    const ROOT: Id = Id(NonZeroU32::MIN);

    fn of(index: usize) -> Id {
        Id(NonZeroU32::MIN.saturating_add(index as u32))
    }

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A parsed page. Nodes that the parser took out again stay in the list, without a parent.
pub(crate) struct Tree {
    nodes: Vec<TreeNode>,
    /// The texts, one after the other.
    texts: String,
    /// What a node is called that has no name.
    nameless: QualName,
    /// The most nodes that stood above one that is no text.
    deepest: u32,
}

pub(crate) struct TreeNode {
    pub(crate) parent: Option<Id>,
    previous: Option<Id>,
    pub(crate) next: Option<Id>,
    pub(crate) first: Option<Id>,
    last: Option<Id>,
    /// How many nodes stood above it at most, as far as it was the last child of what was moved. It never falls.
    depth: u32,
    pub(crate) data: Data,
}

/// What a node of a [`Tree`] is.
pub(crate) enum Data {
    Document,
    /// The content of a `template`: its only child, whose own children no page shows.
    Fragment,
    Doctype,
    Instruction,
    Comment(StrTendril),
    Text(Text),
    Element(Element),
}

/// Where the text of a node is.
pub(crate) enum Text {
    /// A part of the one string.
    Part(Range<usize>),
    /// A string of its own, for one that went on after others had begun.
    Apart(String),
}

/// An element, with its attributes in the order of their names.
#[derive(Debug)]
pub(crate) struct Element {
    name: QualName,
    pub(crate) tag: Tag,
    attributes: Vec<Attribute>,
}

impl Element {
    /// Readers take the first attribute that says something: which one that is must not depend on who wrote the page.
    fn new(name: QualName, mut attributes: Vec<Attribute>) -> Element {
        if attributes.len() > 1 {
            attributes.sort_unstable_by(|left, right| left.name.cmp(&right.name));
        }
        Element { tag: Tag::of(&name.local), name, attributes }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name.local
    }

    /// Names and values as written.
    pub(crate) fn attrs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// Adds attributes that are not there yet, and tells how many there are then: at most one beyond the budget. The parser adds those of every
    /// further `html` and `body` to the open one, and each costs what it holds already.
    fn add_missing(&mut self, attributes: Vec<Attribute>) -> usize {
        for attribute in attributes {
            if self.attributes.len() > ATTRIBUTES {
                break;
            }
            if let Err(at) = self.attributes.binary_search_by(|held| held.name.cmp(&attribute.name)) {
                self.attributes.insert(at, attribute);
            }
        }
        self.attributes.len()
    }
}

impl Tree {
    /// A document without content, with room for some nodes and bytes of text.
    fn new(nodes: usize, texts: usize) -> Tree {
        let nameless = QualName::new(None, ns!(), LocalName::from(""));
        let mut tree = Tree { nodes: Vec::with_capacity(nodes), texts: String::with_capacity(texts), nameless, deepest: 0 };
        tree.orphan(Data::Document);
        tree
    }

    pub(crate) fn root(&self) -> &TreeNode {
        self.node(Id::ROOT)
    }

    pub(crate) fn node(&self, id: Id) -> &TreeNode {
        &self.nodes[id.index()]
    }

    pub(crate) fn text<'a>(&'a self, text: &'a Text) -> &'a str {
        match text {
            Text::Part(part) => &self.texts[part.clone()],
            Text::Apart(text) => text,
        }
    }

    /// Nodes ever made.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    fn node_mut(&mut self, id: Id) -> &mut TreeNode {
        &mut self.nodes[id.index()]
    }

    fn name(&self, id: Id) -> &QualName {
        if let Data::Element(element) = &self.node(id).data { &element.name } else { &self.nameless }
    }

    fn orphan(&mut self, data: Data) -> Id {
        let id = Id::of(self.nodes.len());
        self.nodes.push(TreeNode { parent: None, previous: None, next: None, first: None, last: None, depth: 0, data });
        id
    }

    /// A new element; a template with the node that takes its content.
    fn element(&mut self, name: QualName, attributes: Vec<Attribute>) -> Id {
        let is_template = name.local == local_name!("template") && name.ns == ns!(html);
        let id = self.orphan(Data::Element(Element::new(name, attributes)));
        if is_template {
            let content = self.orphan(Data::Fragment);
            self.append(id, content);
        }
        id
    }

    /// Notes how deep a node lies, and its last child, the last child of that and so on: elements that are open, to which more may be
    /// added, are among them, as is the content of a template.
    fn lies_at(&mut self, id: Id, depth: u32) {
        let (mut next, mut depth) = (Some(id), depth);
        while let Some(id) = next {
            let node = self.node_mut(id);
            if node.depth >= depth {
                break;
            }
            node.depth = depth;
            next = node.last;
            if !matches!(node.data, Data::Text(_)) {
                self.deepest = self.deepest.max(depth);
            }
            depth += 1;
        }
    }

    /// Makes a node the last child, wherever it stood.
    fn append(&mut self, parent: Id, child: Id) {
        self.detach(child);
        let above = self.node_mut(parent);
        let last = above.last.replace(child);
        above.first.get_or_insert(child);
        let depth = above.depth + 1;
        let node = self.node_mut(child);
        (node.parent, node.previous) = (Some(parent), last);
        self.lies_at(child, depth);
        if let Some(last) = last {
            self.node_mut(last).next = Some(child);
        }
    }

    /// Appends a text: whether it goes on with the last one.
    fn append_text(&mut self, parent: Id, text: &str) -> bool {
        let goes_on = self.node(parent).last.is_some_and(|last| self.goes_on(last, text));
        if !goes_on {
            let new = self.new_text(text);
            self.append(parent, new);
        }
        goes_on
    }

    /// Puts a node before another that has a parent.
    fn insert_before(&mut self, sibling: Id, new: Id) {
        self.detach(new);
        let beside = self.node_mut(sibling);
        let Some(parent) = beside.parent else { return };
        let (previous, depth) = (beside.previous.replace(new), beside.depth);
        let node = self.node_mut(new);
        (node.parent, node.previous, node.next) = (Some(parent), previous, Some(sibling));
        self.lies_at(new, depth);
        match previous {
            Some(previous) => self.node_mut(previous).next = Some(new),
            None => self.node_mut(parent).first = Some(new),
        }
    }

    /// Puts a text before a node that has a parent.
    fn insert_text_before(&mut self, sibling: Id, text: &str) {
        let TreeNode { parent: Some(_), previous, .. } = *self.node(sibling) else { return };
        if !previous.is_some_and(|previous| self.goes_on(previous, text)) {
            let new = self.new_text(text);
            self.insert_before(sibling, new);
        }
    }

    fn new_text(&mut self, text: &str) -> Id {
        let start = self.texts.len();
        self.texts.push_str(text);
        self.orphan(Data::Text(Text::Part(start..self.texts.len())))
    }

    /// Whether a node is a text, to which more was added.
    fn goes_on(&mut self, id: Id, more: &str) -> bool {
        let Data::Text(text) = &mut self.nodes[id.index()].data else { return false };
        match text {
            Text::Part(part) if part.end == self.texts.len() => {
                self.texts.push_str(more);
                part.end = self.texts.len();
            }
            Text::Part(part) => *text = Text::Apart([&self.texts[part.clone()], more].concat()),
            Text::Apart(text) => text.push_str(more),
        }
        true
    }

    fn detach(&mut self, id: Id) {
        let node = self.node_mut(id);
        let Some(parent) = node.parent.take() else { return };
        let (previous, next) = (node.previous.take(), node.next.take());
        match previous {
            Some(previous) => self.node_mut(previous).next = next,
            None => self.node_mut(parent).first = next,
        }
        match next {
            Some(next) => self.node_mut(next).previous = previous,
            None => self.node_mut(parent).last = previous,
        }
    }

    /// Appends all children of a node to another.
    fn reparent(&mut self, from: Id, to: Id) {
        let node = self.node_mut(from);
        let (Some(first), Some(last)) = (node.first.take(), node.last.take()) else { return };
        // The parser puts the new parent into the old one.
        let depth = self.node(to).depth.max(self.node(from).depth + 1) + 1;
        let mut child = Some(first);
        while let Some(id) = child {
            self.lies_at(id, depth);
            let node = self.node_mut(id);
            node.parent = Some(to);
            child = node.next;
        }
        let above = self.node_mut(to);
        above.first.get_or_insert(first);
        if let Some(before) = above.last.replace(last) {
            self.node_mut(before).next = Some(first);
            self.node_mut(first).previous = Some(before);
        }
    }
}
