//! Dates whose month and day are bare numbers in two elements (`<b>29</b><i>11</i>`): what one pair leaves open all pairs of a list tell.

use chrono::Datelike;

use super::{DateMark, Part, before, together, whole};
use crate::date_text::{AddressDate, Written, address_dates};
use crate::outline::{At, Page, Tag, What};
use crate::shown::DatePlace;

/// Two numbers beside each other, each of which may be a month or a day.
struct Pair {
    node: At,
    last: At,
    first: u8,
    second: u8,
    year: Option<i32>,
    /// Whether both are written as those of dates are: with two digits (08), or with a sign beside them (/8). Counts are not.
    exact: bool,
}

/// How the elements of a pair look.
type Form<'a> = [(Option<Tag>, Option<&'a str>, u16); 2];

/// The pairs of a page.
#[derive(Default)]
pub(super) struct Pairs {
    pairs: Vec<Pair>,
    /// The last text of a longer run of numbers, such as a pager or a calendar.
    run: At,
}

/// Elements above a pair among which the list of its row is looked for.
const ABOVE: usize = 8;
/// Pairs of one form that tell by themselves that they are dates.
const ROWS: usize = 3;
/// Pairs of one form of which addresses tell it.
const ROWS_WITH_ADDRESS: usize = 2;
/// Nodes of a row that are looked at for its address.
const ROW: usize = 60;
/// Bytes of an address that is looked at.
const ADDRESS: usize = 400;

impl Pairs {
    /// Looks at a text that is a part of a date, after the one or two before it.
    pub(super) fn see(&mut self, page: &Page<'_>, recent: &[Option<(At, Part)>; 2], at: At, part: Part) {
        let Some((left, previous)) = recent[1].filter(|(left, _)| together(page, *left, at)) else { return };
        let known = self.pairs.last_mut().filter(|pair| pair.last == left);
        match (previous, part, known) {
            (_, Part::Year(year), Some(pair)) if pair.year.is_none() => (pair.year, pair.last) = (Some(year), at),
            (Part::Day(_), Part::Day(_), Some(_)) => {
                self.pairs.pop();
                self.run = at;
            }
            (Part::Day(_), Part::Day(_), None) if self.run == left => self.run = at,
            (Part::Day(first), Part::Day(second), None) => {
                let year = recent[0].filter(|(node, _)| together(page, *node, left));
                let (node, year) = if let Some((node, Part::Year(year))) = year { (node, Some(year)) } else { (left, None) };
                self.pairs.push(Pair { node, last: at, first, second, year, exact: is_exact(page, left) && is_exact(page, at) });
            }
            _ => {}
        }
    }

    /// The marks of a page with those of its pairs.
    pub(super) fn with(self, page: &Page<'_>, mut marks: Vec<DateMark>) -> Vec<DateMark> {
        let is_marked = |pair: &Pair| {
            let before = marks.partition_point(|mark| mark.node <= pair.last);
            before.checked_sub(1).is_some_and(|at| marks[at].last >= pair.node)
        };
        let mut pairs: Vec<Pair> = self.pairs.into_iter().filter(|pair| !is_marked(pair)).collect();
        if pairs.len() < ROWS_WITH_ADDRESS {
            return marks;
        }
        pairs.sort_by_cached_key(|pair| (form(page, pair), pair.node));
        let lists = lists(page, &pairs);
        let mut from = 0;
        for group in pairs.chunk_by(|left, right| form(page, left) == form(page, right)) {
            marks.extend(read(page, group, &lists[from..from + group.len()]));
            from += group.len();
        }
        marks.sort_by_key(|mark| mark.node);
        marks
    }
}

fn is_exact(page: &Page<'_>, at: At) -> bool {
    let What::Text(text) = page.nodes[at].what else { return false };
    let text = text.trim();
    text.len() == 2 || text.bytes().any(|byte| !byte.is_ascii_digit())
}

fn form<'a>(page: &Page<'a>, pair: &Pair) -> Form<'a> {
    [pair.node, pair.last].map(|at| {
        let parent = page.nodes[at].parent;
        (page.tag(parent), page.attr(parent, "class"), page.nodes[at].depth)
    })
}

