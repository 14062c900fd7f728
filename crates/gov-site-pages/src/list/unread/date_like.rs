//! Whether a text holds anything that looks like a date, in whatever form: what no reader understood may still be one.

use crate::outline::is_space;

/// Whether a text holds digits or numerals as of a date. A single count is none.
pub(crate) fn is_date_like(text: &str) -> bool {
    let signs = signs(text);
    let runs = runs(&signs);
    if runs.is_empty() {
        return has_numerals(&signs) || text.contains("农历");
    }
    text.contains('\u{FFFD}')
        || text.contains("Date(")
        || runs.iter().any(|run| is_worded(&signs, run))
        || runs.iter().any(|run| is_stamp(&signs, run))
        || in_series(&signs, &runs)
        || names_month(text)
        || has_numerals(&signs)
}

/// Whether a text holds two or more numbers side by side as of a date: 19/03/2018, 3.19; or a long number as of a day.
fn is_series(text: &str) -> bool {
    let signs = signs(text);
    let runs = runs(&signs);
    in_series(&signs, &runs) || runs.iter().any(|run| is_stamp(&signs, run))
}

/// Whether a text looks like a day, not only like a month or year, of which titles are made: 2018年 in an element of its own.
pub(super) fn names_day(text: &str) -> bool {
    is_series(text) || is_date_like(text) && (text.contains(['日', '号', '\u{FFFD}']) || text.contains("农历") || names_month(text))
}

/// The signs of a text, digits narrow and blanks alike.
fn signs(text: &str) -> Vec<char> {
    let plain = |sign: char| match sign {
        '０'..='９' => char::from_u32(u32::from(sign) - u32::from('０') + u32::from('0')).unwrap_or(sign),
        _ if is_space(sign) => ' ',
        _ => sign,
    };
    text.chars().map(plain).collect()
}

/// A number in a text.
struct Run {
    start: usize,
    end: usize,
    /// Its value, of the longest the greatest.
    value: u32,
}

impl Run {
    fn width(&self) -> usize {
        self.end - self.start
    }
}

fn runs(signs: &[char]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, sign) in signs.iter().enumerate() {
        let Some(digit) = sign.to_digit(10) else { continue };
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => (run.end, run.value) = (at + 1, run.value.saturating_mul(10).saturating_add(digit)),
            None => runs.push(Run { start: at, end: at + 1, value: digit }),
        }
    }
    runs
}

/// Whether a word of dates stands behind a number: 19日, 3 月. 第12号 and 〔2017〕11号 are no days, 3年级 is no year.
fn is_worded(signs: &[char], run: &Run) -> bool {
    let mut behind = signs[run.end..].iter().copied().skip_while(|sign| *sign == ' ');
    let (word, next) = (behind.next(), behind.next());
    let before = signs[..run.start].iter().rev().copied().find(|sign| *sign != ' ');
    match word {
        Some('月' | '日') => true,
        Some('年') => next != Some('级'),
        Some('时' | '点') => !next.is_some_and(|sign| "击赞评播长".contains(sign)),
        Some('号') => !before.is_some_and(|sign| "第字令发函〕]】)）".contains(sign)),
        _ => false,
    }
}

/// Whether a number is as long as a day or a moment: 20180319, 1521417600000; or any of eight digits and more that is the whole text.
fn is_stamp(signs: &[char], run: &Run) -> bool {
    let digits: String = signs[run.start..run.end].iter().collect();
    let alone = || signs.iter().filter(|sign| sign.is_alphanumeric()).count() == digits.len();
    let month = || digits.get(4..6).and_then(|month| month.parse().ok()).is_some_and(|month: u8| (1..=12).contains(&month));
    match digits.len() {
        6 => digits.starts_with("20") && month() && alone(),
        8 | 12 | 14 | 17 => digits.starts_with(['1', '2']) && month() || alone(),
        10 | 13 => digits.starts_with('1') || alone(),
        width => width > 8 && alone(),
    }
}

/// Whether numbers stand side by side with a sign between them that parts days from months.
fn in_series(signs: &[char], runs: &[Run]) -> bool {
    let fits = |run: &Run| matches!(run.width(), 1 | 2 | 4);
    let mut chains = runs.chunk_by(|left, right| fits(left) && fits(right) && parts(&signs[left.end..right.start]));
    chains.any(|chain| match chain {
        [] | [_] => false,
        // An area code: 0533-2017-11.
        [first, ..] if first.width() == 4 && !is_year(first) => false,
        [left, right] => is_pair(signs, left, right) && !is_measure(signs, left, right),
        _ => chain.windows(2).any(|pair| is_pair(signs, &pair[0], &pair[1])),
    })
}

/// Whether signs part the numbers of a date: one, with blanks around it or not, or blanks alone.
fn parts(between: &[char]) -> bool {
    let mut marks = between.iter().filter(|sign| **sign != ' ');
    !between.is_empty() && marks.next().is_none_or(|sign| "-/.\\_、:：－／．·–—".contains(*sign)) && marks.next().is_none()
}

fn is_year(run: &Run) -> bool {
    run.width() == 4 && (1949..=2099).contains(&run.value)
}

/// Whether two numbers may be a month and day, a year and month, or hour and minute.
fn is_pair(signs: &[char], left: &Run, right: &Run) -> bool {
    let clock = signs[left.end..right.start].iter().any(|sign| matches!(sign, ':' | '：'));
    let is_month = |run: &Run| run.width() <= 2 && (1..=12).contains(&run.value);
    let is_day = |run: &Run| run.width() <= 2 && (1..=31).contains(&run.value);
    if clock {
        return left.width() <= 2 && left.value < 24 && right.width() == 2 && right.value < 60;
    }
    is_month(left) && (is_day(right) || is_year(right)) || is_month(right) && (is_day(left) || is_year(left))
}

/// Whether two numbers are a price, a size, a count or a page: 3.5MB, ¥3.5, 1-12人, 共3页 1/3.
fn is_measure(signs: &[char], left: &Run, right: &Run) -> bool {
    let touches = |sign: &char| sign.is_ascii_alphabetic() && *sign != 'T' || "¥￥$第〔%％元万亿℃页期个人次条篇件分".contains(*sign);
    let before = left.start.checked_sub(1).and_then(|at| signs.get(at));
    signs.contains(&'页') || before.is_some_and(touches) || signs.get(right.end).is_some_and(touches)
}

/// Whether a word is the English name of a month.
fn names_month(text: &str) -> bool {
    const MONTHS: [&str; 12] = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let is_name = |word: &str| word.len() >= 3 && MONTHS.iter().any(|month| month.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)));
    text.split(|sign: char| !sign.is_ascii_alphabetic()).any(is_name)
}

/// Whether a year or month stands in Chinese numerals: 贰零壹捌年, 三月.
fn has_numerals(signs: &[char]) -> bool {
    let is_numeral = |sign: &char| "〇○零一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾正冬腊".contains(*sign) || sign.is_ascii_digit();
    let before = |at: usize| signs[..at].iter().rev().take_while(|sign| is_numeral(sign)).count();
    signs.iter().enumerate().any(|(at, sign)| match sign {
        '年' => before(at) >= 2,
        '月' => before(at) >= 1,
        _ => false,
    })
}
