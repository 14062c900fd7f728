//! Telephone and identity numbers, which no published text may hold.

use std::borrow::Cow;

/// What stands in the place of a number.
const HIDDEN: &str = "***";

/// The text with telephone numbers and numbers of identity cards hidden, wherever they stand. Dates, site codes and counts stay.
///
/// Known are mobile numbers (11 digits from 13 to 19, also behind +86), numbers with an area code (0 and 9 to 11 more digits) and identity
/// numbers (18 digits, the last perhaps an X, or 15; any longer run of digits may hold one), with blanks or hyphens between their groups and in full-width digits too.
///
/// ```
/// use gov_site_report::without_personal_numbers;
/// assert_eq!(without_personal_numbers("王某 138-0013-8000 来信"), "王某 *** 来信");
/// assert_eq!(without_personal_numbers("37030019800101123X"), "***");
/// assert_eq!(without_personal_numbers("3703000001 于 2017-11-29 发布"), "3703000001 于 2017-11-29 发布");
/// ```
pub fn without_personal_numbers(text: &str) -> Cow<'_, str> {
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let (mut shown, mut kept, mut at) = (String::new(), 0, 0);
    while at < signs.len() {
        let Some(end) = number_end(&signs, at) else {
            at += 1;
            continue;
        };
        let after = signs.get(end).map_or(text.len(), |(byte, _)| *byte);
        if is_personal(&signs[at..end]) {
            shown.push_str(&text[kept..signs[at].0]);
            shown.push_str(HIDDEN);
            kept = after;
        }
        at = end;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(&text[kept..]);
    Cow::Owned(shown)
}

/// Where a number that begins here ends: digits, with at most one blank or hyphen between two, perhaps an X behind them.
fn number_end(signs: &[(usize, char)], start: usize) -> Option<usize> {
    digit(signs[start].1)?;
    let mut end = start + 1;
    loop {
        let is_digit = |at: usize| signs.get(at).is_some_and(|(_, sign)| digit(*sign).is_some());
        if is_digit(end) {
            end += 1;
        } else if signs.get(end).is_some_and(|(_, sign)| is_separator(*sign)) && is_digit(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    let has_x = signs.get(end).is_some_and(|(_, sign)| matches!(sign, 'x' | 'X' | '\u{ff38}' | '\u{ff58}'));
    Some(if has_x { end + 1 } else { end })
}

fn digit(sign: char) -> Option<u32> {
    match sign {
        '0'..='9' => Some(sign as u32 - '0' as u32),
        '\u{ff10}'..='\u{ff19}' => Some(sign as u32 - 0xff10),
        _ => None,
    }
}

fn is_separator(sign: char) -> bool {
    matches!(sign, '-' | ' ' | '\u{2010}'..='\u{2015}' | '\u{ff0d}' | '\u{3000}' | '\u{a0}')
}

fn is_personal(signs: &[(usize, char)]) -> bool {
    let digits: Vec<u32> = signs.iter().filter_map(|(_, sign)| digit(*sign)).collect();
    let has_x = signs.last().is_some_and(|(_, sign)| digit(*sign).is_none());
    let runs = signs.split(|(_, sign)| digit(*sign).is_none());
    if runs.map(|run| run.iter().filter_map(|(_, sign)| digit(*sign)).collect::<Vec<_>>()).any(|run| hides_a_number(&run)) {
        return true;
    }
    let digits = match digits.as_slice() {
        [8, 6, rest @ ..] if rest.len() == 11 => rest,
        digits => digits,
    };
    match (digits, has_x) {
        (digits, true) => digits.len() == 17,
        (digits, _) if is_mobile(digits) => true,
        ([0, 1..=9, ..], _) => (10..=12).contains(&digits.len()),
        (digits, _) => matches!(digits.len(), 15 | 18),
    }
}

fn is_mobile(digits: &[u32]) -> bool {
    matches!(digits, [1, 3..=9, ..]) && digits.len() == 11
}

/// Whether a number of a person may stand in digits that something else runs into, such as the end of a name.
fn hides_a_number(run: &[u32]) -> bool {
    match run.len() {
        15.. => true,
        12..=14 => is_mobile(&run[..11]) || is_mobile(&run[run.len() - 11..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::without_personal_numbers;

    #[test]
    fn numbers_of_persons_are_hidden_in_every_writing() {
        for number in [
            "13800138000",
            "138 0013 8000",
            "+8613800138000",
            "0533-3182000",
            "010-12345678",
            "370300198001011234",
            "37030019800101123x",
            "370300800101123",
            "\u{ff11}\u{ff13}800138000",
        ] {
            let shown = without_personal_numbers(number);
            assert!(!shown.chars().any(|sign| super::digit(sign).is_some()), "{number}: {shown}");
        }
    }

    #[test]
    fn digits_that_run_into_a_number_do_not_show_it() {
        for text in ["0713912345678", "07370301199003078515", "139123456782", "3703011990030785150"] {
            assert_eq!(without_personal_numbers(text), "***", "{text}");
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "2017-11-29",
            "20171129",
            "3703000001",
            "1101020002",
            "12000000000",
            "第1234567号",
            "2017-11-29 08:30",
            "2017-11-29 2017-11-30",
            "20171129083000",
            "5 000 000",
            "",
        ] {
            assert_eq!(without_personal_numbers(text), text);
        }
    }

    #[test]
    fn what_stands_around_a_number_stays() {
        assert_eq!(without_personal_numbers("电话13800138000,另13900139000。"), "电话***,另***。");
    }
}
