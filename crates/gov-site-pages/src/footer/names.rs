//! Names of bodies: 主办单位 and 承办单位.

use std::ops::Range;

use memchr::memmem;

use super::codes::Found;
use super::phrase::{blanks, flat, plain, run, starts};
use crate::outline::is_space;

/// Signs of the longest name that is taken for one.
const LONGEST: usize = 60;
/// How a name of a body ends.
const BODIES: &[&str] = &[
    "政府",
    "办公室",
    "办公厅",
    "局",
    "委",
    "会",
    "厅",
    "部",
    "院",
    "中心",
    "署",
    "站",
    "处",
    "所",
    "社",
    "校",
    "大学",
    "学院",
    "馆",
    "团",
    "总队",
    "支队",
    "网",
    "银行",
    "集团",
    "公司",
    "司",
];
/// What begins the next part of a foot.
const NEXT: &[&str] = &[
    "主办",
    "承办",
    "协办",
    "主管",
    "开办",
    "管理",
    "技术",
    "版权",
    "地址",
    "联系",
    "电话",
    "网站",
    "政府网站",
    "本站",
    "标识码",
    "备案",
    "邮编",
    "邮政",
    "邮箱",
    "电子邮",
    "传真",
    "维护",
    "运维",
    "运行",
    "运营",
    "建设",
    "制作",
    "设计",
    "中文域名",
    "您",
    "访问",
    "建议",
    "推荐",
    "公安",
    "ICP",
    "Copyright",
    "copyright",
    "All Rights",
    "网警",
    "服务",
    "热线",
    "许可证",
    "互联网",
    "信息",
    "负责",
];
/// Labels that may follow a name without a blank, if a colon follows them.
const LABELS: &[&str] = &[
    "承办",
    "协办",
    "技术支持",
    "版权所有",
    "地址",
    "联系我们",
    "联系电话",
    "联系地址",
    "联系方式",
    "电话",
    "网站标识码",
    "政府网站标识码",
    "运行维护",
    "运维",
    "维护",
    "管理单位",
    "邮编",
    "备案",
    "制作",
    "建设",
    "运行",
    "运营",
    "管理",
    "网站维护",
    "网站运维",
    "网站管理",
    "网站备案",
    "互联网",
];

/// 主办 as a label among the last `near` bytes: what a foot without any number still says. Anywhere else it may be an event's.
pub(super) fn label_near_end(text: &str, near: usize) -> Option<usize> {
    let at = memmem::rfind(text.as_bytes(), "主办".as_bytes())?;
    (at + near >= text.len()).then_some(at).filter(|at| label_end(&text[at + "主办".len()..]).is_some() || opens_line(text, *at))
}

/// Whether a line begins with the name of a body and the word at a byte, and no sentence: 某县人大常委会办公室 主办.
fn opens_line(text: &str, word: usize) -> bool {
    let line = text[..word].rsplit('\n').next().unwrap_or("").trim_matches(is_space);
    let is_name = line.chars().count() <= 24 && !line.contains(|sign: char| is_space(sign) || is_end(sign) || "，,、由：:".contains(sign));
    is_name && named_before(text, word..word + "主办".len()).is_some()
}

/// Who runs the site: behind a label, else `本站由…主办`, else a line or part of one that ends so.
pub(super) fn sponsor(text: &str) -> Option<Found> {
    named(text, "主办")
}

/// Who does the work on the site.
pub(super) fn organiser(text: &str) -> Option<Found> {
    named(text, "承办")
}

fn named(text: &str, word: &str) -> Option<Found> {
    let spaced = || labelled(text, if word == "主办" { "主 办" } else { "承 办" });
    labelled(text, word).or_else(spaced).or_else(|| memmem::find_iter(text.as_bytes(), word).find_map(|at| named_before(text, at..at + word.len())))
}

fn labelled(text: &str, word: &str) -> Option<Found> {
    memmem::find_iter(text.as_bytes(), word).find_map(|at| {
        let after = at + word.len();
        let start = after + label_end(&text[after..]).or_else(|| own_line(text, at..after))?;
        name(text, start..start + name_end(&text[start..]))
    })
}

/// Where the line after a label begins that has a line of its own, as the term of a list has.
fn own_line(text: &str, word: Range<usize>) -> Option<usize> {
    let begins = text[..word.start].is_empty() || text[..word.start].ends_with('\n');
    (begins && text[word.end..].starts_with('\n')).then_some(1)
}

