//! Where an article is from, and its numbers: 来源, 发文字号, 索引号, 责任编辑.

use crate::lines::Lines;
use crate::outline::{At, Page, Tag, What};
use crate::shown::Shown;

use super::facts::{Fact, value_line};
use super::heading::{Heading, holds};
use super::labels::{Found, Label};
use super::tags::Tags;

/// What the labels of an article are read from.
pub(super) struct Near<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) lines: &'a Lines,
    pub(super) facts: &'a [Fact],
    pub(super) heading: Option<&'a Heading>,
    /// The line of the publication date.
    pub(super) dated: Option<usize>,
}

/// Signs that end a value or stand around it.
const ENDS: &[char] = &['|', '｜', '┊', '丨', '】', '【', '[', ']', '｝', '>', '<', '©'];
/// Lines under the heading in which a document number may stand alone.
const UNDER: usize = 24;
/// Elements between a text and the row of its table.
const ROW: usize = 4;
/// Signs of the label of a number.
const LABEL: usize = 14;

impl Near<'_> {
    /// The source: beside the date or under the heading first, then where a line begins with the label.
    pub(super) fn source(&self, tags: &Tags) -> Option<Shown> {
        let tag = tags.source(self.page);
        let mut labelled = false;
        let mut in_body = None;
        for fact in self.facts {
            for (at, found) in fact.labels.iter().enumerate().filter(|(_, found)| found.label == Label::Source) {
                let beside = self.beside_date(fact.line) || fact.has(&[Label::Published, Label::Tool]);
                let begins = found.colon && self.lines.text(fact.line)[..found.start].chars().count() <= 2;
                if !beside && !begins {
                    continue;
                }
                labelled |= beside;
                match self.value(fact, at, found, 120).or_else(|| self.written(fact, found)) {
                    Some(value) if beside => return Some(self.whole(value, tag)),
                    Some(value) if in_body.is_none() => in_body = Some(value),
                    _ => {}
                }
            }
        }
        let unlabelled = || self.dated.and_then(|line| self.after_date(line));
        in_body.or_else(|| if labelled { None } else { unlabelled().or(tag) })
    }

    fn beside_date(&self, line: usize) -> bool {
        let near_date = self.dated.is_some_and(|dated| line.abs_diff(dated) <= 3);
        near_date || self.heading.is_some_and(|heading| heading.at.iter().any(|(_, last)| (*last..last + 6).contains(&line)))
    }

    /// The name that a script directly behind the label writes: `来源：<script>var from = "某报"; document.write(from)</script>`.
    fn written(&self, fact: &Fact, found: &Found) -> Option<Shown> {
        let label = self.lines.text(fact.line)[found.start..found.end].trim_end();
        let line = self.lines.all[fact.line];
        let ends = |at: &At| matches!(self.page.nodes[*at].what, What::Text(text) if text.trim_end().ends_with(label));
        let label = (line.first..=line.last).find(ends)?;
        let script = (label + 1..self.page.nodes.len().min(label + 4)).find(|at| self.page.is(*at, Tag::Script))?;
        let source = self.page.source(script);
        the_one_name(&source).map(|name| Shown { text: name.to_owned(), place: self.page.place(script) })
    }

    /// A value cut with dots on the page is completed from its tag.
    fn whole(&self, value: Shown, tag: Option<Shown>) -> Shown {
        let Some(head) = value.text.strip_suffix("...").or_else(|| value.text.strip_suffix('…')) else { return value };
        let head = head.trim_end_matches(['.', '…']);
        tag.filter(|tag| tag.text.starts_with(head)).unwrap_or(value)
    }

    /// A name directly behind a date without a label, in an element of its own that says source, or with the name of a medium.
    fn after_date(&self, line: usize) -> Option<Shown> {
        let fact = super::facts::of_line(self.facts, line)?;
        let date = fact.dates.first()?;
        let text = &self.lines.text(line)[date.end..];
        let end = fact.labels.iter().map(|found| found.start).find(|start| *start >= date.end).unwrap_or(date.end + text.len());
        let name = tidy(self.lines.text(line).get(date.end..end)?.split(ENDS).next()?);
        let medium = ["网", "网站", "报", "社", "台", "日报", "晚报", "发布"].iter().any(|word| name.ends_with(word));
        let own = self.lines.all[line].last;
        let said = self.page.ancestors(own).take(1).any(|at| self.page.attr(at, "class").is_some_and(|class| holds(class, "source")));
        let length = name.chars().count();
        ((2..=16).contains(&length) && (medium || said)).then(|| self.shown(line, name))
    }

    /// What stands after a label.
    fn value(&self, fact: &Fact, at: usize, found: &Found, longest: usize) -> Option<Shown> {
        let text = self.lines.text(fact.line);
        let next = fact.labels[at + 1..].iter().find(|next| next.colon || !matches!(next.label, Label::OtherDay)).map(|next| next.start);
        let date = fact.dates.iter().map(|date| date.start).find(|start| *start >= found.end && found.label == Label::Source);
        let end = next.into_iter().chain(date).min().unwrap_or(text.len()).max(found.end);
        let end = self.before_sizes(fact.line, found.end, end);
        let open: &[char] = if found.colon { &['[', '【'] } else { &['[', '【', '|', '｜', ' '] };
        let own = first_part(text[found.end..end].trim_start().trim_start_matches(open), found.label);
        let (line, value) = if own.is_empty() && end == text.len() && super::facts::is_end(&text[found.end..]) {
            let line = value_line(self.page, self.lines, self.facts, fact.line)?;
            (line, value_of_line(self.lines, self.facts, line, found.label))
        } else {
            (fact.line, own)
        };
        // Behind an empty label the body may begin.
        let sentence = line != fact.line && value.contains(['，', '。']);
        let nothing = matches!(value, "未知" | "不详" | "暂无" | "无" | "null" | "undefined");
        let fits = !sentence && !nothing && !value.is_empty() && value.chars().any(char::is_alphanumeric) && value.chars().count() <= longest;
        fits.then(|| self.shown(line, value))
    }

    /// Where a value ends before a font chooser in elements of its own (岭湾日报 A+ A-), which need no blank before it.
    fn before_sizes(&self, line: usize, start: usize, end: usize) -> usize {
        let value = &self.lines.text(line)[start..end];
        let sizes = |at: &usize| ["A+", "A-", "T+", "T-"].iter().any(|size| value[*at..].starts_with(size)) && self.lines.begins(line, start + at);
        let signs = value.char_indices().filter(|(_, sign)| matches!(sign, 'A' | 'T')).map(|(at, _)| at);
        signs.into_iter().find(sizes).map_or(end, |at| start + at)
    }

    fn shown(&self, line: usize, text: &str) -> Shown {
        Shown { text: text.to_owned(), place: self.page.place(self.lines.all[line].block) }
    }

    fn labelled(&self, label: Label, longest: usize, fits: impl Fn(&str) -> bool) -> Option<Shown> {
        self.facts.iter().find_map(|fact| {
            let labels = fact.labels.iter().enumerate().filter(|(_, found)| found.label == label);
            labels.into_iter().find_map(|(at, found)| self.value(fact, at, found, longest).filter(|value| fits(&value.text)))
        })
    }

    pub(super) fn index_no(&self) -> Option<Shown> {
        self.labelled(Label::IndexNo, 60, |text| text.bytes().any(|byte| byte.is_ascii_digit()))
    }

    /// The name of the document in a sheet that numbers or dates it.
    pub(super) fn name(&self) -> Option<Shown> {
        let is_sheet = self.facts.iter().any(|fact| fact.has(&[Label::IndexNo, Label::DocumentNo, Label::Written]));
        if !is_sheet {
            return None;
        }
        self.labelled(Label::Name, 210, |text| text.chars().nth(3).is_some()).or_else(|| self.name_over_sheet())
    }

    /// The first row of such a sheet, if it is one text above the number.
    fn name_over_sheet(&self) -> Option<Shown> {
        let number = self.facts.iter().find(|fact| fact.has(&[Label::IndexNo]))?.line;
        let line = number.checked_sub(1).filter(|line| !self.lines.all[*line].linked && super::heading::reads_as_heading(self.lines.text(*line)))?;
        let row = |line: usize| self.page.ancestors(self.lines.all[line].first).take(ROW).find(|at| self.page.is(*at, Tag::Tr));
        let alone = |row: At| self.page.children(row).filter(|cell| matches!(self.page.tag(*cell), Some(Tag::Td | Tag::Th))).count() == 1;
        let (own, next) = (row(line)?, row(number)?);
        let fits = own != next && self.page.nodes[own].parent == self.page.nodes[next].parent && alone(own);
        fits.then(|| self.shown(line, tidy(self.lines.text(line))))
    }

    pub(super) fn editor(&self) -> Option<Shown> {
        self.labelled(Label::Editor, 16, |text| !text.contains(['，', '。']))
    }

    /// The document number: labelled, or alone on a line under the heading.
    pub(super) fn document_no(&self) -> Option<Shown> {
        let numbered = |text: &str| text.chars().any(char::is_numeric) && !text.contains(['。', '；']);
        self.labelled(Label::DocumentNo, 40, numbered).or_else(|| {
            let (_, last) = self.heading?.at.first()?;
            let is_own = |line: &usize| is_document_no(self.lines.text(*line)) && !self.lines.all[*line].linked && !self.is_of_decision(*line);
            let under = (last + 1..self.lines.all.len().min(last + UNDER)).find(is_own);
            under.map(|line| self.shown(line, tidy(self.lines.text(line)))).or_else(|| self.number_in_heading())
        })
    }

    /// The number in brackets behind the heading of a document; the heading of what speaks of a document names another's.
    fn number_in_heading(&self) -> Option<Shown> {
        const ABOUT: [&str; 6] = ["解读", "图解", "问答", "转发", "废止", "修改"];
        let shown = &self.heading?.shown;
        let (title, number) = shown.text.strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
        let own = is_document_no(number) && !ABOUT.iter().any(|word| title.contains(word));
        own.then(|| Shown { text: number.trim().to_owned(), place: shown.place.clone() })
    }

    /// Whether a label calls a number that of a decision which the page lists (行政处罚决定书文号, 许可证号), not of the page's own document.
    fn is_of_decision(&self, line: usize) -> bool {
        const DECISIONS: [&str; 6] = ["决定", "处罚", "许可", "文书", "案号", "案件"];
        let mut labels = super::facts::lines_of_label(self.page, self.lines, line).map(|label| tidy(self.lines.text(label)));
        let is_label = |text: &str| text.ends_with(['号', '码']) && !text.contains(|sign: char| sign.is_ascii_digit()) && text.chars().nth(LABEL).is_none();
        labels.any(|text| is_label(text) && DECISIONS.iter().any(|word| text.contains(word)))
    }

    /// A second source in the body, where the first stands at its head.
    pub(super) fn repost_source(&self, first: Option<&Shown>) -> Option<Shown> {
        let after = self.dated.unwrap_or(self.heading?.at.first()?.1);
        let body = self.facts.iter().filter(|fact| fact.line > after && !fact.has(&[Label::Published, Label::Tool]));
        body.into_iter().find_map(|fact| {
            let (at, found) = fact.labels.iter().enumerate().find(|(_, found)| found.label == Label::Source && found.colon)?;
            let begins = self.lines.text(fact.line)[..found.start].chars().count() <= 2;
            let value = self.value(fact, at, found, 40).filter(|_| begins)?;
            (first.is_some_and(|first| first.text != value.text)).then_some(value)
        })
    }
}

