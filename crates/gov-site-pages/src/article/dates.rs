//! When an article was published: the line that says so, apart from the many dates of a page that do not.

use std::cell::OnceCell;

use hashbrown::HashMap;

use crate::date_text::{DateText, Written, dates_in};
use crate::lines::Lines;
use crate::outline::{At, Page, Tag, is_space};
use crate::shown::{DatePlace, ShownDate};

use super::facts::{Fact, is_end, label_of_value};
use super::heading::{Heading, holds};
use super::labels::{Found, Label};

/// How a date was found to be that of the publication, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// 发布时间 under the heading.
    LabelUnderHeading,
    /// 时间 or a date without a label in the line under the heading.
    UnderHeading,
    /// 发布时间 before the heading or after the body.
    Label,
    /// 时间 beside 来源.
    BesideSource,
    Script,
    Updated,
}

struct Candidate {
    ground: Ground,
    line: usize,
    date: DateText,
    label: Option<Label>,
}

/// The dates of an article.
pub(super) struct Dates {
    pub(super) published: Option<ShownDate>,
    pub(super) label: Option<String>,
    pub(super) line: Option<usize>,
    ground: Option<Ground>,
    /// Other dates that stand as that of the publication.
    pub(super) others: Vec<ShownDate>,
    pub(super) written_on: Option<ShownDate>,
}

/// What is looked at for every date.
struct Look<'a> {
    page: &'a Page<'a>,
    lines: &'a Lines,
    facts: &'a [Fact],
    heading: Option<&'a Heading>,
    /// How many lines of one kind hold a date: lists.
    kinds: HashMap<Kind<'a>, u32, foldhash::fast::FixedState>,
    /// The lines between heading and body.
    head: Vec<(usize, usize)>,
    /// The first line behind the heading with a word of feet, looked for where it is asked for.
    foot: OnceCell<usize>,
    /// The first line behind the heading that heads other articles, looked for where it is asked for.
    related: OnceCell<usize>,
}

/// What lines of a list have in common.
type Kind<'a> = (Option<Tag>, Option<&'a str>, u16, bool, bool);

/// Lines under a heading that are looked at.
const HEAD: usize = 16;
/// Who made an article, as the line under its heading names them.
const PERSONS: [&str; 7] = ["作者：", "录入：", "审核：", "编辑：", "责编：", "撰稿：", "供稿："];
/// Words that stand in feet and not in articles.
const FOOT: [&str; 6] = ["ICP备", "网站标识码", "公网安备", "版权所有", "主办单位", "主办："];
/// Nodes behind a heading among which the script stands that writes its line.
const NEAR: usize = 24;

pub(super) fn find<'a>(page: &'a Page<'a>, lines: &'a Lines, facts: &'a [Fact], heading: Option<&'a Heading>) -> Dates {
    let head = heading.iter().flat_map(|heading| &heading.at).map(|(_, last)| (last + 1, head_end(lines, facts, last + 1))).collect();
    let mut look = Look { page, lines, facts, heading, kinds: HashMap::default(), head, foot: OnceCell::new(), related: OnceCell::new() };
    for fact in facts.iter().filter(|fact| !fact.dates.is_empty()) {
        *look.kinds.entry(look.kind(fact)).or_insert(0) += 1;
    }
    let (mut candidates, mut written_on) = (Vec::new(), None);
    for fact in facts {
        for date in &fact.dates {
            let label = look.label(fact, date);
            if label == Some(Label::Written) && written_on.is_none() {
                written_on = Some(look.shown(fact.line, date));
            }
            if let Some(ground) = look.ground(fact, date, label) {
                candidates.push(Candidate { ground, line: fact.line, date: *date, label });
            }
        }
    }
    let mut dates = look.choose(candidates);
    dates.written_on = written_on;
    if dates.ground.is_none_or(|ground| ground > Ground::Script) {
        look.script(&mut dates);
    }
    dates
}

