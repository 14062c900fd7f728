//! The marks on a page from which lists are read: links that may be items, and texts that may be their dates.

use chrono::Datelike;

use crate::context::is_no_address;
use crate::date_text::{Clock, DateText, Written, dates, has_number, whole_date};
use crate::outline::{At, Page, Tag, What, is_letter, peeled, trimmed};
use crate::shown::DatePlace;
use gov_site_compliance::Day;

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
}

impl DateMark {
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
        Marks { links, dates, links_before }
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
    let mut before_text = "";
    let mut loose: Vec<DateMark> = Vec::new();
    for at in 0..page.nodes.len() {
        let What::Text(text) = page.nodes[at].what else { continue };
        if page.nodes[at].hidden {
            continue;
        }
        let numbered = has_number(text);
        let part = part_of(text).or_else(|| month_word(text));
        if part.is_none() && !numbered {
            recent = [recent[1], None];
            before_text = text;
            continue;
        }
        if let Some(mark) = joined(page, &recent, at, part) {
            while marks.pop_if(|other| other.node >= mark.node).is_some() {}
            marks.push(mark);
            recent = [None, None];
            continue;
        }
        recent = [recent[1], part.map(|part| (at, part))];
        let in_range = is_range(before_text);
        before_text = text;
        if in_range {
            continue;
        }
        if let Some(mark) = shown_mark(page, at, text) {
            marks.push(mark);
        } else if let Some(date) = loose_date(text) {
            loose.push(DateMark { node: at, last: at, date, time: None, span: (0, text.len()), from: DatePlace::Text, attribute: None });
        }
    }
    with_loose(page, marks, loose)
}

/// The date that a text shows by itself.
fn shown_mark(page: &Page<'_>, at: At, text: &str) -> Option<DateMark> {
    let found = shown_date(text)?;
    let whole = in_attribute(page, page.nodes[at].parent, found.date);
    let (date, from) = whole.map_or((found.date, DatePlace::Text), |date| (date, DatePlace::Attribute));
    Some(DateMark { node: at, last: at, date, time: found.time, span: (found.start, found.end), from, attribute: None })
}

/// The day in an attribute of the element that shows a month and day, if it agrees with them.
fn in_attribute(page: &Page<'_>, element: At, shown: Written) -> Option<Written> {
    let Written::MonthDay { month, day } = shown else { return None };
    let agrees = |written: &Written| matches!(written, Written::Day(date) if date.date().month() == u32::from(month) && date.date().day() == u32::from(day));
    DATED_ATTRIBUTES.iter().filter_map(|name| whole_date(page.attr(element, name)?)).map(|date| date.date).find(agrees)
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

/// Whether a text ends with a word that makes the next date the end of a span, not a day of publication.
fn is_range(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(['从', '自', '到', '至', '~', '～'])
}

/// A text that is a part of a date by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// 1 to 31, with 日 or not.
    Day(u8),
    /// A month with its word.
    Month(u8),
    Year(i32),
    YearMonth(i32, u8),
    MonthDay(u8, u8),
}

fn part_of(text: &str) -> Option<Part> {
    let around = |sign: char| sign.is_whitespace() || matches!(sign, '/' | '-' | '.' | '[' | ']' | '(' | ')');
    let text = text.trim_start_matches(around);
    if !text.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    let text = text.trim_end_matches(around);
    if text.len() > 16 {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: i32 = text[..digits].parse().ok()?;
    match (digits, &text[digits..]) {
        (1 | 2, "" | "日" | "号") if (1..=31).contains(&number) => Some(Part::Day(number as u8)),
        (1 | 2, "月") if (1..=12).contains(&number) => Some(Part::Month(number as u8)),
        (4, "" | "年") if (1995..=2099).contains(&number) => Some(Part::Year(number)),
        (4, rest) if (1995..=2099).contains(&number) && dotted_month(rest).is_some() => dotted_month(rest).map(|month| Part::YearMonth(number, month)),
        // A year and month, or a month and day, have one sign between them.
        _ if text.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).count() > 1 => None,
        _ => match dates(text).next() {
            Some(DateText { start: 0, end, date, time: None }) if end == text.len() => match date {
                Written::YearMonth { year, month } => Some(Part::YearMonth(year, month)),
                Written::MonthDay { month, day } => Some(Part::MonthDay(month, day)),
                _ => None,
            },
            _ => None,
        },
    }
}