fn value_of_line<'a>(lines: &'a Lines, facts: &[Fact], line: usize, label: Label) -> &'a str {
    let text = lines.text(line);
    let fact = super::facts::of_line(facts, line);
    let next = fact.and_then(|fact| fact.labels.iter().find(|next| next.colon || next.label != Label::OtherDay).map(|next| next.start));
    let date = fact.filter(|_| label == Label::Source).and_then(|fact| fact.dates.first()).map(|date| date.start);
    let end = next.into_iter().chain(date).min().unwrap_or(text.len());
    first_part(&text[..end], label)
}

/// A value up to a sign that ends it; square brackets may stand around the year of a document number: 气发[2017]22号.
fn first_part(text: &str, label: Label) -> &str {
    let ends = |sign: char| ENDS.contains(&sign);
    let numbered = text.find('号').map(|at| &text[..at + '号'.len_utf8()]).filter(|number| label == Label::DocumentNo && number.contains([']', '】']));
    let whole = numbered.filter(|number| is_document_no(number) && text[number.len()..].trim_start().chars().next().is_none_or(ends));
    whole.or_else(|| text.split(ends).next()).map_or("", tidy)
}

/// The one name that a short script holds and writes.
fn the_one_name(source: &str) -> Option<&str> {
    let is_name = |text: &&str| text.chars().any(|sign| matches!(sign, '\u{4E00}'..='\u{9FFF}')) && !text.contains(['<', '>', '=', '+', ';', '：', ':']);
    let mut names = source.split(['\'', '"']).skip(1).step_by(2).map(str::trim).filter(is_name);
    let first = names.next().filter(|name| source.len() <= 1000 && source.contains("write") && name.chars().nth(30).is_none())?;
    names.all(|name| name == first).then_some(first)
}

