//! What is done over millions of rows, a few instructions a row: runs of equal keys, the extremes of many days.
//!
//! The loops are plain; [`dispatch`] compiles them for the widest instructions that the processor turns out to have.

use std::ops::{BitOr, BitXor};

use fearless_simd::{Level, dispatch};
use gov_site_compliance::Day;

/// Keys that are compared together without a branch.
const KEYS: usize = 16;
/// Days that are compared together without a branch.
const DAYS: usize = 8;

/// A key that can be compared bit by bit.
pub(crate) trait Key: Copy + Eq + Default + BitOr<Output = Self> + BitXor<Output = Self> {}

impl Key for i64 {}
impl Key for u32 {}

/// Rows of one key that stand together, and the extremes of their days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) start: usize,
    pub(crate) end: usize,
    least: i32,
    most: i32,
}

impl Run {
    /// Whether one of its days may lie between two, both included.
    pub(crate) fn meets(&self, first: i32, last: i32) -> bool {
        self.most >= first && self.least <= last
    }

    /// Its newest day; `None` when a day lies outside the accepted range.
    #[inline]
    pub(crate) fn newest(&self) -> Option<i32> {
        accepted(self.least, self.most)
    }
}

/// The runs of equal keys, in the place of those in `runs`.
pub(crate) fn find<K: Key>(keys: &[K], days: &[i32], runs: &mut Vec<Run>) {
    runs.clear();
    dispatch!(Level::new(), _simd => push_all(keys, days, runs));
}

/// How many keys at the beginning are equal.
#[inline]
pub(crate) fn run_length<K: Key>(keys: &[K]) -> usize {
    keys.split_first().map_or(0, |(key, rest)| 1 + repeats(*key, rest))
}

/// Newest of days that all lie in the accepted range; `None` when one does not, or there is none.
pub(crate) fn newest(days: &[i32]) -> Option<i32> {
    let (least, most) = dispatch!(Level::new(), _simd => extremes(days));
    accepted(least, most)
}

fn accepted(least: i32, most: i32) -> Option<i32> {
    (Day::FIRST.0 <= least && least <= most && most <= Day::LAST.0).then_some(most)
}

#[inline(always)]
fn push_all<K: Key>(keys: &[K], days: &[i32], runs: &mut Vec<Run>) {
    let mut start = 0;
    while start < keys.len() {
        let end = start + 1 + repeats(keys[start], &keys[start + 1..]);
        let (least, most) = extremes(&days[start..end]);
        runs.push(Run { start, end, least, most });
        start = end;
    }
}

/// How many keys at the beginning equal this one.
#[inline(always)]
fn repeats<K: Key>(key: K, keys: &[K]) -> usize {
    let differs = |block: &[K; KEYS]| block.iter().fold(K::default(), |bits, other| bits | (*other ^ key)) != K::default();
    let (blocks, _) = keys.as_chunks();
    let whole = KEYS * blocks.iter().take_while(|block| !differs(block)).count();
    whole + keys[whole..].iter().take_while(|other| **other == key).count()
}

/// The least and the greatest of some days; those of none are out of order.
#[inline(always)]
fn extremes(days: &[i32]) -> (i32, i32) {
    let widen = |(least, most): (i32, i32), day: &i32| (least.min(*day), most.max(*day));
    // The last block may overlap the one before it: what is seen twice changes no extreme.
    let Some(last) = days.last_chunk::<DAYS>() else { return days.iter().fold((i32::MAX, i32::MIN), widen) };
    let (mut least, mut most) = (*last, *last);
    for block in days.as_chunks::<DAYS>().0 {
        for lane in 0..DAYS {
            least[lane] = least[lane].min(block[lane]);
            most[lane] = most[lane].max(block[lane]);
        }
    }
    (least.into_iter().fold(i32::MAX, i32::min), most.into_iter().fold(i32::MIN, i32::max))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends<K: Key>(keys: &[K]) -> Vec<usize> {
        let mut runs = vec![Run { start: 5, end: 6, least: 0, most: 0 }];
        find(keys, &vec![17_000; keys.len()], &mut runs);
        assert!(runs.windows(2).all(|pair| pair[0].end == pair[1].start) && runs.first().is_none_or(|run| run.start == 0));
        runs.iter().map(|run| run.end).collect()
    }

    #[test]
    fn a_run_knows_the_newest_of_its_days_alone() {
        let keys: Vec<u32> = (0..100).map(|row| row / 20).collect();
        for position in 0..100 {
            for (day, newest) in [(17_001, Some(17_001)), (16_999, Some(17_000)), (Day::FIRST.0 - 1, None), (Day::LAST.0 + 1, None)] {
                let mut days = vec![17_000; 100];
                days[position] = day;
                let mut runs = Vec::new();
                find(&keys, &days, &mut runs);
                let found: Vec<_> = runs.iter().map(Run::newest).collect();
                let wanted: Vec<_> = (0..5).map(|run| if run == position / 20 { newest } else { Some(17_000) }).collect();
                assert_eq!(found, wanted, "{day} at {position}");
            }
        }
    }

    #[test]
    fn a_run_ends_where_the_key_changes() {
        for length in 1..200 {
            for rest in [0, 1, 40] {
                let keys: Vec<i64> = std::iter::repeat_n(7, length).chain(std::iter::repeat_n(8, rest)).collect();
                assert_eq!(ends(&keys), if rest > 0 { vec![length, length + rest] } else { vec![length] });
                let keys: Vec<u32> = keys.iter().map(|key| *key as u32).collect();
                assert_eq!(ends(&keys), if rest > 0 { vec![length, length + rest] } else { vec![length] });
            }
        }
        assert!(ends::<i64>(&[]).is_empty());
        assert_eq!(ends(&[1_i64, 1 << 40, 1 << 40, 1, i64::MIN, i64::MIN]), [1, 3, 4, 6]);
    }

    #[test]
    fn the_newest_day_is_told_only_of_accepted_days() {
        let (first, last) = (Day::FIRST.0, Day::LAST.0);
        for position in 0..70 {
            let mut days = vec![17_000; 70];
            days[position] = last;
            assert_eq!(newest(&days), Some(last));
            for wrong in [first - 1, last + 1, i32::MIN, i32::MAX] {
                days[position] = wrong;
                assert_eq!(newest(&days), None, "{wrong} at {position}");
            }
            days[position] = first;
            assert_eq!(newest(&days), Some(17_000));
        }
        assert_eq!(newest(&[]), None);
        assert_eq!((newest(&[17_000]), newest(&[first - 1]), newest(&[last + 1])), (Some(17_000), None, None));
    }
}