/// Whether two texts, one after the other, are a month with its word and a day: `29`, `11月`.
pub(crate) fn is_parted(before: &str, text: &str) -> bool {
    let part = |text: &str| part_of(text).or_else(|| month_word(text));
    let (Some(left), Some(right)) = (part(before), part(text)) else { return false };
    matches!((left, right), (Part::Day(_), Part::Month(_)) | (Part::Month(_), Part::Day(_))) && two(left, right).is_some()
}

/// A month in numerals by itself: 十一月.
fn month_word(text: &str) -> Option<Part> {
    const MONTHS: [&str; 12] = ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];
    if text.len() > 32 || !text.trim_end().ends_with('月') {
        return None;
    }
    let text = text.trim();
    MONTHS.iter().zip(1..).find(|(word, _)| **word == text).map(|(_, month)| Part::Month(month))
}

/// `.11` behind a year: a month only where a day stands beside it.
fn dotted_month(rest: &str) -> Option<u8> {
    rest.strip_prefix('.')?.parse().ok().filter(|month| (1..=12).contains(month))
}

/// A date that is split over this text and the one or two before it, if they stand close together.
fn joined(page: &Page<'_>, recent: &[Option<(At, Part)>; 2], at: At, part: Option<Part>) -> Option<DateMark> {
    let part = part?;
    let near = |other: &Option<(At, Part)>| other.filter(|(before, _)| together(page, *before, at));
    let (second, first) = (near(&recent[1])?, near(&recent[0]));
    let three = first.and_then(|(node, first)| Some((node, three(first, second.1, part)?)));
    let (node, date) = three.or_else(|| Some((second.0, two(second.1, part)?)))?;
    Some(DateMark { node, last: at, date, time: None, span: (0, 0), from: DatePlace::Text, attribute: None })
}

fn together(page: &Page<'_>, left: At, right: At) -> bool {
    let above = |at: At| page.ancestors(at).take(3).collect::<Vec<_>>();
    right - left <= 8 && above(left).iter().any(|ancestor| above(right).contains(ancestor))
}

fn two(left: Part, right: Part) -> Option<Written> {
    match (left, right) {
        (Part::Day(day), Part::YearMonth(year, month)) | (Part::YearMonth(year, month), Part::Day(day)) => whole(year, month, day),
        (Part::MonthDay(month, day), Part::Year(year)) | (Part::Year(year), Part::MonthDay(month, day)) => whole(year, month, day),
        // 2000 has every day that some year has.
        (Part::Day(day), Part::Month(month)) | (Part::Month(month), Part::Day(day)) => whole(2000, month, day).map(|_| Written::MonthDay { month, day }),
        _ => None,
    }
}

fn three(first: Part, second: Part, third: Part) -> Option<Written> {
    match (first, second, third) {
        (Part::Year(year), Part::Month(month), Part::Day(day)) | (Part::Day(day), Part::Month(month), Part::Year(year)) => whole(year, month, day),
        (Part::Month(month), Part::Day(day), Part::Year(year)) => whole(year, month, day),
        (Part::Year(year), Part::Day(month), Part::Day(day)) => whole(year, month, day),
        _ => None,
    }
}

fn whole(year: i32, month: u8, day: u8) -> Option<Written> {
    let date = chrono::NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))?;
    Some(Written::Day(Day::from_date(date)))
}

/// Words before a date that say it is another one: not the day on which an item was published.
const OTHER_DATES: [&str; 16] =
    ["今天", "有效", "截止", "截至", "生成", "版权", "Copyright", "©", "起止", "报名", "开标", "成文", "印发", "废止", "实施", "施行"];

/// Words of labels of days on which something takes place.
const EVENTS: [&str; 11] = ["活动", "会议", "考试", "培训", "征集", "听证", "开庭", "举办", "开始", "结束", "面试"];

/// The date that a text shows beside an item: the text is the date, or a label and the date, or begins or ends with it, set off from the
/// words. A date within a sentence is none.
pub(crate) fn shown_date(text: &str) -> Option<DateText> {
    if text.len() > 600 {
        return None;
    }
    let of_day = |date: &DateText| !matches!(date.date, Written::YearMonth { .. });
    let mut fitting = dates(text).filter(|date| of_day(date) && is_set_off(text, date));
    let (Some(first), None) = (fitting.next(), fitting.next()) else { return None };
    Some(first)
}

