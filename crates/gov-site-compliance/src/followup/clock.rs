//! When a ticket had to be answered, and whether it was.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Calendar, CalendarError},
    facts::{Plan, TicketFacts},
    model::{Day, PromisedUnit},
    standard::{Clause, Extension, Promise, Readings, Standard},
    wire::known,
};

/// Where a ticket stands at the checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReplyState {
    /// Answered on the deadline or before.
    InTime,
    /// Answered after it.
    AnsweredLate,
    /// Open, the deadline not yet past.
    Open,
    /// Open past the deadline.
    OpenOverdue,
}

impl ReplyState {
    /// The code in JSON and tables.
    pub const fn code(self) -> &'static str {
        match self {
            ReplyState::InTime => "in_time",
            ReplyState::AnsweredLate => "answered_late",
            ReplyState::Open => "open",
            ReplyState::OpenOverdue => "open_overdue",
        }
    }

    /// The word as officials read it.
    pub const fn chinese(self) -> &'static str {
        match self {
            ReplyState::InTime => "按时答复",
            ReplyState::AnsweredLate => "逾期答复",
            ReplyState::Open => "办理中",
            ReplyState::OpenOverdue => "逾期未复",
        }
    }

    /// Late or open past the deadline.
    pub const fn is_overdue(self) -> bool {
        matches!(self, ReplyState::AnsweredLate | ReplyState::OpenOverdue)
    }
}

/// One ticket on the reply clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The ticket.
    pub ticket_id: String,
    /// Its site, if any.
    pub site_code: Option<String>,
    /// The handling unit, in a closed census under its name in the table `units`.
    pub unit: String,
    /// The day the clock runs from.
    pub received_on: Day,
    /// Whether that is the day of submission, since none of receipt is known.
    pub from_submission: bool,
    /// Last day in time.
    pub deadline: Day,
    /// Whether the deadline lies in a year without a known arrangement and is a projection.
    pub projected: bool,
    /// Day of the answer that counts.
    pub answered_on: Option<Day>,
    /// Where it stands.
    pub state: ReplyState,
    /// Working days past the deadline, 0 when none.
    pub working_days_over: i32,
    /// Whether everything that its state hangs on is known: validity, need of a reply, and the promise where it matters.
    pub known: bool,
    /// Whether the promise is known, or could change nothing.
    pub promise_known: bool,
    /// Received before the period and still open past the deadline.
    pub carried_over: bool,
    /// Switches under another value of which it would (not) be overdue: key and that value.
    #[serde(deserialize_with = "known::pairs")]
    pub decisive: Vec<(&'static str, &'static str)>,
    /// Where the supplier has the row from.
    pub source_ref: Option<String>,
}

/// The reply clock of a standard.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    clause: &'a Clause,
    readings: Readings,
    plan: &'a Plan,
    calendar: &'a Calendar,
    project: bool,
}

struct Deadline {
    day: Day,
    projected: bool,
}

