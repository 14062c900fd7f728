//! One year as a bitmap of worked days.

use chrono::NaiveDate;

use crate::model::Day;

/// Worked days of one civil year, bit `i` for the `i`-th day from 0.
#[derive(Clone, Debug)]
pub(super) struct Year {
    first: Day,
    length: u32,
    worked: [u64; 6],
}

/// Where a walk inside one year ended.
pub(super) enum Step {
    /// On the wanted day.
    At(Day),
    /// At the year's edge, having passed some working days.
    Beyond { passed: u32, edge: Day },
}

impl Year {
    /// Monday to Friday worked.
    pub(super) fn weekdays(number: i32) -> Year {
        let first = first_day(number);
        let length = (first_day(number + 1).0 - first.0) as u32;
        let mut year = Year { first, length, worked: [0; 6] };
        for offset in 0..length {
            let day = first.plus_days(offset as i32);
            year.set(day, !is_weekend(day));
        }
        year
    }

    pub(super) fn first(&self) -> Day {
        self.first
    }

    pub(super) fn last(&self) -> Day {
        self.first.plus_days(self.length as i32 - 1)
    }

    pub(super) fn set(&mut self, day: Day, worked: bool) {
        let (word, bit) = self.bit(day);
        if worked { self.worked[word] |= bit } else { self.worked[word] &= !bit }
    }

    pub(super) fn works(&self, day: Day) -> bool {
        let (word, bit) = self.bit(day);
        self.worked[word] & bit != 0
    }

    fn bit(&self, day: Day) -> (usize, u64) {
        let offset = (day.0 - self.first.0) as u32;
        ((offset / 64) as usize, 1 << (offset % 64))
    }

    /// Worked days from `first` to `last`, both inside the year and counted.
    pub(super) fn count(&self, first: Day, last: Day) -> i32 {
        (self.before(last.plus_days(1)) - self.before(first)) as i32
    }

    /// Worked days of the year before `day`.
    fn before(&self, day: Day) -> u32 {
        let offset = (day.0 - self.first.0).clamp(0, self.length as i32) as u32;
        let (word, bit) = ((offset / 64) as usize, offset % 64);
        let whole: u32 = self.worked[..word].iter().map(|bits| bits.count_ones()).sum();
        whole + self.worked.get(word).map_or(0, |bits| (bits & ((1 << bit) - 1)).count_ones())
    }

    /// The `n`-th worked day from `first` on, which may be that day itself.
    pub(super) fn forward(&self, first: Day, n: u32) -> Step {
        let passed = self.before(first);
        match self.nth(passed + n) {
            Some(found) => Step::At(found),
            None => Step::Beyond { passed: self.total() - passed, edge: self.first.plus_days(self.length as i32) },
        }
    }

    /// The `n`-th worked day back from `last`, which may be that day itself.
    pub(super) fn backward(&self, last: Day, n: u32) -> Step {
        let before = self.before(last.plus_days(1));
        match before.checked_sub(n).and_then(|left| self.nth(left + 1)) {
            Some(found) => Step::At(found),
            None => Step::Beyond { passed: before, edge: self.first.plus_days(-1) },
        }
    }

    fn total(&self) -> u32 {
        self.worked.iter().map(|bits| bits.count_ones()).sum()
    }

    /// The `n`-th worked day of the year, counted from 1.
    fn nth(&self, n: u32) -> Option<Day> {
        let mut left = n.checked_sub(1)?;
        for (word, bits) in self.worked.iter().enumerate() {
            let ones = bits.count_ones();
            if left >= ones {
                left -= ones;
                continue;
            }
            let mut rest = *bits;
            for _ in 0..left {
                rest &= rest - 1;
            }
            return Some(self.first.plus_days((word * 64) as i32 + rest.trailing_zeros() as i32));
        }
        None
    }
}

fn first_day(number: i32) -> Day {
    NaiveDate::from_ymd_opt(number, 1, 1).map_or(Day(i32::MIN / 2), Day::from_date)
}

pub(super) fn is_weekend(day: Day) -> bool {
    // 1970-01-01 was a Thursday.
    matches!((day.0 + 3).rem_euclid(7), 5 | 6)
}
