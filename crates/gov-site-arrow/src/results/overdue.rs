//! A row for each unit with overdue tickets.

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use gov_site_compliance::{Census, census::UnitOverdue};

use super::columns::{COUNT, Columns, Declared, TEXT, schema};
use crate::ArrowError;

const DECLARED: &[Declared] =
    &[("unit", TEXT, false), ("total", COUNT, false), ("answered_late", COUNT, false), ("open", COUNT, false), ("basis", TEXT, false)];

/// Schema of [`overdue_tickets`].
pub fn overdue_tickets_schema() -> Schema {
    schema(DECLARED)
}

/// A row for each handling unit with overdue tickets, by name: `overdue_tickets_by_unit` of `census.json`. The single tickets
/// are in [`tickets`](super::tickets()).
///
/// # Errors
/// [`ArrowError::TooLong`].
pub fn overdue_tickets(census: &Census, basis: &str) -> Result<RecordBatch, ArrowError> {
    let units = census.overdue().unwrap_or_default().by_unit;
    let counts = |read: fn(&UnitOverdue) -> u64| units.iter().map(move |unit| Some(read(unit)));
    Columns::new(DECLARED)
        .texts(units.iter().map(|unit| &unit.unit))?
        .counts(counts(|unit| unit.total))
        .counts(counts(|unit| unit.answered_late))
        .counts(counts(|unit| unit.open))
        .texts(units.iter().map(|_| basis))?
        .finish()
}
