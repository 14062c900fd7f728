//! The words that name the elements of a guide, and those that name something else in it.

use serde::Serialize;

use crate::sieve::{Sieve, Words};

/// An element of a service guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Element {
    /// 事项名称.
    ItemName,
    /// 设定依据.
    LegalBasis,
    /// 申请条件.
    Conditions,
    /// 办理材料.
    Materials,
    /// 办理地点.
    Place,
    /// 办理时间: when the office is open, not how long it takes (办理时限).
    Hours,
    /// 联系电话.
    Phone,
    /// 办理流程.
    Process,
}

use Element::{Conditions, Hours, ItemName, LegalBasis, Materials, Phone, Place, Process};

impl Element {
    /// All eight, in the order of the standard.
    pub const ALL: [Element; 8] = [ItemName, LegalBasis, Conditions, Materials, Place, Hours, Phone, Process];

    pub(super) fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Elements whose labels stand on guides only; addresses and telephones stand in every footer.
pub(super) const STRONG: u32 = 0b1000_1111;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// One element, or several under one label (办理地点和时间): bits of [`Element::bit`].
    Elements(u32),
    /// Something else of a guide: 办理时限, 收费标准.
    Other,
}

/// Labels of elements by their ends: 事项办理流程, 需要提供的材料. Longer ends before shorter ones.
const ENDS: &[(&str, Element)] = &[
    ("事项名称", ItemName),
    ("项目名称", ItemName),
    ("服务名称", ItemName),
    ("业务名称", ItemName),
    ("服务事项", ItemName),
    ("办理事项", ItemName),
    ("办事事项", ItemName),
    ("办事项目", ItemName),
    ("审批事项", ItemName),
    ("许可事项", ItemName),
    ("办理项目", ItemName),
    ("审批项目", ItemName),
    ("服务项目", ItemName),
    ("职权名称", ItemName),
    ("权力名称", ItemName),
    ("依据", LegalBasis),
    ("条件", Conditions),
    ("材料", Materials),
    ("材料清单", Materials),
    ("材料目录", Materials),
    ("资料", Materials),
    ("要件", Materials),
    ("所需证件", Materials),
    ("所需手续", Materials),
    ("地点", Place),
    ("地址", Place),
    ("窗口", Place),
    ("办理场所", Place),
    ("办理时间", Hours),
    ("受理时间", Hours),
    ("工作时间", Hours),
    ("办公时间", Hours),
    ("办事时间", Hours),
    ("服务时间", Hours),
    ("接待时间", Hours),
    ("上班时间", Hours),
    ("咨询时间", Hours),
    ("窗口时间", Hours),
    ("电话", Phone),
    ("热线", Phone),
    ("联系方式", Phone),
    ("咨询方式", Phone),
    ("咨询途径", Phone),
    ("咨询渠道", Phone),
    ("联系途径", Phone),
    ("流程", Process),
    ("流程图", Process),
    ("程序", Process),
    ("办理步骤", Process),
    ("办事步骤", Process),
    ("步骤", Process),
];

/// Labels that end like those of an element and are of something else.
const NOT: Words<29> = Words::new([
    "收费",
    "监督",
    "投诉",
    "举报",
    "网址",
    "网办",
    "网上办理地址",
    "网站",
    "传真",
    "救济",
    "复议",
    "诉讼",
    "不予",
    "禁止",
    "年审",
    "年检",
    "结果",
    "领取",
    "送达",
    "邮寄地址",
    "电子邮",
    "附件",
    "解读",
    "参考",
    "下载",
    "特殊程序",
    "特别程序",
    "配套",
    "定价",
]);

/// What other labels of guides end with.
const OTHER: &[&str] = &[
    "对象",
    "时限",
    "期限",
    "标准",
    "收费",
    "费用",
    "备注",
    "问题",
    "问题解答",
    "指引",
    "结果",
    "机构",
    "主体",
    "单位",
    "部门",
    "机关",
    "类型",
    "类别",
    "分类",
    "编码",
    "代码",
    "层级",
    "范围",
    "监督",
    "投诉",
    "渠道",
    "网址",
    "义务",
    "权利",
    "下载",
    "附件",
    "说明",
    "形式",
    "数量",
    "限制",
    "年审",
    "年检",
    "性质",
    "样本",
    "须知",
    "事项",
    "提示",
    "依据",
    "电话",
    "地址",
    "程序",
    "方式",
    "链接",
    "次数",
    "名称",
    "状态",
    "来源",
    "日期",
    "时间",
    "深度",
    "级别",
];

/// Words that make whole labels alone.
const ALONE: &[(&str, Element)] = &[("名称", ItemName), ("事项", ItemName)];

/// What stands between an item and the end of its label: 护照 + 办理 + 流程. Without one, 身份证明材料 would be a label.
const BETWEEN: &[&str] = &[
    "办理", "申请", "申报", "申办", "申领", "提交", "所需", "受理", "需要", "需", "应", "须", "提供", "报送", "许可", "审批", "事项", "服务", "办事", "咨询",
    "联系", "窗口", "现场", "网上", "线上", "线下", "业务", "设定", "设立", "法律", "法定", "政策", "法规", "实施", "行使", "权力", "具体", "主要", "相关",
    "有关", "的", "准予", "批准", "准备", "工作", "办公", "基本", "全部", "审核", "适用", "操作", "部门", "单位", "予以", "携带", "对外", "行政", "文件",
    "具备", "大厅", "中心", "公共", "处理", "要求", "查询", "预约", "运行",
];

