//! Where the labels of a guide stand, in whatever layout: headings, table rows, terms, bold paragraphs, tabs.

use crate::context::is_no_address;
use crate::lines::Lines;
use crate::outline::{At, Page, Tag};

use super::labels::{Role, STRONG, role, without_number};
use super::{ENOUGH, MANY, are_enough};

/// A label on the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) line: usize,
    /// Where the value begins in the text of its line, in bytes.
    pub(super) value: usize,
    pub(super) role: Role,
}

/// Labels of one page that are looked at.
const MOST: usize = 512;

/// The labels of a guide, in the order of the document, and the part of the page that holds them.
pub(super) struct Labelled {
    pub(super) labels: Vec<Label>,
    pub(super) within: At,
    /// The first line that no longer belongs to the guide.
    pub(super) end: usize,
}

/// What the lines of one kind of label have in common.
type Style<'a> = (Option<Tag>, Option<&'a str>, Option<Tag>);

/// The labels of a guide; `None` where there are too few for one.
pub(super) fn find(page: &Page<'_>, lines: &Lines) -> Option<Labelled> {
    let mut labels: Vec<Label> = (0..lines.all.len()).filter_map(|line| label_at(page, lines, line)).take(MOST).collect();
    if !are_enough(labels.iter().fold(0, |seen, label| seen | bits(label))) {
        return None;
    }
    let (first, last) = ends_of(&labels)?;
    let within = common(page, lines.all[first].first, lines.all[last].last);
    let end = (first..lines.all.len()).find(|line| outside(page, lines, within, *line)).unwrap_or(lines.all.len());
    labels.retain(|label| label.line < end && page.subtree(within).contains(&lines.all[label.line].first));
    let labels = with_kin(page, lines, labels, first, end);
    Some(Labelled { labels, within, end })
}

/// The lines of the first and last label that stand on guides only; with one of them alone, of those of any element from it on.
fn ends_of(labels: &[Label]) -> Option<(usize, usize)> {
    let is_strong = |label: &&Label| bits(label) & STRONG != 0;
    let (first, last) = (labels.iter().find(is_strong)?.line, labels.iter().rfind(is_strong)?.line);
    let strong = labels.iter().filter(is_strong).fold(0, |seen, label| seen | bits(label)).count_ones();
    if strong >= ENOUGH {
        return Some((first, last));
    }
    let last = labels.iter().filter(|label| bits(label) != 0 && label.line >= first).take(MANY as usize * 2).last()?;
    Some((first, last.line))
}

pub(super) fn bits(label: &Label) -> u32 {
    if let Role::Elements(bits) = label.role { bits } else { 0 }
}

/// The part of the page that holds two nodes, widened by one so that a value behind the last label is in it.
fn common(page: &Page<'_>, first: At, last: At) -> At {
    let holds = |at: &At| page.subtree(*at).contains(&last);
    let near = page.ancestors(first).find(holds).unwrap_or(0);
    let widens = matches!(page.tag(near), Some(Tag::Tr | Tag::Dl | Tag::Ul | Tag::Ol | Tag::Tbody | Tag::Table | Tag::Div | Tag::Section));
    if widens { page.nodes[near].parent } else { near }
}

/// Whether a line stands behind the guide: beyond its part of the page, or in what ends every page.
fn outside(page: &Page<'_>, lines: &Lines, within: At, line: usize) -> bool {
    let ends = [
        "版权所有",
        "主办单位",
        "主办：",
        "上一篇",
        "下一篇",
        "上一条",
        "下一条",
        "网站地图",
        "网站标识码",
        "友情链接",
        "打印本页",
        "【打印",
        "[打印",
        "扫一扫",
        "分享到",
        "相关推荐",
    ];
    let text = lines.text(line);
    lines.all[line].first >= page.nodes[within].end
        || ends.iter().any(|word| text.starts_with(word))
        || text.contains("ICP备")
        || footer_of(page, lines.all[line].first).is_some()
}

/// The footer in which a node stands.
pub(super) fn footer_of(page: &Page<'_>, at: At) -> Option<At> {
    let foot = |name: &str| crate::article::holds(name, "foot") || crate::article::holds(name, "copyright");
    let is_footer = |at: &At| page.is(*at, Tag::Footer) || page.attr(*at, "class").is_some_and(foot) || page.attr(*at, "id").is_some_and(foot);
    page.ancestors(at).take(8).find(is_footer)
}

