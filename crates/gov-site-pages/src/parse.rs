//! Text to tree, stopped as soon as a budget is reached.

mod names;
mod run;
mod tokens;

use html5ever::interface::TreeSink;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5gum::Tokenizer;

use crate::input::{Budget, Unread};
use crate::tree::{Sink, Tree};
use tokens::Tokens;

/// Attributes of all elements, for each node of the budget.
const ATTRIBUTES_A_NODE: usize = 8;
/// Bytes that pages with many nodes have for each of them.
const BYTES_A_NODE: usize = 24;
/// Bytes of a page for each byte of its texts, scripts among them.
const BYTES_A_BYTE_OF_TEXT: usize = 2;
/// Bytes of a page that the parser can number.
const BYTES: usize = u32::MAX as usize;

/// Parses a page. The tree is the one of the HTML standard, as scraper would make it; html5ever builds it from the tokens of html5gum, which
/// finds them three times as fast as the tokenizer of html5ever and can be stopped after each.
///
/// # Errors
/// Which budget was reached.
pub(crate) fn parse(text: &str, budget: &Budget) -> Result<Tree, Unread> {
    if text.len() > BYTES {
        return Err(Unread::Budget { what: "bytes", limit: BYTES });
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let nodes = (text.len() / BYTES_A_NODE).min(budget.nodes);
    let builder = TreeBuilder::new(Sink::new(nodes, text.len() / BYTES_A_BYTE_OF_TEXT), TreeBuilderOpts::default());
    let mut tokenizer = Tokenizer::new_with_emitter(text, Tokens::new(text, &builder, budget));
    if let Some(Ok(reached)) = tokenizer.next() {
        return Err(reached);
    }
    drop(tokenizer);
    Ok(builder.sink.finish())
}

/// Where the first piece of a text ends.
pub(crate) fn boundary(text: &str, size: usize) -> usize {
    let mut end = size.min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}
