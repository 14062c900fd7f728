//! Lines, headings and tables of a screen.

use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width, presets};
use unicode_width::UnicodeWidthStr;

use super::Style;
use crate::text::shortened;

/// Narrower screens are treated as this one.
const NARROWEST: usize = 60;
/// A code or a name up to this width is never broken over two lines.
const UNBROKEN: usize = 40;
/// Signs of a cell, which the table breaks over lines: that takes time with the square of them.
const CELL: usize = 400;
/// Plain signs: box-drawing ones take two columns on some Chinese screens.
const LOOK: TableStyle = presets::NOTHING.header_separator(LineStyle::none().fill('-').junction('-'));

/// Colours, sparingly used.
#[derive(Clone, Copy)]
pub(super) enum Colour {
    Red = 31,
    Green = 32,
    Yellow = 33,
}

/// A screen under construction.
pub(super) struct Page {
    text: String,
    style: Style,
}

impl Page {
    pub(super) fn new(style: Style) -> Page {
        Page { text: String::new(), style }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn bold(&mut self, line: &str) {
        self.code(1, line);
    }

    pub(super) fn paint(&mut self, colour: Colour, line: &str) {
        self.code(colour as u8, line);
    }

    pub(super) fn heading(&mut self, colour: Colour, line: &str) {
        self.gap();
        self.paint(colour, line);
    }

    /// Sends the reader to a file when a list was cut.
    pub(super) fn more(&mut self, count: usize, shown: usize, file: &str) {
        if count > shown {
            self.line(&format!("… and {} more: see {file}", count - shown));
        }
    }

    /// A table whose first two columns stay whole, as long as the screen allows.
    pub(super) fn table<const N: usize>(&mut self, headings: [&str; N], rows: Vec<[String; N]>) {
        let mut table = Table::new();
        let width = u16::try_from(self.style.width.max(NARROWEST)).unwrap_or(u16::MAX);
        table.load_style(LOOK).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        let widest = |at: usize| rows.iter().map(|row| row[at].chars().take(CELL).collect::<String>().width()).max().unwrap_or(0);
        let constraints: Vec<_> = (0..N.min(2)).map(|at| constraint(widest(at).max(headings[at].width()))).collect();
        table.set_header(headings);
        table.add_rows(rows.into_iter().map(|row| row.map(|cell| shortened(cell, CELL))));
        for (column, constraint) in table.column_iter_mut().zip(constraints) {
            column.set_constraint(constraint);
        }
        table.column_iter_mut().for_each(|column| {
            column.set_padding((0, 2));
        });
        self.line(&table.trim_fmt());
    }

    fn code(&mut self, code: u8, line: &str) {
        if self.style.color {
            self.line(&format!("\u{1b}[{code}m{line}\u{1b}[0m"));
        } else {
            self.line(line);
        }
    }
}

fn constraint(width: usize) -> ColumnConstraint {
    if width <= UNBROKEN { ColumnConstraint::ContentWidth } else { ColumnConstraint::Absolute(Width::Fixed(UNBROKEN as u16 + 2)) }
}