/// The line at which the body begins: the first paragraph that is no line of facts.
fn head_end(lines: &Lines, facts: &[Fact], from: usize) -> usize {
    let is_body = |line: &usize| {
        let long = lines.all[*line].long || lines.text(*line).chars().nth(70).is_some();
        super::links::ends_article(lines.text(*line))
            || long && super::facts::of_line(facts, *line).is_none_or(|fact| !fact.has(&[Label::Source, Label::Published, Label::Tool, Label::Editor]))
    };
    (from..lines.all.len().min(from + HEAD)).find(is_body).unwrap_or(lines.all.len().min(from + HEAD))
}

impl<'a> Look<'a> {
    fn kind(&self, fact: &Fact) -> Kind<'a> {
        let block = self.lines.all[fact.line].block;
        // Cells of one table have their labels in the cells before them; sentences are no items.
        let published = fact.has(&[Label::Published]) || fact.dates.iter().any(|date| self.label(fact, date) == Some(Label::Published));
        let sentence = self.lines.text(fact.line).contains('。');
        (self.page.tag(block), self.page.attr(block, "class"), self.page.nodes[block].depth, published, sentence)
    }

    /// The label directly before a date, on its line or in the cell before.
    fn label(&self, fact: &Fact, date: &DateText) -> Option<Label> {
        let text = self.lines.text(fact.line);
        let before = fact.labels.iter().rev().find(|found| found.end <= date.start);
        match before {
            Some(found) if is_end(&text[found.end..date.start]) => Some(found.label),
            None if is_end(&text[..date.start]) => label_of_value(self.page, self.lines, self.facts, fact.line).map(|found| found.label),
            // A label that no list of words knows: the day of something else.
            _ if text[..date.start].trim_end_matches(is_space).ends_with(['：', ':']) => Some(Label::OtherDay),
            _ => None,
        }
    }

    fn ground(&self, fact: &Fact, date: &DateText, label: Option<Label>) -> Option<Ground> {
        if self.lines.all[fact.line].linked || self.runs_on(fact, date) || self.in_list(fact, label) {
            return None;
        }
        let under = self.under_heading(fact.line);
        match label {
            Some(Label::Published) if under => Some(Ground::LabelUnderHeading),
            Some(Label::Published) => (!self.is_of_related(fact.line)).then_some(Ground::Label),
            Some(Label::Time) if under => self.is_moment(fact, date).then_some(Ground::UnderHeading),
            Some(Label::Time) => fact.has(&[Label::Source, Label::Tool]).then_some(Ground::BesideSource),
            Some(Label::Updated) => (under || !self.in_foot(fact.line)).then_some(Ground::Updated),
            Some(Label::Written | Label::OtherDay | Label::DocumentNo | Label::IndexNo | Label::OtherSource) => None,
            _ if under => self.stands_alone(fact, date).then_some(Ground::UnderHeading),
            None if self.over_heading(fact, date) => Some(Ground::BesideSource),
            _ => ((fact.has(&[Label::Tool]) || self.is_without_heading(fact, date)) && self.is_short_and_full(fact, date)).then_some(Ground::BesideSource),
        }
    }

    /// Whether a line of moment and source, as systems write it, stands on a page where no heading was found, and is none of a list.
    fn is_without_heading(&self, fact: &Fact, date: &DateText) -> bool {
        let alone = || self.kinds.get(&self.kind(fact)).is_none_or(|kin| *kin < 3);
        self.heading.is_none() && date.time.is_some() && fact.announces(Label::Source) && alone()
    }

    /// Whether a line stands in the foot of the page, whose 更新时间 is that of the site: by its element, or by a word of feet beside it or
    /// between the heading and it.
    fn in_foot(&self, line: usize) -> bool {
        let of_foot = |index: &usize| FOOT.iter().any(|word| self.lines.text(*index).contains(word));
        let foot = self.foot.get_or_init(|| {
            let from = self.heading.and_then(|heading| heading.at.first()).map_or(0, |(_, last)| last + 1);
            (from..self.lines.all.len()).find(of_foot).unwrap_or(usize::MAX)
        });
        let says_so = |name: &str| holds(name, "foot") || holds(name, "copyright");
        let named = |at: At| ["class", "id"].iter().any(|name| self.page.attr(at, name).is_some_and(says_so));
        let own = || self.page.ancestors(self.lines.all[line].first).take(8).any(|at| self.page.is(at, Tag::Footer) || named(at));
        line.saturating_add(3) >= *foot || own()
    }

    /// Whether a line stands below the heading of other articles: 相关阅读.
    fn is_of_related(&self, line: usize) -> bool {
        let related = self.related.get_or_init(|| {
            let from = self.heading.and_then(|heading| heading.at.first()).map_or(self.lines.all.len(), |(_, last)| last + 1);
            (from..self.lines.all.len()).find(|index| super::links::heads_related(self.lines.text(*index))).unwrap_or(usize::MAX)
        });
        line > *related
    }

    fn under_heading(&self, line: usize) -> bool {
        let beside = self.heading.is_some_and(|heading| heading.holds_line(line));
        beside || self.head.iter().any(|(from, end)| (*from..*end).contains(&line))
    }

    /// Whether a line directly over the heading is that of date and source, or a date and nothing else in the parts of a calendar leaf.
    fn over_heading(&self, fact: &Fact, date: &DateText) -> bool {
        let over = self.heading.is_some_and(|heading| heading.at.iter().any(|(first, _)| fact.line + 1 == *first));
        let text = self.lines.text(fact.line);
        let leaf = || date.start == 0 && date.end == text.len() && is_leaf(text);
        over && (fact.has(&[Label::Source]) || leaf()) && self.is_short_and_full(fact, date)
    }

    /// Whether a date is part of a sentence or of a span of time.
    fn runs_on(&self, fact: &Fact, date: &DateText) -> bool {
        let text = self.lines.text(fact.line);
        let after = text[date.end..].trim_start();
        let before = text[..date.start].trim_end();
        let words = ["印发", "通过", "施行", "实施", "起", "至", "前", "以来", "～", "~", "—", "–", "届满", "召开", "举行", "止"];
        // 某某日报 2023年11月18日 第03版: the day of the newspaper.
        let of_paper = after.strip_prefix('第').is_some_and(|rest| rest.chars().take(4).any(|sign| sign == '版'));
        of_paper
            || words.iter().any(|word| after.starts_with(word))
            || ["截至", "截止", "自", "从", "到", "至", "～", "~", "—", "Copyright", "©", "版权所有"].iter().any(|word| before.ends_with(word))
    }

    /// Whether a line is one of many: an item of a list.
    fn in_list(&self, fact: &Fact, label: Option<Label>) -> bool {
        let kin = self.kinds.get(&self.kind(fact)).copied().unwrap_or(0);
        let labelled = label == Some(Label::Published);
        if labelled { kin >= 4 } else { kin >= 3 && !fact.has(&[Label::Source, Label::Tool]) }
    }

    /// Whether 时间 under the heading is that of the publication, not that of a meeting which the article announces.
    fn is_moment(&self, fact: &Fact, date: &DateText) -> bool {
        let text = self.lines.text(fact.line);
        let meets = |text: &str| ["地点", "地址", "主讲", "主题", "嘉宾", "对象", "参加"].iter().any(|word| text.starts_with(word));
        let next = fact.line + 1;
        if text.contains("地点") || (next < self.lines.all.len() && meets(self.lines.text(next))) {
            return fact.has(&[Label::Source, Label::Tool]);
        }
        fact.has(&[Label::Source, Label::Tool, Label::Other, Label::Name, Label::Editor])
            || date.time.is_some()
            || is_machine_written(&text[date.start..date.end])
    }

    /// Whether a date without a label is all that its line says, but for source and tools.
    fn stands_alone(&self, fact: &Fact, date: &DateText) -> bool {
        let text = self.lines.text(fact.line);
        let beside = self.heading.is_some_and(|heading| heading.holds_line(fact.line));
        if beside {
            let open = text[..date.start].trim_end_matches(['(', '（', '[', '【']);
            return is_end(&text[date.end..]) && open.len() < date.start && self.lines.begins(fact.line, open.len());
        }
        if ["星期", "天气", "℃"].iter().any(|word| text.contains(word)) && !fact.has(&[Label::Source]) || self.beside_link(fact.line) {
            return false;
        }
        let rest = text.chars().count() - text[date.start..date.end].chars().count();
        let known = fact.has(&[Label::Source, Label::Tool]) || self.is_next(fact.line) && PERSONS.iter().any(|word| text.contains(word));
        let full = matches!(date.date, Written::Day(_));
        let letters = text[..date.start].chars().chain(text[date.end..].chars()).filter(|sign| sign.is_alphabetic()).count();
        let whole = rest <= 24 || (date.time.is_some() && rest <= 40) || known;
        match date.date {
            Written::Day(_) => whole && full && (known || self.looks_written_by_system(fact.line, text, date)),
            Written::ShortYear(_) => letters == 0 || known || letters <= 10 && date.start == 0 && text[date.end..].starts_with(' ') && self.is_next(fact.line),
            Written::MonthDay { .. } => known && date.time.is_some(),
            Written::YearMonth { .. } => false,
        }
    }

    /// Whether a line is the one behind a heading.
    fn is_next(&self, line: usize) -> bool {
        self.head.iter().any(|(from, _)| *from == line)
    }

    /// Whether a line outside of the head of the article is one of date and tools.
    fn is_short_and_full(&self, fact: &Fact, date: &DateText) -> bool {
        let text = self.lines.text(fact.line);
        matches!(date.date, Written::Day(_)) && text.chars().nth(100).is_none() && !text.contains(['。', '，', '；']) && !self.beside_link(fact.line)
    }

    /// Whether a date alone on its line was written by the system and not by the author of the body: it has a time, or a class that says
    /// so, or stands directly under the heading in a form that systems write.
    fn looks_written_by_system(&self, line: usize, text: &str, date: &DateText) -> bool {
        let place = self.lines.all[line];
        let says_so = |class: &str| ["time", "date", "source", "pub"].iter().any(|word| holds(class, word));
        let in_class = ["class", "id"].iter().any(|name| {
            let own = self.page.nodes[place.first].parent;
            [own, place.block].iter().any(|at| self.page.attr(*at, name).is_some_and(says_so))
        });
        if date.time.is_some() || in_class {
            return true;
        }
        let written = &text[date.start..date.end];
        let words = written.contains('年');
        let in_brackets = text[..date.start].ends_with('（') && words;
        let nearest = self.head.iter().any(|(from, _)| (*from..from + if words { 2 } else { 5 }).contains(&line));
        nearest && is_machine_written(written) && !in_brackets && !(words && self.page.is(place.block, Tag::P))
    }

    /// Whether the entry that holds a line also holds a link with a title, or such a link stands between heading and line.
    fn beside_link(&self, line: usize) -> bool {
        let is_title = |index: usize| self.lines.all[index].linked && self.lines.text(index).chars().nth(8).is_some();
        let from = self.head.iter().find(|(from, end)| (*from..*end).contains(&line)).map_or(line, |(from, _)| *from);
        let entry = self.page.ancestors(self.lines.all[line].first).take(4).find(|at| matches!(self.page.tag(*at), Some(Tag::Li | Tag::Tr | Tag::Dl)));
        // A row that holds the heading as well is one of the layout.
        let of_layout = |entry: &At| {
            self.heading.is_some_and(|heading| heading.at.iter().any(|(first, _)| self.page.subtree(*entry).contains(&self.lines.all[*first].first)))
        };
        let with_title = entry.filter(|entry| !of_layout(entry)).is_some_and(|entry| {
            let links = self.page.subtree(entry).take(64).filter(|at| self.page.is(*at, Tag::A));
            links.into_iter().any(|at| self.page.texts(at).take(16).map(|(_, text)| text.trim().chars().count()).sum::<usize>() > 8)
        });
        with_title || (from..line).any(is_title)
    }

    fn shown(&self, line: usize, date: &DateText) -> ShownDate {
        let place = self.page.place(self.lines.all[line].block);
        ShownDate::new(date, self.lines.text(line), DatePlace::Text, place)
    }

    fn choose(&self, candidates: Vec<Candidate>) -> Dates {
        let mut dates = Dates { published: None, label: None, line: None, ground: None, others: Vec::new(), written_on: None };
        let Some(best) = candidates.iter().min_by_key(|candidate| candidate.ground) else { return dates };
        let same_day = |candidate: &&Candidate| candidate.date.date == best.date.date && candidate.ground <= Ground::BesideSource;
        let timed = || candidates.iter().filter(same_day).find(|candidate| candidate.date.time.is_some());
        let chosen = if best.date.time.is_some() || best.ground > Ground::BesideSource { best } else { timed().unwrap_or(best) };
        dates.published = Some(self.shown(chosen.line, &chosen.date));
        dates.line = Some(chosen.line);
        dates.ground = Some(chosen.ground);
        dates.label = chosen.label.and_then(|_| self.word(chosen));
        for other in candidates.iter().filter(|other| other.date.date != chosen.date.date && other.ground <= Ground::BesideSource).take(8) {
            if dates.others.iter().all(|seen| seen.date != other.date.date) {
                dates.others.push(self.shown(other.line, &other.date));
            }
        }
        dates
    }

    /// The label of a date as written.
    fn word(&self, chosen: &Candidate) -> Option<String> {
        let fact = super::facts::of_line(self.facts, chosen.line)?;
        let written =
            |line: usize, found: &Found| self.lines.text(line)[found.start..found.end].trim_end_matches(|sign: char| !sign.is_alphabetic()).to_owned();
        let before = fact.labels.iter().rev().find(|found| found.end <= chosen.date.start);
        before.map(|found| written(chosen.line, found)).or_else(|| {
            let above = super::facts::of_line(self.facts, chosen.line.checked_sub(1)?)?;
            above.labels.last().map(|found| written(chosen.line - 1, found))
        })
    }

    /// 发布时间 with a script behind it that writes the one date it holds.
    fn script(&self, dates: &mut Dates) {
        for fact in self.facts {
            let Some(found) = fact.labels.last().filter(|found| matches!(found.label, Label::Published | Label::Time)) else { continue };
            let text = self.lines.text(fact.line);
            if !is_end(&text[found.end..]) {
                continue;
            }
            let line = self.lines.all[fact.line];
            let end = self.page.nodes[line.block].end.min(line.last + 16);
            let Some(script) = (line.last..end).find(|at| self.page.is(*at, Tag::Script)) else { continue };
            let source = self.page.source(script);
            if let Some(date) = the_one_day(&source) {
                dates.published = Some(ShownDate::new(&date, &source, DatePlace::Script, self.page.place(script)));
                dates.label = Some(text[found.start..found.end].trim_end_matches(|sign: char| !sign.is_alphabetic()).to_owned());
                dates.line = Some(fact.line);
                return;
            }
        }
        if dates.published.is_none() {
            self.written_line(dates);
        }
    }

    /// A script under the heading that writes the label as well: `document.write("发布时间：" + day)`.
    fn written_line(&self, dates: &mut Dates) {
        let Some((_, last)) = self.heading.and_then(|heading| heading.at.first()) else { return };
        let from = self.lines.all[*last].last;
        let until = self.page.nodes.len().min(from + NEAR);
        for script in (from..until).filter(|at| self.page.is(*at, Tag::Script)) {
            let source = self.page.source(script);
            let label = ["发布时间", "发布日期", "发表时间"].into_iter().find(|label| source.contains(label));
            let (Some(label), Some(date)) = (label.filter(|_| source.contains("write")), the_one_day(&source)) else { continue };
            dates.published = Some(ShownDate::new(&date, &source, DatePlace::Script, self.page.place(script)));
            dates.label = Some(label.to_owned());
            return;
        }
    }
}

fn the_one_day(source: &str) -> Option<DateText> {
    if source.len() > 4000 {
        return None;
    }
    let days = dates_in(source);
    let first = days.iter().find(|date| matches!(date.date, Written::Day(_)))?;
    days.iter().all(|date| date.date == first.date).then_some(*first)
}

/// Whether a date stands as day and month: `18 2022-05`.
fn is_leaf(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(day, month)| day.len() <= 2 && month.len() >= 6)
}

/// Whether a date has the form that systems write: digits with signs, or 年月日 with two digits each.
fn is_machine_written(text: &str) -> bool {
    if !text.contains('年') {
        return text.starts_with(|sign: char| sign.is_ascii_digit());
    }
    text.chars().filter(char::is_ascii_digit).count() >= 8
}
