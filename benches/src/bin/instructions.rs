//! One work of the core for callgrind to count: `instructions WORK`. `cargo xtask instructions` counts what happens in `measured_WORK`.
//!
//! A closure inside a measured function would bear its name too, and callgrind would stop counting there: they are made outside.

use std::{env, error::Error, process::ExitCode};

use benches::{CHECKPOINT, declared, end, random, rules, tables, updates, visits};
use gov_site_compliance::{
    Calendar, ColumnActivity, Finding, Fold, Plan, Registry, SiteFacts, Standard, Update, Visit,
    facts::{Declared, NoColumns, SiteIndex},
    judge_site,
    verdict::{Status, Verdict},
};

const COLUMNS: usize = 100_000;
const DAYS: usize = 1_000_000;
const UPDATES: usize = 100_000;
const VISITS: usize = 50_000;
const JUDGED: u64 = 200;
/// Enough of them for that many visits.
const SITES: u64 = 400;

type Answer = Result<String, Box<dyn Error>>;

fn main() -> ExitCode {
    let answer = match env::args().nth(1).as_deref() {
        Some("fold_days") => Ok(fold_days()),
        Some("push_updates") => push_updates(),
        Some("push_visits") => push_visits(),
        Some("verdict") => verdict(),
        _ => {
            eprintln!("usage: instructions fold_days|push_updates|push_visits|verdict");
            return ExitCode::from(2);
        }
    };
    end(answer)
}

fn fold_days() -> String {
    let days: Vec<i32> = (0..DAYS as u64).map(|item| CHECKPOINT.0 + 20 - (random(item) % 400) as i32).collect();
    let bounds: Vec<usize> = (0..=COLUMNS).map(bound).collect();
    let activities = measured_fold_days(&days, &bounds);
    let items: u64 = activities.iter().map(|activity| u64::from(activity.total)).sum();
    let late: u64 = activities.iter().map(|activity| u64::from(activity.after_checkpoint)).sum();
    format!("columns {} items {items} after the checkpoint {late}", activities.len())
}

/// Where a column's items begin: 1 to 19 items each, 10 on average.
fn bound(column: usize) -> usize {
    let even = column * (DAYS / COLUMNS);
    if column == 0 || column == COLUMNS { even } else { even + (random(column as u64) % 10) as usize }
}

#[inline(never)]
fn measured_fold_days(days: &[i32], bounds: &[usize]) -> Vec<ColumnActivity> {
    let mut activities = Vec::with_capacity(bounds.len());
    for pair in bounds.windows(2) {
        let mut activity = ColumnActivity::default();
        activity.fold(&days[pair[0]..pair[1]], CHECKPOINT);
        activities.push(activity);
    }
    activities
}

fn push_updates() -> Answer {
    let (standard, plan) = rules()?;
    let registry = settled(JUDGED, &standard);
    let rows: Vec<Update> = (0..JUDGED).flat_map(updates).take(UPDATES).collect();
    let mut fold = Fold::new(&registry);
    let pushed = measured_push_updates(&mut fold, &registry, &plan, &rows);
    Ok(format!("updates {pushed} of {}", rows.len()))
}

#[inline(never)]
fn measured_push_updates(fold: &mut Fold, registry: &Registry, plan: &Plan, rows: &[Update]) -> usize {
    let mut pushed = 0;
    for row in rows {
        pushed += usize::from(fold.push_update(registry, plan, row).is_ok());
    }
    pushed
}

fn push_visits() -> Answer {
    let (standard, plan) = rules()?;
    let registry = settled(SITES, &standard);
    let rows: Vec<Visit> = (0..SITES).flat_map(visits).take(VISITS).collect();
    let mut fold = Fold::new(&registry);
    let pushed = measured_push_visits(&mut fold, &registry, &plan, &rows);
    Ok(format!("visits {pushed} of {}", rows.len()))
}

#[inline(never)]
fn measured_push_visits(fold: &mut Fold, registry: &Registry, plan: &Plan, rows: &[Visit]) -> usize {
    let mut pushed = 0;
    for row in rows {
        pushed += usize::from(fold.push_visit(registry, plan, row).is_ok());
    }
    pushed
}

/// What sites are judged from.
struct Prepared {
    registry: Registry,
    fold: Fold,
    declared: Declared,
    standard: Standard,
    plan: Plan,
    calendar: Calendar,
}

fn verdict() -> Answer {
    let (standard, plan) = rules()?;
    let registry = settled(JUDGED, &standard);
    let mut fold = Fold::new(&registry);
    (0..JUDGED).flat_map(updates).try_for_each(|update| fold.push_update(&registry, &plan, &update)).map_err(|code| code.code())?;
    (0..JUDGED).flat_map(visits).try_for_each(|visit| fold.push_visit(&registry, &plan, &visit)).map_err(|code| code.code())?;
    let prepared = Prepared { registry, fold, declared: declared(), standard, plan, calendar: Calendar::embedded() };
    let mut findings = Vec::new();
    let verdicts = measured_verdict(&prepared, &mut |finding| findings.push(finding));
    let unqualified = verdicts.iter().filter(|verdict| verdict.status == Status::Unqualified).count();
    Ok(format!("verdicts {} unqualified {unqualified} findings {}", verdicts.len(), findings.len()))
}

#[inline(never)]
fn measured_verdict(prepared: &Prepared, out: &mut dyn FnMut(Finding)) -> Vec<Verdict> {
    let Prepared { registry, fold, declared, standard, plan, calendar } = prepared;
    let mut verdicts = Vec::with_capacity(registry.sites.len());
    for position in 0..registry.sites.len() {
        if let Some(facts) = SiteFacts::of(registry, fold, declared, &NoColumns, SiteIndex(position as u32)) {
            verdicts.push(judge_site(&facts, standard, plan, calendar, out));
        }
    }
    verdicts
}

fn settled(sites: u64, standard: &Standard) -> Registry {
    Registry::settle(tables(sites), standard, &[], &mut |_| {})
}
