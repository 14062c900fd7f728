//! The notice (通报) in Markdown, in the order in which offices write it.
//!
//! All text is escaped, so whatever a name holds, the document keeps its structure.

mod escape;
mod unit;

use escape::{beginning, inline};
use gov_site_compliance::Notice;
pub use unit::unit;

use crate::{
    Audience, DRAFT, Edition, Results,
    official::{Block, Line, Piece, Table, blank, blocks},
};

/// The document for internal use with a last line break. A text that the office has not given prints as a blank to be filled in.
pub fn notice(notice: &Notice) -> String {
    document(notice, &Edition { draft: false, audience: Audience::Internal })
}

/// The document of an edition: `docx::notice` prints the same words. That it is a draft stands in the first line, as it stands in the head of
/// each page there.
pub fn edition(results: &Results<'_>) -> String {
    let document = document(results.notice, &results.edition);
    if results.edition.draft { format!("**{DRAFT}**\n\n{document}") } else { document }
}

fn document(notice: &Notice, edition: &Edition) -> String {
    let parts: Vec<String> = blocks(notice, edition).iter().map(block).collect();
    format!("{}\n", parts.join("\n\n"))
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(line) => format!("# {}", words(line)),
        Block::Number(line) => words(line),
        Block::Remarks(lines) => lines.iter().map(|line| format!("> {}", paragraph(line))).collect::<Vec<_>>().join("\n>\n"),
        Block::Heading(line) | Block::AnnexMark(line) => format!("## {}", words(line)),
        Block::Subheading(line) | Block::AnnexTitle(line) => format!("### {}", words(line)),
        Block::Addressees(line) | Block::Paragraph(line) => paragraph(line),
        Block::Items(lines) => numbered(lines),
        Block::Attachments(line) | Block::SignedBy(line) | Block::SignedOn(line) | Block::Copies(line) => paragraph(line),
        Block::Table(rows) => table(rows),
        Block::Notes(heading, lines) => format!("{}\n\n{}", words(heading), numbered(lines)),
    }
}

/// The words of a line that something else begins.
fn words(line: &Line) -> String {
    let pieces = line.0.iter().map(|piece| match piece {
        Piece::Words(text) | Piece::Leading(text) => inline(text),
        Piece::Blank(what) => blank(what),
    });
    pieces.collect()
}

/// A line that begins a block.
fn paragraph(line: &Line) -> String {
    beginning(words(line))
}

fn numbered(lines: &[Line]) -> String {
    let lines = lines.iter().enumerate().map(|(position, line)| format!("{}. {}", position + 1, paragraph(line)));
    lines.collect::<Vec<_>>().join("\n")
}

fn table(table: &Table) -> String {
    let headings: Vec<_> = table.columns.iter().map(|(heading, _)| *heading).collect();
    let rules: Vec<_> = (0..headings.len()).map(|column| if column == 0 { "---:" } else { "---" }).collect();
    let mut lines = vec![format!("| {} |", headings.join(" | ")), format!("| {} |", rules.join(" | "))];
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| inline(cell)).collect::<Vec<_>>());
    lines.extend(rows.map(|row| format!("| {} |", row.join(" | "))));
    lines.join("\n")
}
