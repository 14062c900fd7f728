//! Years without a known arrangement, guessed: Monday to Friday worked, no holiday. In closed form, so that no distance takes long.

use crate::model::Day;

/// Mondays to Fridays from `first` to `last`, both counted; 0 if `last` lies before `first`.
pub(super) fn count(first: Day, last: Day) -> i64 {
    (rank(i64::from(last.0)) - rank(i64::from(first.0) - 1)).max(0)
}

/// The `n`-th Monday to Friday from `first` on, which may be that day itself.
pub(super) fn forward(first: Day, n: u32) -> Day {
    nth(rank(i64::from(first.0) - 1) + i64::from(n))
}

/// The `n`-th Monday to Friday back from `last`, which may be that day itself.
pub(super) fn backward(last: Day, n: u32) -> Day {
    nth(rank(i64::from(last.0)) + 1 - i64::from(n))
}

/// Mondays to Fridays up to and including the day, counted from Monday 1969-12-29.
fn rank(day: i64) -> i64 {
    let since_monday = day + 3;
    since_monday.div_euclid(7) * 5 + (since_monday.rem_euclid(7) + 1).min(5)
}

/// The day of a rank; days that no `Day` can hold become the nearest one.
fn nth(rank: i64) -> Day {
    let day = (rank - 1).div_euclid(5) * 7 + (rank - 1).rem_euclid(5) - 3;
    Day(day.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
}
