//! The words of letters to an office (信件, 留言, 咨询, 投诉): heads of columns, labels and states.

use crate::outline::peeled;

/// What a head of a column or a label of a field announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Field {
    /// What the letter is about.
    Title,
    /// When it came, was written or was taken in hand.
    Asked,
    /// When it was answered or closed.
    Answered,
    /// A time that no word tells apart (时间, 日期, 发布时间).
    Time,
    /// How far it is.
    Status,
    /// Its kind.
    Category,
    /// The office that answers.
    Unit,
    /// Who wrote it: never kept.
    Person,
    /// The number of the letter.
    Number,
    /// What the citizen writes.
    Question,
    /// What the office answers.
    Answer,
}

const LETTER: [&str; 19] =
    ["信件", "来信", "去信", "写信", "留言", "咨询", "投诉", "诉求", "提问", "问题", "举报", "建议", "信访", "来件", "网友", "群众", "求助", "来电", "问政"];
const TITLES: [&str; 5] = ["标题", "主题", "题目", "内容摘要", "事项"];
const PERSONS: [&str; 18] = [
    "姓名",
    "写信人",
    "来信人",
    "留言人",
    "咨询人",
    "投诉人",
    "提交人",
    "发布人",
    "联系人",
    "网友",
    "昵称",
    "提问人",
    "作者",
    "诉求人",
    "举报人",
    "留言者",
    "来件人",
    "反映人",
];
const ANSWER: [&str; 8] = ["答复", "回复", "办结", "办理完", "反馈", "处理结", "回信", "结案"];
const UNITS: [&str; 5] = ["部门", "单位", "机构", "科室", "信箱"];
/// Offices that run the site or publish, which are not those that answer.
const OF_SITE: [&str; 9] = ["主办", "发布", "来源", "技术", "版权", "建设", "运维", "维护", "设计"];
const TIMES: [&str; 2] = ["时间", "日期"];

/// The field that a short text announces, colons and brackets around it left out.
///
/// The end of a head says what a column holds (…时间, …状态), its beginning whose it is.
pub(crate) fn field(text: &str) -> Option<Field> {
    let label = label(text)?;
    let label = label.as_str();
    if PERSONS.contains(&label) {
        return Some(Field::Person);
    }
    if TIMES.iter().any(|end| label.ends_with(end)) {
        return time(label);
    }
    if label.ends_with("状态") || label.ends_with("情况") || label.ends_with("进度") || ["是否回复", "是否答复"].contains(&label) {
        return Some(Field::Status);
    }
    let named = label.ends_with("名称");
    let label = label.strip_suffix("名称").filter(|label| !label.is_empty()).unwrap_or(label);
    if UNITS.iter().any(|end| label.ends_with(end)) {
        return (!OF_SITE.iter().any(|word| label.starts_with(word))).then_some(Field::Unit);
    }
    if label.ends_with("类别") || label.ends_with("类型") || label.ends_with("分类") || label.ends_with("性质") {
        return Some(Field::Category);
    }
    if TITLES.iter().any(|end| label.ends_with(end)) && label != "注意事项" || named && LETTER.contains(&label) {
        return Some(Field::Title);
    }
    // What follows such a label is not for us.
    if label.ends_with("编号") || label.ends_with("号码") || ["序号", "流水号", "查询码", "满意度"].contains(&label) {
        return Some(Field::Number);
    }
    content(label)
}

fn time(label: &str) -> Option<Field> {
    // When an answer is due tells nothing of when it came.
    if ["应", "要求", "计划", "预计", "承诺", "限", "截止", "最迟"].iter().any(|word| label.starts_with(word)) {
        return None;
    }
    if ["办理时间", "办理日期", "处理时间", "处理日期"].contains(&label) || ANSWER.iter().any(|word| label.contains(word)) {
        return Some(Field::Answered);
    }
    // A letter is published after it came, but often it is the only time shown.
    if label.starts_with("发布") || label.starts_with("发表") || label == "时间" || label == "日期" {
        return Some(Field::Time);
    }
    let of_letter = LETTER.iter().any(|word| label.starts_with(word))
        || ["提交", "受理", "接收", "收件", "登记", "反映", "发起"].iter().any(|word| label.starts_with(word));
    of_letter.then_some(Field::Asked)
}

fn content(label: &str) -> Option<Field> {
    // Who answers stands before the word: 管理员回复.
    const ANSWERERS: [&str; 6] = ["管理员", "网站", "部门", "单位", "官方", "站长"];
    let answer = ANSWER.iter().any(|word| label.contains(word));
    match label {
        _ if ANSWERERS.iter().any(|who| label.strip_prefix(who).is_some_and(|rest| ["回复", "答复"].contains(&rest))) => Some(Field::Answer),
        _ if answer && (label.ends_with("内容") || label.ends_with("意见") || label.ends_with("结果") || label.chars().count() == 2) => {
            Some(Field::Answer)
        }
        _ if label.ends_with("内容") && LETTER.iter().any(|word| label.starts_with(word)) => Some(Field::Question),
        "内容" | "来信" | "留言" | "问题" | "提问" => Some(Field::Question),
        _ => None,
    }
}

