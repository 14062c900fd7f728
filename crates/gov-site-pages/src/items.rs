//! Items of lists: which link a date belongs to, which element is the item, and which items make one list.

use chrono::Datelike;
use gov_site_compliance::Day;
use hashbrown::HashSet;

use crate::beside::is_beside;
use crate::context::is_no_address;
use crate::date_text::{AddressDate, Written, address_dates, day_of_address};
use crate::day_words::Meaning;
use crate::marks::{self, DateMark, Marks, before};
use crate::outline::{At, Page, Tag, trimmed};
use crate::shown::DatePlace;

mod unlinked;
mod years;

pub(crate) use unlinked::{Records, target, title, unlinked};

/// One item: its link, its date if one is shown, and the element that holds just this item.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) link: At,
    pub(crate) date: Option<DateMark>,
    /// A date that is shown, but is not that of the publication, or not for sure: known when the dates of its list are complete.
    pub(crate) unread: Option<DateMark>,
    /// The largest element with this item alone.
    pub(crate) record: At,
    /// The parent of the record.
    pub(crate) list: At,
}

/// The dated items of a page in the order of their links.
pub(crate) fn dated_items(page: &Page<'_>, marks: &Marks) -> Vec<Item> {
    let mut pairs = pairs(page, marks);
    let inside = |link: At, mark: &DateMark| page.subtree(link).contains(&mark.node);
    pairs.sort_by_key(|(link, mark)| (*link, mark.is_other(), !matches!(mark.date, Written::Day(_)), inside(*link, mark)));
    // Of several dates one of a publication counts, of those the whole one, and one beside the link before one within.
    pairs.dedup_by_key(|(link, _)| *link);
    attribute_dates(page, marks, &mut pairs);
    let items_before = before(page.nodes.len(), pairs.iter().map(|(link, _)| *link));
    pairs.into_iter().map(|(link, date)| item(page, marks, &items_before, link, date)).collect()
}

/// Nodes around a link in which an attribute may hold its date.
const NEAR: usize = 24;

/// Dates in attributes and scripts, for links that show none.
fn attribute_dates(page: &Page<'_>, marks: &Marks, pairs: &mut Vec<(At, DateMark)>) {
    let known = pairs.len();
    for link in &marks.links {
        if pairs[..known].binary_search_by_key(link, |(link, _)| *link).is_ok() {
            continue;
        }
        let parent = page.nodes[*link].parent;
        let alone = marks.links_in(page, parent).len() == 1 && page.nodes[parent].end - parent <= NEAR;
        let around = if alone { page.subtree(parent) } else { page.subtree(*link) };
        let mark = around.take(NEAR).find_map(|at| marks::attribute_date(page, at).or_else(|| marks::written_date(page, at)));
        pairs.extend(mark.map(|mark| (*link, mark)));
    }
    pairs.sort_by_key(|(link, _)| *link);
}

fn item(page: &Page<'_>, marks: &Marks, items_before: &[u32], link: At, date: DateMark) -> Item {
    let above = || std::iter::once(link).chain(page.ancestors(link));
    let Some(smallest) = above().find(|at| page.subtree(*at).contains(&date.node)) else {
        return Item { link, date: Some(date), unread: None, record: link, list: page.nodes[link].parent };
    };
    let items_in = |at: At| items_before[page.nodes[at].end] - items_before[at];
    if items_in(smallest) > 1 {
        // Texts and links side by side in one element: nothing but the link is the item's alone.
        return Item { link, date: Some(date), unread: None, record: link, list: page.nodes[link].parent };
    }
    // It grows as long as no link comes in that is not the item's own; alone on its page it would grow to the page.
    let alone_on_page = *items_before.last().unwrap_or(&0) == 1;
    let links = marks.links_in(page, smallest).len();
    let grows = |at: &At| items_in(*at) == 1 && marks.links_in(page, *at).len() == links && !page.is(*at, Tag::Body);
    let record = above().skip_while(|at| *at != smallest).take_while(grows).take(if alone_on_page { 1 } else { usize::MAX }).last().unwrap_or(smallest);
    Item { link, date: Some(date), unread: None, record, list: page.nodes[record].parent }
}

/// How far up from a date its link is looked for.
const CLIMB: usize = 9;
/// Links that one item may have: a category, a picture, the title.
const LINKS_OF_ITEM: usize = 6;

