//! The full verdict streamed from Parquet, and the bare read of the same fields by the same reader.

use std::time::Instant;

use gov_site_compliance::{TABLES, Table, census::Judged};
use gov_site_tables::{Folder, parquet::Projection};

use crate::{
    Outcome, Task,
    census::{Rules, answer, rows},
    line::{Line, timed},
};

/// Fields of updates and visits that folding reads; a text of which only matters that it is filled is left out where that is proven.
const UPDATES: &[&str] = &["column_id", "published_on"];
const VISITS: &[&str] = &["site_code", "visited_at", "url", "failure", "status", "duration_ms", "manual"];

pub fn census(task: &Task) -> Outcome<Line> {
    let rules = Rules::new()?;
    let (found, seconds) = timed(|| streamed(task, &rules))?;
    Ok(line(&found, seconds))
}

/// The same without a run to warm up: the memory of the process is that of one census.
pub fn census_once(task: &Task) -> Outcome<Line> {
    let rules = Rules::new()?;
    let start = Instant::now();
    let found = streamed(task, &rules)?;
    Ok(line(&found, start.elapsed().as_secs_f64()))
}

fn line((judged, rows, findings): &(Judged, u64, i64), seconds: f64) -> Line {
    Line { seconds, rows: *rows, answer: answer(judged, *findings), ..Line::default() }
}

fn streamed(task: &Task, rules: &Rules) -> Outcome<(Judged, u64, i64)> {
    let evidence = Folder::open(&task.data)?.read(&rules.standard, &rules.plan, &mut Vec::new(), &mut |_| {})?;
    let (judged, findings) = rules.judge(&evidence, task.threads);
    Ok((judged, rows(&evidence), findings))
}

/// Every table that a census reads, in its projection.
pub fn read(task: &Task) -> Outcome<Line> {
    let folder = Folder::open(&task.data)?;
    let (counts, seconds) = timed(|| {
        let mut counts = Vec::new();
        for table in TABLES {
            let Some(parquet) = folder.parquet(table)? else { continue };
            let workers = vec![0_u64; task.threads];
            let add = |rows: &mut u64, batch: &gov_site_tables::parquet::Batch<'_>| {
                *rows += batch.len() as u64;
                Ok(())
            };
            counts.push((table.name, parquet.scan(&Projection::of(&fields(table)), workers, add, &mut |_| {})?.into_iter().sum::<u64>()));
        }
        Ok(counts)
    })?;
    let answer = counts.iter().map(|(table, rows)| (*table, *rows as i64)).collect();
    let named = |table: &&Table| counts.iter().any(|(name, _)| *name == table.name);
    let projection = TABLES.iter().copied().filter(named).map(|table| (table.name, fields(table).iter().map(|field| (*field).to_owned()).collect())).collect();
    Ok(Line { seconds, rows: counts.iter().map(|(_, rows)| rows).sum(), answer, projection, ..Line::default() })
}

fn fields(table: &Table) -> Vec<&'static str> {
    match table.name {
        "updates" => UPDATES.to_vec(),
        "visits" => VISITS.to_vec(),
        _ => table.fields.iter().map(|field| field.name).collect(),
    }
}
