//! Pages that their labels tell: letters, guides, searches.

use crate::letter_words::{self, Field};

use super::address::Says;
use super::traits::Traits;
use super::{KindFound, PageKind, words};

pub(super) fn kind(traits: &Traits<'_>, says: Says) -> Option<KindFound> {
    search(traits, says)
        .or_else(|| letter(traits))
        .or_else(|| letter_by_times(traits))
        .or_else(|| letter_list(traits, says))
        .or_else(|| blank_letters(traits, says))
        .or_else(|| guide(traits))
}

fn search(traits: &Traits<'_>, says: Says) -> Option<KindFound> {
    if traits.is_article_by_tags() || traits.body > 900 {
        return None;
    }
    if let Some(word) = words::search(&traits.title) {
        return Some(KindFound::new(PageKind::Other, format!("标题有“{word}”，是检索页面")));
    }
    (says == Says::Search).then(|| KindFound::new(PageKind::Other, "地址是检索页面".to_owned()))
}

/// One letter: its text or answer is labelled, and so is a time or the office.
fn letter(traits: &Traits<'_>) -> Option<KindFound> {
    let has = |field| traits.has_head(field);
    let texts = has(Field::Question) || has(Field::Answer);
    let about = [Field::Title, Field::Asked, Field::Answered, Field::Unit, Field::Status].iter().filter(|field| has(**field)).count();
    // A form to write a letter has such labels too, but neither a time nor an answer.
    let received = has(Field::Asked) || has(Field::Answered) || has(Field::Answer);
    let one = traits.states < 3 && traits.largest_block() < 3 && traits.letter_times <= 4;
    let sure = has(Field::Question) && has(Field::Answer) || letter_words::speaks_of_letters(&traits.title) || traits.of_letters >= 3;
    (texts && received && about >= 2 && one && sure && traits.of_letters >= 2)
        .then(|| KindFound::new(PageKind::Letter, format!("有信件内容或答复的标签，另有{about}个信件标签")))
}

/// One letter that labels both of its times once, under the heading that the title of the page names.
fn letter_by_times(traits: &Traits<'_>) -> Option<KindFound> {
    let has = |field| traits.has_head(field);
    let timed = has(Field::Asked) && has(Field::Answered) && traits.letter_times == 2;
    let about = [Field::Unit, Field::Status, Field::Category].iter().any(|field| has(*field));
    let shown_whole = letter_words::speaks_of_letters(&traits.title) && ["详情", "详细", "内容"].iter().any(|word| traits.title.contains(word));
    (timed && (about && traits.heading || shown_whole) && traits.states < 3 && traits.largest_block() < 3)
        .then(|| KindFound::new(PageKind::Letter, "有一个来信时间和一个答复时间，标题单独出现或窗口标题为信件详情".to_owned()))
}

fn letter_list(traits: &Traits<'_>, says: Says) -> Option<KindFound> {
    if traits.is_article_by_tags() || traits.body > 900 {
        return None;
    }
    // What an office asks is answered by citizens: drafts, polls and talks in a part of the site that calls itself 互动交流.
    let asks = letter_words::is_of_office(&traits.title);
    let by_name = !asks && (letter_words::speaks_of_letters(&traits.title) || traits.column_name.is_some_and(letter_words::speaks_of_letters));
    // A home page has a box of letters among its other blocks.
    if !by_name && (says == Says::Root || traits.large_blocks() > 2) {
        return None;
    }
    // What became of applications is shown as what became of letters is.
    if !by_name && (traits.of_letters == 0 || traits.applications) {
        return None;
    }
    let has = |field| traits.has_head(field);
    let heads = [Field::Asked, Field::Answered, Field::Status].iter().filter(|field| has(**field)).count();
    let titled = has(Field::Title) || has(Field::Question);
    if titled && heads > 0 && (heads > 1 || traits.largest_block() > 1 || traits.states > 0) {
        return Some(KindFound::new(PageKind::LetterList, format!("表头有信件标题和{heads}个时间或状态栏")));
    }
    let marks = traits.states.max(traits.letter_times);
    (marks >= 3 || by_name && marks == 2).then(|| KindFound::new(PageKind::LetterList, format!("{marks}处信件状态或时间")))
}

/// A list of letters without heads that says that it has none.
fn blank_letters(traits: &Traits<'_>, says: Says) -> Option<KindFound> {
    // An article on a mail box has no comments yet, a home page no news of one.
    let of_text = traits.is_article_by_tags() || traits.body >= 300 || traits.around_article > 0;
    if of_text || says == Says::Root || traits.largest_block() > 2 {
        return None;
    }
    let named = traits.letter_trail || letter_words::names_letters(&traits.title) || traits.column_name.is_some_and(letter_words::names_letters);
    traits.blank.filter(|text| named && !text.contains("更多"))?;
    // The words themselves are not quoted: a name may stand in them.
    Some(KindFound::new(PageKind::LetterList, "栏目是信件，且写明没有内容".to_owned()))
}

/// A guide: labels that stand in guides only, others beside them, and what must be met or handed in (without which a text only tells
/// where and when).
fn guide(traits: &Traits<'_>) -> Option<KindFound> {
    let own = (traits.guide & 0xFF00).count_ones();
    let all = traits.guide.count_ones();
    let named = ["办事指南", "服务指南", "办理指南", "办事服务"].iter().any(|word| traits.title.contains(word));
    let (need_own, need_all) = match (traits.is_article_by_tags(), named) {
        (true, _) => (4, 6),
        (false, false) => (3, 5),
        (false, true) => (2, 4),
    };
    let asks = traits.guide & (words::CONDITIONS | words::MATERIALS) > 0;
    let many = own >= 2 && all >= 6 && !traits.is_article_by_tags();
    // What of a guide its tabs leave over: the item and its basis among others, or all that an applicant asks.
    let has = |bits: u16| traits.guide & bits == bits && !traits.is_article_by_tags();
    let whole = has(words::CONDITIONS | words::MATERIALS | words::BASIS | words::PROCESS);
    let of_item = own >= 4 && all >= 6 && has(words::ITEM | words::BASIS);
    (whole || of_item || (many || own >= need_own && all >= need_all) && asks).then(|| KindFound::new(PageKind::Guide, format!("有{all}类办事指南标签")))
}
