//! Channels in which citizens ask.
//!
//! # What it checks
//! Whether there is a channel of the kind, and whether a valid message came in within the window.
//!
//! # Clauses
//! 2015: 政务咨询 (`consultation_channel`).
//!
//! # Facts needed
//! Channels and tickets, coverage of `channels` and `tickets`.
//!
//! # When not assessed
//! Where a channel, or a valid message, may be there that nobody has seen; tickets of unknown validity or channel may be the message. A
//! ticket of the kind shows that its channel is there, whether the message is valid or not; one of unknown kind, or rejected, that it may be.
//!
//! # A passing and a failing example
//! One valid message in the year: nothing off. A channel without any: 1 × `none`. No channel: 1 × `absent`.

use super::{
    Case, Family, Finding, Indicator, Judge, ListParameter, Outcome, Parameter, Phrase, Scope, Unit, Words,
    channel::{ABSENT, Happened, NONE, Shown, judge, kinds, span},
    deduction::no_contradiction,
};
use crate::{
    facts::TicketFacts,
    model::{ChannelKind, Subject},
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: "channel_messages",
    scope: Scope::Site,
    phrase: Phrase { english: "channels without messages", chinese_of: "", chinese: "项不符合要求" },
    limits: &[Parameter { name: "window", units: &[Unit::Days, Unit::Months], required: true }],
    lists: &[ListParameter { name: "kind", words: Words::Closed(ChannelKind::WORDS) }],
    rates: &[ABSENT, NONE],
    contradiction: no_contradiction,
    judge: Judge::Site(&ChannelMessages),
};

struct ChannelMessages;

impl Indicator for ChannelMessages {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let facts = case.facts;
        let (kinds, span) = (kinds(clause), span(clause, case.plan.checkpoint));
        let is_meant = |facts: &&TicketFacts| {
            let day = facts.ticket.submitted_on;
            span.from.is_none_or(|from| from <= day) && day <= span.to && facts.kind.is_none_or(|kind| kinds.contains(&kind))
        };
        let (mut certain, mut unsure) = (0, 0);
        for ticket in facts.tickets.iter().filter(is_meant).filter(|ticket| ticket.ticket.valid != Some(false)) {
            let sure = ticket.ticket.valid == Some(true) && ticket.kind.is_some();
            certain += u64::from(sure);
            unsure += u64::from(!sure);
        }
        let cover = facts.cover(Subject::Tickets, span, facts.tickets.len() as u64, &["tickets"]);
        let happened = Happened::of(certain, unsure, facts.charges.tickets, cover);
        let shown = shown(facts.tickets.iter().filter(is_meant), facts.charges.tickets);
        judge(clause, case, Happened { shown, ..happened }, 1, out)
    }
}

/// What tickets, valid ones or not, show of their channel: who wrote found it.
fn shown<'t>(tickets: impl Iterator<Item = &'t TicketFacts>, rejected: u32) -> Shown {
    let of_row = |ticket: &TicketFacts| if ticket.kind.is_some() { Shown::There } else { Shown::Perhaps };
    tickets.map(of_row).chain((rejected > 0).then_some(Shown::Perhaps)).max().unwrap_or(Shown::Nothing)
}
