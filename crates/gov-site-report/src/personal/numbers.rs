//! Whether groups of digits are a number of a person.

use super::digits::Group;

/// Groups that one number is written in, at most: each sign alone, with the code of the country.
const GROUPS: usize = 20;
/// Ways to write a mobile number in groups whose first has other than three digits.
const MOBILE_GROUPS: &[&[usize]] = &[&[11], &[7, 4], &[4, 7], &[4, 4, 3], &[4, 3, 4], &[5, 6], &[6, 5], &[1, 3, 3, 4], &[1, 10]];

/// Groups from the first one of `chain` on that are a telephone or an identity number, and where it ends in the text.
pub(super) fn personal(chain: &[Group]) -> Option<(usize, usize)> {
    let first = chain.first()?;
    let windows = (1..=chain.len().min(GROUPS)).rev().map(|count| &chain[..count]);
    let found = windows.filter(|window| has_fit_length(window)).find(|window| is_identity(window) || is_mobile(window) || is_landline(window));
    if let Some(window) = found {
        let count = window.len();
        return Some(with_extension(chain, count, is_landline(window)));
    }
    hides_a_number(&first.digits).then(|| (1, end(first)))
}

/// Groups from the first one of `chain` on that are a mobile or an identity number by their form.
pub(super) fn personal_id(chain: &[Group]) -> Option<(usize, usize)> {
    let windows = (1..=chain.len().min(GROUPS)).rev().map(|count| &chain[..count]);
    let window = windows.filter(|window| has_fit_length(window)).find(|window| is_identity(window) || is_mobile(window))?;
    Some((window.len(), end(window.last()?)))
}

fn end(group: &Group) -> usize {
    match group.digits.len() % 18 {
        17 => group.x_end.unwrap_or(group.bytes.1),
        _ => group.bytes.1,
    }
}

/// The number with the extension behind it (0533-3187654-801).
fn with_extension(chain: &[Group], count: usize, is_landline: bool) -> (usize, usize) {
    let last = &chain[count - 1];
    let is_number = |group: &&Group| (1..=5).contains(&group.digits.len()) && last.after.chars().all(|sign| matches!(sign, '-' | '\u{2010}'..='\u{2015}'));
    if let Some(extension) = chain.get(count).filter(|_| is_landline).filter(is_number) {
        return (count + 1, extension.bytes.1);
    }
    let digits: usize = chain[..count].iter().map(|group| group.digits.len()).sum();
    (count, if digits == 17 { last.x_end.unwrap_or(last.bytes.1) } else { last.bytes.1 })
}

/// Whether there are as many digits as a number of a person has; the rest need not be put together.
fn has_fit_length(window: &[Group]) -> bool {
    (10..=18).contains(&total(window))
}

fn total(window: &[Group]) -> usize {
    window.iter().map(|group| group.digits.len()).sum()
}

fn first_digit(window: &[Group]) -> Option<u32> {
    window.first().and_then(|group| group.digits.first().copied())
}

fn joined(window: &[Group]) -> Vec<u32> {
    window.iter().flat_map(|group| group.digits.iter().copied()).collect()
}

fn sizes(window: &[Group]) -> Vec<usize> {
    window.iter().map(|group| group.digits.len()).collect()
}

/// Eleven digits from 13 to 19, perhaps behind 86.
fn is_mobile(window: &[Group]) -> bool {
    // Cheap questions first: a text may be a million groups.
    if !matches!((total(window), first_digit(window)), (11, Some(1)) | (13, Some(8)) | (15, Some(0))) {
        return false;
    }
    let (digits, mut sizes) = (joined(window), sizes(window));
    let (code, number) = match digits.as_slice() {
        [0, 0, 8, 6, rest @ ..] if rest.len() == 11 => (4, rest),
        [8, 6, rest @ ..] if rest.len() == 11 => (2, rest),
        digits => (0, digits),
    };
    let Some(first) = sizes.first().and_then(|first| first.checked_sub(code)) else { return false };
    sizes[0] = first;
    sizes.retain(|size| *size > 0);
    is_mobile_number(number) && !holds_a_date(window) && is_mobile_writing(window, &sizes)
}

