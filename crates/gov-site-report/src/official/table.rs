//! Tables of an annex.

/// Signs that a cell shows. Nobody reads more in a table, and Word and LibreOffice need minutes for a cell of many pages.
const LONGEST: usize = 1_000;

/// A table of an annex: the first column holds numbers.
pub(crate) struct Table {
    /// Headings, each with the width of its column in thousandths.
    pub(crate) columns: Vec<(&'static str, u32)>,
    /// Rows of as many cells.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table whose longest cells are cut, with how long they are.
    pub(crate) fn of(columns: &'static [(&'static str, u32)], rows: impl Iterator<Item = Vec<String>>) -> Table {
        Table { columns: columns.to_vec(), rows: rows.map(|row| row.into_iter().map(cut).collect()).collect() }
    }

    /// The table with another heading in the place of one.
    pub(crate) fn renamed(mut self, heading: &str, new: &'static str) -> Table {
        self.columns.iter_mut().filter(|(name, _)| *name == heading).for_each(|(name, _)| *name = new);
        self
    }
}

fn cut(text: String) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text };
    format!("{}……（共{}字）", &text[..end], text.chars().count())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, cut};

    #[test]
    fn only_a_cell_over_the_limit_is_cut() {
        let whole = "长".repeat(LONGEST);
        assert_eq!(cut(whole.clone()), whole);
        assert_eq!(cut(format!("{whole}长")), format!("{whole}……（共1001字）"));
    }
}
