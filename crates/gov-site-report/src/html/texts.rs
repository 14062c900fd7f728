//! Texts of others as the edition may show them, cut to what a page can bear.

use crate::Edition;

/// Signs of a name.
const NAME: usize = 200;
/// Signs of any other text.
const TEXT: usize = 4_000;

/// An id.
pub(super) fn id(edition: Edition, id: &str) -> String {
    cut(edition.id(id), NAME)
}

/// The key of a row of a table.
pub(super) fn key(edition: Edition, table: &str, key: &str) -> String {
    cut(edition.key(table, key), NAME)
}

/// A name.
pub(super) fn name(edition: Edition, text: &str) -> String {
    cut(edition.shown(text), NAME)
}

/// A sentence or more.
pub(super) fn text(edition: Edition, text: &str) -> String {
    cut(edition.shown(text), TEXT)
}

/// A text of any number of cells, such as a name of one megabyte, must not make the page unreadable.
fn cut(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…（过长，余下从略）", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, name};
    use crate::Edition;

    #[test]
    fn only_longer_texts_are_cut() {
        assert_eq!(cut("甲乙丙".into(), 3), "甲乙丙");
        assert_eq!(cut("甲乙丙丁".into(), 3), "甲乙丙…（过长，余下从略）");
        assert_eq!(name(Edition::default(), "王某 13800138000\0"), "王某 ***\u{fffd}");
    }
}