/// For each pair the smallest element that holds another one too: the list of its row.
fn lists(page: &Page<'_>, pairs: &[Pair]) -> Vec<Option<At>> {
    let before = before(page.nodes.len(), pairs.iter().map(|pair| pair.node));
    let list = |pair: &Pair| page.ancestors(pair.node).take(ABOVE).find(|at| before[page.nodes[*at].end] - before[*at] > 1);
    pairs.iter().map(list).collect()
}

/// The dates of pairs of one form, if they are dates in one order of month and day and in no other.
fn read(page: &Page<'_>, pairs: &[Pair], lists: &[Option<At>]) -> Vec<DateMark> {
    let exact = pairs.iter().filter(|pair| pair.exact).count() >= ROWS;
    let fits = |dates: &Vec<Date>| exact && tells_apart(dates) && runs_down(dates, lists) || addresses_agree(page, pairs, dates, lists);
    let found = [true, false].map(|month_first| dates(pairs, month_first).filter(fits));
    let ([Some(dates), None] | [None, Some(dates)]) = found else { return Vec::new() };
    let mark = |(pair, date): (&Pair, &Date)| DateMark {
        node: pair.node,
        last: pair.last,
        date: date.written(pair.year),
        time: None,
        span: (0, 0),
        from: DatePlace::Text,
        attribute: None,
    };
    let in_list = pairs.iter().zip(&dates).zip(lists).filter(|(_, list)| list.is_some());
    in_list.map(|(pair, _)| mark(pair)).collect()
}

/// A pair read in one order.
#[derive(Clone, Copy)]
struct Date {
    month: u8,
    day: u8,
}

impl Date {
    fn written(self, year: Option<i32>) -> Written {
        let month_day = Written::MonthDay { month: self.month, day: self.day };
        year.and_then(|year| whole(year, self.month, self.day)).unwrap_or(month_day)
    }
}

/// All pairs as dates; `None` where one is none.
fn dates(pairs: &[Pair], month_first: bool) -> Option<Vec<Date>> {
    let of = |pair: &Pair| {
        let (month, day) = if month_first { (pair.first, pair.second) } else { (pair.second, pair.first) };
        // 2000 has every day that some year has.
        whole(pair.year.unwrap_or(2000), month, day).map(|_| Date { month, day })
    };
    pairs.iter().map(of).collect()
}

/// Whether days that no month has, or months that stay while days change, say which number is which.
fn tells_apart(dates: &[Date]) -> bool {
    let kinds = |of: fn(&Date) -> u8| dates.iter().fold(0_u32, |seen, date| seen | 1 << of(date)).count_ones();
    dates.iter().any(|date| date.day > 12) || kinds(|date| date.month) < kinds(|date| date.day)
}

/// Whether the rows of each list run from new to old, as those of news do: over the end of a year too, and with a pinned one among four.
fn runs_down(dates: &[Date], lists: &[Option<At>]) -> bool {
    let beside = (1..dates.len()).filter(|at| lists[*at].is_some() && lists[*at] == lists[at - 1]);
    let (mut rows, mut rises) = (0, 0);
    for at in beside {
        let (newer, older) = (dates[at - 1], dates[at]);
        let over_new_year = newer.month <= 2 && older.month >= 11;
        rows += 1;
        rises += usize::from((newer.month, newer.day) < (older.month, older.day) && !over_new_year);
    }
    rows + 1 >= ROWS && rises <= rows / 4
}

/// Whether the addresses of all rows hold their dates.
fn addresses_agree(page: &Page<'_>, pairs: &[Pair], dates: &[Date], lists: &[Option<At>]) -> bool {
    let agrees = |((pair, date), list): ((&Pair, &Date), &Option<At>)| {
        let row = page.ancestors(pair.node).take(ABOVE).find(|at| Some(page.nodes[*at].parent) == *list);
        let links = row.into_iter().flat_map(|row| page.subtree(row).take(ROW)).chain(page.ancestors(pair.node).take(ABOVE)).filter(|at| page.is(*at, Tag::A));
        let mut named = links.filter_map(|link| page.attr(link, "href")).filter(|href| href.len() <= ADDRESS).flat_map(address_dates);
        named.any(|named| matches!(named, AddressDate::Day(day) if (day.date().month(), day.date().day()) == (u32::from(date.month), u32::from(date.day))))
    };
    pairs.len() >= ROWS_WITH_ADDRESS && pairs.iter().zip(dates).zip(lists).all(agrees)
}
