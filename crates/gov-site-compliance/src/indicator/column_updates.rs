//! Columns without an update inside the window of their kind, as points off.
//!
//! # What it checks
//! Each column whose kind has a window and that holds no update in it; a blank column is taken with its kind, unless the switch
//! `blank_takes_deduction` says no (reading 14).
//!
//! # Clauses
//! 2015: 基本信息更新 (`column_updates`).
//!
//! # Facts needed
//! As `stale_columns`.
//!
//! # When not assessed
//! Columns that were not read, dates that could not be read and rejected rows may be stale; where the list of columns is not whole there
//! may be any number more.
//!
//! # A passing and a failing example
//! Every column updated: nothing off. Two stale news columns and a stale plan: 2 × `window_news` and 1 × `window_yearly`.

use super::{
    Case, Deduction, Family, Finding, Indicator, Judge, ListParameter, Outcome, Parameter, Phrase, Scope, Unit, Words,
    columns::{States, counted},
    stale_columns::{Lens, contradicting_windows, finding},
    windows::{Windows, windows},
};
use crate::{
    model::{ColumnKind, Gap},
    standard::{BlankTakesDeduction, Clause},
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};

pub(super) static FAMILY: Family = Family {
    name: "column_updates",
    scope: Scope::Site,
    phrase: Phrase { english: "columns not updated", chinese_of: "", chinese: "个栏目未及时更新" },
    limits: &[Parameter { name: "window_*", units: &[Unit::Days, Unit::Months], required: false }],
    lists: &[ListParameter { name: "window_*", words: Words::Closed(ColumnKind::WORDS) }],
    rates: &["window_*"],
    contradiction,
    judge: Judge::Site(&ColumnUpdates),
};

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    if windows(clause).next().is_none() {
        return Some(("limits".into(), "without a window no column can be late".to_string()));
    }
    contradicting_windows(clause)
}

struct ColumnUpdates;

impl Indicator for ColumnUpdates {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let facts = case.facts;
        let stubs = facts.charges.columns.len() as u64;
        if facts.columns.is_empty() && stubs == 0 {
            return Outcome::not_assessed(Gap::NotCollected);
        }
        let mut set = counted(clause, case);
        let blanks = case.readings.blank_takes_deduction == BlankTakesDeduction::Yes;
        let counts = if blanks { States::STALE.or(States::BLANK) } else { States::STALE };
        let lens = Lens { windows: Windows::of(clause, case.plan.checkpoint), blanks: false, counts, case };
        let all: Vec<&str> = windows(clause).map(|(name, _)| name.as_str()).collect();
        let mut deduction = Deduction::default();
        for column in set.columns.iter() {
            let seen = lens.look(column, &mut set.gaps);
            if seen.may_be_blank {
                set.readings.insert("blank_takes_deduction");
            }
            if !seen.possible {
                continue;
            }
            let own = column.kind.and_then(|kind| all.iter().find(|name| clause.selects(name, kind.code())));
            deduction.add_among(own.map_or(&all[..], core::slice::from_ref), u64::from(seen.certain), 1);
            out(finding(clause, column, facts, &lens.windows, &seen));
        }
        if stubs > 0 {
            deduction.add_among(&all, 0, stubs);
            set.gaps.insert(Gap::InputRejected);
        }
        let outcome = deduction.outcome(set.gaps).with_readings(set.readings);
        match facts.list_gap(false) {
            Some(gap) => outcome.unproven(gap),
            None => outcome,
        }
    }
}
