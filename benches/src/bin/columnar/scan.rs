//! The full verdict streamed from Parquet, and the bare read of the same fields by the same reader.

use gov_site_compliance::{Row, Update, Visit};
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
    let ((judged, rows, findings), seconds) = timed(|| {
        let evidence = Folder::open(&task.data)?.read(&rules.standard, &rules.plan, &mut Vec::new(), &mut |_| {})?;
        let (judged, findings) = rules.judge(&evidence, task.threads);
        Ok((judged, rows(&evidence), findings))
    })?;
    Ok(Line { seconds, rows, answer: answer(&judged, findings), ..Line::default() })
}

pub fn read(task: &Task) -> Outcome<Line> {
    let folder = Folder::open(&task.data)?;
    let tables = [(Update::TABLE, UPDATES), (Visit::TABLE, VISITS)];
    let (counts, seconds) = timed(|| {
        let mut counts = Vec::new();
        for (table, fields) in tables {
            let Some(parquet) = folder.parquet(table)? else { return Err("no Parquet table".into()) };
            let workers = vec![0_u64; task.threads];
            let add = |rows: &mut u64, batch: &gov_site_tables::parquet::Batch<'_>| {
                *rows += batch.len() as u64;
                Ok(())
            };
            counts.push(parquet.scan(&Projection::of(fields), workers, add, &mut |_| {})?.into_iter().sum::<u64>());
        }
        Ok(counts)
    })?;
    let answer = vec![("updates", counts[0] as i64), ("visits", counts[1] as i64)];
    let projection = tables.map(|(table, fields)| (table.name, fields.iter().map(|field| field.to_string()).collect()));
    Ok(Line { seconds, rows: counts.iter().sum(), answer, projection: projection.into(), ..Line::default() })
}