impl<'a> Clock<'a> {
    /// The clock, if the standard has one. `project` allows to guess years without a known arrangement.
    pub fn new(standard: &'a Standard, plan: &'a Plan, calendar: &'a Calendar, project: bool) -> Option<Clock<'a>> {
        Some(Clock { clause: standard.clause_of("reply_clock")?, readings: standard.readings, plan, calendar, project })
    }

    /// Where a ticket stands; `None` when it is not valid, needs no reply, was received after the checkpoint, or before the
    /// period and is settled.
    ///
    /// # Errors
    /// [`CalendarError::UnknownYear`] when the checkpoint itself lies in such a year and no projection is allowed.
    pub fn read(&self, facts: &TicketFacts) -> Result<Option<Reply>, CalendarError> {
        let ticket = &facts.ticket;
        let start = ticket.received_on.unwrap_or(ticket.submitted_on);
        if ticket.valid == Some(false) || ticket.needs_reply == Some(false) || start > self.plan.checkpoint {
            return Ok(None);
        }
        let deadline = self.deadline(facts, start)?;
        let answered_on = self.answer(facts);
        let state = self.state(answered_on, deadline.day);
        let before = start < self.plan.period_from;
        if before && state != ReplyState::OpenOverdue {
            return Ok(None);
        }
        let promise_known = facts.promise_known || self.readings.promise == Promise::Ignored;
        // A promise that binds only where it is shorter cannot help a ticket that is overdue without it.
        let late_anyway = state.is_overdue() && self.readings.promise == Promise::ShorterBinds;
        let past = answered_on.unwrap_or(self.plan.checkpoint);
        let working_days_over = if state.is_overdue() { self.calendar.project_count(deadline.day, past).value } else { 0 };
        Ok(Some(Reply {
            ticket_id: ticket.ticket_id.clone(),
            site_code: facts.site.clone(),
            unit: ticket.unit.clone(),
            received_on: start,
            from_submission: ticket.received_on.is_none(),
            deadline: deadline.day,
            projected: deadline.projected,
            answered_on,
            state,
            working_days_over,
            known: ticket.valid.is_some() && ticket.needs_reply.is_some() && (promise_known || late_anyway),
            promise_known,
            carried_over: before,
            decisive: self.decisive(facts, start, state)?,
            source_ref: ticket.source_ref.clone(),
        }))
    }

    fn state(&self, answered_on: Option<Day>, deadline: Day) -> ReplyState {
        match answered_on {
            Some(day) if day <= deadline => ReplyState::InTime,
            Some(_) => ReplyState::AnsweredLate,
            None if self.plan.checkpoint <= deadline => ReplyState::Open,
            None => ReplyState::OpenOverdue,
        }
    }

    /// Answered or explained counts, up to the checkpoint; interim and forwarded do not.
    fn answer(&self, facts: &TicketFacts) -> Option<Day> {
        let counts = facts.ticket.reply_kind.is_none_or(|kind| self.clause.selects("reply_kind", kind.code()));
        facts.ticket.answered_on.filter(|day| counts && *day <= self.plan.checkpoint)
    }

    fn deadline(&self, facts: &TicketFacts, start: Day) -> Result<Deadline, CalendarError> {
        let general = self.general(facts, start)?;
        let promised = match facts.promise {
            Some((days, PromisedUnit::Calendar)) => Deadline { day: start.plus_days(days as i32), projected: false },
            Some((days, PromisedUnit::Working)) => self.add(start, days as i32)?,
            None => return Ok(general),
        };
        Ok(match self.readings.promise {
            Promise::Ignored => general,
            Promise::AlwaysBinds => promised,
            Promise::ShorterBinds if promised.day < general.day => promised,
            Promise::ShorterBinds => general,
        })
    }

    /// The general limit: the longer one only if complex and the extension was recorded in time.
    fn general(&self, facts: &TicketFacts, start: Day) -> Result<Deadline, CalendarError> {
        let days = |name: &str| self.clause.limit(name).map_or(0, |limit| limit.from(0) as i32 - 1);
        let ordinary = self.add(start, days("ordinary"))?;
        let recorded = facts.ticket.extended_on.filter(|day| *day <= self.plan.checkpoint);
        let extended = match self.readings.extension {
            Extension::WithinFirstLimit => recorded.is_some_and(|day| day <= ordinary.day),
            Extension::AnyTime => recorded.is_some(),
        };
        if facts.ticket.complex == Some(true) && extended { self.add(start, days("complex")) } else { Ok(ordinary) }
    }

    /// A deadline beyond the known years decides nothing while the checkpoint lies inside them; it is shown as a projection.
    fn add(&self, start: Day, days: i32) -> Result<Deadline, CalendarError> {
        let found = self.calendar.project_add(start, days);
        if found.projected && !self.project {
            self.calendar.is_working_day(start)?;
            self.calendar.is_working_day(self.plan.checkpoint)?;
        }
        Ok(Deadline { day: found.value, projected: found.projected })
    }

    fn decisive(&self, facts: &TicketFacts, start: Day, state: ReplyState) -> Result<Vec<(&'static str, &'static str)>, CalendarError> {
        let mut found = Vec::new();
        if facts.promise.is_none() && facts.ticket.extended_on.is_none() {
            return Ok(found);
        }
        for switch in crate::standard::SWITCHES.iter().filter(|switch| matches!(switch.key, "extension" | "promise")) {
            for value in switch.values.iter().filter(|value| self.readings.get(switch.key) != Some(**value)) {
                let Ok(readings) = self.readings.with(switch.key, value) else { continue };
                let other = Clock { readings, ..*self };
                let deadline = other.deadline(facts, start)?;
                if other.state(other.answer(facts), deadline.day).is_overdue() != state.is_overdue() {
                    found.push((switch.key, *value));
                }
            }
        }
        Ok(found)
    }
}
