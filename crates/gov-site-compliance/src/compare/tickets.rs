//! Tickets whose state on the reply clock differs.

use alloc::{borrow::Cow, string::String, string::ToString, vec::Vec};

use serde::Serialize;

use super::{
    KeyTwice, Pair,
    digests::of_cells,
    pairs::{self, Row},
};
use crate::model::Day;

/// A ticket as results hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRow<'a> {
    /// The ticket.
    pub ticket_id: Cow<'a, str>,
    /// Its site, if any.
    pub site_code: Option<Cow<'a, str>>,
    /// The handling unit.
    pub unit: Cow<'a, str>,
    /// Code of its state.
    pub state: Cow<'a, str>,
    /// Last day in time.
    pub deadline: Option<Day>,
    /// Day of the answer that counts.
    pub answered_on: Option<Day>,
    /// Working days past the deadline. They grow with the checkpoint, which is no change of the ticket.
    pub working_days_over: Option<i64>,
    /// Standard of the census with its marks.
    pub basis: Cow<'a, str>,
}

impl Row for TicketRow<'_> {
    const TABLE: &'static str = "tickets";

    fn key(&self) -> &str {
        &self.ticket_id
    }

    fn same(&self, other: &Self) -> bool {
        let dates = (self.deadline, self.answered_on) == (other.deadline, other.answered_on);
        dates && (&self.unit, &self.state) == (&other.unit, &other.state)
    }
}

impl<'a> TicketRow<'a> {
    /// The same row with texts of its own.
    pub fn into_owned(self) -> TicketRow<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        TicketRow {
            ticket_id: own(self.ticket_id),
            site_code: self.site_code.map(own),
            unit: own(self.unit),
            state: own(self.state),
            basis: own(self.basis),
            deadline: self.deadline,
            answered_on: self.answered_on,
            working_days_over: self.working_days_over,
        }
    }

    /// The digest of what is compared.
    pub fn digest(&self) -> u128 {
        let days = [self.deadline, self.answered_on].map(|day| day.map_or(i64::MIN, |day| i64::from(day.0)).to_le_bytes());
        let texts = [&self.ticket_id, &self.unit, &self.state];
        of_cells(texts.into_iter().map(|text| text.as_bytes()).chain(days.iter().map(|day| &day[..])))
    }
}

/// Tickets whose unit, state, deadline or answer differs, by id.
///
/// # Errors
/// A ticket with two rows on one side.
pub fn tickets<'a>(
    before: impl IntoIterator<Item = TicketRow<'a>>,
    after: impl IntoIterator<Item = TicketRow<'a>>,
) -> Result<Vec<Pair<TicketRow<'a>>>, KeyTwice> {
    pairs::differing(before, after)
}

/// A ticket that differs, with texts of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TicketChange {
    /// The ticket.
    pub ticket_id: String,
    /// Its later site, if any.
    pub site_code: Option<String>,
    /// Before, null where the ticket was not on the clock.
    pub before: Option<TicketSeen>,
    /// After, null where it is on the clock no more.
    pub after: Option<TicketSeen>,
}

/// Where a ticket stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TicketSeen {
    /// The handling unit.
    pub unit: String,
    /// Code of its state.
    pub state: String,
    /// Last day in time.
    pub deadline: Option<Day>,
    /// Day of the answer that counts.
    pub answered_on: Option<Day>,
    /// Working days past the deadline.
    pub working_days_over: Option<i64>,
}

impl TicketChange {
    /// The change of a pair; `None` for a pair of nothing.
    pub fn of(pair: &Pair<TicketRow<'_>>) -> Option<TicketChange> {
        let seen = |row: &TicketRow<'_>| TicketSeen {
            unit: row.unit.to_string(),
            state: row.state.to_string(),
            deadline: row.deadline,
            answered_on: row.answered_on,
            working_days_over: row.working_days_over,
        };
        let later = pair.later()?;
        let site_code = later.site_code.as_ref().map(ToString::to_string);
        Some(TicketChange { ticket_id: later.ticket_id.to_string(), site_code, before: pair.before.as_ref().map(seen), after: pair.after.as_ref().map(seen) })
    }
}
