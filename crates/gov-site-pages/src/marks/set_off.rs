//! Which date of a text stands beside an item, set off from its words, and what the words around it make of it.

use crate::date_text::{DateText, Written, dates};
use crate::day_words::{self, LABEL, Meaning};

/// Bytes of a text in which a date is looked for.
const LONGEST: usize = 600;
/// Dates of a text that are looked at.
const DATES: usize = 8;
/// Bytes around the dates of a text that says of them what they are: what is longer is a sentence or a title.
const AROUND: usize = 60;

/// The date that a text shows beside an item, and what it is the day of: the text is the date, or a label and the date, or begins or ends
/// with it, set off from the words. A date within a sentence is none. Of several days that may be the publication none is.
pub(crate) fn shown_date(text: &str) -> Option<(DateText, Meaning)> {
    if text.len() > LONGEST {
        return None;
    }
    let mut days = dates(text).filter(|date| !matches!(date.date, Written::YearMonth { .. }));
    let (first, second) = (days.next()?, days.next());
    let Some(second) = second else {
        let of = meaning(text, &[first], 0)?;
        return (of != Meaning::Other || text.trim().len() - (first.end - first.start) <= AROUND).then_some((first, of));
    };
    let all: Vec<DateText> = [first, second].into_iter().chain(days).take(DATES).collect();
    let around = text.trim().len() - all.iter().map(|date| date.end - date.start).sum::<usize>();
    let standing = |nth: usize| Some((all[nth], meaning(text, &all, nth).filter(|of| *of != Meaning::Other || around <= AROUND)?));
    let found: Vec<(DateText, Meaning)> = (0..all.len()).filter_map(standing).collect();
    let mut own = found.iter().filter(|(_, of)| *of != Meaning::Other);
    let Some(first) = own.next().copied() else { return found.first().copied() };
    if own.all(|(date, _)| date.date == first.0.date) {
        return Some(first);
    }
    let mut named = found.iter().filter(|(_, of)| *of == Meaning::Publication).copied();
    match (named.next(), named.next()) {
        (Some(only), None) => Some(only),
        _ => (around <= AROUND).then_some((first.0, Meaning::Other)),
    }
}

/// The date at the end of a title, set off by a blank: what the title ends with is no label of it (某某大桥顺利竣工 2023-11-20).
pub(super) fn date_behind_title(text: &str) -> Option<DateText> {
    if text.len() > LONGEST {
        return None;
    }
    let mut all = dates(text).filter(|date| !matches!(date.date, Written::YearMonth { .. }));
    let (Some(date), None) = (all.next(), all.next()) else { return None };
    let (before, after) = (text[..date.start].trim(), &text[date.end..]);
    let is_one_word = !before.contains(|sign: char| sign.is_whitespace() || "：:|".contains(sign));
    (is_one_word && !before.is_empty() && ends(after.trim()) && is_set_off(text, &date)).then_some(date)
}

/// What a date is the day of, if it stands beside an item.
fn meaning(text: &str, all: &[DateText], nth: usize) -> Option<Meaning> {
    let date = &all[nth];
    let (before, after) = (text[..date.start].trim(), text[date.end..].trim());
    let label = before.rsplit(|sign: char| sign.is_whitespace() || "[(（【|；;，,。".contains(sign)).next().unwrap_or(before);
    let label = label.char_indices().rev().nth(LABEL - 1).map_or(label, |(at, _)| &label[at..]);
    if !label.is_empty() && is_of_page(label) {
        return None;
    }
    if joins(text, all.get(nth + 1).map(|next| (date, next))) || joins(text, nth.checked_sub(1).map(|last| (&all[last], date))) {
        return Some(Meaning::Other);
    }
    let of = if day_words::names_place(after) {
        Some(Meaning::Other)
    } else if label.is_empty() {
        None
    } else {
        day_words::of_label(label)
    };
    if of == Some(Meaning::Other) || day_words::is_other_behind(after) {
        return (ends(after) || day_words::is_other_behind(after) || labelled_next(after) || all.len() > nth + 1).then_some(Meaning::Other);
    }
    is_set_off(text, date).then(|| of.unwrap_or(Meaning::Open))
}

/// Whether a label is one of the page itself: its clock, its copyright, when a system wrote it, when its column was last changed.
fn is_of_page(label: &str) -> bool {
    const OF: [&str; 6] = ["网站", "本站", "页面", "本页", "本栏", "栏目"];
    ["今天", "生成时间", "版权", "Copyright", "©"].iter().any(|word| label.contains(word))
        || label.contains("更新") && OF.iter().any(|word| label.starts_with(word))
}

/// Whether two dates are the begin and the end of a span.
fn joins(text: &str, pair: Option<(&DateText, &DateText)>) -> bool {
    pair.is_some_and(|(left, right)| is_span(&text[left.end..right.start]))
}

