//! Number of updates of the home page.
//!
//! # What it checks
//! How many updates the columns of the home page (of the second-level pages, where the home page is only navigation) have in the window, each
//! address once, and how many are missing to the number that is asked for.
//!
//! # Clauses
//! 2015: 首页栏目 (`home_update_count`).
//!
//! # Facts needed
//! Columns with `on_home` or `on_second_level`, the addresses of their dated updates, coverage of the home page and of columns.
//!
//! # When not assessed
//! Without a counted home column; when an unread column, date, address or row may be one of the missing updates.
//!
//! # A passing and a failing example
//! Ten addresses within two weeks in six home columns: pass, 0 of 10 missing. Nine, one of them in two columns: fail, 1 of 10 missing.

use alloc::{
    format,
    string::{String, ToString},
};

use super::{
    Case, Deduction, Family, Finding, Indicator, Judge, Measure, Outcome, Parameter, Phrase, Scope, Unit,
    columns::{Counted, hidden, unseen},
    home_page::HomePage,
};
use crate::{
    facts::{ColumnFacts, HomeItems, HomeWindow, Span},
    model::Gap,
    standard::Clause,
};

pub(super) static FAMILY: Family = Family {
    name: HomeWindow::FAMILY,
    scope: Scope::Site,
    phrase: Phrase { english: "home updates missing", chinese_of: "条首页更新中缺", chinese: "条" },
    limits: &[
        Parameter { name: "updates", units: &[Unit::Count], required: true },
        Parameter { name: "window", units: &[Unit::Days, Unit::Months], required: true },
    ],
    lists: &[],
    rates: &["few"],
    contradiction,
    judge: Judge::Site(&HomeUpdateCount),
};

struct HomeUpdateCount;

impl Indicator for HomeUpdateCount {
    fn judge(&self, clause: &Clause, case: &Case<'_>, out: &mut dyn FnMut(Finding)) -> Outcome {
        let (facts, plan) = (case.facts, case.plan);
        let Some(asked) = HomeWindow::of(clause, plan.checkpoint) else { return Outcome::not_assessed(Gap::NotCollected) };
        // Of a standard that is not in the plan nobody kept the addresses.
        let Some(window) = plan.home_windows().iter().find(|known| known.answers(asked)) else { return Outcome::not_assessed(Gap::NotCollected) };
        let mut page = HomePage::of(clause, case, window.first);
        if page.total() == 0 {
            return Outcome::not_assessed(Gap::NotCollected).with_gaps(page.gaps);
        }
        let mut updates = Updates::of(&mut page, *window, case);
        if let Some(gap) = page.doubt(facts) {
            page.gaps.insert(gap);
            updates.most = None;
        }
        let wanted = u64::from(asked.enough);
        let missing = |updates: u64| wanted.saturating_sub(updates);
        let (certain, possible) = (updates.most.map_or(0, missing), missing(updates.least));
        if possible > 0 {
            out(finding(clause, case, &page, asked, updates));
        }
        let measure = Measure { certain, possible, of: Some(wanted), limit: 1, share: None };
        let mut deduction = Deduction::default();
        deduction.add("few", certain.min(1), possible.min(1));
        Outcome { deduction: Some(deduction), ..Outcome::measured(measure) }.with_gaps(page.gaps).with_readings(page.readings)
    }
}

/// Updates of a home page, each address once.
#[derive(Clone, Copy)]
struct Updates {
    least: u64,
    /// `None`: any number.
    most: Option<u64>,
}

impl Updates {
    fn of(page: &mut HomePage, window: HomeWindow, case: &Case<'_>) -> Updates {
        let (mut certain, mut possible, mut open) = (HomeItems::default(), HomeItems::default(), (page.stubs == 0).then_some(0));
        for (counted, _) in &page.columns {
            let column = &case.facts.columns[counted.position];
            if let Some(items) = column.home_items {
                possible.merge(items);
                if !counted.may_leave {
                    certain.merge(items);
                }
            }
            let cover = case.facts.column_cover(counted.position, Span { from: Some(window.first), to: case.plan.checkpoint }, true);
            let unseen = unseen(cover, &column.activity);
            page.gaps.extend(unseen.into_iter().chain(hidden(&column.activity)));
            let rows = u64::from(column.activity.unreadable) + u64::from(column.activity.rejected);
            open = open.filter(|_| unseen.is_none()).map(|open: u64| open + rows);
        }
        if possible.unread(window) > 0 {
            page.gaps.insert(Gap::NotCollected);
        }
        let most = open.map(|open| open + possible.unread(window) + possible.distinct(window));
        Updates { least: certain.distinct(window), most }
    }
}

fn finding(clause: &Clause, case: &Case<'_>, page: &HomePage, asked: HomeWindow, updates: Updates) -> Finding {
    let site = case.facts.site;
    let wanted = u64::from(asked.enough);
    let certain = updates.most.is_some_and(|most| most < wanted);
    let (since, last) = (asked.first, page.columns.iter().filter_map(|(column, _)| of(column, case).activity.last).max());
    let detail = match updates.most {
        Some(0) => format!("首页栏目自{since}起无更新，少于{wanted}条"),
        Some(most) if certain && most == updates.least => format!("首页栏目自{since}起仅更新{most}条，少于{wanted}条"),
        Some(most) if certain => format!("首页栏目自{since}起仅更新{}至{most}条，少于{wanted}条", updates.least),
        _ => format!("首页栏目自{since}起可确认的更新仅{}条，可能少于{wanted}条", updates.least),
    };
    Finding {
        site_code: site.site_code.clone(),
        clause: clause.key.clone(),
        table: "sites",
        key: site.site_code.clone(),
        certain,
        day: last,
        detail,
        source_ref: site.source_ref.clone(),
    }
}

fn of<'c>(column: &Counted, case: &'c Case<'_>) -> &'c ColumnFacts<'c> {
    &case.facts.columns[column.position]
}

fn contradiction(clause: &Clause) -> Option<(String, String)> {
    let nothing = clause.limit("updates").is_some_and(|limit| limit.from(0) == 0);
    nothing.then(|| ("limits.updates".into(), "a limit of 0 that includes itself asks for no update at all".to_string()))
}
