//! Records of a list whose title is no link that shows its text: plain rows, rows that a script opens, buttons, pictures.

use super::{Item, List, is_heads, is_trail, runs, sole};
use crate::marks::{DateMark, Marks, is_label};
use crate::outline::{At, Page, Tag, What, line, trimmed};

/// Nodes that a record has at most.
const RECORD: usize = 60;
/// Letters that a title has at least, and those that a text has which may be one where its element looks like no record.
const TITLE: usize = 2;
const LIKE_TITLE: usize = 5;

/// Records of a list.
#[derive(Default)]
pub(crate) struct Records {
    pub(crate) items: Vec<Item>,
    /// Whether a record with a date shows no title, or something that is dated like a record does not look like one.
    pub(crate) unread: bool,
}

/// The dated records beside those of a list that no link makes items: a new one above old ones counts as they do.
pub(crate) fn unlinked(page: &Page<'_>, marks: &Marks, list: &List) -> Records {
    let mut found = Records::default();
    let Some(record) = list.items.first().map(|item| item.record) else { return found };
    if matches!(page.tag(record), Some(Tag::A) | None) {
        found.unread = has_more_dates(page, marks, list);
        return found;
    }
    let mut known: Vec<At> = list.items.iter().flat_map(|item| [item.link, item.date.as_ref().map_or(item.link, |mark| mark.node)]).collect();
    known.sort_unstable();
    let among = Among { page, marks, first: record, known };
    for holder in holders(page, marks, list) {
        for child in page.children(holder).filter(|child| among.may_be(*child)) {
            among.take(child, holder, &mut found);
        }
    }
    found
}

