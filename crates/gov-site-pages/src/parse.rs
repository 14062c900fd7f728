//! Text to tree, stopped as soon as a budget is reached.
//!
//! The parser cannot be stopped from inside and is quadratic in nesting and in the attributes of a tag, so it is fed in pieces and
//! looked at between them.

use html5ever::driver;
use html5ever::tendril::{StrTendril, TendrilSink};

use crate::input::{Budget, Unread};
use crate::tree::{ATTRIBUTES, Sink, Tree};

/// Bytes fed at a time. A piece is also what a single tag may cost beyond its budget.
const PIECE: usize = 4096;
/// Nodes and attributes that one piece may make beyond the budget. Formatting elements that nobody closes are made again in each block, with
/// their attributes: four bytes make as many as were ever made in one piece.
const BEYOND: usize = 300_000;
/// Bytes of the shortest tag and text that do so.
const SHORTEST: usize = 4;
/// Attributes of all elements, for each node of the budget.
const ATTRIBUTES_A_NODE: usize = 8;
/// Signs between attributes in one tag, the root of the sum of their squares over all tags. A tag cannot be told from a comment while it is
/// open, and sites comment out whole pages: hence so many.
const SEPARATORS: usize = 40_000;
/// End tags with attributes: faults that cost as much as a start tag and leave nothing in the tree.
const ODD_END_TAGS: usize = 32;
/// Bytes that pages with many nodes have for each of them.
const BYTES_A_NODE: usize = 24;
/// Bytes of a page for each byte of its texts, scripts among them.
const BYTES_A_BYTE_OF_TEXT: usize = 2;

/// Parses a page.
///
/// # Errors
/// Which budget was reached.
pub(crate) fn parse(text: &str, budget: &Budget) -> Result<Tree, Unread> {
    let nodes = (text.len() / BYTES_A_NODE).min(budget.nodes);
    let mut parser = driver::parse_document(Sink::new(nodes, text.len() / BYTES_A_BYTE_OF_TEXT), driver::ParseOpts::default());
    let mut rest = text;
    let (mut silent, mut spent, mut heaviest) = (0, 0, 0);
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(boundary(rest, piece_size(heaviest)));
        rest = after;
        let weight = parser.tokenizer.sink.sink.counts.weight();
        let before = parser.tokenizer.sink.sink.counts.events.get();
        parser.process(StrTendril::from_slice(piece));
        let sink = &parser.tokenizer.sink.sink;
        heaviest = heaviest.max(sink.counts.weight() - weight);
        if sink.counts.events.get() != before {
            spent += silent * silent;
            silent = 0;
        } else {
            silent += separators(piece);
        }
        if spent + silent * silent > SEPARATORS * SEPARATORS {
            return Err(Unread::Budget { what: "signs of one tag", limit: SEPARATORS });
        }
        within(sink, budget)?;
    }
    Ok(parser.finish())
}

/// The size of the next piece, by what the heaviest one so far made.
fn piece_size(heaviest: usize) -> usize {
    (BEYOND * SHORTEST / heaviest.max(1)).clamp(SHORTEST, PIECE)
}

/// Where the first piece of a text ends.
pub(crate) fn boundary(text: &str, size: usize) -> usize {
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

/// Whether what was made so far is within the budgets.
fn within(sink: &Sink, budget: &Budget) -> Result<(), Unread> {
    let check = |what, measured, limit| if measured > limit { Err(Unread::Budget { what, limit }) } else { Ok(()) };
    let counts = &sink.counts;
    check("nodes", counts.nodes.get(), budget.nodes)?;
    check("attributes of one element", counts.attributes.get(), ATTRIBUTES)?;
    check("attributes", counts.all_attributes.get(), budget.nodes.saturating_mul(ATTRIBUTES_A_NODE))?;
    check("end tags with attributes", counts.odd_end_tags.get(), ODD_END_TAGS)?;
    check("nested elements", sink.depth(), budget.depth)
}
