//! Text from input, made harmless.

/// The text on one line, without anything that steers a screen.
///
/// Control characters would let a name repaint a terminal, and marks of direction let it read as another one.
pub fn plain(text: &str) -> String {
    let shown: String = text.chars().map(visible).collect();
    shown.trim().to_string()
}

/// The text cut to so many signs, with a mark where it was cut: a name of a million signs is no name.
pub(crate) fn shortened(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn visible(sign: char) -> char {
    match sign {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        sign if sign.is_control() => '\u{fffd}',
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_cannot_steer_the_screen() {
        assert_eq!(plain(" 甲\u{1b}[2J\n乙\u{202e}丙\u{9b}31m "), "甲\u{fffd}[2J 乙\u{fffd}丙\u{fffd}31m");
    }
}
