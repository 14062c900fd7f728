//! What is done over millions of rows, a few instructions a row: runs of equal keys, the extremes of many days.
//!
//! [`dispatch`] compiles the loops for the widest instructions that the processor turns out to have. Where a run ends cannot be
//! foretold, and each branch that asks costs as much as reading thirty rows: keys and days are read in one loop that ends once.

use std::ops::{BitOr, BitXor};

use fearless_simd::{Level, Select, Simd, SimdBase, SimdInt, dispatch, i32x8};
use gov_site_compliance::Day;

/// Keys that are compared together without a branch.
const KEYS: usize = 16;
/// Days that are compared together without a branch.
const DAYS: usize = 8;
/// Keys that are looked at first: runs that end among them are read row by row.
const SHORT: usize = 4;

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
    dispatch!(Level::new(), simd => push_all(simd, keys, days, runs));
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
fn push_all<S: Simd, K: Key>(simd: S, keys: &[K], days: &[i32], runs: &mut Vec<Run>) {
    let mut start = 0;
    while start < keys.len() {
        let (keys, days) = (&keys[start..], &days[start..]);
        let is_long = keys.first_chunk::<SHORT>().is_some_and(|first| !differs(keys[0], first));
        let (length, least, most) = if is_long { long_run(simd, keys, days) } else { short_run(keys, days) };
        runs.push(Run { start, end: start + length, least, most });
        start += length;
    }
}

/// Length of the run at the beginning and the extremes of its days, row by row.
#[inline(always)]
fn short_run<K: Key>(keys: &[K], days: &[i32]) -> (usize, i32, i32) {
    let (mut length, mut least, mut most) = (1, days[0], days[0]);
    while length < keys.len() && keys[length] == keys[0] {
        (least, most) = (least.min(days[length]), most.max(days[length]));
        length += 1;
    }
    (length, least, most)
}

/// The same, block by block.
#[inline(always)]
fn long_run<S: Simd, K: Key>(simd: S, keys: &[K], days: &[i32]) -> (usize, i32, i32) {
    let mut seen = Extremes::none(simd);
    let mut length = 0;
    for (block, days) in keys.as_chunks::<KEYS>().0.iter().zip(days.as_chunks::<KEYS>().0) {
        if differs(keys[0], block) {
            let equal = equal_at_first(keys[0], block);
            let (least, most) = seen.with_first(days, equal).of_all();
            return (length + equal, least, most);
        }
        seen = seen.with(days);
        length += KEYS;
    }
    let rest = repeats(keys[0], &keys[length..]);
    let ((least, most), (last_least, last_most)) = (seen.of_all(), extremes(&days[length..length + rest]));
    (length + rest, least.min(last_least), most.max(last_most))
}

/// The extremes of days, lane by lane.
#[derive(Clone, Copy)]
struct Extremes<S: Simd> {
    least: i32x8<S>,
    most: i32x8<S>,
}

impl<S: Simd> Extremes<S> {
    #[inline(always)]
    fn none(simd: S) -> Self {
        Extremes { least: i32x8::splat(simd, i32::MAX), most: i32x8::splat(simd, i32::MIN) }
    }

    #[inline(always)]
    fn with(self, days: &[i32; KEYS]) -> Self {
        let [low, high] = halves(self.least.witness(), days);
        Extremes { least: self.least.min(low.min(high)), most: self.most.max(low.max(high)) }
    }

    /// With the first `count` of some days.
    #[inline(always)]
    fn with_first(self, days: &[i32; KEYS], count: usize) -> Self {
        let simd = self.least.witness();
        let none = Extremes::none(simd);
        let places: [i32; KEYS] = std::array::from_fn(|place| place as i32);
        let [low, high] = halves(simd, days);
        let [first, second] = halves(simd, &places).map(|places| places.simd_lt(i32x8::splat(simd, count as i32)));
        Extremes {
            least: self.least.min(first.select(low, none.least)).min(second.select(high, none.least)),
            most: self.most.max(first.select(low, none.most)).max(second.select(high, none.most)),
        }
    }

    #[inline(always)]
    fn of_all(self) -> (i32, i32) {
        let least = self.least.as_slice().iter().fold(i32::MAX, |least, day| least.min(*day));
        (least, self.most.as_slice().iter().fold(i32::MIN, |most, day| most.max(*day)))
    }
}

#[inline(always)]
fn halves<S: Simd>(simd: S, days: &[i32; KEYS]) -> [i32x8<S>; 2] {
    [i32x8::from_slice(simd, &days[..DAYS]), i32x8::from_slice(simd, &days[DAYS..])]
}

/// Whether one of some keys is another than this.
#[inline(always)]
fn differs<K: Key, const N: usize>(key: K, keys: &[K; N]) -> bool {
    keys.iter().fold(K::default(), |bits, other| bits | (*other ^ key)) != K::default()
}

/// How many keys of a block equal this one before the first that does not.
#[inline(always)]
fn equal_at_first<K: Key>(key: K, block: &[K; KEYS]) -> usize {
    let others = block.iter().enumerate().fold(0_u32, |bits, (place, other)| bits | u32::from(*other != key) << place);
    others.trailing_zeros() as usize
}

/// How many keys at the beginning equal this one.
#[inline(always)]
fn repeats<K: Key>(key: K, keys: &[K]) -> usize {
    let whole = KEYS * keys.as_chunks::<KEYS>().0.iter().take_while(|block| !differs(key, block)).count();
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
    fn a_run_knows_the_extremes_of_its_own_days() {
        let mut days = (0..).map(|row: i32| 17_000 + row.wrapping_mul(7_919).rem_euclid(1_000));
        for longest in [1, 2, 3, 4, 5, 15, 16, 17, 33, 70] {
            let lengths: Vec<usize> = (0..200).map(|run| 1 + (run * 31) % longest).collect();
            let keys: Vec<i64> = lengths.iter().enumerate().flat_map(|(run, length)| std::iter::repeat_n(run as i64 % 3, *length)).collect();
            let days: Vec<i32> = days.by_ref().take(keys.len()).collect();
            let mut runs = Vec::new();
            find(&keys, &days, &mut runs);
            assert_eq!(runs.iter().map(|run| run.end - run.start).collect::<Vec<_>>(), lengths, "up to {longest}");
            for run in runs {
                let of_run = &days[run.start..run.end];
                assert_eq!((Some(&run.least), Some(&run.most)), (of_run.iter().min(), of_run.iter().max()), "{run:?}, up to {longest}");
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
