//! Work B and the full verdict, from tables in memory.

use std::path::Path;

use arrow_array::RecordBatch;
use gov_site_compliance::{
    Calendar, Day, Finding, Plan, Row, Site, Standard, TABLES, Table, Update, Visit,
    census::{Decision, Judged},
    facts::Setting,
    standard::Library,
    verdict::Status,
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

    pub fn judge(&self, evidence: &Evidence, threads: usize, take: &mut dyn FnMut(Finding)) -> Judged {
        let columns = evidence.columns();
        let judging = Judging { standard: &self.standard, plan: &self.plan, calendar: &self.calendar, threads: Some(threads) };
        judging.judge(&evidence.census(&*columns, &[]), take, &mut |_, _| {})
    }
}

/// The batches of a table; all of its known fields, or those named.
pub fn batches(data: &Path, table: &'static Table, fields: &[&str]) -> Outcome<Vec<RecordBatch>> {
    let Some(parquet) = Folder::open(data)?.parquet(table)? else { return Ok(Vec::new()) };
    let projection = if fields.is_empty() { Projection::all() } else { Projection::of(fields) };
    let mut found = Vec::new();
    let take = &mut |batch: &gov_site_tables::parquet::Batch<'_>| {
        found.push(batch.record_batch().clone());
        Ok(())
    };
    parquet.for_each_row_batch(&projection, take, &mut |_| {})?;
    Ok(found)
}

fn frames(task: &Task, tables: &[&'static Table]) -> Outcome<Frames> {
    let mut frames = Frames::default();
    for table in tables {
        for batch in batches(&task.data, table, &[])? {
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
    let ((judged, rows), seconds) = timed(|| {
        let evidence = frames.read(&rules.standard, &rules.plan, &mut Vec::new(), &mut |_| {})?;
        let rows = evidence.report.table("updates").map_or(0, |report| report.accepted);
        Ok((rules.judge(&evidence, task.threads, &mut |_| {}), rows))
    })?;
    let certain = |clause: &str| -> i64 {
        let outcomes = verdicts_of(&judged).filter_map(|verdict| verdict.outcome(clause)?.measure);
        outcomes.map(|measure| measure.certain as i64).sum()
    };
    let vetoed = verdicts_of(&judged).filter(|verdict| verdict.status == Status::Unqualified).count() as i64;
    let sites = verdicts_of(&judged).count() as i64;
    let answer =
        vec![("sites", sites), ("blank", certain(clauses[2])), ("core", certain(clauses[0])), ("overdue", certain(clauses[1])), ("vetoed", vetoed)];
    Ok(Line { seconds, rows, answer, ..Line::default() })
}

/// All seven vetoes with margins and findings.
pub fn verdicts(task: &Task) -> Outcome<Line> {
    let rules = Rules::new(None)?;
    let frames = frames(task, TABLES)?;
    let ((judged, rows, findings), seconds) = timed(|| {
        let evidence = frames.read(&rules.standard, &rules.plan, &mut Vec::new(), &mut |_| {})?;
        let mut findings = 0;
        let judged = rules.judge(&evidence, task.threads, &mut |_| findings += 1);
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
    vec![("judged", verdicts_of(judged).count() as i64), ("unqualified", count(Status::Unqualified)), ("not_assessed", count(Status::NotAssessed)), ("findings", findings)]
}

fn verdicts_of(judged: &Judged) -> impl Iterator<Item = &gov_site_compliance::Verdict> {
    judged.sites.iter().filter_map(|site| match &site.result {
        Decision::Judged(verdict) => Some(verdict),
        Decision::Excluded(_) => None,
    })
}
