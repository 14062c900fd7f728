//! From html5gum, which tells tags and texts apart, to html5ever, which builds the tree of them.

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, QualName, ns};
use html5gum::{Emitter, Error, State};

use super::names::Names;
use super::run::{Run, Source, tendril};
use crate::input::{Budget, Unread};
use crate::tree::{ATTRIBUTES, Id, Sink};

/// Tokens that are handed on together: what finds them and what builds the tree are too much code to stay near for each of them in turn.
const HELD: usize = 256;

/// Puts tokens together and hands them on, until a budget is reached: its only token.
pub(super) struct Tokens<'a> {
    builder: &'a TreeBuilder<Id, Sink>,
    budget: &'a Budget,
    source: Source<'a>,
    text: Run,
    tag: OpenTag,
    comment: Run,
    doctype: Doctype,
    last_start: Vec<u8>,
    names: Names,
    /// Tokens that the builder has not seen yet.
    held: Vec<Token>,
    /// How the text after a start tag is to be read.
    next: Option<State>,
    /// Elements that the builder may have gone through for tokens that left nothing in the tree, such as end tags.
    steps: usize,
    reached: Option<Unread>,
}

/// The tag that is just being read.
#[derive(Default)]
struct OpenTag {
    is_end: bool,
    self_closing: bool,
    name: Vec<u8>,
    attributes: Vec<Attribute>,
    /// Attributes as written, repeated ones among them.
    written: usize,
    /// The attribute that is just being read.
    key: Vec<u8>,
    value: Run,
}

impl OpenTag {
    fn start(&mut self, is_end: bool) {
        (self.is_end, self.self_closing, self.written) = (is_end, false, 0);
        self.name.clear();
        self.attributes = Vec::new();
        self.key.clear();
        self.value.clear();
    }

    /// Keeps the attribute that was read, unless one of its name stands before.
    fn settle(&mut self, source: &Source<'_>, names: &mut Names) {
        if self.key.is_empty() {
            return;
        }
        let name = names.name(&self.key);
        self.key.clear();
        if self.attributes.iter().any(|attribute| attribute.name.local == name) {
            return self.value.clear();
        }
        self.attributes.push(Attribute { name: QualName::new(None, ns!(), name), value: self.value.take(source) });
    }

    fn take(&mut self, names: &mut Names) -> Token {
        let attrs = std::mem::take(&mut self.attributes);
        let kind = if self.is_end { TagKind::EndTag } else { TagKind::StartTag };
        let had_duplicate_attributes = self.written > attrs.len();
        Token::TagToken(Tag { kind, name: names.name(&self.name), self_closing: self.self_closing, attrs, had_duplicate_attributes })
    }
}

/// Whether the text after a start tag may be no markup. The builder tells, and has to see the tag for it at once.
fn may_end_markup(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"title" | b"textarea" | b"iframe" | b"noscript" | b"noframes" | b"noembed" | b"xmp" | b"plaintext")
}

fn no_doctype() -> Doctype {
    Doctype { name: None, public_id: None, system_id: None, force_quirks: false }
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str, builder: &'a TreeBuilder<Id, Sink>, budget: &'a Budget) -> Tokens<'a> {
        Tokens {
            builder,
            budget,
            source: Source::new(text),
            text: Run::default(),
            tag: OpenTag::default(),
            comment: Run::default(),
            doctype: no_doctype(),
            last_start: Vec::new(),
            names: Names::new(),
            held: Vec::with_capacity(HELD),
            next: None,
            steps: 0,
            reached: None,
        }
    }

    fn hold(&mut self, token: Token) {
        self.held.push(token);
        if self.held.len() >= HELD {
            self.hand_on();
        }
    }

    /// Hands on what was held, as far as the budgets go.
    fn hand_on(&mut self) {
        let mut held = std::mem::take(&mut self.held);
        for token in held.drain(..) {
            if self.reached.is_some() {
                break;
            }
            self.build(token);
        }
        self.held = held;
    }

    fn build(&mut self, token: Token) {
        let nodes = self.builder.sink.counts.nodes.get();
        match self.builder.process_token(token, 1) {
            TokenSinkResult::Plaintext => self.next = Some(State::PlainText),
            TokenSinkResult::RawData(RawKind::Rcdata) => self.next = Some(State::RcData),
            TokenSinkResult::RawData(RawKind::Rawtext) => self.next = Some(State::RawText),
            TokenSinkResult::RawData(_) => self.next = Some(State::ScriptData),
            _ => {}
        }
        self.look(nodes);
    }

    /// Whether what was made so far is within the budgets. Each token may take the builder through all elements that are open.
    fn look(&mut self, nodes_before: usize) {
        let (counts, budget) = (&self.builder.sink.counts, self.budget);
        let (nodes, deepest) = (counts.nodes.get(), counts.deepest.get());
        if nodes == nodes_before {
            self.steps = self.steps.saturating_add(deepest);
        }
        self.check("nested elements", deepest, budget.depth);
        self.check("nodes", nodes, budget.nodes);
        self.check("attributes of one element", counts.attributes.get(), ATTRIBUTES);
        self.check("attributes", counts.all_attributes.get(), budget.nodes.saturating_mul(super::ATTRIBUTES_A_NODE));
        self.check("steps through nested elements", self.steps, budget.nodes.saturating_mul(budget.depth));
    }

    fn check(&mut self, what: &'static str, measured: usize, limit: usize) {
        if measured > limit && self.reached.is_none() {
            self.reached = Some(Unread::Budget { what, limit });
        }
    }

    /// Holds the text before what begins.
    fn end_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let has_null = memchr::memchr(0, self.text.bytes(&self.source)).is_some();
        let text = self.text.take(&self.source);
        if !has_null {
            return self.hold(Token::CharacterTokens(text));
        }
        for (at, part) in text.split('\0').enumerate() {
            if at > 0 {
                self.hold(Token::NullCharacterToken);
            }
            if !part.is_empty() {
                self.hold(Token::CharacterTokens(tendril(part.as_bytes())));
            }
        }
    }
}

