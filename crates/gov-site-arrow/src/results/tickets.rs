//! A row for each ticket on the reply clock.

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use gov_site_compliance::{Census, followup::Reply};

use super::columns::{Columns, DAY, Declared, FLAG, NUMBER, TEXT, schema};
use crate::ArrowError;

const DECLARED: &[Declared] = &[
    ("ticket_id", TEXT, false),
    ("site_code", TEXT, true),
    ("unit", TEXT, false),
    ("received_on", DAY, false),
    ("from_submission", FLAG, false),
    ("deadline", DAY, false),
    ("projected", FLAG, false),
    ("answered_on", DAY, true),
    ("state", TEXT, false),
    ("state_chinese", TEXT, false),
    ("working_days_over", NUMBER, false),
    ("valid_known", FLAG, false),
    ("carried_over", FLAG, false),
    ("source_ref", TEXT, true),
    ("basis", TEXT, false),
];

/// Schema of [`tickets`].
pub fn tickets_schema() -> Schema {
    schema(DECLARED)
}

/// A row for each ticket on the reply clock, in the order of their ids; none without a clock in the standard.
///
/// # Errors
/// [`ArrowError::TooLong`].
pub fn tickets(census: &Census, basis: &str) -> Result<RecordBatch, ArrowError> {
    let replies = || census.replies.iter().flatten();
    let flags = |read: fn(&Reply) -> bool| replies().map(read);
    Columns::new(DECLARED)
        .texts(replies().map(|reply| &reply.ticket_id))?
        .some_texts(replies().map(|reply| reply.site_code.as_ref()))?
        .texts(replies().map(|reply| &reply.unit))?
        .days(replies().map(|reply| Some(reply.received_on)))
        .flags(flags(|reply| reply.from_submission))
        .days(replies().map(|reply| Some(reply.deadline)))
        .flags(flags(|reply| reply.projected))
        .days(replies().map(|reply| reply.answered_on))
        .texts(replies().map(|reply| reply.state.code()))?
        .texts(replies().map(|reply| reply.state.chinese()))?
        .numbers(replies().map(|reply| Some(i64::from(reply.working_days_over))))
        .flags(flags(|reply| reply.known))
        .flags(flags(|reply| reply.carried_over))
        .some_texts(replies().map(|reply| reply.source_ref.as_ref()))?
        .texts(replies().map(|_| basis))?
        .finish()
}
