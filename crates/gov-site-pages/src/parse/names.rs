//! Names of tags and attributes, of which a page has few that come again and again.

use html5ever::LocalName;

/// Names that are kept, one for each place.
const PLACES: usize = 64;
/// Bytes of the longest name that is kept.
const LONGEST: usize = 8;

/// The last short name of each place: to find it takes less than to look it up among all names of the standard.
pub(super) struct Names {
    kept: Vec<(u64, LocalName)>,
}

impl Names {
    pub(super) fn new() -> Names {
        Names { kept: vec![(0, LocalName::from("")); PLACES] }
    }

    pub(super) fn name(&mut self, bytes: &[u8]) -> LocalName {
        if bytes.len() > LONGEST {
            return looked_up(bytes);
        }
        // No byte of a name is zero.
        let signs = bytes.iter().fold(0, |signs: u64, byte| signs << 8 | u64::from(*byte));
        let kept = &mut self.kept[place(signs)];
        if kept.0 != signs {
            *kept = (signs, looked_up(bytes));
        }
        kept.1.clone()
    }
}

fn looked_up(bytes: &[u8]) -> LocalName {
    str::from_utf8(bytes).map_or_else(|_| LocalName::from(&*String::from_utf8_lossy(bytes)), LocalName::from)
}

/// The upper bits of a product, in which all bytes have a say.
fn place(signs: u64) -> usize {
    (signs.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as usize
}
