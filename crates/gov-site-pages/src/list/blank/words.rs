//! Words that say that there is nothing, and those of the frame around them: heads, pagers, days of today.

use super::is_zero_count;
use crate::sieve::Words;

/// The signs without which no text says that there is nothing.
pub(super) const MAY_SAY: Words<5> = Words::new(["无", "没", "未", "中", "空"]);

/// Words that say that there is nothing.
pub(super) const WORDS: [&str; 24] = [
    "暂无",
    "尚无",
    "暂时没有",
    "没有找到",
    "没有相关",
    "没有符合",
    "没有任何",
    "没有留言",
    "没有信息",
    "没有数据",
    "没有内容",
    "没有记录",
    "无相关",
    "还没有",
    "未找到",
    "未查询到",
    "没有信件",
    "没有资料",
    "暂未",
    "无数据",
    "无记录",
    "无内容",
    "列表为空",
    "数据为空",
];

/// Words that say so where they end a text: 栏目建设中, but not 建设中心.
const UNDER_WAY: [&str; 3] = [BUILDING, "更新中", "整理中"];
const BUILDING: &str = "建设中";
const END: [char; 8] = ['.', '…', '。', '！', '!', ' ', '，', '~'];
/// Bytes of a text that says that there is nothing.
pub(super) const LONGEST: usize = 120;
/// Signs of the head of a column of a table.
const HEAD: usize = 8;

/// Signs of the words by which a page speaks of itself before it says that there is nothing: 对不起，该栏目目前. A name has others.
const OF_ITSELF: &str = "对不起很抱歉您好该本此这个栏目录目前当下的类别分中内容信息提示温馨友情系统页面数据列表访问查询请求网站频道专版块正在暂时尚还没有无未任何相关资料功能平台努力建设更新整理结果所搜索条件符合录入发布公开公告续哦";

/// What may be absent, the end of its name: 暂无招标公告, 暂无符合条件的记录.
const ABSENT: [&str; 35] = [
    "内容", "信息", "数据", "记录", "资料", "结果", "文章", "文件", "公告", "通知", "公示", "新闻", "动态", "信件", "来信", "留言", "政策", "项目", "条目",
    "列表", "显示", "发布", "更新", "上传", "添加", "录入", "公开", "消息", "咨询", "投诉", "建议", "问题", "提问", "邮件", "清单",
];

/// What may be absent from a list of letters.
const OF_LETTERS: [&str; 19] =
    ["信", "留言", "内容", "数据", "记录", "结果", "资料", "咨询", "投诉", "建议", "问题", "提问", "诉求", "邮件", "求助", "举报", "来访", "帖", "显示"];

/// What may be absent without a column being blank.
const OF_OTHER: [&str; 17] =
    ["附件", "评论", "图片", "视频", "解读", "下载", "推荐", "备注", "链接", "更多", "回复", "答复", "评价", "办理", "权限", "法", "登录"];

/// Words of labels that name the list.
const OF_LIST: [&str; 9] = ["栏目", "列表", "内容", "信息", "数据", "记录", "结果", "提示", "公告"];

/// Whether a text says that the list is blank.
pub(super) fn says(text: &str) -> bool {
    text.len() <= LONGEST
        && MAY_SAY.stand_in(text)
        && (WORDS.iter().any(|word| text.find(word).is_some_and(|at| speaks_of_list(text, at, word))) || is_under_way(text))
}

/// Whether a text says that the list is blank, and nothing else: no name of a person, no second sentence but one of courtesy. What is being
/// updated (内容更新中) may have held something before; what is still being built (栏目建设中) has not.
pub(super) fn says_only(text: &str) -> bool {
    text.len() <= LONGEST && MAY_SAY.stand_in(text) && (only_absent(text) || is_being_built(text) && of_itself(under_way(text)))
}

/// Whether words after the heads of a list of letters speak of its letters: not 暂无公告 of a box beside it.
pub(crate) fn absent_letters(text: &str) -> bool {
    const NONE: [&str; 4] = ["没有", "无", "未找到", "未查询到"];
    let Some(rest) = NONE.iter().find_map(|word| text.split_once(word)).map(|(_, rest)| rest) else { return true };
    let rest = rest.split(STOPS).next().unwrap_or(rest).trim();
    rest.is_empty() || OF_LETTERS.iter().any(|word| rest.contains(word))
}

const STOPS: [char; 12] = ['，', ',', '。', '！', '!', '；', ';', '.', '…', '-', '）', ')'];

