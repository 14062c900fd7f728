//! Digits as people write them, in groups with signs between.

/// Signs between two groups of one number, at most.
const BETWEEN: usize = 3;

/// Digits that nothing stands between.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub digits: Vec<u32>,
    /// The bytes from the first digit to behind the last one.
    pub bytes: (usize, usize),
    /// The signs between this group and the next one of its chain.
    pub after: String,
    /// Where an X ends that stands behind the digits, as behind those of an identity number.
    pub x_end: Option<usize>,
}

/// The groups of a text, chain by chain: between the groups of a chain stand separators alone.
pub(super) fn chains(text: &str) -> Vec<Vec<Group>> {
    let signs: Vec<(usize, char)> = text.char_indices().filter(|(_, sign)| !is_invisible(*sign)).collect();
    let mut chains: Vec<Vec<Group>> = Vec::new();
    let (mut at, mut linked) = (0, false);
    while at < signs.len() {
        if digit(signs[at].1).is_none() {
            at += 1;
            linked = false;
            continue;
        }
        let end = at + signs[at..].iter().take_while(|(_, sign)| digit(*sign).is_some()).count();
        let (mut group, next) = group(&signs, at, end);
        if next.is_none() {
            group.after.clear();
        }
        match chains.last_mut().filter(|_| linked) {
            Some(chain) => chain.push(group),
            None => chains.push(vec![group]),
        }
        linked = next.is_some();
        at = next.unwrap_or(end);
    }
    chains
}

/// The group of the signs from `start` to `end`, and where the next one of its chain begins.
fn group(signs: &[(usize, char)], start: usize, end: usize) -> (Group, Option<usize>) {
    let behind: Vec<char> = signs[end..].iter().take(BETWEEN + 1).map(|(_, sign)| *sign).collect();
    let separators = behind.iter().take_while(|sign| is_separator(**sign)).count();
    let x = signs.get(end + usize::from(matches!(behind.first(), Some(' ')))).filter(|(_, sign)| is_x(*sign));
    let (last, sign) = signs[end - 1];
    let group = Group {
        digits: signs[start..end].iter().filter_map(|(_, sign)| digit(*sign)).collect(),
        bytes: (signs[start].0, last + sign.len_utf8()),
        after: behind.iter().take(separators).collect(),
        x_end: x.map(|(byte, sign)| byte + sign.len_utf8()),
    };
    let next = end + separators;
    let goes_on = (1..=BETWEEN).contains(&separators) && signs.get(next).is_some_and(|(_, sign)| digit(*sign).is_some());
    (group, goes_on.then_some(next))
}

fn digit(sign: char) -> Option<u32> {
    let zero = match sign {
        '0'..='9' => '0',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{1d7ce}'..='\u{1d7ff}' => return Some((u32::from(sign) - 0x1d7ce) % 10),
        _ => return None,
    };
    Some(u32::from(sign) - u32::from(zero))
}

/// Signs that nobody sees, and what stands in the place of one that was taken out.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
        || sign.is_control() && !sign.is_whitespace()
}

fn is_separator(sign: char) -> bool {
    let hyphens = matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{ff5e}' | '~');
    let points = matches!(sign, '.' | '\u{ff0e}' | '·' | '•' | '\u{30fb}' | '/' | '\u{ff0f}');
    let brackets = matches!(sign, '(' | ')' | '[' | ']' | '\u{ff08}' | '\u{ff09}' | '【' | '】' | '\u{ff3b}' | '\u{ff3d}');
    sign.is_whitespace() || hyphens || points || brackets
}

fn is_x(sign: char) -> bool {
    matches!(sign, 'x' | 'X' | '×' | '\u{ff38}' | '\u{ff58}')
}
