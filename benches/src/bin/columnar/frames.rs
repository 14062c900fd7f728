//! The whole way from batches in memory to a census: what a Rust caller does that holds the tables of `package/frames.py`.

use gov_site_arrow::results::FindingBatches;
use gov_site_compliance::{Day, Finding, TABLES, census::Header};
use gov_site_tables::{Folder, Frames, Setup};

use crate::{
    Outcome, Task,
    census::{CHECKPOINT, batches},
    line::{Line, timed},
};

/// Findings of a batch.
const TOGETHER: usize = 1 << 16;

pub fn judge(task: &Task) -> Outcome<Line> {
    let mut tables = Vec::new();
    for table in TABLES {
        tables.extend(batches(&task.data, table, &[])?.into_iter().map(|batch| (table.name, batch)));
    }
    let rows = tables.iter().filter(|(name, _)| ["updates", "visits"].contains(name)).map(|(_, batch)| batch.num_rows() as u64).sum();
    let complete = Folder::open(&task.data)?.settings().complete.clone();
    let ((census, findings), seconds) = timed(|| {
        let mut frames = Frames::default();
        tables.iter().try_for_each(|(name, batch)| frames.push(name, batch.clone()))?;
        frames.declare_complete(complete.clone());
        frames.set_threads(task.threads);
        let setup = Setup::new(Setup::load_standard("zibo-2017")?, header()?)?;
        let evidence = frames.read(&setup.standard, &setup.plan, &mut Vec::new(), &mut |_| {})?;
        let (mut open, mut batches) = (FindingBatches::new(""), Vec::new());
        let mut failed = None;
        let mut take = |finding: Finding| {
            open.push(finding);
            if open.len() == TOGETHER {
                open.finish().map_or_else(|error| failed = Some(error), |batch| batches.push(batch));
            }
        };
        let census = setup.judge(&evidence, false, Some(task.threads), &mut take, &mut |_, _| {})?;
        batches.push(open.finish()?);
        failed.map_or(Ok(()), Err)?;
        Ok((census, batches))
    })?;
    let totals = census.totals();
    let number = |count: usize| count as i64;
    let answer = vec![
        ("judged", number(totals.total() as usize)),
        ("unqualified", number(totals.unqualified as usize)),
        ("not_assessed", number(totals.not_assessed as usize)),
        ("findings_in_batches", number(findings.iter().map(|batch| batch.num_rows()).sum())),
    ];
    Ok(Line { seconds, rows, answer, ..Line::default() })
}

fn header() -> Outcome<Header> {
    Ok(Header {
        title: String::new(),
        issuer: String::new(),
        document_no: None,
        period_from: "2017-10-01".parse()?,
        period_to: Some("2017-12-31".parse::<Day>()?),
        checkpoint: CHECKPOINT,
        visits_until: CHECKPOINT,
        reconstruction: false,
        name_best: 3,
        upcoming_checks: Vec::new(),
    })
}
