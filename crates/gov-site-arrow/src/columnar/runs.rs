//! What is done over millions of rows, a few instructions a row: runs of equal keys, the newest of many days.

use gov_site_compliance::Day;

/// Keys or days that are looked at together without a branch, for the compiler to take several at once.
const BLOCK: usize = 32;

/// A key that can be compared bit by bit.
pub(crate) trait Key: Copy + Eq {
    /// The bits.
    fn bits(self) -> u64;
}

impl Key for i64 {
    #[inline]
    fn bits(self) -> u64 {
        self as u64
    }
}

impl Key for u32 {
    #[inline]
    fn bits(self) -> u64 {
        u64::from(self)
    }
}

/// How many keys at the beginning are equal.
#[inline]
pub(crate) fn run_length<K: Key>(keys: &[K]) -> usize {
    let Some(key) = keys.first() else { return 0 };
    let mut length = 0;
    for block in keys.as_chunks::<BLOCK>().0 {
        if differ(block, key.bits()) {
            break;
        }
        length += BLOCK;
    }
    length + keys[length..].iter().take_while(|other| *other == key).count()
}

#[inline]
fn differ<K: Key>(block: &[K; BLOCK], key: u64) -> bool {
    let mut lanes = [0; 4];
    for quarter in block.as_chunks::<4>().0 {
        for (lane, other) in lanes.iter_mut().zip(quarter) {
            *lane |= other.bits() ^ key;
        }
    }
    lanes != [0; 4]
}

/// Newest of days that all lie in the accepted range; `None` when one does not, or there is none.
#[inline]
pub(crate) fn newest(days: &[i32]) -> Option<i32> {
    let (mut last, mut early) = (i32::MIN, false);
    for day in days {
        last = last.max(*day);
        early |= *day < Day::FIRST.0;
    }
    (!early && !days.is_empty() && last <= Day::LAST.0).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_where_the_key_changes() {
        for length in 1..200 {
            for rest in [0, 1, 40] {
                let keys: Vec<i64> = std::iter::repeat_n(7, length).chain(std::iter::repeat_n(8, rest)).collect();
                assert_eq!(run_length(&keys), length);
                let keys: Vec<u32> = keys.iter().map(|key| *key as u32).collect();
                assert_eq!(run_length(&keys), length);
            }
        }
        assert_eq!(run_length::<i64>(&[]), 0);
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
    }
}
