//! Lists within a row: items, letters, elements of a guide, faults of page tags.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, ListArray, StringArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, Field, Fields};
use gov_site_compliance::{DateState, Day};

use super::output::{code, text_of};
use super::row::Row;
use crate::date_text::Written;
use crate::entry::ListItem;
use crate::evidence::PageEvidence;
use crate::guide::GuideElement;
use crate::home::HomeBlock;
use crate::letter::Letter;
use crate::letters::LetterItem;
use crate::shown::ShownDate;
use crate::tags::TagFault;

/// A list for each row: the parts of all rows in order, and how many of them each row has; `None` for a row without a list.
struct Lists<T> {
    lengths: Vec<Option<usize>>,
    parts: Vec<T>,
}

impl<'r, T> Lists<T> {
    fn of(rows: &'r [Row], list: impl Fn(&'r PageEvidence) -> Option<Vec<T>>) -> Lists<T> {
        let mut lists = Lists { lengths: Vec::with_capacity(rows.len()), parts: Vec::new() };
        for row in rows {
            let own = row.evidence().and_then(&list);
            lists.lengths.push(own.as_ref().map(Vec::len));
            lists.parts.extend(own.into_iter().flatten());
        }
        lists
    }

    fn texts<'t, S: AsRef<str>>(&'t self, text: impl Fn(&'t T) -> Option<S>) -> ArrayRef {
        Arc::new(self.parts.iter().map(text).collect::<StringArray>())
    }

    fn days(&self, day: impl Fn(&T) -> Option<Day>) -> ArrayRef {
        Arc::new(self.parts.iter().map(|part| day(part).map(|day| day.0)).collect::<Date32Array>())
    }

    /// Puts the lists of structures with these fields together.
    fn finish(&self, fields: Vec<(&'static str, ArrayRef)>) -> Result<ArrayRef, ArrowError> {
        let declared: Fields = fields.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), true)).collect();
        let parts = StructArray::try_new(declared.clone(), fields.into_iter().map(|(_, array)| array).collect(), None)?;
        let offsets = OffsetBuffer::from_lengths(self.lengths.iter().map(|length| length.unwrap_or(0)));
        let nulls = self.lengths.iter().map(Option::is_some).collect::<NullBuffer>();
        Ok(Arc::new(ListArray::try_new(Arc::new(Field::new_struct("item", declared, true)), offsets, Arc::new(parts), Some(nulls))?))
    }
}

/// The day of a date that is shown whole.
pub(super) fn day(date: Option<&ShownDate>) -> Option<Day> {
    match date?.date {
        Written::Day(day) => Some(day),
        _ => None,
    }
}

/// Whether a date is shown, and whole.
pub(super) fn state(date: Option<&ShownDate>) -> &'static str {
    match (date, day(date)) {
        (None, _) => DateState::NotShown.code(),
        (Some(_), None) => DateState::Unreadable.code(),
        (Some(_), Some(_)) => DateState::Shown.code(),
    }
}

/// Whether an item shows its date, and whole; what cannot be read in its place is unreadable.
fn item_state(item: &ListItem) -> &'static str {
    if item.unread.is_some() { DateState::Unreadable.code() } else { state(item.date.as_ref()) }
}

/// Items of a column, or of all blocks of a home page.
pub(super) fn items(rows: &[Row]) -> Result<ArrayRef, ArrowError> {
    let lists = Lists::of(rows, |evidence| match (&evidence.list, &evidence.home) {
        (Some(list), _) => Some(list.items.iter().map(|item| (item, None)).collect()),
        (None, Some(home)) => Some(home.blocks.iter().flat_map(of_block).collect()),
        (None, None) => None,
    });
    lists.finish(vec![
        ("title", lists.texts(|(item, _)| Some(&item.title))),
        ("href", lists.texts(|(item, _)| Some(&item.href))),
        ("url", lists.texts(|(item, _)| item.url.as_ref())),
        ("date", lists.days(|(item, _)| day(item.date.as_ref()))),
        ("date_state", lists.texts(|(item, _)| Some(item_state(item)))),
        ("date_text", lists.texts(|(item, _)| item.date.as_ref().map(|date| &date.text).or(item.unread.as_ref().map(|unread| &unread.text)))),
        ("place", lists.texts(|(item, _)| Some(&item.place))),
        ("block", lists.texts(|(_, block)| block.and_then(|block| block.heading.as_ref()).map(|heading| &heading.text))),
    ])
}

fn of_block(block: &HomeBlock) -> impl Iterator<Item = (&ListItem, Option<&HomeBlock>)> {
    block.items.iter().chain(&block.undated).map(move |item| (item, Some(block)))
}

/// Letters of a list, or the one that a page shows.
pub(super) fn letters(rows: &[Row]) -> Result<ArrayRef, ArrowError> {
    let lists = Lists::of(rows, |evidence| match (&evidence.letters, &evidence.letter) {
        (Some(letters), _) => Some(letters.items.clone()),
        (None, Some(letter)) => Some(vec![alone(letter, evidence)]),
        (None, None) => None,
    });
    lists.finish(vec![
        ("title", lists.texts(|letter| Some(&letter.title))),
        ("href", lists.texts(|letter| letter.href.as_ref())),
        ("url", lists.texts(|letter| letter.url.as_ref())),
        ("asked", lists.days(|letter| day(letter.asked.as_ref()))),
        ("answered", lists.days(|letter| day(letter.answered.as_ref()))),
        ("status", lists.texts(|letter| letter.status.as_ref())),
        ("category", lists.texts(|letter| letter.category.as_ref())),
        ("unit", lists.texts(|letter| letter.unit.as_ref())),
    ])
}

/// A letter with a page of its own, as a list would have it.
fn alone(letter: &Letter, evidence: &PageEvidence) -> LetterItem {
    LetterItem {
        title: text_of(&letter.title).unwrap_or_default(),
        href: None,
        url: evidence.url.clone(),
        asked: letter.asked.clone(),
        answered: letter.answered.clone(),
        status: text_of(&letter.status),
        category: text_of(&letter.category),
        unit: text_of(&letter.unit),
    }
}

/// The elements of a guide.
pub(super) fn guide(rows: &[Row]) -> Result<ArrayRef, ArrowError> {
    let lists: Lists<&GuideElement> = Lists::of(rows, |evidence| evidence.guide.as_ref().map(|guide| guide.elements.iter().collect()));
    lists.finish(vec![
        ("element", lists.texts(|element| Some(code(&element.element)))),
        ("state", lists.texts(|element| Some(element.state.code()))),
        ("text", lists.texts(|element| Some(&element.text))),
        ("place", lists.texts(|element| Some(&element.place))),
    ])
}

/// What is wrong with the page tags.
pub(super) fn tag_faults(rows: &[Row]) -> Result<ArrayRef, ArrowError> {
    let lists: Lists<&TagFault> = Lists::of(rows, |evidence| Some(evidence.tags.faults.iter().collect()));
    lists.finish(vec![("name", lists.texts(|fault| Some(fault.name))), ("fault", lists.texts(|fault| Some(code(&fault.fault))))])
}
