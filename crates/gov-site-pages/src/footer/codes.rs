//! Site codes and record numbers: their grammar finds them wherever they stand.

use std::ops::Range;

use memchr::memmem;

use super::phrase::{blanks, flat, plain, run, starts};
use crate::outline::is_space;

/// A text that was found, and its normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) normal: Option<String>,
}

impl Found {
    pub(super) fn moved(self, by: usize) -> Found {
        Found { range: self.range.start + by..self.range.end + by, normal: self.normal }
    }
}

/// The short names of provinces, as record numbers begin with them.
const PROVINCES: &str = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀贵黔云滇陕秦甘陇青桂蒙内宁新藏";
/// The first two digits of division codes.
const DIVISIONS: [u8; 32] = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 66];

/// A site code in its normal form, if the text is one: `bm` and 8 digits, or the digits of a division (6) and a serial number (4).
///
/// ```
/// use gov_site_pages::site_code;
/// assert_eq!(site_code("BM17000009").as_deref(), Some("bm17000009"));
/// assert_eq!(site_code("１３０４０００００９").as_deref(), Some("1304000009"));
/// assert_eq!(site_code("130400000900"), None);
/// assert_eq!(site_code("9904000009"), None);
/// ```
pub fn site_code(text: &str) -> Option<String> {
    let code = flat(text).to_ascii_lowercase();
    let digits = code.strip_prefix("bm").unwrap_or(&code);
    if code.len() != 10 || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let known = digits.len() == 8 || digits[..2].parse().is_ok_and(|division: u8| DIVISIONS.contains(&division));
    known.then_some(code)
}

/// 网站标识码, whatever stands after the words.
pub(super) fn site_codes(text: &str) -> Vec<Found> {
    let labels = ["标识码", "标识编码", "标识号"].iter().flat_map(|word| memmem::find_iter(text.as_bytes(), *word).map(|at| at + word.len()));
    let read = |at: usize| {
        let gap = run(&text[at..], |sign| is_space(sign) || ":()[]【】\"'为是".contains(sign));
        let start = at + gap;
        let letters = run(&text[start..], |sign| sign.is_ascii_alphabetic());
        let end = number(text, start + letters, 6..=20)?;
        (letters <= "bm".len()).then(|| Found { range: start..end, normal: site_code(&text[start..end]) })
    };
    sorted(labels.filter_map(read).collect())
}

/// ICP备案号 and, behind those, licences.
pub(super) fn icp_records(text: &str) -> Vec<Found> {
    let narrow = memchr::memchr2_iter(b'P', b'p', text.as_bytes()).filter_map(|at| icp_around(text, at));
    let wide = memmem::find_iter(text.as_bytes(), "ＩＣＰ").map(|at| at..at + "ＩＣＰ".len());
    let names: Vec<Range<usize>> = narrow.chain(wide).collect();
    let records = sorted(names.iter().filter_map(|name| record(text, name, &["备"])).collect());
    if !records.is_empty() {
        return records;
    }
    sorted(names.iter().filter_map(|name| record(text, name, &["证"]).or_else(|| licence(text, name.end))).collect())
}

/// `ICP`, also misspelt, around its P.
fn icp_around(text: &str, at: usize) -> Option<Range<usize>> {
    let is_name = |three: &[u8]| ["ICP", "IPC", "1CP", "LCP"].iter().any(|name| three.eq_ignore_ascii_case(name.as_bytes()));
    let names = [at.checked_sub(2), at.checked_sub(1)].into_iter().flatten().map(|start| start..start + 3);
    names.into_iter().find(|name| text.as_bytes().get(name.clone()).is_some_and(is_name))
}