fn tidy(text: &str) -> &str {
    let mut text = text.trim_matches(|sign: char| sign.is_whitespace() || ":：;；,，、。/·-—".contains(sign));
    // The sizes of a font chooser: A- A A+.
    while let Some(shorter) = ["A+", "A-", "A", "T", "大", "中", "小", "+"].iter().find_map(|size| text.strip_suffix(size)?.strip_suffix([' ', '|'])) {
        text = shorter.trim_end_matches([' ', '|', '-']);
    }
    // Brackets around a value do not belong to it, those inside of it do.
    let opened = text.strip_prefix(['(', '（', '《', '“']).and_then(|inner| inner.strip_suffix([')', '）']));
    let text = opened.unwrap_or(text);
    match text.strip_suffix([')', '）']) {
        Some(inner) if !text.contains(['(', '（']) => inner.trim_end(),
        _ => text,
    }
}

/// Whether a line is a document number and nothing else: 鲁政发〔2017〕11号.
pub(super) fn is_document_no(text: &str) -> bool {
    let text = tidy(text);
    if text.len() > 90 || !text.ends_with('号') {
        return false;
    }
    let Some(open) = text.find(['〔', '[', '【', '（', '(', '［']) else { return false };
    let inner: String = text[open..].chars().skip(1).take(4).collect();
    let rest = text[open..].chars().skip(5).collect::<String>();
    let number = rest.trim_start_matches(['〕', ']', '】', '）', ')', '］', ' ']).trim_start_matches('第').trim_end_matches('号').trim();
    let body = &text[..open];
    let issued = body.chars().count() >= 2 && body.chars().all(|sign| sign.is_alphabetic() || sign == ' ');
    issued && inner.parse::<u16>().is_ok_and(|year| (1949..2100).contains(&year)) && !number.is_empty() && number.chars().all(|sign| sign.is_ascii_digit())
}