/// The label with which a line begins: up to a colon, all of it, or its first text.
fn label_at(page: &Page<'_>, lines: &Lines, line: usize) -> Option<Label> {
    let text = lines.text(line);
    if text.len() < 6 || leads_away(page, lines, line) {
        return None;
    }
    let start = text.len() - without_number(text).len();
    let rest = &text[start..];
    if lines.all[line].linked && page.nodes[lines.all[line].first].parent != page.nodes[lines.all[line].last].parent {
        // Several links on one line are a menu of the guide, not its parts.
        return None;
    }
    let marked = rest.char_indices().take(20).find(|(_, sign)| matches!(sign, ':' | '：' | '﹕' | '】' | ']'));
    if let Some((at, sign)) = marked
        && let Some(role) = role(&rest[..at])
    {
        return Some(Label { line, value: start + at + sign.len_utf8(), role });
    }
    let whole = marked.is_none() && rest.chars().nth(16).is_none() && !goes_on_after_bracket(rest);
    if let Some(role) = whole.then(|| role(rest)).flatten() {
        return Some(Label { line, value: text.len(), role });
    }
    parted_label(lines, line, start)
}

/// A label in an element of its own or before a blank. What stands behind a second element is no value but one more tab of a bar.
fn parted_label(lines: &Lines, line: usize, start: usize) -> Option<Label> {
    let rest = &lines.text(line)[start..];
    for (at, sign) in rest.char_indices().take(16).skip(2) {
        let element = lines.begins(line, start + at);
        if !element && sign != ' ' {
            continue;
        }
        if let Some(role) = role(&rest[..at]).filter(|role| element || matches!(role, Role::Elements(_))) {
            return Some(Label { line, value: start + at, role });
        }
        if element && at >= 12 {
            return None;
        }
    }
    None
}

/// 联系电话（窗口）0000: what follows on brackets is a value.
fn goes_on_after_bracket(text: &str) -> bool {
    text.rfind(['）', ')']).is_some_and(|at| text[at..].chars().skip(1).any(char::is_alphanumeric))
}

/// Whether a line is a link to another page: an entry of a menu.
fn leads_away(page: &Page<'_>, lines: &Lines, line: usize) -> bool {
    let line = &lines.all[line];
    let link = page.ancestors(line.first).take(4).find(|at| page.is(*at, Tag::A));
    line.linked && link.and_then(|at| page.attr(at, "href")).is_some_and(|href| !is_no_address(href))
}

fn style<'a>(page: &'a Page<'_>, lines: &Lines, line: usize) -> Style<'a> {
    let line = lines.all[line];
    let inline = page.nodes[line.first].parent;
    let inline = if inline == line.block { None } else { page.tag(inline) };
    (page.tag(line.block), page.attr(line.block, "class"), inline)
}

/// Adds the short lines that look like the labels found: labels of what this file has no word for. They end the value before them.
fn with_kin(page: &Page<'_>, lines: &Lines, labels: Vec<Label>, first: usize, end: usize) -> Vec<Label> {
    let mut styles: Vec<(Style<'_>, u32)> = Vec::new();
    for label in labels.iter().filter(|label| bits(label) != 0 && label.value == lines.text(label.line).len()) {
        let own = style(page, lines, label.line);
        if let Some((_, count)) = styles.iter_mut().find(|(style, _)| *style == own) {
            *count += 1;
        } else if styles.len() < 16 {
            styles.push((own, 1));
        }
    }
    let distinct = |style: &Style<'_>| {
        matches!(style.0, Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::Dt | Tag::Th)) || style.1.is_some() || style.2.is_some()
    };
    styles.retain(|(style, count)| *count >= 2 && distinct(style));
    let mut all = labels;
    let known: Vec<usize> = all.iter().map(|label| label.line).collect();
    for line in first..end {
        let text = lines.text(line);
        let short = text.len() >= 6 && text.chars().nth(14).is_none() && !text.contains(['。', '；', '，']);
        if short && known.binary_search(&line).is_err() && styles.iter().any(|(kin, _)| *kin == style(page, lines, line)) {
            all.push(Label { line, value: text.len(), role: Role::Other });
        }
    }
    all.sort_by_key(|label| label.line);
    all
}
