//! Links that do not open.
//!
//! # What it checks
//! Checked links that are confirmed dead, those on the home page apart from those on other pages. Pictures, attachments and links to
//! other sites count.
//!
//! # Clauses
//! 2015: 链接可用性 (`dead_links`).
//!
//! # Facts needed
//! Links checked up to the checkpoint, coverage of `links`.
//!
//! # When not assessed
//! Suspected links, links without a result, links checked only after the checkpoint, whatever came of it, and rejected rows may be dead;
//! without coverage there may be any number more.
//!
//! # A passing and a failing example
//! All links open: nothing off. One dead link on the home page and three elsewhere: 1 × `home` and 3 × `other`.

use alloc::{collections::BTreeSet, format};

use super::{
    Case, Deduction, Family, Finding, Indicator, Judge, ListParameter, Outcome, Phrase, Scope, Words,
    deduction::{CHECKED_LATE, closed, finding, is_after, no_contradiction},
};
use crate::{
    facts::Span,
    model::{Link, LinkResult, Subject, TargetKind},
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: "dead_links",
    scope: Scope::Site,
    phrase: Phrase { english: "links dead", chinese_of: "", chinese: "个链接错断" },
    limits: &[],
    lists: &[ListParameter { name: "target_kind", words: Words::Closed(TargetKind::WORDS) }],
    rates: &["home", "other"],
    contradiction: no_contradiction,
    judge: Judge::Site(&DeadLinks),
};

struct DeadLinks;

impl Indicator for DeadLinks {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let (facts, at) = (case.facts, case.plan.checkpoint);
        let mut deduction = Deduction::default();
        let is_meant = |link: &&Link| {
            let kind = link.target_kind.is_none_or(|kind| clause.select("target_kind").is_empty() || clause.selects("target_kind", kind.code()));
            kind && (is_after(link.checked_at, at) || link.result != Some(LinkResult::Ok))
        };
        for link in facts.links.iter().filter(is_meant) {
            let late = is_after(link.checked_at, at);
            let certain = !late && link.result == Some(LinkResult::Confirmed);
            let (rate, place) = if link.on_home == Some(true) { ("home", "首页") } else { ("other", "其他页面") };
            deduction.add(rate, u64::from(certain), 1);
            let status = link.status.filter(|_| !late).map(|status| format!("，状态码{status}")).unwrap_or_default();
            let result = if late { CHECKED_LATE } else { link.result.map_or("未知", LinkResult::chinese) };
            let detail = format!("{place}链接{result}{status}，所在页面{}", link.page_url);
            let found = finding(clause, facts, "links", &link.target_url, certain, detail);
            out(Finding { day: link.checked_at.map(|checked| checked.day()), source_ref: link.source_ref.clone(), ..found });
        }
        let cover = facts.cover(Subject::Links, Span { from: Some(at), to: at }, facts.links.len() as u64, &["links"]);
        closed(deduction, BTreeSet::new(), &["home", "other"], facts.charges.links, cover)
    }
}
