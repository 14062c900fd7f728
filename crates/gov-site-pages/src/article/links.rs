//! Files that an article offers, and its links to what interprets it.

use crate::context::{Context, is_no_address};
use crate::lines::Lines;
use crate::outline::{At, Page, Tag, line};

use super::heading::{Heading, holds};
use super::{Article, FileLink, InterpretationLink, InterpretationSide};

/// Ends of the names of documents.
const FILES: &[&str] = &["doc", "docx", "xls", "xlsx", "pdf", "wps", "et", "ofd", "zip", "rar", "7z", "ppt", "pptx", "txt", "csv", "rtf"];
/// Links of either kind that are kept.
const MOST: usize = 64;
/// Nodes of a link: what is larger is a block made a link, not the name of a file.
const LARGEST: usize = 64;
/// Lines under a heading such as 相关解读.
const UNDER: usize = 12;

pub(super) fn read(page: &Page<'_>, context: &Context, lines: &Lines, heading: Option<&Heading>, article: &mut Article) {
    let Some(heading) = heading else { return };
    let Some((_, last)) = heading.at.first() else { return };
    let mut open: Option<(InterpretationSide, usize)> = None;
    let heading_reads = reads(heading.squeezed());
    for index in last + 1..lines.all.len() {
        let text = lines.text(index);
        if ends_article(text) {
            break;
        }
        if let Some(side) = Some(text).filter(|_| !lines.all[index].linked).and_then(side_of) {
            open = Some((side, index + UNDER));
        }
        let Some(link) = link_in(page, lines, index) else {
            open = open.filter(|(_, until)| index < *until && text.chars().count() < 24);
            continue;
        };
        let side = open.filter(|(_, until)| index <= *until).map(|(side, _)| side);
        let side = side.or_else(|| about(text, heading.squeezed(), heading_reads));
        take(page, context, lines, index, link, side, article);
    }
}

/// The words after which nothing of the article follows.
pub(super) fn ends_article(text: &str) -> bool {
    let begins = text.starts_with(['上', '下', '友', '版', '相', '热', '推', '网', '主', '延', '评', '最', '全']);
    let words = ["上一篇", "下一篇", "上一条", "下一条", "友情链接", "版权所有", "相关新闻", "相关文章", "热点", "推荐阅读", "网站地图", "主办单位"];
    begins && (words.iter().any(|word| text.starts_with(word)) || heads_related(text) || is_head_of_comments(text))
}

/// Whether a text is the heading of links to other articles.
pub(super) fn heads_related(text: &str) -> bool {
    const HEADS: [&str; 8] = ["相关阅读", "相关新闻", "相关文章", "相关信息", "相关推荐", "推荐阅读", "延伸阅读", "热点推荐"];
    HEADS.contains(&text.trim_matches(|sign: char| !sign.is_alphanumeric()))
}

/// 网友评论 over what readers wrote; a count of comments stands in the line of the article, too.
fn is_head_of_comments(text: &str) -> bool {
    const HEADS: [&str; 6] = ["网友评论", "最新评论", "全部评论", "评论列表", "网友留言", "相关评论"];
    HEADS.contains(&text.trim_end_matches(['：', ':', ' ']))
}

fn take(page: &Page<'_>, context: &Context, lines: &Lines, index: usize, link: At, side: Option<InterpretationSide>, article: &mut Article) {
    let end = page.nodes[lines.all[index].last].end;
    let to_original = lines.text(index).contains("原文链接");
    for at in (link..end).take(512).filter(|at| page.is(*at, Tag::A)).take(MOST) {
        let Some(href) = page.attr(at, "href").filter(|href| !is_no_address(href)) else { continue };
        let name = name_of(page, at);
        let url = || context.resolve(href);
        if is_file(href, &name) && !in_footer(page, at) {
            push(&mut article.attachments, FileLink { name, href: href.to_owned(), url: url() });
        } else if to_original || ["阅读原文", "查看原文", "原文链接"].contains(&name.as_str()) {
            article.original.get_or_insert_with(|| FileLink { name, href: href.to_owned(), url: url() });
        } else if let Some(to) = side.filter(|_| name.chars().count() >= 6) {
            push(&mut article.interpretation_links, InterpretationLink { to, name, href: href.to_owned(), url: url() });
        }
    }
}