fn only_absent(text: &str) -> bool {
    let Some((at, word)) = WORDS.iter().filter_map(|word| text.find(word).map(|at| (at, *word))).min_by_key(|(at, word)| (*at, usize::MAX - word.len())) else {
        return false;
    };
    let rest = text[at + word.len()..].trim_start();
    let clause = rest.split(STOPS).next().unwrap_or(rest);
    let others = rest[clause.len()..].trim_start_matches(|sign: char| !sign.is_alphanumeric());
    speaks_of_list(text, at, word)
        && of_itself(&text[..at])
        && is_absent(clause)
        && (!is_under_way(others) || is_being_built(others))
        && (others.is_empty() || is_courtesy(others) || of_itself(others))
}

/// Where nothing new is, or nothing of these days, the old may stand: 暂无新的通知.
const NEW: [&str; 12] = ["新", "最新", "其他", "其它", "近期", "近日", "今日", "今天", "本周", "本月", "本年", "今年"];
/// What was looked for is not what the column holds: 暂无搜索结果.
const OF_SEARCH: [&str; 4] = ["搜索", "检索", "查询", "查找"];

/// Whether the name of what is absent is one of a list: nothing, 内容, 招标公告.
fn is_absent(clause: &str) -> bool {
    let name = clause.trim_matches(|sign: char| !sign.is_alphanumeric());
    if NEW.iter().any(|word| name.starts_with(word)) || OF_SEARCH.iter().any(|word| name.contains(word)) {
        return false;
    }
    name.chars().count() <= 12 && (of_itself(name) || ABSENT.iter().any(|word| name.ends_with(word)))
}

/// Whether a text holds nothing but signs of the words by which a page speaks of itself.
fn of_itself(text: &str) -> bool {
    text.chars().all(|sign| !sign.is_alphanumeric() || sign.is_ascii_alphabetic() || OF_ITSELF.contains(sign))
}

/// 请稍后访问, 敬请期待, 谢谢！ But not 请点击右上角查看全部内容.
fn is_courtesy(text: &str) -> bool {
    const BEGIN: [&str; 5] = ["请", "敬请", "谢谢", "感谢", "返回"];
    const ASKS: [&str; 9] = ["关注", "稍后", "稍候", "期待", "访问", "等待", "谅解", "谢", "返回"];
    text.chars().count() <= 20
        && !["点击", "查看", "扫"].iter().any(|word| text.contains(word))
        && BEGIN.iter().any(|word| text.starts_with(word))
        && ASKS.iter().any(|word| text.contains(word))
}

/// Whether words of blankness speak of the list, not of something beside a text: 附件：暂无, 传真：暂无, 暂无评论, 暂无更多.
fn speaks_of_list(text: &str, at: usize, word: &str) -> bool {
    let label = text[..at].rsplit_once(['：', ':']).map(|(label, _)| label);
    let rest = text[at + word.len()..].trim_start_matches("相关");
    !label.is_some_and(is_other_label) && !OF_OTHER.iter().any(|other| rest.starts_with(other))
}

/// Whether a label names something else than the list.
pub(super) fn is_other_label(label: &str) -> bool {
    !OF_LIST.iter().any(|word| label.contains(word))
}

/// Whether a text says that the page itself is not ready: 栏目建设中, not 高铁新城正在建设中.
fn is_under_way(text: &str) -> bool {
    const OF_PAGE: [&str; 14] = ["栏目", "内容", "信息", "页面", "网站", "网页", "专栏", "频道", "数据", "资料", "系统", "功能", "平台", "版块"];
    const ITSELF: [&str; 5] = ["正在", "建设", "更新", "整理", "努力"];
    let said = under_way(text).trim_start();
    UNDER_WAY.iter().any(|word| said.ends_with(word))
        && !said.contains("续")
        && (ITSELF.iter().any(|word| said.starts_with(word)) || OF_PAGE.iter().any(|word| said.contains(word)))
}

/// Whether a text says so of the column, not of its page or site.
fn is_being_built(text: &str) -> bool {
    const COLUMN: [&str; 5] = ["栏目", "专栏", "频道", "版块", "板块"];
    is_under_way(text) && under_way(text).ends_with(BUILDING) && COLUMN.iter().any(|word| text.contains(word))
}

/// A text without the courtesy and the signs at its end: 栏目建设中，敬请期待……
fn under_way(text: &str) -> &str {
    let text = text.trim_end_matches(END);
    let polite = ["，请", "，敬请", ",请", ",敬请", " 请", " 敬请"].iter().find_map(|word| text.rfind(word));
    text[..polite.unwrap_or(text.len())].trim_end_matches(END)
}

/// Words of links to forms and back.
pub(super) fn names_form(text: &str) -> bool {
    const FORMS: [&str; 16] = [
        "我要写信",
        "我要留言",
        "我要咨询",
        "我要投诉",
        "我要建议",
        "我要提问",
        "我要举报",
        "我要来信",
        "信件查询",
        "来信查询",
        "写信",
        "返回",
        "搜索",
        "网站地图",
        "联系我们",
        "订阅",
    ];
    FORMS.iter().any(|word| text.contains(word))
}

