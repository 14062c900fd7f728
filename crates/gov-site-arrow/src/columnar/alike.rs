//! Rows with one text that stand together, found several at a time.

use arrow_array::{Array, GenericStringArray, OffsetSizeTrait};

use super::{
    runs::run_length,
    texts::{Form, Texts},
};

/// Rows that are looked at together without a branch.
const BLOCK: usize = 32;

/// Finds runs of equal texts in a column.
pub(crate) struct Alike<'t, 'a> {
    texts: &'t Texts<'a>,
    bits: Bits<'a>,
}

/// What equals where the texts do; not for columns with nulls, under which anything may stand.
enum Bits<'a> {
    None,
    Keys(Vec<u32>),
    /// Halves of views. Equal views are equal texts; two long equal texts may have two views, which parts a run and changes nothing.
    Views(&'a [u64]),
}

impl<'t, 'a> Alike<'t, 'a> {
    pub(crate) fn of(texts: &'t Texts<'a>) -> Alike<'t, 'a> {
        let bits = match texts.form() {
            Form::Dictionary(keys, _) if keys.array().null_count() == 0 => {
                let mut widened = Vec::new();
                keys.widened(&mut widened);
                Bits::Keys(widened)
            }
            Form::View(array) if array.null_count() == 0 => Bits::Views(array.views().inner().typed_data()),
            _ => Bits::None,
        };
        Alike { texts, bits }
    }

    /// First row after `start` whose text differs, `end` at the latest; `None` where no row is left. A run may end early.
    #[inline]
    pub(crate) fn end_of_run(&self, start: usize, end: usize) -> Option<usize> {
        if start >= end {
            return None;
        }
        let length = match (&self.bits, self.texts.form()) {
            (Bits::Keys(keys), _) => keys_alike(&keys[start..end]),
            (Bits::Views(halves), _) => views_alike(&halves[2 * start..2 * end]),
            (Bits::None, Form::Utf8(array)) if array.null_count() == 0 => texts_alike(array, start, end),
            (Bits::None, Form::Large(array)) if array.null_count() == 0 => texts_alike(array, start, end),
            (Bits::None, _) => {
                let text = self.texts.get(start);
                (start..end).take_while(|row| self.texts.get(*row) == text).count()
            }
        };
        Some(start + length)
    }
}

/// Where rows of one text are rare, the first two tell.
#[inline]
fn keys_alike(keys: &[u32]) -> usize {
    match keys {
        [first, second, ..] if first != second => 1,
        _ => run_length(keys),
    }
}

#[inline]
fn views_alike(halves: &[u64]) -> usize {
    let (views, _) = halves.as_chunks::<2>();
    match views {
        [] => 0,
        [first, second, ..] if first != second => 1,
        [first, ..] => {
            let (blocks, _) = views.as_chunks::<BLOCK>();
            let length = blocks.iter().take_while(|block| all_equal(block, first)).count() * BLOCK;
            length + views[length..].iter().take_while(|view| *view == first).count()
        }
    }
}

#[inline]
fn all_equal(block: &[[u64; 2]; BLOCK], first: &[u64; 2]) -> bool {
    let mut lanes = [0; 4];
    for pair in block.as_chunks::<2>().0 {
        for (lane, (half, known)) in lanes.iter_mut().zip(pair.as_flattened().iter().zip(first.iter().cycle())) {
            *lane |= half ^ known;
        }
    }
    lanes == [0; 4]
}

/// Texts of one length repeat themselves where their bytes equal those of the row before.
fn texts_alike<O: OffsetSizeTrait>(array: &GenericStringArray<O>, start: usize, end: usize) -> usize {
    let (offsets, bytes) = (&array.value_offsets()[start..=end], array.value_data());
    let length = offsets[1] - offsets[0];
    let equals_last = |offsets: &[O]| {
        let (from, to) = (offsets[0].as_usize(), offsets[offsets.len() - 1].as_usize());
        let lengths = offsets.windows(2).fold(true, |alike, pair| alike & (pair[1] - pair[0] == length));
        lengths && bytes[from..to] == bytes[from - length.as_usize()..to - length.as_usize()]
    };
    let mut rows = 1;
    for step in [BLOCK, 1] {
        while rows + step < offsets.len() && (step == 1 || equals_last(&offsets[rows..=rows + 1])) && equals_last(&offsets[rows..=rows + step]) {
            rows += step;
        }
    }
    rows
}
