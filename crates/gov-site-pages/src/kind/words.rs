//! Words by which a page says what it is.

use crate::sieve::Sieve;

/// What a short text at its beginning announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// 当前位置: the path from the home page to here.
    Breadcrumb,
    /// 发布时间, 来源, 字体, 上一篇: what stands around an article, as a bit.
    Article(u8),
    /// 下一页, 尾页, 共 3 页.
    Paging,
    /// 暂无内容, 共0条.
    Blank,
    /// A label of a guide, as a bit.
    Guide(u16),
}

const ARTICLE: [(&str, u8); 26] = [
    ("发布时间", 1),
    ("发布日期", 1),
    ("发表时间", 1),
    ("发稿时间", 1),
    ("信息时间", 1),
    ("信息来源", 2),
    ("文章来源", 2),
    ("来源", 2),
    ("稿源", 2),
    ("字体", 4),
    ("字号", 4),
    ("打印", 8),
    ("关闭窗口", 8),
    ("关闭本页", 8),
    ("上一篇", 16),
    ("上一条", 16),
    ("下一篇", 16),
    ("下一条", 16),
    ("责任编辑", 32),
    ("编辑", 32),
    ("作者", 32),
    ("文章作者", 32),
    ("文章录入", 32),
    ("浏览次数", 64),
    ("点击数", 64),
    ("索引号", 128),
];

const PAGING: [&str; 7] = ["下一页", "尾页", "末页", "上一页", "下页", "最后一页", "共"];

const BLANK: [&str; 9] = ["暂无", "尚无", "没有", "暂时没有", "未找到", "无相关", "对不起，没有", "很抱歉，没有", "此栏目暂无"];

/// The bit of the conditions of a service.
pub(super) const CONDITIONS: u16 = 4;
/// The bit of the materials that must be handed in.
pub(super) const MATERIALS: u16 = 8;

/// The bits of its legal basis, its name and its process.
pub(super) const BASIS: u16 = 256;
pub(super) const ITEM: u16 = 512;
pub(super) const PROCESS: u16 = 4096;

/// Labels of a guide to a service, synonyms with one bit; those from 256 on stand in guides only.
const GUIDE: [(&str, u16); 84] = [
    ("收费标准", 1),
    ("收费依据", 1),
    ("是否收费", 1),
    ("联系电话", 2),
    ("咨询电话", 2),
    ("咨询方式", 2),
    ("监督电话", 2),
    ("监督投诉", 2),
    ("申请条件", CONDITIONS),
    ("申报条件", CONDITIONS),
    ("受理条件", CONDITIONS),
    ("办理条件", CONDITIONS),
    ("申请材料", MATERIALS),
    ("申报材料", MATERIALS),
    ("办理材料", MATERIALS),
    ("所需材料", MATERIALS),
    ("提交材料", MATERIALS),
    ("工作时间", 16),
    ("办公时间", 16),
    ("服务对象", 32),
    ("办理对象", 32),
    ("适用范围", 32),
    ("常见问题", 64),
    ("实施主体", 128),
    ("实施机关", 128),
    ("办理机构", 128),
    ("受理机构", 128),
    ("审批条件", CONDITIONS),
    ("设定依据", BASIS),
    ("实施依据", BASIS),
    ("办理依据", BASIS),
    ("法律依据", BASIS),
    ("政策依据", BASIS),
    ("事项名称", ITEM),
    ("服务事项", ITEM),
    ("项目名称", ITEM),
    ("办事项目", ITEM),
    ("办理地点", 1024),
    ("受理地点", 1024),
    ("办事窗口", 1024),
    ("办理窗口", 1024),
    ("办理时间", 2048),
    ("受理时间", 2048),
    ("办理流程", PROCESS),
    ("办理程序", PROCESS),
    ("法定时限", 8192),
    ("办理时限", 8192),
    ("办结时限", 8192),
    ("法定办结时限", 8192),
    ("法定期限", 8192),
    ("承诺办结时限", 8192),
    ("承诺时限", 8192),
    ("承诺期限", 8192),
    ("联系方式", 2),
    ("咨询途径", 2),
    ("许可条件", CONDITIONS),
    ("申办条件", CONDITIONS),
    ("准予批准的条件", CONDITIONS),
    ("材料清单", MATERIALS),
    ("申办材料", MATERIALS),
    ("应提交的材料", MATERIALS),
    ("应提交材料", MATERIALS),
    ("需提交的材料", MATERIALS),
    ("需提交材料", MATERIALS),
    ("提供材料", MATERIALS),
    ("设立依据", BASIS),
    ("办事依据", BASIS),
    ("审批依据", BASIS),
    ("许可依据", BASIS),
    ("办理事项", ITEM),
    ("办理地址", 1024),
    ("受理地址", 1024),
    ("办事地点", 1024),
    ("办事地址", 1024),
    ("办事时间", 2048),
    ("办事流程", PROCESS),
    ("办事程序", PROCESS),
    ("审批程序", PROCESS),
    ("许可程序", PROCESS),
    ("申请流程", PROCESS),
    ("申请受理条件", CONDITIONS),
    ("申请（办理）条件", CONDITIONS),
    ("申请（办理）流程", PROCESS),
    ("实施机构", 128),
];

