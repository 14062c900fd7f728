//! A row for each thing that an indicator counted.

use std::mem;

use arrow_array::{Array, BooleanArray, Date32Array, RecordBatch, StringArray, cast::AsArray, types::Date32Type};
use arrow_schema::Schema;
use gov_site_compliance::{Day, Finding, TABLES};

use super::columns::{Columns, DAY, Declared, FLAG, TEXT, schema};
use crate::ArrowError;

const DECLARED: &[Declared] = &[
    ("site_code", TEXT, false),
    ("clause", TEXT, false),
    ("table", TEXT, false),
    ("key", TEXT, false),
    ("certain", FLAG, false),
    ("day", DAY, true),
    ("detail", TEXT, false),
    ("source_ref", TEXT, true),
    ("basis", TEXT, false),
];

/// Schema of the batches of [`FindingBatches`].
pub fn findings_schema() -> Schema {
    schema(DECLARED)
}

/// Takes findings one by one and hands them out as batches.
///
/// ```
/// use gov_site_arrow::results::FindingBatches;
/// use gov_site_compliance::{Day, Finding};
/// # let finding = Finding {
/// #     site_code: "3703000001".into(), clause: "blank_columns".into(), table: "columns", key: "c1".into(), certain: true,
/// #     day: Some(Day(17_499)), detail: "空栏目".into(), source_ref: None,
/// # };
/// let mut batches = FindingBatches::new("zibo-2017@1");
/// batches.push(finding);
/// assert_eq!(batches.len(), 1);
/// assert_eq!(batches.finish()?.num_rows(), 1);
/// assert!(batches.is_empty());
/// # Ok::<(), gov_site_arrow::ArrowError>(())
/// ```
#[derive(Clone, Debug)]
pub struct FindingBatches {
    basis: String,
    rows: Vec<Finding>,
}

impl FindingBatches {
    /// Nothing yet; `basis` is what each row must say of itself.
    pub fn new(basis: &str) -> FindingBatches {
        FindingBatches { basis: basis.into(), rows: Vec::new() }
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.rows.push(finding);
    }

    /// Findings since the last batch.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Hands out the findings since the last batch.
    ///
    /// # Errors
    /// [`ArrowError::TooLong`]; the findings are gone then.
    pub fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let rows = mem::take(&mut self.rows);
        Columns::new(DECLARED)
            .texts(rows.iter().map(|finding| &finding.site_code))?
            .texts(rows.iter().map(|finding| &finding.clause))?
            .texts(rows.iter().map(|finding| finding.table))?
            .texts(rows.iter().map(|finding| &finding.key))?
            .flags(rows.iter().map(|finding| finding.certain))
            .days(rows.iter().map(|finding| finding.day))
            .texts(rows.iter().map(|finding| &finding.detail))?
            .some_texts(rows.iter().map(|finding| finding.source_ref.as_ref()))?
            .texts(rows.iter().map(|_| &self.basis))?
            .finish()
    }
}

/// Findings out of a batch of [`FindingBatches`]: those of which `wanted` likes site and table.
///
/// # Errors
/// [`ArrowError::Build`] for a batch of another schema.
pub fn read_findings(batch: &RecordBatch, wanted: &dyn Fn(&str, &str) -> bool) -> Result<Vec<Finding>, ArrowError> {
    let cells = Cells::of(batch).ok_or_else(|| ArrowError::Build(arrow_schema::ArrowError::SchemaError("these are no findings".into())))?;
    Ok((0..batch.num_rows()).filter(|row| wanted(cells.site_codes.value(*row), cells.tables.value(*row))).filter_map(|row| cells.finding(row)).collect())
}

struct Cells<'a> {
    site_codes: &'a StringArray,
    clauses: &'a StringArray,
    tables: &'a StringArray,
    keys: &'a StringArray,
    certain: &'a BooleanArray,
    days: &'a Date32Array,
    details: &'a StringArray,
    sources: &'a StringArray,
}

impl<'a> Cells<'a> {
    fn of(batch: &'a RecordBatch) -> Option<Cells<'a>> {
        let texts = |name| batch.column_by_name(name)?.as_string_opt::<i32>();
        Some(Cells {
            site_codes: texts("site_code")?,
            clauses: texts("clause")?,
            tables: texts("table")?,
            keys: texts("key")?,
            certain: batch.column_by_name("certain")?.as_boolean_opt()?,
            days: batch.column_by_name("day")?.as_primitive_opt::<Date32Type>()?,
            details: texts("detail")?,
            sources: texts("source_ref")?,
        })
    }

    fn finding(&self, row: usize) -> Option<Finding> {
        let table = TABLES.iter().find(|table| table.name == self.tables.value(row))?.name;
        Some(Finding {
            site_code: self.site_codes.value(row).into(),
            clause: self.clauses.value(row).into(),
            table,
            key: self.keys.value(row).into(),
            certain: self.certain.value(row),
            day: self.days.is_valid(row).then(|| Day(self.days.value(row))),
            detail: self.details.value(row).into(),
            source_ref: self.sources.is_valid(row).then(|| self.sources.value(row).into()),
        })
    }
}
