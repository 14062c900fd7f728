//! The words before the facts of an article: 发布时间, 来源, 索引号 and the like.

use crate::lines::Lines;
use crate::sieve::Sieve;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// 发布时间: the day of publication.
    Published,
    /// 时间, 日期: the day of publication if it stands where such a day stands.
    Time,
    /// 更新时间.
    Updated,
    /// 成文日期, 生成日期, 发文日期: not the publication.
    Written,
    /// Days of something else: 有效期至, 生效时间, 报名时间, 今天是.
    OtherDay,
    Source,
    /// 图片来源, 资料来源: not where the article is from.
    OtherSource,
    Editor,
    DocumentNo,
    IndexNo,
    /// 原文链接.
    Original,
    /// 名称, 标题 in the sheet of a document.
    Name,
    /// Persons, units, headings: what they announce is not read, but they end what stands before them.
    Other,
    /// 浏览次数, 字号, 打印: what stands around the line of an article.
    Tool,
}

use Label::{DocumentNo, Editor, IndexNo, Name, Original, Other, OtherDay, Published, Source, Time, Tool, Updated, Written};

/// Longer words before the words that begin them.
const WORDS: &[(&str, Label)] = &[
    ("发布时间", Published),
    ("发布日期", Published),
    ("发布于", Published),
    ("发布机构", Other),
    ("发布单位", Other),
    ("发布部门", Other),
    ("发布者", Other),
    ("发布人", Other),
    ("发布", Published),
    ("发表时间", Published),
    ("发表日期", Published),
    ("发表于", Published),
    ("发稿时间", Published),
    ("发稿日期", Published),
    ("发文日期", Written),
    ("发文时间", Written),
    ("发文字号", DocumentNo),
    ("发文文号", DocumentNo),
    ("发文机关", Other),
    ("发文机构", Other),
    ("发文单位", Other),
    ("时间发布", Published),
    ("时间", Time),
    ("日期", Time),
    ("公告时间", Published),
    ("公告日期", Published),
    ("公布时间", Published),
    ("公布日期", Published),
    ("公开时间", Published),
    ("公开日期", Published),
    ("公开形式", Other),
    ("公开方式", Other),
    ("公开范围", Other),
    ("公开类别", Other),
    ("公开责任部门", Other),
    ("公开主体", Other),
    ("公文字号", DocumentNo),
    ("公文编号", DocumentNo),
    ("公文文号", DocumentNo),
    ("信息时间", Published),
    ("信息日期", Published),
    ("信息来源", Source),
    ("信息索引号", IndexNo),
    ("信息索引", IndexNo),
    ("信息名称", Name),
    ("信息分类", Other),
    ("信息类别", Other),
    ("上传时间", Time),
    ("上传日期", Time),
    ("上网时间", Published),
    ("上网日期", Published),
    ("录入时间", Time),
    ("录入日期", Time),
    ("添加时间", Time),
    ("添加日期", Time),
    ("创建时间", Time),
    ("登载时间", Published),
    ("刊登时间", Published),
    ("刊发时间", Published),
    ("更新时间", Updated),
    ("更新日期", Updated),
    // Of the site and of a column, not of the article.
    ("网站最后更新时间", OtherDay),
    ("网站最后更新", OtherDay),
    ("网站更新时间", OtherDay),
    ("网站更新日期", OtherDay),
    ("本站更新时间", OtherDay),
    ("本站最后更新", OtherDay),
    ("栏目更新时间", OtherDay),
    ("最后更新时间", Updated),
    ("最后更新", Updated),
    ("最近更新", Updated),
    ("修改时间", Updated),
    ("成文日期", Written),
    ("成文时间", Written),
    ("生成日期", Written),
    ("生成时间", Written),
    ("生效日期", OtherDay),
    ("生效时间", OtherDay),
    ("印发日期", Written),
    ("印发时间", Written),
    ("制发日期", Written),
    ("形成日期", Written),
    ("落款日期", Written),
    ("签发日期", Written),
    ("有效期", OtherDay),
    ("有效性", Other),
    ("时效性", Other),
    ("今天是", OtherDay),
    ("今天", OtherDay),
    ("现在是", OtherDay),
    ("截止", OtherDay),
    ("来源于", Source),
    ("来源", Source),
    ("来自", Source),
    ("稿件来源", Source),
    ("文章来源", Source),
    ("新闻来源", Source),
    ("内容来源", Source),
    ("消息来源", Source),
    ("转载来源", Source),
    ("转载自", Source),
    ("转载于", Source),
    ("转自", Source),
    ("摘自", Source),
    ("稿源", Source),
    ("出处", Source),
    ("责任编辑", Editor),
    ("责编", Editor),
    ("编辑", Editor),
    ("文件编号", DocumentNo),
    ("文件字号", DocumentNo),
    ("文件文号", DocumentNo),
    ("文号", DocumentNo),
    ("索引号", IndexNo),
    ("索引编号", IndexNo),
    ("索取号", IndexNo),
    ("原文链接", Original),
    ("原文地址", Original),
    ("阅读原文", Original),
    ("查看原文", Original),
    ("作者", Other),
    ("记者", Other),
    ("通讯员", Other),
    ("信息员", Other),
    ("发布员", Other),
    ("供稿", Other),
    ("撰稿", Other),
    ("审核", Other),
    ("校对", Other),
    ("主题分类", Other),
    ("主题词", Other),
    ("体裁分类", Other),
    ("所属分类", Other),
    ("服务对象", Other),
    ("关键词", Other),
    ("内容概述", Other),
    ("标题", Name),
    ("名称", Name),
    ("浏览", Tool),
    ("阅读", Tool),
    ("点击", Tool),
    ("访问量", Tool),
    ("访问次数", Tool),
    ("访问", Other),
    ("查看次数", Tool),
    ("人气", Tool),
    ("次数", Tool),
    ("字号", Tool),
    ("字体", Tool),
    ("打印", Tool),
    ("分享", Tool),
    ("收藏", Tool),
    ("评论", Tool),
    ("关闭", Tool),
    ("保护视力", Tool),
    ("视力保护", Tool),
    ("扫一扫", Tool),
    ("朗读", Tool),
    ("语音播报", Tool),
    ("录入者", Other),
    ("录入员", Other),
    ("录入人", Other),
    ("录入", Other),
    ("上传者", Other),
    ("签发", Other),
    ("摄影", Other),
    ("初审", Other),
    ("复审", Other),
    ("终审", Other),
    ("审签", Other),
    ("监制", Other),
    ("已浏览", Tool),
    ("已阅读", Tool),
    ("已访问", Tool),
    ("点赞", Tool),
    ("字数", Tool),
    ("热度", Tool),
    ("放大", Tool),
    ("缩小", Tool),
    ("大中小", Tool),
    ("内容纠错", Tool),
    ("我要纠错", Tool),
    ("网页纠错", Tool),
    ("纠错", Tool),
    ("二维码", Tool),
];

