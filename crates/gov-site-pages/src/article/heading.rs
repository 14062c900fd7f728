//! The heading of an article: found by its place, its markup, and what page tags and window title say of it.

use crate::lines::Lines;
use crate::outline::{At, Page, Tag, What};
use crate::shown::Shown;

use super::facts::Fact;
use super::labels::Label;
use super::origin::is_document_no;
use super::tags::Tags;

/// The heading, and where its lines are.
pub(super) struct Heading {
    pub(super) shown: Shown,
    /// Its text without blanks.
    squeezed: String,
    /// First and last line of every place where it stands, the chosen one first.
    pub(super) at: Vec<(usize, usize)>,
}

/// Bytes of the longest heading.
const LONGEST: usize = 420;
/// How often a heading is looked for again: print and telephone versions of the same article.
const COPIES: usize = 4;

/// Lines that make up one text that may be a heading.
struct Candidate {
    first: usize,
    last: usize,
    score: i32,
}

/// What is known of lines when the heading is looked for.
pub(super) struct Hints<'a> {
    pub(super) tags: &'a Tags,
    /// Lines that speak of publication: date, source, font size.
    pub(super) facts: &'a [usize],
    /// Those of them with both a date and a source: nothing but an article has such a line.
    pub(super) sure: &'a [usize],
    /// Lines of a labelled publication, or of a source with a day on the same or the next line.
    pub(super) dated: &'a [usize],
    /// Lines that begin with a label: 公开方式：主动公开.
    pub(super) labelled: &'a [usize],
}

pub(super) fn find(page: &Page<'_>, lines: &Lines, hints: &Hints<'_>) -> Option<Heading> {
    let mut best: Option<Candidate> = None;
    let mut squeezed = String::new();
    // A heading is no link: menus and lists are left out at once.
    for index in (0..lines.all.len()).filter(|index| !lines.all[*index].long && !is_link(page, lines, *index)) {
        let end = group(page, lines, index);
        let whole = over(page, lines.all[index].block).is_some();
        squeezed.clear();
        for last in index..=end {
            squeeze(lines, last, &mut squeezed);
            if whole && last < end {
                continue;
            }
            let score = score(page, lines, hints, (index, last), &squeezed);
            if score >= 6 && best.as_ref().is_none_or(|best| score > best.score) {
                best = Some(Candidate { first: index, last, score });
            }
        }
    }
    best.or_else(|| over_body(page, lines, hints)).map(|best| heading(page, lines, &best))
}

/// Whether a line is a link; one without an address in an element for headings is none.
fn is_link(page: &Page<'_>, lines: &Lines, index: usize) -> bool {
    let line = &lines.all[index];
    let leads = || page.ancestors(line.first).take(3).any(|at| page.is(at, Tag::A) && page.attr(at, "href").is_some());
    line.linked && (over(page, line.block).is_none() || leads())
}

/// What neither window nor tags name and no date follows: a marked line directly over the first paragraph, as introductions have it.
fn over_body(page: &Page<'_>, lines: &Lines, hints: &Hints<'_>) -> Option<Candidate> {
    let body =
        (0..lines.all.len()).find(|line| !lines.all[*line].linked && lines.text(*line).chars().nth(BODY).is_some() && lines.text(*line).contains('。'))?;
    let line = body.checked_sub(1).filter(|line| !lines.all[*line].linked)?;
    let text = lines.text(line);
    let first = lines.all[line].first;
    let marked = over(page, lines.all[line].block).is_some() || classes(page, first) > 0;
    let fits = (4..=40).contains(&text.chars().count()) && !names_site(text) && !text.contains(['。', '，', '；', ':', '：', '>']);
    let section = is_section(text) || text.starts_with(['（', '(', '【']) || text.ends_with(['）', ')']);
    let free = hints.facts.binary_search(&line).is_err() && unlikely(text) == 0 && aside(page, first) == 0;
    (marked && fits && !section && free).then_some(Candidate { first: line, last: line, score: 0 })
}

/// Signs of a line that is a paragraph.
const BODY: usize = 60;

