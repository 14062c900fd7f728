//! Looking up millions of shuffled numbers: first told apart by the table that knows them, then looked up table by table, so that
//! the processor waits for its cache and not for memory.

use super::ids::{Hashed, NO_SLOT};

/// Rows that are told apart together: the more, the better each table is used while it is in the cache.
pub(crate) const ROWS: usize = 1 << 22;

/// Room for the rows of one round.
#[derive(Clone, Default)]
pub(crate) struct Apart {
    /// Where the rows of each table end.
    ends: Vec<usize>,
    numbers: Vec<i64>,
    days: Vec<i32>,
    slots: Vec<u32>,
}

impl Apart {
    /// Slots and days of all rows, in whatever order; `None` when a number has no slot.
    pub(crate) fn find(&mut self, hashed: &Hashed, numbers: &[i64], days: &[i32]) -> Option<impl Iterator<Item = (u32, i32)>> {
        self.tell_apart(hashed, numbers, days);
        self.slots.clear();
        let mut start = 0;
        for (table, end) in hashed.tables().iter().zip(&self.ends) {
            self.slots.extend(self.numbers[start..*end].iter().map(|number| table.get(number).copied().unwrap_or(NO_SLOT)));
            start = *end;
        }
        let are_known = self.slots.iter().fold(true, |known, slot| known & (*slot != NO_SLOT));
        are_known.then(|| self.slots.iter().copied().zip(self.days.iter().copied()))
    }

    fn tell_apart(&mut self, hashed: &Hashed, numbers: &[i64], days: &[i32]) {
        self.ends.clear();
        self.ends.resize(hashed.tables().len(), 0);
        numbers.iter().for_each(|number| self.ends[hashed.table_of(*number)] += 1);
        let mut start = 0;
        for end in &mut self.ends {
            start += std::mem::replace(end, start);
        }
        self.numbers.resize(numbers.len(), 0);
        self.days.resize(numbers.len(), 0);
        for (number, day) in numbers.iter().zip(days) {
            let at = &mut self.ends[hashed.table_of(*number)];
            (self.numbers[*at], self.days[*at]) = (*number, *day);
            *at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::ids::IdIndex, *};
    use crate::columnar::ids::{Id, Span};

    /// Numbers far from each other, so many that they take several tables.
    fn sparse(count: u32) -> (Vec<i64>, IdIndex) {
        let numbers: Vec<i64> = (0..i64::from(count)).map(|row| row * row * 1_000_003 - 5).collect();
        let mut span = Span::default();
        numbers.iter().for_each(|number| span.add(*number));
        let mut index = IdIndex::new(span);
        numbers.iter().zip(0..).for_each(|(number, slot)| assert_eq!(index.insert(Id::Number(*number), slot), None));
        (numbers, index)
    }

    #[test]
    fn every_row_keeps_its_day_and_finds_its_slot() {
        let (numbers, index) = sparse(300_000);
        let hashed = index.hashed().unwrap();
        assert!(hashed.tables().len() > 1 && hashed.tables().iter().all(|table| !table.is_empty()));
        let rows: Vec<i64> = (0..100_000).map(|row| numbers[row * 7_919 % numbers.len()]).collect();
        let days: Vec<i32> = (0..100_000).map(|row| 17_000 - row % 900).collect();
        let mut apart = Apart::default();
        for rows in [&rows[..], &rows[..1_000], &[]] {
            let mut found: Vec<_> = apart.find(hashed, rows, &days[..rows.len()]).unwrap().collect();
            let mut wanted: Vec<_> = rows.iter().zip(&days).map(|(number, day)| (hashed.slot(*number), *day)).collect();
            found.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn one_unknown_number_is_told() {
        let (mut numbers, index) = sparse(300_000);
        numbers[299_999] += 1;
        let days = vec![17_000; numbers.len()];
        assert!(Apart::default().find(index.hashed().unwrap(), &numbers, &days).is_none());
        assert!(Apart::default().find(index.hashed().unwrap(), &numbers[..299_999], &days[..299_999]).is_some());
    }
}
