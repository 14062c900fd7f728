//! What the whole page shows of itself, found in one pass.

use crate::context::is_no_address;
use crate::date_text::{Written, dates};
use crate::letter_words::{self, Field};
use crate::marks::is_parted;
use crate::outline::{At, Page, Tag, What, line, trimmed};

use super::words::{self, Sign};

/// Dates that are looked at on one page; more tell nothing new.
const DATES: usize = 600;
/// Dated items that a block of a home page hardly ever has.
pub(super) const LONG: u32 = 15;
/// Signs of the title that are looked at.
const TITLE: usize = 300;
/// Length of a month or a day by itself.
const PART: usize = 9;
/// Elements above a date among which the row of its item is looked for.
const ROW: usize = 5;
/// Bytes of the head of a column, and heads of a row.
const HEAD: usize = 24;
const HEADS: usize = 12;

/// Counts over the whole page; lengths in bytes of UTF-8 (a Chinese sign has three).
#[derive(Default)]
pub(super) struct Traits<'a> {
    pub(super) title: String,
    pub(super) article_title: Option<&'a str>,
    pub(super) pub_date: Option<&'a str>,
    pub(super) column_name: Option<&'a str>,
    pub(super) refresh: bool,
    pub(super) scripts: u32,
    pub(super) frames: u32,
    pub(super) password: bool,
    pub(super) app_root: bool,
    pub(super) shown: usize,
    pub(super) linked: usize,
    pub(super) links: Vec<At>,
    /// Links with a text of at least eight signs, as items of lists have them and menus have not.
    pub(super) long_links: u32,
    /// Length of the longest run of texts outside of links in one container.
    pub(super) body: usize,
    /// Whether a text outside of links has a sentence: menus and feet have none.
    pub(super) sentence: bool,
    /// Texts that are nothing but a year: headings of the blocks of a chronicle.
    pub(super) years: u32,
    /// Sizes of the groups of dated items, the largest first.
    pub(super) blocks: Vec<u32>,
    pub(super) breadcrumb: bool,
    /// Whether the path from the home page names letters.
    pub(super) letter_trail: bool,
    /// Whether a head or label is one of applications for permits.
    pub(super) applications: bool,
    pub(super) paging: bool,
    pub(super) blank: Option<&'a str>,
    pub(super) around_article: u8,
    /// How often a time or a source is labelled: at each item of some columns, once or twice around an article.
    pub(super) labelled: u32,
    pub(super) guide: u16,
    /// Whether a text outside of links stands at the beginning of the title.
    pub(super) heading: bool,
    pub(super) letter_heads: Vec<Field>,
    pub(super) of_letters: u32,
    /// Labelled times of letters: once each of one letter, at every item of a list.
    pub(super) letter_times: u32,
    pub(super) states: u32,
}

/// The state of the pass.
struct Pass<'p, 'a> {
    page: &'p Page<'a>,
    traits: Traits<'a>,
    link_end: At,
    link_text: usize,
    home_link: bool,
    trail_end: At,
    /// The last short text.
    before: &'a str,
    dates: Vec<At>,
    bodies: Vec<u32>,
}