/// The last line of a heading that begins at a line: one broken by `br`, or all of an `h1`.
fn group(page: &Page<'_>, lines: &Lines, index: usize) -> usize {
    let block = lines.all[index].block;
    let top = over(page, block).unwrap_or(block);
    let end = page.nodes[top].end;
    let within = |line: &&crate::lines::Line| line.first < end && (line.block == block || top != block);
    index + lines.all[index + 1..].iter().take(4).take_while(within).count()
}

/// The heading element at a block or a little above it.
fn over(page: &Page<'_>, block: At) -> Option<At> {
    std::iter::once(block).chain(page.ancestors(block)).take(3).find(|at| level(page, *at).is_some())
}

fn level(page: &Page<'_>, at: At) -> Option<i32> {
    match page.tag(at)? {
        Tag::H1 => Some(5),
        Tag::H2 => Some(4),
        Tag::H3 => Some(3),
        Tag::H4 | Tag::H5 => Some(2),
        _ => None,
    }
}

/// Appends a line without its blanks.
fn squeeze(lines: &Lines, index: usize, out: &mut String) {
    if out.len() <= LONGEST {
        // Lines hold no other blanks.
        lines.text(index).split(' ').for_each(|word| out.push_str(word));
    }
}

fn squeezed_lines(lines: &Lines, first: usize, last: usize) -> String {
    let mut out = String::new();
    (first..=last).for_each(|index| squeeze(lines, index, &mut out));
    out
}

fn score(page: &Page<'_>, lines: &Lines, hints: &Hints<'_>, (first, last): (usize, usize), text: &str) -> i32 {
    let line = &lines.all[first];
    if text.len() < 6 || text.len() > LONGEST || hints.labelled.binary_search(&first).is_ok() {
        return 0;
    }
    // Old sites have their name as the title of every window.
    let of_site = hints.tags.is_window(text) && names_site(text);
    let named = if of_site { 0 } else { hints.tags.names(without_date(text)) };
    let own = over(page, line.block).is_some_and(|at| page.is(at, Tag::H1)) && text.chars().count() >= 10 && !names_site(text);
    let marked = over(page, line.block).and_then(|at| level(page, at)).unwrap_or(0) + classes(page, line.first);
    let next = hints.facts.partition_point(|fact| *fact <= last);
    let marked = match named + marked {
        // Old pages mark nothing but the letters of the line above 作者, 来源 and 时间, or above 字体 and these.
        0 if hints.facts.get(next).is_some_and(|fact| *fact <= last + 2) && !names_site(text) && is_emphasised(page, line.first) => 2,
        0 if hints.facts.get(next).is_some_and(|fact| *fact <= last + 2 && is_large_over(page, lines, first, *fact)) && reads_as_heading(text) => 2,
        // Others mark it by a class of their own alone.
        0 if hints.sure.binary_search(&(last + 1)).is_ok() && reads_as_heading(text) => 2,
        // What nothing marks counts less than what something does.
        0 if hints.dated.binary_search(&(last + 1)).is_ok() && reads_as_heading(text) && !is_document_no(text) => 1,
        0 => return 0,
        _ => marked,
    };
    let followed = hints.facts.get(next).map_or(0, |fact| if *fact == last + 1 { 5 } else { 4 * i32::from(*fact <= last + 4) });
    let is_fact = next > hints.facts.partition_point(|fact| *fact < first);
    // A short heading is one where the window has it as the first of its parts.
    let short = if named >= SURELY_NAMED { 0 } else { short(text) };
    named + marked + i32::from(own) + followed - if is_fact { 9 } else { 0 } - short - unlikely(text) - aside(page, line.first)
}

/// What [`Tags::names`] gives a text that the window title begins with, and more.
const SURELY_NAMED: i32 = 5;

fn short(text: &str) -> i32 {
    2 * i32::from(text.chars().nth(4).is_none())
}

/// Whether an unmarked line may be a heading: no sentence, no path, no label.
pub(super) fn reads_as_heading(text: &str) -> bool {
    let length = text.chars().count();
    let labelled = text.char_indices().take(8).any(|(_, sign)| matches!(sign, ':' | '：' | ']' | '】'));
    (8..=70).contains(&length) && !labelled && !names_site(text) && !text.contains(['。', '；', '>', '＞', '»']) && !text.ends_with([':', '：'])
}

