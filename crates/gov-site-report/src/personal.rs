//! Telephone and identity numbers, which no published text may hold.

mod digests;
mod digits;
mod numbers;

use std::borrow::Cow;

use digests::next_digest;
use digits::{Group, chains};

/// What stands in the place of a number.
const HIDDEN: &str = "***";

/// The text with telephone numbers and numbers of identity cards hidden, wherever they stand. Dates, site codes and counts stay.
///
/// Known are mobile numbers (11 digits from 13 to 19, also behind +86), numbers with an area code (0 and 9 to 11 more digits, or +86 and the
/// code without its 0) and identity numbers (18 digits, the last perhaps an X, or 15; any longer run of digits may hold one). Up to three
/// blanks, hyphens, points, strokes or brackets may stand between their groups, signs that nobody sees anywhere, and digits may be of any
/// width. Other digits before or behind a number do not show it. A digest (`sha256:` and 64 hexadecimal digits, a word of its own) is no number
/// of a person, whatever digits it holds: without all of them nobody finds the page that it names.
///
/// ```
/// use gov_site_report::without_personal_numbers;
/// assert_eq!(without_personal_numbers("王某 138-0013-8000 来信"), "王某 *** 来信");
/// assert_eq!(without_personal_numbers("2017-11-20 138.0013.8000"), "2017-11-20 ***");
/// assert_eq!(without_personal_numbers("37030019800101123X"), "***");
/// assert_eq!(without_personal_numbers("3703000001 于 2017-11-29 发布"), "3703000001 于 2017-11-29 发布");
/// ```
pub fn without_personal_numbers(text: &str) -> Cow<'_, str> {
    hide(text, numbers::personal)
}

/// An id with what is a mobile or an identity number by its form hidden; other ids, however long, stay.
pub(crate) fn without_personal_ids(id: &str) -> Cow<'_, str> {
    hide(id, numbers::personal_id)
}

fn hide(text: &str, find: fn(&[Group]) -> Option<(usize, usize)>) -> Cow<'_, str> {
    let (mut shown, mut kept) = (String::new(), 0);
    while let Some((start, end)) = next_digest(text, kept) {
        shown.push_str(&hide_all(&text[kept..start], find));
        shown.push_str(&text[start..end]);
        kept = end;
    }
    if kept == 0 {
        return hide_all(text, find);
    }
    shown.push_str(&hide_all(&text[kept..], find));
    if shown == text { Cow::Borrowed(text) } else { Cow::Owned(shown) }
}