/// The signs with which labels of guides and words around articles begin.
const GUIDE_FIRST: Sieve = Sieve::nth(&GUIDE, 0);
const ARTICLE_FIRST: Sieve = Sieve::nth(&ARTICLE, 0);

/// What a text announces by its beginning; only short texts and labels before a longer one are looked at.
pub(super) fn sign(text: &str) -> Option<Sign> {
    let text = text.trim_start_matches(|sign: char| matches!(sign, '【' | '[' | '（' | '(' | '·' | '|' | '>' | '》') || sign.is_whitespace());
    match text.chars().next()? {
        '当' | '您' | '你' | '所' | '现' | '目' | '位' => breadcrumb(text).or_else(|| guide(text)).or_else(|| blank(text)),
        '暂' | '尚' | '没' | '未' | '无' | '对' | '很' | '抱' | '此' | '该' | '本' => blank(text),
        '下' | '尾' | '末' | '上' | '最' | '共' => paging(text).or_else(|| article(text)),
        '发' | '信' | '文' | '来' | '稿' | '字' | '打' | '关' | '责' | '编' | '浏' | '点' | '索' | '作' => article(text),
        '收' | '是' | '承' | '审' | '联' | '咨' | '监' | '申' | '受' | '办' | '提' | '工' | '服' | '适' | '常' | '设' | '实' | '法' | '政' | '事' | '项'
        | '许' | '材' | '准' | '应' | '需' => guide(text),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '0'..='9' => guide(text),
        _ => None,
    }
}

/// 暂无内容; 抱歉，当前栏目暂无内容.
fn blank(text: &str) -> Option<Sign> {
    const SORRY: [&str; 4] = ["抱歉", "很抱歉", "对不起", "非常抱歉"];
    const COLUMN: [&str; 6] = ["当前栏目", "该栏目", "此栏目", "本栏目", "您访问的栏目", "目前栏目"];
    let begins = |text: &str| BLANK.iter().any(|word| text.starts_with(word));
    let rest = SORRY.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim_start_matches(['，', ',', '！', '!', ' ']);
    let of_column =
        || COLUMN.iter().find_map(|word| rest.strip_prefix(word)).is_some_and(|rest| begins(rest.trim_start_matches(['目', '前', '中', '下', ' '])));
    (text.len() <= 90 && (begins(text) || of_column())).then_some(Sign::Blank)
}

fn guide(text: &str) -> Option<Sign> {
    let is_number = |sign: char| {
        sign.is_ascii_digit()
            || matches!(
                sign,
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '、' | '.' | '．' | '（' | '）' | '(' | ')' | ' ' | '\u{3000}'
            )
    };
    let label = text.trim_start_matches(is_number);
    let fits = |word: &str| label.strip_prefix(word).is_some_and(|rest| rest.len() <= 15 || rest.trim_start().starts_with([':', '：', '】', ']']));
    if !GUIDE_FIRST.may_begin(label.as_bytes()) {
        return None;
    }
    GUIDE.iter().find(|(word, _)| fits(word)).map(|(_, bit)| Sign::Guide(*bit))
}

/// Whether a text says that there is nothing: 暂无内容, 没有留言, 共0条.
pub(crate) fn blank_words(text: &str) -> bool {
    text.len() <= 300 && sign(crate::outline::trimmed(text)) == Some(Sign::Blank)
}

/// Whether a text stands after the end of an article or letter: the size of the letters, printing, the next one.
pub(crate) fn ends_text(text: &str) -> bool {
    matches!(sign(text), Some(Sign::Article(4 | 8 | 16)))
}

fn breadcrumb(text: &str) -> Option<Sign> {
    let near: usize = text.char_indices().nth(14).map_or(text.len(), |(at, _)| at);
    let begins = ["当前", "您", "你", "所在", "现在", "目前", "位置"].iter().any(|word| text.starts_with(word));
    (begins && text[..near].contains("位置") && !text.contains("定位")).then_some(Sign::Breadcrumb)
}

fn paging(text: &str) -> Option<Sign> {
    if text.len() > 60 || !PAGING.iter().any(|word| text.starts_with(word)) {
        return None;
    }
    let Some(rest) = text.strip_prefix('共') else { return Some(Sign::Paging) };
    let rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '有' || sign == '计');
    let number = rest.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let digits = &rest[..rest.len() - number.len()];
    let mut after = number.trim_start().chars();
    let unit = after.next()?;
    // 共0条评论 counts something else.
    let of_list = after.next().is_none_or(|next| !next.is_alphabetic() || "记数信内结当".contains(next));
    match unit {
        _ if digits.is_empty() => None,
        '条' | '篇' | '项' | '件' if digits.bytes().all(|digit| digit == b'0') => of_list.then_some(Sign::Blank),
        '条' | '篇' | '页' | '项' | '件' => Some(Sign::Paging),
        _ => None,
    }
}

