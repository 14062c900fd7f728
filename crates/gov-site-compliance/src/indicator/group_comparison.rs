//! Comparison of groups: which divisions are not ranked (reading 20). The census does the ranking.
//!
//! # What it checks
//! Nothing by itself; it holds the divisions that stand outside the ranking.
//!
//! # Clauses
//! 分组比较 (`group_comparison`).
//!
//! # Facts needed
//! Verdicts of the census.
//!
//! # When not assessed
//! Never.
//!
//! # A passing and a failing example
//! 市本级 appears among the groups and is never named as better.

use alloc::string::String;

use super::{Family, Judge, ListParameter, Phrase, Scope, Words};
use crate::standard::Clause;

pub(super) static FAMILY: Family = Family {
    name: "group_comparison",
    scope: Scope::Registry,
    phrase: Phrase { english: "groups", chinese_of: "", chinese: "组" },
    limits: &[],
    lists: &[ListParameter { name: "unranked_divisions", words: Words::Any }],
    rates: &[],
    contradiction: no_contradiction,
    judge: Judge::Figures,
};

fn no_contradiction(_: &Clause) -> Option<(String, String)> {
    None
}
