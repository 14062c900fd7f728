//! One paragraph of words and blanks.

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words.
    Words(String),
    /// A heading that runs into its paragraph.
    Leading(String),
    /// What the office has still to fill in.
    Blank(&'static str),
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line(pub(crate) Vec<Piece>);

impl Line {
    /// A paragraph of words alone.
    pub(crate) fn of(words: impl Into<String>) -> Line {
        Line::default().words(words)
    }

    /// Adds words.
    pub(crate) fn words(self, words: impl Into<String>) -> Line {
        self.add(Piece::Words(words.into()))
    }

    /// Adds a heading that runs into the paragraph.
    pub(crate) fn leading(self, words: impl Into<String>) -> Line {
        self.add(Piece::Leading(words.into()))
    }

    /// Adds a blank. Never two in one paragraph: Markdown would take the text between them for emphasis.
    pub(crate) fn blank(self, what: &'static str) -> Line {
        self.add(Piece::Blank(what))
    }

    /// Adds words, or a blank where there are none.
    pub(crate) fn words_or_blank(self, words: Option<String>, what: &'static str) -> Line {
        match words {
            Some(words) => self.words(words),
            None => self.blank(what),
        }
    }

    fn add(mut self, piece: Piece) -> Line {
        self.0.push(piece);
        self
    }
}

/// A blank as it is printed.
pub(crate) fn blank(what: &str) -> String {
    format!("____________（{what}待填）")
}
