//! One letter to an office with its answer. Neither the citizen's name nor the text is kept.

use serde::Serialize;

use crate::context::Context;
use crate::date_text::{Written, dates_in, whole_date};
use crate::kind::ends_text;
use crate::letter_words::{self, Field};
use crate::outline::{At, Page, Tag, What, is_space, line, push_line, trimmed};
use crate::shown::{DatePlace, Shown, ShownDate};

/// A letter and its answer, as far as the page labels them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Shown>,
    /// How long the citizen's text is, in signs; the text itself is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question_signs: Option<usize>,
    /// How long the answer is, in signs; 0 where its label stands without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_signs: Option<usize>,
    /// The office that answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Shown>,
    /// When the letter was written or came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<ShownDate>,
    /// When it was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered: Option<ShownDate>,
    /// How far it is: the known word of what is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Shown>,
    /// Its kind, as shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Shown>,
}

/// Labels of one page; more belong to a list.
const LABELS: usize = 60;
/// The longest value that is kept, in bytes.
const VALUE: usize = 600;

/// The longest text with several labels, in bytes; longer ones are what citizen and office write.
const PARTED: usize = 400;

/// Signs that close a label.
const CLOSES: [char; 4] = ['：', ':', '】', ']'];
/// Signs between the steps of a path.
const STEPS: [char; 4] = ['>', '＞', '»', '›'];
/// Nodes before a text among which the path stands that it ends.
const STEPS_BEFORE: usize = 64;

/// A label of a letter and where its value begins: in the same text after a colon, or in the texts that follow.
pub(crate) struct Label {
    at: At,
    /// The part of the text that the label begins.
    part: (usize, usize),
    pub(crate) field: Field,
    of_letters: bool,
    /// Whether a colon or bracket closes it, with its value in the same text or after it.
    closed: bool,
}

pub(crate) fn read(page: &Page<'_>, _context: &Context) -> Option<Letter> {
    let labels = labels(page, LABELS);
    if !is_letter(&labels) {
        return None;
    }
    let mut letter = read_labels(page, &labels, None);
    letter.title = letter.title.or_else(|| heading(page, labels[0].at));
    Some(letter)
}

/// What the labels of one letter announce; `next`: the first label of the letter after it.
pub(crate) fn read_labels(page: &Page<'_>, labels: &[Label], next: Option<&Label>) -> Letter {
    let end = next.map_or_else(|| common_end(page, labels), |next| next.at);
    let (mut letter, mut signed) = (empty(), None);
    for (at, label) in labels.iter().enumerate() {
        let end = labels.get(at + 1).map_or(end, |next| next.at);
        take(page, &mut letter, label, end);
        if label.field == Field::Answer {
            keep(&mut signed, || signed_day(page, label, end));
        }
    }
    letter.answered = letter.answered.or(signed);
    letter
}

/// The day in brackets with which an answer ends: 请再观察。（2009-6-5）
fn signed_day(page: &Page<'_>, label: &Label, end: At) -> Option<ShownDate> {
    let (at, text) = texts(page, label, end).take_while(|(_, text)| !ends_text(trimmed(text))).filter(|(_, text)| !trimmed(text).is_empty()).last()?;
    let inner = trimmed(text).strip_suffix(['）', ')'])?;
    let (open, sign) = inner.char_indices().rev().find(|(_, sign)| matches!(sign, '（' | '('))?;
    let day = &inner[open + sign.len_utf8()..];
    whole_date(day).filter(|found| matches!(found.date, Written::Day(_))).map(|found| ShownDate::new(&found, day, DatePlace::Text, page.place(at)))
}

fn empty() -> Letter {
    Letter { title: None, question_signs: None, answer_signs: None, unit: None, asked: None, answered: None, status: None, category: None }
}

/// The first labels of the page outside of links, in its order: one more than `most` where there are more.
pub(crate) fn labels(page: &Page<'_>, most: usize) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut link_end = 0;
    for (at, node) in page.nodes.iter().enumerate() {
        match node.what {
            What::Element(Tag::A, _) => link_end = node.end,
            What::Text(text) if at >= link_end && !node.hidden && labels.len() <= most => {
                let part = |part| label(page, at, text, part);
                let trimmed = trimmed(text);
                if text.len() <= PARTED {
                    labels.extend(letter_words::parts(trimmed).filter_map(part));
                } else {
                    labels.extend(part(trimmed));
                }
            }
            _ => {}
        }
    }
    labels
}