/// `京ICP备05082108号-1`, also with blanks anywhere and signs that do not belong there.
fn record(text: &str, name: &Range<usize>, kinds: &[&str]) -> Option<Found> {
    let mut at = name.end + blanks(&text[name.end..]);
    at += starts(&text[at..], kinds)?;
    at += run(&text[at..], |sign| is_space(sign) || ":-案号字第".contains(sign));
    let end = number(text, at, 5..=12)?;
    let end = serial(text, sign_of_number(text, end));
    let range = province_before(text, name.start)..end;
    let normal = flat(&text[range.clone()]).to_ascii_uppercase().replacen("IPC", "ICP", 1).replacen("1CP", "ICP", 1).replacen("LCP", "ICP", 1);
    Some(Found { range, normal: Some(normal) })
}

/// `桂B2-20040022-5` behind `ICP证：`.
fn licence(text: &str, name: usize) -> Option<Found> {
    let mut at = name + blanks(&text[name..]);
    at += starts(&text[at..], &["证号", "证"])?;
    at += run(&text[at..], |sign| is_space(sign) || sign == ':');
    let start = at;
    at += text[at..].chars().next().filter(|sign| PROVINCES.contains(*sign))?.len_utf8();
    at += run(&text[at..], |sign| matches!(sign, 'A' | 'B' | '1' | '2' | '-'));
    let end = serial(text, number(text, at, 6..=12)?);
    Some(Found { range: start..end, normal: Some(flat(&text[start..end])) })
}

/// 公网安备 with its number, and the number alone behind words that say what it is.
pub(super) fn police_records(text: &str) -> Vec<Found> {
    let find = |word: &'static str| memmem::find_iter(text.as_bytes(), word).map(move |at| at..at + word.len());
    let names = ["网安备", "公安网备"].into_iter().flat_map(find);
    let mut found: Vec<Found> = names.filter_map(|name| police_record(text, &name, true)).collect();
    if found.is_empty() {
        let labels = ["网警备案", "公安备案", "公安机关备案", "公安部备案"].into_iter().flat_map(find);
        found = labels.filter_map(|label| police_record(text, &label, false)).collect();
    }
    sorted(found)
}

fn police_record(text: &str, name: &Range<usize>, named: bool) -> Option<Found> {
    let start = name.end + run(&text[name.end..], |sign| is_space(sign) || ":-案编序号字第".contains(sign));
    let digits = number(text, start, 8..=16)?;
    let before = text[..name.start].strip_suffix('公').map_or(name.start, str::len);
    let start = if named { province_before(text, before) } else { start };
    let normal = flat(&text[start..digits]).chars().filter(char::is_ascii_digit).collect();
    Some(Found { range: start..sign_of_number(text, digits), normal: Some(normal) })
}

/// Where a number of so many digits ends.
fn number(text: &str, at: usize, width: std::ops::RangeInclusive<usize>) -> Option<usize> {
    let end = at + run(&text[at..], |sign| sign.is_ascii_digit());
    width.contains(&text[at..end].chars().count()).then_some(end)
}

fn sign_of_number(text: &str, at: usize) -> usize {
    let gap = at + blanks(&text[at..]);
    starts(&text[gap..], &["号"]).map_or(at, |width| gap + width)
}

/// The serial number behind a record: `-1`.
fn serial(text: &str, at: usize) -> usize {
    let gap = at + blanks(&text[at..]);
    let Some(dash) = text[gap..].chars().next().filter(|sign| plain(*sign) == '-') else { return at };
    let start = gap + dash.len_utf8();
    let start = start + blanks(&text[start..]);
    number(text, start, 1..=4).unwrap_or(at)
}

/// Where the short name of a province before a record begins, in brackets or not.
fn province_before(text: &str, at: usize) -> usize {
    let before = text[..at].trim_end_matches(is_space);
    let inner = before.strip_suffix([')', '）']).unwrap_or(before);
    let Some(province) = inner.chars().next_back().filter(|sign| PROVINCES.contains(*sign)) else { return at };
    let start = inner.len() - province.len_utf8();
    if inner.len() == before.len() {
        return start;
    }
    inner[..start].strip_suffix(['(', '（']).map_or(at, str::len)
}

fn sorted(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_unstable_by_key(|found| found.range.start);
    found
}