/// The link of each date: the one beside it in the smallest element that holds both. The smallest elements are settled first, so that a
/// date above a list does not take a link out of it.
fn pairs(page: &Page<'_>, marks: &Marks) -> Vec<(At, DateMark)> {
    let mut scopes: Vec<(At, usize)> = (0..marks.dates.len()).filter_map(|at| Some((scope(page, marks, marks.dates[at].node)?, at))).collect();
    scopes.sort_by_key(|(scope, at)| (std::cmp::Reverse(page.nodes[*scope].depth), *scope, *at));
    let mut pairs = Vec::with_capacity(scopes.len());
    let mut taken = Taken { by: vec![None; page.nodes.len()] };
    for group in scopes.chunk_by(|left, right| left.0 == right.0) {
        let scope = group[0].0;
        let dates: Vec<&DateMark> = group.iter().map(|(_, at)| &marks.dates[*at]).collect();
        let found = match dates[..] {
            [mark] => link_of(page, marks, scope, &taken, mark).map(|link| (link, mark.clone())).into_iter().collect(),
            _ => settled(page, marks, scope, &dates, &taken),
        };
        found.iter().for_each(|(link, mark)| taken.by[*link] = Some(mark.meaning));
        pairs.extend(found);
    }
    pairs
}

/// Links that have a date, and what it is the day of.
struct Taken {
    by: Vec<Option<Meaning>>,
}

impl Taken {
    /// The links that a date may still have: of a publication also one that has but the day of something else, if there is no other such
    /// link beside it, so that a date above a list does not take one out of many.
    fn free<'l>(&'l self, links: &'l [At], mark: &DateMark) -> impl Iterator<Item = At> + Clone + 'l {
        let of_other = |link: &&At| self.by[**link] == Some(Meaning::Other);
        let takes_over = !mark.is_other() && links.iter().filter(of_other).take(2).count() == 1;
        links.iter().filter(move |link| self.by[**link].is_none() || takes_over && of_other(link)).copied()
    }
}

/// The smallest element that holds a date and a link. A word that leads nowhere beside the date (the region, `javascript:void(0)`) is no title where
/// one with an address stands around it.
fn scope(page: &Page<'_>, marks: &Marks, date: At) -> Option<At> {
    let above = || page.ancestors(date).take(CLIMB);
    let scope = above().find(|at| marks.is_link(*at) || !marks.links_in(page, *at).is_empty())?;
    let links = marks.links_in(page, scope);
    if marks.is_link(scope) || links.len() > LINKS_OF_ITEM || !links.iter().all(|link| is_mere_word(page, *link)) {
        return Some(scope);
    }
    let wider = above().skip_while(|at| *at != scope).map(|at| (at, marks.links_in(page, at))).find(|(_, around)| around.len() > links.len());
    let of_item = wider.filter(|(_, around)| around.len() <= LINKS_OF_ITEM && around.iter().any(|link| marks::has_address(page, *link)));
    Some(of_item.map_or(scope, |(at, _)| at))
}

/// Signs of a word that names no item.
const WORD: usize = 4;

/// Whether a link is a short word without address or script.
fn is_mere_word(page: &Page<'_>, link: At) -> bool {
    let signs = page.texts(link).flat_map(|(_, text)| text.chars()).filter(|sign| sign.is_alphanumeric()).take(WORD + 1).count();
    signs <= WORD && !marks::has_address(page, link) && page.attr(link, "onclick").is_none() && page.attr(link, "href").is_none_or(leads_nowhere)
}

/// Whether a script in the place of an address does nothing.
fn leads_nowhere(href: &str) -> bool {
    let script = href.split_once(':').map_or("", |(_, script)| script.trim());
    href.is_empty() || href.starts_with('#') || matches!(script.trim_end_matches(';'), "" | "void(0)" | "void 0")
}

/// The link of a date that stands alone in its smallest element.
fn link_of(page: &Page<'_>, marks: &Marks, scope: At, taken: &Taken, mark: &DateMark) -> Option<At> {
    if marks.is_link(scope) {
        return Some(scope);
    }
    let links = marks.links_in(page, scope);
    if links.len() > LINKS_OF_ITEM * 8 {
        return None;
    }
    let free = taken.free(links, mark);
    if free.clone().count() > LINKS_OF_ITEM {
        return None;
    }
    let own: Vec<At> = free.collect();
    main_link(page, own.iter().copied()).filter(|link| !is_of_rows(page, &own, *link, mark.node))
}