fn is_mobile_number(digits: &[u32]) -> bool {
    matches!(digits, [1, 3..=9, ..]) && digits.len() == 11
}

fn is_mobile_writing(window: &[Group], sizes: &[usize]) -> bool {
    let alike = || window.windows(2).skip(1).all(|pair| pair[0].after == window[0].after);
    let in_pairs = sizes.iter().all(|size| *size <= 2) && sizes.len() > 1;
    sizes.first() == Some(&3) || MOBILE_GROUPS.contains(&sizes) || in_pairs && alike()
}

/// An area code with its 0 and seven or eight digits, or the code of the country and an area code without it.
fn is_landline(window: &[Group]) -> bool {
    if !matches!(first_digit(window), Some(0 | 8)) || holds_a_date(window) {
        return false;
    }
    let (digits, sizes) = (joined(window), sizes(window));
    let local = |groups: &[usize]| (7..=8).contains(&groups.iter().sum::<usize>()) && groups.iter().all(|size| *size > 1);
    match (digits.as_slice(), sizes.as_slice()) {
        ([0, 1..=9, ..], [_]) => (10..=12).contains(&digits.len()),
        ([0, 1..=9, ..], [3..=4, groups @ ..]) => local(groups),
        ([8, 6, 0, 1..=9, ..], [2, 3..=4, groups @ ..]) | ([0, 0, 8, 6, 0, 1..=9, ..], [4, 3..=4, groups @ ..]) => local(groups),
        ([8, 6, 1..=9, ..], [2, 2..=3, groups @ ..]) | ([0, 0, 8, 6, 1..=9, ..], [4, 2..=3, groups @ ..]) => local(groups),
        _ => false,
    }
}

/// Eighteen digits or seventeen and an X with a sound day of birth; the fifteen of before 1999 in their usual groups.
fn is_identity(window: &[Group]) -> bool {
    let has_length = match total(window) {
        18 => true,
        17 => window.last().is_some_and(|group| group.x_end.is_some()),
        15 => window.first().is_some_and(|group| matches!(group.digits.len(), 6 | 12)),
        _ => false,
    };
    if !has_length {
        return false;
    }
    let digits = joined(window);
    // Several dates in a row have as many digits; a day of birth stands behind the six digits of a place.
    if window.first().is_some_and(|group| group.digits.len() != 6) && holds_a_date(window) {
        return false;
    }
    match digits.len() {
        18 => has_birthday(&digits),
        17 => has_birthday(&digits),
        15 if window.len() > 1 => matches!(sizes(window).as_slice(), [6, 6, 3] | [6, 9] | [12, 3]) && is_day(&digits[8..12]),
        _ => false,
    }
}

fn has_birthday(digits: &[u32]) -> bool {
    let sound_start = matches!(digits, [1..=8, ..]) && matches!(digits[6..8], [1, 9] | [2, 0]);
    sound_start && is_day(&digits[10..14])
}

/// Month and day.
fn is_day(digits: &[u32]) -> bool {
    let number = |pair: &[u32]| pair.iter().fold(0, |number, digit| number * 10 + digit);
    (1..=12).contains(&number(&digits[..2])) && (1..=31).contains(&number(&digits[2..4]))
}

/// Whether year, month and day stand among the groups.
fn holds_a_date(window: &[Group]) -> bool {
    let number = |group: &Group| group.digits.iter().fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(*digit)));
    window.windows(3).any(|groups| {
        let [year, month, day] = [&groups[0], &groups[1], &groups[2]].map(number);
        (1900..=2199).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    })
}

/// Whether a number of a person may stand in digits that something else runs into, such as the end of a name.
fn hides_a_number(run: &[u32]) -> bool {
    match run.len() {
        15.. => true,
        12..=14 => is_mobile_number(&run[..11]) || is_mobile_number(&run[run.len() - 11..]),
        _ => false,
    }
}
