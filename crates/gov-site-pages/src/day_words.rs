//! What the words beside a date say of it: the day of a publication, some day, or the day of something else (a deadline, an event).

use crate::sieve::Words;

/// What a date beside an item is the day of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// Of its publication, as a word says: 发布时间.
    Publication,
    /// No word tells: 日期, or none at all. Beside an item that is its publication.
    Open,
    /// Of something else: 截止日期, 活动时间. When the item was published it does not tell.
    Other,
}

const PUBLICATION: [&str; 12] = ["发布", "公开", "公布", "公示", "公告", "更新", "上网", "刊登", "刊发", "发表", "登载", "挂网"];

/// Words of other days, wherever they stand in a label: ends, limits, and what becomes of a document.
#[rustfmt::skip]
const OTHER: [&str; 33] = [
    "截止", "截至", "有效", "到期", "失效", "废止", "终止", "届满", "过期", "时限", "期限", "起止", "结束", "开标", "开庭", "成文", "生成",
    "印发", "实施", "施行", "生效", "签订", "签署", "签发", "落款", "开工", "竣工", "完工", "报名", "拍卖", "公示期", "公告期", "征集期",
];

/// What takes place: the word alone may be the category of an item; with 时间 or a colon it names its day.
#[rustfmt::skip]
const EVENTS: [&str; 22] = [
    "活动", "会议", "考试", "培训", "征集", "听证", "举办", "举行", "开始", "面试", "笔试", "体检", "招聘", "竞赛", "比赛", "讲座", "演出", "展览", "访谈",
    "直播", "投标", "开放",
];

/// What stands before 时间 or 日期 without naming another day: when an item came into the system, a letter was written or answered, a permit
/// or a penalty was decided (of which the lists that the law asks for show no other day).
#[rustfmt::skip]
const OPEN: [&str; 39] = [
    "录入", "添加", "上传", "编辑", "信息", "新闻", "文章", "入库", "创建", "修改", "发稿", "稿件", "报道", "收录", "上线", "推送", "转载", "发送",
    "采编", "加入", "发帖", "投稿", "提交", "内容", "日期", "时间", "年月",
    "来信", "写信", "留言", "咨询", "提问", "信件", "投诉", "回复", "答复", "决定", "许可", "处罚",
];

/// Words behind a date that make it the begin or the end of something.
const BEHIND: [&str; 8] = ["止", "前", "起", "后", "至", "今", "日", "开始"];

/// States of documents and calls, which stand beside their dates and do not name them.
const STATES: [&str; 8] = ["有效", "失效", "废止", "现行有效", "继续有效", "部分失效", "部分废止", "部分有效"];

/// Signs of a label at most.
pub(crate) const LABEL: usize = 12;

/// What a label right before a date says of it; `None` where the words are no label of a day.
///
/// It ends with a colon, with 时间 or 日期, or with a word of other days: 关于报名的通知 is a title.
pub(crate) fn of_label(label: &str) -> Option<Meaning> {
    let words = label.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let words = words.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    // 截止日期为
    let words = words.trim_end_matches(['为', '是']);
    if let Some(of) = of_time(words) {
        return Some(of);
    }
    let has = |table: &[&str]| table.iter().any(|word| words.contains(word));
    if label.trim_end().ends_with([':', '：']) {
        return match () {
            () if has(&OTHER) || has(&EVENTS) || ends_open(words) || is_english_limit(words) => Some(Meaning::Other),
            () if has(&PUBLICATION) => Some(Meaning::Publication),
            () => None,
        };
    }
    let words = words.trim_end_matches('日');
    if ends_other(words) || words.ends_with("开始") || ends_open(words) || is_english_limit(words) {
        return Some(Meaning::Other);
    }
    (words.ends_with('于') && has(&PUBLICATION)).then_some(Meaning::Publication)
}

/// What a text in an element of its own right before a date says of it; a state is no label.
pub(crate) fn of_label_element(text: &str) -> Option<Meaning> {
    let words = text.trim_matches(|sign: char| !sign.is_alphanumeric());
    (words.chars().count() <= LABEL && !is_state(words)).then(|| of_label(text.trim())).flatten()
}