/// Whether a date stands over or under several rows with links of their own: then it is the day of a group of items or of their page, and
/// that of none of them for sure.
fn is_of_rows(page: &Page<'_>, links: &[At], link: At, date: At) -> bool {
    let row_of = |at: At| page.ancestors(at).take(CLIMB).find(|above| matches!(page.tag(*above), Some(Tag::Li | Tag::Dd | Tag::Tr)));
    let Some(row) = row_of(link).filter(|row| !page.subtree(*row).contains(&date)) else { return false };
    let form = |row: At| (page.tag(row), page.nodes[row].parent);
    // One item in several rows, as a rule with its date in the last.
    if date > link && row_of(date).is_some_and(|other| form(other) == form(row) && !page.is(row, Tag::Tr)) {
        return false;
    }
    let href = |link: At| page.attr(link, "href");
    links.iter().any(|other| href(*other) != href(link) && row_of(*other).is_some_and(|other| other != row && form(other) == form(row)))
}

/// The links of several dates in one element.
fn settled(page: &Page<'_>, marks: &Marks, scope: At, dates: &[&DateMark], taken: &Taken) -> Vec<(At, DateMark)> {
    let own = sole(dates);
    if marks.is_link(scope) {
        return own.map(|mark| (scope, mark)).into_iter().collect();
    }
    let links: Vec<At> = own.iter().flat_map(|mark| taken.free(marks.links_in(page, scope), mark)).collect();
    // Rows side by side have each their date, also those whose title speaks of another day.
    let rows: Vec<At> = marks.links_in(page, scope).iter().copied().filter(|link| taken.by[*link].is_none_or(|of| of == Meaning::Other)).collect();
    let in_rows = runs(&rows, dates).len() >= 2 && dates.iter().any(|mark| !mark.is_other());
    let links = if in_rows { rows } else { links };
    let pairs = in_turn(page, &links, &runs(&links, dates));
    match (&pairs[..], own) {
        ([(link, _)], Some(mark)) => vec![(*link, mark)],
        _ => pairs,
    }
}

/// Dates between which no link stands.
struct Run {
    first: At,
    last: At,
    mark: DateMark,
}

fn runs(links: &[At], dates: &[&DateMark]) -> Vec<Run> {
    let links_before = |at: At| links.partition_point(|link| *link < at);
    let runs = dates.chunk_by(|left, right| links_before(left.node) == links_before(right.node));
    runs.filter_map(|run| Some(Run { first: run.first()?.node, last: run.last()?.node, mark: sole(run)? })).collect()
}

/// The date of several that is the item's: one that a word calls its publication, else one of which no word says that it is something
/// else, and rather a whole day than a month and day. Where several days are left of which no word tells which is that of the publication, none is.
fn sole(dates: &[&DateMark]) -> Option<DateMark> {
    let meaning = dates.iter().map(|mark| mark.meaning).min()?;
    let fitting = || dates.iter().filter(|mark| mark.meaning == meaning);
    let mark = fitting().find(|mark| matches!(mark.date, Written::Day(_))).or_else(|| fitting().next())?;
    let in_doubt = meaning == Meaning::Open && fitting().any(|other| differ(other.date, mark.date));
    Some(DateMark { meaning: if in_doubt { Meaning::Other } else { meaning }, ..(*mark).clone() })
}

/// Whether two dates are not of one day.
fn differ(left: Written, right: Written) -> bool {
    match (left, right) {
        (Written::MonthDay { month, day }, Written::Day(whole)) => (whole.date().month(), whole.date().day()) != (u32::from(month), u32::from(day)),
        (Written::Day(left), Written::Day(right)) => left != right,
        _ => false,
    }
}

/// Links and dates side by side: either each date follows its link, or each stands before it.
fn in_turn(page: &Page<'_>, links: &[At], runs: &[Run]) -> Vec<(At, DateMark)> {
    let date_first = links.first().zip(runs.first()).is_some_and(|(link, run)| run.first < *link);
    let own = |at: usize| {
        let run = &runs[at];
        let (from, to) = if date_first {
            (run.last, runs.get(at + 1).map_or(usize::MAX, |next| next.first))
        } else {
            (at.checked_sub(1).map_or(0, |before| runs[before].last), run.first)
        };
        let own = &links[links.partition_point(|link| *link < from)..links.partition_point(|link| *link < to)];
        if own.len() > LINKS_OF_ITEM {
            return None;
        }
        let link = main_link(page, own.iter().copied()).filter(|link| !is_of_rows(page, own, *link, run.first))?;
        Some((link, run.mark.clone()))
    };
    (0..runs.len()).filter_map(own).collect()
}

