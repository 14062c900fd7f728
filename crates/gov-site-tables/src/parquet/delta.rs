//! The lengths in pages of DELTA encodings: counted before the Parquet reader reserves memory for as many as they claim.

/// A block holds no more values than this; writers take 128 to 2,048.
const LARGEST_BLOCK: u64 = 1 << 16;
/// A page holds no more texts than this: the Parquet reader keeps the lengths of all of them.
const MOST_LENGTHS: u64 = 1 << 26;

/// What one run of delta-packed numbers holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lengths {
    /// How many numbers.
    pub count: u64,
    /// Their sum, negative ones left out.
    pub sum: u64,
    /// Bytes that they take.
    pub bytes: usize,
}

/// What stands before a run.
struct Head {
    block: u64,
    minis: u64,
    count: u64,
    first: i64,
}

impl Head {
    fn read(data: &[u8], at: &mut usize, most: u64) -> Option<Head> {
        let mut next = || varint(data, at);
        let head = Head { block: next()?, minis: next()?, count: next()?, first: zigzag(next()?) };
        let sound = (1..=LARGEST_BLOCK).contains(&head.block) && head.minis > 0 && head.block.is_multiple_of(head.minis) && head.count <= most;
        sound.then_some(head)
    }
}

/// Whether a run begins here that claims at most `most` numbers.
pub(super) fn is_run(data: &[u8], most: u64) -> bool {
    Head::read(data, &mut 0, most).is_some()
}

/// Reads a run of at most `most` delta-packed lengths. `None`: no such run, or it claims more than there is.
pub(super) fn lengths(data: &[u8], most: u64) -> Option<Lengths> {
    let mut at = 0;
    let Head { block, minis, count, first: mut value } = Head::read(data, &mut at, most.min(MOST_LENGTHS))?;
    let mut sum = if count > 0 { positive(value) } else { 0 };
    let mut left = count.saturating_sub(1);
    while left > 0 {
        let least = zigzag(varint(data, &mut at)?);
        let widths = data.get(at..at.checked_add(minis as usize)?)?;
        at += widths.len();
        for width in widths.iter().copied() {
            if left == 0 {
                break;
            }
            let size = block / minis;
            let packed = data.get(at..)?;
            let whole = (size as usize).checked_mul(usize::from(width))?.div_ceil(8);
            // The last run of a page may be cut where its numbers end.
            at += whole.min(packed.len());
            let taken = left.min(size);
            for index in 0..taken {
                value = i64::from(value.wrapping_add(least).wrapping_add(bits(packed, index as usize, width)?) as i32);
                sum = sum.checked_add(positive(value))?;
            }
            left -= taken;
        }
    }
    Some(Lengths { count, sum, bytes: at })
}

fn positive(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

fn zigzag(raw: u64) -> i64 {
    (raw >> 1) as i64 ^ -((raw & 1) as i64)
}

fn varint(data: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *data.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The number of `width` bits at a place of a little-endian run of bits.
fn bits(packed: &[u8], index: usize, width: u8) -> Option<i64> {
    if width > 32 {
        return None;
    }
    let start = index * usize::from(width);
    let end = start + usize::from(width);
    let bytes = packed.get(start / 8..end.div_ceil(8))?;
    let raw = bytes.iter().rev().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    Some(((raw >> (start % 8)) & ((1 << width) - 1)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_and_summed() {
        // The example of the format's description: 7, 5, 3, 1, 2, 3, 4, 5 in one block of 8 and one mini block.
        let data = [8, 1, 8, 14, 3, 2, 0b1100_0000, 0b1111_1111, 0, 0xaa];
        assert_eq!(lengths(&data, 8), Some(Lengths { count: 8, sum: 30, bytes: 8 }));
        assert_eq!(lengths(&data, 7), None);
        assert_eq!(lengths(&data[..6], 8), None);
        assert_eq!(lengths(&[], 8), None);
    }

    #[test]
    fn claims_beyond_the_page_are_refused() {
        let huge = [0x80, 0x01, 4, 0xff, 0xff, 0xff, 0xff, 0x0f, 0];
        assert_eq!(lengths(&huge, 1 << 20), None);
        assert_eq!(lengths(&[0, 1, 1, 2], 8), None);
        assert_eq!(lengths(&[8, 0, 1, 2], 8), None);
        assert!(!is_run(&huge, 1 << 20) && is_run(&huge, 1 << 40));
    }
}