/// Where a label ends: with a colon, or with a blank where 单位 stands.
fn label_end(after: &str) -> Option<usize> {
    let kind = starts(after, &["单位", "机关", "部门", "方"]).unwrap_or(0);
    let more = kind + starts(&after[kind..], &["/版权所有", "及版权所有", "、版权所有", "/承办单位", "、承办单位", "（版权所有）", "/维护"]).unwrap_or(0);
    let colon = more + run(&after[more..], |sign| is_space(sign) && sign != '\n');
    let end = colon + run(&after[colon..], |sign| matches!(sign, ':' | ']' | '】'));
    let sure = end > colon || (kind > 0 && (colon > more || after[colon..].starts_with('\n')));
    sure.then(|| end + blanks(&after[end..]))
}

/// Where a name ends: at a sign between parts, or where the next part begins.
fn name_end(text: &str) -> usize {
    let stop = text.find(is_end).unwrap_or(text.len());
    let stop = LABELS.iter().filter_map(|label| next_label(&text[..stop], label)).min().unwrap_or(stop);
    let mut end = 0;
    for word in text[..stop].split_inclusive(is_space) {
        if end > 0 && !goes_on(word.trim_end_matches(is_space)) {
            break;
        }
        end += word.len();
    }
    end
}

fn is_end(sign: char) -> bool {
    matches!(sign, '\n' | '|' | '｜' | '丨' | '│' | '▏' | '┊' | '¦' | ';' | '；' | '。' | '©' | '[' | '【' | '<' | '>' | '!' | '！' | '?')
}

/// Whether a word behind a blank is one more body of the same name.
fn goes_on(word: &str) -> bool {
    starts(word, NEXT).is_none() && BODIES.iter().any(|body| word.ends_with(body)) && !word.contains([':', '：'])
}

/// A label with a colon inside of a name that it runs on from.
fn next_label(text: &str, label: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), label).find(|at| {
        let after = &text[at + label.len()..];
        let more = starts(after, &["单位", "方", "号", "序号", "编号", "新闻信息服务许可证"]).unwrap_or(0);
        *at > 0 && after[more..].starts_with([':', '：'])
    })
}

/// `本站由国家某局主办`, `某市人民政府办公厅主办`.
fn named_before(text: &str, word: Range<usize>) -> Option<Found> {
    let after = text[word.end..].chars().next();
    if after.is_some_and(|sign| !is_space(sign) && !is_end(sign) && !"，,、".contains(sign)) {
        return None;
    }
    let at = text[..word.start].trim_end_matches(' ').len();
    let start = text[..at].rsplit(|sign| is_space(sign) || is_end(sign) || ":：,，".contains(sign)).next().map_or(0, |part| at - part.len());
    let start = party_before(text, start).unwrap_or(start);
    let start = text[start..at].rfind('由').map_or(start, |by| start + by + '由'.len_utf8());
    name(text, start..at).filter(|found| BODIES.iter().any(|body| without_second(&text[found.range.clone()]).ends_with(body)))
}

/// Where the first of two bodies begins that run a site together: 中共某县委 某县人民政府主办.
fn party_before(text: &str, second: usize) -> Option<usize> {
    let before = text[..second].strip_suffix([' ', '、'])?.trim_end_matches(' ');
    let first = before.rsplit(|sign| is_space(sign) || is_end(sign) || ":：,，".contains(sign)).next()?;
    (first.starts_with("中共") && first.ends_with("委") || first.ends_with("委员会") && first.starts_with("中共")).then_some(before.len() - first.len())
}

/// A name without a second one in brackets: 档案局（馆）.
fn without_second(name: &str) -> &str {
    name.strip_suffix(['）', ')']).and_then(|open| open.rfind(['（', '('])).map_or(name, |open| &name[..open])
}

fn name(text: &str, range: Range<usize>) -> Option<Found> {
    let is_edge = |sign: char| is_space(sign) || ":,.，、-/()[]【】".contains(plain(sign));
    let start = range.start + text[range.clone()].len() - text[range.clone()].trim_start_matches(is_edge).len();
    let end = start + text[start..range.end].trim_end_matches(|sign: char| is_space(sign) || ":,.，、-/[]【】".contains(plain(sign))).len();
    let signs = text[start..end].chars().count();
    let han = text[start..end].chars().filter(|sign| matches!(*sign, '\u{4E00}'..='\u{9FFF}')).count();
    let found = Found { range: start..end, normal: Some(flat(&text[start..end])) };
    let has_number = text[start..end].split(|sign: char| !plain(sign).is_ascii_digit()).any(|digits| digits.chars().count() > 6);
    (han >= 2 && !has_number && !text[start..end].contains([':', '：']) && signs <= LONGEST && starts(&text[start..end], NEXT).is_none()).then_some(found)
}