/// What a text announces by its beginning up to a colon or to a blank with a number behind it (来信日期 2023-11-16), or as a whole.
pub(crate) fn announced(text: &str) -> &str {
    let mut signs = text.char_indices().take(12);
    let end = signs.find(|(at, sign)| match sign {
        '：' | ':' => true,
        ' ' | '\u{A0}' | '\u{3000}' => text[at + sign.len_utf8()..].starts_with(|sign: char| sign.is_ascii_digit()),
        _ => false,
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The parts of a text that each begin with a label and its colon, and what stands before the first: `来信人：… 来信时间：…`.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let next = text.char_indices().filter(|(_, sign)| blank(*sign)).map(|(at, sign)| at + sign.len_utf8()).find(|at| begins_with_label(&text[*at..]));
        rest = next.map(|at| &text[at..]);
        Some(text[..next.unwrap_or(text.len())].trim_matches(blank))
    })
    .take(16)
}

fn blank(sign: char) -> bool {
    matches!(sign, ' ' | '\u{A0}' | '\u{3000}' | '\n' | '\r' | '\t')
}

fn begins_with_label(text: &str) -> bool {
    let label = announced(text);
    label.len() < text.len() && text[label.len()..].starts_with([':', '：']) && field(label).is_some()
}

/// Blanks and signs around labels.
fn closes(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, ':' | '：' | '[' | ']' | '【' | '】' | '（' | '）' | '(' | ')' | '|' | '·' | '*')
}

/// The signs with which labels end: looked at before anything is copied.
#[rustfmt::skip]
fn ends(last: char) -> bool {
    matches!(
        last,
        '间' | '期' | '题' | '目' | '要' | '称' | '项' | '态' | '况' | '度' | '门' | '位' | '构' | '室' | '箱' | '别' | '型' | '类' | '质' | '号' | '码'
            | '容' | '见' | '果' | '人' | '者' | '名' | '友' | '复' | '馈' | '信' | '言' | '问'
    )
}

/// A short text without blanks, colons and brackets; `None` where it is too long or too short to be a label.
fn label(text: &str) -> Option<String> {
    if text.len() > 60 || !text.trim_end_matches(closes).ends_with(ends) {
        return None;
    }
    let label: String = text.chars().filter(|sign| !closes(*sign)).collect();
    (6..=24).contains(&label.len()).then_some(label)
}

/// Whether a label speaks of letters by itself: 信件标题, 写信时间, 答复单位.
pub(crate) fn is_of_letters(text: &str) -> bool {
    let Some(label) = label(text) else { return false };
    LETTER.iter().any(|word| label.starts_with(word)) || ANSWER.iter().any(|word| label.starts_with(word))
}

/// Whether a label is one of applications for permits, which are handled as letters are but are none: 申请人, 申请日期.
pub(crate) fn is_of_applications(text: &str) -> bool {
    text.len() <= 24 && matches!(text.trim_matches(closes), "申请人" | "申请日期" | "申请时间" | "申请单位" | "申请事项")
}

const STATES: [&str; 31] = [
    "已答复",
    "已回复",
    "已办结",
    "已办理",
    "已处理",
    "已受理",
    "已反馈",
    "已解决",
    "已结案",
    "已转办",
    "已回信",
    "已完成",
    "处理完毕",
    "办理完毕",
    "处理中",
    "办理中",
    "受理中",
    "待处理",
    "待办理",
    "待受理",
    "待回复",
    "待答复",
    "未答复",
    "未回复",
    "未处理",
    "未办理",
    "未受理",
    "拒绝受理",
    "不予受理",
    "办结",
    "正在办理",
];

/// The state of a letter, where a text is nothing else.
pub(crate) fn state(text: &str) -> Option<&'static str> {
    if text.len() > 40 {
        return None;
    }
    let text = peeled(text, |sign| closes(sign) || sign == '<' || sign == '>');
    let begins = matches!(text.chars().next()?, '已' | '处' | '办' | '受' | '待' | '未' | '拒' | '不' | '正');
    if !begins {
        return None;
    }
    STATES.iter().find(|state| **state == text).copied()
}

/// Further words of states, which are too common to mark a row as one of letters.
const MORE_STATES: [&str; 25] = [
    "已答",
    "已回",
    "已复",
    "已办",
    "已阅",
    "已采纳",
    "已发布",
    "已公开",
    "已归档",
    "已评价",
    "已交办",
    "已审核",
    "待审核",
    "审核中",
    "未办结",
    "超期未办",
    "逾期未办",
    "办理完成",
    "处理完成",
    "答复",
    "回复",
    "完成",
    "结案",
    "受理",
    "公开",
];

/// The longest word of a state in what a page shows as the state: names that stand beside it (已回复 李某某) are left out.
///
/// Without such a word nothing says that the text is a state at all.
pub(crate) fn known_state(text: &str) -> Option<&'static str> {
    STATES.iter().chain(&MORE_STATES).filter(|state| text.contains(**state)).max_by_key(|state| state.len()).copied()
}

