//! Tickets whose state on the reply clock differs.

use arrow_array::RecordBatch;
use gov_site_compliance::compare::{self, Pair, TicketRow};

use super::sheet::{Row, Sheet};
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

fn read<'a>(row: Row<'_, 'a>) -> TicketRow<'a> {
    let text = |column| row.text(column).unwrap_or_default().into();
    TicketRow {
        ticket_id: text(0),
        site_code: row.text(1).map(Into::into),
        unit: text(2),
        state: text(3),
        deadline: row.day(4),
        answered_on: row.day(5),
        working_days_over: row.number(6),
        basis: text(7),
    }
}

pub(super) fn compare(before: &[RecordBatch], after: &[RecordBatch]) -> Result<RecordBatch, ArrowError> {
    let (before, after) = (Sheet::of(TABLE, &READ, before)?, Sheet::of(TABLE, &READ, after)?);
    batch(&compare::tickets(before.rows().map(read), after.rows().map(read))?)
}

fn batch(rows: &[Pair<TicketRow<'_>>]) -> Result<RecordBatch, ArrowError> {
    let later = || rows.iter().filter_map(Pair::later);
    let before = || rows.iter().map(|row| row.before.as_ref());
    let after = || rows.iter().map(|row| row.after.as_ref());
    Columns::new(DECLARED)
        .texts(later().map(|ticket| &ticket.ticket_id))?
        .some_texts(later().map(|ticket| ticket.site_code.as_ref()))?
        .texts(later().map(|ticket| &ticket.unit))?
        .some_texts(before().map(|ticket| Some(&ticket?.unit)))?
        .some_texts(before().map(|ticket| Some(&ticket?.state)))?
        .some_texts(after().map(|ticket| Some(&ticket?.state)))?
        .days(before().map(|ticket| ticket?.deadline))
        .days(after().map(|ticket| ticket?.deadline))
        .days(before().map(|ticket| ticket?.answered_on))
        .days(after().map(|ticket| ticket?.answered_on))
        .numbers(before().map(|ticket| ticket?.working_days_over))
        .numbers(after().map(|ticket| ticket?.working_days_over))
        .some_texts(before().map(|ticket| Some(&ticket?.basis)))?
        .some_texts(after().map(|ticket| Some(&ticket?.basis)))?
        .finish()
}