/// The label that a part of a text begins with; a path announces nothing.
fn label(page: &Page<'_>, at: At, text: &str, part: &str) -> Option<Label> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    let label = letter_words::announced(part);
    let field = letter_words::field(label)?;
    let closed = part.contains(CLOSES);
    if is_path(label) || !closed && goes_on_path(page, at) {
        return None;
    }
    Some(Label { at, part: (start, start + part.len()), field, of_letters: letter_words::is_of_letters(label), closed })
}

/// Whether a text is the path to the page (首页 > 局长信箱), whose end may read like a label.
fn is_path(text: &str) -> bool {
    let text = trimmed(text);
    text.starts_with("首页") || text.contains(STEPS)
}

/// Whether a text goes on a path that begins before it on its line.
fn goes_on_path(page: &Page<'_>, at: At) -> bool {
    let window = at.saturating_sub(STEPS_BEFORE)..at;
    let line = window.clone().rev().find(|at| page.tag(*at).is_some_and(Tag::is_block)).unwrap_or(window.start);
    (line..at).any(|at| matches!(page.nodes[at].what, What::Text(text) if !page.nodes[at].hidden && text.len() <= PARTED && is_path(text)))
}

/// A letter labels its text or answer and something about it, once each; a list repeats its labels or has them in one row.
fn is_letter(labels: &[Label]) -> bool {
    let count = |field: Field| labels.iter().filter(|label| label.field == field).count();
    let texts = (1..=3).contains(&count(Field::Question)) || (1..=3).contains(&count(Field::Answer));
    let about = [Field::Title, Field::Asked, Field::Answered, Field::Unit, Field::Status].iter().filter(|field| count(**field) > 0).count();
    let times = count(Field::Asked) == 1 && count(Field::Answered) == 1;
    let of_letters = labels.iter().filter(|label| label.of_letters).count();
    // A form to write a letter has such labels too, but neither a time nor an answer.
    let received = [Field::Asked, Field::Answered, Field::Answer].iter().any(|field| count(*field) > 0);
    (texts || times) && received && about >= 2 && of_letters >= 2 && labels.len() <= LABELS && count(Field::Asked) <= 2 && count(Field::Answered) <= 2
}

/// The end of the smallest element that holds all labels.
fn common_end(page: &Page<'_>, labels: &[Label]) -> At {
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return 0 };
    let common = page.ancestors(first.at).find(|above| page.nodes[*above].end > last.at);
    common.map_or(page.nodes.len(), |above| page.nodes[above].end)
}

fn take(page: &Page<'_>, letter: &mut Letter, label: &Label, end: At) {
    match label.field {
        Field::Question => letter.question_signs = letter.question_signs.max(Some(signs(page, label, end))),
        Field::Answer => letter.answer_signs = letter.answer_signs.max(Some(signs(page, label, end))),
        Field::Title => keep(&mut letter.title, || value(page, label, end)),
        Field::Unit => keep(&mut letter.unit, || unit(page, label, end)),
        Field::Status => keep(&mut letter.status, || value(page, label, end)),
        Field::Category => keep(&mut letter.category, || value(page, label, end)),
        Field::Asked => keep(&mut letter.asked, || date(page, label, end)),
        Field::Answered => keep(&mut letter.answered, || date(page, label, end)),
        Field::Time | Field::Person | Field::Number => {}
    }
}

fn keep<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = value();
    }
}

/// The texts of a value: what follows the colon of its label, and the texts up to the next label.
fn texts<'p, 'a>(page: &'p Page<'a>, label: &Label, end: At) -> impl Iterator<Item = (At, &'a str)> + use<'p, 'a> {
    let (first, part) = (label.at, label.part);
    (first..end.max(first + 1)).filter_map(move |at| match page.nodes[at].what {
        What::Text(text) if at == first => Some((at, after_label(&text[part.0..part.1]))),
        What::Text(text) if !page.nodes[at].hidden => Some((at, text)),
        _ => None,
    })
}

fn after_label(text: &str) -> &str {
    let text = trimmed(text);
    text[letter_words::announced(text).len()..].trim_start_matches(|sign: char| is_space(sign) || "：:】]".contains(sign))
}

/// The length of a value in signs, up to what stands after a letter (打印, 下一篇).
fn signs(page: &Page<'_>, label: &Label, end: At) -> usize {
    let own = texts(page, label, end).take_while(|(_, text)| !ends_text(trimmed(text)));
    own.map(|(_, text)| text.chars().filter(|sign| !is_space(*sign)).count()).sum()
}