/// The elements that a text may name at its begin: a first look, without regard for what follows.
pub(super) fn elements_at(text: &str) -> u32 {
    let head = without_number(text.trim_start());
    let end = head.char_indices().take(10).find(|(_, sign)| matches!(sign, ':' | '：' | '（' | '(' | '】' | ']' | '\n')).map(|(at, _)| at);
    let head = end.map_or(head, |end| &head[..end]).trim_end();
    let named = head.len() <= 42 && head.len() >= 6 && head.chars().next_back().is_some_and(|sign| LAST.may_hold(sign));
    if !named { 0 } else { role(head).map_or(0, |role| if let Role::Elements(bits) = role { bits } else { 0 }) }
}

/// What may stand behind the name of an element: 申请材料清单.
const TAILS: &[(&str, ())] = &[("说明", ()), ("要求", ()), ("如下", ()), ("信息", ()), ("清单", ()), ("目录", ()), ("一览", ())];

/// The signs with which labels of elements end.
const LAST: Sieve = Sieve::last(ENDS).and(&Sieve::last(ALONE)).and(&Sieve::last(TAILS));

/// What a label announces; `None`: it is no label that guides have.
pub(super) fn role(head: &str) -> Option<Role> {
    let mut squeezed = [0_u8; 48];
    let head = squeeze(head, &mut squeezed)?;
    if let Some((_, element)) = ALONE.iter().find(|(word, _)| *word == head) {
        return Some(Role::Elements(element.bit()));
    }
    let other = || OTHER.iter().any(|end| head.ends_with(end)).then_some(Role::Other);
    if NOT.stand_in(head) {
        return other();
    }
    let bits = head.split(['和', '及', '与', '、', '/', '或', '，', '以']).fold(0, |bits, part| bits | part_of(part, bits));
    if bits != 0 { Some(Role::Elements(bits)) } else { other() }
}

/// The element of a part of a label; in 办理地点和时间 a part may be short.
fn part_of(part: &str, before: u32) -> u32 {
    let part = TAILS.iter().find_map(|(tail, ())| part.strip_suffix(tail)).unwrap_or(part);
    if part == "时间" && before != 0 {
        return Hours.bit();
    }
    let ended = ENDS.iter().filter_map(|(end, element)| Some((part.strip_suffix(end)?, element)));
    ended.into_iter().find(|(before, _)| is_before_end(before)).map_or(0, |(_, element)| element.bit())
}

fn is_before_end(before: &str) -> bool {
    before.is_empty() || BETWEEN.iter().any(|word| before.ends_with(word))
}

/// A label without blanks and without what stands in brackets behind it, in a buffer; `None` where it is too long to be one.
fn squeeze<'b>(head: &str, out: &'b mut [u8; 48]) -> Option<&'b str> {
    let mut width = 0;
    let mut rest = head.trim_start_matches(|sign: char| !sign.is_alphabetic());
    while let Some(sign) = rest.chars().next() {
        rest = &rest[sign.len_utf8()..];
        if matches!(sign, '（' | '(')
            && let Some(after) = after_bracket(rest)
        {
            rest = after;
            continue;
        }
        if matches!(sign, '（' | '(' | '】' | ']' | '》' | ':' | '：') {
            break;
        }
        if sign.is_whitespace() || matches!(sign, '。' | '>' | '▼' | '*' | '★') {
            continue;
        }
        if width + sign.len_utf8() > 42 {
            return None;
        }
        width += sign.encode_utf8(&mut out[width..]).len();
    }
    std::str::from_utf8(&out[..width]).ok().filter(|head| head.len() >= 6)
}

/// What follows a bracket inside of a label, from behind its opening on: 条件 in 申请（办理）条件.
fn after_bracket(opened: &str) -> Option<&str> {
    let (within, after) = opened.split_once(['）', ')'])?;
    let goes_on = after.starts_with(|sign: char| matches!(sign, '\u{4E00}'..='\u{9FFF}'));
    (goes_on && within.chars().nth(4).is_none()).then_some(after)
}

/// A text without the number or mark before it: 一、 1. （二） ★ 【.
pub(super) fn without_number(text: &str) -> &str {
    if text.starts_with(|sign: char| matches!(sign, '\u{4E00}'..='\u{9FFF}') && !"第一二三四五六七八九十".contains(sign)) {
        return text;
    }
    let is_mark = |sign: char| sign.is_ascii_digit() || sign.is_whitespace() || "第.．、,，()（）【[〔《<●•·■◆★☆▲※*-—①②③④⑤⑥⑦⑧⑨⑩｜|".contains(sign);
    let numeral = |sign: char| "一二三四五六七八九十".contains(sign);
    let rest = text.trim_start_matches(is_mark);
    // A numeral belongs to a number only with a sign behind it: 一、办理依据, not 一次性告知.
    let after = rest.trim_start_matches(numeral);
    let numbered = after.len() < rest.len() && after.starts_with(['、', '.', '．', '）', ')', ' ', '\u{3000}', '，']);
    if numbered { after.trim_start_matches(is_mark) } else { rest }
}

/// Whether a heading names an item, and not guides in general.
pub(super) fn names_item(text: &str) -> bool {
    let core = ["办事指南", "服务指南", "办理指南", "指南"].iter().fold(text.to_owned(), |core, word| core.replace(word, ""));
    let named = [
        "办理", "申请", "登记", "审批", "许可", "证", "备案", "申领", "审核", "确认", "补贴", "指南", "核准", "变更", "注销", "补助", "鉴定", "认定", "核发",
        "报销", "提取", "注册", "年审", "入户", "落户",
    ];
    let length = core.chars().filter(|sign| sign.is_alphabetic()).count();
    length >= 4 && text.chars().nth(60).is_none() && role(text).is_none() && named.iter().any(|word| text.contains(word))
}
