//! Work B and the full verdict, from tables in memory.

use std::{path::Path, sync::Arc};

use arrow_array::{ArrayRef, DictionaryArray, RecordBatch, cast::AsArray, types::Int32Type};
use arrow_select::concat::concat_batches;
use gov_site_arrow::columnar::column_counts;
use gov_site_compliance::{
    Calendar, Day, Finding, Plan, Row, Standard, TABLES, Table, Update, Visit,
    census::{Decision, Judged},
    facts::Setting,
    indicator::{ColumnsAlone, Judgement},
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
    pub fn new() -> Outcome<Rules> {
        // The works speak of the vetoes.
        let standard = Library::embedded().resolve("zibo-2017")?.without_deductions();
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

/// Text ids as one dictionary: what the peers hold as categories.
fn with_dictionary(batch: RecordBatch) -> Outcome<RecordBatch> {
    let Some(ids) = batch.column_by_name("column_id").and_then(|ids| ids.as_string_view_opt()) else { return Ok(batch) };
    let ids: DictionaryArray<Int32Type> = ids.iter().collect();
    let rest = batch.schema_ref().fields().iter().zip(batch.columns()).filter(|(field, _)| field.name() != "column_id");
    let rest: Vec<_> = rest.map(|(field, array)| (field.name().clone(), array.clone())).collect();
    Ok(RecordBatch::try_from_iter([("column_id".to_owned(), Arc::new(ids) as ArrayRef)].into_iter().chain(rest))?)
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

/// Blank, core and overdue columns and the veto of each site, from the fields that the peers' frames hold.
pub fn columns(task: &Task) -> Outcome<Line> {
    let rules = Rules::new()?;
    let columns = batches(&task.data, gov_site_compliance::Column::TABLE, &["column_id", "site_code", "kind"])?;
    let updates = batches(&task.data, Update::TABLE, &["column_id", "published_on"])?.into_iter().map(with_dictionary).collect::<Outcome<Vec<_>>>()?;
    let clauses = ColumnsAlone::new(&rules.standard, &rules.plan);
    let fails = |counts: &[u32]| clauses.outcomes(counts).any(|(_, outcome)| outcome.judgement == Judgement::Fail);
    let ((found, vetoed), seconds) = timed(|| {
        let found = column_counts(&columns, &updates, &rules.standard, &rules.plan, task.threads)?;
        let vetoed = found.iter().filter(|(_, counts)| fails(counts)).count() as i64;
        Ok((found, vetoed))
    })?;
    let rows = updates.iter().map(|batch| batch.num_rows() as u64).sum();
    let sum = |clause: &str| found.array(clause).map_or(-1, |counts| counts.values().iter().map(|count| i64::from(*count)).sum());
    let (core, overdue, blank) = (sum("core_columns_not_updated"), sum("overdue_columns"), sum("blank_columns"));
    let answer = vec![("sites", found.iter().count() as i64), ("core", core), ("overdue", overdue), ("blank", blank), ("vetoed", vetoed)];
    Ok(Line { seconds, rows, answer, ..Line::default() })
}

/// All seven vetoes with margins and findings.
pub fn verdicts(task: &Task) -> Outcome<Line> {
    let rules = Rules::new()?;
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
