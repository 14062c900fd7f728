//! Work B and the full verdict, from tables in memory.

use std::{path::Path, thread};

use arrow_array::RecordBatch;
use arrow_select::concat::concat_batches;
use gov_site_compliance::{
    Calendar, Day, Finding, Plan, Row, Site, Standard, TABLES, Table, Update, Visit,
    census::{Decision, Judged},
    facts::{ColumnSource, Setting, SiteFacts, SiteIndex},
    indicator::{Context, Judgement},
    standard::Library,
    verdict::{Status, judge_clause},
};
use gov_site_tables::{Evidence, Folder, Frames, Judging, parquet::Projection};

use crate::{
    Outcome, Task,
    line::{Line, timed},
};

/// 2017-11-29.
pub const CHECKPOINT: Day = Day(17_499);

/// What all works are judged by.
pub struct Rules {
    pub standard: Standard,
    pub plan: Plan,
    pub calendar: Calendar,
}

impl Rules {
    pub fn new(clauses: Option<&[&str]>) -> Outcome<Rules> {
        let mut standard = Library::embedded().resolve("zibo-2017")?;
        if let Some(clauses) = clauses {
            standard.clauses.retain(|clause| clauses.contains(&clause.key.as_str()));
        }
        let setting = Setting { checkpoint: CHECKPOINT, visits_until: CHECKPOINT, period_from: "2017-10-01".parse()? };
        let plan = Plan::compile(&[&standard], setting)?;
        Ok(Rules { standard, plan, calendar: Calendar::embedded() })
    }

    /// Judges all sites and counts the findings, each of which is made.
    pub fn judge(&self, evidence: &Evidence, threads: usize) -> (Judged, i64) {
        let columns = evidence.columns();
        let mut findings = 0;
        let judging = Judging { standard: &self.standard, plan: &self.plan, calendar: &self.calendar, threads: Some(threads) };
        let count = |count: &mut i64, finding: Finding| *count += i64::from(!finding.key.is_empty());
        let judged = judging.judge(&evidence.census(&*columns, &[]), &count, &mut |count| findings += count, &mut |_, _| {});
        (judged, findings)
    }
}

/// A table as one batch, as data frames hold it: all of its known fields, or those named. Parts with fields of their own stay apart.
pub fn batches(data: &Path, table: &'static Table, fields: &[&str]) -> Outcome<Vec<RecordBatch>> {
    let Some(parquet) = Folder::open(data)?.parquet(table)? else { return Ok(Vec::new()) };
    let projection = if fields.is_empty() { Projection::all() } else { Projection::of(fields) };
    let mut found = Vec::new();
    let take = &mut |batch: &gov_site_tables::parquet::Batch<'_>| {
        found.push(batch.record_batch().clone());
        Ok(())
    };
    parquet.for_each_row_batch(&projection, take, &mut |_| {})?;
    let mut whole = Vec::new();
    for part in found.chunk_by(|left, right| left.schema_ref() == right.schema_ref()) {
        whole.push(concat_batches(part[0].schema_ref(), part)?);
    }
    Ok(whole)
}