/// The same of a text without digests.
fn hide_all(text: &str, find: fn(&[Group]) -> Option<(usize, usize)>) -> Cow<'_, str> {
    let (mut shown, mut kept) = (String::new(), 0);
    for chain in chains(text) {
        let mut at = 0;
        while at < chain.len() {
            let Some((count, end)) = find(&chain[at..]) else {
                at += 1;
                continue;
            };
            shown.push_str(&text[kept..chain[at].bytes.0]);
            shown.push_str(HIDDEN);
            (kept, at) = (end, at + count);
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(&text[kept..]);
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::{without_personal_ids, without_personal_numbers};

    /// Every way to write a number of a person.
    const WRITINGS: &[&str] = &[
        "13800138000",
        "138 0013 8000",
        "+8613800138000",
        "+86-138-7654-3210",
        "0086 13876543210",
        "86138 7654 3210",
        "138.7654.3210",
        "138·7654·3210",
        "138/7654/3210",
        "138  7654  3210",
        "138 - 7654 - 3210",
        "138\t7654\t3210",
        "138\u{2014}7654\u{2014}3210",
        "(138)7654-3210",
        "1387654 3210",
        "1387 654 3210",
        "13876 543210",
        "1 3 8 7 6 5 4 3 2 1 0",
        "13 87 65 43 21 0",
        "138\u{200b}76543210",
        "1387\u{200d}6543210",
        "138\u{ad}76543210",
        "138\u{200d}7654 3210",
        "138\u{202e}7654\u{fffd}3210",
        "\u{ff11}\u{ff13}800138000",
        "\u{1d7cf}\u{1d7d1}\u{1d7d6}76543210",
        "0533-3182000",
        "05333182000",
        "010-12345678",
        "0533-3187654-801",
        "0533 - 3187654",
        "0533 318 7654",
        "(0533)3187654",
        "（0533）3187654",
        "0533\u{ff0d}3187654",
        "0533\u{2014}3187654",
        "86 0533 3187654",
        "+86 533 3187654",
        "0086-533-3187654",
        "370300198001011234",
        "37030019800101123x",
        "37030019800101123 X",
        "37030019800101123×",
        "370300 19800101 1234",
        "370300-19800101-123X",
        "370300 1980 01 01 1234",
        "370300800101123",
        "370300 800101 123",
        "6222021234567890123",
    ];

    fn has_digit(text: &str) -> bool {
        text.chars().any(|sign| sign.is_numeric() || matches!(sign, 'x' | 'X' | '×'))
    }

    #[test]
    fn numbers_of_persons_are_hidden_in_every_writing() {
        for number in WRITINGS {
            let shown = without_personal_numbers(number);
            assert!(!has_digit(&shown), "{number}: {shown}");
        }
    }

    #[test]
    fn other_digits_beside_a_number_do_not_show_it() {
        for number in WRITINGS {
            for (before, behind) in
                [("王某2017-11-20 ", "来信"), ("3号楼2-", "。"), ("3703000001 ", ""), ("", " 2017-11-20"), ("", "/13987654321"), ("共12件 ", " 5")]
            {
                let shown = without_personal_numbers(&format!("{before}{number}{behind}")).into_owned();
                let hidden = shown.replace("***", "");
                let left: String = hidden.chars().filter(|sign| sign.is_numeric()).collect();
                let around: String = format!("{before}{}", if behind.contains("139") { "" } else { behind }).chars().filter(|sign| sign.is_numeric()).collect();
                assert!(left.len() <= around.len(), "{before}{number}{behind}: {shown}");
            }
        }
    }

    #[test]
    fn several_numbers_are_hidden_one_by_one() {
        for (text, shown) in [
            ("2017-11-20 13876543210", "2017-11-20 ***"),
            ("13876543210 13987654321", "*** ***"),
            ("0533-3187654 13876543210", "*** ***"),
            ("139 13876543210", "139 ***"),
            ("12345 13876543210", "12345 ***"),
            ("2017-11-20 370303198501011234", "2017-11-20 ***"),
            ("1.370303198501011234", "1.***"),
            ("电话13800138000,另13900139000。", "电话***,另***。"),
        ] {
            assert_eq!(without_personal_numbers(text), shown, "{text}");
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
            "2017.11.29",
            "2017/11/29",
            "20171129",
            "3703000001",
            "1101020002",
            "12000000000",
            "第1234567号",
            "2017-11-29 08:30",
            "2017-11-29 2017-11-30",
            "2017-11-29 (2017-11-30)",
            "138 2017-11-29",
            "2015-03-11..2019-03-31",
            "2018-11-29/2019-11-05/2019-12-01",
            "0123 2017-11-29",
            "20171129083000",
            "3703000001 2017-11-29",
            "3703000001-20171129",
            "3703002001 3703002002",
            "5 000 000",
            "12,345,678.90",
            "18 500 000 000",
            "鲁政办发〔2017〕138号",
            "国办发[2017]47号",
            "400-800-1234",
            "12345",
            "http://www.example.gov.cn/art/2017/11/20/art_1387_1234567.html",
            "192.168.100.1",
            "95.24 % 4.45 6/672",
            "",
        ] {
            assert_eq!(without_personal_numbers(text), text);
        }
    }

    #[test]
    fn ids_stay_unless_they_are_a_number_of_a_person() {
        for id in
            ["ZB201711290001234567", "2017112900012345678", "053320171129001", "37030000012017112", "370303198513451234", "0533-3187654", "c-123456789012345"]
        {
            assert_eq!(without_personal_ids(id), id);
        }
        for (id, shown) in
            [("13876543210", "***"), ("T-13876543210", "T-***"), ("370303198501011234", "***"), ("37030319850101123X", "***"), ("138-7654-3210-1", "***-1")]
        {
            assert_eq!(without_personal_ids(id), shown);
        }
    }

    /// Sixty-four signs that hold a run of eleven and one of eighteen digits, each a number of a person by its form.
    const DIGEST: &str = "55cdfe13912345678ab370303198501011234c7fb7e01ab9cdefa0ab1c2d3e4f";

    #[test]
    fn a_digest_stays_whatever_digits_it_holds() {
        let digits = "1391234567813912345678139123456781391234567813912345678139123456";
        for hexadecimal in [DIGEST, DIGEST.to_uppercase().as_str(), digits] {
            for (before, behind) in [("", ""), ("pages/a.html ", " html>body “2017-11-20”"), ("(", ")"), ("摘要", "。")] {
                let text = format!("{before}sha256:{hexadecimal}{behind}");
                assert_eq!(without_personal_numbers(&text), text);
                assert_eq!(without_personal_ids(&text), text);
            }
        }
        let two = format!("sha256:{DIGEST} sha256:{digits}");
        assert_eq!(without_personal_numbers(&two), two);
    }

    #[test]
    fn numbers_beside_a_digest_are_hidden() {
        for (text, shown) in [
            (format!("sha256:{DIGEST} 13876543210"), format!("sha256:{DIGEST} ***")),
            (format!("13876543210 sha256:{DIGEST}/13876543210"), format!("*** sha256:{DIGEST}/***")),
            (format!("sha256:{DIGEST}\u{ad}138 7654 3210 sha256:{DIGEST}电话0533-3187654"), format!("sha256:{DIGEST}\u{ad}*** sha256:{DIGEST}电话***")),
        ] {
            assert_eq!(without_personal_numbers(&text), shown);
        }
    }

    #[test]
    fn what_only_looks_like_a_digest_is_hidden_as_any_text() {
        for text in [
            format!("sha256:{}", &DIGEST[..63]),
            format!("sha256:{DIGEST}0"),
            format!("sha256:{DIGEST}g"),
            format!("sha256:{DIGEST}_"),
            format!("sha256:{DIGEST}１"),
            format!("sha256:{DIGEST}13876543210"),
            format!("xsha256:{DIGEST}"),
            format!("1sha256:{DIGEST}"),
            format!("sha256: {DIGEST}"),
            format!("sha512:{DIGEST}"),
            DIGEST.to_owned(),
        ] {
            let shown = without_personal_numbers(&text);
            assert!(!shown.contains("13912345678") && !shown.contains("370303198501011234") && !shown.contains("13876543210"), "{text}: {shown}");
        }
    }

    #[test]
    fn any_text_is_cut_at_signs() {
        for text in ["138\u{10ffff}76543210😀13876543210é", "××××", "１３８７６５４３２１０×", "\u{ad}13876543210\u{ad}"] {
            assert!(!without_personal_numbers(text).contains("13876543210"), "{text}");
        }
    }
}
