//! What html5ever calls to build a [`Tree`], with a count of what goes into it.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::{Data, Id, Tree};

/// A tree that grows.
pub(crate) struct Sink {
    tree: RefCell<Tree>,
    pub(crate) counts: Counts,
}

/// What went into a tree so far.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) nodes: Cell<usize>,
    /// The most attributes of one element, and those of all.
    pub(crate) attributes: Cell<usize>,
    pub(crate) all_attributes: Cell<usize>,
    /// The most elements inside one another.
    pub(crate) deepest: Cell<usize>,
}

impl Sink {
    /// An empty document, with room for some nodes and bytes of text.
    pub(crate) fn new(nodes: usize, texts: usize) -> Sink {
        Sink { tree: RefCell::new(Tree::new(nodes, texts)), counts: Counts::default() }
    }
}

impl Counts {
    fn node(&self) {
        self.nodes.set(self.nodes.get() + 1);
    }

    fn has(&self, attributes: usize) {
        self.holds(attributes);
        self.all_attributes.set(self.all_attributes.get() + attributes);
    }

    /// Attributes of one element.
    fn holds(&self, attributes: usize) {
        self.attributes.set(self.attributes.get().max(attributes));
    }

    fn placed(&self, tree: &Tree) {
        self.deepest.set(tree.deepest as usize);
    }
}

impl Sink {
    fn insert_before(&self, sibling: Id, child: NodeOrText<Id>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => {
                tree.insert_before(sibling, child);
                self.counts.placed(&tree);
            }
            // A node at most.
            NodeOrText::AppendText(text) => {
                tree.insert_text_before(sibling, &text);
                self.counts.node();
            }
        }
    }
}

impl TreeSink for Sink {
    type Output = Tree;
    type Handle = Id;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn get_document(&self) -> Id {
        Id::ROOT
    }

    fn same_node(&self, left: &Id, right: &Id) -> bool {
        left == right
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| tree.name(*target))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.counts.node();
        self.counts.has(attributes.len());
        self.tree.borrow_mut().element(name, attributes)
    }

    fn create_comment(&self, text: StrTendril) -> Id {
        self.counts.node();
        self.tree.borrow_mut().orphan(Data::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.counts.node();
        self.tree.borrow_mut().orphan(Data::Instruction)
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let mut tree = self.tree.borrow_mut();
        let doctype = tree.orphan(Data::Doctype);
        tree.append(Id::ROOT, doctype);
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendText(text) => {
                if !tree.append_text(*parent, &text) {
                    self.counts.node();
                }
            }
            NodeOrText::AppendNode(child) => {
                tree.append(*parent, child);
                self.counts.placed(&tree);
            }
        }
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        self.insert_before(*sibling, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.tree.borrow().node(*element).parent.is_some();
        if has_parent { self.insert_before(*element, child) } else { self.append(previous, child) }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, parent: &Id) {
        self.tree.borrow_mut().reparent(*node, *parent);
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        self.counts.has(attributes.len());
        if let Data::Element(element) = &mut self.tree.borrow_mut().node_mut(*target).data {
            self.counts.holds(element.add_missing(attributes));
        }
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        self.tree.borrow().node(*target).first.unwrap_or(*target)
    }
}