fn article(text: &str) -> Option<Sign> {
    if !ARTICLE_FIRST.may_begin(text.as_bytes()) {
        return None;
    }
    let (word, bit) = ARTICLE.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = text[word.len()..].trim_start();
    // 上一篇文章：
    let rest = rest.strip_prefix("文章").filter(|_| *bit == 16).unwrap_or(rest);
    let is_label = rest.is_empty() || rest.starts_with([':', '：', '】', ']', '本', '此', '）', ')', '（', '(', '大', '|', '┊']);
    // 打印 关闭, 字体 小 中 大 in one text.
    let in_a_row = *bit & 12 > 0 && rest.starts_with(['关', '打', '【', '返', '收', '分', '纠', '小', '中']);
    (is_label || in_a_row).then_some(Sign::Article(*bit))
}

/// Whether a title is that of a site, not of one of its pages.
pub(super) fn names_site(title: &str) -> bool {
    title.starts_with("欢迎") || ["网", "网站", "首页", "主页", "门户", "平台"].iter().any(|end| title.ends_with(end)) && !title.contains(['-', '_', '|', '—'])
}

/// Whether a sentence says of the page that it is not ready, and nothing else.
pub(super) fn is_under_way(text: &str) -> bool {
    text.len() <= 120 && ["建设中", "更新中", "整理中", "敬请期待"].iter().any(|word| text.contains(word))
}

/// Whether a text is a year and nothing else: 2022年, 2022年度.
pub(super) fn is_year(text: &str) -> bool {
    let digits = text.trim_end_matches('度').strip_suffix('年').filter(|digits| digits.len() == 4);
    digits.is_some_and(|digits| digits.starts_with(['1', '2']) && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text is the link to the home page with which a path begins.
pub(super) fn is_home_link(text: &str) -> bool {
    if text.len() > 36 {
        return false;
    }
    if !text.trim_end().ends_with(['页', 'e', 'E']) {
        return false;
    }
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    text.ends_with("首页") || text.ends_with("主页") || text.eq_ignore_ascii_case("home")
}

/// Whether a text goes on with a path: `> 新闻`, `>> `, `»`.
pub(super) fn goes_on_with_path(text: &str) -> bool {
    text.trim_start().starts_with(['>', '»', '›', '→', '＞', '》', '\u{a0}']) && text.contains(['>', '»', '›', '→', '＞', '》'])
}

const ERROR: [&str; 20] = [
    "页面不存在",
    "页面未找到",
    "找不到页面",
    "无法找到该页",
    "页面找不到",
    "找不到该页",
    "找不到您要",
    "内容不存在",
    "页面已删除",
    "页面已被删除",
    "文件不存在",
    "链接已失效",
    "页面丢失",
    "页面出错",
    "访问出错",
    "服务器错误",
    "Not Found",
    "Bad Gateway",
    "Service Unavailable",
    "Internal Server Error",
];
const CHALLENGE: [&str; 24] = [
    "黑客攻击",
    "不合法参数",
    "被拦截",
    "行为异常",
    "访问异常",
    "Access Denied",
    "过于频繁",
    "访问太频繁",
    "滑动验证",
    "拖动滑块",
    "拖动下方滑块",
    "安全验证",
    "人机验证",
    "请输入验证码",
    "访问验证",
    "Web应用防火墙",
    "WAF",
    "访问被拒绝",
    "疑似攻击",
    "Ray ID",
    "Just a moment",
    "Checking your browser",
    "创宇盾",
    "网站防火墙",
];
const CLOSURE: [&str; 26] = [
    "已关停",
    "网站关停",
    "网站已关闭",
    "已停用",
    "已停止",
    "停止服务",
    "停止更新",
    "停止运行",
    "停止维护",
    "暂停服务",
    "暂停访问",
    "暂停对外",
    "暂时关闭",
    "升级维护",
    "系统维护中",
    "维护中",
    "正在维护",
    "升级改造",
    "改版升级",
    "已迁移",
    "整体迁移",
    "迁移至",
    "已整合",
    "已下线",
    "网站下线",
    "下线公告",
];
const SEARCH: [&str; 4] = ["搜索", "检索结果", "站内检索", "全文检索"];

pub(super) fn error(text: &str) -> Option<&'static str> {
    within(text, &ERROR)
}

pub(super) fn challenge(text: &str) -> Option<&'static str> {
    within(text, &CHALLENGE)
}

pub(super) fn closure(text: &str) -> Option<&'static str> {
    within(text, &CLOSURE)
}

pub(super) fn search(text: &str) -> Option<&'static str> {
    within(text, &SEARCH)
}

fn within(text: &str, words: &'static [&'static str]) -> Option<&'static str> {
    words.iter().find(|word| text.contains(*word)).copied()
}

/// An error code as a title has it: `404`, `403 Forbidden`, `404 - 页面`.
pub(super) fn error_code(title: &str) -> Option<&'static str> {
    const CODES: [&str; 5] = ["404", "403", "500", "502", "503"];
    CODES.iter().find(|code| title.len() <= 60 && title.split(|sign: char| !sign.is_alphanumeric()).any(|word| word == **code)).copied()
}
