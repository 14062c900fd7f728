//! Clauses whose outcome differs at a site.

use arrow_array::RecordBatch;
use gov_site_compliance::{
    compare::{OutcomeChange, OutcomeSeen},
    standard::Points,
};

use crate::{
    ArrowError,
    results::columns::{COUNT, Columns, Declared, POINTS, TEXT},
};

const DECLARED: &[Declared] = &[
    ("site_code", TEXT, false),
    ("site_name", TEXT, false),
    ("clause", TEXT, false),
    ("title", TEXT, false),
    ("result_before", TEXT, true),
    ("result_after", TEXT, true),
    ("measured_before", COUNT, true),
    ("measured_after", COUNT, true),
    ("possible_before", COUNT, true),
    ("possible_after", COUNT, true),
    ("of_before", COUNT, true),
    ("of_after", COUNT, true),
    ("limit_before", COUNT, true),
    ("limit_after", COUNT, true),
    ("points_off_before", POINTS, true),
    ("points_off_after", POINTS, true),
    ("points_off_most_before", POINTS, true),
    ("points_off_most_after", POINTS, true),
];

/// A row for each of [`outcomes`](gov_site_compliance::compare::outcomes): `site_code, site_name` (the later one), `clause, title`, and before and after of
/// `result`, `measured`, `possible`, `of`, `limit`, `points_off` and `points_off_most`, which are columns of [`outcomes`](super::super::outcomes()). A side whose standard has no such clause is null.
///
/// # Errors
/// [`ArrowError::TooLong`].
pub fn outcome_changes(changes: &[OutcomeChange]) -> Result<RecordBatch, ArrowError> {
    let before = |read: fn(&OutcomeSeen) -> Option<u64>| changes.iter().map(move |change| read(change.before.as_ref()?));
    let after = |read: fn(&OutcomeSeen) -> Option<u64>| changes.iter().map(move |change| read(change.after.as_ref()?));
    Columns::new(DECLARED)
        .texts(changes.iter().map(|change| &change.site_code))?
        .texts(changes.iter().map(|change| &change.site_name))?
        .texts(changes.iter().map(|change| &change.clause))?
        .texts(changes.iter().map(|change| &change.title))?
        .some_texts(changes.iter().map(|change| Some(change.before.as_ref()?.result.code())))?
        .some_texts(changes.iter().map(|change| Some(change.after.as_ref()?.result.code())))?
        .counts(before(|seen| seen.measured))
        .counts(after(|seen| seen.measured))
        .counts(before(|seen| seen.possible))
        .counts(after(|seen| seen.possible))
        .counts(before(|seen| seen.of))
        .counts(after(|seen| seen.of))
        .counts(before(|seen| seen.limit))
        .counts(after(|seen| seen.limit))
        .points(changes.iter().map(|change| points(change.before.as_ref()?.points_off.as_ref())))
        .points(changes.iter().map(|change| points(change.after.as_ref()?.points_off.as_ref())))
        .points(changes.iter().map(|change| points(change.before.as_ref()?.points_off_most.as_ref())))
        .points(changes.iter().map(|change| points(change.after.as_ref()?.points_off_most.as_ref())))
        .finish()
}

fn points(written: Option<&String>) -> Option<Points> {
    Points::read(written?)
}
