//! A whole number as decimal text that need not be stored anywhere.

/// Longest decimal text of an `i64`, sign included.
const LONGEST: usize = 20;
/// Digits that are found at once.
const AT_ONCE: usize = 8;

/// The decimal text of a number: ids, counts and lengths are written by the million.
#[derive(Clone, Copy)]
pub(crate) struct Decimal {
    /// The text, and behind it zeros.
    signs: [u8; LONGEST],
    length: u8,
}

impl From<i64> for Decimal {
    #[inline]
    fn from(number: i64) -> Decimal {
        match u32::try_from(number) {
            Ok(short) if short < 100_000_000 => Decimal::of_short(short),
            _ => Decimal::of_long(number),
        }
    }
}

impl Decimal {
    #[inline]
    fn of_short(number: u32) -> Decimal {
        let digits = digits(number);
        let unused = (digits.trailing_zeros() as usize / 8).min(AT_ONCE - 1);
        let mut signs = [0; LONGEST];
        signs[..AT_ONCE].copy_from_slice(&((digits | 0x3030_3030_3030_3030) >> (8 * unused)).to_le_bytes());
        Decimal { signs, length: (AT_ONCE - unused) as u8 }
    }

    #[cold]
    fn of_long(number: i64) -> Decimal {
        let (mut signs, mut start, mut left) = ([0; LONGEST], LONGEST, number.unsigned_abs());
        while left > 0 {
            start -= 1;
            signs[start] = b'0' + (left % 10) as u8;
            left /= 10;
        }
        if number < 0 {
            start -= 1;
            signs[start] = b'-';
        }
        signs.rotate_left(start);
        Decimal { signs, length: (LONGEST - start) as u8 }
    }

    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The text as bytes.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.signs[..usize::from(self.length)]
    }

    /// Appends the text: a copy of fixed length needs no call.
    #[inline]
    pub(crate) fn write(&self, out: &mut alloc::vec::Vec<u8>) {
        let (length, end) = (usize::from(self.length), out.len() + usize::from(self.length));
        match self.signs.first_chunk::<AT_ONCE>() {
            Some(signs) if length <= AT_ONCE => out.extend_from_slice(signs),
            _ => out.extend_from_slice(&self.signs),
        }
        out.truncate(end);
    }
}

/// The eight digits of a number below 10⁸, a byte each, the first in the lowest: halves, quarters and digits are parted side by side.
#[inline]
fn digits(number: u32) -> u64 {
    let halves = u64::from(number / 10_000) | u64::from(number % 10_000) << 32;
    let hundreds = (halves * 10_486) >> 20 & 0x7f_0000_007f;
    let quarters = hundreds | (halves - hundreds * 100) << 16;
    let tens = (quarters * 103) >> 10 & 0xf_000f_000f_000f;
    tens | (quarters - tens * 10) << 8
}

#[cfg(test)]
mod tests {
    use alloc::{string::ToString, vec::Vec};

    use super::*;

    #[test]
    fn a_number_is_written_as_the_formatter_writes_it() {
        let powers = (0..19).map(|power| 10_i64.pow(power));
        let edges = powers.flat_map(|power| [power - 1, power, power + 1, power * 9]).chain([i64::MAX, i64::MIN, i64::MIN + 1]);
        let numbers: Vec<i64> = edges.chain(0..10_001).chain((0..100_000_000).step_by(9_973)).flat_map(|number| [number, number.wrapping_neg()]).collect();
        for number in numbers {
            let (decimal, mut out) = (Decimal::from(number), Vec::from(*b"="));
            decimal.write(&mut out);
            assert_eq!((decimal.as_str(), &out[1..]), (number.to_string().as_str(), number.to_string().as_bytes()));
        }
    }
}