/// Words that may stand joined before a label without making it another's.
const JOINED: &[&str] = &["信息", "文章", "新闻", "稿件", "网站", "网页", "网上", "本文", "首次", "内容"];

/// A label in a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// First byte of its word.
    pub(super) start: usize,
    /// First byte after the word and its colon.
    pub(super) end: usize,
    pub(super) label: Label,
    /// Whether a colon follows.
    pub(super) colon: bool,
}

/// The labels of a line, from left to right.
pub(super) fn labels(lines: &Lines, index: usize, found: &mut Vec<Found>) {
    found.clear();
    let text = lines.text(index);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && found.len() < 16 {
        let word = if FIRST.may_begin(&bytes[at..]) { word_at(&text[at..]) } else { None };
        let Some((width, label)) = word else {
            at += width_of_sign(bytes[at]);
            continue;
        };
        let colon = colon_after(&text[at + width..]).max(bracket_after(&text[..at], &text[at + width..]));
        let free = free_before(lines, index, at);
        if let Some(label) = meant(label, free || joined(&text[..at]), free, colon > 0) {
            // 发布, 来自 and 转自 are verbs unless a colon makes them labels.
            let verb = label == Published && width <= 7 && !text[..at + width].ends_with('于') || label == Source && is_verb(&text[at..]);
            if verb && colon == 0 {
                at += width;
                continue;
            }
            found.push(Found { start: at, end: at + width + colon, label, colon: colon > 0 });
        }
        at += width + colon;
    }
}