/// What the head of a column of a table says of the dates in it; `None` where it is the head of something else.
pub(crate) fn of_head(head: &str) -> Option<Meaning> {
    let words = head.trim_matches(|sign: char| !sign.is_alphanumeric());
    let has = |table: &[&str]| table.iter().any(|word| words.contains(word));
    if let Some(of) = of_time(words) {
        return Some(of);
    }
    let begins = words.ends_with("开始") && !words.starts_with("公示");
    if has(&OTHER) || begins || ends_open(words) || is_english_limit(words) {
        return Some(Meaning::Other);
    }
    has(&PUBLICATION).then_some(Meaning::Publication)
}

/// The same of a text over rows of other elements, where names of lists stand as well: 失效文件, 开标公告.
pub(crate) fn of_head_over_rows(head: &str) -> Option<Meaning> {
    let words = head.split(['(', '（']).next().unwrap_or(head).trim_matches(|sign: char| !sign.is_alphanumeric());
    let is_head = of_time(words).is_some() || ends_open(words) || ends_other(words.trim_end_matches('日'));
    if is_state(words) || !is_head && !PUBLICATION.contains(&words) { None } else { of_head(words) }
}

/// Whether words say how far a document or a call has come.
pub(crate) fn is_state(words: &str) -> bool {
    STATES.contains(&words) || words.starts_with(['已', '未', '正', '即'])
}

fn ends_other(words: &str) -> bool {
    OTHER.iter().any(|word| words.ends_with(word))
}

/// Whether the words right behind a date say that something begins or ends on it: 截止, 前有效, 起施行; nothing but such words.
pub(crate) fn is_other_behind(after: &str) -> bool {
    let words = after.trim_matches(|sign: char| !sign.is_alphanumeric());
    (1..=LABEL / 2).contains(&words.chars().count()) && std::iter::successors(Some(words), |rest| behind_word(rest)).last() == Some("")
}

/// What follows on the first such word of a text.
fn behind_word(text: &str) -> Option<&str> {
    BEHIND.iter().chain(&OTHER).find_map(|word| text.strip_prefix(word))
}

/// The same of a text in an element of its own; a state is no such word.
pub(crate) fn is_other_behind_element(text: &str) -> bool {
    is_other_behind(text) && !STATES.contains(&text.trim_matches(|sign: char| !sign.is_alphanumeric()))
}

/// Whether a text begins with the label of a place where something happens.
pub(crate) fn names_place(text: &str) -> bool {
    const PLACE: Words<1> = Words::new(["地点"]);
    if !PLACE.stand_in(text) {
        return false;
    }
    let text = text.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    text.split_once(['：', ':']).is_some_and(|(label, _)| label.chars().count() <= LABEL / 2 && label.trim_end().ends_with("地点"))
}

/// Whether a text is a word that says of a date what it is, without a colon: 发布, 截止.
pub(crate) fn is_word_of_day(text: &str) -> bool {
    let words = text.trim();
    is_other_behind(words) && !words.ends_with([':', '：']) || PUBLICATION.contains(&words)
}

/// 发布时间, 日期, 签订日期: of a time that no table knows nobody can tell whether it is that of a publication.
fn of_time(words: &str) -> Option<Meaning> {
    let stem = ["时间", "日期"].iter().find_map(|end| words.strip_suffix(end))?.trim_end();
    let has = |table: &[&str]| table.iter().any(|word| stem.contains(word));
    let ends = |table: &[&str]| table.iter().any(|word| stem.ends_with(word));
    Some(match () {
        // 发文日期 is the day of the document, as in the sheet of an article.
        () if has(&OTHER) || stem.ends_with("发文") => Meaning::Other,
        () if ends(&PUBLICATION) => Meaning::Publication,
        () if stem.starts_with("公示") && stem.ends_with("开始") => Meaning::Publication,
        () if has(&EVENTS) => Meaning::Other,
        () if has(&PUBLICATION) => Meaning::Publication,
        () if ends(&OPEN) || !stem.chars().any(|sign| sign > '\u{2E80}') => Meaning::Open,
        () => Meaning::Other,
    })
}

/// Words that leave the date behind them as the end or the begin of a span.
fn ends_open(words: &str) -> bool {
    words.ends_with(['至', '止', '到', '从', '自'])
}

fn is_english_limit(words: &str) -> bool {
    const LIMITS: [&str; 5] = ["deadline", "expir", "closing", "valid", "due"];
    words.bytes().any(|byte| byte.is_ascii_alphabetic()) && {
        let words = words.to_ascii_lowercase();
        LIMITS.iter().any(|limit| words.contains(limit))
    }
}
