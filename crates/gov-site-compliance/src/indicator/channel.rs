//! What is known of a kind of channel and of what happened in it. Shared by the families on channels.

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

use super::{Case, Deduction, Finding, Outcome, deduction::finding};
use crate::{
    facts::{Cover, SiteFacts, Span},
    model::{Channel, ChannelKind, Day, Gap, Subject},
    standard::{Clause, Points},
};

/// What can happen to a channel, by the name of the rate: there is none, nothing happens in it, too little.
pub(super) const ABSENT: &str = "absent";
pub(super) const NONE: &str = "none";
pub(super) const FEW: &str = "few";

/// How much happened: proven and, if that is known, at most.
pub(super) struct Happened {
    pub certain: u64,
    pub possible: Option<u64>,
    pub gaps: BTreeSet<Gap>,
    /// What it shows of the channel in which it happened, whatever the table of channels says.
    pub shown: Shown,
}

/// What is known of whether there is a channel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// Nothing speaks for one.
    Nothing,
    /// There may be one.
    Perhaps,
    /// There is one.
    There,
}

impl Happened {
    /// What rejected rows and missing coverage add.
    pub(super) fn of(certain: u64, unsure: u64, rejected: u32, cover: Cover) -> Happened {
        let mut gaps = BTreeSet::new();
        if unsure > 0 {
            gaps.insert(Gap::Incomplete);
        }
        if rejected > 0 {
            gaps.insert(Gap::InputRejected);
        }
        gaps.extend(cover.gap());
        let possible = cover.is_covered().then_some(certain + unsure + u64::from(rejected));
        let shown = match (certain, unsure) {
            (1.., _) => Shown::There,
            (0, 1..) => Shown::Perhaps,
            (0, 0) => Shown::Nothing,
        };
        Happened { certain, possible, gaps, shown }
    }

    fn may_reach(&self, count: u64) -> bool {
        self.possible.is_none_or(|possible| possible >= count)
    }
}

/// Kinds of channels that a clause is for.
pub(super) fn kinds(clause: &Clause) -> Vec<ChannelKind> {
    clause.select("kind").iter().filter_map(|word| ChannelKind::read(word)).collect()
}

/// First day and checkpoint of the clause's window.
pub(super) fn span(clause: &Clause, at: Day) -> Span {
    Span { from: clause.limit("window").map(|window| window.window(at)), to: at }
}

/// Judges by what happened; `enough` is the number from which nothing is taken off.
pub(super) fn judge(clause: &Clause, case: &Case<'_>, happened: Happened, enough: u64, out: &mut dyn FnMut(Finding)) -> Outcome {
    let facts = case.facts;
    let (channel, mut gaps) = presence(clause, case, happened.shown);
    // Whose absence takes nothing off does not count as absent.
    let free = clause.points.get(ABSENT).is_some_and(|rate| rate.points == Points::ZERO);
    let may_be_absent = channel != Shown::There;
    let mut rates = Vec::new();
    if may_be_absent && !free {
        rates.push(ABSENT);
    }
    let mut is_enough = may_be_absent && free;
    if channel != Shown::Nothing {
        if happened.certain == 0 {
            rates.push(NONE);
        }
        if happened.certain < enough && happened.may_reach(1) && enough > 1 {
            rates.push(FEW);
        }
        is_enough |= happened.may_reach(enough);
        gaps.extend(&happened.gaps);
    }
    let mut deduction = Deduction::default();
    if !rates.is_empty() {
        deduction.add_among(&rates, u64::from(!is_enough), 1);
        if !is_enough {
            let detail: Vec<String> = rates.iter().map(|rate| said(clause, rate, &happened, enough)).collect();
            out(finding(clause, facts, "sites", &facts.site.site_code, true, detail.join("，或者")));
        }
    }
    let is_decided = deduction.is_exact();
    deduction.outcome(if is_decided { BTreeSet::new() } else { gaps })
}

/// Whether there is a channel of the kind, and what is missing where that is not certain.
fn presence(clause: &Clause, case: &Case<'_>, shown: Shown) -> (Shown, BTreeSet<Gap>) {
    let (facts, at) = (case.facts, case.plan.checkpoint);
    let mut gaps = BTreeSet::new();
    if shown == Shown::There || has_channel(facts, clause, |channel| channel.opened == Some(true)) {
        return (Shown::There, gaps);
    }
    let cover = facts.cover(Subject::Channels, Span { from: Some(at), to: at }, facts.channels.len() as u64, &["channels"]);
    gaps.extend(cover.gap());
    gaps.extend((facts.charges.channels > 0).then_some(Gap::InputRejected));
    gaps.extend(has_channel(facts, clause, |channel| channel.opened.is_none()).then_some(Gap::Incomplete));
    (if gaps.is_empty() { shown } else { Shown::Perhaps }, gaps)
}

fn has_channel(facts: &SiteFacts<'_>, clause: &Clause, is: impl Fn(&Channel) -> bool) -> bool {
    facts.channels.iter().any(|channel| clause.selects("kind", channel.kind.code()) && is(channel))
}

fn said(clause: &Clause, rate: &str, happened: &Happened, enough: u64) -> String {
    let count = match happened.possible {
        Some(possible) if possible > happened.certain => format!("{}至{possible}", happened.certain),
        _ => format!("{}", happened.certain),
    };
    match rate {
        ABSENT => format!("未开设{}栏目", clause.title),
        NONE => format!("{}栏目在规定时间内没有内容", clause.title),
        _ => format!("{}栏目在规定时间内仅有{count}次，少于{enough}次", clause.title),
    }
}
