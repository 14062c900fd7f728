//! Limits of the reply clock. The follow-up applies them ticket by ticket (reading 17).
//!
//! # What it checks
//! Nothing by itself; it holds the working days for ordinary and complex tickets and the replies that count as answers.
//!
//! # Clauses
//! 政民互动 (`reply_limits`): 7 working days, 15 when complex.
//!
//! # Facts needed
//! Tickets, working days.
//!
//! # When not assessed
//! Tickets of unknown validity are counted apart; a deadline in a year without a calendar is marked.
//!
//! # A passing and a failing example
//! Received on a Wednesday, answered on the Friday of the next week (7th working day): in time. On the Monday after: late.

use alloc::string::{String, ToString};

use super::{Family, Judge, ListParameter, Parameter, Phrase, Scope, Unit, Words};
use crate::{model::ReplyKind, standard::Clause};

pub(super) static FAMILY: Family = Family {
    name: "reply_clock",
    scope: Scope::Ticket,
    phrase: Phrase { english: "tickets overdue", chinese_of: "", chinese: "件未按时办理回复" },
    limits: &[
        Parameter { name: "ordinary", units: &[Unit::WorkingDays], required: true },
        Parameter { name: "complex", units: &[Unit::WorkingDays], required: true },
    ],
    lists: &[ListParameter { name: "reply_kind", words: Words::Closed(ReplyKind::WORDS) }],
    rates: &[],
    contradiction,
    judge: Judge::Figures,
};

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    if clause.select("reply_kind").is_empty() {
        return Some(("select.reply_kind".into(), "no kind of reply is named, so no answer could ever count".to_string()));
    }
    let (ordinary, complex) = clause.limit("ordinary").zip(clause.limit("complex"))?;
    if ordinary.from(0) == 0 {
        return Some(("limits.ordinary".into(), "a limit of 0 working days makes every ticket overdue".to_string()));
    }
    (complex.from(0) < ordinary.from(0)).then(|| ("limits.complex".into(), "complex tickets have less time than ordinary ones".to_string()))
}
