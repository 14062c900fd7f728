//! `tickets.csv`: each ticket on the reply clock.

use std::io::{self, Write};

use gov_site_compliance::{Census, followup::Reply};

use super::cell::{Sheet, text};
use crate::remarks::basis;

const HEADINGS: [&str; 15] = [
    "ticket_id",
    "site_code",
    "unit",
    "received_on",
    "from_submission",
    "deadline",
    "projected",
    "answered_on",
    "state",
    "state_chinese",
    "working_days_over",
    "valid_known",
    "carried_over",
    "source_ref",
    "basis",
];

/// Writes every ticket on the reply clock in the order of their ids; only headings without a clock in the standard.
///
/// # Errors
/// Whatever hinders writing.
pub fn tickets<W: Write>(census: &Census, out: W) -> io::Result<W> {
    let mut sheet = Sheet::new(out, HEADINGS)?;
    let basis = basis(&census.header, &census.standard);
    for reply in census.replies.iter().flatten() {
        sheet.row(row(reply, &basis))?;
    }
    sheet.finish()
}

fn row(reply: &Reply, basis: &str) -> [String; 15] {
    [
        text(&reply.ticket_id).into_owned(),
        text(reply.site_code.as_deref().unwrap_or_default()).into_owned(),
        text(&reply.unit).into_owned(),
        reply.received_on.to_string(),
        reply.from_submission.to_string(),
        reply.deadline.to_string(),
        reply.projected.to_string(),
        reply.answered_on.map(|day| day.to_string()).unwrap_or_default(),
        reply.state.code().to_string(),
        reply.state.chinese().to_string(),
        reply.working_days_over.to_string(),
        reply.known.to_string(),
        reply.carried_over.to_string(),
        text(reply.source_ref.as_deref().unwrap_or_default()).into_owned(),
        text(basis).into_owned(),
    ]
}
