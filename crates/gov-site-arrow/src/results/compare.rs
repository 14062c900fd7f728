//! What changed between two censuses.

mod findings;
mod outcomes;
mod sheet;
mod tickets;
mod verdicts;

use std::collections::BTreeMap;

use arrow_array::{Array, RecordBatch, cast::AsArray};
use arrow_schema::Schema;

pub use outcomes::outcome_changes;

use super::columns::schema;
use crate::ArrowError;

/// Results of one census: batches of [`verdicts`](super::verdicts()), of findings and of [`tickets`](super::tickets()), fresh or
/// stored. Text may be of any text type, other columns may be missing or too many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Results<'a> {
    /// Verdicts, with the batch of [`excluded`](super::excluded()) beside them: without it an excluded site looks like one that is gone.
    pub verdicts: &'a [RecordBatch],
    /// Findings.
    pub findings: &'a [RecordBatch],
    /// Tickets on the reply clock.
    pub tickets: &'a [RecordBatch],
}

/// What differs between two censuses. `_before` and `_after` are null where a site or a ticket is in one of them only.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Sites whose verdict (or `excluded`), score, failed or open vetoes differ, by code: `site_code, site_name` (the later one), `before, after`
    /// (verdicts), then before and after of `vetoes`, `not_assessed`, `score`, `score_low`, `score_high`, `verdict_basis` (`score` or `vetoes`) and
    /// `basis` (the standard).
    pub verdicts: RecordBatch,
    /// Findings that came, went or are other ones, by site, clause, table and key: `change`, then the columns of findings with `certain_before, day_before,
    /// detail_before`. A finding of one census only is `added` or `removed`; where both have one at the same key, of another day, detail or certainty, it is
    /// `changed`. `source_ref` and `basis` are not looked at.
    pub findings: Vec<RecordBatch>,
    /// Tickets whose unit, state, deadline or answer differs, by id: `ticket_id, site_code, unit` (the later ones), `unit_before`, and before and after
    /// of `state`, `deadline`, `answered_on`, `working_days_over` and `basis`.
    pub tickets: RecordBatch,
}

/// Compares two censuses: two quarters, two runs, or one body of evidence under two standards.
///
/// The order of rows and their division into batches do not matter.
///
/// ```
/// use arrow_array::RecordBatch;
/// use gov_site_arrow::results::{Results, compare, verdicts_schema};
/// # use std::sync::Arc;
/// # use arrow_array::{ArrayRef, StringArray, new_null_array};
/// # use arrow_schema::DataType;
/// # fn verdicts(code: &str, verdict: &str, vetoes: &str) -> RecordBatch {
/// #     let cell = |name: &str| match name { "site_code" => code.to_owned(), "verdict" => verdict.to_owned(), "vetoes" => vetoes.to_owned(), _ => String::new() };
/// #     let array = |field: &arrow_schema::Field| match field.data_type() {
/// #         DataType::Utf8 => Arc::new(StringArray::from(vec![cell(field.name())])) as ArrayRef,
/// #         other => new_null_array(other, 1),
/// #     };
/// #     let arrays = verdicts_schema().fields().iter().map(|field| array(field)).collect();
/// #     RecordBatch::try_new(Arc::new(verdicts_schema()), arrays).unwrap()
/// # }
/// let before = [verdicts("3703000001", "qualified", "")];
/// let after = [verdicts("3703000001", "unqualified", "blank_columns")];
/// let changed = compare(Results { verdicts: &before, ..Results::default() }, Results { verdicts: &after, ..Results::default() })?;
/// assert_eq!((changed.verdicts.num_rows(), changed.len()), (1, 1));
/// assert_eq!(changed.flips()[&("qualified".into(), "unqualified".into())], 1);
/// # Ok::<(), gov_site_arrow::ArrowError>(())
/// ```
///
/// # Errors
/// A column that is missing or of a wrong type; [`ArrowError::KeyTwice`] for a site or a ticket with two rows; [`ArrowError::TooLong`].
pub fn compare(before: Results<'_>, after: Results<'_>) -> Result<Comparison, ArrowError> {
    Ok(Comparison {
        verdicts: verdicts::compare(before.verdicts, after.verdicts)?,
        findings: findings::compare(before.findings, after.findings)?,
        tickets: tickets::compare(before.tickets, after.tickets)?,
    })
}

impl Comparison {
    /// Schema of [`Comparison::findings`], which may have no batch.
    pub fn findings_schema() -> Schema {
        schema(findings::DECLARED)
    }

    /// Number of all rows.
    pub fn len(&self) -> usize {
        self.verdicts.num_rows() + self.count_findings() + self.tickets.num_rows()
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of findings that differ.
    pub fn count_findings(&self) -> usize {
        self.findings.iter().map(RecordBatch::num_rows).sum()
    }

    /// How many sites went from which verdict to which; an empty text where a site is in one census only.
    pub fn flips(&self) -> BTreeMap<(String, String), usize> {
        let mut flips = BTreeMap::new();
        let verdict = |name, row| match self.verdicts.column_by_name(name).and_then(|column| column.as_string_opt::<i32>()) {
            Some(verdicts) if verdicts.is_valid(row) => verdicts.value(row).to_owned(),
            _ => String::new(),
        };
        for row in 0..self.verdicts.num_rows() {
            *flips.entry((verdict("before", row), verdict("after", row))).or_default() += 1;
        }
        flips.retain(|(before, after), _| before != after);
        flips
    }
}
