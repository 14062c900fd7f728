//! The marks on a page from which lists are read: links that may be items, and texts that may be their dates.

use chrono::Datelike;

use crate::context::is_no_address;
use crate::date_text::{Clock, DateText, Written, dates, has_number, whole_date};
use crate::day_words::Meaning;
use crate::outline::{At, Page, Tag, What, is_letter, peeled, trimmed};
use crate::shown::DatePlace;
use gov_site_compliance::Day;

mod around;
mod flat;
mod heads;
mod parts;
mod set_off;

pub(crate) use parts::is_parted;
use parts::{Part, joined, whole};
pub(crate) use set_off::is_label;
use set_off::{date_behind_title, shown_date};

/// Where links and dates stand, with the number of links before each node: how many a subtree holds is a subtraction.
pub(crate) struct Marks {
    /// Links that may be items, in the order of the document.
    pub(crate) links: Vec<At>,
    /// Dates that may be those of items.
    pub(crate) dates: Vec<DateMark>,
    links_before: Vec<u32>,
}

/// A date beside an item: the nodes that show it.
#[derive(Clone, Debug)]
pub(crate) struct DateMark {
    /// The first text node.
    pub(crate) node: At,
    /// The last text node: a date may be split over elements.
    pub(crate) last: At,
    pub(crate) date: Written,
    pub(crate) time: Option<Clock>,
    /// The text that is the date, within its node (whole nodes where it is split).
    pub(crate) span: (usize, usize),
    /// Where the date was read.
    pub(crate) from: DatePlace,
    /// The attribute that holds the text, where no text node does.
    pub(crate) attribute: Option<&'static str>,
    /// What it is the day of.
    pub(crate) meaning: Meaning,
    /// The other day that its bare numbers may be, in another order.
    pub(crate) turned: Option<Day>,
}

impl DateMark {
    /// A date that is the whole text of a node.
    pub(crate) fn new(node: At, date: Written, from: DatePlace) -> DateMark {
        DateMark { node, last: node, date, time: None, span: (0, 0), from, attribute: None, meaning: Meaning::Open, turned: None }
    }

    /// Whether it is the day of something else than the publication.
    pub(crate) fn is_other(&self) -> bool {
        self.meaning == Meaning::Other
    }

    /// Where it stands.
    pub(crate) fn place(&self, page: &Page<'_>) -> String {
        page.place(if self.attribute.is_some() { self.node } else { page.nodes[self.node].parent })
    }