/// Whether a text stands out by its letters, or as the term of a list of terms.
fn is_emphasised(page: &Page<'_>, text: At) -> bool {
    if matches!(page.nodes[text].what, What::Text(text) if is_section(text.trim_start())) {
        return false;
    }
    page.ancestors(text).take(3).any(|at| matches!(page.tag(at), Some(Tag::Dt | Tag::Font | Tag::Strong)) || page.named(at, "b"))
}

/// Whether a style of its own makes a text larger than the text of pages is.
fn is_large(page: &Page<'_>, text: At) -> bool {
    page.ancestors(text).take(2).filter_map(|at| page.attr(at, "style")).any(|style| {
        let Some((_, size)) = style.split_once("font-size:") else { return false };
        let size = size.trim_start();
        let digits = size.bytes().take_while(u8::is_ascii_digit).count();
        let least = match &size.as_bytes()[digits..] {
            [b'p', b't', ..] => 14,
            [b'%', ..] => 130,
            _ => 18,
        };
        size.starts_with("x-large") || size.starts_with("xx-large") || size[..digits].parse::<u32>().is_ok_and(|size| size >= least)
    })
}

/// Whether a line is larger than text over a line that says more than a day, as that below a signature does not.
fn is_large_over(page: &Page<'_>, lines: &Lines, line: usize, fact: usize) -> bool {
    crate::date_text::whole_date(lines.text(fact)).is_none() && is_large(page, lines.all[line].first)
}

/// Whether a text stands out by its letters.
pub(crate) fn stands_out(page: &Page<'_>, text: At) -> bool {
    is_emphasised(page, text) || is_large(page, text)
}

/// Whether a text is the heading of a section: 一、活动时间, （一）, 1.
fn is_section(text: &str) -> bool {
    let rest = text.trim_start_matches(['（', '(', '第']);
    let after = rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign));
    after.len() < rest.len() && after.starts_with(['、', '.', '．', '）', ')', '章', '节', '条'])
}

/// Whether a text is the name of a site or office, as the first heading of many pages is.
fn names_site(text: &str) -> bool {
    ["网", "网站", "平台", "系统", "政府", "局", "委员会", "厅", "中心", "办公室"].iter().any(|end| text.ends_with(end))
}

/// Copies of the heading that are not shown, or only handed to other programs.
fn aside(page: &Page<'_>, text: At) -> i32 {
    let unseen = |style: &str| style.contains("display:none") || style.contains("display: none");
    let aside =
        page.ancestors(text).take(3).any(|at| page.attr(at, "style").is_some_and(unseen) || page.attr(at, "class").is_some_and(|class| holds(class, "share")));
    i32::from(aside) * 5
}

/// Words of classes that many systems give to headings.
fn classes(page: &Page<'_>, text: At) -> i32 {
    let mut near = page.ancestors(text).take(3);
    let is_title = |class: &str| ["tit", "biaoti", "bt"].iter().any(|word| holds(class, word));
    let named = near.any(|at| page.attributes(at).any(|(name, value)| matches!(name, "class" | "id") && is_title(value)));
    if named { 2 } else { 0 }
}

/// Whether a class holds a word (written small), in any case.
pub(crate) fn holds(class: &str, word: &str) -> bool {
    let (class, word) = (class.as_bytes(), word.as_bytes());
    let Some(first) = word.first() else { return true };
    let mut begins = memchr::memchr2_iter(*first, first.to_ascii_uppercase(), class);
    begins.any(|at| class.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word)))
}

/// Texts that name a place on the site and not an article.
fn unlikely(text: &str) -> i32 {
    let path = ["当前位置", "您的位置", "您现在的位置", "您所在的位置", "首页>", "首页»", "首页-", "首页/", "首页→"].iter().any(|word| text.contains(word));
    let part = ["附件", "相关", "上一篇", "下一篇", "分享", "扫一扫", "版权所有", "友情链接", "正在阅读"].iter().any(|word| text.starts_with(word));
    i32::from(path) * 9 + i32::from(part) * 9
}

