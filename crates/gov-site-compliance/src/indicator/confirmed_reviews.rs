//! Things that a person found.
//!
//! # What it checks
//! The number of reviews that name the clause and were confirmed up to the checkpoint.
//!
//! # Clauses
//! 2015: 严重错误 (`serious_error`).
//!
//! # Facts needed
//! Reviews, coverage of `serious_error` or `reviews` declared complete.
//!
//! # When not assessed
//! With suspected or rejected reviews under the limit; without complete coverage (nobody looked).
//!
//! # A passing and a failing example
//! All pages read and nothing found: pass, 0 of 1. One confirmed wrong name of a leader: fail, 1 of 1.

use alloc::{
    format,
    string::{String, ToString},
};

use super::{Case, Family, Finding, Indicator, Judge, ListParameter, Measure, Outcome, Parameter, Phrase, Scope, Unit, Words};
use crate::{
    facts::Span,
    model::{Gap, Review, ReviewKind, ReviewStatus, Subject},
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: "confirmed_reviews",
    scope: Scope::Site,
    phrase: Phrase { english: "serious errors confirmed", chinese_of: "", chinese: "处严重错误" },
    limits: &[Parameter { name: "errors", units: &[Unit::Count], required: true }],
    lists: &[ListParameter { name: "kind", words: Words::Closed(ReviewKind::WORDS) }],
    rates: &[],
    contradiction,
    judge: Judge::Site(&ConfirmedReviews),
};

struct ConfirmedReviews;

impl Indicator for ConfirmedReviews {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let facts = case.facts;
        let Some(limit) = clause.limit("errors") else { return Outcome::not_assessed(Gap::NotCollected) };
        let at = case.plan.checkpoint;
        let (mut certain, mut possible) = (0, u64::from(facts.charges.reviews));
        each_review(clause, case, &mut |confirmed, finding| {
            possible += 1;
            certain += u64::from(confirmed);
            out(finding);
        });
        let mut outcome = Outcome::measured(Measure::of_count(certain, possible, limit));
        if facts.charges.reviews > 0 {
            outcome.gaps.insert(Gap::InputRejected);
        }
        if possible > certain + u64::from(facts.charges.reviews) {
            outcome.gaps.insert(Gap::Incomplete);
        }
        match facts.cover(Subject::SeriousError, Span { from: Some(at), to: at }, u64::MAX, &["reviews"]).gap() {
            Some(gap) => outcome.unproven(gap),
            None => outcome,
        }
    }
}

/// Reviews under a clause up to the checkpoint that were not dismissed: whether each is confirmed, and its finding.
pub(super) fn each_review(clause: &Clause, case: &Case<'_>, take: &mut dyn FnMut(bool, Finding)) {
    let (facts, at) = (case.facts, case.plan.checkpoint);
    let is_meant = |review: &&Review| review.indicator == clause.key && review.found_at.day() <= at && review.status != ReviewStatus::Dismissed;
    for review in facts.reviews.iter().filter(is_meant) {
        // A confirmed review of a kind that the clause does not name is left to a person.
        let named = clause.select("kind").is_empty() || clause.selects("kind", review.kind.code());
        let confirmed = review.status == ReviewStatus::Confirmed && named;
        let finding = Finding {
            site_code: facts.site.site_code.clone(),
            clause: clause.key.clone(),
            table: "reviews",
            key: review.review_id.clone(),
            certain: confirmed,
            day: Some(review.found_at.day()),
            detail: detail(review),
            source_ref: review.source_ref.clone().or_else(|| review.evidence_ref.clone()),
        };
        take(confirmed, finding);
    }
}

/// What was found, and on which page or in which column; the words themselves are for internal use and stay in the row.
fn detail(review: &Review) -> String {
    let place = review.subject.as_deref().map(|subject| format!("：{subject}")).unwrap_or_default();
    format!("{}（{}）{place}", review.kind.chinese(), review.status.chinese())
}

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    let always = clause.limit("errors").is_some_and(|limit| limit.from(0) == 0);
    always.then(|| ("limits.errors".into(), "a limit of 0 that includes itself fails every site".to_string()))
}