/// Whether a text is one of the frame of a list: of a pager, a head, a day, another word of blankness.
pub(super) fn is_frame(text: &str) -> bool {
    const FRAME: [&str; 30] = [
        "序号",
        "标题",
        "名称",
        "文件名称",
        "信息名称",
        "信息标题",
        "日期",
        "时间",
        "发布日期",
        "发布时间",
        "发文日期",
        "成文日期",
        "更新时间",
        "更新日期",
        "生成日期",
        "文号",
        "发文字号",
        "索引号",
        "发布机构",
        "发文机关",
        "来源",
        "导航",
        "栏目导航",
        "信息列表",
        "友情链接",
        "打印",
        "关闭",
        "分享到",
        "返回顶部",
        "订阅",
    ];
    let text = text.trim_matches(|sign: char| !sign.is_alphanumeric());
    let leads_away = || text.chars().count() <= HEAD && ["网站", "链接"].iter().any(|word| text.ends_with(word));
    text.len() <= SHOWN
        && (FRAME.contains(&text) || is_pager(text) || is_day(text) || leads_away() || names_sidebar(text) || is_in_capitals(text) || is_said(text))
}

/// Whether a text in the head of a table names one of its columns.
pub(super) fn is_head(text: &str) -> bool {
    const ENDS: [&str; 18] =
        ["号", "标题", "名称", "日期", "时间", "单位", "机关", "机构", "部门", "类别", "类型", "状态", "主题", "来源", "内容", "操作", "次数", "附件"];
    let text = text.trim();
    text.chars().count() <= HEAD && ENDS.iter().any(|end| text.ends_with(end))
}

/// Whether a text is written in capital letters, as the second line of a heading is: NEWS CENTER.
fn is_in_capitals(text: &str) -> bool {
    const LONG: usize = 24;
    text.len() <= LONG && text.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'&'))
}

/// Bytes of a text of the frame.
const SHOWN: usize = 400;

/// Whether a text is the heading of a sidebar and nothing else: 热门信息, not 推荐人选公示.
pub(in super::super) fn names_sidebar(text: &str) -> bool {
    const OF: [&str; 14] = ["", "信息", "文章", "新闻", "内容", "阅读", "榜", "链接", "推荐", "点击", "栏目", "专题", "资讯", "下载"];
    let is_rest = |word: &str| text.split_once(word).is_some_and(|(before, after)| OF.contains(&before.trim()) && OF.contains(&after.trim()));
    super::super::OF_SIDEBARS.iter().any(|word| is_rest(word))
}

fn is_said(text: &str) -> bool {
    says_only(text) || is_zero_count(text) && of_count(text) || is_courtesy(text)
}

/// Signs of the texts of pagers.
const PAGER: &str = "共有第页条首上下一尾末前后当总数每显示转到跳至去信息据记录个篇项件封计合为确定码次最张";

/// `共 3 页`, `上一页`, `12`; no number of a telephone.
pub(super) fn is_pager(text: &str) -> bool {
    const NUMBER: usize = 3;
    text.len() <= 150
        && text.chars().all(|sign| !sign.is_alphanumeric() || sign.is_ascii_digit() || PAGER.contains(sign) || matches!(sign, 'G' | 'O' | 'g' | 'o'))
        && (text.contains(['页', '条', '转', '末', '尾', '首']) || text.chars().filter(|sign| sign.is_alphanumeric()).count() <= NUMBER)
}

/// Whether a text counts nothing but what a list holds: 共有0条信息, 总记录数：0; not 评论 共0条.
fn of_count(text: &str) -> bool {
    text.chars().all(|sign| !sign.is_alphanumeric() || sign.is_ascii_digit() || PAGER.contains(sign) || OF_ITSELF.contains(sign) || "文章找与".contains(sign))
}

/// Signs of the day of today with its day of the moon.
const TODAY: usize = 40;

/// A day and nothing else, of today or of the last change. A year alone may lead to the items of that year.
fn is_day(text: &str) -> bool {
    const LABELS: [&str; 4] = ["更新时间", "更新日期", "最后更新", "时间"];
    let day = LABELS.iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text);
    let is_sign = |sign: char| sign.is_ascii_digit() || !sign.is_alphanumeric() || "年度月日时分秒星期一二三四五六".contains(sign);
    // 今天是 2023年11月22日 星期三 农历十月初十
    if text.starts_with("今天是") && text.chars().count() <= TODAY {
        return true;
    }
    let digits = day.bytes().filter(u8::is_ascii_digit).count();
    day.chars().all(is_sign)
        && (day.len() < text.len() && digits <= 14 || (6..=14).contains(&digits) && day.starts_with("20") && day.contains(['年', '-', '/', '.']))
}
