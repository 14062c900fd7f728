//! What stands after the labels of a guide.

use crate::lines::Lines;
use crate::outline::{At, Page, Tag, What, push_line};

use super::labels::{Element, Role, role};
use super::layout::{Label, Labelled, bits, footer_of};

/// The value of one label of one element.
pub(super) struct Value {
    pub(super) element: Element,
    /// Whether it says anything.
    pub(super) shows: bool,
    pub(super) text: String,
    /// The node that holds it, or the label.
    pub(super) at: At,
}

/// Characters of a value that are kept.
const KEPT: usize = 300;
/// Nodes of a value that are looked at.
const LONGEST: usize = 4000;

pub(super) fn read(page: &Page<'_>, lines: &Lines, labelled: &Labelled) -> Vec<Value> {
    let mut values = Vec::new();
    for (index, label) in labelled.labels.iter().enumerate() {
        let Role::Elements(_) = label.role else { continue };
        let (text, at, picture) = value(page, lines, labelled, index);
        for element in Element::ALL.into_iter().filter(|element| bits(label) & element.bit() != 0) {
            let shows = picture || says(element, &text);
            values.push(Value { element, shows, text: if shows { text.clone() } else { String::new() }, at });
        }
    }
    values
}

/// Whether a text is a value: not a sign, not 暂无; 无 is one only where nothing may be needed.
fn says(element: Element, text: &str) -> bool {
    let core = text.trim_matches(|sign: char| !sign.is_alphanumeric());
    let needless = matches!(element, Element::Materials | Element::Conditions);
    let none_yet = core.starts_with("暂无") && core.chars().nth(6).is_none();
    !(core.is_empty() || none_yet || matches!(core, "暂缺" | "待定" | "待补充" | "待完善" | "略" | "空" | "null" | "undefined") || (core == "无" && !needless))
}

/// Text, place and whether there is a picture or a file instead.
fn value(page: &Page<'_>, lines: &Lines, labelled: &Labelled, index: usize) -> (String, At, bool) {
    let label = &labelled.labels[index];
    let inline = lines.text(label.line)[label.value..].trim_matches(|sign: char| sign.is_whitespace() || ":：】]".contains(sign));
    let block = lines.all[label.line].block;
    let mut text = String::new();
    push_line(&mut text, inline);
    let range = if let Some(panel) = panel(page, lines, labelled, index) {
        page.subtree(panel)
    } else if let Some(cell) = cell_beside(page, block).filter(|_| text.is_empty()) {
        cell
    } else {
        let from = lines.all[label.line].last + 1;
        from..end_of(page, lines, labelled, index).max(from)
    };
    let (found, first, picture) = shown(page, range);
    // The panel of a tab may begin with the words of the tab.
    let found = found.strip_prefix(lines.text(label.line)).map_or(found.as_str(), str::trim_start);
    if !text.is_empty() && !found.is_empty() {
        text.push(' ');
    }
    text.push_str(found);
    let at = if inline.is_empty() { first.unwrap_or(block) } else { block };
    (text.chars().take(KEPT).collect(), at, picture)
}

/// The node at which the next label begins, or the guide ends. What a heading announces may have labels of its own (the columns of a
/// table of materials); a label of something else ends a value only where it stands like the label of the value.
fn end_of(page: &Page<'_>, lines: &Lines, labelled: &Labelled, index: usize) -> At {
    let tag = |label: &Label| page.tag(lines.all[label.line].block);
    let own = tag(&labelled.labels[index]);
    let heading = matches!(own, Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5));
    let ends = |next: &&Label| tag(next) == own || (!heading && matches!(next.role, Role::Elements(_)));
    let next = labelled.labels[index + 1..].iter().find(ends).map(|next| next.line);
    let line = next.unwrap_or(labelled.end).min(labelled.end);
    let within = page.nodes[labelled.within].end;
    // A footer may begin with a picture.
    let footer = |first: At| footer_of(page, first).filter(|footer| *footer > lines.all[labelled.labels[index].line].last);
    lines.all.get(line).map_or(within, |line| footer(line.first).unwrap_or(line.first)).min(within)
}

