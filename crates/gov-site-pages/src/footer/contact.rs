//! The telephone of a site: behind a label that says that it is the site's, and never a person's.

use memchr::memmem;

use super::codes::Found;
use super::phrase::{floor, plain, run, starts};
use crate::outline::is_space;

/// Labels, the surest first.
const LABELS: [&[&str]; 2] = [&["电话", "联系方式", "联系我们", "TEL", "Tel"], &["热线", "总机"]];
/// What stands before 电话 or 热线 where the number serves something else.
const OTHERS: &[&str] = &[
    "举报",
    "投诉",
    "监督",
    "招生",
    "传真",
    "报警",
    "维权",
    "信访",
    "纪检",
    "技术",
    "运维",
    "急救",
    "订阅",
    "广告",
    "招聘",
    "手机",
    "便民",
    "政务服务",
    "市民",
    "违法",
    "新闻",
];
/// Who may have given the number that follows on the same line.
const SUPPORT: &[&str] = &["技术支持", "制作", "维护", "开发", "设计"];
/// Bytes before a label in which such a word stands.
const NEAR: usize = 24;

/// What may stand between a label and its number: the same line takes letters.
const AND_FAX: &[&str] = &["&传真", "/传真", "及传真", "、传真", "（传真）", "(传真)", "兼传真"];

/// Words that no guide and no letter above the foot has beside a number.
const FOOT: &[&str] = &["主办", "承办", "版权", "opyright", "ICP", "网安备", "备案", "标识码", "邮编", "邮政编码"];

/// How far a number is from what feet say: 0 on its line, 1 on one beside it, 2 nowhere near.
fn far_from_foot(text: &str, at: usize) -> u8 {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let before = text[..start].trim_end_matches('\n').rfind('\n').unwrap_or(0);
    let after = text[end..].char_indices().skip(1).find(|(_, sign)| *sign == '\n').map_or(text.len(), |(next, _)| end + next);
    let says = |part: &str| FOOT.iter().any(|word| part.contains(word));
    if says(&text[start..end]) { 0 } else { 2 - u8::from(says(&text[before..after])) }
}

/// The telephone in the foot of a page; one behind the name of a company only if there is no other, one on a line of the foot before one above.
pub(super) fn telephone(text: &str) -> Option<Found> {
    let rank = |found: &Found| {
        let before = line_before(text, found.range.start);
        (SUPPORT.iter().any(|word| before.contains(word)), far_from_foot(text, found.range.start), found.range.start)
    };
    LABELS.iter().find_map(|labels| labels.iter().flat_map(|label| labelled(text, label)).min_by_key(rank))
}

/// The hotline that some sites show at the top of their pages, on a line of its own.
pub(super) fn hotline(text: &str) -> Option<Found> {
    let found = ["热线", "客服电话"].iter().find_map(|label| labelled(text, label).next())?;
    (line_before(text, found.range.start).len() < 2 * NEAR).then_some(found)
}

fn labelled(text: &str, label: &str) -> impl Iterator<Item = Found> {
    let labels = memmem::find_iter(text.as_bytes(), label).filter(|at| !is_of_others(&text[..*at]));
    labels.filter_map(move |at| number(text, at + label.len()))
}

fn line_before(text: &str, at: usize) -> &str {
    &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at]
}

/// Whether the word that a label ends says that the number is for something else.
fn is_of_others(before: &str) -> bool {
    if line_before(before, before.len()).contains("联系人") {
        return true;
    }
    let near = &before[floor(before, before.len().saturating_sub(NEAR))..];
    let word = near.rsplit(|sign: char| is_space(sign) || ":：|；;，,()（）".contains(sign)).next().unwrap_or(near);
    OTHERS.iter().any(|other| word.contains(other))
}

/// The number behind a label: digits, hyphens, brackets of an area code.
fn number(text: &str, after: usize) -> Option<Found> {
    let gap = run(&text[after..], |sign| is_space(sign) && sign != '\n');
    let gap = gap + starts(&text[after + gap..], AND_FAX).unwrap_or(0);
    let colon = after + gap + run(&text[after + gap..], |sign| sign == ':');
    // In a table the number stands in the next cell.
    let start = colon + run(&text[colon..], is_space);
    let end = start + number_end(&text[start..]);
    let normal: String =
        text[start..end].chars().map(plain).map(|sign| if sign == ')' { '-' } else { sign }).filter(|sign| sign.is_ascii_digit() || *sign == '-').collect();
    let digits = normal.bytes().filter(u8::is_ascii_digit).count();
    let named = digits == 5 && (colon > after + gap || normal.starts_with("12") && text[..after].ends_with("热线"));
    ((7..=13).contains(&digits) || named).then_some(())?;
    (!is_mobile(&normal)).then(|| Found { range: start..end, normal: Some(normal.trim_matches('-').to_owned()) })
}

/// Where a number ends: the last digit before a sign that is none of its.
fn number_end(text: &str) -> usize {
    let mut end = 0;
    let mut blank = false;
    for (at, sign) in text.char_indices() {
        match plain(sign) {
            digit if digit.is_ascii_digit() && !(blank && end >= 9) => {
                end = at + sign.len_utf8();
                blank = false;
            }
            '-' | '(' | ')' => blank = false,
            ' ' if !blank => blank = true,
            _ => break,
        }
    }
    end
}

/// A mobile number is a person's.
fn is_mobile(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let local = ["86", "0"].iter().find_map(|prefix| digits.strip_prefix(prefix)).unwrap_or(&digits);
    [local, &digits].iter().any(|number| number.len() == 11 && number.starts_with('1'))
}
