//! A first look at a sign: whether words of a table may begin, go on or end with it. Most signs of a page are turned away by it.
//! And words that are looked for with it.

/// A set of Chinese signs, with some strangers in it: who is in goes on to the table of words.
pub(crate) struct Sieve([u64; 16]);

impl Sieve {
    /// The signs at a position of the words of a table, of which every sign takes three bytes.
    pub(crate) const fn nth<T>(words: &[(&str, T)], nth: usize) -> Sieve {
        let mut sieve = Sieve([0; 16]);
        let mut index = 0;
        while index < words.len() {
            sieve = sieve.with(words[index].0.as_bytes(), nth * 3);
            index += 1;
        }
        sieve
    }

    /// The last signs of the words of a table.
    pub(crate) const fn last<T>(words: &[(&str, T)]) -> Sieve {
        let mut sieve = Sieve([0; 16]);
        let mut index = 0;
        while index < words.len() {
            let word = words[index].0.as_bytes();
            sieve = sieve.with(word, word.len() - 3);
            index += 1;
        }
        sieve
    }

    /// With the signs of another set.
    pub(crate) const fn and(mut self, other: &Sieve) -> Sieve {
        let mut index = 0;
        while index < 16 {
            self.0[index] |= other.0[index];
            index += 1;
        }
        self
    }

    const fn with(mut self, word: &[u8], at: usize) -> Sieve {
        let sign = ((word[at] as u32 & 0x0F) << 12) | ((word[at + 1] as u32 & 0x3F) << 6) | (word[at + 2] as u32 & 0x3F);
        self.0[sign as usize % 1024 / 64] |= 1 << (sign % 64);
        self
    }

    /// The first signs of words, each of one byte or of three.
    const fn first(words: &[&str]) -> Sieve {
        let mut sieve = Sieve([0; 16]);
        let mut index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            if word[0] < 0x80 {
                sieve.0[word[0] as usize / 64] |= 1 << (word[0] % 64);
            } else {
                sieve = sieve.with(word, 0);
            }
            index += 1;
        }
        sieve
    }

    /// The signs of a text, whatever their width.
    pub(crate) fn of(text: &str) -> Sieve {
        let mut sieve = Sieve([0; 16]);
        for sign in text.chars() {
            sieve.0[sign as usize % 1024 / 64] |= 1 << (sign as u32 % 64);
        }
        sieve
    }

    /// Whether bytes may begin with a sign of the set: one of three bytes, as those of tables are.
    pub(crate) fn may_begin(&self, bytes: &[u8]) -> bool {
        let &[0xE0..=0xEF, second, third, ..] = bytes else { return false };
        let low = (usize::from(second & 0x0F) << 6) | usize::from(third & 0x3F);
        self.0[low / 64] >> (low % 64) & 1 == 1
    }

    /// Whether an ASCII sign is in the set.
    fn holds_ascii(&self, byte: u8) -> bool {
        self.0[usize::from(byte) / 64] >> (byte % 64) & 1 == 1
    }

    /// Whether a sign may be in the set.
    pub(crate) fn may_hold(&self, sign: char) -> bool {
        !sign.is_ascii() && self.0[sign as usize % 1024 / 64] >> (sign as u32 % 64) & 1 == 1
    }
}

/// Words that are looked for in one walk over a text; each begins with a sign of one byte or of three.
pub(crate) struct Words<const N: usize> {
    words: [&'static str; N],
    first: Sieve,
}

impl<const N: usize> Words<N> {
    pub(crate) const fn new(words: [&'static str; N]) -> Words<N> {
        let first = Sieve::first(&words);
        Words { words, first }
    }

    /// Whether one of the words stands in a text.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let may = if byte.is_ascii() { self.first.holds_ascii(*byte) } else { self.first.may_begin(&bytes[at..]) };
            if may && self.words.iter().any(|word| bytes[at..].starts_with(word.as_bytes())) {
                return true;
            }
            at += if *byte >= 0xE0 { 3 } else { 1 };
        }
        false
    }
}
