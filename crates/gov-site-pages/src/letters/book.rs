//! Books of letters: one letter with its answer below the other, each with labels of its own.

use crate::letter::{self, Letter};
use crate::letter_words::Field;
use crate::outline::Page;

use super::{LetterItem, Letters};

/// Labels of one book that are looked at.
const LABELS: usize = 2000;

/// Labels of the first letter.
const FIRST: usize = 16;

/// The letters of a book; `None` where fewer than two are labelled with a title and a time.
pub(super) fn read(page: &Page<'_>) -> Option<Letters> {
    let labels = letter::labels(page, LABELS);
    let count = |field: Field| labels.iter().filter(|label| label.field == field).count();
    let titles = count(Field::Title);
    if titles < 2 {
        return None;
    }
    // What stands first in one letter stands first in all.
    let first = labels.iter().map(|label| label.field).take(FIRST).find(|field| count(*field) == titles)?;
    let begins: Vec<usize> = (0..labels.len()).filter(|at| labels[*at].field == first).collect();
    let ends = begins[1..].iter().copied().chain(std::iter::once(labels.len()));
    let letters = begins.iter().zip(ends).map(|(begin, end)| letter::read_labels(page, &labels[*begin..end], labels.get(end)));
    let items: Vec<LetterItem> = letters.filter_map(item).collect();
    (items.len() >= 2).then_some(Letters { items, blank: None })
}

fn item(letter: Letter) -> Option<LetterItem> {
    let title = letter.title.filter(|title| !title.text.is_empty())?.text;
    (letter.asked.is_some() || letter.answered.is_some()).then(|| LetterItem {
        asked: letter.asked,
        answered: letter.answered,
        status: letter.status.map(|status| status.text),
        category: letter.category.map(|category| category.text),
        unit: letter.unit.map(|unit| unit.text),
        ..LetterItem::new(title)
    })
}
