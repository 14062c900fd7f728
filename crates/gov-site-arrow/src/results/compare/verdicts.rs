//! Sites whose verdict differs, or what it rests on.

use arrow_array::RecordBatch;

use super::sheet::{Row, Sheet, paired};
use crate::{
    ArrowError,
    results::columns::{Columns, Declared, TEXT},
};

const TABLE: &str = "verdicts";

const READ: [Declared; 6] = [
    ("site_code", TEXT, false),
    ("site_name", TEXT, false),
    ("verdict", TEXT, false),
    ("vetoes", TEXT, false),
    ("not_assessed", TEXT, false),
    ("basis", TEXT, false),
];

const DECLARED: &[Declared] = &[
    ("site_code", TEXT, false),
    ("site_name", TEXT, false),
    ("before", TEXT, true),
    ("after", TEXT, true),
    ("vetoes_before", TEXT, true),
    ("vetoes_after", TEXT, true),
    ("not_assessed_before", TEXT, true),
    ("not_assessed_after", TEXT, true),
    ("basis_before", TEXT, true),
    ("basis_after", TEXT, true),
];

struct Judged<'a> {
    name: &'a str,
    /// Verdict, failed vetoes, open ones.
    result: [&'a str; 3],
    basis: &'a str,
}

impl<'a> Judged<'a> {
    fn read(row: Row<'_, 'a>) -> Judged<'a> {
        let text = |column| row.text(column).unwrap_or_default();
        Judged { name: text(1), result: [text(2), text(3), text(4)], basis: text(5) }
    }
}

/// Site code, before, after.
type Changed<'a> = (&'a str, Option<Judged<'a>>, Option<Judged<'a>>);

pub(super) fn compare(before: &[RecordBatch], after: &[RecordBatch]) -> Result<RecordBatch, ArrowError> {
    let (before, after) = (Sheet::of(TABLE, &READ, before)?, Sheet::of(TABLE, &READ, after)?);
    let mut rows: Vec<Changed<'_>> = paired(before.by_key(TABLE, Judged::read)?, after.by_key(TABLE, Judged::read)?);
    rows.retain(|(_, before, after)| before.as_ref().map(|judged| judged.result) != after.as_ref().map(|judged| judged.result));
    let was = |part: usize| rows.iter().map(move |(_, before, _)| before.as_ref().map(|judged| judged.result[part]));
    let is = |part: usize| rows.iter().map(move |(.., after)| after.as_ref().map(|judged| judged.result[part]));
    Columns::new(DECLARED)
        .texts(rows.iter().map(|(code, ..)| code))?
        .texts(rows.iter().map(|(_, before, after)| after.as_ref().or(before.as_ref()).map_or("", |judged| judged.name)))?
        .some_texts(was(0))?
        .some_texts(is(0))?
        .some_texts(was(1))?
        .some_texts(is(1))?
        .some_texts(was(2))?
        .some_texts(is(2))?
        .some_texts(rows.iter().map(|(_, before, _)| before.as_ref().map(|judged| judged.basis)))?
        .some_texts(rows.iter().map(|(.., after)| after.as_ref().map(|judged| judged.basis)))?
        .finish()
}
