//! Channels in which a site holds activities.
//!
//! # What it checks
//! Whether there is a channel of the kind, and how many activities were held in it within the window.
//!
//! # Clauses
//! 2015: 调查征集 (`survey_channel`), 互动访谈 (`interview_channel`).
//!
//! # Facts needed
//! Channels and activities, coverage of `channels` and `activities`.
//!
//! # When not assessed
//! Where a channel, or an activity, may be there that nobody has seen.
//!
//! # A passing and a failing example
//! Six surveys of a portal in the year: nothing off. Five: 1 × `few`. None: 1 × `none`. No channel: 1 × `absent`.

use alloc::string::{String, ToString};

use super::{
    Case, Family, Finding, Indicator, Judge, ListParameter, Outcome, Parameter, Phrase, Scope, Unit, Words,
    channel::{ABSENT, FEW, Happened, NONE, judge, kinds, span},
};
use crate::{
    facts::ActivityFacts,
    model::{ChannelKind, Gap, Role, Subject},
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: "channel_activities",
    scope: Scope::Site,
    phrase: Phrase { english: "channels with too few activities", chinese_of: "", chinese: "项不符合要求" },
    limits: &[
        Parameter { name: "window", units: &[Unit::Days, Unit::Months], required: true },
        Parameter { name: "enough_portal", units: &[Unit::Count], required: true },
        Parameter { name: "enough_others", units: &[Unit::Count], required: true },
    ],
    lists: &[ListParameter { name: "kind", words: Words::Closed(ChannelKind::WORDS) }],
    rates: &[ABSENT, NONE, FEW],
    contradiction,
    judge: Judge::Site(&ChannelActivities),
};

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    let is_zero = |name: &&&str| clause.limit(name).is_some_and(|limit| limit.from(0) == 0);
    let name = ["enough_portal", "enough_others"].iter().find(is_zero)?.to_string();
    Some((alloc::format!("limits.{name}"), "0 activities are always enough".to_string()))
}

struct ChannelActivities;

impl Indicator for ChannelActivities {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let facts = case.facts;
        let name = if facts.site.role == Role::Portal { "enough_portal" } else { "enough_others" };
        let Some(enough) = clause.limit(name).map(|limit| limit.from(0)) else { return Outcome::not_assessed(Gap::NotCollected) };
        let (kinds, span) = (kinds(clause), span(clause, case.plan.checkpoint));
        let is_meant = |facts: &&ActivityFacts| {
            let day = facts.activity.held_on;
            span.from.is_none_or(|from| from <= day) && day <= span.to && facts.kind.is_none_or(|kind| kinds.contains(&kind))
        };
        let (mut certain, mut unsure) = (0, 0);
        for activity in facts.activities.iter().filter(is_meant) {
            certain += u64::from(activity.kind.is_some());
            unsure += u64::from(activity.kind.is_none());
        }
        let cover = facts.cover(Subject::Activities, span, facts.activities.len() as u64, &["activities"]);
        judge(clause, case, Happened::of(certain, unsure, facts.charges.activities, cover), enough, out)
    }
}
