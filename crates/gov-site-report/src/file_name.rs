//! Names of files after units, whatever a unit is called.

use std::collections::{BTreeMap, BTreeSet};

use crate::{text::plain, without_personal_numbers};

/// Bytes that a name may have, so that an ending and a number fit in the 255 that file systems take.
const LONGEST: usize = 150;
/// Names that Windows keeps for devices, with a number or without, also before a dot.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt", "conin$", "conout$", "clock$"];

/// A name without its ending for each text, in their order: no sign that Windows forbids, no name of a device, no two alike in any letter
/// case, at most 160 bytes. Names that would be alike get `-2`, `-3` … in their order; telephone numbers are hidden.
///
/// ```
/// use gov_site_report::file_stems;
/// assert_eq!(file_stems(["示例局", "示例局", "../etc/passwd", "con", "A:B"]), ["示例局", "示例局-2", "__etc_passwd", "_con", "A_B"]);
/// ```
pub fn file_stems<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let (mut taken, mut numbers) = (BTreeSet::new(), BTreeMap::new());
    texts.into_iter().map(|text| unique(stem(text), &mut taken, &mut numbers)).collect()
}

/// `numbers` is where counting goes on for a name, so that many equal names take no square of time.
fn unique(stem: String, taken: &mut BTreeSet<String>, numbers: &mut BTreeMap<String, usize>) -> String {
    let key = stem.to_lowercase();
    if taken.insert(key.clone()) {
        return stem;
    }
    let number = numbers.entry(key).or_insert(1);
    loop {
        *number += 1;
        let name = format!("{stem}-{number}");
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
}

fn stem(text: &str) -> String {
    let text = plain(text);
    let safe: String = without_personal_numbers(&text).chars().map(safe).collect();
    // Windows drops dots and blanks at the end, and a dot at the beginning hides a file.
    let bare = safe.trim_matches(' ').trim_end_matches(['.', ' ']);
    let hidden = bare.trim_start_matches('.');
    let underscores = if hidden.len() < bare.len() { "_" } else { "" };
    let stem = cut(&format!("{underscores}{hidden}")).trim_end_matches(['.', ' ']).to_owned();
    match stem.as_str() {
        "" | "_" => "_".to_owned(),
        name if is_device(name) => format!("_{name}"),
        _ => stem,
    }
}

fn safe(sign: char) -> char {
    match sign {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '\u{fffd}' => '_',
        sign if sign.is_control() || sign.is_whitespace() => ' ',
        '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' => '_',
        sign => sign,
    }
}

fn cut(name: &str) -> &str {
    let end = (0..=LONGEST.min(name.len())).rev().find(|end| name.is_char_boundary(*end));
    &name[..end.unwrap_or_default()]
}

fn is_device(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let bare = first.trim_end_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '¹' | '²' | '³'));
    DEVICES.contains(&first.as_str()) || (DEVICES.contains(&bare) && first.chars().count() == bare.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::file_stems;

    fn one(text: &str) -> String {
        file_stems([text]).remove(0)
    }

    #[test]
    fn no_name_leaves_the_folder_or_breaks_a_file_system() {
        for (text, wanted) in [
            ("", "_"),
            (".", "_"),
            ("..", "_"),
            ("...hidden", "_hidden"),
            ("C:\\x", "C__x"),
            ("a/b?c*d|e<f>g\"h", "a_b_c_d_e_f_g_h"),
            ("局. . ", "局"),
            ("甲\n乙\u{0}丙\u{202e}丁", "甲 乙_丙_丁"),
            ("NUL", "_NUL"),
            ("com1.txt", "_com1.txt"),
            ("LPT³", "_LPT³"),
            ("COM12", "COM12"),
            ("console", "console"),
            ("王某13800138000", "王某___"),
        ] {
            assert_eq!(one(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn long_names_are_cut_between_signs_and_stay_apart() {
        let long = "局".repeat(1_000_000);
        let names = file_stems([long.as_str(), &format!("{long}二")]);
        assert_eq!((names[0].len(), names[1].as_str()), (150, &*format!("{}-2", names[0])));
    }

    #[test]
    fn letter_case_and_numbers_make_no_two_files_one() {
        let names = file_stems(["a", "A", "a-2", "A-2", "a"]);
        assert_eq!(names, ["a", "A-2", "a-2-2", "A-2-3", "a-3"]);
        let many = vec!["x"; 50_000];
        assert_eq!(file_stems(many).last().unwrap(), "x-50000");
    }
}
