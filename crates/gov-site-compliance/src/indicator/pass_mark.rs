//! Full points and pass mark of the score.
//!
//! # What it checks
//! Nothing by itself: it gives the score its full points and the mark from which a site passes (reading 6).
//!
//! # Clauses
//! 2015: 合格分数线 (`pass_mark`).
//!
//! # Facts needed
//! None.
//!
//! # When not assessed
//! Never.
//!
//! # A passing and a failing example
//! 60.00 points under `pass` 60 `at_least`: passes. 59.99: fails.

use alloc::string::{String, ToString};

use super::{Family, Judge, Parameter, Phrase, Scope, Unit};
use crate::standard::Clause;

pub(super) static FAMILY: Family = Family {
    name: "pass_mark",
    scope: Scope::Registry,
    phrase: Phrase { english: "points", chinese_of: "", chinese: "分" },
    limits: &[Parameter { name: "full", units: &[Unit::Points], required: true }, Parameter { name: "pass", units: &[Unit::Points], required: true }],
    lists: &[],
    rates: &[],
    contradiction,
    judge: Judge::Figures,
};

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    let (full, pass) = (clause.limit("full")?.from(0), clause.limit("pass")?.from(0));
    (pass > full).then(|| ("limits.pass".into(), "no site can reach a pass mark above the full points".to_string()))
}
