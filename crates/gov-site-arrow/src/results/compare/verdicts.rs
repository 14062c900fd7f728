//! Sites whose verdict differs, its score, or what it rests on.

use std::borrow::Cow;

use arrow_array::RecordBatch;
use gov_site_compliance::{
    compare::{self, Pair, VerdictRow},
    standard::Points,
};

use super::sheet::{Row, Sheet};
use crate::{
    ArrowError,
    results::columns::{Columns, Declared, POINTS, TEXT},
};

const TABLE: &str = "verdicts";

const READ: [Declared; 9] = [
    ("site_code", TEXT, false),
    ("site_name", TEXT, false),
    ("verdict", TEXT, false),
    ("vetoes", TEXT, false),
    ("not_assessed", TEXT, false),
    ("basis", TEXT, false),
    ("score", POINTS, true),
    ("score_low", POINTS, true),
    ("score_high", POINTS, true),
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
    ("score_before", POINTS, true),
    ("score_after", POINTS, true),
    ("score_low_before", POINTS, true),
    ("score_low_after", POINTS, true),
    ("score_high_before", POINTS, true),
    ("score_high_after", POINTS, true),
    ("verdict_basis_before", TEXT, true),
    ("verdict_basis_after", TEXT, true),
    ("basis_before", TEXT, true),
    ("basis_after", TEXT, true),
];

fn read<'a>(row: Row<'_, 'a>) -> VerdictRow<'a> {
    let text = |column| row.text(column).unwrap_or_default().into();
    let points = |column| row.points(column).map(|points| Cow::from(points.to_string()));
    VerdictRow {
        site_code: text(0),
        site_name: text(1),
        verdict: text(2),
        vetoes: text(3),
        not_assessed: text(4),
        basis: text(5),
        score: points(6),
        score_range: points(7).zip(points(8)).map(<[_; 2]>::from),
    }
}

pub(super) fn compare(before: &[RecordBatch], after: &[RecordBatch]) -> Result<RecordBatch, ArrowError> {
    let (before, after) = (Sheet::of(TABLE, &READ, before)?, Sheet::of(TABLE, &READ, after)?);
    batch(&compare::verdicts(before.rows().map(read), after.rows().map(read))?)
}

fn batch(rows: &[Pair<VerdictRow<'_>>]) -> Result<RecordBatch, ArrowError> {
    let later = || rows.iter().filter_map(Pair::later);
    let before = || rows.iter().map(|row| row.before.as_ref());
    let after = || rows.iter().map(|row| row.after.as_ref());
    Columns::new(DECLARED)
        .texts(later().map(|site| &site.site_code))?
        .texts(later().map(|site| &site.site_name))?
        .some_texts(before().map(|site| Some(&site?.verdict)))?
        .some_texts(after().map(|site| Some(&site?.verdict)))?
        .some_texts(before().map(|site| Some(&site?.vetoes)))?
        .some_texts(after().map(|site| Some(&site?.vetoes)))?
        .some_texts(before().map(|site| Some(&site?.not_assessed)))?
        .some_texts(after().map(|site| Some(&site?.not_assessed)))?
        .points(before().map(|site| score(site?)))
        .points(after().map(|site| score(site?)))
        .points(before().map(|site| bound(site?, 0)))
        .points(after().map(|site| bound(site?, 0)))
        .points(before().map(|site| bound(site?, 1)))
        .points(after().map(|site| bound(site?, 1)))
        .some_texts(before().map(|site| Some(site?.verdict_basis())))?
        .some_texts(after().map(|site| Some(site?.verdict_basis())))?
        .some_texts(before().map(|site| Some(&site?.basis)))?
        .some_texts(after().map(|site| Some(&site?.basis)))?
        .finish()
}

fn score(row: &VerdictRow<'_>) -> Option<Points> {
    Points::read(row.score.as_ref()?)
}

/// Lowest or highest possible score.
fn bound(row: &VerdictRow<'_>, end: usize) -> Option<Points> {
    Points::read(row.score_range.as_ref()?.get(end)?)
}