/// Whether a word for the source is one of sentences as well.
fn is_verb(text: &str) -> bool {
    ["来自", "转载", "转自", "摘自"].iter().any(|verb| text.starts_with(verb)) && !text.starts_with("转载来源")
}

const FIRST: Sieve = Sieve::nth(WORDS, 0);
const SECOND: Sieve = Sieve::nth(WORDS, 1);

/// How many bytes a sign takes that begins with this one.
fn width_of_sign(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// The word that begins a text; all words have signs of three bytes, and at least two of them.
fn word_at(text: &str) -> Option<(usize, Label)> {
    let bytes = text.as_bytes();
    let first = bytes.get(..3)?;
    let second = bytes[3..].trim_ascii_start().get(..3).filter(|second| SECOND.may_begin(second))?;
    let key = key(first, second);
    let fitting = KEYS.iter().zip(WORDS).filter(|(own, _)| **own == key);
    fitting.into_iter().find_map(|(_, (word, label))| Some((width_of(text, word)?, *label)))
}

/// The first two signs of each word.
const KEYS: [u64; WORDS.len()] = {
    let mut keys = [0; WORDS.len()];
    let mut index = 0;
    while index < keys.len() {
        let (first, rest) = WORDS[index].0.as_bytes().split_at(3);
        keys[index] = key(first, rest);
        index += 1;
    }
    keys
};

/// Two signs of three bytes as one number.
const fn key(first: &[u8], second: &[u8]) -> u64 {
    u64::from_be_bytes([0, 0, first[0], first[1], first[2], second[0], second[1], second[2]])
}

/// How many bytes a word takes, blanks between its signs allowed (来 源).
fn width_of(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    for sign in word.chars() {
        if at > 0 && text[at..].starts_with(' ') {
            at += 1;
        }
        text[at..].starts_with(sign).then(|| at += sign.len_utf8())?;
    }
    Some(at)
}

fn colon_after(text: &str) -> usize {
    let rest = text.trim_start();
    let colon = rest.chars().next().filter(|sign| matches!(sign, ':' | '：' | '﹕' | '∶'));
    colon.map_or(0, |colon| text.len() - rest.len() + colon.len_utf8())
}

/// The bracket that closes a label in brackets, which says what a colon says: `【来源】`, `[文号]`.
fn bracket_after(before: &str, after: &str) -> usize {
    let rest = after.trim_start();
    let pair = |open: char, close: char| before.trim_end().ends_with(open) && rest.starts_with(close);
    let close = [('【', '】'), ('[', ']'), ('［', '］')].into_iter().find(|(open, close)| pair(*open, *close));
    close.map_or(0, |(_, close)| after.len() - rest.len() + close.len_utf8())
}

/// Whether a word begins by itself: at the begin of a text, after a blank, a digit or a sign.
fn free_before(lines: &Lines, index: usize, at: usize) -> bool {
    // 2023年11月20日来源：…
    let after_date = || lines.text(index)[..at].strip_suffix(['日', '号']).is_some_and(|rest| rest.ends_with(|sign: char| sign.is_ascii_digit()));
    lines.begins(index, at) || after_date() || lines.text(index)[..at].chars().next_back().is_none_or(|sign| !sign.is_alphabetic())
}

fn joined(before: &str) -> bool {
    JOINED.iter().any(|word| before.ends_with(word))
}

/// What a word means where it stands, if it is a label there at all.
fn meant(label: Label, own: bool, free: bool, colon: bool) -> Option<Label> {
    match label {
        Tool => free.then_some(Tool),
        Published | Updated if !own => colon.then_some(OtherDay),
        Time if !own => Some(OtherDay),
        Source if !own => colon.then_some(Label::OtherSource),
        Label::OtherDay if !own => colon.then_some(OtherDay),
        _ if !own => None,
        Other | Name | Editor if !colon => None,
        label => Some(label),
    }
}
