//! Findings that only one of two censuses has.

use std::{cmp::Ordering, hash::BuildHasher};

use arrow_array::RecordBatch;
use foldhash::fast::FixedState;
use gov_site_compliance::Day;

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

/// What makes a finding the one that it is.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Found<'a> {
    site_code: &'a str,
    clause: &'a str,
    table: &'a str,
    key: &'a str,
    day: Option<Day>,
    certain: bool,
    detail: &'a str,
}

/// Where a finding was made: site, clause, table, key.
type Spot<'a> = (&'a str, &'a str, &'a str, &'a str);

impl<'a> Found<'a> {
    fn spot(&self) -> Spot<'a> {
        (self.site_code, self.clause, self.table, self.key)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Before,
    After,
}

/// A finding without its like on the other side.
struct Lone<'a> {
    side: Side,
    found: Found<'a>,
    source_ref: Option<&'a str>,
    basis: &'a str,
}

/// A finding that came, went, or is another one at the same spot.
struct Change<'l, 'a> {
    before: Option<&'l Lone<'a>>,
    after: Option<&'l Lone<'a>>,
}

impl Change<'_, '_> {
    fn code(&self) -> &'static str {
        match (self.before, self.after) {
            (Some(_), Some(_)) => "changed",
            (Some(_), None) => "removed",
            (None, _) => "added",
        }
    }
}

/// A row and the hash of its finding: of millions of findings mostly all are on both sides, and only of the rest more is kept.
struct Hashed<'s, 'a> {
    hash: u64,
    row: Row<'s, 'a>,
}

pub(super) fn compare(before: &[RecordBatch], after: &[RecordBatch]) -> Result<Vec<RecordBatch>, ArrowError> {
    let (before, after) = (Sheet::of(TABLE, &READ, before)?, Sheet::of(TABLE, &READ, after)?);
    let (before, after) = (hashed(&before), hashed(&after));
    let mut lone = Vec::new();
    let (mut left, mut right) = (&before[..], &after[..]);
    while let Some(hash) = [left.first(), right.first()].into_iter().flatten().map(|next| next.hash).min() {
        let (mine, theirs) = (take(&mut left, hash), take(&mut right, hash));
        cancel(mine, theirs, &mut lone);
    }
    lone.sort_unstable_by(order);
    let changes: Vec<_> = lone.chunk_by(|left, right| left.found.spot() == right.found.spot()).flat_map(of_spot).collect();
    changes.chunks(TOGETHER).map(batch).collect()
}

fn hashed<'s, 'a>(sheet: &'s Sheet<'a>) -> Vec<Hashed<'s, 'a>> {
    let state = FixedState::default();
    let mut rows: Vec<_> = sheet.rows().map(|row| Hashed { hash: state.hash_one(found(row)), row }).collect();
    rows.sort_unstable_by_key(|row| row.hash);
    rows
}

/// The rows of a hash, off the front.
fn take<'r, T: AsRef<u64>>(rows: &mut &'r [T], hash: u64) -> &'r [T] {
    let length = rows.iter().take_while(|row| *row.as_ref() == hash).count();
    let (taken, rest) = rows.split_at(length);
    *rows = rest;
    taken
}

impl AsRef<u64> for Hashed<'_, '_> {
    fn as_ref(&self) -> &u64 {
        &self.hash
    }
}

/// Adds what has no like on the other side. One hash is almost always one finding, but nothing rests on that.
fn cancel<'a>(mine: &[Hashed<'_, 'a>], theirs: &[Hashed<'_, 'a>], lone: &mut Vec<Lone<'a>>) {
    let sorted = |rows: &[Hashed<'_, 'a>], side| {
        let mut rows: Vec<_> = rows.iter().map(|hashed| read(hashed.row, side)).collect();
        rows.sort_unstable_by(order);
        rows.into_iter().peekable()
    };
    let (mut mine, mut theirs) = (sorted(mine, Side::Before), sorted(theirs, Side::After));
    while let (Some(left), Some(right)) = (mine.peek(), theirs.peek()) {
        match left.found.cmp(&right.found) {
            Ordering::Less => lone.extend(mine.next()),
            Ordering::Greater => lone.extend(theirs.next()),
            Ordering::Equal => {
                mine.next();
                theirs.next();
            }
        }
    }
    lone.extend(mine);
    lone.extend(theirs);
}

/// By spot, first what went; ties by all the rest, so that no order of rows shows.
fn order(left: &Lone<'_>, right: &Lone<'_>) -> Ordering {
    fn whole<'l>(lone: &'l Lone<'_>) -> (Spot<'l>, Side, &'l Found<'l>, Option<&'l str>, &'l str) {
        (lone.found.spot(), lone.side, &lone.found, lone.source_ref, lone.basis)
    }
    whole(left).cmp(&whole(right))
}

/// What went and what came at one spot, one for one as far as it goes.
fn of_spot<'l, 'a>(lone: &'l [Lone<'a>]) -> impl Iterator<Item = Change<'l, 'a>> {
    let (before, after) = lone.split_at(lone.partition_point(|lone| lone.side == Side::Before));
    (0..before.len().max(after.len())).map(|at| Change { before: before.get(at), after: after.get(at) })
}

fn found<'a>(row: Row<'_, 'a>) -> Found<'a> {
    let text = |column| row.text(column).unwrap_or_default();
    Found { site_code: text(0), clause: text(1), table: text(2), key: text(3), certain: row.flag(4), day: row.day(5), detail: text(6) }
}

fn read<'a>(row: Row<'_, 'a>, side: Side) -> Lone<'a> {
    Lone { side, found: found(row), source_ref: row.text(7), basis: row.text(8).unwrap_or_default() }
}

fn batch(changes: &[Change<'_, '_>]) -> Result<RecordBatch, ArrowError> {
    let lone = || changes.iter().filter_map(|change| change.after.or(change.before));
    let found = || lone().map(|lone| &lone.found);
    let before = || changes.iter().map(|change| change.after.and(change.before).map(|lone| &lone.found));
    Columns::new(DECLARED)
        .texts(changes.iter().map(Change::code))?
        .texts(found().map(|found| found.site_code))?
        .texts(found().map(|found| found.clause))?
        .texts(found().map(|found| found.table))?
        .texts(found().map(|found| found.key))?
        .flags(found().map(|found| found.certain))
        .days(found().map(|found| found.day))
        .texts(found().map(|found| found.detail))?
        .some_flags(before().map(|found| Some(found?.certain)))
        .days(before().map(|found| found?.day))
        .some_texts(before().map(|found| Some(found?.detail)))?
        .some_texts(lone().map(|lone| lone.source_ref))?
        .texts(lone().map(|lone| lone.basis))?
        .finish()
}