/// Whether a text between two dates makes them a span.
pub(super) fn is_span(between: &str) -> bool {
    let between = between.trim();
    between.len() <= 12 && (between.contains(['至', '到']) || !between.is_empty() && between.chars().all(|sign| "-–—－~～→".contains(sign)))
}

/// Whether nothing but closing signs follows on a date.
fn ends(after: &str) -> bool {
    after.chars().all(|sign| closes(sign) || matches!(sign, '|' | '-' | ':' | '：'))
}

fn closes(sign: char) -> bool {
    "])）】〕］>》|/".contains(sign)
}

fn is_set_off(text: &str, date: &DateText) -> bool {
    let (before, after) = (text[..date.start].trim(), text[date.end..].trim());
    if before.ends_with(['至', '到', '~', '～', '—', '–']) || date.time.is_some() && is_of_other_zone(after) {
        return false;
    }
    let open = |sign: char| "[(（【〔［<《|/".contains(sign);
    let begins = before.chars().all(|sign| open(sign) || sign == '·' || sign == '-' || sign == '•');
    let sure = matches!(date.date, Written::Day(_));
    let word_form = text[date.start..date.end].contains('月');
    let apart_after = after.starts_with(closes) || text[date.end..].starts_with(char::is_whitespace);
    let apart_before = text[..date.start].ends_with(char::is_whitespace);
    if sure && (begins || is_bare_label(before)) && is_known_behind(after) {
        return true;
    }
    match (begins, ends(after)) {
        (true, true) => true,
        (true, false) => after.starts_with(closes) || (sure && (labelled_next(after) || !word_form && apart_after)),
        // Full-width brackets behind words are the title's own; systems write narrow ones.
        (false, true) => {
            is_label(before)
                || sure && apart_before && follows_source(before)
                || before.ends_with(['[', '(', '【', '［', '|'])
                || (sure && !word_form && apart_before)
        }
        (false, false) => is_label(before) && sure,
    }
}

/// Whether a moment is that of another time zone than Beijing's: the day there may be another (20:00Z is four in the morning).
fn is_of_other_zone(after: &str) -> bool {
    let offset = after.strip_prefix(['+', '-']).map(|rest| rest.chars().filter(|sign| *sign != ':').take(4).collect::<String>());
    let is_zone = |offset: &String| offset.len() == 4 && offset.bytes().all(|byte| byte.is_ascii_digit());
    after.strip_prefix('Z').is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        || offset.filter(is_zone).is_some_and(|offset| offset != "0800" || after.starts_with('-'))
}

/// Whether the words before a date are its label without a colon.
fn is_bare_label(before: &str) -> bool {
    ["时间", "日期", "发布", "发布时间", "发布日期", "更新时间", "更新日期", "发表时间"].contains(&before)
}

/// Whether what follows on a date is but a word of its publication, the part of the day, or a count of visits: `更新`, `上午`, `浏览12`.
fn is_known_behind(after: &str) -> bool {
    let after = after.trim_matches(closes);
    let count = ["浏览", "阅读", "点击", "访问"].iter().find_map(|word| after.strip_prefix(word));
    let is_count =
        |rest: &str| rest.trim_start_matches(['量', '数', '次', '：', ':', ' ']).trim_end_matches(['次', ' ']).bytes().all(|byte| byte.is_ascii_digit());
    matches!(after, "更新" | "发布" | "发表" | "上午" | "下午" | "晚上" | "中午" | "+08:00" | "+0800") || count.is_some_and(is_count)
}

/// Whether the words before a date are a source with its label: `来源：某日报　2020年08月21日`.
fn follows_source(before: &str) -> bool {
    ["来源", "信息来源", "文章来源", "作者"].iter().any(|label| before.strip_prefix(label).is_some_and(|rest| rest.starts_with(['：', ':'])))
}

/// Whether other particulars follow, not words of a sentence: `【来源：…】`, `来源：`, `点击：3`.
fn labelled_next(after: &str) -> bool {
    let head: String = after.chars().take(10).collect();
    head.trim_start_matches(|sign: char| "[(（【|".contains(sign)).find(['：', ':']).is_some_and(|at| at <= 15)
}

/// Words of such labels.
const LABELS: [&str; 14] = ["时间", "日期", "日间", "发布", "更新", "时 间", "日 期", "日", "于", "发稿", "发表", "刊发", "录入", "添加"];

/// Whether the words before a date are its label: `发布时间：`, `日期:`, `发稿：`.
pub(crate) fn is_label(before: &str) -> bool {
    let Some(words) = before.strip_suffix(['：', ':']) else { return false };
    let word = words.rsplit(|sign: char| sign.is_whitespace() || "[(（【|；;，,".contains(sign)).next().unwrap_or(words);
    let signs = word.chars().count();
    (1..=8).contains(&signs) && LABELS.iter().any(|part| word.contains(part))
}