/// The cell of a table, or the description of a term, that belongs to a label; its next sibling, though it be empty.
fn cell_beside(page: &Page<'_>, block: At) -> Option<std::ops::Range<At>> {
    let is_head = |at: &At| matches!(page.tag(*at), Some(Tag::Td | Tag::Th | Tag::Dt));
    let head = std::iter::once(block).chain(page.ancestors(block)).take(3).find(is_head)?;
    let parent_end = page.nodes[page.nodes[head].parent].end;
    let mut next = page.nodes[head].end;
    while next < parent_end && page.tag(next).is_none() {
        next = page.nodes[next].end;
    }
    if next >= parent_end {
        return page.is(head, Tag::Dt).then_some(next..next);
    }
    match (page.tag(head), page.tag(next)) {
        (Some(Tag::Dt), Some(Tag::Dt)) => Some(next..next),
        (Some(Tag::Dt), _) => Some(next..following(page, next, parent_end)),
        _ => Some(page.subtree(next)),
    }
}

/// The end of the descriptions of one term.
fn following(page: &Page<'_>, first: At, parent_end: At) -> At {
    let mut end = page.nodes[first].end;
    while end < parent_end && page.is(end, Tag::Dd) {
        end = page.nodes[end].end;
    }
    end
}

/// What a range of nodes shows: its text, the first block with text, and whether it has a picture or frame.
fn shown(page: &Page<'_>, range: std::ops::Range<At>) -> (String, Option<At>, bool) {
    let (mut text, mut first, mut picture, mut room) = (String::new(), None, false, KEPT);
    for at in range.take(LONGEST) {
        match page.nodes[at].what {
            What::Text(part) if !page.nodes[at].hidden && room > 0 => {
                first = first.or(Some(page.nodes[at].parent));
                let part: String = part.chars().take(room * 2).collect();
                push_line(&mut text, &part);
                room = KEPT.saturating_sub(text.chars().count());
            }
            What::Element(Tag::Img | Tag::Iframe, _) => picture |= page.attr(at, "src").is_some_and(|src| !src.is_empty()),
            What::Element(tag, _) if tag.is_block() && !text.is_empty() && !text.ends_with(' ') => text.push(' '),
            _ => {}
        }
    }
    (text.trim().to_owned(), first, picture)
}

/// The panel of a tab: labels that stand side by side, and as many elements behind them.
fn panel(page: &Page<'_>, lines: &Lines, labelled: &Labelled, index: usize) -> Option<At> {
    let label: &Label = &labelled.labels[index];
    if label.value != lines.text(label.line).len() {
        return None;
    }
    let inner = page.nodes[lines.all[label.line].first].parent;
    std::iter::once(inner).chain(page.ancestors(inner)).take(4).find_map(|tab| {
        let bar = page.nodes[tab].parent;
        let tabs: Vec<At> = page.children(bar).filter(|at| page.tag(*at).is_some()).take(24).collect();
        let is_label = |at: &At| page.texts(*at).next().is_some_and(|(_, text)| role(text.trim()).is_some());
        let short = |at: &At| (1..=48).contains(&page.texts(*at).take(8).map(|(_, text)| text.trim().len()).sum::<usize>());
        let side_by_side = tabs.len() >= 3 && tabs.iter().all(short) && tabs.iter().filter(|at| is_label(at)).count() * 2 > tabs.len();
        let own = tabs.iter().position(|at| *at == tab)?;
        side_by_side.then(|| behind(page, bar, own, tabs.len())).flatten()
    })
}

/// The element behind a bar of tabs that has the same position among as many.
fn behind(page: &Page<'_>, bar: At, own: usize, count: usize) -> Option<At> {
    let mut above = bar;
    for _ in 0..3 {
        let end = page.nodes[page.nodes[above].parent].end;
        let next: Vec<At> = siblings(page, page.nodes[above].end, end).take(count + 1).collect();
        let inside = |at: &At| siblings(page, at + 1, page.nodes[*at].end).take(count + 1).collect::<Vec<_>>();
        if let Some(panels) = next.first().map(inside).filter(|panels| panels.len() == count) {
            return panels.get(own).copied();
        }
        if next.len() >= count && !page.is(bar, Tag::Tr) {
            return next.get(own).copied();
        }
        if !next.is_empty() {
            return None;
        }
        above = page.nodes[above].parent;
    }
    None
}

/// The elements from a node on, one after the other.
fn siblings<'p>(page: &'p Page<'_>, from: At, end: At) -> impl Iterator<Item = At> + 'p {
    let mut next = from;
    std::iter::from_fn(move || {
        while next < end {
            let at = next;
            next = page.nodes[at].end;
            if page.tag(at).is_some() {
                return Some(at);
            }
        }
        None
    })
}
