//! Citizen messages that stayed without an answer for too long.
//!
//! # What it checks
//! The number of valid messages of the named channels, submitted in the window, whose answer (or the checkpoint) lies more
//! than the limit after their submission (reading 16).
//!
//! # Clauses
//! 2015: 互动回应差 (`interaction_unanswered`).
//!
//! # Facts needed
//! Tickets with the kind of their channel, coverage of tickets.
//!
//! # When not assessed
//! With tickets of unknown validity, or rejected ones; without complete coverage of tickets.
//!
//! # A passing and a failing example
//! Submitted 2017-08-29, open on 2017-11-29: exactly 3 months, pass. Submitted 2017-08-28: fail, 1 of 1.

use alloc::{
    format,
    string::{String, ToString},
};

use super::{Case, Family, Finding, Indicator, Judge, ListParameter, Measure, Outcome, Parameter, Phrase, Scope, Unit, Words};
use crate::{
    facts::{Cover, SiteFacts, Span, TicketFacts},
    model::{ChannelKind, Gap, ReplyKind, Subject},
    standard::{Clause, LateAnswersCount, Limit},
};

pub(super) static FAMILY: Family = Family {
    name: "unanswered_tickets",
    scope: Scope::Site,
    phrase: Phrase { english: "tickets unanswered too long", chinese_of: "", chinese: "件超期未回应" },
    limits: &[
        Parameter { name: "tickets", units: &[Unit::Count], required: true },
        Parameter { name: "window", units: &[Unit::Days, Unit::Months], required: true },
        Parameter { name: "unanswered", units: &[Unit::Days, Unit::Months], required: true },
    ],
    lists: &[
        ListParameter { name: "channel_kind", words: Words::Closed(ChannelKind::WORDS) },
        ListParameter { name: "reply_kind", words: Words::Closed(ReplyKind::WORDS) },
    ],
    rates: &[],
    contradiction,
    judge: Judge::Site(&UnansweredTickets),
};

struct UnansweredTickets;

/// What one ticket is to the clause.
enum Ticket {
    Harmless,
    Possible(Gap),
    Certain,
}

impl Indicator for UnansweredTickets {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let facts = case.facts;
        let (Some(limit), Some(window), Some(patience)) = (clause.limit("tickets"), clause.limit("window"), clause.limit("unanswered")) else {
            return Outcome::not_assessed(Gap::NotCollected);
        };
        let at = case.plan.checkpoint;
        let first = window.window(at);
        let span = Span { from: Some(first), to: at };
        let rejected = u64::from(facts.charges.tickets);
        let cover = facts.cover(Subject::Tickets, span, facts.tickets.len() as u64 + rejected, &["tickets"]);
        let (mut certain, mut possible) = (0, rejected);
        let mut outcome = Outcome::measured(Measure::of_count(0, 0, limit));
        for ticket in facts.tickets {
            if ticket.ticket.submitted_on < first || ticket.ticket.submitted_on > at {
                continue;
            }
            let late = late_answer(clause, ticket, patience, case);
            let seen = look(clause, ticket, patience, case, cover);
            if late && !matches!(seen_kind(clause, ticket), Some(false)) {
                outcome.readings.insert("late_answers_count");
            }
            let is_certain = match seen {
                Ticket::Harmless => continue,
                Ticket::Possible(gap) => {
                    outcome.gaps.insert(gap);
                    false
                }
                Ticket::Certain => true,
            };
            possible += 1;
            certain += u64::from(is_certain);
            out(finding(clause, facts, ticket, is_certain));
        }
        if rejected > 0 {
            outcome.gaps.insert(Gap::InputRejected);
        }
        let measured = Outcome::measured(Measure::of_count(certain, possible, limit)).with_gaps(outcome.gaps).with_readings(outcome.readings);
        match cover.gap() {
            Some(gap) => measured.unproven(gap),
            None => measured,
        }
    }
}

/// Whether the channel is one of the clause's; `None` when its kind is unknown.
fn seen_kind(clause: &Clause, ticket: &TicketFacts) -> Option<bool> {
    ticket.kind.map(|kind| clause.selects("channel_kind", kind.code()))
}

fn look(clause: &Clause, facts: &TicketFacts, patience: &Limit, case: &Case<'_>, cover: Cover) -> Ticket {
    let ticket = &facts.ticket;
    let kind = seen_kind(clause, facts);
    if kind == Some(false) || ticket.valid == Some(false) || ticket.needs_reply == Some(false) {
        return Ticket::Harmless;
    }
    let at = case.plan.checkpoint;
    let answered = answer(clause, facts, case);
    if case.readings.late_answers_count == LateAnswersCount::No && answered.is_some() {
        return Ticket::Harmless;
    }
    let too_late = patience.day_after(ticket.submitted_on);
    if answered.unwrap_or(at) < too_late {
        return Ticket::Harmless;
    }
    if kind.is_none() {
        return Ticket::Possible(Gap::InputRejected);
    }
    if ticket.valid.is_none() || ticket.needs_reply.is_none() {
        return Ticket::Possible(Gap::Incomplete);
    }
    // Seen open before it was too late, and nobody is known to have looked again.
    let decided_on = if case.readings.late_answers_count == LateAnswersCount::No { at } else { too_late };
    let looked_early = answered.is_none() && ticket.observed_at.is_some_and(|seen| seen.day() < decided_on);
    if looked_early && !cover.is_covered() { Ticket::Possible(Gap::Incomplete) } else { Ticket::Certain }
}

/// Day of the answer that counts, up to the checkpoint.
fn answer(clause: &Clause, facts: &TicketFacts, case: &Case<'_>) -> Option<crate::model::Day> {
    let counts = facts.ticket.reply_kind.is_none_or(|kind| clause.selects("reply_kind", kind.code()));
    facts.ticket.answered_on.filter(|day| counts && *day <= case.plan.checkpoint)
}

fn late_answer(clause: &Clause, facts: &TicketFacts, patience: &Limit, case: &Case<'_>) -> bool {
    answer(clause, facts, case).is_some_and(|day| day >= patience.day_after(facts.ticket.submitted_on))
}

fn finding(clause: &Clause, facts: &SiteFacts<'_>, ticket: &TicketFacts, certain: bool) -> Finding {
    let row = &ticket.ticket;
    let detail = match row.answered_on {
        Some(day) => format!("{}承办，{}提交，{day}答复", row.unit, row.submitted_on),
        None => format!("{}承办，{}提交，未答复", row.unit, row.submitted_on),
    };
    Finding {
        site_code: facts.site.site_code.clone(),
        clause: clause.key.clone(),
        table: "tickets",
        key: row.ticket_id.clone(),
        certain,
        day: Some(row.submitted_on),
        detail,
        source_ref: row.source_ref.clone(),
    }
}

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    if clause.limit("tickets").is_some_and(|limit| limit.from(0) == 0) {
        return Some(("limits.tickets".into(), "a limit of 0 that includes itself fails every site".to_string()));
    }
    if clause.select("channel_kind").is_empty() {
        return Some(("select.channel_kind".into(), "no channel is named, so no ticket could ever count".to_string()));
    }
    let empty = clause.select("reply_kind").is_empty();
    empty.then(|| ("select.reply_kind".into(), "no kind of reply is named, so no answer could ever count".to_string()))
}
