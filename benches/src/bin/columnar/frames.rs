//! The whole way from batches in memory to a census: what a Rust caller does that holds the tables of `package/census.py`.

use arrow_array::RecordBatch;
use gov_site_arrow::results::FindingBatches;
use gov_site_compliance::{Census, Finding, Row, TABLES, Update, Visit, census::Header};
use gov_site_tables::{Folder, Frames, Setup};

use crate::{
    Outcome, Task,
    census::{CHECKPOINT, batches},
    line::{Line, timed},
};

/// Findings of a batch, as the Python package has them.
const TOGETHER: usize = 1 << 16;

type Tables = Vec<(&'static str, RecordBatch)>;

pub fn judge(task: &Task) -> Outcome<Line> {
    let mut tables = Tables::new();
    for table in TABLES {
        tables.extend(batches(&task.data, table, &[])?.into_iter().map(|batch| (table.name, batch)));
    }
    let complete = Folder::open(&task.data)?.settings().complete.clone();
    let ((census, findings), seconds) = timed(|| judged(&tables, &complete, task.threads))?;
    let streams = tables.iter().filter(|(name, _)| [Update::TABLE.name, Visit::TABLE.name].contains(name));
    let rows = streams.map(|(_, batch)| batch.num_rows() as u64).sum();
    let totals = census.totals();
    let findings: usize = findings.iter().map(RecordBatch::num_rows).sum();
    let answer = vec![
        ("judged", totals.total() as i64),
        ("unqualified", totals.unqualified as i64),
        ("not_assessed", totals.not_assessed as i64),
        ("findings_in_batches", findings as i64),
    ];
    Ok(Line { seconds, rows, answer, ..Line::default() })
}

/// The census, and its findings in batches.
fn judged(tables: &Tables, complete: &[String], threads: usize) -> Outcome<(Census, Vec<RecordBatch>)> {
    let mut frames = Frames::default();
    tables.iter().try_for_each(|(name, batch)| frames.push(name, batch.clone()))?;
    frames.declare_complete(complete.iter().cloned());
    frames.set_threads(threads);
    let setup = Setup::new(Setup::sources("zibo-2017")?, header()?)?;
    let evidence = frames.read(&setup.standard, &setup.plan, &mut Vec::new(), &mut |_| {})?;
    let (mut open, mut findings, mut failed) = (FindingBatches::new(""), Vec::new(), None);
    let mut take = |finding: Finding| {
        open.push(finding);
        if open.len() == TOGETHER {
            open.finish().map_or_else(|error| failed = Some(error), |batch| findings.push(batch));
        }
    };
    let census = setup.judge(&evidence, false, Some(threads), &mut take, &mut |_, _| {})?;
    findings.push(open.finish()?);
    failed.map_or(Ok((census, findings)), |error| Err(error.into()))
}

fn header() -> Outcome<Header> {
    Ok(Header {
        title: String::new(),
        issuer: String::new(),
        document_no: None,
        period_from: "2017-10-01".parse()?,
        period_to: Some("2017-12-31".parse()?),
        checkpoint: CHECKPOINT,
        visits_until: CHECKPOINT,
        reconstruction: false,
        name_best: 3,
        upcoming_checks: Vec::new(),
    })
}
