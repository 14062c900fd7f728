//! Links and buttons that lead to the further pages of a list.

use super::Listed;
use crate::beside::is_beside;
use crate::marks::has_address;
use crate::outline::{At, Page, Tag, What};
use crate::sieve::Words;

/// Words of steps to further pages, wherever they stand.
#[rustfmt::skip]
const STEPS: [&str; 20] = [
    "下一页", "下页", "后页", "后一页", "尾页", "末页", "最后一页", "查看下一页", "加载下一页", "下一頁", "下頁", "末頁", "尾頁",
    "加载更多", "点击加载更多", "上拉加载更多", "点击查看更多", "查看更多", "显示更多", "展开更多",
];
/// What each of those words ends with.
const STEP_ENDS: Words<3> = Words::new(["页", "頁", "更多"]);
/// Words that may belong to another list or to a slider.
const MORE: [&str; 6] = ["更多", "更多信息", "more", "MORE", "Next", "next"];
const ANY_MORE: Words<5> = Words::new(["更多", "more", "MORE", "Next", "next"]);
/// Bytes of a text that is a step: a whole pager may stand in one text.
const STEP: usize = 90;
/// Numbers that are years, not pages.
const YEARS: std::ops::Range<u32> = 1990..2100;

/// Whether a node leads on: `rel=next` in the head, 下一页 as text, name of a picture or button; near the list also 更多 and the numbers of pages.
pub(super) fn leads_on(page: &Page<'_>, at: At, listed: &Listed) -> bool {
    if page.nodes[at].hidden {
        return page.is(at, Tag::Link) && is_next(page, at);
    }
    match page.nodes[at].what {
        What::Text(text) if text.len() <= STEP => is_step(text) || is_more(text) && listed.is_around(at) && !is_beside(page, at),
        What::Text(_) => false,
        What::Element(Tag::Img, _) => page.attr(at, "alt").is_some_and(is_step) || page.attr(at, "title").is_some_and(is_step),
        What::Element(Tag::Input | Tag::Button, _) => page.attr(at, "value").is_some_and(is_step),
        What::Element(Tag::Select, _) => chooses_page(page, at, listed),
        What::Element(Tag::A, _) => {
            page.attr(at, "title").is_some_and(is_step)
                || listed.is_near(at) && (is_number_of_page(page, at) || is_arrow(page, at) || is_next(page, at)) && !of_menu(page, at)
        }
        What::Element(..) => false,
    }
}

/// Pages of a choice that are looked at.
const CHOICES: usize = 8;

/// Whether a choice is one of several pages: 第1页, 第2页; bare numbers from 1 where a choice behind the list leads on by its script.
fn chooses_page(page: &Page<'_>, at: At, listed: &Listed) -> bool {
    let bare = page.attr(at, "onchange").is_some() && listed.is_near(at);
    let number = |text: &str| {
        let text = text.trim();
        let named = text.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).map(str::trim);
        let named = named.or_else(|| text.strip_suffix('页').filter(|_| listed.is_near(at)));
        named.or(bare.then_some(text))?.split('/').next()?.trim().parse::<usize>().ok()
    };
    let options = page.subtree(at).filter(|at| page.is(*at, Tag::Option)).take(CHOICES);
    let numbers: Vec<Option<usize>> = options.map(|option| number(&page.source(option))).collect();
    numbers.len() > 1 && numbers.iter().zip(1..).all(|(number, nth)| *number == Some(nth))
}

/// A menu of the site; pagers are called `pagenav` as well.
fn of_menu(page: &Page<'_>, at: At) -> bool {
    page.ancestors(at).take(6).any(|at| matches!(page.tag(at), Some(Tag::Nav | Tag::Footer | Tag::Header)))
}

fn is_step(text: &str) -> bool {
    STEP_ENDS.stand_in(text) && words(text).any(|word| STEPS.contains(&word))
}

fn is_more(text: &str) -> bool {
    if !ANY_MORE.stand_in(text) {
        return false;
    }
    let mut words = words(text);
    words.next().is_some_and(|word| MORE.contains(&word)) && words.next().is_none()
}

/// The words of a text without the signs around them: `[下一页]`, `下一页 »`, `更多>>`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the numbers of two pages stand behind each other where the pager of the list does: `1`, `2` in elements that a script makes links.
/// Days of a calendar stand in cells.
pub(super) fn counts_on(page: &Page<'_>, before: &str, at: At, text: &str, listed: &Listed) -> bool {
    text.len() <= NUMBER
        && text.as_bytes().contains(&b'2')
        && text.trim() == "2"
        && before.trim() == "1"
        && listed.is_near(at)
        && !is_beside(page, at)
        && !page.ancestors(at).take(3).any(|above| matches!(page.tag(above), Some(Tag::Td | Tag::Th)))
}

/// Bytes of the number of a page with the blanks around it.
const NUMBER: usize = 40;

/// Whether a link says of itself that it leads to the next page.
fn is_next(page: &Page<'_>, link: At) -> bool {
    page.attr(link, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("next"))) && has_address(page, link)
}

/// Whether a link without a text is an arrow to the next page, by its class.
fn is_arrow(page: &Page<'_>, link: At) -> bool {
    let is_next = |names: &str| names.split(|sign: char| !sign.is_ascii_alphabetic()).any(|name| name.eq_ignore_ascii_case("next"));
    page.attr(link, "class").is_some_and(is_next) && has_address(page, link) && page.texts(link).next().is_none()
}

/// Whether a link shows nothing but the number of a further page, or an arrow to it.
fn is_number_of_page(page: &Page<'_>, link: At) -> bool {
    let mut texts = page.texts(link);
    let (Some((_, text)), None) = (texts.next(), texts.next()) else { return false };
    let text = text.trim();
    if matches!(text, ">" | ">>" | "›" | "»" | "＞") {
        return true;
    }
    let number = text.trim_matches(['[', ']', '(', ')', '【', '】', ' ']);
    let number = number.strip_prefix('第').and_then(|rest| rest.strip_suffix('页')).map_or(number, str::trim);
    number.len() <= 5 && number.parse::<u32>().is_ok_and(|number| number >= 2 && !YEARS.contains(&number))
}
