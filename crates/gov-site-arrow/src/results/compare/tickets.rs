//! Tickets whose state on the reply clock differs.

use arrow_array::RecordBatch;
use gov_site_compliance::Day;

use super::sheet::{Row, Sheet, paired};
use crate::{
    ArrowError,
    results::columns::{Columns, DAY, Declared, NUMBER, TEXT},
};

const TABLE: &str = "tickets";

const READ: [Declared; 8] = [
    ("ticket_id", TEXT, false),
    ("site_code", TEXT, true),
    ("unit", TEXT, false),
    ("state", TEXT, false),
    ("deadline", DAY, false),
    ("answered_on", DAY, true),
    ("working_days_over", NUMBER, false),
    ("basis", TEXT, false),
];

const DECLARED: &[Declared] = &[
    ("ticket_id", TEXT, false),
    ("site_code", TEXT, true),
    ("unit", TEXT, false),
    ("unit_before", TEXT, true),
    ("state_before", TEXT, true),
    ("state_after", TEXT, true),
    ("deadline_before", DAY, true),
    ("deadline_after", DAY, true),
    ("answered_on_before", DAY, true),
    ("answered_on_after", DAY, true),
    ("working_days_over_before", NUMBER, true),
    ("working_days_over_after", NUMBER, true),
    ("basis_before", TEXT, true),
    ("basis_after", TEXT, true),
];

struct Ticket<'a> {
    site_code: Option<&'a str>,
    unit: &'a str,
    state: &'a str,
    deadline: Option<Day>,
    answered_on: Option<Day>,
    over: Option<i64>,
    basis: &'a str,
}

impl<'a> Ticket<'a> {
    fn read(row: Row<'_, 'a>) -> Ticket<'a> {
        let text = |column| row.text(column).unwrap_or_default();
        Ticket { site_code: row.text(1), unit: text(2), state: text(3), deadline: row.day(4), answered_on: row.day(5), over: row.number(6), basis: text(7) }
    }

    /// The days over grow with the checkpoint, which is no change of the ticket.
    fn same(&self, other: &Ticket<'_>) -> bool {
        let dates = (self.deadline, self.answered_on) == (other.deadline, other.answered_on);
        dates && (self.unit, self.state) == (other.unit, other.state)
    }
}

/// A ticket before and after; one of both is there.
struct Changed<'a> {
    id: &'a str,
    before: Option<Ticket<'a>>,
    after: Option<Ticket<'a>>,
}

impl<'a> Changed<'a> {
    fn later(&self) -> Option<&Ticket<'a>> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

pub(super) fn compare(before: &[RecordBatch], after: &[RecordBatch]) -> Result<RecordBatch, ArrowError> {
    let (before, after) = (Sheet::of(TABLE, &READ, before)?, Sheet::of(TABLE, &READ, after)?);
    let pairs = paired(before.by_key(TABLE, Ticket::read)?, after.by_key(TABLE, Ticket::read)?);
    let pairs = pairs.into_iter().map(|(id, before, after)| Changed { id, before, after });
    let rows: Vec<_> = pairs.filter(|pair| !matches!((&pair.before, &pair.after), (Some(before), Some(after)) if before.same(after))).collect();
    batch(&rows)
}

fn batch(rows: &[Changed<'_>]) -> Result<RecordBatch, ArrowError> {
    let before = || rows.iter().map(|row| row.before.as_ref());
    let after = || rows.iter().map(|row| row.after.as_ref());
    Columns::new(DECLARED)
        .texts(rows.iter().map(|row| row.id))?
        .some_texts(rows.iter().map(|row| row.later()?.site_code))?
        .texts(rows.iter().map(|row| row.later().map_or("", |ticket| ticket.unit)))?
        .some_texts(before().map(|ticket| Some(ticket?.unit)))?
        .some_texts(before().map(|ticket| Some(ticket?.state)))?
        .some_texts(after().map(|ticket| Some(ticket?.state)))?
        .days(before().map(|ticket| ticket?.deadline))
        .days(after().map(|ticket| ticket?.deadline))
        .days(before().map(|ticket| ticket?.answered_on))
        .days(after().map(|ticket| ticket?.answered_on))
        .numbers(before().map(|ticket| ticket?.over))
        .numbers(after().map(|ticket| ticket?.over))
        .some_texts(before().map(|ticket| Some(ticket?.basis)))?
        .some_texts(after().map(|ticket| Some(ticket?.basis)))?
        .finish()
}
