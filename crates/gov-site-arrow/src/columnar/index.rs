//! The index of the ids of a table of columns.

use super::ids::{Id, IdIndex, Ids, Span};

/// Ids of a batch; `None` where they cannot be read.
pub(crate) struct IdRows<'a> {
    pub(crate) ids: Option<Ids<'a>>,
    pub(crate) rows: usize,
}

/// The index of all ids by slot, the number of their row over all batches, and the slots of rows that share an id.
pub(crate) fn index(batches: &[IdRows<'_>]) -> (IdIndex, Vec<u32>) {
    if let Some(index) = sequence(batches) {
        return (index, Vec::new());
    }
    let mut span = Span::default();
    each_id(batches, |_, id| {
        if let Id::Number(number) = id {
            span.add(number);
        }
    });
    let mut index = IdIndex::new(span);
    let mut shared = Vec::new();
    each_id(batches, |slot, id| {
        if let Some(first) = index.insert(id, slot) {
            shared.extend([first, slot]);
        }
    });
    (index, shared)
}

/// The index of ids that are numbers one after the other, row by row.
fn sequence(batches: &[IdRows<'_>]) -> Option<IdIndex> {
    let mut first = None;
    let mut count = 0;
    for batch in batches {
        let Some(Ids::Numbers(numbers, None)) = &batch.ids else { return None };
        let start = *first.get_or_insert(*numbers.first()?);
        // Without a branch on the data, so that the compiler takes several at a time.
        let follow = numbers.iter().zip(count..).fold(true, |follow, (number, row)| follow & (number.wrapping_sub(start) == row));
        if !follow {
            return None;
        }
        count += numbers.len() as i64;
    }
    first?.checked_add(count)?;
    Some(IdIndex::of_sequence(first?, count as u64))
}

/// Hands out every id with its slot.
fn each_id(batches: &[IdRows<'_>], mut take: impl FnMut(u32, Id<'_>)) {
    let mut first = 0;
    for batch in batches {
        if let Some(ids) = &batch.ids {
            for row in 0..batch.rows {
                if let Some(id) = ids.trimmed(row) {
                    take(first + row as u32, id);
                }
            }
        }
        first += batch.rows as u32;
    }
}
