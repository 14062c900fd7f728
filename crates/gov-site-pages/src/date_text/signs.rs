//! A text read sign by sign: digits of every kind, and what stands between the parts of a date.

use super::Between;

/// Position in a text while a date is read.
pub(super) struct Signs<'a> {
    text: &'a str,
    start: usize,
    at: usize,
}

impl<'a> Signs<'a> {
    pub(super) fn new(text: &'a str, start: usize) -> Signs<'a> {
        Signs { text, start, at: start }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn mark(&self) -> usize {
        self.at
    }

    pub(super) fn back_to(&mut self, mark: usize) {
        self.at = mark;
    }

    fn peek(&self) -> Option<char> {
        let byte = *self.text.as_bytes().get(self.at)?;
        if byte.is_ascii() { Some(char::from(byte)) } else { self.text[self.at..].chars().next() }
    }

    fn take(&mut self, fits: impl Fn(char) -> bool) -> bool {
        match self.peek() {
            Some(sign) if fits(sign) => {
                self.at += sign.len_utf8();
                true
            }
            _ => false,
        }
    }

    fn blanks(&mut self) {
        // More than a few blanks part texts, they do not belong to a date.
        for _ in 0..4 {
            if !self.take(blank) {
                return;
            }
        }
    }

    pub(super) fn blanks_and_t(&mut self) {
        if !self.take(|sign| sign == 'T') {
            while self.take(|sign| blank(sign) || sign == '\n' || sign == '\r') {}
        }
    }

    /// A number and how many digits it has: digits, full-width digits, or Chinese numerals.
    pub(super) fn number(&mut self) -> Option<(u32, usize)> {
        let mut value = 0_u32;
        let mut width = 0;
        while let Some((sign, digit)) = self.peek().and_then(|sign| Some((sign, digit(sign)?))) {
            value = value.saturating_mul(10).saturating_add(digit);
            width += 1;
            self.at += sign.len_utf8();
        }
        if width > 0 {
            return Some((value, width));
        }
        let begin = self.at;
        // No numeral of a date has more than four signs.
        for _ in 0..5 {
            if !self.take(|sign| numeral_sign(sign).is_some()) {
                break;
            }
        }
        numeral(&self.text[begin..self.at])
    }

    /// Year, month and day of `2017-11-29`, `2017/11/29` and `2017.11.29`: most dates are written so, and read at once.
    pub(super) fn plain_day(&mut self) -> Option<(i32, u32, u32)> {
        let (&[a, b, c, d, first, e, f, second, g, h], after) = self.text.as_bytes()[self.at..].split_first_chunk()?;
        let ends = after.first().is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_digit());
        if first != second || !matches!(first, b'-' | b'/' | b'.') || ![a, b, c, d, e, f, g, h].iter().all(u8::is_ascii_digit) || !ends {
            return None;
        }
        let value = |digits: &[u8]| digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
        self.at += 10;
        Some((value(&[a, b, c, d]).cast_signed(), value(&[e, f]), value(&[g, h])))
    }

    /// What stands between two parts of a date, blanks around it included.
    pub(super) fn between(&mut self) -> Option<Between> {
        let mark = self.at;
        self.blanks();
        let between = match self.peek() {
            Some('-' | '－' | '–' | '—' | '‐' | '−') => Between::Dash,
            Some('/' | '／') => Between::Slash,
            Some('.' | '．' | '·') => Between::Dot,
            Some('、') => Between::Comma,
            Some('_') => Between::Underscore,
            Some('\\') => Between::Backslash,
            Some('年') => Between::Year,
            Some('月') => Between::Month,
            _ => {
                self.at = mark;
                return None;
            }
        };
        self.take(|_| true);
        self.blanks();
        Some(between)
    }

    /// 日 or 号 after a day.
    pub(super) fn day_word(&mut self) -> bool {
        let mark = self.at;
        self.blanks();
        let found = self.take(|sign| sign == '日' || sign == '号');
        if !found {
            self.at = mark;
        }
        found
    }

    /// The sign between hour and minute; whether it is a word.
    pub(super) fn colon_or(&mut self, word: char) -> Option<bool> {
        if self.take(|sign| sign == ':' || sign == '：') {
            return Some(false);
        }
        self.take(|sign| sign == word).then_some(true)
    }

    /// Seconds after a minute, as signs or words.
    pub(super) fn second(&mut self, words: bool) -> Option<u32> {
        let goes_on = if words { self.take(|sign| sign == '分') } else { self.take(|sign| sign == ':' || sign == '：') };
        let mark = self.at;
        let (second, _) = goes_on.then(|| self.number()).flatten().filter(|(_, width)| *width <= 2)?;
        if words && !self.take(|sign| sign == '秒') {
            self.at = mark;
            return None;
        }
        self.fraction();
        Some(second)
    }

    /// The fraction of a second that some systems print: `10:30:00.0`.
    fn fraction(&mut self) {
        let rest = &self.text[self.at..];
        let digits = rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        if (1..=6).contains(&digits) {
            self.at += 1 + digits;
        }
    }

    /// Whether the number goes on to the left: `0533-2011-29` holds no date.
    pub(super) fn before_is_number(&self) -> bool {
        let mut before = self.text[..self.start].chars().rev();
        match before.next() {
            Some(sign) if digit(sign).is_some() || sign.is_ascii_alphabetic() => true,
            Some('-' | '.' | '/' | '_' | '－' | '．' | '／') => before.next().is_some_and(|sign| digit(sign).is_some() || sign.is_ascii_alphabetic()),
            Some('¥' | '￥' | '$' | '〔' | '第') => true,
            _ => false,
        }
    }

    /// Whether nothing goes on to the right that would make it another number.
    pub(super) fn ends_number(&self) -> bool {
        let mut after = self.text[self.at..].chars();
        match after.next() {
            Some(sign) if digit(sign).is_some() => self.time_follows(),
            Some('%' | '％' | '元' | '万' | '亿' | '_' | '@') => false,
            Some('-' | '.' | '/' | '－' | '．' | '／') => after.next().is_none_or(|sign| digit(sign).is_none()),
            _ => true,
        }
    }

    /// `2009年08月22日08:29`: a time joined to its date.
    fn time_follows(&self) -> bool {
        let after_word = self.text[..self.at].ends_with(['日', '号']);
        let digits = self.text[self.at..].chars().take_while(|sign| digit(*sign).is_some()).count();
        after_word && digits <= 2
    }
}

fn blank(sign: char) -> bool {
    matches!(sign, ' ' | '\u{A0}' | '\u{3000}' | '\t')
}

/// The value of a digit, half or full width.
pub(super) fn digit(sign: char) -> Option<u32> {
    match sign {
        '0'..='9' => Some(u32::from(sign) - u32::from('0')),
        '０'..='９' => Some(u32::from(sign) - u32::from('０')),
        _ => None,
    }
}

fn numeral_sign(sign: char) -> Option<u32> {
    Some(match sign {
        '〇' | '○' | '零' | 'Ｏ' | 'O' => 0,
        '一' | '元' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '廿' => 20,
        _ => return None,
    })
}

/// A Chinese numeral and its width: 二〇一七 is 2017 with four digits, 二十九 is 29 with two.
///
/// Years are written digit by digit, months and days with 十.
fn numeral(text: &str) -> Option<(u32, usize)> {
    let signs: Vec<u32> = text.chars().take(5).map(numeral_sign).collect::<Option<_>>()?;
    match signs[..] {
        [10] => Some((10, 2)),
        [20] => Some((20, 2)),
        [10, ones @ 1..=9] => Some((10 + ones, 2)),
        [20, ones @ 1..=9] => Some((20 + ones, 2)),
        [tens @ 1..=9, 10] => Some((tens * 10, 2)),
        [tens @ 1..=9, 10, ones @ 1..=9] => Some((tens * 10 + ones, 2)),
        [ones @ 0..=9] => Some((ones, 1)),
        [a @ 0..=9, b @ 0..=9, c @ 0..=9, d @ 0..=9] => Some((a * 1000 + b * 100 + c * 10 + d, 4)),
        _ => None,
    }
}

/// Where the next number begins that may be a date, from a position on.
pub(super) fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let begins = match byte {
            b'0'..=b'9' => true,
            // full-width digits, and the first signs of years in numerals (一九…, 二〇…)
            0xEF => matches!(bytes[at..], [_, 0xBC, 0x90..=0x99, ..]),
            0xE4 => bytes[at..].starts_with("一".as_bytes()) || bytes[at..].starts_with("二".as_bytes()),
            _ => false,
        };
        if begins {
            return Some(at);
        }
        at += if *byte >= 0xE0 { 3 } else { 1 };
    }
    None
}

/// The position after the digits (or the numeral sign) at a position.
pub(super) fn after_number(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let digits = rest.find(|sign| digit(sign).is_none()).unwrap_or(rest.len());
    start + if digits > 0 { digits } else { rest.chars().next().map_or(1, char::len_utf8) }
}