/// The office that a label announces in its row, line or cell: what stands elsewhere may be the heading, with a citizen's name in it.
fn unit(page: &Page<'_>, label: &Label, end: At) -> Option<Shown> {
    let (place, _) = texts(page, label, end).find(|(_, text)| !trimmed(text).is_empty())?;
    (place == label.at || is_in_row(page, label, place)).then(|| value(page, label, end)).flatten()
}

/// Whether a text after a label stands in one row, line or cell with it, and not in a heading.
fn is_in_row(page: &Page<'_>, label: &Label, place: At) -> bool {
    let Some(common) = page.ancestors(label.at).find(|above| page.nodes[*above].end > place) else { return false };
    let is_heading = |at: At| matches!(page.tag(at), Some(Tag::H1 | Tag::H2 | Tag::H3));
    if page.ancestors(place).take_while(|above| *above != common).any(is_heading) {
        return false;
    }
    match page.tag(common) {
        Some(Tag::Tr | Tag::Td | Tag::Th | Tag::Dl | Tag::Dt | Tag::Dd | Tag::Li | Tag::P) => true,
        Some(Tag::Table | Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Ul | Tag::Ol) => false,
        _ if !(label.at..place).any(|at| page.tag(at).is_some_and(Tag::is_block)) => true,
        Some(Tag::Body) => false,
        _ => label.closed && !is_in_paragraph(page, label.at) || is_pair(page, common),
    }
}

/// Whether a label stands in a paragraph, which is a line of its own and no cell of a row.
fn is_in_paragraph(page: &Page<'_>, at: At) -> bool {
    page.ancestors(at).find(|above| page.tag(*above).is_some_and(Tag::is_block)).is_some_and(|block| page.is(block, Tag::P))
}

/// Whether an element holds two elements: a label and its value.
fn is_pair(page: &Page<'_>, at: At) -> bool {
    page.children(at).filter(|child| page.tag(*child).is_some()).nth(2).is_none()
}

/// A short value: of the first text, and of those beside it in one block.
fn value(page: &Page<'_>, label: &Label, end: At) -> Option<Shown> {
    let (place, first) = texts(page, label, end).find(|(_, text)| !trimmed(text).is_empty())?;
    let block = page.ancestors(place).find(|above| page.tag(*above).is_some_and(Tag::is_block)).map_or(0, |block| page.nodes[block].end);
    let mut text = line(first);
    for (at, more) in texts(page, label, end.min(block)) {
        if at > place && text.len() + more.len() <= VALUE {
            push_line(&mut text, more);
        }
    }
    (text.len() <= VALUE).then(|| Shown { text: letter_words::without_numbers(text.trim().to_owned()), place: page.place(place) })
}

fn date(page: &Page<'_>, label: &Label, end: At) -> Option<ShownDate> {
    let (at, text) = texts(page, label, end).find(|(_, text)| !trimmed(text).is_empty())?;
    let text = text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end]);
    dates_in(text).first().filter(|found| found.start <= 12).map(|found| ShownDate::new(found, text, DatePlace::Text, page.place(at)))
}

/// The last heading before the first label: the title of a letter that no label names.
fn heading(page: &Page<'_>, before: At) -> Option<Shown> {
    let is_heading = |at: &At| matches!(page.tag(*at), Some(Tag::H1 | Tag::H2 | Tag::H3)) && page.nodes[*at].end <= before;
    let at = (0..before).rev().find(|at| is_heading(at)).or_else(|| named_by_window(page, before))?;
    let text = page.text(at);
    (!text.is_empty() && text.len() <= VALUE).then(|| Shown { text: letter_words::without_numbers(text), place: page.place(at) })
}

/// The element before the first label whose text the title of the window begins with.
fn named_by_window(page: &Page<'_>, before: At) -> Option<At> {
    let window = page.all(Tag::Title).next().map(|at| page.source(at))?;
    let window = trimmed(&window);
    let names =
        |at: &At| matches!(page.nodes[*at].what, What::Text(text) if !page.nodes[*at].hidden && text.len() >= NAMED && window.starts_with(trimmed(text)));
    let at = (0..before).rev().find(names)?;
    (!page.ancestors(at).take(4).any(|above| page.is(above, Tag::A))).then_some(page.nodes[at].parent)
}

/// Bytes of a text that is no menu.
const NAMED: usize = 18;