    /// The date as written.
    pub(crate) fn text(&self, page: &Page<'_>) -> String {
        if let Some(name) = self.attribute {
            return page.attr(self.node, name).map_or("", |text| &text[self.span.0..self.span.1]).to_owned();
        }
        let text = |at: At| if let What::Text(text) = page.nodes[at].what { text } else { "" };
        if self.node == self.last {
            return text(self.node)[self.span.0..self.span.1].to_owned();
        }
        let parts: Vec<&str> = (self.node..=self.last).map(text).map(str::trim).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

impl Marks {
    pub(crate) fn new(page: &Page<'_>) -> Marks {
        let links: Vec<At> = (0..page.nodes.len()).filter(|at| is_item_link(page, *at)).collect();
        let dates = date_marks(page);
        let links_before = before(page.nodes.len(), links.iter().copied());
        let mut marks = Marks { links, dates, links_before };
        around::name(page, &mut marks);
        marks
    }

    /// Whether a node is one of the links.
    pub(crate) fn is_link(&self, at: At) -> bool {
        self.links_before[at + 1] > self.links_before[at]
    }

    /// The links under a node.
    pub(crate) fn links_in(&self, page: &Page<'_>, at: At) -> &[At] {
        let range = page.subtree(at);
        &self.links[self.links_before[range.start] as usize..self.links_before[range.end] as usize]
    }
}

/// For each node (and the end) how many marks stand before it.
pub(crate) fn before(nodes: usize, marks: impl Iterator<Item = At>) -> Vec<u32> {
    let mut counts = vec![0; nodes + 1];
    marks.for_each(|at| counts[at + 1] += 1);
    let mut sum = 0;
    for count in &mut counts {
        sum += *count;
        *count = sum;
    }
    counts
}

/// Whether a link may be an item: it shows a text of its own, and is no step of a pager, no "more", no switch of the page.
fn is_item_link(page: &Page<'_>, at: At) -> bool {
    if !page.is(at, Tag::A) || page.nodes[at].hidden {
        return false;
    }
    let Some(href) = page.attr(at, "href").or_else(|| page.attr(at, "onclick")) else { return false };
    if href.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:")) {
        return false;
    }
    let Some((_, first)) = page.texts(at).next() else { return false };
    let (signs, words) = signs(page, at, STEP);
    words && signs >= 2 && !(signs <= STEP && is_step(first)) && !is_record_number(page, at)
}

/// Letters and digits that a step of a pager never exceeds.
const STEP: usize = 6;
/// Letters and digits that a record number never exceeds: what has more is a title.
const TITLE: usize = 40;
/// Signs of a link that are looked at for letters.
const LOOK: usize = 4096;

/// How many letters and digits a link shows, counted a little beyond a limit, and whether it shows a letter.
fn signs(page: &Page<'_>, at: At, limit: usize) -> (usize, bool) {
    let (mut signs, mut words) = (0, false);
    for sign in page.texts(at).flat_map(|(_, text)| text.chars()).take(LOOK) {
        let letter = is_letter(sign);
        words |= letter;
        signs += usize::from(letter || sign.is_numeric());
        if words && signs > limit {
            break;
        }
    }
    (signs, words)
}

/// Whether a link shows a record number of the site: 京ICP备…号, 公网安备.
fn is_record_number(page: &Page<'_>, at: At) -> bool {
    page.texts(at).any(|(_, text)| text.contains('备')) && signs(page, at, TITLE).0 <= TITLE && {
        let text = page.text(at).replace(' ', "");
        text.contains("ICP备") || text.contains("公网安备")
    }
}

/// Words of links that lead on: pagers, "more", back to the top.
fn is_step(text: &str) -> bool {
    const WORDS: [&str; 23] = [
        "更多",
        "more",
        "首页",
        "上一页",
        "下一页",
        "上页",
        "下页",
        "尾页",
        "末页",
        "跳转",
        "详细",
        "详情",
        "阅读",
        "了解",
        "点击查看",
        "全文",
        "查看",
        "返回",
        "关闭",
        "打印",
        "收藏",
        "下一步",
        "GO",
    ];
    let text = trimmed(text);
    let begins = |sign| "更首上下尾末跳详阅了点全查返关打收MmGg".contains(sign);
    text.bytes().all(|byte| byte.is_ascii_digit())
        || text.starts_with(begins) && WORDS.iter().any(|word| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
}

/// Whether a link has an address.
pub(crate) fn has_address(page: &Page<'_>, link: At) -> bool {
    page.attr(link, "href").is_some_and(|href| !is_no_address(href))
}

fn date_marks(page: &Page<'_>) -> Vec<DateMark> {
    let mut marks: Vec<DateMark> = Vec::new();
    let mut recent: [Option<(At, Part)>; 2] = [None, None];
    let mut loose: Vec<DateMark> = Vec::new();
    for at in 0..page.nodes.len() {
        let What::Text(text) = page.nodes[at].what else { continue };
        if page.nodes[at].hidden {
            continue;
        }
        let numbered = has_number(text);
        let part = parts::part(text);
        if part.is_none() && !numbered {
            recent = [recent[1], None];
            continue;
        }
        if let Some(mark) = joined(page, &recent, at, part) {
            while marks.pop_if(|other| other.node >= mark.node).is_some() {}
            marks.push(mark);
            recent = [None, None];
            continue;
        }
        recent = [recent[1], part.map(|part| (at, part))];
        if let Some(mark) = shown_mark(page, at, text).or_else(|| cut_month_day(at, text)) {
            marks.push(mark);
        } else if let Some(date) = loose_date(text) {
            loose.push(DateMark { span: (0, text.len()), ..DateMark::new(at, date, DatePlace::Text) });
        }
    }
    with_loose(page, marks, loose)
}

/// The date that a text shows by itself.
fn shown_mark(page: &Page<'_>, at: At, text: &str) -> Option<DateMark> {
    let behind_title = || date_behind_title(text).filter(|_| around::is_title(page, at)).map(|date| (date, Meaning::Open));
    let shown = shown_date(text);
    let (found, meaning) = shown.filter(|(_, of)| *of != Meaning::Other).or_else(behind_title).or(shown)?;
    let whole = in_attribute(page, page.nodes[at].parent, found.date);
    let (date, from) = whole.map_or((found.date, DatePlace::Text), |date| (date, DatePlace::Attribute));
    Some(DateMark { time: found.time, span: (found.start, found.end), meaning, ..DateMark::new(at, date, from) })
}

/// The day in an attribute of the element that shows a month and day, if it agrees with them.
fn in_attribute(page: &Page<'_>, element: At, shown: Written) -> Option<Written> {
    let Written::MonthDay { month, day } = shown else { return None };
    let agrees = |written: &Written| matches!(written, Written::Day(date) if date.date().month() == u32::from(month) && date.date().day() == u32::from(day));
    // The time and its zone may follow on the day: 2018-03-19T09:12:00+08:00.
    let begins = |value: &str| dates(value).next().filter(|date| date.start == 0 || whole_date(value).is_some());
    DATED_ATTRIBUTES.iter().filter_map(|name| begins(page.attr(element, name)?)).map(|date| date.date).find(agrees)
}

/// A month with its word and a day without, as a whole text: `3月19`.
fn cut_month_day(at: At, text: &str) -> Option<DateMark> {
    let whole = peeled(text, |sign| sign.is_whitespace() || "[]()（）".contains(sign));
    let (month, day) = if whole.len() <= "12月31".len() { whole.split_once('月')? } else { return None };
    let date = dates(&format!("{month}月{day}日")).next().filter(|_| day.bytes().all(|byte| byte.is_ascii_digit()))?.date;
    let start = whole.as_ptr() as usize - text.as_ptr() as usize;
    let is_day = matches!(date, Written::MonthDay { .. });
    is_day.then(|| DateMark { span: (start, start + whole.len()), ..DateMark::new(at, date, DatePlace::Text) })
}

/// What is a date only among others of its form: `11-8`, `20231108`.
fn loose_date(text: &str) -> Option<Written> {
    let digits = text.trim();
    if digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = digits[..4].parse().ok().filter(|year| (1995..=2099).contains(year))?;
        return whole(year, digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
    }
    loose_month_day(text).map(|(month, day)| Written::MonthDay { month, day })
}

/// Month and day without leading zeros (`11-8`), as a whole text: a date only where others in the same place are written in full.
fn loose_month_day(text: &str) -> Option<(u8, u8)> {
    let text = peeled(text, |sign| sign.is_whitespace() || "[]()（）".contains(sign));
    if text.len() > 5 {
        return None;
    }
    let (month, day) = text.split_once(['-', '/', '.'])?;
    let number =
        |text: &str, limit: u8| text.parse::<u8>().ok().filter(|number| (1..=limit).contains(number) && text.bytes().all(|byte| byte.is_ascii_digit()));
    Some((number(month, 12)?, number(day, 31)?))
}

fn with_loose(page: &Page<'_>, mut marks: Vec<DateMark>, loose: Vec<DateMark>) -> Vec<DateMark> {
    if loose.is_empty() {
        return marks;
    }
    let form = |at: At| (page.tag(page.nodes[at].parent), page.attr(page.nodes[at].parent, "class"), page.nodes[at].depth);
    let mut forms: Vec<_> = marks.iter().filter(|mark| matches!(mark.date, Written::MonthDay { .. })).map(|mark| form(mark.node)).collect();
    forms.sort_unstable();
    let mut twice: Vec<_> = forms.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    if marks.is_empty() {
        twice = falling(&loose, form);
    }
    marks.extend(loose.into_iter().filter(|mark| twice.binary_search(&form(mark.node)).is_ok()));
    marks.sort_by_key(|mark| mark.node);
    marks
}

/// Numbers of one form that fall from row to row as the days of lists do: at least so many in a row.
const FALLING: usize = 5;

/// The forms of such numbers where no other shows what they are.
fn falling<F: Ord + Copy>(loose: &[DateMark], form: impl Fn(At) -> F) -> Vec<F> {
    let falls = |left: &DateMark, right: &DateMark| match (left.date, right.date) {
        (Written::MonthDay { month, day }, Written::MonthDay { month: next, day: after }) => (month, day) >= (next, after),
        (Written::Day(day), Written::Day(next)) => day >= next,
        _ => false,
    };
    let runs = loose.chunk_by(|left, right| form(left.node) == form(right.node) && falls(left, right));
    let mut forms: Vec<F> = runs.filter(|run| run.len() >= FALLING && run[0].date != run[run.len() - 1].date).map(|run| form(run[0].node)).collect();
    forms.sort_unstable();
    forms
}

/// Attributes in which systems keep the date of an item.
pub(crate) const DATED_ATTRIBUTES: [&str; 7] = ["datetime", "data-date", "data-time", "date", "time", "pubdate", "title"];

/// The date in an attribute of an element: the attribute is the date, or a line of it is a label and the date.
pub(crate) fn attribute_date(page: &Page<'_>, at: At) -> Option<DateMark> {
    let What::Element(_, element) = page.nodes[at].what else { return None };
    if !element.attrs().any(|(name, value)| DATED_ATTRIBUTES.contains(&name) && value.bytes().any(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let of = |name: &'static str| {
        let text = page.attr(at, name).filter(|text| text.len() <= 400 && text.bytes().any(|byte| byte.is_ascii_digit()))?;
        let (start, line) = lines(text).find_map(|(start, line)| Some((start, published(line).filter(|_| name != "title" || is_labelled(line))?)))?;
        let span = (start + line.start, start + line.end);
        let mark = DateMark::new(at, line.date, DatePlace::Attribute);
        Some(DateMark { time: line.time, span, attribute: Some(name), ..mark })
    };
    DATED_ATTRIBUTES.into_iter().find_map(of)
}

/// The date that a script writes as it stands: `document.write("2019-05-20 10:22:31".substring(0, 10))`.
pub(crate) fn written_date(page: &Page<'_>, at: At) -> Option<DateMark> {
    const WRITE: &str = "document.write(";
    let What::Text(source) = page.nodes[at].what else { return None };
    if source.len() > SCRIPT || !page.is(page.nodes[at].parent, Tag::Script) {
        return None;
    }
    let call = source.find(WRITE)? + WRITE.len();
    let quoted = source[call..].trim_start().strip_prefix(['"', '\''])?.split(['"', '\'']).next()?;
    let found = whole_date(quoted).filter(|found| matches!(found.date, Written::Day(_)))?;
    let start = quoted.as_ptr() as usize - source.as_ptr() as usize;
    let is_only_one = source.matches(WRITE).nth(1).is_none();
    let mark = DateMark::new(at, found.date, DatePlace::Script);
    is_only_one.then_some(DateMark { time: found.time, span: (start + found.start, start + found.end), ..mark })
}

/// Bytes of a script that writes a date.
const SCRIPT: usize = 200;

/// The date that a line shows, unless it is the day of something else.
fn published(line: &str) -> Option<DateText> {
    shown_date(line).filter(|(_, meaning)| *meaning != Meaning::Other).map(|(date, _)| date)
}

/// In a `title` only a date with its label, or alone on its line, is one: titles speak of days.
fn is_labelled(line: &str) -> bool {
    whole_date(line).is_some() || dates(line).next().is_some_and(|date| is_label(line[..date.start].trim()))
}

/// The lines of a text, with the place where each begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(['\n', '\r']).map(move |line| (line.as_ptr() as usize - text.as_ptr() as usize, line))
}