/// The elements that hold the records, and others of their form beside them in which no link stands.
fn holders(page: &Page<'_>, marks: &Marks, list: &List) -> Vec<At> {
    let mut holders: Vec<At> = list.items.iter().map(|item| item.list).collect();
    let form = |at: At| (page.tag(at), page.attr(at, "class"));
    let mut above: Vec<At> = holders.iter().map(|at| page.nodes[*at].parent).collect();
    above.sort_unstable();
    above.dedup();
    let is_block = |at: &At| matches!(page.tag(*at), Some(Tag::Ul | Tag::Ol | Tag::Dl | Tag::Tbody)) && form(*at) == form(list.at);
    let blocks = above.into_iter().flat_map(|above| page.children(above)).filter(|at| is_block(at) && marks.links_in(page, *at).is_empty());
    holders.extend(blocks);
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// Nodes behind the last of titles side by side among which its date stands.
const BEHIND: usize = 6;

/// Whether titles and dates side by side in one element have a date more than links: one title is no link, and whose date is whose nobody
/// can tell.
fn has_more_dates(page: &Page<'_>, marks: &Marks, list: &List) -> bool {
    let (Some(first), Some(last)) = (list.items.first(), list.items.last()) else { return false };
    let nodes = first.begin()..(last.end(page) + BEHIND).min(page.nodes[list.at].end);
    if !list.items.iter().all(|item| item.list == list.at) {
        return false;
    }
    let from = marks.dates.partition_point(|mark| mark.node < nodes.start);
    let dates: Vec<&DateMark> = marks.dates[from..].iter().take_while(|mark| mark.node < nodes.end).filter(|mark| !mark.is_other()).collect();
    runs(marks.links_in(page, list.at), &dates).len() > list.items.len()
}

struct Among<'p, 'a> {
    page: &'p Page<'a>,
    marks: &'p Marks,
    /// One of the records with a link.
    first: At,
    /// The links and dates of the items, in order of the page.
    known: Vec<At>,
}

impl Among<'_, '_> {
    /// Whether an element may be a record: a small one that holds no part of an item and no link that is one.
    fn may_be(&self, child: At) -> bool {
        let nodes = self.page.subtree(child);
        self.page.tag(child).is_some()
            && nodes.len() <= RECORD
            && self.marks.links_in(self.page, child).is_empty()
            && self.known.get(self.known.partition_point(|at| *at < nodes.start)).is_none_or(|at| *at >= nodes.end)
            && !is_trail(self.page, child)
            && !is_heads(self.page, child)
    }

    fn take(&self, child: At, holder: At, found: &mut Records) {
        let Some(date) = self.date(child) else { return };
        let item = Item { link: child, date: Some(date), unread: None, record: child, list: holder };
        let letters = title(self.page, &item).chars().filter(|sign| sign.is_alphabetic()).count();
        let looks_alike = self.is_like_record(child);
        if looks_alike && letters >= TITLE {
            found.items.push(item);
        } else {
            found.unread |= letters >= LIKE_TITLE || looks_alike && letters == 0 && self.shows_more(child);
        }
    }

    /// The date of a record, unless words call it the day of something else.
    fn date(&self, child: At) -> Option<DateMark> {
        let nodes = self.page.subtree(child);
        let from = self.marks.dates.partition_point(|mark| mark.node < nodes.start);
        let dates: Vec<&DateMark> = self.marks.dates[from..].iter().take_while(|mark| mark.node < nodes.end).filter(|mark| !mark.is_other()).collect();
        sole(&dates)
    }

    /// Rows are what they are by their tag, other elements by their class, or because something in them can be opened.
    fn is_like_record(&self, child: At) -> bool {
        let (page, first) = (self.page, self.first);
        let is_row = matches!(page.tag(child), Some(Tag::Li | Tag::Tr | Tag::Dd | Tag::Dt));
        let opens = || page.subtree(child).any(|at| page.attr(at, "onclick").is_some() || matches!(page.tag(at), Some(Tag::A | Tag::Button | Tag::Form)));
        page.tag(child) == page.tag(first) && (is_row || page.attr(child, "class") == page.attr(first, "class")) || opens()
    }

    /// Whether a record shows something besides its date that has no text.
    fn shows_more(&self, child: At) -> bool {
        self.page.subtree(child).any(|at| matches!(self.page.tag(at), Some(Tag::Img | Tag::A | Tag::Button | Tag::Input)))
    }
}

/// The title of such a record: its text without the date, of a row of a table its longest cell, else the name of a picture or button.
pub(crate) fn title(page: &Page<'_>, item: &Item) -> String {
    let date = item.date.as_ref().or(item.unread.as_ref());
    let text = |at: At| Some(without_button(page, at, crate::entry::text_without_date(page, at, date))).filter(|text| !is_no_title(text)).unwrap_or_default();
    let cells: Vec<At> = if page.is(item.record, Tag::Tr) { page.children(item.record).collect() } else { vec![item.record] };
    let longest = cells.into_iter().map(text).max_by_key(|text| text.chars().filter(|sign| sign.is_alphabetic()).count()).unwrap_or_default();
    if longest.contains(char::is_alphabetic) {
        return longest;
    }
    page.subtree(item.record).find_map(|at| name(page, at)).unwrap_or_default()
}

/// The text of a row without that of the link or button at its end which opens it: 查看.
fn without_button(page: &Page<'_>, row: At, text: String) -> String {
    let last = page.subtree(row).rev().find(|at| matches!(page.tag(*at), Some(Tag::A | Tag::Button))).map(|at| page.text(at));
    let title = last.as_ref().and_then(|last| text.strip_suffix(last.as_str())).map(trimmed).filter(|title| title.contains(char::is_alphabetic));
    title.map_or_else(|| text.clone(), str::to_owned)
}

/// Signs that a title never exceeds.
const LONGEST: usize = 120;

/// Whether a text beside a date is none of an item: a label, the day of the week, a summary.
fn is_no_title(text: &str) -> bool {
    const LABELS: [&str; 8] = ["时间", "日期", "更新", "发布", "更新于", "发布于", "今天是", "今日是"];
    let text = trimmed(text);
    let is_short = || text.chars().nth(8).is_none();
    let is_day = || text.contains("今天是") || text.starts_with("星期") || text.starts_with('周') && text.chars().nth(2).is_none();
    is_label(text) || is_short() && LABELS.iter().any(|label| text.ends_with(label)) || is_day() || text.contains('。') || text.chars().nth(LONGEST).is_some()
}

/// The name of a picture, a button or a link, as its attributes give it.
fn name(page: &Page<'_>, at: At) -> Option<String> {
    let names: &[&str] = match page.nodes[at].what {
        What::Element(Tag::Img | Tag::A | Tag::Button | Tag::Li | Tag::Tr | Tag::Div, _) => &["alt", "title", "value"],
        What::Element(Tag::Input, _) if !page.attr(at, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) => &["value", "alt", "title"],
        _ => return None,
    };
    let named = names.iter().filter_map(|name| page.attr(at, name)).find(|text| text.chars().filter(|sign| sign.is_alphabetic()).count() >= TITLE);
    named.map(line)
}

/// Where such a record leads: the target of its script, or of a link that shows no text.
pub(crate) fn target<'a>(page: &Page<'a>, record: At) -> Option<&'a str> {
    let of = |at: At| {
        let href = page.attr(at, "href").filter(|href| page.is(at, Tag::A) && !crate::context::is_no_address(href));
        href.or_else(|| page.attr(at, "onclick").and_then(crate::entry::quoted_address))
    };
    page.subtree(record).find_map(of)
}
