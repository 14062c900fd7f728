//! Findings that only one of two censuses has.

use arrow_array::RecordBatch;
use gov_site_compliance::compare::{self, Digests, FindingRow, Pair};

use super::sheet::{Row, Sheet};
use crate::{
    ArrowError,
    results::columns::{Columns, DAY, Declared, FLAG, TEXT},
};

const TABLE: &str = "findings";
/// Findings of a batch.
const TOGETHER: usize = 1 << 16;

const READ: [Declared; 9] = [
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

pub(super) const DECLARED: &[Declared] = &[
    ("change", TEXT, false),
    ("site_code", TEXT, false),
    ("clause", TEXT, false),
    ("table", TEXT, false),
    ("key", TEXT, false),
    ("certain", FLAG, false),
    ("day", DAY, true),
    ("detail", TEXT, false),
    ("certain_before", FLAG, true),
    ("day_before", DAY, true),
    ("detail_before", TEXT, true),
    ("source_ref", TEXT, true),
    ("basis", TEXT, false),
];

pub(super) fn compare(before: &[RecordBatch], after: &[RecordBatch]) -> Result<Vec<RecordBatch>, ArrowError> {
    let (before, after) = (Sheet::of(TABLE, &READ, before)?, Sheet::of(TABLE, &READ, after)?);
    // Of millions of findings mostly all are on both sides, and only the rest is put in order.
    let differing = digests(&before).differing(digests(&after));
    let lone = |sheet: &Sheet<'_>| sheet.rows().map(read).filter(|row| differing.contains(row.digest())).map(FindingRow::into_owned).collect();
    let (before, after) = if differing.is_empty() { Default::default() } else { (lone(&before), lone(&after)) };
    compare::findings(before, after).chunks(TOGETHER).map(batch).collect()
}

fn digests(sheet: &Sheet<'_>) -> Digests {
    let mut digests = Digests::default();
    sheet.rows().for_each(|row| digests.push(read(row).digest()));
    digests
}

fn read<'a>(row: Row<'_, 'a>) -> FindingRow<'a> {
    let text = |column| row.text(column).unwrap_or_default().into();
    FindingRow {
        site_code: text(0),
        clause: text(1),
        table: text(2),
        key: text(3),
        certain: row.flag(4),
        day: row.day(5),
        detail: text(6),
        source_ref: row.text(7).map(Into::into),
        basis: text(8),
    }
}

fn batch(changes: &[Pair<FindingRow<'_>>]) -> Result<RecordBatch, ArrowError> {
    let found = || changes.iter().filter_map(Pair::later);
    let before = || changes.iter().map(|change| change.after.as_ref().and(change.before.as_ref()));
    Columns::new(DECLARED)
        .texts(changes.iter().map(Pair::change))?
        .texts(found().map(|found| &found.site_code))?
        .texts(found().map(|found| &found.clause))?
        .texts(found().map(|found| &found.table))?
        .texts(found().map(|found| &found.key))?
        .flags(found().map(|found| found.certain))
        .days(found().map(|found| found.day))
        .texts(found().map(|found| &found.detail))?
        .some_flags(before().map(|found| Some(found?.certain)))
        .days(before().map(|found| found?.day))
        .some_texts(before().map(|found| Some(&found?.detail)))?
        .some_texts(found().map(|found| found.source_ref.as_ref()))?
        .texts(found().map(|found| &found.basis))?
        .finish()
}
