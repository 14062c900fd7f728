//! A row for each clause at each judged site.

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use gov_site_compliance::{Census, Outcome, Verdict, standard::Points, wire::v1};

use super::columns::{COUNT, Columns, Declared, NUMBER, POINTS, TEXT, joined, schema};
use crate::ArrowError;

const DECLARED: &[Declared] = &[
    ("site_code", TEXT, false),
    ("clause", TEXT, false),
    ("title", TEXT, false),
    ("effect", TEXT, false),
    ("result", TEXT, false),
    ("measured", COUNT, true),
    ("possible", COUNT, true),
    ("of", COUNT, true),
    ("limit", COUNT, true),
    ("margin", NUMBER, true),
    ("points_off", POINTS, true),
    ("points_off_most", POINTS, true),
    ("gaps", TEXT, false),
    ("readings", TEXT, false),
    ("sentence", TEXT, false),
    ("basis", TEXT, false),
];

/// Schema of [`outcomes`].
pub fn outcomes_schema() -> Schema {
    schema(DECLARED)
}

/// A row for each clause on sites and each judged site, in the order of codes and of the standard: what `census.json` has of it.
///
/// `effect` is `veto`, `deduct` or `report`. `measured` is proven, `possible` what it is if every gap hides one more, `of` how many there are where the limit is a share,
/// `limit` the smallest count that reaches it, `margin` limit less measured; all null where nothing was measured; limit and margin also where
/// the clause takes points off. `points_off` is what the things counted for certain come to (under the cap where one is known), `points_off_most` at most;
/// null where a veto failed, points are unknown, or nothing bounds them. `gaps` are
/// what is missing, `readings` the switches that had something to act on. Outcomes on the whole registry are not among them.
///
/// # Errors
/// [`ArrowError::TooLong`].
pub fn outcomes(census: &Census, basis: &str) -> Result<RecordBatch, ArrowError> {
    let pairs = || census.verdicts().flat_map(|verdict| verdict.outcomes.iter().map(move |(key, outcome)| (verdict, key, outcome)));
    let wire: Vec<v1::Outcome> = census.verdicts().flat_map(|verdict| v1::outcomes(verdict, &census.standard)).collect();
    let points = |read: fn(&v1::Outcome) -> Option<&String>| wire.iter().map(move |outcome| Points::read(read(outcome)?));
    let measured = |read: fn(&v1::Outcome) -> Option<u64>| wire.iter().map(read);
    let of_outcome = |read: fn(&Outcome) -> String| pairs().map(move |(_, _, outcome)| read(outcome));
    Columns::new(DECLARED)
        .texts(pairs().map(|(Verdict { site_code, .. }, ..)| site_code))?
        .texts(wire.iter().map(|outcome| &outcome.clause))?
        .texts(wire.iter().map(|outcome| &outcome.title))?
        .texts(pairs().map(|(_, key, _)| census.standard.clause(key).map_or("", |clause| clause.effect.code())))?
        .texts(of_outcome(|outcome| outcome.judgement.code().into()))?
        .counts(measured(|outcome| outcome.measured))
        .counts(measured(|outcome| outcome.possible))
        .counts(measured(|outcome| outcome.of))
        .counts(measured(|outcome| outcome.limit))
        .numbers(wire.iter().map(|outcome| outcome.margin))
        .points(points(|outcome| outcome.points_off.as_ref()))
        .points(points(|outcome| outcome.points_off_most.as_ref()))
        .texts(of_outcome(|outcome| joined(outcome.gaps.iter().map(|gap| gap.code()), ";")))?
        .texts(of_outcome(|outcome| joined(&outcome.readings, ";")))?
        .texts(wire.iter().map(|outcome| &outcome.sentence))?
        .texts(wire.iter().map(|_| basis))?
        .finish()
}
