//! Updates of the home page.
//!
//! # What it checks
//! Whether any column of the home page (of the second-level pages, where the home page is only navigation) has an update in the window.
//!
//! # Clauses
//! 2015: 网站不更新 (`home_not_updated`).
//!
//! # Facts needed
//! Columns with `on_home` or `on_second_level`, their activity, coverage of the home page and of columns.
//!
//! # When not assessed
//! Without a counted home column; when an unread column, date or row may be an update.
//!
//! # A passing and a failing example
//! One of six home columns updated a day ago: pass, 5 of 6 not updated. None within two weeks: fail, 6 of 6.

use alloc::string::{String, ToString};

use super::{
    Case, Family, Finding, Indicator, Judge, Measure, Outcome, Parameter, Phrase, Scope, Unit, columns::States, home_page::HomePage, stale_columns::not_updated,
};
use crate::{model::Gap, standard::Clause};

pub(super) static FAMILY: Family = Family {
    name: "home_updates",
    scope: Scope::Site,
    phrase: Phrase { english: "home columns not updated", chinese_of: "个首页栏目中", chinese: "个未更新" },
    limits: &[Parameter { name: "window", units: &[Unit::Days, Unit::Months], required: true }],
    lists: &[],
    rates: &[],
    contradiction: no_contradiction,
    judge: Judge::Site(&HomeUpdates),
};

fn no_contradiction(_: &Clause) -> Option<(String, String)> {
    None
}

struct HomeUpdates;

impl Indicator for HomeUpdates {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let facts = case.facts;
        let Some(window) = clause.limit("window") else { return Outcome::not_assessed(Gap::NotCollected) };
        let first = window.window(case.plan.checkpoint);
        let page = HomePage::of(clause, case, first);
        let (total, mut certain, mut possible) = (page.total(), 0, page.stubs);
        for (column, seen) in &page.columns {
            if seen.is(States::FRESH) {
                continue;
            }
            possible += 1;
            certain += u64::from(!seen.may_be(States::FRESH));
            let row = &facts.columns[column.position];
            let last = row.activity.last;
            out(Finding {
                site_code: facts.site.site_code.clone(),
                clause: clause.key.clone(),
                table: "columns",
                key: row.column_id.to_string(),
                certain: !seen.may_be(States::FRESH),
                day: last,
                detail: not_updated("首页栏目“", row.column_name, first, last),
                source_ref: row.source_ref.map(Into::into),
            });
        }
        let doubt = page.doubt(facts);
        if total == 0 {
            return Outcome::not_assessed(Gap::NotCollected).with_gaps(page.gaps);
        }
        let measure = Measure { certain, possible, of: Some(total), limit: total, share: None };
        let outcome = Outcome { gaps: page.gaps, readings: page.readings, ..Outcome::measured(measure) };
        match doubt {
            Some(gap) => outcome.weakened(gap),
            None => outcome,
        }
    }
}
