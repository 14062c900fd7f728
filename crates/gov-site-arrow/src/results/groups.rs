//! A row for each group of sites.

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use gov_site_compliance::{Census, census::Group};

use super::columns::{COUNT, Columns, Declared, FLAG, TEXT, schema};
use crate::ArrowError;

const DECLARED: &[Declared] = &[
    ("by", TEXT, false),
    ("name", TEXT, false),
    ("title", TEXT, false),
    ("total", COUNT, false),
    ("assessed", COUNT, false),
    ("unqualified", COUNT, false),
    ("unqualified_rate", TEXT, true),
    ("closures_due", COUNT, false),
    ("closures_in_time", COUNT, false),
    ("better", FLAG, false),
    ("basis", TEXT, false),
];

/// Schema of [`groups`].
pub fn groups_schema() -> Schema {
    schema(DECLARED)
}

/// A row for each group, by kind and name: `groups` of `census.json`.
///
/// `unqualified_rate` is the decimal text of a share in percent with two places, rounded once; null without a judged site.
///
/// # Errors
/// [`ArrowError::TooLong`].
pub fn groups(census: &Census, basis: &str) -> Result<RecordBatch, ArrowError> {
    let groups = census.groups();
    let counts = |read: fn(&Group) -> u64| groups.iter().map(move |group| Some(read(group)));
    Columns::new(DECLARED)
        .texts(groups.iter().map(|group| group.by.code()))?
        .texts(groups.iter().map(|group| &group.name))?
        .texts(groups.iter().map(|group| &group.title))?
        .counts(counts(|group| group.total))
        .counts(counts(|group| group.assessed))
        .counts(counts(|group| group.unqualified))
        .some_texts(groups.iter().map(Group::unqualified_rate))?
        .counts(counts(|group| group.closures_due))
        .counts(counts(|group| group.closures_in_time))
        .flags(groups.iter().map(|group| group.better))
        .texts(groups.iter().map(|_| basis))?
        .finish()
}
