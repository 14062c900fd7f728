//! Names of files that are named after somebody.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::Edition;

/// Longest name in signs, without what tells two apart: four bytes a sign stay below what file systems take.
const LONGEST: usize = 40;

/// A name without extension for each text as the edition may show it, in their order: safe on Windows, macOS and Linux, never twice the same, and the
/// same for the same texts.
///
/// Letters, digits, hyphens and the brackets of names stay; every other sign becomes `_`. A name that lost something, that Windows keeps for itself,
/// or that another text would have as well in a system that ignores case, ends in eight digits of the text's SHA-256.
///
/// ```
/// use gov_site_report::{Edition, file_names};
/// let names = file_names(&["示例市教育局", "CON", "a/b", "a:b"], &Edition::default());
/// assert_eq!(names[0], "示例市教育局");
/// assert!(names[1].starts_with("CON-"));
/// assert!(names[2].starts_with("a_b-") && names[3].starts_with("a_b-") && names[2] != names[3]);
/// ```
pub fn file_names(texts: &[&str], edition: &Edition) -> Vec<String> {
    let texts: Vec<String> = texts.iter().map(|text| edition.shown(text)).collect();
    let safe: Vec<String> = texts.iter().map(|text| safe(text)).collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for name in &safe {
        *uses.entry(name.to_lowercase()).or_default() += 1;
    }
    let shared = |name: &str| uses.get(&name.to_lowercase()).is_some_and(|uses| *uses > 1);
    let mut names: Vec<String> = texts
        .iter()
        .zip(&safe)
        .map(|(text, name)| if name == text && !is_reserved(name) && !shared(name) { name.clone() } else { format!("{name}-{}", digest(text)) })
        .collect();
    number_repeated(&mut names);
    names
}

/// What is left of a text: only signs that no file system takes for anything else or changes.
fn safe(text: &str) -> String {
    let kept = |sign: char| match sign {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '（' | '）' | '〔' | '〕' | '·' => sign,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2f7ff}' => sign,
        _ => '_',
    };
    text.chars().map(kept).take(LONGEST).collect()
}

/// Names of devices, which Windows opens whatever the extension.
fn is_reserved(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let numbered = |device: &str| name.strip_prefix(device).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    name.is_empty() || matches!(name.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// The same text twice, or two with the same digest: the later ones bear a number.
fn number_repeated(names: &mut [String]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let uses = seen.entry(name.to_lowercase()).or_default();
        *uses += 1;
        if *uses > 1 {
            name.push_str(&format!("-{uses}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Audience, Edition};

    fn file_names(texts: &[&str]) -> Vec<String> {
        super::file_names(texts, &Edition::default())
    }

    fn is_safe(name: &str) -> bool {
        let bad = |sign: char| sign.is_control() || "<>:\"/\\|?*. ".contains(sign);
        !name.is_empty() && name.len() < 200 && !name.contains(bad)
    }

    #[test]
    fn no_system_refuses_a_name() {
        let long = "长".repeat(1000);
        let texts = ["", ".", "..", "a/../b", "C:\\x", "NUL", "nul.txt", "com1", "x\0y", "x.", "\u{202e}x", "e\u{301}", "<script>", "=1+1", &long];
        let names = file_names(&texts);
        for (text, name) in texts.iter().zip(&names) {
            assert!(is_safe(name), "{text:?} {name:?}");
            assert!(name.contains('-'), "{text:?} is not {name:?}");
        }
    }

    #[test]
    fn numbers_of_persons_name_no_file() {
        let texts = ["王某13800138000", "王某13900139000"];
        let names = file_names(&texts);
        assert!(names[0] != names[1] && names.iter().all(|name| name.starts_with("王某___-")), "{names:?}");
        let internal = Edition { draft: false, audience: Audience::Internal };
        assert_eq!(super::file_names(&texts, &internal), texts);
    }

    #[test]
    fn names_of_units_stay() {
        let texts = ["示例市教育局", "示例区人民政府（管委会）", "Unit-1", "COM10", "CONSOLE"];
        assert_eq!(file_names(&texts), texts);
    }

    #[test]
    fn no_two_units_share_a_file_even_where_case_is_ignored() {
        let long = "长".repeat(50);
        let longer = "长".repeat(51);
        let texts = ["ABC", "abc", "甲/乙", "甲:乙", "同名", "同名", "é", "e\u{301}", &long, &longer];
        let names = file_names(&texts);
        let mut folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        folded.sort();
        folded.dedup();
        assert_eq!(folded.len(), texts.len(), "{names:?}");
        assert_eq!(file_names(&texts), names);
        assert_eq!(file_names(&["甲:乙"])[0], names[3], "other units change no name");
    }
}
