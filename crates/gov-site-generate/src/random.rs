//! Numbers out of the seed. Only additions, multiplications and divisions, so that every machine makes the same bytes.

/// Mixes all bits of a number; a bijection.
pub(crate) const fn mix(number: u64) -> u64 {
    let once = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let twice = (once ^ (once >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    twice ^ (twice >> 31)
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number of its own for each pair.
pub(crate) const fn derive(seed: u64, salt: u64) -> u64 {
    mix(mix(seed.wrapping_add(STEP)) ^ salt.wrapping_mul(STEP))
}

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Stream(u64);

impl Stream {
    pub(crate) fn new(seed: u64, salt: u64) -> Stream {
        Stream(derive(seed, salt))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number below `count`, 0 if there is none.
    pub(crate) fn below(&mut self, count: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(count)) >> 64) as u64
    }

    /// A day or number between two, both included.
    pub(crate) fn between(&mut self, first: i32, last: i32) -> i32 {
        first + self.below((i64::from(last) - i64::from(first) + 1).max(1) as u64) as i32
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several; the slices here are never empty.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    /// A fraction in [0, 1).
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A count with this mean, lognormal with a deviation of 1, at least 1 and at most thirty times the mean.
    pub(crate) fn count(&mut self, mean: u64) -> u32 {
        let bell = (0..12).map(|_| self.fraction()).sum::<f64>() - 6.0;
        let count = (mean as f64 * exponential(bell - 0.5)).min(mean as f64 * 30.0);
        (count as u32).max(1)
    }
}

/// e^x by squaring: near enough for counts, and the same everywhere.
fn exponential(x: f64) -> f64 {
    (0..20).fold(1.0 + x / f64::from(1 << 20), |value, _| value * value)
}

/// The natural logarithm of a fraction.
fn logarithm(fraction: f64) -> f64 {
    let (mut value, mut halvings) = (fraction, 0.0);
    while value < 0.75 {
        value *= 2.0;
        halvings += 1.0;
    }
    let step = (value - 1.0) / (value + 1.0);
    let series: f64 = (0..20).rev().fold(0.0, |sum, power| sum * step * step + 1.0 / (2.0 * f64::from(power) + 1.0));
    2.0 * step * series - halvings * core::f64::consts::LN_2
}

/// Ages of items in days behind the newest: 4096 quantiles of an exponential distribution with a mean of 300 days.
pub(crate) struct Ages(Vec<i32>);

impl Ages {
    pub(crate) fn new() -> Ages {
        Ages((0..4096).map(|quantile| (-300.0 * logarithm((f64::from(quantile) + 0.5) / 4096.0)) as i32).collect())
    }

    /// Age of the n-th item of a column; the first is the newest.
    pub(crate) fn of(&self, column_seed: u64, item: u32) -> i32 {
        if item == 0 {
            return 0;
        }
        let mixed = (column_seed ^ u64::from(item)).wrapping_mul(STEP);
        self.0[((mixed ^ (mixed << 17)) >> 52) as usize]
    }
}

/// A seeded permutation of the numbers below `count`, each found on demand: rounds of multiplying and shifting that are bijective on the
/// next power of two, walked on until the number lies below `count` (fewer than two steps on average).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permutation {
    count: u64,
    bits: u32,
    keys: [u64; 3],
}

impl Permutation {
    pub(crate) fn new(count: u64, seed: u64) -> Permutation {
        let bits = (u64::BITS - count.saturating_sub(1).leading_zeros()).clamp(2, 63);
        Permutation { count, bits, keys: [1, 2, 3].map(|salt| derive(seed, salt)) }
    }

    /// Where a number below `count` goes.
    pub(crate) fn at(&self, number: u64) -> u64 {
        let mut place = number;
        loop {
            place = self.round(place);
            if place < self.count {
                return place;
            }
        }
    }

    fn round(&self, number: u64) -> u64 {
        let mask = (1u64 << self.bits) - 1;
        self.keys.iter().fold(number, |value, key| {
            let value = value.wrapping_add(*key).wrapping_mul(key | 1) & mask;
            value ^ (value >> (self.bits / 2).max(1))
        })
    }
}

/// A step that shares no factor with `count`, near its golden section: multiples of it visit every number below `count` once.
pub(crate) fn coprime_step(count: u64, seed: u64) -> u64 {
    let start = (count as f64 * 0.618) as u64 + seed % (count / 8 + 1);
    (start.max(1)..).find(|step| divisor(*step, count) == 1).unwrap_or(1)
}

fn divisor(left: u64, right: u64) -> u64 {
    if right == 0 { left } else { divisor(right, left % right) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permutation_visits_every_number_once() {
        for count in [1, 2, 3, 4, 5, 64, 65, 1_000, 4_097] {
            let mut seen: Vec<u64> = (0..count).map(|number| Permutation::new(count, 7).at(number)).collect();
            let in_order = seen.is_sorted();
            seen.sort_unstable();
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
            assert!(!in_order || count < 6, "{count}");
        }
    }

    #[test]
    fn a_coprime_step_visits_every_number_once() {
        for count in 1..200 {
            let step = coprime_step(count, 99);
            let mut seen: Vec<u64> = (0..count).map(|number| number * step % count).collect();
            seen.sort_unstable();
            assert_eq!(seen, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn exponential_and_logarithm_are_near_enough() {
        for x in [-6.5, -1.0, 0.0, 0.5, 5.5] {
            assert!((exponential(x) / f64::exp(x) - 1.0).abs() < 1e-4, "{x}");
        }
        for x in [1e-4, 0.1, 0.5, 0.75, 0.999] {
            assert!((logarithm(x) - f64::ln(x)).abs() < 1e-9, "{x}");
        }
    }

    #[test]
    fn counts_have_their_mean() {
        let mut stream = Stream::new(1, 1);
        let mean = (0..100_000).map(|_| f64::from(stream.count(100))).sum::<f64>() / 1e5;
        assert!((95.0..105.0).contains(&mean), "{mean}");
    }
}