/// A link to a document, if it is one.
pub(crate) fn file_link(page: &Page<'_>, context: &Context, at: At) -> Option<FileLink> {
    let href = page.attr(at, "href").filter(|href| !is_no_address(href))?;
    let name = name_of(page, at);
    is_file(href, &name).then(|| FileLink { name, href: href.to_owned(), url: context.resolve(href) })
}

fn in_footer(page: &Page<'_>, at: At) -> bool {
    let says_so = |name: &str| holds(name, "foot") || holds(name, "copyright");
    let named = |at: At| page.is(at, Tag::Footer) || ["class", "id"].iter().any(|attribute| page.attr(at, attribute).is_some_and(says_so));
    page.ancestors(at).take(8).any(named)
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if list.len() < MOST && !list.contains(&item) {
        list.push(item);
    }
}

/// The first link of a line.
fn link_in(page: &Page<'_>, lines: &Lines, index: usize) -> Option<At> {
    let line = lines.all[index];
    let above = page.ancestors(line.first).take(4).find(|at| page.is(*at, Tag::A));
    above.or_else(|| (line.first..=line.last).find(|at| page.is(*at, Tag::A)))
}

fn name_of(page: &Page<'_>, at: At) -> String {
    if page.subtree(at).len() > LARGEST {
        return String::new();
    }
    let text = page.text(at);
    if !text.is_empty() {
        return text;
    }
    page.attr(at, "title").map(line).unwrap_or_default()
}

/// Whether a link leads to a document: by its address, or by its text where the address is one of a download script.
fn is_file(href: &str, name: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or("");
    let named = name.trim_end_matches([')', '）', '》', '"', '”']);
    has_file_end(path) || has_file_end(named) || (href.contains("download") && name.starts_with("附件"))
}

fn has_file_end(path: &str) -> bool {
    let Some(width) = path.as_bytes().iter().rev().take(6).position(|byte| *byte == b'.') else { return false };
    let end = &path[path.len() - width..];
    FILES.iter().any(|file| end.eq_ignore_ascii_case(file))
}

/// Where the links under a heading such as 相关解读 lead.
fn side_of(text: &str) -> Option<InterpretationSide> {
    let end = text.char_indices().take(13).find(|(_, sign)| matches!(sign, ':' | '：')).map(|(at, _)| at);
    let head = end.or_else(|| (text.len() <= 48).then_some(text.len())).map(|end| &text[..end])?;
    let head = head.trim_matches(|sign: char| !sign.is_alphabetic());
    match head {
        "解读" | "相关解读" | "政策解读" | "文件解读" | "解读材料" | "解读链接" | "图解" | "图文解读" | "关联解读" | "解读文件" | "解读信息"
        | "相关解读文件" | "相关政策解读" | "政策图解" => Some(InterpretationSide::Interpretation),
        "政策原文" | "文件原文" | "原文件" | "原文" | "相关文件" | "相关政策文件" | "相关政策" | "政策文件" | "解读原文" | "被解读文件" | "关联文件"
        | "查看原文件" | "原文件链接" => Some(InterpretationSide::File),
        _ => None,
    }
}

/// Whether a text names itself an interpretation.
fn reads(text: &str) -> bool {
    text.contains(['解', '懂', '答']) && ["解读", "图解", "一图读懂", "一图看懂", "问答"].iter().any(|word| text.contains(word))
}

/// Whether the text of a link speaks of the same file as the heading, one of them as its interpretation.
fn about(text: &str, heading: &str, heading_reads: bool) -> Option<InterpretationSide> {
    let side = match (reads(text), heading_reads) {
        (true, false) => InterpretationSide::Interpretation,
        (false, true) => InterpretationSide::File,
        _ => return None,
    };
    let named = |of: &str| of.split_once('《').and_then(|(_, rest)| rest.rsplit_once('》')).map(|(name, _)| name.replace(' ', ""));
    let same = |name: String, other: &str| name.chars().count() >= 6 && other.replace(' ', "").contains(&name);
    let agrees = named(text).is_some_and(|name| same(name, heading)) || named(heading).is_some_and(|name| same(name, text)) || same(heading.to_owned(), text);
    agrees.then_some(side)
}
