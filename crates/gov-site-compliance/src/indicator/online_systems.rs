//! Online systems of a site.
//!
//! # What it checks
//! Application and query systems that cannot be reached.
//!
//! # Clauses
//! 2015: 在线系统 (`online_systems`).
//!
//! # Facts needed
//! Systems checked up to the checkpoint, coverage of `systems`.
//!
//! # When not assessed
//! Systems without a result, systems checked only after the checkpoint, whatever came of it, and rejected rows may be out of reach;
//! without coverage there may be any number more.
//!
//! # A passing and a failing example
//! All systems answer: nothing off. One that does not: 1 × `system`.

use alloc::{collections::BTreeSet, format};

use super::{
    Case, Deduction, Family, Finding, Indicator, Judge, Outcome, Phrase, Scope,
    deduction::{CHECKED_LATE, closed, finding, is_after, no_contradiction},
};
use crate::{
    facts::Span,
    model::{Subject, System},
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: "online_systems",
    scope: Scope::Site,
    phrase: Phrase { english: "systems out of reach", chinese_of: "", chinese: "个在线系统无法访问" },
    limits: &[],
    lists: &[],
    rates: &["system"],
    contradiction: no_contradiction,
    judge: Judge::Site(&OnlineSystems),
};

struct OnlineSystems;

impl Indicator for OnlineSystems {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let (facts, at) = (case.facts, case.plan.checkpoint);
        let mut deduction = Deduction::default();
        let is_meant = |system: &&System| is_after(system.checked_at, at) || system.reachable != Some(true);
        for system in facts.systems.iter().filter(is_meant) {
            let late = is_after(system.checked_at, at);
            let certain = !late && system.reachable == Some(false);
            let state = match (late, certain) {
                (true, _) => CHECKED_LATE,
                (false, true) => "无法访问",
                (false, false) => "未检查",
            };
            deduction.add("system", u64::from(certain), 1);
            let name = system.name.as_deref().unwrap_or(&system.system_id);
            let detail = format!("在线系统“{name}”{state}");
            let found = finding(clause, facts, "systems", &system.system_id, certain, detail);
            out(Finding { day: system.checked_at.map(|checked| checked.day()), source_ref: system.source_ref.clone(), ..found });
        }
        let cover = facts.cover(Subject::Systems, Span { from: Some(at), to: at }, facts.systems.len() as u64, &["systems"]);
        closed(deduction, BTreeSet::new(), &["system"], facts.charges.systems, cover)
    }
}