fn frames(task: &Task, tables: &[&'static Table]) -> Outcome<Frames> {
    let mut frames = Frames::default();
    frames.declare_filled(Update::TABLE.name, "url")?;
    frames.declare_filled(Visit::TABLE.name, "vantage")?;
    for table in tables {
        // The peers' frames hold no addresses of updates either.
        let fields: &[&str] = match table.name {
            "updates" => &["column_id", "published_on", "date_state", "published_at", "observed_at"],
            "visits" => &["site_code", "visited_at", "url", "failure", "status", "duration_ms", "manual"],
            _ => &[],
        };
        for batch in batches(&task.data, table, fields)? {
            frames.push(table.name, batch)?;
        }
    }
    frames.set_threads(task.threads);
    frames.declare_complete(Folder::open(&task.data)?.settings().complete.iter().cloned());
    Ok(frames)
}

/// Blank, core and overdue columns and the veto of each site: the three clauses on columns, nothing else.
pub fn columns(task: &Task) -> Outcome<Line> {
    let clauses = ["core_columns_not_updated", "overdue_columns", "blank_columns"];
    let rules = Rules::new(Some(&clauses))?;
    let mut frames = frames(task, &[Site::TABLE, gov_site_compliance::Column::TABLE, Update::TABLE])?;
    frames.declare_complete(["columns".into(), "updates".into()]);
    let ((sites, rows), seconds) = timed(|| {
        let evidence = frames.read(&rules.standard, &rules.plan, &mut Vec::new(), &mut |_| {})?;
        let rows = evidence.report.table("updates").map_or(0, |report| report.accepted);
        Ok((counts(&rules, &evidence, task.threads), rows))
    })?;
    let sum = |at: usize| -> i64 { sites.iter().map(|site| site.certain[at] as i64).sum() };
    let vetoed = sites.iter().filter(|site| site.vetoed).count() as i64;
    let answer = vec![("sites", sites.len() as i64), ("core", sum(0)), ("overdue", sum(1)), ("blank", sum(2)), ("vetoed", vetoed)];
    Ok(Line { seconds, rows, answer, ..Line::default() })
}

/// What work B asks of one site.
struct Counts {
    certain: [u64; 3],
    vetoed: bool,
}

/// The clauses on columns judged at every site, in contiguous shares.
fn counts(rules: &Rules, evidence: &Evidence, threads: usize) -> Vec<Counts> {
    let columns = evidence.columns();
    let sites = evidence.registry.sites.len();
    let share = sites.div_ceil(threads.max(1)).max(1);
    let of =
        |first: usize| -> Vec<Counts> { (first..sites.min(first + share)).filter_map(|site| counts_of(rules, evidence, &*columns, site as u32)).collect() };
    thread::scope(|scope| {
        let of = &of;
        let running: Vec<_> = (0..sites).step_by(share).map(|first| scope.spawn(move || of(first))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

fn counts_of(rules: &Rules, evidence: &Evidence, columns: &dyn ColumnSource, site: u32) -> Option<Counts> {
    let facts = SiteFacts::of(&evidence.registry, &evidence.fold, &evidence.declared, columns, SiteIndex(site))?;
    let context = Context { plan: &rules.plan, readings: &rules.standard.readings, calendar: &rules.calendar };
    let mut counts = Counts { certain: [0; 3], vetoed: false };
    for (clause, certain) in rules.standard.clauses.iter().zip(&mut counts.certain) {
        let outcome = judge_clause(clause, &facts, &context, &mut |_| {});
        *certain = outcome.measure.map_or(0, |measure| measure.certain);
        counts.vetoed |= outcome.judgement == Judgement::Fail;
    }
    Some(counts)
}

/// All seven vetoes with margins and findings.
pub fn verdicts(task: &Task) -> Outcome<Line> {
    let rules = Rules::new(None)?;
    let frames = frames(task, TABLES)?;
    let ((judged, rows, findings), seconds) = timed(|| {
        let evidence = frames.read(&rules.standard, &rules.plan, &mut Vec::new(), &mut |_| {})?;
        let (judged, findings) = rules.judge(&evidence, task.threads);
        Ok((judged, rows(&evidence), findings))
    })?;
    Ok(Line { seconds, rows, answer: answer(&judged, findings), ..Line::default() })
}

pub fn rows(evidence: &Evidence) -> u64 {
    let table = |name| evidence.report.table(name).map_or(0, |report| report.rows);
    table(Update::TABLE.name) + table(Visit::TABLE.name)
}

pub fn answer(judged: &Judged, findings: i64) -> Vec<(&'static str, i64)> {
    let count = |status| verdicts_of(judged).filter(|verdict| verdict.status == status).count() as i64;
    vec![
        ("judged", verdicts_of(judged).count() as i64),
        ("unqualified", count(Status::Unqualified)),
        ("not_assessed", count(Status::NotAssessed)),
        ("findings", findings),
    ]
}

fn verdicts_of(judged: &Judged) -> impl Iterator<Item = &gov_site_compliance::Verdict> {
    judged.sites.iter().filter_map(|site| match &site.result {
        Decision::Judged(verdict) => Some(verdict),
        Decision::Excluded(_) => None,
    })
}