impl<'a> Traits<'a> {
    pub(super) fn of(page: &Page<'a>) -> Traits<'a> {
        let mut pass = Pass {
            page,
            traits: Traits::default(),
            link_end: 0,
            link_text: 0,
            home_link: false,
            trail_end: 0,
            before: "",
            dates: Vec::new(),
            bodies: vec![0; page.nodes.len()],
        };
        for (at, node) in page.nodes.iter().enumerate() {
            match node.what {
                What::Element(tag, _) => pass.element(at, tag, node.hidden),
                What::Text(text) if !node.hidden => pass.text(at, text),
                What::Text(_) => {}
            }
        }
        let mut traits = pass.traits;
        traits.body = pass.bodies.iter().copied().max().unwrap_or(0) as usize;
        traits.blocks = blocks(page, &traits.links, &pass.dates, traits.paging);
        traits
    }

    pub(super) fn dated(&self) -> u32 {
        self.blocks.iter().sum()
    }

    pub(super) fn largest_block(&self) -> u32 {
        self.blocks.first().copied().unwrap_or(0)
    }

    /// How many groups have more than two dated items; two long ones of one size are one list for two screens.
    pub(super) fn large_blocks(&self) -> usize {
        let twice = matches!(self.blocks[..], [first, second, ..] if first == second && first >= LONG);
        self.blocks.iter().filter(|size| **size > 2).count() - usize::from(twice)
    }

    /// Whether the page calls itself an article: a title of one in its page tags.
    pub(super) fn is_article_by_tags(&self) -> bool {
        filled(self.article_title)
    }

    /// Whether a date of publication stands in its page tags.
    pub(super) fn has_pub_date(&self) -> bool {
        filled(self.pub_date)
    }

    pub(super) fn has_head(&self, field: Field) -> bool {
        self.letter_heads.contains(&field)
    }
}

impl<'a> Pass<'_, 'a> {
    fn element(&mut self, at: At, tag: Tag, hidden: bool) {
        match tag {
            Tag::A => {
                self.traits.links.push(at);
                self.link_end = self.page.nodes[at].end;
                self.link_text = 0;
            }
            Tag::Meta => self.meta(at),
            Tag::Title if self.traits.title.is_empty() => self.traits.title = title(&self.page.source(at)),
            Tag::Script => self.traits.scripts += 1,
            Tag::Iframe | Tag::Frame => self.traits.frames += 1,
            Tag::Input if !hidden => {
                self.traits.password |= self.page.attr(at, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password"));
            }
            Tag::Div if self.page.nodes[at].end == at + 1 => {
                self.traits.app_root |= matches!(self.page.attr(at, "id"), Some("app" | "root" | "__next" | "main-app"));
            }
            _ => {}
        }
    }

    fn meta(&mut self, at: At) {
        let value = || Some(self.page.attr(at, "content").unwrap_or(""));
        if self.page.attr(at, "http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) {
            let goes = self.page.attr(at, "content").is_some_and(|content| content.bytes().any(|byte| byte == b'='));
            self.traits.refresh |= goes;
        }
        let Some(name) = self.page.attr(at, "name") else { return };
        if name.eq_ignore_ascii_case("ArticleTitle") {
            self.traits.article_title = value();
        } else if name.eq_ignore_ascii_case("PubDate") {
            self.traits.pub_date = value();
        } else if name.eq_ignore_ascii_case("ColumnName") {
            self.traits.column_name = value();
        }
    }

    fn text(&mut self, at: At, text: &'a str) {
        let text = trimmed(text);
        self.traits.shown += text.len();
        let in_link = at < self.link_end;
        if in_link {
            self.in_link(text);
        } else {
            self.plain_text(text);
        }
        if !in_link && text.len() >= 24 {
            self.traits.sentence = self.traits.sentence || text.contains('。') && !words::is_under_way(text);
            let container = self.container(at);
            self.bodies[container] = self.bodies[container].saturating_add(text.len() as u32);
        }
        if text.len() <= 120 {
            self.short_text(at, text, in_link);
        }
        self.sign(at, text, in_link);
    }

    fn in_link(&mut self, text: &str) {
        self.traits.linked += text.len();
        let before = self.link_text;
        self.link_text += text.len();
        if before < 24 && self.link_text >= 24 {
            self.traits.long_links += 1;
        }
    }

    fn short_text(&mut self, at: At, text: &'a str, in_link: bool) {
        if !in_link && self.home_link && words::goes_on_with_path(text) {
            self.traits.breadcrumb = true;
        }
        self.traits.years += u32::from(!in_link && words::is_year(text));
        self.home_link = words::is_home_link(text) || (self.home_link && text.len() < 3);
        if self.dates.len() < DATES && has_digit(text) && is_date_mark(text) {
            self.dates.push(at);
            // A line that begins with the time and goes on with the source.
            if !in_link && !text.is_ascii() && text.contains("来源") && !text.starts_with("来源") {
                self.traits.around_article |= 2;
                self.traits.labelled += 1;
            }
        } else if self.dates.len() < DATES && text.len() <= PART && is_parted(self.before, text) {
            self.dates.push(at);
        }
        self.before = text;
        if letter_words::state(text).is_some() {
            self.traits.states += 1;
        }
    }

    /// A text outside of links: a head or label of letters, or what the title of the page begins with.
    fn plain_text(&mut self, text: &str) {
        if text.len() <= 300 && is_wide(text) && text.contains('：') {
            letter_words::parts(text).for_each(|part| self.label(part));
        } else {
            self.label(text);
        }
        if text.len() >= 24 && text.len() <= self.traits.title.len() {
            self.traits.heading |= self.traits.title.starts_with(text);
        }
    }

    fn label(&mut self, text: &str) {
        let label = letter_words::announced(text);
        self.traits.applications |= letter_words::is_of_applications(label);
        let Some(field) = letter_words::field(label) else { return };
        let of_letters = letter_words::is_of_letters(label);
        self.traits.of_letters += u32::from(of_letters);
        self.traits.letter_times += u32::from(of_letters && matches!(field, Field::Asked | Field::Answered));
        if !self.traits.letter_heads.contains(&field) {
            self.traits.letter_heads.push(field);
        }
    }

    fn sign(&mut self, at: At, text: &'a str, in_link: bool) {
        match words::sign(text) {
            Some(Sign::Breadcrumb) => {
                self.traits.breadcrumb = true;
                self.trail_end = self.block_end(at);
            }
            // 索引号, 发布日期 over the columns of a table.
            Some(Sign::Article(_)) if self.is_head_of_column(at) => {}
            Some(Sign::Article(bit)) => {
                self.traits.around_article |= bit;
                self.traits.labelled += u32::from(bit < 3);
            }
            Some(Sign::Paging) => self.traits.paging = true,
            Some(Sign::Blank) => self.traits.blank = self.traits.blank.or(Some(text)),
            // Linked they lead to guides, but for the heads of tabs.
            Some(Sign::Guide(bit)) if !in_link || self.is_tab() => self.traits.guide |= bit,
            Some(Sign::Guide(_)) | None => {}
        }
        self.traits.letter_trail |= at < self.trail_end && letter_words::names_letters(text);
    }

    /// Whether a text stands in a row of heads: at least three cells, each with a short text that is neither a value nor a label of one.
    fn is_head_of_column(&self, at: At) -> bool {
        let Some(row) = self.page.ancestors(at).take(ROW).find(|above| self.page.is(*above, Tag::Tr)) else { return false };
        let is_head = |cell: At| {
            let mut texts = self.page.texts(cell);
            let short = |text: &str| text.len() <= HEAD && !text.contains([':', '：']) && !has_digit(text);
            texts.next().is_some_and(|(_, text)| short(trimmed(text))) && texts.next().is_none()
        };
        let cells = self.page.children(row).take(HEADS + 1).filter(|at| self.page.tag(*at).is_some());
        let heads = cells.map(is_head).collect::<Vec<bool>>();
        (3..=HEADS).contains(&heads.len()) && heads.into_iter().all(|head| head)
    }

    /// The first node after the block that a text stands in.
    fn block_end(&self, at: At) -> At {
        let block = self.page.ancestors(at).take(ROW).find(|above| self.page.tag(*above).is_some_and(|tag| tag.is_block() && tag != Tag::Body));
        block.map_or(at + 1, |block| self.page.nodes[block].end)
    }

    /// Whether the last link leads nowhere but to a part of the page.
    fn is_tab(&self) -> bool {
        let href = self.traits.links.last().and_then(|link| self.page.attr(*link, "href"));
        href.is_none_or(|href| href.starts_with('#') || is_no_address(href))
    }

    /// What holds the paragraph of a text: the parent of the block that it stands in; an item or cell is no paragraph but stands for itself.
    fn container(&self, at: At) -> At {
        let block = self.page.ancestors(at).take(8).find(|above| self.page.tag(*above).is_some_and(Tag::is_block));
        match block {
            Some(block) if matches!(self.page.tag(block), Some(Tag::Li | Tag::Dd | Tag::Dt | Tag::Td | Tag::Th)) => block,
            Some(block) => self.page.nodes[block].parent,
            None => 0,
        }
    }
}

/// Whether a page tag holds more than what a template put there.
fn filled(value: Option<&str>) -> bool {
    value.is_some_and(|value| !value.is_empty() && !value.eq_ignore_ascii_case("null") && value != "文章标题")
}

/// The title of the page, of an honest length.
fn title(source: &str) -> String {
    let source = trimmed(source);
    line(source.char_indices().nth(TITLE).map_or(source, |(end, _)| &source[..end]))
}

/// Whether a text may hold full-width signs (EF BC 81 and on).
fn is_wide(text: &str) -> bool {
    memchr::memchr(0xEF, text.as_bytes()).is_some()
}

/// Whether a text has a digit, half or full width (EF BC 90 to EF BC 99).
fn has_digit(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(u8::is_ascii_digit) || is_wide(text) && bytes.windows(3).any(|sign| sign[0] == 0xEF && sign[1] == 0xBC && (0x90..=0x99).contains(&sign[2]))
}

/// Whether a short text is a date, or a title with a date at one end.
fn is_date_mark(text: &str) -> bool {
    let Some(date) = dates(text).next() else { return false };
    if !text.is_ascii() && (text.contains("今天") || text.contains("星期")) {
        return false;
    }
    let rest = text.len() - (date.end - date.start);
    match date.date {
        Written::YearMonth { .. } => rest <= 4,
        _ => rest <= 24 || date.start <= 3 || date.end + 3 >= text.len() || text[..date.start].trim_end().ends_with(['：', ':']),
    }
}

/// Groups the dated items of a page by the element that holds their rows. Where a list goes on over pages, elements one right behind the other
/// are parts of one list.
fn blocks(page: &Page<'_>, links: &[At], dates: &[At], paging: bool) -> Vec<u32> {
    let mut groups: Vec<(At, u32)> = dates.iter().filter_map(|at| Some((holder(page, links, *at)?, 1))).collect();
    for _ in 0..3 {
        groups = merged(groups);
        for (holder, _) in groups.iter_mut().filter(|(_, count)| *count == 1) {
            *holder = page.nodes[*holder].parent;
        }
    }
    let groups = if paging { run_together(page, merged(groups)) } else { merged(groups) };
    let mut sizes: Vec<u32> = groups.into_iter().map(|(_, count)| count).collect();
    sizes.sort_unstable_by(|left, right| right.cmp(left));
    sizes
}

/// Groups whose elements follow right on each other as one.
fn run_together(page: &Page<'_>, groups: Vec<(At, u32)>) -> Vec<(At, u32)> {
    let form = |at: At| (page.nodes[at].parent, page.tag(at), page.attr(at, "class"));
    let mut last = None;
    groups.into_iter().fold(Vec::new(), |mut out: Vec<(At, u32)>, (holder, count)| {
        let follows = last.replace(holder).is_some_and(|last| page.nodes[last].end == holder && form(last) == form(holder));
        match out.last_mut().filter(|_| follows) {
            Some(list) => list.1 += count,
            None => out.push((holder, count)),
        }
        out
    })
}

fn merged(mut groups: Vec<(At, u32)>) -> Vec<(At, u32)> {
    groups.sort_unstable();
    groups.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    groups
}

/// The element that holds the row of a dated item; `None` where no link stands near the date.
fn holder(page: &Page<'_>, links: &[At], at: At) -> Option<At> {
    for above in page.ancestors(at).take(ROW) {
        if page.is(above, Tag::Body) {
            return None;
        }
        if page.is(above, Tag::A) {
            let row = page.nodes[above].parent;
            return Some(if links_in(links, page.subtree(row)) > 3 { row } else { page.nodes[row].parent });
        }
        match links_in(links, page.subtree(above)) {
            0 => {}
            1..=3 => return Some(page.nodes[above].parent),
            _ => return Some(above),
        }
    }
    None
}

fn links_in(links: &[At], range: std::ops::Range<At>) -> usize {
    links.partition_point(|at| *at < range.end) - links.partition_point(|at| *at < range.start)
}