/// The link that names an item: the longest text, and of links to the same address the first with words.
fn main_link(page: &Page<'_>, mut links: impl Iterator<Item = At> + Clone) -> Option<At> {
    if links.clone().nth(1).is_none() {
        return links.next();
    }
    let length = |link: &At| page.texts(*link).map(|(_, text)| trimmed(text).len()).sum::<usize>();
    let longest = links.clone().max_by_key(|link| (length(link), std::cmp::Reverse(*link)))?;
    let href = |link: At| page.attr(link, "href");
    let same = |link: &At| href(*link) == href(longest) && crate::marks::has_address(page, *link);
    Some(links.find(same).unwrap_or(longest))
}

/// A list: items whose records stand side by side, also in several blocks of one form.
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) items: Vec<Item>,
    /// The element that holds them (the first, of several).
    pub(crate) at: At,
}

/// Items as lists, in the order of the document: one for each element that holds items side by side.
pub(crate) fn lists(items: Vec<Item>) -> Vec<List> {
    let mut lists: Vec<List> = Vec::new();
    for item in items {
        match lists.iter_mut().rev().take(8).find(|list| list.at == item.list) {
            Some(list) => list.items.push(item),
            None => lists.push(List { at: item.list, items: vec![item] }),
        }
    }
    lists
}

/// Lists that are one, broken into blocks: items of the same form with no words between the blocks.
pub(crate) fn joined(page: &Page<'_>, lists: Vec<List>) -> Vec<List> {
    lists.into_iter().fold(Vec::new(), |mut out: Vec<List>, list| {
        match out.last_mut().filter(|last| is_continued(page, last, &list)) {
            Some(last) => last.items.extend(list.items),
            None => out.push(list),
        }
        out
    })
}

fn is_continued(page: &Page<'_>, last: &List, next: &List) -> bool {
    let (Some(left), Some(right)) = (last.items.last(), next.items.first()) else { return false };
    let alike = alike(page, left, right) && is_beside(page, last.at) == is_beside(page, next.at);
    alike && left.end(page) <= right.begin() && !words_between(page, left.end(page), right.begin())
}

impl Item {
    /// The first node of the item.
    pub(crate) fn begin(&self) -> At {
        self.date.as_ref().map_or(self.link, |mark| mark.node.min(self.link))
    }

    /// The first node after it.
    pub(crate) fn end(&self, page: &Page<'_>) -> At {
        let link = page.nodes[self.link].end;
        self.date.as_ref().map_or(link, |mark| link.max(mark.last + 1))
    }
}

/// Whether two items look alike.
pub(crate) fn alike(page: &Page<'_>, left: &Item, right: &Item) -> bool {
    form(page, left) == form(page, right)
}