impl Emitter for Tokens<'_> {
    type Token = Unread;

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.end_text();
        self.hold(Token::EOFToken);
        self.hand_on();
        self.builder.end();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Unread> {
        self.reached.take()
    }

    fn emit_string(&mut self, bytes: &[u8]) {
        self.text.push(bytes, &self.source);
    }

    fn init_start_tag(&mut self) {
        self.tag.start(false);
    }

    fn init_end_tag(&mut self) {
        self.tag.start(true);
    }

    fn init_comment(&mut self) {
        self.comment.clear();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_text();
        self.tag.settle(&self.source, &mut self.names);
        if !self.tag.is_end {
            self.last_start.clone_from(&self.tag.name);
        }
        let tells_how_to_go_on = !self.tag.is_end && may_end_markup(&self.tag.name);
        let tag = self.tag.take(&mut self.names);
        self.hold(tag);
        if tells_how_to_go_on {
            self.hand_on();
        }
        self.next.take()
    }

    fn emit_current_comment(&mut self) {
        self.end_text();
        let comment = self.comment.take(&self.source);
        self.hold(Token::CommentToken(comment));
    }

    fn emit_current_doctype(&mut self) {
        self.end_text();
        let doctype = std::mem::replace(&mut self.doctype, no_doctype());
        self.hold(Token::DoctypeToken(doctype));
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn set_force_quirks(&mut self) {
        self.doctype.force_quirks = true;
    }

    fn push_tag_name(&mut self, bytes: &[u8]) {
        self.tag.name.extend_from_slice(bytes);
    }

    fn push_comment(&mut self, bytes: &[u8]) {
        self.comment.push(bytes, &self.source);
    }

    fn init_doctype(&mut self) {
        self.doctype = no_doctype();
    }

    fn push_doctype_name(&mut self, bytes: &[u8]) {
        self.doctype.name.get_or_insert_default().push_tendril(&tendril(bytes));
    }

    fn init_attribute(&mut self) {
        self.tag.settle(&self.source, &mut self.names);
        self.tag.written += 1;
        self.check("attributes of one element", self.tag.written, ATTRIBUTES);
    }

    fn push_attribute_name(&mut self, bytes: &[u8]) {
        self.tag.key.extend_from_slice(bytes);
    }

    fn push_attribute_value(&mut self, bytes: &[u8]) {
        self.tag.value.push(bytes, &self.source);
    }

    fn set_doctype_public_identifier(&mut self, bytes: &[u8]) {
        self.doctype.public_id = Some(tendril(bytes));
    }

    fn set_doctype_system_identifier(&mut self, bytes: &[u8]) {
        self.doctype.system_id = Some(tendril(bytes));
    }

    fn push_doctype_public_identifier(&mut self, bytes: &[u8]) {
        self.doctype.public_id.get_or_insert_default().push_tendril(&tendril(bytes));
    }

    fn push_doctype_system_identifier(&mut self, bytes: &[u8]) {
        self.doctype.system_id.get_or_insert_default().push_tendril(&tendril(bytes));
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && !self.last_start.is_empty() && self.last_start == self.tag.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        // The text before may open elements again, and then the current node is another.
        self.end_text();
        self.hand_on();
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
