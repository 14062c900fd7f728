//! Columns without any content.
//!
//! # What it checks
//! The number of counted columns that were looked at completely and hold no item.
//!
//! # Clauses
//! 2015: 栏目不更新 ③ (`blank_columns`).
//!
//! # Facts needed
//! Columns with their activity, coverage of columns, exemptions.
//!
//! # When not assessed
//! When columns that nobody is known to have looked at could lift the count to the limit.
//!
//! # A passing and a failing example
//! Four blank columns of thirty: pass, 4 of 5. Five: fail under 超过(含).

use alloc::string::{String, ToString};

use super::{
    Case, Family, Finding, Indicator, Judge, Measure, Outcome, Parameter, Phrase, Scope, Unit,
    columns::{States, counted, states},
};
use crate::{model::Gap, standard::Clause};

pub(super) static FAMILY: Family = Family {
    name: "blank_columns",
    scope: Scope::Site,
    phrase: Phrase { english: "blank", chinese_of: "", chinese: "个空白栏目" },
    limits: &[Parameter { name: "columns", units: &[Unit::Count], required: true }],
    lists: &[],
    rates: &[],
    contradiction,
    judge: Judge::Site(&BlankColumns),
};

struct BlankColumns;

impl Indicator for BlankColumns {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let facts = case.facts;
        let Some(limit) = clause.limit("columns") else { return Outcome::not_assessed(Gap::NotCollected) };
        let stubs = facts.charges.columns.len() as u64;
        if facts.columns.is_empty() && stubs == 0 {
            return Outcome::not_assessed(Gap::NotCollected);
        }
        let mut set = counted(clause, case);
        let (mut certain, mut possible) = (0, stubs);
        for column in set.columns.iter() {
            let seen = states(column, case, None, false, &mut set.gaps);
            if !seen.may_be(States::BLANK) {
                continue;
            }
            possible += 1;
            certain += u64::from(seen.is(States::BLANK));
            let row = &facts.columns[column.position];
            out(Finding {
                site_code: facts.site.site_code.clone(),
                clause: clause.key.clone(),
                table: "columns",
                key: row.column_id.to_string(),
                certain: seen.is(States::BLANK),
                day: None,
                detail: ["栏目“", row.column_name, if seen.is(States::BLANK) { "”空白" } else { "”可能空白" }].concat(),
                source_ref: row.source_ref.map(Into::into),
            });
        }
        if stubs > 0 {
            set.gaps.insert(Gap::InputRejected);
        }
        let outcome = Outcome { gaps: set.gaps, readings: set.readings, ..Outcome::measured(Measure::of_count(certain, possible, limit)) };
        match facts.list_gap(false) {
            Some(gap) => outcome.unproven(gap),
            None => outcome,
        }
    }
}

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    let always = clause.limit("columns").is_some_and(|limit| limit.from(0) == 0);
    always.then(|| ("limits.columns".into(), "a limit of 0 that includes itself fails every site".to_string()))
}