/// How an item looks: tags and classes of its link and of what holds its date.
fn form<'a>(page: &Page<'a>, item: &Item) -> [(Option<Tag>, Option<&'a str>); 2] {
    let of = |at: At| (page.tag(at), page.attr(at, "class"));
    [of(item.link), item.date.as_ref().map_or((None, None), |mark| of(page.nodes[mark.node].parent))]
}

/// Whether a word stands between two nodes: a heading, so another list begins.
fn words_between(page: &Page<'_>, from: At, to: At) -> bool {
    let is_word = |at: At| matches!(page.nodes[at], crate::outline::Node { what: crate::outline::What::Text(text), hidden: false, .. } if text.chars().filter(|sign| sign.is_alphanumeric()).count() >= 2);
    (from..to).any(is_word)
}

/// Items of a list that show no date: elements beside its records, of the same tag, with a link.
pub(crate) fn with_undated(page: &Page<'_>, marks: &Marks, list: &List) -> Vec<Item> {
    let mut all = list.items.clone();
    let mut holders: Vec<At> = list.items.iter().map(|item| item.list).collect();
    let Some(record) = list.items.first().map(|item| item.record) else { return all };
    let tag = page.tag(record);
    if matches!(tag, Some(Tag::A) | None) {
        return all;
    }
    // Rows are what they are by their tag, other elements by their class.
    let is_row = matches!(tag, Some(Tag::Li | Tag::Tr | Tag::Dd | Tag::Dt));
    let class = page.attr(record, "class");
    if !is_row && class.is_none() {
        return all;
    }
    holders.sort_unstable();
    holders.dedup();
    let known = Known::new(page, list);
    for holder in holders {
        for child in page.children(holder).filter(|child| page.tag(*child) == tag && (is_row || page.attr(*child, "class") == class)) {
            let links = marks.links_in(page, child);
            if links.is_empty() || links.len() > LINKS_OF_ITEM || known.holds(page, child, links) || is_trail(page, child) || is_heads(page, child) {
                continue;
            }
            all.extend(main_link(page, links.iter().copied()).map(|link| Item { link, date: None, unread: None, record: child, list: holder }));
        }
    }
    all.sort_by_key(|item| item.link);
    all
}

/// Whether a row says where the page is, the first of the table that holds the list as well, or leads on through its pages, the last one.
pub(crate) fn is_trail(page: &Page<'_>, row: At) -> bool {
    const BEGIN: [&str; 9] = ["当前", "您", "你", "所在", "现在", "目前", "位置", "我的", "我现"];
    let says_place = |text: &str| {
        let text = text.trim_start_matches(|sign: char| !sign.is_alphanumeric());
        BEGIN.iter().any(|word| text.starts_with(word)) && text.contains("位置")
    };
    let mut texts = page.texts(row).map(|(_, text)| text).take(PAGER);
    texts.next().is_some_and(|text| says_place(text) || is_of_pager(text)) || texts.any(is_of_pager)
}

/// Texts of a row among which those of a pager stand.
const PAGER: usize = 12;

fn is_of_pager(text: &str) -> bool {
    matches!(trimmed(text), "下一页" | "上一页" | "尾页" | "末页")
}

/// Whether a row of a table is one of heads, which are links where they sort it.
fn is_heads(page: &Page<'_>, row: At) -> bool {
    let of_day = |text: &str| text.len() <= HEAD && (text.ends_with("时间") || text.ends_with("日期"));
    page.is(row, Tag::Tr) && page.texts(row).any(|(_, text)| of_day(trimmed(text)))
}

/// Bytes of the head of a column of days.
const HEAD: usize = 24;

/// The links of a list and where they lead.
struct Known<'a> {
    links: Vec<At>,
    targets: HashSet<&'a str, foldhash::fast::FixedState>,
}

impl<'a> Known<'a> {
    fn new(page: &Page<'a>, list: &List) -> Known<'a> {
        let mut links: Vec<At> = list.items.iter().map(|item| item.link).collect();
        links.sort_unstable();
        let targets = links.iter().filter_map(|link| page.attr(*link, "href")).collect();
        Known { links, targets }
    }

    /// Whether an item stands in an element, or one of its links leads where an item does.
    fn holds(&self, page: &Page<'_>, at: At, links: &[At]) -> bool {
        let next = self.links.partition_point(|link| *link < at);
        let leads = |link: &At| marks::has_address(page, *link) && page.attr(*link, "href").is_some_and(|href| self.targets.contains(href));
        self.links.get(next).is_some_and(|link| *link < page.nodes[at].end) || links.iter().any(leads)
    }
}

/// Completes the dates of a list: the year of a month and day from the address of the item where that agrees, or from the order of the
/// list; years of two digits where the order of the list bears them out.
pub(crate) fn complete(page: &Page<'_>, items: &mut [Item]) {
    for item in items.iter_mut() {
        from_address(page, item);
        item.unread = item.date.take_if(|mark| mark.is_other() || mark.turned.is_some());
    }
    years::from_order(items);
}

/// Months and days of a known year.
pub(crate) fn in_year(items: &mut [Item], year: i32) {
    for mark in items.iter_mut().filter_map(|item| item.date.as_mut()) {
        let Written::MonthDay { month, day } = mark.date else { continue };
        if let Some(day) = years::day(year, month, day) {
            (mark.date, mark.from) = (Written::Day(day), DatePlace::TextAndHeading);
        }
    }
}

fn from_address(page: &Page<'_>, item: &mut Item) -> Option<()> {
    let mark = item.date.as_mut()?;
    let href = page.attr(item.link, "href").filter(|href| !is_no_address(href))?;
    if let (Written::Day(written), Some(turned)) = (mark.date, mark.turned) {
        mark.date = Written::Day(agreeing(href, [written, turned])?);
        mark.turned = None;
        return Some(());
    }
    let Written::MonthDay { month, day } = mark.date else { return None };
    mark.date = Written::Day(day_of_address(href, month, day)?);
    mark.from = DatePlace::TextAndAddress;
    Some(())
}

/// The one of two days that an address holds.
fn agreeing(href: &str, days: [Day; 2]) -> Option<Day> {
    let dates = address_dates(href);
    let mut held = days.into_iter().filter(|day| dates.contains(&AddressDate::Day(*day)));
    held.next().filter(|_| held.next().is_none())
}