fn heading(page: &Page<'_>, lines: &Lines, best: &Candidate) -> Heading {
    let squeezed = squeezed_lines(lines, best.first, best.last);
    let mut at = vec![(best.first, best.last)];
    for index in (0..lines.all.len()).filter(|index| !(best.first..=best.last).contains(index)) {
        if at.len() > COPIES || lines.all[index].linked || !squeezed.starts_with(first_sign(lines.text(index))) {
            continue;
        }
        let last = group(page, lines, index);
        if squeezed_lines(lines, index, last) == squeezed {
            at.push((index, last));
        }
    }
    Heading { shown: shown(page, lines, best), squeezed, at }
}

fn first_sign(text: &str) -> char {
    text.chars().next().unwrap_or('\0')
}

fn shown(page: &Page<'_>, lines: &Lines, best: &Candidate) -> Shown {
    let mut text = String::new();
    for index in best.first..=best.last {
        if index > best.first {
            text.push(' ');
        }
        text.push_str(lines.text(index));
    }
    let block = lines.all[best.first].block;
    Shown { text: bare(&text, lines, best.first).to_owned(), place: page.place(over(page, block).unwrap_or(block)) }
}

/// Without a mark before it (原创), without the label of a name, and without a date in brackets behind it.
fn bare<'t>(text: &'t str, lines: &Lines, index: usize) -> &'t str {
    let after_mark = ["原创", "转载", "置顶"].iter().find_map(|mark| text.strip_prefix(mark).filter(|_| lines.begins(index, mark.len())));
    let text = after_mark.unwrap_or(text).trim();
    let named = ["信息名称", "标题", "名称"].iter().find_map(|label| text.strip_prefix(label)?.strip_prefix(['：', ':']));
    without_date(named.map(str::trim_start).filter(|name| !name.is_empty()).unwrap_or(text))
}

/// A text without a date in brackets behind it.
fn without_date(text: &str) -> &str {
    let dated = |open: &usize| crate::date_text::whole_date(&text[*open..]).is_some();
    text.rfind(['(', '（', '[', '【']).filter(dated).map_or(text, |open| text[..open].trim_end())
}

impl Heading {
    /// A date in brackets behind the heading, on its own line.
    pub(crate) fn holds_line(&self, index: usize) -> bool {
        self.at.iter().any(|(first, last)| (*first..=*last).contains(&index))
    }

    /// The text without blanks.
    pub(super) fn squeezed(&self) -> &str {
        &self.squeezed
    }
}

/// Whether a line has both a day, labelled or among the tools of an article, and the source.
pub(super) fn is_sure(fact: &Fact) -> bool {
    !fact.dates.is_empty() && fact.has(&[Label::Source]) && fact.has(&[Label::Published, Label::Time, Label::Updated, Label::Tool])
}

/// Whether a line says when the article was published, or beside its day where it is from.
pub(super) fn is_dated(fact: &Fact, next: Option<&Fact>) -> bool {
    let near = || next.is_some_and(|next| next.line == fact.line + 1 && !next.dates.is_empty() && next.has(&[Label::Published, Label::Time]));
    !fact.dates.is_empty() && (fact.announces(Label::Published) || fact.announces(Label::Source)) || fact.announces(Label::Source) && near()
}

/// Whether a line begins with the label of something else than the name.
pub(super) fn is_labelled(lines: &Lines, fact: &Fact) -> bool {
    let begins = |start: usize| lines.text(fact.line)[..start].trim_end_matches(['【', '[', '［', ' ']).is_empty();
    fact.labels.first().is_some_and(|found| found.colon && begins(found.start) && !matches!(found.label, Label::Name | Label::Tool))
}

/// Whether a line speaks of the publication of an article: a source or 发布时间 with its label, whatever is behind it, a date among the tools
/// around such a line, or a date alone.
pub(super) fn is_fact(lines: &Lines, fact: &Fact) -> bool {
    let around = [Label::Published, Label::Time, Label::Updated, Label::Tool, Label::Other, Label::Name, Label::Editor];
    let alone = || fact.labels.is_empty() && crate::date_text::whole_date(lines.text(fact.line)).is_some();
    fact.has(&[Label::Source]) || fact.announces(Label::Published) || (!fact.dates.is_empty() && (fact.has(&around) || alone()))
}
