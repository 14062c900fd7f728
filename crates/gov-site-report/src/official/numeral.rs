//! Chinese numerals of headings.

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// 一, 十, 十一, 二十, 二十一 …; beyond 99 the figure itself.
pub(crate) fn numeral(number: usize) -> String {
    let (tens, ones) = (number / 10, DIGITS[number % 10]);
    match tens {
        0 if number > 0 => ones.to_string(),
        1 => format!("十{ones}"),
        2..=9 => format!("{}十{ones}", DIGITS[tens]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn headings_past_ten_are_numbered_right() {
        let known = [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (12, "十二"), (19, "十九"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "100")];
        for (number, text) in known {
            assert_eq!(numeral(number), text);
        }
    }
}
