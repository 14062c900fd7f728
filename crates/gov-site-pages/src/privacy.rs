//! What must not leave the crate: numbers of persons in any text, and on pages of letters whatever the citizen may have written.

use crate::article::Article;
use crate::entry::ListItem;
use crate::evidence::PageEvidence;
use crate::kind::PageKind;
use crate::letter::Letter;
use crate::letter_words::{known_state, without_name, without_numbers};
use crate::letters::Letters;
use crate::links::{LinkKind, PageLink};
use crate::shown::Shown;
use crate::tags::PageTag;

/// What stands in place of a text that is not kept.
const HIDDEN: &str = "***";
/// Tags that speak of the site or the column, not of the letter.
const OF_SITE: [&str; 7] = ["SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
/// Tags that hold no text: codes and addresses, in which long numbers are no person's.
const NO_TEXT: [&str; 4] = ["SiteDomain", "SiteIDCode", "Image", "Url"];

/// Hides numbers of persons, and on pages of letters names and texts.
pub(crate) fn hide(evidence: &mut PageEvidence) {
    let of_letters = matches!(evidence.kind.kind, PageKind::Letter | PageKind::LetterList) || evidence.letters.is_some() || evidence.letter.is_some();
    evidence.tags.values.iter_mut().for_each(|tag| tag_value(tag, of_letters));
    evidence.links.iter_mut().for_each(|link| page_link(link, of_letters));
    evidence.letters.iter_mut().for_each(letters);
    evidence.list.iter_mut().for_each(|list| blank(&mut list.blank, of_letters));
    evidence.letters.iter_mut().for_each(|letters| blank(&mut letters.blank, of_letters));
    evidence.kind.grounds.iter_mut().for_each(text);
    evidence.letter.iter_mut().for_each(letter);
    evidence.article.iter_mut().for_each(article);
    evidence.home.iter_mut().flat_map(|home| &mut home.blocks).for_each(|block| shown(&mut block.heading));
    let listed = evidence.list.iter_mut().flat_map(|list| &mut list.items);
    let blocks = evidence.home.iter_mut().flat_map(|home| &mut home.blocks);
    listed.chain(blocks.flat_map(|block| block.items.iter_mut().chain(&mut block.undated))).for_each(|item| list_item(item, of_letters));
    if let Some(guide) = &mut evidence.guide {
        guide.elements.iter_mut().for_each(|element| text(&mut element.text));
        guide.forms.iter_mut().for_each(|form| text(&mut form.name));
    }
}

fn text(text: &mut String) {
    *text = without_numbers(std::mem::take(text));
}

fn shown(found: &mut Option<Shown>) {
    found.iter_mut().for_each(|shown| text(&mut shown.text));
}

/// Words of which a text is made that says that there are no letters.
#[rustfmt::skip]
const NONE_THERE: [&str; 32] = [
    "暂时没有", "暂无", "尚无", "没有", "还没", "未找到", "未查询到", "找到", "相关", "符合", "条件", "任何", "信件", "来信", "留言", "咨询", "投诉", "提问",
    "数据", "内容", "记录", "信息", "列表", "总数", "共", "的", "条", "封", "件", "篇", "第", "页",
];

/// What says that there are no letters is kept where it says nothing else: names and numbers may stand in it.
fn blank(blank: &mut Option<Shown>, of_letters: bool) {
    let Some(shown) = blank.as_mut().filter(|_| of_letters) else { return self::shown(blank) };
    let rest = NONE_THERE.iter().fold(shown.text.clone(), |rest, word| rest.replace(word, ""));
    let digits = rest.chars().filter(|sign| sign.is_numeric()).count();
    if digits > 6 || rest.chars().filter(|sign| sign.is_alphabetic()).count() > 2 {
        HIDDEN.clone_into(&mut shown.text);
    }
}

fn title(title: &mut String) {
    *title = without_name(&without_numbers(std::mem::take(title))).to_owned();
}

/// A tag stays with its name, or it would be taken for missing.
fn tag_value(tag: &mut PageTag, of_letters: bool) {
    if tag.value.is_empty() || tag.name == "PubDate" && is_written_moment(&tag.value) {
        return;
    }
    if of_letters && !OF_SITE.contains(&tag.name) {
        HIDDEN.clone_into(&mut tag.value);
    } else if !NO_TEXT.contains(&tag.name) {
        text(&mut tag.value);
    }
}

/// A moment and nothing else: digits, signs between them, and the words for year, month and day.
fn is_written_moment(value: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_digit() || "-/:. TZ+年月日".contains(sign);
    ["19", "20"].iter().any(|century| value.starts_with(century)) && value.len() <= 40 && value.chars().all(is_sign)
}

fn page_link(link: &mut PageLink, of_letters: bool) {
    if of_letters {
        link.text.clear();
    } else {
        text(&mut link.text);
    }
    if link.kind != LinkKind::Mail {
        std::iter::once(&mut link.href).chain(&mut link.url).filter(|_| of_letters).for_each(query);
        return;
    }
    for address in std::iter::once(&mut link.href).chain(&mut link.url) {
        match address.find(':').filter(|_| of_letters) {
            Some(scheme) => address.replace_range(scheme + 1.., HIDDEN),
            None => text(address),
        }
    }
}

/// Hides the values in the query of an address that are a mobile number.
fn query(address: &mut String) {
    let Some((path, values)) = address.split_once('?') else { return };
    let is_mobile = |value: &str| matches!(value.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && rest.iter().all(u8::is_ascii_digit));
    let hide = |part: &str| match part.split_once('=') {
        Some((name, value)) if is_mobile(value) => format!("{name}={HIDDEN}"),
        _ => part.to_owned(),
    };
    let hidden: Vec<String> = values.split('&').map(hide).collect();
    *address = format!("{path}?{}", hidden.join("&"));
}

fn letters(letters: &mut Letters) {
    for item in &mut letters.items {
        title(&mut item.title);
        item.href.iter_mut().chain(&mut item.url).for_each(query);
        item.status = item.status.take().and_then(|status| known_state(&status)).map(str::to_owned);
    }
}

fn letter(letter: &mut Letter) {
    letter.title.iter_mut().for_each(|shown| title(&mut shown.text));
    let status = letter.status.take();
    letter.status = status.and_then(|status| Some(Shown { text: known_state(&status.text)?.to_owned(), place: status.place }));
}

/// Hides numbers of persons in an article.
pub(crate) fn article(article: &mut Article) {
    for found in [&mut article.title, &mut article.content_source, &mut article.editor, &mut article.repost_source] {
        shown(found);
    }
    article.attachments.iter_mut().chain(&mut article.original).for_each(|link| text(&mut link.name));
    article.interpretation_links.iter_mut().for_each(|link| text(&mut link.name));
}

fn list_item(item: &mut ListItem, of_letters: bool) {
    if of_letters {
        title(&mut item.title);
        query(&mut item.href);
        item.url.iter_mut().for_each(query);
    } else {
        text(&mut item.title);
    }
}
