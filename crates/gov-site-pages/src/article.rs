//! Articles: heading, publication, source, numbers, attachments, and the links between a file and its interpretation.

use serde::Serialize;

use crate::context::Context;
use crate::lines::Lines;
use crate::outline::Page;
use crate::shown::{Shown, ShownDate};

mod dates;
mod facts;
mod heading;
mod labels;
mod links;
mod origin;
mod tags;
mod unread;

use heading::Heading;
pub(crate) use heading::{holds, stands_out};
pub(crate) use links::file_link;
use tags::Tags;

/// What an article page says of its article. What it does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Article {
    /// The heading as shown.
    pub title: Option<Shown>,
    /// When it was published, to the precision shown: the line on the page, else the script that writes that line, else the `PubDate`
    /// tag (`from` says which). Days of signing, validity or meetings, clocks and the dates of lists are none.
    pub published: Option<ShownDate>,
    /// The word before that date (发布时间, 时间, 更新时间), if any: 更新时间 counts where nothing else is shown.
    pub published_label: Option<String>,
    /// What stands behind 发布时间 and looks like a date, in a form that is not known: then the page may show when the article was
    /// published, though nobody can tell (reading 3). Absent where a line of the page dates the article.
    pub unread: Option<Shown>,
    /// 来源: what stands after it; where no such label is shown, the `ContentSource` tag.
    pub content_source: Option<Shown>,
    /// 发文字号.
    pub document_no: Option<Shown>,
    /// 索引号.
    pub index_no: Option<Shown>,
    /// 成文日期, 生成日期, 发文日期: when the document was written, not when it was published.
    pub written_on: Option<ShownDate>,
    /// 责任编辑.
    pub editor: Option<Shown>,
    /// Files that the article offers.
    pub attachments: Vec<FileLink>,
    /// Links from a file to its 解读 and back.
    pub interpretation_links: Vec<InterpretationLink>,
    /// A second source named in the body of a repost.
    pub repost_source: Option<Shown>,
    /// 原文链接.
    pub original: Option<FileLink>,
    /// Dates that contradict the publication date: kept as evidence (it is the sign of back-dating, or of a move), never settled here.
    pub conflicts: Vec<DateConflict>,
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileLink {
    /// The text of the link, else its `title`.
    pub name: String,
    /// The address as written.
    pub href: String,
    /// The address resolved.
    pub url: String,
}

/// A link between a file and what interprets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InterpretationLink {
    /// Where it leads.
    pub to: InterpretationSide,
    /// The text of the link.
    pub name: String,
    /// The address as written.
    pub href: String,
    /// The address resolved.
    pub url: String,
}

/// The two ends of such a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InterpretationSide {
    /// 解读.
    Interpretation,
    /// The file that is interpreted (原文).
    File,
}

/// A date that contradicts the publication date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateConflict {
    /// What contradicts it.
    pub kind: ConflictKind,
    /// The date.
    pub date: ShownDate,
}

/// What contradicts a publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// The tag `PubDate` (or what the system writes for it) names another day.
    Tag,
    /// Another line of publication on the page names another day.
    Line,
}

pub(crate) fn read(page: &Page<'_>, context: &Context, lines: &Lines) -> Option<Article> {
    let facts = facts::collect(lines);
    let tags = tags::read(page);
    let spoken: Vec<usize> = facts.iter().filter(|fact| heading::is_fact(lines, fact)).map(|fact| fact.line).collect();
    let sure: Vec<usize> = facts.iter().filter(|fact| heading::is_sure(fact)).map(|fact| fact.line).collect();
    let dated = facts.iter().enumerate().filter(|(at, fact)| heading::is_dated(fact, facts.get(at + 1))).map(|(_, fact)| fact.line).collect::<Vec<_>>();
    let labelled: Vec<usize> = facts.iter().filter(|fact| heading::is_labelled(lines, fact)).map(|fact| fact.line).collect();
    let hints = heading::Hints { tags: &tags, facts: &spoken, sure: &sure, dated: &dated, labelled: &labelled };
    let heading = heading::find(page, lines, &hints);
    let found = dates::find(page, lines, &facts, heading.as_ref());
    let near = origin::Near { page, lines, facts: &facts, heading: heading.as_ref(), dated: found.line };
    let mut article = Article {
        unread: if found.published.is_none() { unread::find(page, lines, &facts) } else { None },
        published_label: found.label,
        written_on: found.written_on,
        content_source: near.source(&tags),
        document_no: near.document_no(),
        index_no: near.index_no(),
        editor: near.editor(),
        ..Article::default()
    };
    article.repost_source = near.repost_source(article.content_source.as_ref());
    links::read(page, context, lines, heading.as_ref(), &mut article);
    settle(&mut article, found.published, found.others, has_body(lines, heading.as_ref(), &tags).then(|| tags.date(page)).flatten());
    let named = || near.name().or_else(|| tags.title(page));
    article.title = heading.as_ref().map(|heading| heading.shown.clone()).or_else(named);
    (article != Article::default()).then_some(article)
}

/// Signs of a heading that names a kind of pages and not one of them: 办事指南.
const GENERAL: usize = 4;

impl Article {
    /// Takes the name of what the page is about, where no heading names more than its kind.
    pub(crate) fn name_by(&mut self, name: Shown) {
        if self.title.as_ref().is_none_or(|title| title.text.chars().nth(GENERAL).is_none()) {
            self.title = Some(name);
        }
    }
}

/// Takes the shown date, else that of the tag, and keeps what contradicts it.
fn settle(article: &mut Article, shown: Option<ShownDate>, others: Vec<ShownDate>, tag: Option<ShownDate>) {
    let Some(shown) = shown else {
        article.published = tag;
        return;
    };
    let conflict = |kind| move |date| DateConflict { kind, date };
    article.conflicts.extend(tag.filter(|tag| tag.date != shown.date).map(conflict(ConflictKind::Tag)));
    article.conflicts.extend(others.into_iter().map(conflict(ConflictKind::Line)));
    article.published = Some(shown);
}

/// Whether the page holds an article: only then a tag can date it.
fn has_body(lines: &Lines, heading: Option<&Heading>, tags: &Tags) -> bool {
    let Some(heading) = heading else { return tags.has_title() };
    let after = heading.at.first().map_or(0, |(_, last)| last + 1);
    // A foot is long too, but holds no sentence.
    let is_paragraph = |index: usize| !lines.all[index].linked && (lines.all[index].long || lines.text(index).contains('。'));
    tags.has_title() || (after..lines.all.len()).any(is_paragraph)
}
