//! Work A: last update and number of items of each column, from the table of updates alone.

use gov_site_arrow::columnar::column_activity;
use gov_site_compliance::{Row, Update};

use crate::{
    Outcome, Task,
    census::{CHECKPOINT, batches},
    line::{Line, timed},
};

pub fn activity(task: &Task) -> Outcome<Line> {
    let updates = batches(&task.data, Update::TABLE, &["column_id", "published_on"])?;
    let (found, seconds) = timed(|| Ok(column_activity(&updates, CHECKPOINT, task.threads)?))?;
    let rows = updates.iter().map(|batch| batch.num_rows() as u64).sum();
    let last: i64 = found.iter().filter_map(|(_, activity)| activity.last).map(|day| i64::from(day.0)).sum();
    let items: i64 = found.iter().map(|(_, activity)| i64::from(activity.total)).sum();
    let answer = vec![("columns", found.iter().count() as i64), ("items", items), ("last_days", last)];
    Ok(Line { seconds, rows, answer, bytes: Some(rows * 12), ..Line::default() })
}