fn is_set_off(text: &str, date: &DateText) -> bool {
    let (before, after) = (text[..date.start].trim(), text[date.end..].trim());
    if names_another(before) || before.ends_with(['至', '到', '~', '～', '—', '–']) {
        return false;
    }
    let open = |sign: char| "[(（【〔［<《|/".contains(sign);
    let close = |sign: char| "])）】〕］>》|/".contains(sign);
    let begins = before.chars().all(|sign| open(sign) || sign == '·' || sign == '-' || sign == '•');
    let ends = after.chars().all(|sign| close(sign) || matches!(sign, '|' | '-' | ':' | '：'));
    let sure = matches!(date.date, Written::Day(_));
    let word_form = text[date.start..date.end].contains('月');
    let apart_after = after.starts_with(close) || text[date.end..].starts_with(char::is_whitespace);
    let apart_before = text[..date.start].ends_with(char::is_whitespace);
    match (begins, ends) {
        (true, true) => true,
        (true, false) => after.starts_with(close) || (sure && (labelled_next(after) || !word_form && apart_after)),
        // Full-width brackets behind words are the title's own; systems write narrow ones.
        (false, true) => {
            is_label(before)
                || sure && apart_before && follows_source(before)
                || before.ends_with(['[', '(', '【', '［', '|'])
                || (sure && !word_form && apart_before)
        }
        (false, false) => is_label(before) && sure,
    }
}

/// Whether the words before a date are a source with its label: `来源：某日报　2020年08月21日`.
fn follows_source(before: &str) -> bool {
    ["来源", "信息来源", "文章来源", "作者"].iter().any(|label| before.strip_prefix(label).is_some_and(|rest| rest.starts_with(['：', ':'])))
}

/// Whether the words right before a date say that it is another one.
fn names_another(before: &str) -> bool {
    if before.is_empty() {
        return false;
    }
    let label = before.rsplit(|sign: char| sign.is_whitespace() || "[(（【|；;，,。".contains(sign)).next().unwrap_or(before);
    let label = label.char_indices().rev().nth(11).map_or(label, |(at, _)| &label[at..]);
    // 活动时间, 考试日期: when something takes place.
    let of_event = |word: &&str| label.contains(*word) && label.trim_end_matches([':', '：']).ends_with(['间', '期']);
    OTHER_DATES.iter().any(|word| label.contains(word)) || EVENTS.iter().any(of_event)
}

/// Whether other particulars follow, not words of a sentence: `【来源：…】`, `来源：`, `点击：3`.
fn labelled_next(after: &str) -> bool {
    let head: String = after.chars().take(10).collect();
    head.trim_start_matches(|sign: char| "[(（【|".contains(sign)).find(['：', ':']).is_some_and(|at| at <= 15)
}

/// Whether the words before a date are its label: `发布时间：`, `日期:`.
fn is_label(before: &str) -> bool {
    let Some(words) = before.strip_suffix(['：', ':']) else { return false };
    let word = words.rsplit(|sign: char| sign.is_whitespace() || "[(（【|；;，,".contains(sign)).next().unwrap_or(words);
    let signs = word.chars().count();
    (1..=8).contains(&signs) && ["时间", "日期", "日间", "发布", "更新", "时 间", "日 期", "日", "于"].iter().any(|part| word.contains(part))
}

/// Attributes in which systems keep the date of an item.
const DATED_ATTRIBUTES: [&str; 7] = ["datetime", "data-date", "data-time", "date", "time", "pubdate", "title"];

/// The date in an attribute of an element: the attribute is the date, or a line of it is a label and the date.
pub(crate) fn attribute_date(page: &Page<'_>, at: At) -> Option<DateMark> {
    let What::Element(_, element) = page.nodes[at].what else { return None };
    if !element.attrs().any(|(name, value)| DATED_ATTRIBUTES.contains(&name) && value.bytes().any(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let of = |name: &'static str| {
        let text = page.attr(at, name).filter(|text| text.len() <= 400 && text.bytes().any(|byte| byte.is_ascii_digit()))?;
        let (start, line) = lines(text).find_map(|(start, line)| Some((start, shown_date(line).filter(|_| name != "title" || is_labelled(line))?)))?;
        let span = (start + line.start, start + line.end);
        Some(DateMark { node: at, last: at, date: line.date, time: line.time, span, from: DatePlace::Attribute, attribute: Some(name) })
    };
    DATED_ATTRIBUTES.into_iter().find_map(of)
}

/// In a `title` only a date with its label, or alone on its line, is one: titles speak of days.
fn is_labelled(line: &str) -> bool {
    whole_date(line).is_some() || dates(line).next().is_some_and(|date| is_label(line[..date.start].trim()))
}

/// The lines of a text, with the place where each begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(['\n', '\r']).map(move |line| (line.as_ptr() as usize - text.as_ptr() as usize, line))
}
