//! Elements of service guides.
//!
//! # What it checks
//! Of each service the eight elements (八要素) that its guide lacks, leaves empty or has wrong.
//!
//! # Clauses
//! 2015: 办事指南 (`guide_elements`).
//!
//! # Facts needed
//! Services, coverage of `services`.
//!
//! # When not assessed
//! Elements that nobody looked at and rejected services may lack; without coverage there may be any number more.
//!
//! # A passing and a failing example
//! All eight elements present: nothing off. A guide without hours and telephone: 2 × `element`.

use alloc::{collections::BTreeSet, format, vec::Vec};

use super::{
    Case, Deduction, Family, Finding, Indicator, Judge, Outcome, Phrase, Scope,
    deduction::{closed, finding, no_contradiction},
};
use crate::{
    facts::Span,
    model::{ElementState, Gap, Row, Service, Subject},
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: "guide_elements",
    scope: Scope::Site,
    phrase: Phrase { english: "elements missing or wrong", chinese_of: "", chinese: "项办事指南要素缺失或错误" },
    limits: &[],
    lists: &[],
    rates: &["element"],
    contradiction: no_contradiction,
    judge: Judge::Site(&GuideElements),
};

/// Elements of one guide.
const ELEMENTS: u64 = 8;

struct GuideElements;

impl Indicator for GuideElements {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let (facts, at) = (case.facts, case.plan.checkpoint);
        let (mut deduction, mut gaps) = (Deduction::default(), BTreeSet::new());
        for service in facts.services {
            let faulty = named(service, |state| state.is_some_and(|state| state != ElementState::Present));
            let unseen = named(service, |state| state.is_none());
            deduction.add("element", faulty.len() as u64, (faulty.len() + unseen.len()) as u64);
            if !unseen.is_empty() {
                gaps.insert(Gap::Incomplete);
            }
            for (names, certain, what) in [(&faulty, true, "缺失或错误"), (&unseen, false, "未检查")] {
                if names.is_empty() {
                    continue;
                }
                let detail = format!("“{}”办事指南{what}：{}", service.name.as_deref().unwrap_or(&service.service_id), names.join("、"));
                let found = finding(clause, facts, "services", &service.service_id, certain, detail);
                out(Finding { source_ref: service.source_ref.clone(), ..found });
            }
        }
        let rejected = facts.charges.services;
        if rejected > 0 {
            deduction.add("element", 0, ELEMENTS * u64::from(rejected));
            gaps.insert(Gap::InputRejected);
        }
        let cover = facts.cover(Subject::Services, Span { from: Some(at), to: at }, facts.services.len() as u64, &["services"]);
        closed(deduction, gaps, &["element"], 0, cover)
    }
}

/// Headings of the elements of a state.
fn named(service: &Service, is: impl Fn(Option<ElementState>) -> bool) -> Vec<&'static str> {
    let elements = [
        ("item_name", service.item_name),
        ("legal_basis", service.legal_basis),
        ("conditions", service.conditions),
        ("materials", service.materials),
        ("place", service.place),
        ("hours", service.hours),
        ("phone", service.phone),
        ("process", service.process),
    ];
    let heading = |field: &str| Service::TABLE.fields.iter().find(|known| known.name == field).map_or("", |known| known.heading);
    elements.into_iter().filter(|(_, state)| is(*state)).map(|(field, _)| heading(field)).collect()
}
