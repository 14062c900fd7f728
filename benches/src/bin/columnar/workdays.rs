//! The 15th working day after each of ten million dates, as in `peers/workdays.py`.

use gov_site_compliance::{
    Calendar,
    calendar::{Shift, WorkdayTable},
};

use crate::{
    Outcome, Task,
    line::{Line, timed},
};

const COUNT: u64 = 10_000_000;
const FIRST: usize = 2_000;
const AHEAD: i32 = 15;
/// 2014-01-01.
const START: i32 = 16_071;

pub fn add(_: &Task) -> Outcome<Line> {
    let days: Vec<i32> = (0..COUNT).map(|number| START + (number * 2_654_435_761 % (1 << 32) % 4_018) as i32).collect();
    let table = WorkdayTable::new(Calendar::embedded());
    let mut out = vec![0; days.len()];
    let ((), seconds) = timed(|| Ok(table.add_all(&days, Shift::Same(AHEAD), &mut out)?))?;
    let sum = |days: &[i32]| days.iter().map(|day| i64::from(*day)).sum();
    Ok(Line { seconds, rows: COUNT, answer: vec![("sum", sum(&out)), ("first_sum", sum(&out[..FIRST]))], ..Line::default() })
}