/// Words before the name of a citizen.
const CITIZENS: [&str; 5] = ["网友", "市民", "群众", "居民", "村民"];

/// A title without a name at its head: two to four Chinese signs before a colon, unless they are a word of letters (咨询：…).
pub(crate) fn without_name(title: &str) -> &str {
    let title = without_person(title);
    let Some((head, rest)) = title.split_once(['：', ':']) else { return title };
    let head = head.trim();
    let name = CITIZENS.iter().find_map(|word| head.strip_prefix(word)).unwrap_or(head);
    let is_name = name.len() <= 12 && (2..=4).contains(&name.chars().count()) && name.chars().all(|sign| matches!(sign, '\u{3400}'..='\u{9FFF}'));
    let is_word = LETTER.iter().chain(&ANSWER).chain(&TITLES).any(|word| head.contains(word)) && name == head;
    if !is_name || is_word {
        return title;
    }
    match rest.trim() {
        "" => "***",
        rest => rest,
    }
}

/// The family names that most persons have.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Whether a text is a family name with one or two signs behind it. A word that looks so is lost with the names.
fn is_person(text: &str) -> bool {
    let signs = text.chars().count();
    (2..=3).contains(&signs) && text.starts_with(|sign| SURNAMES.contains(sign)) && text.chars().all(|sign| matches!(sign, '\u{3400}'..='\u{9FFF}'))
}

/// A title without the person before its words: 【张三】关于…, 张三反映…, or nothing else.
fn without_person(title: &str) -> &str {
    const WRITES: [&str; 8] = ["反映", "投诉", "咨询", "举报", "求助", "建议", "来信", "留言"];
    let title = title.trim();
    if is_person(title) {
        return "***";
    }
    let in_brackets = title.strip_prefix(['【', '[', '（', '(']).and_then(|rest| rest.split_once(['】', ']', '）', ')']));
    if let Some((_, rest)) = in_brackets.filter(|(name, rest)| is_person(name.trim()) && !rest.trim().is_empty()) {
        return rest.trim_start();
    }
    let parts = [3, 2].into_iter().filter_map(|signs| title.split_at_checked(title.char_indices().nth(signs)?.0));
    let named = |(name, rest): &(&str, &str)| is_person(name) && WRITES.iter().any(|word| rest.starts_with(word));
    parts.into_iter().find(named).map_or(title, |(_, rest)| rest)
}

/// Whether a title, a column or an address of a page is one of letters.
pub(crate) fn speaks_of_letters(title: &str) -> bool {
    const WORDS: [&str; 18] = [
        "信箱",
        "信件",
        "来信",
        "留言",
        "咨询",
        "投诉",
        "诉求",
        "问政",
        "互动交流",
        "政民互动",
        "写信",
        "举报",
        "建言",
        "信访",
        "热线",
        "网民",
        "问答",
        "回音壁",
    ];
    WORDS.iter().any(|word| title.contains(word))
}

/// Whether a title is one of what the office itself opens to citizens: drafts, polls, talks.
pub(crate) fn is_of_office(title: &str) -> bool {
    ["征集", "征求", "调查", "访谈", "问卷"].iter().any(|word| title.contains(word))
}

/// Whether a title, a column or a text calls the page one of letters: narrower than [`speaks_of_letters`], where no head or state bears it out.
pub(crate) fn names_letters(text: &str) -> bool {
    ["信箱", "信件", "来信", "留言", "写信"].iter().any(|word| text.contains(word)) && !text.contains("查询")
}

/// A text with the numbers of persons hidden: eleven digits or more in a row, and mobile numbers in groups (138-0013-8000, +86 138 …).
pub(crate) fn without_numbers(text: String) -> String {
    // Full-width digits begin with the byte EF, as some other signs do.
    if text.bytes().filter(|byte| byte.is_ascii_digit() || *byte == 0xEF).count() < 11 {
        return text;
    }
    let is_digit = |sign: char| sign.is_ascii_digit() || ('０'..='９').contains(&sign);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_digit) {
        let after = &rest[start..];
        let end = after.find(|sign| !is_digit(sign) && !is_gap(sign)).unwrap_or(after.len());
        out.push_str(&rest[..start]);
        out.push_str(if is_of_person(&after[..end], is_digit) { "***" } else { &after[..end] });
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// What parts the groups of a number.
fn is_gap(sign: char) -> bool {
    matches!(sign, '-' | ' ' | '－' | '\u{A0}' | '\u{3000}' | '\u{2010}'..='\u{2014}')
}

fn is_of_person(number: &str, is_digit: impl Fn(char) -> bool) -> bool {
    let longest = number.split(|sign| !is_digit(sign)).map(|run| run.chars().count()).max().unwrap_or(0);
    let digits = number.chars().filter(|sign| is_digit(*sign)).count();
    let local = ["86", "８６"].iter().find_map(|prefix| number.strip_prefix(prefix)).filter(|_| digits == 13);
    let is_mobile = matches!(digits, 11 | 13) && local.unwrap_or(number).trim_start_matches(is_gap).starts_with(['1', '１']);
    longest >= 11 || is_mobile && (digits == 11 || local.is_some())
}
