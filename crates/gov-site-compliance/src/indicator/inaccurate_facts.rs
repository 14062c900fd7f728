//! Facts that a person found to be wrong.
//!
//! # What it checks
//! Reviews that name the clause and were confirmed up to the checkpoint.
//!
//! # Clauses
//! 2015: 基本信息准确性 (`inaccurate_facts`).
//!
//! # Facts needed
//! Reviews, coverage of `pages` by a named reviewer or `reviews` declared complete.
//!
//! # When not assessed
//! Suspected and rejected reviews may be wrong facts; without coverage there may be any number more.
//!
//! # A passing and a failing example
//! Everything read and nothing wrong: nothing off. Two wrong names of offices: 2 × `error`.

use alloc::collections::BTreeSet;

use super::{
    Case, Deduction, Family, Finding, Indicator, Judge, ListParameter, Outcome, Phrase, Scope, Words,
    confirmed_reviews::each_review,
    deduction::{closed, no_contradiction},
};
use crate::{
    facts::Span,
    model::{ReviewKind, Subject},
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: "inaccurate_facts",
    scope: Scope::Site,
    phrase: Phrase { english: "facts wrong", chinese_of: "", chinese: "处信息不准确" },
    limits: &[],
    lists: &[ListParameter { name: "kind", words: Words::Closed(ReviewKind::WORDS) }],
    rates: &["error"],
    contradiction: no_contradiction,
    judge: Judge::Site(&InaccurateFacts),
};

struct InaccurateFacts;

impl Indicator for InaccurateFacts {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let (facts, at) = (case.facts, case.plan.checkpoint);
        let mut deduction = Deduction::default();
        each_review(clause, case, &mut |confirmed, finding| {
            deduction.add("error", u64::from(confirmed), 1);
            out(finding);
        });
        let cover = facts.reviewed(Subject::Pages, Span { from: Some(at), to: at }, &["reviews"]);
        closed(deduction, BTreeSet::new(), &["error"], facts.charges.reviews, cover)
    }
}
